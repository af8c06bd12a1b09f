"""As the assessor sees it, and as it prints: the real panel, trial marks that are kept nowhere, real pages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk import shipped
from certdesk.core.marks import LevelGiven, NotObserved
from certdesk.core.rubric import Level, Rubric, Translation
from certdesk.core.starting import empty_rubric
from certdesk.rubric_formats.our_yaml import read_rubric
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.preview_assessor import AssessorView
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.screens.rubrics.preview_trial import fitting, trial_view
from certdesk.ui.screens.rubrics.print_view import PrintView
from certdesk.ui.widgets.chip import Chip


@pytest.fixture(scope="module")
def stem() -> Rubric:
    path = shipped.rubrics() / "stem_teaching.yaml"
    return read_rubric(path.read_text(encoding="utf-8"), name=path.name)


@pytest.fixture
def view(running: Running, qtbot: QtBot, stem: Rubric) -> AssessorView:
    made = AssessorView(running.tools)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show_rubric(stem)
    with qtbot.waitExposed(made):
        made.show()
    return made


def text(parent: QWidget, name: str) -> str:
    found = find(parent, name)
    assert isinstance(found, QLabel)
    return found.text()


def levels(view: AssessorView) -> list[str]:
    return [row.accessibleName() for row in view.panel.levels.rows()]


def test_it_is_the_panel_of_the_score_screen_at_its_width(view: AssessorView, stem: Rubric) -> None:
    assert text(view.panel, "criterionTitle") == "T1  Collaborative teaching practice"
    assert view.panel.width() == 488
    assert levels(view)[2].startswith("Level 3: Secure. At least one unit was planned")
    view.show_criterion("T4")
    assert find(view.panel, "criticalChip").isVisible()
    assert [row.value for row in view.panel.levels.rows()] == [level.value for level in stem.scale.levels]


def test_marks_are_tried_by_digit_and_the_rules_answer_at_once(view: AssessorView, qtbot: QtBot) -> None:
    for _criterion in range(8):
        qtbot.keyClick(view.panel.levels, Qt.Key.Key_3)
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert len(view.marks()) == 8
    assert text(view, "trialResult") == "Certified"
    assert "Weighted mean 3.00" in text(view, "trialFacts")
    view.show_criterion("T4")
    qtbot.mouseClick(view.panel.levels.rows()[1], Qt.MouseButton.LeftButton)
    assert text(view, "trialResult").startswith("Not yet")
    click(qtbot, view, "clearTrial")
    assert view.marks() == {}
    assert text(view, "trialResult") == "No result yet"


def test_what_needs_a_mark_is_one_click_away(view: AssessorView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: find(view, "check-unmarked-T2").isVisible())
    assert find(view, "check-unmarked").accessibleName().endswith("8 criteria need a mark. These first, then 4 more:")
    click(qtbot, view, "check-unmarked-T2")
    assert text(view.panel, "criterionTitle").startswith("T2")


def test_not_observed_is_only_given_where_the_rubric_allows_it(view: AssessorView, qtbot: QtBot, stem: Rubric) -> None:
    qtbot.keyClick(view, Qt.Key.Key_N)
    assert view.marks() == {}
    view.show_rubric(replace(stem, scale=replace(stem.scale, not_observed_at_most=1)))
    qtbot.keyClick(view, Qt.Key.Key_N)
    assert view.marks() == {"T1": NotObserved()}


def test_trial_marks_stay_where_they_still_fit(view: AssessorView, stem: Rubric) -> None:
    view.give(LevelGiven(Fraction(4)))
    view.show_criterion("T2")
    view.give(LevelGiven(Fraction(3)))
    shorter = replace(stem, scale=replace(stem.scale, levels=stem.scale.levels[:3]))
    view.show_rubric(shorter)
    assert view.marks() == {"T2": LevelGiven(Fraction(3))}
    assert text(view.panel, "criterionTitle").startswith("T2"), "the criterion in view stays"


def test_a_criterion_with_levels_of_its_own_shows_those(view: AssessorView, stem: Rubric) -> None:
    own = tuple(Level(Fraction(n), f"p{n}", name) for n, name in ((0, "None"), (5, "Some"), (10, "Full")))
    first = replace(stem.criteria[0], own_levels=own, descriptors={Fraction(10): "All of it."}, floor=Fraction(0))
    view.show_rubric(replace(stem, criteria=(first, *stem.criteria[1:])))
    assert levels(view) == ["Level 0: None.", "Level 5: Some.", "Level 10: Full. All of it."]


def test_the_chip_says_what_the_certifying_results_ask_of_a_critical_criterion(
    view: AssessorView, stem: Rubric
) -> None:
    low = tuple(replace(each, floor=Fraction(2)) for each in stem.criteria)
    view.show_rubric(replace(stem, criteria=low))
    view.show_criterion("T4")
    chip = find(view.panel, "criticalChip")
    assert isinstance(chip, Chip)
    assert chip.text() == "Critical, needs 3"


def test_another_language_shows_its_texts(view: AssessorView, qtbot: QtBot, stem: Rubric) -> None:
    said = {"criterion/T1/title": "Enseigner ensemble", "level/3/label": "Acquis"}
    view.show_rubric(replace(stem, translations=(Translation("fr", said),)))
    language = view._language
    assert language.isVisible()
    language.set_current("fr")
    language.chosen.emit("fr")
    assert text(view.panel, "criterionTitle") == "T1  Enseigner ensemble"
    assert levels(view)[2].startswith("Level 3: Acquis.")


def test_what_the_criterion_asks_for_is_said_beside(view: AssessorView) -> None:
    view.show_criterion("T4")
    said = [each.text() for each in view.expected.findChildren(QLabel)]
    assert "What T4 asks for" in said
    assert any("pupil-to-pupil reasoning" in each for each in said)
    assert any(each.startswith("Lesson video") for each in said)


def test_an_empty_draft_and_rules_that_name_nothing_are_no_crash(view: AssessorView, stem: Rubric) -> None:
    view.show_rubric(replace(empty_rubric("new", ""), criteria=(), sections=()))
    assert not view.panel.isVisible()
    broken = replace(stem, sections=stem.sections[1:])  # a rule asks for the mean of section A
    marks = {each.id: LevelGiven(Fraction(3)) for each in broken.criteria}
    decision = trial_view(broken, marks).decision
    assert not decision.complete
    assert decision.reasons
    assert fitting(broken, {"T99": LevelGiven(Fraction(3))}) == {}


def test_printed_pages_are_made_while_somebody_looks(running: Running, qtbot: QtBot, stem: Rubric) -> None:
    view = PrintView(running.tools)
    qtbot.addWidget(view)
    view.show_rubric(stem, draft=True)
    assert not running.tools.jobs.busy
    view.resize(1000, 700)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.pages._count > 3, timeout=20000)
    click(qtbot, view, "choice-portrait")
    assert view.wish().landscape is False
    qtbot.waitUntil(lambda: not running.tools.jobs.busy)
    assert not find(view, "printLanguage").isVisible(), "there is only one"
    view.hide()
    staging = running.tools.session.workspace.staging
    assert list(staging.rglob("*.pdf")) == [], "what was only looked at is gone"


def test_paper_is_remembered_on_this_desk(running: Running, qtbot: QtBot, stem: Rubric) -> None:
    first = PrintView(running.tools)
    qtbot.addWidget(first)
    first.show_rubric(stem, draft=False)
    click(qtbot, first, "choice-Letter")
    second = PrintView(running.tools)
    qtbot.addWidget(second)
    assert second.wish().paper == "Letter"


def test_two_languages_can_be_printed_side_by_side(running: Running, qtbot: QtBot, stem: Rubric) -> None:
    view = PrintView(running.tools)
    qtbot.addWidget(view)
    view.show_rubric(replace(stem, translations=(Translation("fr", {"title": "Certificat"}),)), draft=False)
    view._beside.set_current("fr")
    assert (view.wish().language, view.wish().beside) == ("en", "fr")
    view._language.set_current("fr")
    view._language.chosen.emit("fr")
    assert (view.wish().language, view.wish().beside) == ("fr", ""), "a language is not printed beside itself"


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("sw", "Kiswahili"), ("xx-none", "xx-none")])
def test_languages_have_their_own_names(code: str, name: str) -> None:
    assert language_name(code) == name
