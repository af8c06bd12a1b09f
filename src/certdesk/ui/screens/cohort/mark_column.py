"""One assessor's side of a dispute: their level, the evidence they filed for it, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.disputes import Side
from certdesk.core.annotations import Annotation
from certdesk.core.assessment import Feedback
from certdesk.core.days import day_in_words
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import Tag, rows_for_criterion
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.level_tones import level_digits, mark_words
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.place_button import PlaceButton
from certdesk.ui.widgets.quote import Quote


class MarkColumn(QWidget):
    """``place_chosen(annotation_id)`` says that a piece of evidence is to be shown."""

    place_chosen = Signal(str)

    def __init__(self, theme: ThemeSource, scale: Scale) -> None:
        super().__init__()
        self._theme = theme
        self._who = label("", "column", "text2")
        self._who.setWordWrap(True)
        self._when = label("", "small", "text3")
        self._disc = LevelDisc(theme, scale, side=24)
        self._digits = label("", "title")
        self._words = Paragraph(theme, role="heading")
        self._counts = Chip(theme, _("Counts"), "ok", icon="check", small=True)
        self._counts.setObjectName("markCounts")
        self._evidence = QVBoxLayout()
        self._evidence.setSpacing(0)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(4)
        self.places: tuple[PlaceButton, ...] = ()
        self._build()

    def show_side(self, who: str, scale: Scale, criterion_id: str, side: Side, items: tuple[EvidenceItem, ...]) -> None:
        """Show what somebody gave on a criterion, and what they wrote."""
        self._who.setText(who)
        self._when.setText(day_in_words(side.signed_at.astimezone()) if side.signed_at else "")
        mark = side.mark
        self._disc.show_mark(mark, scale)
        level = scale.standing(mark.level) if isinstance(mark, LevelGiven) else None
        self._digits.setText(level_digits(mark.level) if isinstance(mark, LevelGiven) else "")
        self._digits.setVisible(isinstance(mark, LevelGiven))
        name = (level.label if level else "") if isinstance(mark, LevelGiven) else mark_words(mark, scale)
        self._words.show_text(name)
        self._counts.setVisible(side.chosen)
        counts = _(", it counts") if side.chosen else ""
        self.setAccessibleName(f"{who}: {mark_words(mark, scale)}{counts}")
        self._show_evidence(criterion_id, side.evidence, items)
        self._show_words(side.words)

    def mark_shown(self, annotation_id: str) -> None:
        """Show which place is in view."""
        for one in self.places:
            one.setChecked(one.objectName() == f"place-{annotation_id}")

    def _show_evidence(
        self, criterion_id: str, evidence: tuple[Annotation, ...], items: tuple[EvidenceItem, ...]
    ) -> None:
        empty(self._evidence)
        here = {item.id for item in items}
        notes = tuple(note for note in evidence if note.item_id in here)
        made: list[PlaceButton] = []
        for row in rows_for_criterion(notes, items, Tag(criterion_id, 0)):
            one = PlaceButton(self._theme, row.icon, row.place, row.note)
            one.setObjectName(f"place-{row.id}")
            one.clicked.connect(partial(self._choose, row.id))
            self._evidence.addWidget(one)
            made.append(one)
        self.places = tuple(made)
        if not made:
            self._evidence.addWidget(label(_("No evidence was filed for it."), "small", "text3"))

    def _show_words(self, words: Feedback) -> None:
        empty(self._reasons)
        parts = ((_("Reason"), words.comment), (_("Strength"), words.strength), (_("Next step"), words.next_step))
        written = [(heading, text) for heading, text in parts if text.strip()]
        for heading, text in written:
            self._reasons.addWidget(label(heading, "column", "text2"))
            self._reasons.addWidget(Quote(self._theme, text))
        if not written:
            self._reasons.addWidget(label(_("Nothing was written about it."), "small", "text3"))

    def _choose(self, annotation_id: str, _on: bool = False) -> None:
        self.place_chosen.emit(annotation_id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._who, 1)
        head.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        level = QHBoxLayout()
        level.setSpacing(8)
        level.addWidget(self._disc)
        level.addWidget(self._digits)
        level.addWidget(self._words, 1)
        level.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(level)
        column.addWidget(label(_("Evidence"), "column", "text2"))
        column.addLayout(self._evidence)
        column.addLayout(self._reasons)
        column.addStretch(1)
