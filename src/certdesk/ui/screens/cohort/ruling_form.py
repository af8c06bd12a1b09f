"""What the lead decides on a criterion in dispute, and why."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from certdesk.core.evidence_types import UnscorableCode
from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_tones import mark_words
from certdesk.ui.widgets.text_box import TextBox

_LEVEL, _CODE, _NOT_OBSERVED = "level:", "code:", "not_observed"


class RulingForm(QWidget):
    """``edited()`` comes with every change."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._mark = ComboBox(theme, _("What counts"))
        self._mark.setObjectName("rulingMark")
        self._mark.chosen.connect(self.edited)
        self.reason = TextBox(theme, _("Why"), hint=_("what in the evidence decides it"), rows=2)
        self.reason.setObjectName("rulingReason")
        self.reason.edited.connect(self.edited)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(_("What counts"), "column", "text2"), 0, 0)
        grid.addWidget(self._mark, 1, 0)
        grid.addWidget(self.reason, 2, 0)

    def show_choices(
        self, scale: Scale, given: Sequence[Mark], codes: Sequence[UnscorableCode], *, not_observed: bool
    ) -> None:
        """Offer the levels of the criterion, then what is no level; nothing is chosen beforehand."""
        choices: list[tuple[str, str]] = [("", _("Choose…"))]
        choices += [(f"{_LEVEL}{level.value}", mark_words(LevelGiven(level.value), scale)) for level in scale.levels]
        halves = [one.level for one in given if isinstance(one, LevelGiven) and scale.level(one.level) is None]
        choices += [(f"{_LEVEL}{value}", mark_words(LevelGiven(value), scale)) for value in sorted(set(halves))]
        if not_observed:
            choices.append((_NOT_OBSERVED, _("Not observed")))
        choices += [(f"{_CODE}{one.code}", f"{one.code}   {one.label}") for one in codes]
        self._mark.show_choices(tuple(choices))
        self.reason.show_text("")
        self.reason.show_wrong("")

    def mark(self) -> Mark | None:
        """Return what is chosen, None while nothing is."""
        key = self._mark.current()
        if key.startswith(_LEVEL):
            return LevelGiven(Fraction(key.removeprefix(_LEVEL)))
        if key.startswith(_CODE):
            return Unscorable(key.removeprefix(_CODE))
        return NotObserved() if key == _NOT_OBSERVED else None

    def why(self) -> str:
        """Return the reason."""
        return self.reason.text().strip()

    def begin(self) -> None:
        """Take the keyboard."""
        self._mark.setFocus()
