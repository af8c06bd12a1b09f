"""Beside the list: one standard in full, and the criteria of a draft that stand for it, to tick."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.aligning import stands_for
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework, StandardItem, shown_code
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import page, scrolling

_PAD = 20


class ItemSide(QWidget):
    """Emits ``ticked(criterion id, bool)`` and ``criterion_asked()``: a new criterion from this standard."""

    ticked = Signal(str, bool)
    criterion_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._code = label("", "title", name="standardCode")
        self._kind = Chip(theme, "")
        self._statement = Paragraph(theme, role="body")
        self._statement.setObjectName("standardStatement")
        self._heading = label(_("Criteria that stand for it"), "heading", name="criteriaHeading")
        self._hint = Paragraph(theme, role="small", tone="text2")
        self._hint.setObjectName("alignHint")
        self._left = Paragraph(theme, role="small", tone="text2")
        self._left.setObjectName("criteriaWithoutCode")
        self._new = button(theme, _("New criterion from this standard"), icon="plus")
        self._new.setObjectName("criterionFromStandard")
        self._new.clicked.connect(self.criterion_asked)
        self._ticks: list[QCheckBox] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._build()

    def show_item(self, framework: Framework, item: StandardItem, rubric: Rubric | None) -> None:
        """Show a standard, with the criteria of the draft that is chosen, if any."""
        self._code.setText(shown_code(item) if item.code else framework.title)
        self._kind.setVisible(bool(item.kind))
        self._kind.show_chip(item.kind)
        self._statement.show_text(item.statement)
        self._new.setVisible(rubric is not None)
        self._heading.setVisible(rubric is not None)
        self._left.setVisible(False)
        if rubric is None:
            self._hint.setVisible(True)
            self._hint.show_text(_("Choose the draft of a rubric above to say which of its criteria stand for this."))
            self._show_ticks((), ())
            return
        self._hint.setVisible(not rubric.criteria)
        self._hint.show_text(_("This draft has no criteria yet."))
        aligned = [one.id for one in rubric.criteria if any(stands_for(a, framework, item) for a in one.alignments)]
        bare = [one.id for one in rubric.criteria if not one.alignments]
        self._left.setVisible(bool(bare))
        self._left.show_text(_("No code yet: {criteria}").format(criteria=", ".join(bare)))
        self._show_ticks(tuple((one.id, f"{one.id}  {one.title}") for one in rubric.criteria), aligned)

    def focus_criterion(self, criterion_id: str = "") -> None:
        """Put the keyboard on a criterion's box, or on the first."""
        wanted = f"stands-{criterion_id}"
        tick = next((one for one in self._ticks if one.objectName() == wanted), None)
        tick = tick or next((one for one in self._ticks if one.isVisibleTo(self)), None)
        if tick is not None:
            tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ticks(self, criteria: tuple[tuple[str, str], ...], aligned: Collection[str]) -> None:
        while len(self._ticks) < len(criteria):
            self._add_tick(len(self._ticks))
        for number, tick in enumerate(self._ticks):
            tick.setVisible(number < len(criteria))
            if number >= len(criteria):
                continue
            id_, words = criteria[number]
            tick.blockSignals(True)
            tick.setObjectName(f"stands-{id_}")
            tick.setProperty("criterion", id_)
            tick.setText(_shortened(words).replace("&", "&&"))
            tick.setToolTip(words)
            tick.setChecked(id_ in aligned)
            tick.blockSignals(False)

    def _add_tick(self, number: int) -> None:
        tick = QCheckBox()
        tick.toggled.connect(lambda on: self.ticked.emit(str(self._ticks[number].property("criterion")), on))
        self._ticks.append(tick)
        self._list.addWidget(tick)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._code)
        top.addStretch(1)
        top.addWidget(self._kind)
        inner = page("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._statement)
        column.addWidget(line())
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addLayout(self._list)
        column.addWidget(self._left)
        column.addSpacing(4)
        column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))


def _shortened(words: str) -> str:
    return words if len(words) <= 46 else f"{words[:45].rstrip()}…"
