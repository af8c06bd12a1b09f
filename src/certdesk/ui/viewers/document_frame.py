"""What stands around every document: head, engine, search, remarks; what is beside it, and what is in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.engine_bar import EngineBar
from certdesk.ui.viewers.find_bar import FindBar
from certdesk.ui.viewers.password_panel import PasswordPanel
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.side_column import SideColumn
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.viewers.viewer_layers import ViewerLayers
from certdesk.ui.widgets.splitter import Splitter


class DocumentFrame:
    """Built into one viewer of documents around its ``contents``, of which one is shown at a time."""

    def __init__(
        self, viewer: QWidget, themes: ThemeSource, worker: Asks, deliveries: Deliveries, *contents: QWidget
    ) -> None:
        self._viewer = viewer
        self._contents = contents
        self.header = ViewerHeader(themes)
        self.engine_bar = EngineBar(themes)
        self.find = FindBar(themes)
        self.remark = Remark(themes)
        self.sides = SideColumn(themes, worker, deliveries)
        self.panel = ProblemPanel(themes)
        self.password = PasswordPanel(themes)
        self._desk = Splitter(themes)
        for part in (self.sides, *contents):
            self._desk.addWidget(part)
            part.setVisible(part is contents[0])
        self._desk.setStretchFactor(1, 1)
        holder = QWidget()
        self._layers = ViewerLayers(viewer, holder)
        for layer in (self._desk, self.panel, self.password):
            self._layers.addWidget(layer)
        column = QVBoxLayout(viewer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self.header, self.engine_bar, self.find, self.remark):
            column.addWidget(line)
        column.addWidget(holder, 1)
        viewer.setFocusProxy(contents[0])
        self.sides.opened.connect(self._share_desk)
        shortcut = QShortcut(QKeySequence.StandardKey.Find, viewer)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.find.open)

    def clear(self) -> None:
        """Say nothing more of the document that was shown."""
        self.find.shut()
        self.sides.close_all()
        self.engine_bar.show_engine("", "")
        self.remark.say("")

    def show_contents(self, shown: QWidget) -> None:
        """Put one of the contents in front, with the keyboard if the viewer has it."""
        for each in self._contents:
            each.setVisible(each is shown)
        self._layers.bring(self._desk, shown)

    def say(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        """Say something in place of the document."""
        self.panel.show_words(sentence, hint, icon, tone)
        self._layers.bring(self.panel)

    def refuse(self, problem: Exception) -> str:
        """Say why a document can't be shown, or ask for its password, and return the sentence."""
        sentence, hint = words_of(problem)
        if locked(problem):
            self.password.ask(wrong=isinstance(problem, EvidenceError) and problem.problem.code is Code.WRONG_PASSWORD)
            self._layers.bring(self.password)
        else:
            self.say(sentence, hint)
        return sentence

    def _share_desk(self) -> None:
        wide = self.sides.usual_width
        self._desk.set_usual_sizes((wide, *(max(wide, self._viewer.width() - wide) for _each in self._contents)))


def locked(problem: Exception) -> bool:
    """Say whether a password would open it."""
    return isinstance(problem, EvidenceError) and problem.problem.code in (Code.LOCKED, Code.WRONG_PASSWORD)
