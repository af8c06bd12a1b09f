"""The right column: one criterion with its levels, the evidence filed for it, and the words to the teacher."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.actions.looking import AssessmentView
from certdesk.core.annotations import TimeSpan
from certdesk.core.expectations import needed_level
from certdesk.core.judging import plain_number
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, level_of
from certdesk.core.rubric import Criterion, Level, Scale
from certdesk.core.words import _, ngettext
from certdesk.ui.models.claims import claims_for_criterion
from certdesk.ui.models.filed_evidence import Tag, rows_for_criterion
from certdesk.ui.screens.score.filed_list import FiledList
from certdesk.ui.screens.score.in_view import numbers_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label, line, set_tone
from certdesk.ui.widgets.level_rows import LevelRows
from certdesk.ui.widgets.other_marks import OtherMarks
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.tips import plain_tip

_LEAST_BOX, _LEAST_TIGHT = 92, 76
_LARGE, _VERY_LARGE = 1.4, 1.8
_NO_MOMENT = "no_time_coded_evidence"
FIELDS = ("strength", "next_step")

# Marks that are no level look the same on every scale.
_ANY_SCALE = Scale((Level(Fraction(1), "", ""),), Fraction(1))


class CriterionPanel(QFrame):
    """Shows a criterion of a view.

    ``marked(Mark)``; ``words_edited(field, text)`` while typing pauses, ``words_committed(field, text)`` when the
    writer goes elsewhere; the rest says what was asked for.
    """

    marked = Signal(object)
    mark_cleared = Signal()
    code_asked = Signal()
    bank_asked = Signal()
    annotation_chosen = Signal(str)
    claim_chosen = Signal(str)
    edit_asked = Signal(str)
    removal_asked = Signal(str)
    words_edited = Signal(str, str)
    words_committed = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        self.levels = LevelRows(theme)
        self.levels.setObjectName("levels")
        self.other = OtherMarks(theme, _ANY_SCALE)
        self.filed = FiledList(theme, _("Evidence for this criterion"))
        self.filed.setObjectName("filed")
        self.strength = TextBox(theme, _("Strength"))
        self.strength.setObjectName("strength")
        self.next_step = TextBox(theme, _("Next step"))
        self.next_step.setObjectName("nextStep")
        self._title = label("", "heading", name="criterionTitle")
        self._title.setWordWrap(True)
        self._weight = label("", "body", "text2", name="criterionWeight")
        self._critical = Chip(theme, "", "warn")
        self._critical.setObjectName("criticalChip")
        self._question = Paragraph(theme, "", role="reading", tone="text2")
        self._tight = False
        self._told_caps: tuple[tuple[str, bool], ...] = ()
        self._cap_chip = Chip(theme, _("Capped if…"), "neutral", icon="info")
        self._cap_chip.setObjectName("capChip")
        self._caps = Paragraph(theme, "", role="small")
        self._caps.setObjectName("caps")
        self._filed_title = label("", "label", name="filedTitle")
        self._sufficiency = label("", "small", "text3")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._facts = QWidget()
        self._fact_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._facts)
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        theme.changed.connect(self._turn)
        self._turn()

    def show_view(self, view: AssessmentView, criterion: Criterion) -> None:
        """Show everything but the words, which a person may be typing."""
        mark = view.assessment.mark(criterion.id)
        self._title.setText(f"{criterion.id}  {criterion.title}")
        self._weight.setText(_("Weight {weight}").format(weight=plain_number(criterion.weight)))
        self._critical.setVisible(criterion.critical)
        needed = plain_number(needed_level(view.rubric, criterion))
        self._critical.show_chip(_("Critical, needs {level}").format(level=needed), "warn")
        self._question.show_text(criterion.question)
        self.levels.show_criterion(view.rubric.scale_of(criterion), criterion, mark)
        self._show_caps(caps_of(view, criterion))
        self.other.show_mark(mark)
        allowed, reason = _not_observed(view, criterion)
        self.other.allow_not_observed(allowed=allowed, reason=reason)
        notes = view.assessment.evidence_for(criterion.id)
        numbers = numbers_of(view)
        filed = rows_for_criterion(notes, view.items, Tag(criterion.id, numbers[criterion.id]))
        self.filed.show_rows((*filed, *claims_for_criterion(view.items, criterion.id, numbers)))
        self._filed_title.setText(_("Evidence for {criterion}").format(criterion=criterion.id) + f"  {len(notes)}")
        self._show_sufficiency(mark, len(notes))

    def show_words(self, strength: str, next_step: str) -> None:
        """Put words into the two boxes, when another criterion is shown or the words changed elsewhere."""
        if self.strength.text() != strength:
            self.strength.show_text(strength)
        if self.next_step.text() != next_step:
            self.next_step.show_text(next_step)

    def holds_keyboard(self) -> bool:
        """Whether a level or a box of the criterion shown has the keyboard: it means another one after a change."""
        focused = self.focusWidget() if self.isAncestorOf(QApplication.focusWidget() or self) else None
        parts = (self.levels, self.strength, self.next_step)
        return focused is not None and any(part.isAncestorOf(focused) for part in parts)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the boxes when somebody clicks where nothing is."""
        super().mousePressEvent(event)
        if self.strength.writing.hasFocus() or self.next_step.writing.hasFocus():
            self.levels.focus_level()

    def words(self) -> dict[str, str]:
        """Return what stands in the two boxes, by field."""
        return dict(zip(FIELDS, (self.strength.text(), self.next_step.text()), strict=True))

    def set_reading(self, *, large: bool, tight: bool) -> None:
        """Set the size of the descriptors: large on tall screens, tight where there is little room."""
        self.levels.set_reading(large=large, tight=tight)
        self._tight = tight
        for box in (self.strength, self.next_step):
            box.setMinimumHeight(self._theme.px(_LEAST_TIGHT if tight else _LEAST_BOX))
        self._show_caps(self._told_caps)

    def _turn(self) -> None:
        """Put things below each other that have no room beside each other in large letters."""
        scale = self._theme.theme.text_scale
        large = scale >= _LARGE
        directions = QBoxLayout.Direction
        for row in (self._head, self._boxes):
            row.setDirection(directions.TopToBottom if large else directions.LeftToRight)
        self._head.setStretchFactor(self._title, 0 if large else 1)
        self._fact_row.setDirection(directions.TopToBottom if scale >= _VERY_LARGE else directions.LeftToRight)

    def _show_caps(self, caps: tuple[tuple[str, bool], ...]) -> None:
        """Show what limits the level; where there is little room only what applies now, the rest behind a chip."""
        shown = [words for words, known in caps if known or not self._tight]
        rest = [words for words, known in caps if not known and self._tight]
        self._caps.show_text(" ".join(shown), tone="warn" if any(known for _words, known in caps) else "text3")
        self._caps.setVisible(bool(shown))
        self._cap_chip.setVisible(bool(rest))
        self._cap_chip.setToolTip(plain_tip("\n".join(rest)))
        self._cap_chip.setAccessibleDescription(" ".join(rest))
        self._told_caps = caps

    def _show_sufficiency(self, mark: Mark, count: int) -> None:
        if level_of(mark) is not None and not count:
            self._sufficiency.setText(_("No evidence filed yet: press E while you look at it"))
            set_tone(self._sufficiency, "warn")
            return
        text = ngettext("{count} piece", "{count} pieces", count).format(count=count)
        self._sufficiency.setText(text if count else _("Press E to file what you are looking at"))
        set_tone(self._sufficiency, "ok" if count else "text3")

    def _build(self) -> None:
        inner = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = self._head
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._facts, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        facts = self._fact_row
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(8)
        for part in (self._weight, self._cap_chip, self._critical):
            facts.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addWidget(self._caps)
        column.addWidget(self.levels)
        column.addWidget(self.other)
        column.addWidget(line())
        filed_head = QHBoxLayout()
        filed_head.addWidget(self._filed_title)
        filed_head.addStretch(1)
        filed_head.addWidget(self._sufficiency)
        column.addLayout(filed_head)
        column.addWidget(self.filed, 1)
        boxes = self._boxes
        boxes.setSpacing(12)
        bank = button(self._theme, _("Bank"), kind="link", icon="bank", size="small")
        bank.setObjectName("bank")
        bank.clicked.connect(self.bank_asked)
        # As tall as the link on the other side, so that the two boxes begin at the same height.
        even = QWidget()
        even.setFixedHeight(bank.sizeHint().height())
        self.strength.add_beside_label(KeyCap(self._theme, "C"), even)
        self.next_step.add_beside_label(bank, KeyCap(self._theme, "/"))
        for box in (self.strength, self.next_step):
            # The boxes take what is left and give way first: the levels above never scroll out of sight.
            box.setMinimumHeight(self._theme.px(_LEAST_BOX))
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
            boxes.addWidget(box, 1)
        column.addLayout(boxes, 2)

    def _connect(self) -> None:
        self.levels.level_chosen.connect(self._on_level)
        self.levels.level_cleared.connect(self.mark_cleared)
        self.other.not_observed_chosen.connect(lambda: self.marked.emit(NotObserved()))
        self.other.comment_only_chosen.connect(lambda: self.marked.emit(CommentOnly()))
        self.other.code_asked.connect(self.code_asked)
        self.other.mark_cleared.connect(self.mark_cleared)
        self.filed.annotation_chosen.connect(self.annotation_chosen)
        self.filed.claim_chosen.connect(self.claim_chosen)
        self.filed.edit_asked.connect(self.edit_asked)
        self.filed.removal_asked.connect(self.removal_asked)
        for field, box in zip(FIELDS, (self.strength, self.next_step), strict=True):
            box.done.connect(self.levels.focus_level)
            box.edited.connect(lambda text, field=field: self.words_edited.emit(field, text))
            box.committed.connect(lambda text, field=field: self.words_committed.emit(field, text))

    def _on_level(self, level: Fraction) -> None:
        self.marked.emit(LevelGiven(level))


def caps_of(view: AssessmentView, criterion: Criterion) -> tuple[tuple[str, bool], ...]:
    """Say what limits the level of a criterion, each with whether it surely applies now. They block nothing."""
    moments = any(isinstance(note.anchor, TimeSpan) for note in view.assessment.evidence_for(criterion.id))
    said = []
    for cap in criterion.caps:
        known = cap.when == _NO_MOMENT
        if known and moments:
            continue
        text = _("No moment of a recording is filed yet, so at most {level}") if known else _("At most {level} if")
        reason = f"{cap.reason[:1].lower()}{cap.reason[1:]}"
        said.append((f"{text.format(level=plain_number(cap.max_level))}: {reason}.", known))
    return tuple(said)


def _not_observed(view: AssessmentView, criterion: Criterion) -> tuple[bool, str]:
    scale = view.rubric.scale
    if scale.not_observed_at_most == 0:
        return False, _("This rubric does not allow “not observed”")
    if criterion.id in scale.never_not_observed:
        return False, _("{criterion} must be observed").format(criterion=criterion.id)
    return True, ""
