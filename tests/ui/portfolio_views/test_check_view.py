"""A bad portfolio is looked through, mended, covered, made lawful and told to its teacher, through the real window."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.preflight import making as make
from tests.support.building import a_portfolio, furnished, open_workspace, some_items
from tests.support.lent_worker import LentWorker
from tests.ui.screens.conftest import PlayedDialogs, find

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.masking import masks_of, shareable_of
from certdesk.actions.packable import packable
from certdesk.actions.preflighting import keep_preflight, make_preflight, plan_preflight
from certdesk.actions.repairing import recipe_of
from certdesk.core.consent import Basis, Consent
from certdesk.core.preflight import RepairKind
from certdesk.core.progress import silent
from certdesk.core.recipes import CopyPurpose, Cover, Rotate
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.consents import consent_row, load_consents
from certdesk.store.copies import find_copy
from certdesk.store.portfolios import item_row, load_item, portfolio_row
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.models.worklist_table import WorklistTable
from certdesk.ui.screens.exchange.prepare_tables import PackableTable
from certdesk.ui.screens.portfolio_views import consent_view
from certdesk.ui.screens.portfolio_views.before_after import BeforeAfter
from certdesk.ui.screens.portfolio_views.check_view import CheckView
from certdesk.ui.screens.portfolio_views.consent_view import ConsentView
from certdesk.ui.screens.portfolio_views.mask_view import MaskView
from certdesk.ui.theme.source import ThemeSource

from .conftest import HERE, Desk, as_role

PHOTO, PLAN, NOTE = (f"item-P-001-{number}" for number in range(3))
ELSEWHERE = "portfolio-P-002"


def put(workspace: Workspace, code: str, files: tuple[tuple[str, bytes, dict[str, object]], ...]) -> None:
    """Enter a portfolio with these files."""
    portfolio = a_portfolio(code)
    with workspace.recording("portfolio.received", f"{code} taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for item, (name, data, facts) in zip(some_items(portfolio, [one[0] for one in files]), files, strict=True):
            staged = workspace.staging / item.id
            staged.write_bytes(data)
            digest = sha256(data).hexdigest()
            workspace.vault.keep(staged, digest)
            recording.put("item", item_row(replace(item, digest=digest, size=len(data), file_name=name, **facts)))
        everybody = Consent(f"consent-{code}", portfolio.id, "class 9B", Basis.PARENT, item_id=f"item-{code}-1")
        recording.put("consent", consent_row(everybody))


@pytest.fixture(scope="session")
def bad_workspace(tmp_path_factory: pytest.TempPathFactory, shared_worker: EvidenceWorker) -> Path:
    """Two portfolios: in one a photo and a plan lie upside down, the other nobody has looked through."""
    folder = tmp_path_factory.mktemp("bad") / "workspace"
    scan = make.page_picture(68, dpi=75, points=14).transpose(Image.Transpose.ROTATE_180).convert("RGB")
    photo = make.jpeg(scan, exif={0x13B: "Miriam Adeyemi"}, place=True)
    plan = make.pdf([make.words(65, 90)], turn=180)
    with furnished(folder, ()) as workspace:
        put(workspace, "P-001", (
            ("board.jpg", photo, {"kind": "image", "format": "JPEG", "evidence_type": "pupil_work"}),
            ("Miriam Adeyemi plan.pdf", plan, {"kind": "pdf", "format": "PDF", "pages": 1,
                                               "evidence_type": "lesson_plan"}),
            ("note.txt", b"A short note.\n" * 9, {"kind": "text", "format": "plain text"}),
        ))  # fmt: skip
        put(workspace, "P-002", (("plan.txt", b"The plan.\n" * 9, {"kind": "text", "format": "plain text"}),) * 2)
        as_role(workspace, "coordinator")
        plan_of = plan_preflight(workspace, (HERE,))
        keep_preflight(workspace, plan_of, make_preflight(plan_of, LentWorker(shared_worker), silent))
    return folder


@pytest.fixture
def desk(
    bad_workspace: Path, tmp_path: Path, theme: ThemeSource, shared_worker: EvidenceWorker, qtbot: QtBot
) -> Iterator[Desk]:
    """The window of a coordinator."""
    shutil.copytree(bad_workspace, tmp_path / "workspace")
    dialogs = PlayedDialogs()
    running = build(open_workspace(tmp_path / "workspace"), theme, dialogs, LentWorker(shared_worker))
    running.window.resize(1366, 768)
    running.window.show()
    qtbot.waitExposed(running.window)
    yield Desk(running, dialogs)
    running.close()


def check(desk: Desk, qtbot: QtBot, **params: object) -> CheckView:
    """Go to the check, and wait until everything was looked at."""
    view = desk.screen("check", **params).findChild(CheckView)
    assert isinstance(view, CheckView)
    qtbot.waitUntil(lambda: not view.looking.running, timeout=20_000)
    return view


def number_of(view: CheckView, rule: str) -> int:
    """Return the place of the first finding of a rule."""
    assert view.facts is not None
    return next(number for number, one in enumerate(view.facts.told.findings) if one.rule == rule)


def rules(view: CheckView) -> set[str]:
    """Return the rules that were broken."""
    assert view.facts is not None
    return {one.rule for one in view.facts.told.findings}


def shown(parent: QWidget, name: str) -> QWidget | None:
    """Find a widget that can be seen, once those before it in its place are gone and it has been laid out."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    return next((one for one in parent.findChildren(QWidget, name) if one.isVisibleTo(parent)), None)


def push(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Click a widget that can be seen."""
    qtbot.waitUntil(lambda: shown(parent, name) is not None)
    found = shown(parent, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def said(parent: QWidget, name: str) -> str:
    """Return the words of a label."""
    found = shown(parent, name)
    assert isinstance(found, QLabel), name
    return found.text()


@pytest.mark.slow
def test_files_are_turned_one_original_goes_another_comes_back_and_the_fix_list_is_saved(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view = check(desk, qtbot)
    assert {"maybe_turned", "page_upside_down", "name_in_file_name", "place_in_file"} <= rules(view)
    assert "stop" in said(view, "standing")
    number = number_of(view, "maybe_turned")
    push(qtbot, view, f"check-{number}-see")
    assert view.side.item_id == PHOTO
    push(qtbot, view, f"check-{number}-mend")
    preview = find(view.repair, "beforeAfter")
    assert isinstance(preview, BeforeAfter)
    qtbot.waitUntil(lambda: preview.isVisible() and not preview.after.isNull())
    photo, plan = (load_item(desk.workspace.db, item) for item in (PHOTO, PLAN))
    push(qtbot, view, "repairNow")
    assert not view.repair.isVisible()
    push(qtbot, view, f"all-{RepairKind.ROTATE.value}")
    qtbot.waitUntil(lambda: all(recipe_of(desk.workspace, item) for item in (PHOTO, PLAN)), timeout=30_000)
    assert recipe_of(desk.workspace, PHOTO) == (Rotate(180),)
    qtbot.waitUntil(lambda: not view.looking.running and "page_upside_down" not in rules(view), timeout=20_000)
    assert "maybe_turned" not in rules(view)
    push(qtbot, view, f"check-mended-{PHOTO}-go")
    assert "frees" in desk.dialogs.asked[-1]
    kept = find_copy(desk.workspace.db, PHOTO, CopyPurpose.ORIGINAL)
    assert kept is not None
    assert kept.discarded
    assert not desk.workspace.vault.has(photo.digest)
    assert shown(view, f"check-mended-{PHOTO}-go") is None
    push(qtbot, view, f"check-mended-{PLAN}-back")
    assert load_item(desk.workspace.db, PLAN).digest == plan.digest
    push(qtbot, view, f"check-{number_of(view, 'name_in_file_name')}-mend")
    assert "lesson-plan-02.pdf" in said(view, "repairWords")
    push(qtbot, view, "repairNow")
    assert load_item(desk.workspace.db, PLAN).file_name == "lesson-plan-02.pdf"
    assert "name_in_file_name" not in rules(view)
    desk.dialogs.files = [tmp_path / "fix.pdf", tmp_path / "found.csv"]
    push(qtbot, view, "fixList")
    push(qtbot, view, "findingsTable")
    desk.finish(qtbot)
    assert (tmp_path / "fix.pdf").read_bytes().startswith(b"%PDF")
    assert "page_upside_down" in (tmp_path / "found.csv").read_text("utf-8-sig")


def test_nothing_is_offered_once_somebody_assesses_and_it_says_why(desk: Desk, qtbot: QtBot) -> None:
    begin_assessment(desk.workspace, HERE)
    view = check(desk, qtbot)
    assert "begun to assess" in said(view, "lookDetail")
    assert shown(view, f"check-{number_of(view, 'maybe_turned')}-mend") is None
    assert shown(view, f"all-{RepairKind.ROTATE.value}") is None


def test_lists_name_candidates_to_a_coordinator_and_to_no_assessor(desk: Desk, qtbot: QtBot) -> None:
    workspace = desk.running.tools.session.workspace
    for role, name in (("coordinator", "Miriam Adeyemi"), ("assessor", "")):
        as_role(workspace, role)
        page = check(desk, qtbot, all=True).cohort
        page.refresh()
        today, packing = WorklistTable(), PackableTable()
        today.show_rows(look_at_worklist(workspace).rows, date.min)
        packing.show_rows(packable(workspace), {})
        for table in (page.model, today, packing):
            assert str(table.index(0, 1).data()).startswith(name or a_portfolio("P-001").title)
            assert ("Adeyemi" in str(table.index(0, 1).data(Qt.ItemDataRole.ToolTipRole))) == bool(name)


def test_all_portfolios_are_looked_through_filtered_and_told(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    view = check(desk, qtbot, all=True)
    page = view.cohort
    assert [page.model.row(number).standing for number in (0, 1)] == ["stop", "stop"]  # type: ignore[union-attr]
    push(qtbot, page, "lookAll")
    qtbot.waitUntil(lambda: not view.looking.running, timeout=20_000)
    assert all(row.told.complete for number in (0, 1) if (row := page.model.row(number)))
    assert not find(page, "lookAll").isEnabled()
    desk.dialogs.files = [tmp_path / "all.csv"]
    push(qtbot, page, "allTable")
    desk.finish(qtbot)
    assert {"P-001", "P-002"} <= set((tmp_path / "all.csv").read_text("utf-8-sig").replace("\n", ",").split(","))
    push(qtbot, page, "choice-ready")
    assert page.model.rowCount() == 0
    push(qtbot, page, "choice-all")
    page.table.set_current_row(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert view.facts is not None
    assert view.facts.portfolio.id == ELSEWHERE


def test_consent_is_recorded_opens_the_item_is_withdrawn_with_a_reason_and_saved(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = desk.screen("consent").findChild(ConsentView)
    assert isinstance(pane, ConsentView)
    assert "1 item is closed" in said(pane, "consentStanding")
    push(qtbot, pane, f"check-item-{PHOTO}-record")
    save = find(pane, "saveConsent")
    assert not save.isEnabled()
    assert "who" in save.accessibleDescription().casefold()
    qtbot.keyClicks(find(pane, "people"), "table two, four pupils")
    qtbot.keyClick(find(pane, "use-training"), Qt.Key.Key_Space)
    push(qtbot, pane, "saveConsent")
    (made,) = (one for one in load_consents(desk.workspace.db, HERE) if one.item_id == PHOTO)
    assert (made.people, made.item_id, len(made.scopes)) == ("table two, four pupils", PHOTO, 2)
    assert "closed" not in said(pane, "consentStanding")
    desk.dialogs.reasons = ["The family moved away"]
    push(qtbot, pane, f"check-record-{made.id}-withdraw")
    gone = next(one for one in load_consents(desk.workspace.db, HERE) if one.id == made.id)
    assert gone.withdrawn_on is not None
    assert gone.note == "The family moved away"
    assert "1 item is closed" in said(pane, "consentStanding")
    assert shown(pane, f"check-item-{PHOTO}-open") is None, "what was withdrawn nobody opens"
    desk.dialogs.files = [tmp_path / "all.csv"]
    push(qtbot, pane, "choice-all")
    assert pane.all.model.rowCount() >= 3
    push(qtbot, pane, "registerTable")
    desk.finish(qtbot)
    assert "The family moved away" in (tmp_path / "all.csv").read_text("utf-8-sig")


def test_a_record_is_changed_and_says_when_it_ends_soon(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.screen("consent").findChild(ConsentView)
    assert isinstance(pane, ConsentView)
    push(qtbot, pane, "check-record-consent-P-001-change")
    today = desk.workspace.clock().date()
    qtbot.keyClick(find(pane, "until"), Qt.Key.Key_Space)
    find(pane, "untilDay").show_day(date.fromordinal(today.toordinal() + 9))  # type: ignore[attr-defined]
    push(qtbot, pane, "saveConsent")
    row = shown(pane, "check-record-consent-P-001")
    assert row is not None
    assert "in 9 days" in row.accessibleName()


def test_a_mask_is_drawn_by_keyboard_the_copy_made_seen_out_of_date_and_removed(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.screen("masks", item=PHOTO).findChild(MaskView)
    assert isinstance(pane, MaskView)
    qtbot.waitUntil(lambda: pane.drawing.size is not None)
    pad = find(pane, "rectPad")
    qtbot.mouseClick(pad, Qt.MouseButton.LeftButton)
    first = pane.drawing.drawn
    assert first is not None
    qtbot.keyClick(pad, Qt.Key.Key_Right)
    qtbot.keyClick(pad, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    drawn = pane.drawing.drawn
    assert drawn is not None
    assert drawn.rect.left > first.rect.left
    assert drawn.rect.bottom > first.rect.bottom
    push(qtbot, pane, "choice-box")
    qtbot.keyClick(pad, Qt.Key.Key_Return)
    (mask,) = masks_of(desk.workspace, PHOTO)
    assert (mask.cover, mask.rect, mask.page) == (Cover.BOX, drawn.rect, 0)
    assert pane.drawing.drawn is None
    size = pane.drawing.size
    assert size is not None
    across, down = (mask.rect.left + mask.rect.right) / 2 / size[0], (mask.rect.top + mask.rect.bottom) / 2 / size[1]

    def covered() -> bool:
        """Whether the preview is black where the mask lies."""
        seen = pane.panel.preview.picture
        return not seen.isNull() and seen.pixelColor(
            round(across * seen.width()), round(down * seen.height())
        ).lightness() < 10  # fmt: skip

    qtbot.waitUntil(covered)
    push(qtbot, pane, "makeCopy")
    qtbot.waitUntil(lambda: shareable_of(desk.workspace, PHOTO) is not None, timeout=20_000)
    desk.finish(qtbot)
    found = shareable_of(desk.workspace, PHOTO)
    assert found is not None
    picture = Image.open(io.BytesIO(desk.workspace.vault.path(found.copy.digest).read_bytes())).convert("L")
    assert picture.getpixel((round((mask.rect.left + mask.rect.right) / 2), round(mask.rect.top + 9))) < 10  # type: ignore[operator]
    push(qtbot, pane, "seeCopy")
    assert pane.side.showing == (PHOTO, found.copy.digest)
    push(qtbot, pane, "check-0-other")
    assert "out of date" in said(pane, "copyState")
    push(qtbot, pane, "removeMasks")
    assert desk.dialogs.asked
    assert masks_of(desk.workspace, PHOTO) == ()
    assert pane.side.showing == (PHOTO, load_item(desk.workspace.db, PHOTO).digest)


def test_what_cannot_be_masked_says_so(desk: Desk) -> None:
    pane = desk.screen("masks", item=NOTE).findChild(MaskView)
    assert isinstance(pane, MaskView)
    assert "Nothing can be hidden" in said(pane, "maskRefusal")
    assert not find(pane, "addMask").isVisible()


def test_who_is_no_lead_is_told_who_opens_a_closed_item(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent_view, "may_override", lambda _workspace: False)
    pane = desk.screen("consent").findChild(ConsentView)
    assert isinstance(pane, ConsentView)
    row = shown(pane, f"check-item-{PHOTO}")
    assert row is not None
    assert "Only the programme's lead" in row.accessibleName()
    assert shown(pane, f"check-item-{PHOTO}-open") is None
