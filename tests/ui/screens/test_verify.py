"""Verify: four verdicts, whole folders, photos, badges, scanned codes, and what was checked before."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.proofs import Proofs, proofs

from certdesk.evidence.replies import Picture
from certdesk.evidence.requests import RenderPage
from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.checked_before import checked_before
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.notice_bar import NoticeBar
from certdesk.ui.widgets.qr_code import QrCode

from .conftest import PlayedDialogs, click, find

__all__ = ["proofs"]
pytestmark = pytest.mark.slow


@pytest.fixture
def desk(
    furnished: Path, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, proofs: Proofs, qtbot: QtBot
) -> Iterator[Running]:
    """The window of somebody who knows the programme, three hours after everything was issued."""
    shutil.copytree(furnished, tmp_path / "workspace")
    workspace = Workspace(tmp_path / "workspace", clock=Clock(START + timedelta(hours=3)))
    proofs.believe(workspace, proofs.after)
    made = build(workspace, theme, dialogs)
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.close()


@pytest.fixture
def screen(desk: Running) -> VerifyScreen:
    desk.window.go("verify")
    shown = desk.window.current
    assert isinstance(shown, VerifyScreen)
    return shown


def drop(screen: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(400, 400), action, data, button, keys))


def idle(qtbot: QtBot, screen: VerifyScreen) -> None:
    qtbot.waitUntil(lambda: not screen.tools.jobs.busy, timeout=60_000)


def verdict(qtbot: QtBot, screen: VerifyScreen) -> Verdict:
    idle(qtbot, screen)
    assert screen.result is not None
    return screen.result.verdict


def settled(qtbot: QtBot, screen: QWidget) -> None:
    """Wait until rows of before are gone."""
    qtbot.waitUntil(lambda: len(screen.findChildren(QWidget, "checked-0")) <= 1)


def words(screen: QWidget, name: str) -> str:
    shown = find(screen, name)
    assert isinstance(shown, QLabel)
    assert shown.isVisible(), name
    return shown.text()


def test_the_four_verdicts_and_what_to_do_about_them(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    assert find(screen, "drop").isVisible()
    drop(screen, proofs.genuine)
    assert words(screen, "verdictHeading") == "Looking…"  # nobody must take the answer before for this one
    assert verdict(qtbot, screen) is Verdict.GENUINE
    assert words(screen, "verdictHeading") == "Genuine"
    assert "issued by" in words(screen, "verdictDetail")
    assert "Miriam Adeyemi" in words(screen, "verdictDetail")
    assert find(screen, "checked").isVisible()
    assert find(screen, "check-document").accessibleName().startswith("Fine.")

    drop(screen, proofs.older)
    assert verdict(qtbot, screen) is Verdict.GENUINE_BUT
    assert proofs.newer.stem in words(screen, "verdictDetail")
    assert screen.findChild(QWidget, "showReplacement") is None  # what replaced it is not on this desk

    drop(screen, proofs.altered)
    assert verdict(qtbot, screen) is Verdict.NOT_GENUINE
    assert "Do not rely on it" in words(screen, "verdictDetail")

    dialogs.files.append(tmp_path / "record.pdf")
    click(qtbot, screen, "saveCheck")
    idle(qtbot, screen)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
    notices = desk.window.findChild(NoticeBar, "noticeBar")
    assert notices is not None
    click(qtbot, notices, "noticeAction")
    assert dialogs.handed_over == [tmp_path / "record.pdf"]
    assert [one.file for one in checked_before(desk.tools.session.workspace)] == [
        "altered.pdf", proofs.older.name, proofs.genuine.name
    ]  # fmt: skip


def test_a_folder_is_a_list_that_is_filtered_opened_and_kept(
    screen: VerifyScreen, proofs: Proofs, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(5):
        shutil.copy(proofs.genuine, stick / f"{number}.pdf")
    for path in (proofs.older, proofs.newer, proofs.altered, proofs.badge):
        shutil.copy(path, stick)
    (stick / "letter.pdf").write_bytes(b"%PDF-1.7\nrubbish")
    (stick / "holiday.jpg").write_bytes(b"photo")
    dialogs.files.append(stick)
    screen.choose_folder()
    idle(qtbot, screen)
    table = screen.list.model
    assert table.rowCount() == 10
    assert words(screen, "listSummary") == "1 file is not genuine, 2 to look at · 1 photo was not looked at"
    click(qtbot, screen, "choice-not_genuine")
    assert table.rowCount() == 1
    click(qtbot, screen, "choice-all")

    dialogs.files.append(tmp_path / "list.csv")
    click(qtbot, screen, "saveList")
    idle(qtbot, screen)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = list(csv.DictReader(file))
    assert len(kept) == 10
    assert sum(row["verdict"] == "genuine" for row in kept) == 7

    row = next(n for n in range(10) if table.row(n).result.verdict is Verdict.GENUINE_BUT)
    screen.list.table.set_current_row(row)
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Return)
    assert words(screen, "verdictHeading") == "Genuine, but…"  # at once, from the list
    idle(qtbot, screen)
    click(qtbot, screen, "showReplacement")  # it lies on the same stick
    assert verdict(qtbot, screen) is Verdict.GENUINE
    assert screen.result.serial == proofs.newer.stem
    assert not find(screen, "backToList").isVisible()  # it is not what was opened from the list


def test_back_to_the_list_and_what_vanished_meanwhile(
    screen: VerifyScreen, proofs: Proofs, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [Path(shutil.copy(proofs.genuine, tmp_path / name)) for name in ("a.pdf", "b.pdf")]
    drop(screen, *files)
    idle(qtbot, screen)
    files[1].unlink()
    screen.list.chosen.emit(screen.list.model.row(1))
    idle(qtbot, screen)
    assert words(screen, "verdictHeading") == "Genuine"  # as it was found; it is said that the file is gone
    click(qtbot, screen, "backToList")
    assert screen.list.table.isVisible()
    assert screen.list.table.current_row() == 0

    screen.verify(files[1])
    assert verdict(qtbot, screen) is Verdict.CANNOT_TELL
    assert "can't be read" in words(screen, "verdictDetail")
    assert find(screen, "checkAgain").isVisible()


def test_stopped_in_the_middle(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, tmp_path: Path
) -> None:
    files = tuple(Path(shutil.copy(proofs.genuine, tmp_path / f"{number}.pdf")) for number in range(12))
    screen.verify_many(files)
    desk.tools.jobs.progressed.connect(lambda told: told.job.cancel() if told.done else None)
    idle(qtbot, screen)
    assert 0 < screen.list.model.count() < 12  # what was found until then stays
    assert find(screen, "saveList").isEnabled()


def test_photo_badge_scanned_and_pasted_codes(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    drop(screen, proofs.badge)
    assert verdict(qtbot, screen) is Verdict.GENUINE
    assert "This badge was issued by" in words(screen, "verdictDetail")

    page = screen.tools.worker.submit(RenderPage(proofs.genuine, 1, 150 / 72)).result()
    photo = tmp_path / "photo.jpg"
    image_of(page).save(str(photo))
    dialogs.files.append(photo)
    click(qtbot, screen, "choosePhoto")
    assert verdict(qtbot, screen) is Verdict.GENUINE_BUT  # the code is good; the paper can't be proven by it
    assert screen.result.holder == "Miriam Adeyemi"

    # A hand scanner types wherever the keyboard is, also where a space would press a button.
    find(screen, "choosePhoto").setFocus()
    qtbot.keyClicks(desk.window.focusWidget(), proofs.code)
    qtbot.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    assert verdict(qtbot, screen) is Verdict.GENUINE
    assert screen.findChild(QrCode).isVisible()
    assert screen.result.serial == proofs.genuine.stem

    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(image_of(page))
    screen.paste()
    assert verdict(qtbot, screen) is Verdict.GENUINE_BUT
    clipboard.setText(f" {proofs.code[:-3]}AAA\n")
    screen.paste()
    assert verdict(qtbot, screen) in {Verdict.CANNOT_TELL, Verdict.NOT_GENUINE}
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(proofs.genuine))])
    clipboard.setMimeData(data)
    screen.paste()
    assert verdict(qtbot, screen) is Verdict.GENUINE
    clipboard.setText("nothing of the kind")
    screen.paste()
    idle(qtbot, screen)
    assert screen.result.verdict is Verdict.GENUINE


def test_a_stranger_then_their_programme_is_believed(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, dialogs: PlayedDialogs
) -> None:
    workspace = desk.tools.session.workspace
    shutil.rmtree(workspace.folder / "trust")
    drop(screen, proofs.genuine)
    assert verdict(qtbot, screen) is Verdict.CANNOT_TELL
    assert "QR code and badge say the same" not in find(screen, "check-twins").accessibleName()  # nobody known signed
    dialogs.files.append(proofs.after)
    click(qtbot, screen, "addProgramme")
    assert desk.window.current is not screen
    proofs.believe(workspace, proofs.after)
    desk.window.go("verify")
    assert verdict(qtbot, screen) is Verdict.GENUINE  # what is shown was judged again
    assert words(screen, "verdictHeading") == "Genuine"


def test_checked_before_is_shown_again_and_forgotten(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = desk.tools.session.workspace
    passing = Path(shutil.copy(proofs.altered, tmp_path / "passing.pdf"))
    for path in (proofs.genuine, passing, proofs.genuine):
        screen.verify(path)
        idle(qtbot, screen)
    assert [one.file for one in checked_before(workspace)] == [proofs.genuine.name, "passing.pdf"]
    settled(qtbot, screen)
    click(qtbot, screen, "checked-1")
    assert verdict(qtbot, screen) is Verdict.NOT_GENUINE
    passing.unlink()
    settled(qtbot, screen)
    row = find(screen, "checked-0")
    assert row.accessibleName().startswith("Not genuine. passing.pdf")
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert [one.file for one in checked_before(workspace)] == [proofs.genuine.name]
    settled(qtbot, screen)
    click(qtbot, screen, "forgetChecks")
    assert checked_before(workspace) == ()
    assert not find(screen, "checkedBefore").isVisible()


def test_small_windows_let_document_and_answer_take_turns(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, theme: ThemeSource
) -> None:
    screen.verify(proofs.genuine)
    idle(qtbot, screen)
    assert find(screen, "paper").isVisible()
    assert not find(screen, "turnOver").isVisible()
    desk.window.resize(1024, 600)
    theme.choose("light", 1.5)
    desk.window.resize(1025, 601)
    qtbot.waitUntil(lambda: not find(screen, "paper").isVisible())
    click(qtbot, screen, "turnOver")
    assert find(screen, "paper").isVisible()
    assert not find(screen, "verdict").isVisible()
    click(qtbot, screen, "turnOver")
    assert find(screen, "verdict").isVisible()


def image_of(page: Picture) -> QImage:
    kind = QImage.Format.Format_RGBA8888 if len(page.pixels) == 4 * page.width * page.height else None
    return QImage(page.pixels, page.width, page.height, kind or QImage.Format.Format_RGB888).copy()
