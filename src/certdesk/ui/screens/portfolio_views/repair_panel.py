"""What a repair would do, before it is done: how it is and would be, the span that stays, what goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import clock
from certdesk.core.fields import shown
from certdesk.core.recipes import Recipe, Rotate, Trim
from certdesk.core.words import _
from certdesk.ui.screens.portfolio_views.before_after import BeforeAfter
from certdesk.ui.screens.portfolio_views.repair_words import Offer, title_of, told, turn_words, verb_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.span_bar import TimeField
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment

_TURNS = ("90", "180", "270")


class RepairPanel(Card):
    """``asked(item id, steps)`` when it is to be done, ``left()`` when not; ``span_wanted()`` for what is marked."""

    asked = Signal(str, object)
    left = Signal()
    span_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(" ")
        self.setObjectName("repair")
        self._theme = theme
        self._offer: Offer | None = None
        self._picture = QImage()
        self._turn = Segment(theme, tuple(Choice(key, words) for key, words in zip(_TURNS, turn_words(), strict=True)))
        self._turn.setObjectName("turn")
        self._turn.setAccessibleName(_("By how much"))
        self._turn.chosen.connect(self._show_turn)
        self._pictures = BeforeAfter(theme)
        self._from, self._to = TimeField(theme, _("Keep from")), TimeField(theme, _("Keep to"))
        self._chosen = (0, 0)
        self._span = self._span_row()
        self._words = Paragraph(theme, role="body")
        self._words.setObjectName("repairWords")
        self._kept = Paragraph(theme, role="small", tone="text2")
        self._do = button(theme, "", kind="primary")
        self._do.setObjectName("repairNow")
        self._do.clicked.connect(self._ask)
        leave = button(theme, _("Leave it"), kind="quiet")
        leave.setObjectName("repairLeave")
        leave.clicked.connect(self.left)
        self.body.addWidget(self._turn)
        self.body.addWidget(self._pictures)
        self.body.addWidget(self._span)
        self.body.addWidget(self._words)
        self.body.addWidget(self._kept)
        foot = QHBoxLayout()
        foot.addWidget(self._do)
        foot.addWidget(leave)
        foot.addStretch(1)
        self.body.addLayout(foot)

    @property
    def item_id(self) -> str:
        """The item that a repair is offered for, or ""."""
        return self._offer.item.id if self._offer else ""

    @property
    def trims(self) -> bool:
        """Whether a span is being chosen."""
        return self._offer is not None and any(isinstance(step, Trim) for step in self._offer.steps)

    def show_offer(self, offer: Offer) -> None:
        """Show what would be done."""
        self._offer, self._picture = offer, QImage()
        first = offer.steps[0] if offer.steps else None
        turns, trims = isinstance(first, Rotate), isinstance(first, Trim)
        pages = sorted(page for step in offer.steps if isinstance(step, Rotate) for page in step.pages)
        self.show_title(f"{title_of(first)}: {shown(offer.item.title)}")
        several = turns and len(offer.steps) > 1
        self._turn.setVisible(turns and not several)
        self._pictures.setVisible(False)
        self._span.setVisible(trims)
        if isinstance(first, Rotate):
            self._turn.set_current(str(first.degrees))
        if isinstance(first, Trim):
            self._from.show_time(first.start_ms)
            self._to.show_time(first.end_ms)
            self._chosen = (first.start_ms, first.end_ms)
        self._words.show_text(offer.refusal or told(offer, tuple(pages)), tone="warn" if offer.refusal else "text")
        self._kept.show_text(_("The file as it came is kept beside it until you let it go."))
        self._kept.setVisible(first is not None)
        self._do.set_words(verb_of(first))
        self._do.setEnabled(not offer.refusal)
        self._do.setAccessibleDescription(offer.refusal)
        if trims:
            self._tell_span()

    def show_picture(self, picture: QImage) -> None:
        """Show how it looks now and how it would look."""
        self._picture = picture
        self._show_turn()

    def show_span(self, start_ms: int, end_ms: int) -> None:
        """Take the span that somebody marked in the player."""
        self._take(start_ms, end_ms)

    def take_keyboard(self) -> None:
        """Put the keyboard on what does it."""
        self._do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self) -> tuple[Recipe, ...]:
        offer = self._offer
        if offer is None:
            return ()
        first = offer.steps[0] if offer.steps else None
        if isinstance(first, Rotate) and len(offer.steps) == 1:
            return (Rotate(int(self._turn.current()), first.pages),)
        if isinstance(first, Trim):
            return (Trim(*self._chosen),)
        return offer.steps

    def _ask(self) -> None:
        if self._offer is not None:
            self.asked.emit(self._offer.item.id, self._steps())

    def _show_turn(self, _key: str = "") -> None:
        steps = self._steps()
        if self._picture.isNull() or not steps or not isinstance(steps[0], Rotate):
            self._pictures.hide()
            return
        after = self._picture.transformed(QTransform().rotate(steps[0].degrees))
        self._pictures.show_pictures(self._picture, after)
        self._pictures.show()

    # -- the span that stays -------------------------------------------------------------------

    def _span_row(self) -> QWidget:
        theme = self._theme
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        self._from.setObjectName("keepFrom")
        self._to.setObjectName("keepTo")
        self._from.typed.connect(lambda at: self._take(at or 0, self._chosen[1]))
        self._to.typed.connect(lambda at: self._take(self._chosen[0], at or self._end()))
        marks = button(theme, _("As marked in the player"), size="small")
        marks.setObjectName("keepMarked")
        marks.setToolTip(_("Mark in (I) and out (O) in the player above"))
        marks.clicked.connect(self.span_wanted)
        for part in (label(_("Keep from"), "small", "text2"), self._from, label(_("to"), "small", "text2"), self._to):
            fields.addWidget(part)
        fields.addWidget(marks)
        fields.addStretch(1)
        column.addLayout(fields)
        self._span_words = Paragraph(theme, role="small", tone="text2")
        self._span_words.setObjectName("spanWords")
        column.addWidget(self._span_words)
        return row

    def _end(self) -> int:
        return (self._offer.item.duration_ms or 0) if self._offer else 0

    def _take(self, start_ms: int, end_ms: int) -> None:
        self._chosen = (max(0, start_ms), end_ms)
        self._from.show_time(self._chosen[0])
        self._to.show_time(self._chosen[1])
        self._tell_span()

    def _tell_span(self) -> None:
        start, end = self._chosen
        most = self._offer.most_ms if self._offer else 0
        if end <= start:
            text, tone = _("The span ends before it starts. Exchange its ends."), "bad"
        elif most and end - start > most:
            text = _("That keeps {kept}; at most {most} may be sent.")
            text, tone = text.format(kept=clock(end - start), most=clock(most)), "warn"
        else:
            text, tone = (
                _("That keeps {kept} of {all}.").format(kept=clock(end - start), all=clock(self._end())),
                "text2",
            )
        self._span_words.show_text(text, tone=tone)
        self._do.setEnabled(end > start and not (self._offer and self._offer.refusal))
