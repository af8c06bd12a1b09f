"""A desk with one part of the editor on it: real tools, and a draft that is kept as the editor keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.support.fixtures import workspace
from tests.support.ui_tools import tools_over
from tests.ui.screens.conftest import assessment, dialogs, furnished, running, shared_worker, stocked

from certdesk.core.rubric import Rubric
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.store.workspace import Workspace
from certdesk.ui.dialogs import QtDialogs
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools

# What the whole window needs, and a small workspace for its parts.
__all__ = ["assessment", "dialogs", "furnished", "running", "shared_worker", "stocked", "workspace"]

P = TypeVar("P", bound=EditorPart)


@pytest.fixture
def tools(workspace: Workspace, theme: ThemeSource) -> Iterator[Tools]:
    """What parts of the editor are handed."""
    with tools_over(workspace, theme, QtDialogs()) as made:
        yield made


@dataclass
class Bench:
    """A part with a draft in it; what the part hands over is shown again, as the editor does."""

    part: EditorPart
    rubric: Rubric
    before: Rubric | None = None
    said: list[str] = field(default_factory=list)

    def show(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.part.show_draft(DraftView(RubricDraft("draft", rubric), self.before))

    def keep(self, rubric: Rubric, words: str) -> None:
        self.said.append(words)
        self.show(rubric)


@pytest.fixture
def bench(tools: Tools, qtbot: QtBot) -> Callable[..., Bench]:
    """Put a part into a window of its own and show it a draft."""

    def put(make: Callable[[Tools], P], rubric: Rubric, size: tuple[int, int], before: Rubric | None = None) -> Bench:
        part = make(tools)
        made = Bench(part, rubric, before)
        part.edited.connect(made.keep)
        qtbot.addWidget(part)
        part.resize(*size)
        made.show(rubric)
        with qtbot.waitExposed(part):
            part.show()
        part.activateWindow()
        qtbot.waitUntil(part.isActiveWindow)
        return made

    return put


def focused() -> QWidget:
    """The widget with the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def the_menu() -> QMenu:
    """The menu that is open."""
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found
