"""Appeals: opened on a ground, refused with a sentence, checked, given to somebody else, decided."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.results.conftest import RELEASED, LeadsResults

from certdesk.actions.appealing import appeals_of
from certdesk.core.appeals import AppealState
from certdesk.core.cohorts import ResultState
from certdesk.store.results_of_cohorts import find_result, load_results
from certdesk.ui.screens.results.appeals_pane import AppealsPane
from certdesk.ui.screens.results.outcomes_pane import OutcomesPane
from certdesk.ui.widgets.combo_box import ComboBox


def test_from_a_result_to_an_upheld_appeal(sit_down: Callable[..., LeadsResults]) -> None:
    desk = sit_down(RELEASED)
    kept = load_results(desk.workspace.db, desk.cohort.id)
    wanted = next(id_ for id_, one in sorted(kept.items()) if one.state is ResultState.RELEASED)
    desk.go("outcomes", portfolio=wanted)
    desk.press("outcome-appeal")
    pane = desk.screen.pane
    assert isinstance(pane, AppealsPane)
    desk.press("appealGo")
    assert desk.shown("appealWrong")  # nobody said what happened
    assert not appeals_of(desk.workspace, desk.cohort)
    pane.form._words.writing.setPlainText("T3 was added wrongly")
    ground = desk.find("appealGround")
    assert isinstance(ground, ComboBox)
    ground.set_current("clerical_error")
    desk.press("appealGo")
    (row,) = appeals_of(desk.workspace, desk.cohort)
    assert row.appeal.portfolio_id == wanted
    assert pane.current() == row
    assert not row.late

    desk.press("appealRecheck")
    assert desk.shown("recheckSentence")
    desk.press("recheckAway")
    assert [step.deed for step in appeals_of(desk.workspace, desk.cohort)[0].appeal.steps][-1] == "rechecked"

    who = desk.find("remarkWho")
    assert isinstance(who, ComboBox)
    marked = {desk.made.first[wanted].assessor_id}
    marked |= {desk.made.second[wanted].assessor_id} if wanted in desk.made.second else set()
    offered = {who.itemData(place) for place in range(who.count())}
    assert offered
    assert not offered & marked
    desk.press("remarkAsk")
    assert not desk.shown("remarkAsk")
    assert desk.shown("remarkFound")

    assert not desk.find("appeal-upheld").isEnabled()
    pane.side._reason.writing.setPlainText("The sum was wrong")
    desk.press("appeal-upheld")
    assert desk.dialogs.asked
    assert appeals_of(desk.workspace, desk.cohort)[0].appeal.state is AppealState.UPHELD
    after = find_result(desk.workspace.db, wanted)
    assert after is not None
    assert after.state is not ResultState.RELEASED
    pane.list.filters.set_current("all")
    pane._show_rows()
    desk.press("appealOutcome")
    shown = desk.screen.pane
    assert isinstance(shown, OutcomesPane)
    assert shown.place() == {"portfolio": wanted}
