"""Second marks, agreement, the moderation sample, assessors and the policy, each with the lead's hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.assessors import assessors_here, conflicts_known
from certdesk.actions.cohort_statistics import double_marks
from certdesk.actions.cohorts import load_cohort, policy_of
from certdesk.actions.moderating import read_moderation, sample_of
from certdesk.core.cohorts import CohortState, Turn
from certdesk.core.moderation_checks import Verdict
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.statistics.agreement import agreement_of
from certdesk.core.statistics.agreement_words import plain_sentence
from certdesk.store.cohorts import load_allocations
from certdesk.ui.screens.cohort.moderation_pane import ModerationPane
from certdesk.ui.screens.cohort.policy_settings import PARTS, Kind, read, value_of, written
from certdesk.ui.screens.cohort.second_pane import SecondPane
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.text_box import LineField

from .conftest import LeadsDesk

NOT_NUMBERS = {"conflicts", "appeals.grounds", "appeals.stages"}
"""Lists of names: they are shown, and changed in the policy's file."""


def told(parent: object, name: str) -> str:
    found = find(parent, name)  # type: ignore[arg-type]
    assert isinstance(found, QLabel)
    return found.text()


def test_second_marks_are_picked_by_a_seed_and_given_out_in_one_deed(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = seen.go("second", seed="kite")
    assert isinstance(pane, SecondPane)
    before = pane.model.rowCount()
    first = [pane.model.row(number) for number in range(before)]
    seed = find(pane, "secondSeed")
    assert isinstance(seed, LineField)
    seed.show_text("wren")
    seed.committed.emit("wren")
    assert [pane.model.row(number) for number in range(pane.model.rowCount())] != first
    seed.show_text("kite")
    seed.committed.emit("kite")
    assert [pane.model.row(number) for number in range(pane.model.rowCount())] == first, "the same on any machine"

    def seconds() -> int:
        given = load_allocations(seen.workspace.db, seen.made.cohort)
        return sum(one.turn is Turn.SECOND for one in given)

    had = seconds()
    click(qtbot, pane, "giveSeconds")
    assert seconds() > had
    assert not find(pane, "giveSeconds").isEnabled()
    seen.running.window._undo()
    assert seconds() == had


def test_agreement_begins_with_a_sentence_and_says_why_a_number_is_missing(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = seen.go("agreement")
    seen.finish(qtbot)
    standing = seen.screen.desk.standing()
    pairs = tuple(double_marks(standing.cohort, standing.rubric, standing.cases))
    assert told(pane, "agreementSentence") == plain_sentence(agreement_of(pairs, standing.rubric.scale, replicates=0))
    table = find(pane, "agreementByCriterion").model()  # type: ignore[attr-defined]
    assert table.rowCount() == len(standing.rubric.criteria)
    everybody = {standing.name_of(one) for pair in pairs for one in (pair.first_assessor, pair.second_assessor)}
    said = find(pane, "severityOfAll").accessibleDescription()
    assert all(name in said for name in everybody)
    assert told(pane, "scoringError")


def test_a_cohort_with_one_marker_says_what_is_missing(sit_down: Callable[..., LeadsDesk], qtbot: QtBot) -> None:
    desk = sit_down()
    with desk.workspace.local_change() as db:
        for table in ("mark", "feedback", "annotation"):
            db.execute(f"delete from {table} where assessment_id like '%-second'")  # noqa: S608 - our own names
        db.execute("delete from assessment where id like '%-second'")
    pane = desk.go("agreement")
    desk.finish(qtbot)
    assert not find(pane, "severityOfAll").isVisible()
    words = [one.text() for one in pane.findChildren(QLabel) if "Cannot be computed" in one.text()]
    assert words


def test_the_sample_is_drawn_looked_at_and_closed_with_a_reason(desk: LeadsDesk, qtbot: QtBot) -> None:
    pane = desk.go("moderation")
    assert isinstance(pane, ModerationPane)
    assert "No sample" in told(pane, "moderationSentence")
    click(qtbot, pane, "drawSample")
    sample = sample_of(desk.workspace, desk.made.cohort)
    assert sample is not None
    assert pane.samples.rowCount() == len(sample.rows)
    assert sample.draw.seed in told(pane, "moderationSeed")
    first, second = sample.rows[0].case.member.portfolio_id, sample.rows[1].case.member.portfolio_id
    click(qtbot, pane, "moderatorAgrees")
    verdicts = read_moderation(desk.workspace, desk.made.cohort).standing_checks()
    assert verdicts[first].verdict is Verdict.AGREES
    pane.list.table.set_current_row(pane.samples.place_of(second))
    rating = sample.rows[1].case.ratings[0]
    for name in list(rating.marks)[:3]:
        own = find(pane, f"ownLevel-{name}")
        assert isinstance(own, ComboBox)
        far = "1" if rating.marks[name].level > 2 else "4"  # type: ignore[union-attr]
        own.set_current(far)
    click(qtbot, pane, "moderatorDiffers")
    verdicts = read_moderation(desk.workspace, desk.made.cohort).standing_checks()
    assert verdicts[second].marks
    click(qtbot, pane, "closeModeration")
    assert load_cohort(desk.workspace, desk.made.cohort.id).state is CohortState.OPEN, "no reason was given"
    desk.dialogs.reasons.append("the panel met today")
    click(qtbot, pane, "closeModeration")
    assert load_cohort(desk.workspace, desk.made.cohort.id).state is CohortState.MODERATED
    assert not find(pane, "drawSample").isVisible()


def test_a_moderator_who_looks_blind_sees_no_marks_before_their_own(desk: LeadsDesk, qtbot: QtBot) -> None:
    disputed = desk.go("overview").desk.standing().disputes  # type: ignore[attr-defined]
    desk.finish(qtbot)
    pane = desk.go("moderation")
    assert isinstance(pane, ModerationPane)
    click(qtbot, pane, "drawSample")
    portfolio = disputed[0].case.member.portfolio_id
    row = pane.samples.place_of(portfolio)
    row = max(0, row)
    pane.list.table.set_current_row(row)
    looked_at = pane.samples.row(row)
    assert looked_at is not None
    click(qtbot, pane, "lookBlind")
    assert desk.running.window._current == "score"
    pane = desk.go("moderation")
    assert isinstance(pane, ModerationPane)
    pane.list.table.set_current_row(pane.samples.place_of(looked_at.case.member.portfolio_id))
    assert not pane.side._grid.isVisible()
    assert not find(pane, "moderatorAgrees").isVisible()
    hidden = looked_at.case.member.portfolio_id
    assert hidden not in {one.key[0] for one in pane.desk.standing().disputes}
    click(qtbot, pane, "finishBlind")
    assert not read_moderation(desk.workspace, desk.made.cohort).standing_checks(), "no mark of theirs yet"


def test_an_assessor_is_changed_and_has_a_conflict(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = seen.go("assessors")
    for name, words in (("assessorShare", "one half"), ("assessorSubjects", "Physics, Biology")):
        field = find(pane, name)
        assert isinstance(field, LineField)
        field.show_text(words)
        field.committed.emit(words)
    assert assessors_here(seen.workspace)[0].subjects == (), "the share is no number"
    share = find(pane, "assessorShare")
    assert isinstance(share, LineField)
    share.show_text("1/2")
    share.committed.emit("1/2")
    kept = assessors_here(seen.workspace)[0]
    assert (kept.subjects, kept.share) == (("Physics", "Biology"), Fraction(1, 2))
    which = find(pane, "conflictSubject")
    assert isinstance(which, LineField)
    which.show_text("Riverbend")
    click(qtbot, pane, "addConflict")
    assert [(one.assessor_id, one.subject) for one in conflicts_known(seen.workspace)] == [(kept.id, "Riverbend")]
    click(qtbot, pane, "removeConflict-0")
    assert conflicts_known(seen.workspace) == ()


def test_a_list_of_assessors_is_taken_in(seen: LeadsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    listed = tmp_path / "assessors.csv"
    listed.write_text("name,subjects,share\nAmara Diallo,Physics;Biology,2\nNobody Known,,1\n", encoding="utf-8")
    pane = seen.go("assessors")
    seen.dialogs.files.append(listed)
    click(qtbot, pane, "takeAssessors")
    seen.finish(qtbot)
    amara = next(one for one in assessors_here(seen.workspace) if one.name == "Amara Diallo")
    assert (amara.subjects, amara.share) == (("Physics", "Biology"), Fraction(2))


def test_numbers_of_the_policy_are_settings_until_the_cohort_is_open(
    sit_down: Callable[..., LeadsDesk], qtbot: QtBot
) -> None:
    desk = sit_down(CohortState.PREPARING)
    pane = desk.go("policy")
    share = find(pane, "policy-second_marking.random_share")
    assert isinstance(share, QLineEdit)
    assert share.text() == "20"
    share.setText("a lot")
    share.editingFinished.emit()
    assert share.text() == "20"
    share.setText("33,5")
    share.editingFinished.emit()
    assert policy_of(desk.workspace, load_cohort(desk.workspace, desk.made.cohort.id)).second_marking.random_share == (
        Fraction(67, 200)
    )
    click(qtbot, desk.screen, "openCohort")
    assert pane.findChild(QLineEdit, "policy-second_marking.random_share") is None or not share.isVisible()
    assert "open" in told(pane, "policyWhy")


def test_every_number_of_the_policy_has_its_setting() -> None:
    policy = ProgrammePolicy()
    every: set[str] = set()
    for one in fields(policy):
        part = getattr(policy, one.name)
        every |= {f"{one.name}.{each.name}" for each in fields(part)} if is_dataclass(part) else {one.name}
    assert {one.path for _title, rows in PARTS for one in rows} == every - NOT_NUMBERS
    for one in (each for _title, rows in PARTS for each in rows):
        if one.kind not in (Kind.YES_NO, Kind.SETTLE):
            value = value_of(policy, one.path)
            assert read(one.kind, written(one.kind, value)) == value, one.path


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.PER_CENT, "12.5 %", Fraction(1, 8)), (Kind.PER_CENT, "101", None), (Kind.COUNT, "2.5", None),
        (Kind.COUNT, "-1", None), (Kind.NUMBER, "0,15", Fraction(3, 20)), (Kind.COUNTS, "10, 20", (10, 20)),
        (Kind.COUNTS, "ten", None), (Kind.DAYS, "2026-12-25", (date(2026, 12, 25).isoformat(),)),
        (Kind.DAYS, "Christmas", None),
    ],
)  # fmt: skip
def test_what_is_written_into_a_setting(kind: Kind, text: str, value: object) -> None:
    assert read(kind, text) == value


def test_pages_are_reached_by_keys(seen: LeadsDesk, qtbot: QtBot) -> None:
    seen.go("overview")
    window = seen.running.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    reached = []
    for number in range(7):
        key = Qt.Key(Qt.Key.Key_1 + number)
        qtbot.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.AltModifier)
        reached.append(seen.screen.current)
    assert reached == ["overview", "allocation", "second", "agreement", "moderation", "assessors", "policy"]
    seen.finish(qtbot)
