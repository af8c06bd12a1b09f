"""A criterion on which assessors differ: both sides, what the programme's table says, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.settling import ThirdCandidate
from certdesk.core.marks import Mark
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.dispute_words import dispute_detail, dispute_heading, turn_word, turn_words
from certdesk.ui.screens.cohort.mark_column import MarkColumn
from certdesk.ui.screens.cohort.rule_banner import RuleBanner
from certdesk.ui.screens.cohort.ruling_form import RulingForm
from certdesk.ui.screens.cohort.shown_dispute import ShownDispute
from certdesk.ui.screens.cohort.third_form import ThirdForm
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.marks_grid import MarksGrid, MarksRow
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top

_NARROW = 640


class DisputeCard(Card):
    """``place_chosen(assessment, annotation)``, ``both_asked()``, ``stepped(by)``, ``sent()`` and ``ruled()``."""

    place_chosen = Signal(str, str)
    both_asked = Signal()
    stepped = Signal(int)
    sent = Signal()
    ruled = Signal()
    left = Signal()
    """Back from what is settled to what is in dispute."""
    ruling_ended = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("dispute")
        self.set_flush()
        self._theme = theme
        self._shown: ShownDispute | None = None
        self.columns: tuple[MarkColumn, ...] = ()
        self._count = label("", "small", "text2", name="disputeCount")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("disputeHeading")
        self._back = icon_button(theme, "chevron_left", _("Previous dispute"), key="Alt+←", size="small")
        self._on = icon_button(theme, "chevron_right", _("Next dispute"), key="Alt+→", size="small")
        self._sides = QHBoxLayout()
        self._sides.setSpacing(0)
        self.third = ThirdForm(theme)
        self.ruling = RulingForm(theme)
        self._grid_title = label(_("All marks on this portfolio"), "column", "text2")
        self._grid = MarksGrid(theme)
        self._grid.setObjectName("disputeMarks")
        self._note = Paragraph(theme, role="small", tone="text3")
        self._other = button(theme, "", kind="quiet")
        self._other.setObjectName("otherWay")
        self._both = button(theme, _("See both"))
        self._both.setObjectName("seeBoth")
        self._send = button(theme, "", kind="primary")
        self._send.setObjectName("settle")
        self._send.installEventFilter(self)
        self._leave = button(theme, _("Back to the disputes"))
        self._leave.setObjectName("backToDisputes")
        self._take_back = button(theme, _("Take the decision back"), kind="quiet")
        self._take_back.setObjectName("takeRulingBack")
        self._banner = RuleBanner(theme)
        self._ruling_now = False
        self._build()
        self._connect()

    @property
    def shown(self) -> ShownDispute | None:
        """What is shown."""
        return self._shown

    @property
    def heading(self) -> str:
        """Which dispute it is, in words."""
        return self._heading.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a double click settle one dispute, and not the next one too that has just come under the mouse."""
        if watched is self._send and event.type() == QEvent.Type.MouseButtonDblClick:
            return True
        return super().eventFilter(watched, event)

    def show_dispute(self, shown: ShownDispute, choices: Sequence[ThirdCandidate], due: tuple[date, date]) -> None:
        """Show a dispute, who could be asked, and until when at best (that day, and the first possible one)."""
        criterion = shown.criterion
        before, self._shown = self._shown, shown
        text = _("Adjudicate {number} of {count}")
        self._count.setText(text.format(number=shown.place[0], count=shown.place[1]))
        code = shown.view.dispute.member.code
        self._heading.show_text(f"{code}, {shown.criterion_id} {criterion.criterion.title}")
        several = shown.place[1] > 1
        for one in (self._back, self._on):
            one.setEnabled(several)
        self._show_sides(shown)
        marks = tuple(side.mark for side in criterion.sides)
        if criterion.open is not None:
            detail = dispute_detail(criterion.open, marks)
            self._banner.show_rule(dispute_heading(criterion.open), detail, waits=True)
        self._show_grid(shown)
        self.third.show_choices(choices, *due)
        unseen = bool(shown.scale.not_observed_at_most) and shown.criterion_id not in shown.scale.never_not_observed
        same = before is not None and before.key == shown.key
        if not same:  # what is half written about this one stays when something else changes
            self.ruling.show_choices(shown.scale, marks, shown.codes, not_observed=unseen)
        self.show_way(ruling=(same and self._ruling_now) or shown.must_rule)

    def show_kept(self, shown: ShownDispute) -> None:
        """Show everybody's marks and words on a criterion of a portfolio, and by which rule its mark counts."""
        self._shown, self._ruling_now = shown, False
        criterion = shown.criterion
        text = _("Criterion {number} of {count}")
        self._count.setText(text.format(number=shown.place[0], count=shown.place[1]))
        self._heading.show_text(f"{shown.view.dispute.member.code}, {shown.criterion_id} {criterion.criterion.title}")
        for one in (self._back, self._on):
            one.setEnabled(True)
        self._show_sides(shown)
        self._show_grid(shown)
        heading = _("What counts") if criterion.settled else _("Not settled yet")
        self._banner.show_rule(heading, criterion.sentence, waits=False)
        for part in (self.third, self.ruling, self._send, self._other):
            part.hide()
        self._leave.show()
        self._take_back.setVisible(criterion.ruling is not None)
        self._note.show_text(_("All marks and everything that was written is kept."))

    def show_way(self, *, ruling: bool) -> None:
        """Show the form of one of both ways: a third assessor, or the lead decides."""
        shown = self._shown
        self._ruling_now = ruling
        self.third.setVisible(not ruling)
        self.ruling.setVisible(ruling)
        self._other.setVisible(shown is not None and not shown.must_rule)
        self._send.show()
        for part in (self._leave, self._take_back):
            part.hide()
        self._other.set_words(_("Ask a third assessor") if ruling else _("Decide myself…"))
        self._renew()

    def begin(self) -> None:
        """Take the keyboard."""
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_shown(self, annotation_id: str) -> None:
        """Show which piece of evidence is in view."""
        for column in self.columns:
            column.mark_shown(annotation_id)

    def _show_sides(self, shown: ShownDispute) -> None:
        empty(self._sides)
        made: list[MarkColumn] = []
        for side in shown.criterion.sides:
            if made:
                divider = QFrame()
                divider.setProperty("surface", "line")
                divider.setFixedWidth(1)
                self._sides.addWidget(divider)
            column = MarkColumn(self._theme, shown.scale)
            column.setObjectName(f"side-{side.turn.value}")
            who = f"{turn_words(side.turn)}, {side.assessor}"
            column.show_side(who, shown.scale, shown.criterion_id, side, shown.view.items)
            column.place_chosen.connect(partial(self.place_chosen.emit, side.assessment_id))
            self._sides.addWidget(column, 1)
            made.append(column)
        self.columns = tuple(made)
        self._both.setVisible(sum(bool(one.places) for one in made) > 1)

    def _show_grid(self, shown: ShownDispute) -> None:
        rows: dict[str, tuple[str, dict[str, Mark]]] = {}
        for one in shown.view.criteria:
            for side in one.sides:
                rows.setdefault(side.assessment_id, (turn_word(side.turn), {}))[1][one.criterion.id] = side.mark
        marks = tuple(MarksRow(words, given) for words, given in rows.values())
        self._grid.show_marks(shown.scales, marks, shown.criterion_id)

    def _renew(self) -> None:
        """Let the button say what it does."""
        shown = self._shown
        if shown is None:
            return
        if self._ruling_now:
            self._send.set_words(_("Decide"))
            self._send.setEnabled(self.ruling.mark() is not None and bool(self.ruling.why()))
            self._note.show_text(_("Your name and your reason stand beside the mark."))
            return
        asked = self.third.assessor()
        name = asked.name if asked else ""
        self._send.set_words(_("Send to {name}").format(name=name) if name else _("Send"))
        self._send.setEnabled(bool(name))
        others = len(shown.view.dispute.disputed) - 1
        text = ngettext(
            "The third assessor sees none of the marks, and marks {count} more criterion in dispute here too.",
            "The third assessor sees none of the marks, and marks {count} more criteria in dispute here too.",
            others,
        )
        alone = _("The third assessor sees none of the marks.")
        self._note.show_text(text.format(count=others) if others else alone)

    def _settle(self) -> None:
        if not self._send.isEnabled():
            return
        if self._ruling_now:
            self.ruled.emit()
        else:
            self.sent.emit()

    def _turn(self) -> None:
        self.show_way(ruling=not self._ruling_now)
        if self._ruling_now:
            self.ruling.begin()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self._both.clicked.connect(self.both_asked)
        self._send.clicked.connect(self._settle)
        self._other.clicked.connect(self._turn)
        self._leave.clicked.connect(self.left)
        self._take_back.clicked.connect(self.ruling_ended)
        self.third.changed.connect(self._renew)
        self.ruling.edited.connect(self._renew)

    def _build(self) -> None:
        self._back.setObjectName("previousDispute")
        self._on.setObjectName("nextDispute")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._count)
        words.addWidget(self._heading)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self._back)
        head.addWidget(self._on)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(from_the_top(self._middle()), 1)
        self.body.addWidget(line())
        foot = self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addStretch(1)
        for one in (self._other, self._take_back, self._both, self._leave, self._send):
            deeds.addWidget(one)
        foot.addLayout(deeds)
        self.body.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the note a line of its own where the buttons leave it little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._foot.direction() != way:
            self._foot.setDirection(way)

    def _middle(self) -> QWidget:
        below = QVBoxLayout()
        below.setContentsMargins(16, 12, 16, 12)
        below.setSpacing(12)
        for part in (self._banner, self.third, self.ruling):
            below.addWidget(part)
        marks = QVBoxLayout()
        marks.setSpacing(4)
        marks.addWidget(self._grid_title)
        marks.addWidget(self._grid)
        below.addLayout(marks)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._sides)
        column.addWidget(line())
        column.addLayout(below)
        return middle
