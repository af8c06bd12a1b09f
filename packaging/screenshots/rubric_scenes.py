"""What is photographed of the rubrics: the library, a draft in its views, a file from elsewhere before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtTest import QTest

from certdesk.actions.rubric_library import open_for_editing
from certdesk.core.marks import LevelGiven
from certdesk.store.rubric_shelf import rubric_shelf
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.rubrics.assessor_part import AssessorPart
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.examples_part import ExamplesPart
from certdesk.ui.screens.rubrics.grid_part import GridPart
from certdesk.ui.screens.rubrics.library_pane import LibraryPane
from certdesk.ui.screens.rubrics.rules_part import RulesPart
from certdesk.ui.screens.rubrics.what_if_slider import CutSlider

_RUBRIC = "stem-teaching"
_FROM_CANVAS = """\
Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,\
Rating Name,Rating Description,Rating Points,Rating Name,Rating Description,Rating Points,\
Rating Name,Rating Description,Rating Points
Science report,Question,Is the question testable?,false,Full,The question names what is changed and what is measured.,\
10,Some,The question can be tested after help.,5,None,There is no question.,0
Science report,Method,How is it tested?,false,Full,All steps can be repeated by somebody else.,10-8,\
Some,Some steps are missing.,5,None,No method is described.,0
Science report,Safety,Are risks named?,false,Met,Risks are named and somebody looks out for them.,2,Not met,,0,,,
"""


def rubric_scenes(window: MainWindow, workspace: Workspace, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield names and what brings each picture about."""
    yield "rubrics", lambda: _library(window)
    yield "rubrics-new", lambda: _new(window)
    yield "rubrics-import", lambda: _import(window, folder)
    yield "rubrics-editor", lambda: _draft(window, workspace, "grid")
    yield "rubrics-editor-cell", lambda: _open_a_cell(window, workspace)
    yield "rubrics-editor-details", lambda: _draft_at(window, workspace, "criterion/T4/question")
    yield "rubrics-editor-scale", lambda: _draft_at(window, workspace, "scale")
    yield "rubrics-rules", lambda: _type_a_cut(window, workspace)
    yield "rubrics-examples", lambda: _open_examples(window, workspace)
    yield "rubrics-what-if", lambda: _try_a_cut(window, workspace)
    yield "rubrics-assessor", lambda: _try_marks(window, workspace)
    yield "rubrics-print", lambda: _draft(window, workspace, "print")


def _library(window: MainWindow) -> None:
    window.go("rubrics", {"pane": "library", "row": f"{_RUBRIC}/1.0.0"})


def _new(window: MainWindow) -> None:
    _library(window)
    library = window.current.findChild(LibraryPane)
    if library is not None:
        library.begin_new()


def _import(window: MainWindow, folder: Path) -> None:
    path = folder / "science-report.csv"
    path.write_text(_FROM_CANVAS, encoding="utf-8")
    window.go("rubrics", {"pane": "import", "file": str(path)})


def _draft(window: MainWindow, workspace: Workspace, view: str) -> None:
    entry = next(each for each in rubric_shelf(workspace.db) if each.id == _RUBRIC and not each.draft_id)
    draft_id, _change = open_for_editing(workspace, entry)
    window.go("rubrics", {"pane": "editor", "draft": draft_id, "view": view})
    if view == "grid" and (editor := window.current.findChild(EditorPane)):
        editor.close_details()


def _draft_at(window: MainWindow, workspace: Workspace, place: str) -> None:
    _draft(window, workspace, "grid")
    window.go("rubrics", window.current.place() | {"at": place})


def _open_a_cell(window: MainWindow, workspace: Workspace) -> None:
    """One section, with the keyboard in a descriptor."""
    _draft(window, workspace, "grid")
    grid = window.current.findChild(GridPart)
    if grid is not None:
        grid.show_section("B")
        grid.go_to("criterion/T4/descriptor/3", edit=True)


def _type_a_cut(window: MainWindow, workspace: Workspace) -> None:
    """Type another cut and leave it there, so that worked examples say what would come of it."""
    _draft(window, workspace, "grid")
    part = window.current.findChild(RulesPart)
    if part is None:
        return
    flow = next(block for block in part.blocks if block.outcome.id == "certified").lines[0].flow
    flow.edit(next(token for token in flow.tokens if token.token.field == "cut"))
    if flow.editor is not None:
        QTest.keyClicks(flow.editor, "2.9")


def _open_examples(window: MainWindow, workspace: Workspace) -> None:
    _draft(window, workspace, "grid")
    part = window.current.findChild(ExamplesPart)
    if part is not None:
        part.open_table(1)


def _try_a_cut(window: MainWindow, workspace: Workspace) -> None:
    _draft(window, workspace, "what_if")
    slider = window.current.findChild(CutSlider, "slide-certified-0")
    if slider is not None:
        slider.setValue(slider.value() + 9)


def _try_marks(window: MainWindow, workspace: Workspace) -> None:
    """Give every criterion the standard but one, so that the rules have something to say."""
    _draft(window, workspace, "assessor")
    part = window.current.findChild(AssessorPart)
    if part is None:
        return
    view = part.view
    rubric = view.rubric
    for criterion in rubric.criteria if rubric else ():
        level = rubric.scale.levels[1].value if criterion.critical else rubric.scale.standard
        view.show_criterion(criterion.id)
        view.give(LevelGiven(level))
    view.show_criterion("T4")
