"""The lead's way by hand: see who is where, settle a dispute with its evidence, moderate, release, issue, hand over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.journeys.conftest import SAMPLES, PlayedDialogs, wait_for_jobs
from tests.journeys.hands import K, Keyboard, Mouse
from tests.journeys.test_three_hundred import Desk, marked
from tests.support.cohorts import Shape, put_cohort
from tests.support.fixtures import without_backup
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead, lead_keys
from tests.support.lent_worker import LentWorker

from certdesk.actions.allocating import allocations_of
from certdesk.actions.cases import cases_of
from certdesk.actions.certificates import certificates
from certdesk.actions.checking_results import verify_results
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.handing_over_results import hand_overs_of
from certdesk.actions.issuing import RESULT_REPORT
from certdesk.actions.issuing_cohort import papers_of_cohort
from certdesk.actions.moderating import sample_of
from certdesk.actions.settling import disputes_of
from certdesk.actions.verifying import trust_here
from certdesk.core.cohorts import CaseState, Cohort, CohortState, ResultState, Turn
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.identity import Identity
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.table import TableView

__all__ = ["lead", "lead_keys"]
pytestmark = pytest.mark.timeout(120)
FILM = SAMPLES / "KITE-37" / "lesson-04-filters.mp4"
SHAPE = Shape(candidates=6, assessors=4, double=1, seed=5)


@dataclass(frozen=True)
class Window:
    """The lead's window, and both hands."""

    running: Running
    dialogs: PlayedDialogs
    mouse: Mouse
    keys: Keyboard
    desk: Desk

    @property
    def workspace(self) -> Workspace:
        return self.desk.workspace

    @property
    def cohort(self) -> Cohort:
        return find_cohort(self.workspace)

    @property
    def pane(self):
        return self.running.window.current.pane


@pytest.fixture
def window(
    tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, shared_worker: EvidenceWorker, qtbot: QtBot,
    lead_keys: Identity, lead: Signer,
) -> Iterator[Window]:  # fmt: skip
    workspace = issuing_workspace(tmp_path / "workspace", lead_keys, ())
    workspace.person = lead_keys.id
    made = put_cohort(workspace, SHAPE)
    films_for(workspace, [one.id for one in made.portfolios])
    running = build(workspace, theme, dialogs, LentWorker(shared_worker))
    running.window.resize(1366, 768)
    running.window.show()
    yield Window(
        running, dialogs, Mouse(qtbot, running), Keyboard(qtbot, running), Desk(workspace, made, lead, tmp_path)
    )
    with without_backup():
        running.close()


def films_for(workspace: Workspace, portfolio_ids: Iterable[str]) -> None:
    """Let the evidence of portfolios be a film that plays."""
    data = FILM.read_bytes()
    digest = sha256(data).hexdigest()
    workspace.staging.mkdir(exist_ok=True)
    (workspace.staging / digest).write_bytes(data)
    workspace.vault.keep(workspace.staging / digest, digest)
    with workspace.recording("item.changed", "films", subject="all") as recording:
        for portfolio_id in portfolio_ids:
            (item,) = load_items(workspace.db, portfolio_id)
            film = replace(item, digest=digest, size=len(data), format="MP4", duration_ms=20_000)
            recording.put("item", item_row(film))


def test_the_lead_settles_moderates_releases_issues_and_hands_over(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    settle(window, qtbot)
    moderate(window)
    decide_and_release(window)
    issue(window, qtbot)
    hand_over(window, qtbot, tmp_path / "MINISTRY")


def settle(window: Window, qtbot: QtBot) -> None:
    """Everything in dispute goes to a third; what they can't settle the lead decides."""
    window.mouse.click("place-cohort")
    table = window.mouse.named("assessorProgress")
    assert isinstance(table, TableView)
    assert table.model().rowCount() == SHAPE.assessors
    before = disputes_of(window.workspace, window.cohort)
    assert before
    see_evidence(window, qtbot)
    sent = set()
    while waiting := [one for one in disputes_of(window.workspace, window.cohort) if not one.asked]:
        code = window.pane.card.shown.view.dispute.member.code
        assert code in {one.member.code for one in waiting}
        window.mouse.click("settle")
        sent.add(code)
    assert sent == {one.member.code for one in before}
    thirds = [one for one in allocations_of(window.workspace, window.cohort) if one.turn is Turn.THIRD]
    assert {one.criteria for one in thirds} == {one.disputed for one in before}
    marked(window.desk, thirds, {})
    window.running.window.go("today")
    window.running.window.go("cohort", {"pane": "overview"})
    while disputes_of(window.workspace, window.cohort):
        window.mouse.pick("rulingMark", window.mouse.named("rulingMark").itemData(1))
        window.mouse.type_into(window.pane.card.ruling.reason.writing, "As both films show.")
        window.mouse.click("settle")
    assert {case.state for case in cases_of(window.workspace, window.cohort)} == {CaseState.SETTLED}


def see_evidence(window: Window, qtbot: QtBot) -> None:
    """Press what an assessor pointed to: it plays beside the marks, and Esc puts it away."""
    card = window.pane.card
    assert len(card.columns) == 2
    place = next(one for column in card.columns for one in column.places)
    window.mouse.click(place)
    assert window.pane.evidence is not None
    assert window.pane.evidence.isVisible()
    assert card.isVisible()
    stage = window.pane.evidence.place.stage
    qtbot.waitUntil(lambda: stage.player is not None and stage.player.engine.position > 0, timeout=30_000)
    window.keys.press(K.Key_Escape)
    assert not window.pane.evidence_shown


def moderate(window: Window) -> None:
    """Draw, agree with each, close."""
    window.running.window.go("cohort", {"pane": "moderation"})
    window.mouse.click("drawSample")
    sample = sample_of(window.workspace, window.cohort)
    assert sample
    for row in sample.rows:
        window.pane.list.table.set_current_row(window.pane.samples.place_of(row.case.member.portfolio_id))
        window.mouse.click("moderatorAgrees")
    window.mouse.click("closeModeration")
    assert window.cohort.state is CohortState.MODERATED


def decide_and_release(window: Window) -> None:
    window.mouse.click("place-results")
    window.mouse.click("decideResults")
    window.mouse.click("releaseResults")
    window.mouse.click("releaseGo")
    assert {one.state for one in results_of_cohort(window.workspace, window.cohort)} == {ResultState.RELEASED}


def issue(window: Window, qtbot: QtBot) -> None:
    """All papers in one job; the passphrase is typed once."""
    window.running.window.go("results", {"pane": "issue"})
    qtbot.waitUntil(window.pane.cohort.isVisible, timeout=30_000)  # what is missing is counted beside it
    window.mouse.type_into(window.pane.keys.mine.field.line, PASSPHRASE)
    window.mouse.click("cohortGo")
    wait_for_jobs(qtbot, window.running, 60)
    qtbot.waitUntil(lambda: not window.pane.work.busy, timeout=60_000)
    results = results_of_cohort(window.workspace, window.cohort)
    assert len(certificates(window.workspace)) == sum(one.certifies for one in results)
    assert len(papers_of_cohort(window.workspace, window.cohort, {RESULT_REPORT})) == len(results)


def hand_over(window: Window, qtbot: QtBot, stick: Path) -> None:
    """To a folder that stands for the stick; whoever gets it can check it."""
    stick.mkdir()
    window.dialogs.files.append(stick)
    window.running.window.go("results", {"pane": "hand"})
    qtbot.waitUntil(lambda: window.pane.hand.flow.plan is not None, timeout=30_000)
    window.mouse.click("otherStick")
    qtbot.waitUntil(lambda: window.mouse.named("handGo").isEnabled(), timeout=30_000)
    window.mouse.click("handFor")  # leaving it by pressing the button is no reason to press it twice
    window.mouse.click("handGo")
    wait_for_jobs(qtbot, window.running, 60)
    qtbot.waitUntil(lambda: bool(hand_overs_of(window.workspace, window.cohort)), timeout=30_000)
    (done,) = hand_overs_of(window.workspace, window.cohort)
    told = verify_results(Path(done.place), trust_here(window.workspace.folder), window.workspace.folder)
    assert told.verdict is Verdict.GENUINE, told.summary
    assert done.candidates == SHAPE.candidates
