"""Results handed over to a folder with names left out or not, and written back as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.ui.results.conftest import RELEASED, LeadsResults

from certdesk.actions.handing_over_results import check_results, hand_overs_of
from certdesk.actions.issue_steps import Part
from certdesk.actions.issuing_cohort import missing_papers
from certdesk.core.cohorts import ResultState
from certdesk.store.results_of_cohorts import load_results
from certdesk.ui.screens.exchange.hand_over import Stage
from certdesk.ui.screens.results.hand_pane import BACK, HandPane
from certdesk.ui.screens.results.issue_pane import IssuePane
from certdesk.ui.widgets.combo_box import ComboBox


def counted_before_it_is_issued(desk: LeadsResults, qtbot: QtBot, tmp_path: Path) -> None:
    """See what the papers of the cohort lack, and save who hands in again."""
    pane = desk.go("issue")
    assert isinstance(pane, IssuePane)
    desk.finish(qtbot)
    assert desk.shown("cohortIssue")
    lacking = missing_papers(desk.workspace, desk.cohort)
    released = [one for one in load_results(desk.workspace.db, desk.cohort.id).values() if one.released_at]
    assert lacking[Part.REPORT] == lacking[Part.LETTER] == len(released)
    assert pane.cohort.count() == sum(lacking.values())
    desk.press("cohort-decision letter")
    assert pane.cohort.parts() == {Part.CERTIFICATE, Part.REPORT}
    desk.go("outcomes")
    desk.dialogs.files.append(tmp_path / "again.csv")
    desk.press("saveResubmissions")
    desk.finish(qtbot)
    assert (tmp_path / "again.csv").read_text(encoding="utf-8-sig").startswith("code,candidate")


def test_counted_handed_over_and_written_back(
    sit_down: Callable[..., LeadsResults], qtbot: QtBot, tmp_path: Path
) -> None:
    desk = sit_down(RELEASED)
    counted_before_it_is_issued(desk, qtbot, tmp_path)
    pane = desk.go("hand")
    assert isinstance(pane, HandPane)
    flow, form = pane.hand.flow, pane.hand.form
    released = [
        one for one in load_results(desk.workspace.db, desk.cohort.id).values() if one.state is ResultState.RELEASED
    ]
    qtbot.waitUntil(lambda: flow.plan is not None, timeout=10_000)
    assert not desk.find("handGo").isEnabled()  # it goes nowhere yet
    assert desk.shown("handLeftOut")
    everything = form._columns.counts()
    form._names.set_current("pseudonyms")
    form._on_names("pseudonyms")
    assert not desk.find("handDocuments").isEnabled()
    assert form._columns.counts()[1] < everything[1]  # what names people is not offered
    form._who.line.setText("University")

    target = tmp_path / "stick"
    target.mkdir()
    desk.dialogs.files.append(target)
    desk.press("otherStick")
    form._who.tell_now()  # as when the field is left for the button: one press is enough
    desk.press("handGo")
    qtbot.waitUntil(lambda: flow.running or flow.stage is Stage.DONE, timeout=10_000)
    desk.finish(qtbot)
    assert flow.stage is Stage.DONE, flow.view()
    (done,) = hand_overs_of(desk.workspace, desk.cohort)
    assert (done.recipient, done.pseudonymised, done.candidates) == ("University", True, len(released))
    assert check_results(Path(done.place)).whole
    assert desk.shown("handedBefore")
    names = [one.candidate.name for one in desk.made.portfolios]
    csv = next(Path(done.place).rglob("results.csv")).read_text(encoding="utf-8")
    assert not [name for name in names if name in csv]

    desk.go("hand", page=BACK)
    assert not desk.find("backSave").isEnabled()  # a sheet is needed first
    system = desk.find("backTo")
    assert isinstance(system, ComboBox)
    system.set_current("leap2a")
    pane.back.look()
    desk.finish(qtbot)
    assert pane.back.model.rowCount() == len(released)
    desk.dialogs.files.append(tmp_path / "back")
    desk.press("backSave")
    desk.finish(qtbot)
    assert len(list((tmp_path / "back").glob("*.zip"))) == len(released)
