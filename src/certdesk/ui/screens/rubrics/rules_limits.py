"""When nothing is decided: one sentence for all criteria, and one for each section with a limit of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core import editing_rules as editing
from certdesk.core.errors import RubricError
from certdesk.core.outcome_sentences import incomplete_sentences, with_incomplete_token
from certdesk.core.rubric import Rubric
from certdesk.ui.screens.rubrics.rules_sentence import SentenceLine
from certdesk.ui.screens.rubrics.rules_text import Shown
from certdesk.ui.theme.source import ThemeSource


class UndecidedLines(QWidget):
    """``changed(Rubric)`` hands over what was kept, ``trying(Rubric)`` what is being typed; 0 takes a limit away."""

    changed = Signal(object)
    trying = Signal(object)
    left = Signal(object, int)  # the sentence that the keyboard leaves, step

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rubric: Rubric | None = None
        self._lines: list[SentenceLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def lines(self) -> tuple[SentenceLine, ...]:
        """The sentences in their order."""
        return tuple(self._lines)

    def show_rubric(self, rubric: Rubric) -> None:
        """Show when a rubric decides nothing."""
        self._rubric = rubric
        sentences = incomplete_sentences(rubric)
        while len(self._lines) > len(sentences):
            gone = self._lines.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < len(sentences):
            self._lines.append(self._new_line(len(self._lines)))
        for shown, parts in zip(self._lines, sentences, strict=True):
            shown.show_sentence(Shown("", parts, rubric, whole=False))

    def add_limit(self, section: str) -> None:
        """Give a section a limit of one, and the keyboard to its sentence."""
        if self._rubric is None:
            return
        self.changed.emit(editing.set_unscorable_in_section(self._rubric, section, 1))
        if self._lines:
            self._lines[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Keep what is half typed."""
        for shown in self._lines:
            shown.commit()

    def _new_line(self, number: int) -> SentenceLine:
        made = SentenceLine(self._theme)
        made.setObjectName(f"limit-{number}")
        made.changed.connect(lambda field, value: self._change(field, value, made))
        made.trying.connect(self._try)
        made.taken_back.connect(self._take_back)
        made.left.connect(lambda step: self.left.emit(made, step))
        self._column.addWidget(made)
        return made

    def _changed(self, field: str, value: object) -> Rubric:
        assert self._rubric is not None  # noqa: S101 - its sentences are shown
        return editing.with_decision(self._rubric, with_incomplete_token(self._rubric.decision, field, value))

    def _change(self, field: str, value: object, shown: SentenceLine) -> None:
        try:
            changed = self._changed(field, value)
        except RubricError as problem:
            shown.show_wrong(problem.sentence)
            self._take_back()
            return
        self.changed.emit(changed)

    def _try(self, field: str, value: object) -> None:
        try:
            self.trying.emit(self._changed(field, value))
        except RubricError:
            self._take_back()

    def _take_back(self) -> None:
        self.trying.emit(self._rubric)
