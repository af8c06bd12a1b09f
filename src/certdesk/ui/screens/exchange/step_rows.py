"""The steps of a hand-over below each other: done, running with a bar, still to come, gone wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import HandOverStep, StepState
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.hand_over import HandOver, lines_of, step_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import status_look, status_words
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, set_tone
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar

_ROW = 32
_KINDS = {
    StepState.WAITING: "open",
    StepState.RUNNING: "running",
    StepState.DONE: "ok",
    StepState.FAILED: "bad",
}


class StepRows(QWidget):
    """Rows that go on are kept, so that nothing flickers while bytes are counted."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("handOverSteps")
        self._theme = theme
        self._rows: list[_StepRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_steps(self, shown: HandOver) -> None:
        """Show how far each step is."""
        lines = lines_of(shown.steps)
        if len(self._rows) != len(lines):
            empty(self._column)
            self._rows = [_StepRow(self._theme) for _line in lines]
            for row in self._rows:
                self._column.addWidget(row)
        for row, step in zip(self._rows, lines, strict=True):
            row.show_step(step, shown)


class _StepRow(QWidget):
    """One step."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._sign = IconView(theme, "circle", "ctl")
        self._words = Paragraph(theme)
        self._size = label("", "small", "text2")
        self._bar = ProgressBar(theme)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self._sign)
        across.addWidget(self._words, 1)
        across.addWidget(self._size)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(20) + 10, 2, 0, 4)
        below.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addLayout(across)
        column.addLayout(below)

    def show_step(self, step: HandOverStep, shown: HandOver) -> None:
        """Show one step."""
        self.setObjectName(f"step-{step.part}" if step.part else f"step-{step.key}")
        kind = _KINDS[step.state]
        words = step_words(step, shown)
        running = step.state is StepState.RUNNING
        self._sign.show_icon(*status_look(kind))
        waiting = step.state is StepState.WAITING
        self._words.show_text(words, bold=len(words) if running else 0, tone="text3" if waiting else "text")
        size = size_words(step.size) if step.size else ""
        if running and step.size:
            size = _("{done} of {size}").format(done=size_words(step.done), size=size)
        self._size.setText(size)
        set_tone(self._size, "text3" if waiting else "text2")
        self._bar.setVisible(running)
        if running and step.size:
            self._bar.setAccessibleName(words)
            self._bar.show_share(step.done / step.size)
        elif running:
            self._bar.show_working()
        self.setAccessibleName(". ".join(part for part in (status_words(kind), words, size) if part))
