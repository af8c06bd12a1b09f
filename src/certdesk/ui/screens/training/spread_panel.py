"""What the members of a circle chose, once all have: who chose what only when asked for, and what was agreed."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.calibrating import CircleView
from certdesk.core.circles import Spread
from certdesk.core.marks import Mark
from certdesk.core.rubric import Criterion
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.training.dot_plot import DotPlot
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.level_tones import level_digits, mark_words
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import TextBox


class SpreadPanel(QWidget):
    """``closed(note)`` asks to end the circle; ``noted(text)`` comes as the note is written."""

    closed = Signal(str)
    noted = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._view: CircleView | None = None
        self._criterion: Criterion | None = None
        self.plot = DotPlot(theme)
        self._sentence = Paragraph(theme, role="name")
        self._sentence.setObjectName("spreadSentence")
        self._who = Paragraph(theme, role="body", tone="text2")
        self._who.setObjectName("spreadWho")
        self._names = button(theme, _("Show who chose what"), icon="people")
        self._names.setObjectName("spreadNames")
        self._names.setCheckable(True)
        self.note = TextBox(theme, _("What was agreed"), hint=_("What a level needs, in words"), rows=3)
        self.note.setObjectName("circleNote")
        self._close = button(theme, _("End the circle"), kind="primary")
        self._close.setObjectName("circleClose")
        self._told = Paragraph(theme, role="body", tone="text2")
        self._build()

    def show_view(self, view: CircleView, criterion: Criterion) -> None:
        """Show the votes on one criterion of a circle; names go out of sight with every other criterion."""
        if self._criterion is None or criterion.id != self._criterion.id:
            self._names.setChecked(False)
        self._view, self._criterion = view, criterion
        spread = next(one for one in view.spread if one.criterion_id == criterion.id)
        self.plot.show_spread(spread, view.rubric.scale_of(criterion))
        self._sentence.show_text(sentence_of(spread))
        ended = view.circle.closed_at is not None
        for part in (self.note, self._close):
            part.setVisible(not ended)
        self._told.setVisible(ended)
        agreed = view.circle.note or _("Nothing was written down.")
        self._told.show_text(_("Agreed: {note}").format(note=agreed))
        self._show_names()

    def hide_names(self) -> None:
        """Put the names out of sight again."""
        self._names.setChecked(False)

    def _show_names(self) -> None:
        shown = self._names.isChecked()
        self._names.set_words(_("Hide who chose what") if shown else _("Show who chose what"))
        self._who.setVisible(shown)
        if not shown or self._view is None or self._criterion is None:
            self._who.show_text("")
            return
        by_mark: defaultdict[Mark, list[str]] = defaultdict(list)
        for vote in self._view.votes:
            if vote.criterion_id == self._criterion.id and vote.member in self._view.circle.members:
                by_mark[vote.mark].append(vote.member)
        scale = self._view.rubric.scale_of(self._criterion)
        lines = [f"{mark_words(mark, scale)}: {', '.join(names)}" for mark, names in by_mark.items()]
        self._who.show_text("\n".join(sorted(lines)))

    def _build(self) -> None:
        self._names.toggled.connect(lambda _on: self._show_names())
        self._close.clicked.connect(lambda: self.closed.emit(self.note.text()))
        self.note.edited.connect(self.noted)
        row = QHBoxLayout()
        row.addWidget(self._names)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addWidget(self.plot)
        column.addLayout(row)
        for part in (self._who, self._told, self.note):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self._close)
        foot.addStretch(1)
        column.addLayout(foot)


def sentence_of(spread: Spread) -> str:
    """Say the spread of one criterion in a sentence: how far apart, and where the middle is."""
    if spread.median is None or spread.range is None:
        return _("Nobody gave a level.")
    level = level_digits(spread.median)
    if spread.range == 1:
        return _("All levels are the same: {level}.").format(level=level)
    text = ngettext(
        "Over {count} level; the median is {level}.", "Over {count} levels; the median is {level}.", spread.range
    )
    return text.format(count=spread.range, level=level)
