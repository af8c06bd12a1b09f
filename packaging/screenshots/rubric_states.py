"""What is photographed of rarer states: awkward rubrics, versions side by side, the comment bank, standards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from certdesk.actions.editing_rubrics import begin_draft, begin_next_version
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.actions.publishing_rubrics import publish_draft
from certdesk.actions.standards import align_in_draft
from certdesk.core.editing import set_descriptor, set_weight
from certdesk.core.editing_criteria import add_criterion
from certdesk.core.editing_levels import give_own_levels, rename_level, set_standard
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework, StandardItem
from certdesk.core.starting import empty_rubric
from certdesk.core.wordings import texts, with_language, with_text
from certdesk.store.rubric_shelf import rubric_shelf
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.bank.screen import BankScreen
from certdesk.ui.screens.rubrics.editor_pane import EditorPane

_STEM = RubricRef("stem-teaching", "1.0.0")
_TEXT = "Pupils explain to each other why their measurements differ, and change what they do next time because of it."
_LONG_TITLE = (
    "Certificate for teachers of integrated science, technology, engineering and mathematics who lead collaborative "
    "enquiry in lower and upper secondary schools"
)
_ARABIC = "يشرح التلاميذ بعضهم لبعض لماذا تختلف قياساتهم، ويغيرون ما يفعلونه في المرة القادمة."
_FRENCH = "Les élèves s'expliquent pourquoi leurs mesures diffèrent et changent leur démarche la fois suivante."
_FRAMEWORK = Framework(
    "stem-standards",
    "STEM teaching standards",
    (
        StandardItem("1", "S", "Subject and its teaching"),
        StandardItem("2", "S.1", "Knows the subject well enough to answer what pupils ask next", parent="1"),
        StandardItem("3", "S.2", "Plans enquiries that pupils carry out safely and explain to others", parent="1"),
        StandardItem("4", "C", "Collaboration"),
        StandardItem("5", "C.1", "Lets pupils reason together and holds each of them accountable", parent="4"),
        StandardItem("6", "C.2", "Plans and reviews lessons with colleagues of other subjects", parent="4"),
        StandardItem("7", "C.2.a", "Shares what was learned with the school", parent="6"),
    ),
)
_COMMENTS = """\
text,kind,criterion,level,shortcut,tags
"Name which pupil said what in {clip}, so that each voice can be heard.",next_step,T4,2,voice,talk
"Pupils question each other's measurements without being asked to.",strength,T4,3,quest,talk
,strength,T4,3,,
"Your unit joins {two subjects} in one question that pupils care about.",strength,T2,4,joined,planning
"""


def rubric_states(window: MainWindow, workspace: Workspace, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield names and what brings each picture about."""
    yield (
        "rubrics-import-nothing",
        lambda: _import(window, folder / "notes.csv", "Dear colleague,\nsee you on Monday\n"),
    )
    yield "rubrics-import-long", lambda: _import(window, folder / "Long table.csv", _table_of(12))
    yield "rubrics-contradictions", lambda: _contradictory(window, workspace)
    yield "rubrics-open-points", lambda: _editor(window).list_open_points()
    yield "rubrics-levels-12", lambda: _draft(window, workspace, _with_levels(12))
    yield "rubrics-levels-2", lambda: _draft(window, workspace, _with_levels(2))
    yield "rubrics-own-levels", lambda: _draft(window, workspace, _with_own_levels(workspace), "criterion/T2/levels")
    yield "rubrics-criteria-60", lambda: _draft(window, workspace, _with_criteria(60))
    yield "rubrics-french", lambda: _in_two(window, workspace, "fr", _FRENCH)
    yield "rubrics-arabic", lambda: _in_two(window, workspace, "ar", _ARABIC)
    yield "rubrics-many", lambda: _library(window, workspace)
    yield "rubrics-publish-not-ready", lambda: _publish(window, workspace, _contradicting(workspace))
    yield "rubrics-publish", lambda: _publish(window, workspace, _next_of(workspace))
    yield "rubrics-published", lambda: _publish_now(window)
    yield "rubrics-compare", lambda: window.go("rubrics", {"pane": "versions", "compare": _versions(workspace)})
    yield "rubrics-migrate", lambda: window.go("rubrics", {"pane": "versions", "migrate": _versions(workspace)})
    yield "bank-list", lambda: window.go("bank")
    yield "bank-new", lambda: _new_comment(window)
    yield "bank-import", lambda: _import_comments(window, folder)
    yield "standards-empty", lambda: window.go("standards")
    yield "standards", lambda: _standards(window, workspace)
    yield "standards-results", lambda: window.go("standards", {"view": "results"})


def _import(window: MainWindow, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    window.go("rubrics", {"pane": "import", "file": str(path)})


def _table_of(rows: int) -> str:
    head = "Criterion,Weight,1 Beginning,2 Developing,3 Secure,4 Leading\n"
    return head + "".join(
        f'Practice {n + 1},{8 if n else 12},"{_TEXT}","{_TEXT}","{_TEXT}","{_TEXT}"\n' for n in range(rows)
    )


def _editor(window: MainWindow) -> EditorPane:
    found = window.current.findChild(EditorPane)
    assert found is not None  # noqa: S101 - the scene before has opened it
    return found


def _draft(window: MainWindow, workspace: Workspace, rubric: Rubric, at: str = "") -> str:
    draft_id, _change = begin_draft(workspace, rubric)
    window.go("rubrics", {"pane": "editor", "draft": draft_id, "view": "grid", "at": at})
    if not at:
        _editor(window).close_details()
    return draft_id


def _with_levels(count: int) -> Rubric:
    rubric = empty_rubric(f"levels-{count}", f"Practice in {count} steps", levels=count)
    for level in rubric.scale.levels:
        rubric = set_descriptor(rubric, rubric.criteria[0].id, level.value, _TEXT)
    return add_criterion(rubric, rubric.sections[0].id, title="Talk between pupils")[0]


def _with_own_levels(workspace: Workspace) -> Rubric:
    rubric = give_own_levels(_copy(workspace, "own-levels", "With levels of its own"), "T2")
    values = [level.value for level in rubric.criterion("T2").own_levels]
    for value, name in zip(values, ("Not joined", "Side by side", "Joined", "Transferred"), strict=False):
        rubric = rename_level(rubric, value, label=name, of="T2")
    return set_standard(rubric, values[2], of="T2")


def _with_criteria(count: int) -> Rubric:
    rubric = empty_rubric("many", _LONG_TITLE)
    for number in range(count - 1):
        rubric, made = add_criterion(rubric, rubric.sections[0].id, title=f"Practice number {number + 2}")
        rubric = set_descriptor(rubric, made, Fraction(3), _TEXT)
    return rubric


def _copy(workspace: Workspace, rubric_id: str, title: str) -> Rubric:
    return replace(load_rubric(workspace.db, _STEM), id=rubric_id, title=title, version="0.1.0", based_on="")


def _contradicting(workspace: Workspace) -> Rubric:
    rubric = set_weight(_copy(workspace, "to-settle", "Not settled yet"), "T4", Fraction(30))
    criteria = tuple(
        replace(each, floor=Fraction(4), descriptors={}) if each.id == "T1" else each for each in rubric.criteria
    )
    return replace(rubric, criteria=criteria)


def _contradictory(window: MainWindow, workspace: Workspace) -> None:
    _draft(window, workspace, _contradicting(workspace))


def _in_two(window: MainWindow, workspace: Workspace, language: str, words: str) -> None:
    rubric = with_language(_copy(workspace, f"in-{language}", "In two languages"), language)
    for key in texts(rubric):
        if "/descriptor/" in key and not key.startswith("criterion/T2"):
            rubric = with_text(rubric, language, key, words)
    _draft(window, workspace, rubric)
    _editor(window).head.languages.chosen.emit(language)


def _library(window: MainWindow, workspace: Workspace) -> None:
    entry = next(each for each in rubric_shelf(workspace.db) if each.id == "many")
    window.go("rubrics", {"pane": "library", "row": entry.draft_id})


def _next_of(workspace: Workspace) -> Rubric:
    rubric = replace(load_rubric(workspace.db, _STEM), version="1.1.0", based_on="1.0.0")
    rubric = set_descriptor(rubric, "T4", Fraction(3), f"{rubric.criterion('T4').descriptors[Fraction(3)]} {_TEXT}")
    return replace(rubric, purpose=f"{rubric.purpose} It is renewed every three years.")


def _publish(window: MainWindow, workspace: Workspace, rubric: Rubric) -> None:
    draft_id, _change = begin_draft(workspace, rubric)
    window.go("rubrics", {"pane": "versions", "publish": draft_id})


def _publish_now(window: MainWindow) -> None:
    for each in window.current.findChildren(QPushButton, "publishNow"):
        each.click()


def _versions(workspace: Workspace) -> tuple[str, str]:
    newer = RubricRef(_STEM.id, "1.1.0")
    if not any(each.id == newer.id and each.version == newer.version for each in rubric_shelf(workspace.db)):
        draft_id, _change = begin_draft(workspace, _next_of(workspace))
        publish_draft(workspace, draft_id, newer.version)
    return f"{_STEM.id}@{_STEM.version}", f"{newer.id}@{newer.version}"


def _new_comment(window: MainWindow) -> None:
    screen = window.current
    if isinstance(screen, BankScreen):
        screen.begin_new()


def _import_comments(window: MainWindow, folder: Path) -> None:
    path = folder / "comments.csv"
    path.write_text(_COMMENTS, encoding="utf-8")
    window.go("bank", {"file": str(path)})


def _standards(window: MainWindow, workspace: Workspace) -> None:
    keep_frameworks(workspace, (_FRAMEWORK,))
    draft_id = begin_next_version(workspace, _STEM, "1.2.0")[0]
    for criterion, item in (("T4", "5"), ("T1", "6"), ("T3", "6"), ("T2", "3")):
        align_in_draft(workspace, draft_id, criterion, (_FRAMEWORK.identifier, item))
    window.go("standards", {"draft": draft_id, "criterion": "T4"})
