"""One part of the editor: how the result is decided, as sentences."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core import editing_rules as editing
from certdesk.core.conditions import Condition
from certdesk.core.contradictions import outcome_contradictions
from certdesk.core.errors import RubricError
from certdesk.core.rubric import Rubric
from certdesk.core.rule_patterns import RulePattern
from certdesk.core.words import _
from certdesk.ui.screens.rubrics import rules_deeds as deeds
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.screens.rubrics.rules_choosing import below
from certdesk.ui.screens.rubrics.rules_limits import UndecidedLines
from certdesk.ui.screens.rubrics.rules_menus import (
    OutcomeMenu,
    condition_menu,
    pattern_menu,
    rule_menu,
    section_limit_menu,
)
from certdesk.ui.screens.rubrics.rules_outcome import BANKING, OutcomeBlock, Place
from certdesk.ui.screens.rubrics.rules_ready import ReadyRules
from certdesk.ui.screens.rubrics.rules_sentence import SentenceLine
from certdesk.ui.screens.rubrics.rules_target import DropTarget
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.text_box import Wrong

_WIDTH = 324


class RulesPart(EditorPart):
    """Shows how the result is decided, as sentences whose numbers and words are changed in place.

    ``trying`` hands over the rubric as it would be while a number is typed, and as it is when that is taken back.
    """

    trying = Signal(object)  # Rubric

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._theme = tools.theme
        self._rubric: Rubric | None = None
        self._blocks: dict[str, OutcomeBlock] = {}
        self._undecided = UndecidedLines(self._theme)
        self._add = button(self._theme, _("Rule"), kind="quiet", icon="plus", size="small")
        self._patterns = button(self._theme, _("Use rules like…"), kind="quiet", size="small")
        self._ready = ReadyRules(self._theme)
        self._limit = button(self._theme, _("Limit for a section"), kind="quiet", icon="plus", size="small")
        self._wrong = Wrong(self._theme)
        self._outcomes = QVBoxLayout()
        self._inner = QWidget()
        self._target = DropTarget(self._theme, self._inner)
        self._build()

    @property
    def blocks(self) -> tuple[OutcomeBlock, ...]:
        """The results in the order in which they stand."""
        order = self._rubric.decision.outcomes if self._rubric else ()
        return tuple(self._blocks[outcome.id] for outcome in order)

    def show_draft(self, view: DraftView) -> None:
        """Show the rules of a draft; the keyboard and what is being typed stay where they are."""
        self._rubric = rubric = view.draft.rubric
        wanted = [outcome.id for outcome in rubric.decision.outcomes]
        for gone in set(self._blocks) - set(wanted):
            block = self._blocks.pop(gone)
            block.hide()
            block.deleteLater()
        for place, outcome in enumerate(rubric.decision.outcomes):
            block = self._blocks.get(outcome.id) or self._new_block(outcome.id)
            if self._outcomes.indexOf(block) != place:
                self._outcomes.removeWidget(block)
                self._outcomes.insertWidget(place, block)
                block.show()  # at once, so that it can be given the keyboard
            block.show_outcome(rubric, outcome, outcome_contradictions(rubric, outcome.id))
        nothing = _("There is no result yet: add one, or use ready rules.")
        self._wrong.show_wrong("" if wanted else nothing)
        self._ready.show_rubric(rubric)
        self._undecided.show_rubric(rubric)
        self._limit.setVisible(any(each.id not in rubric.decision.unscorable_in_section for each in rubric.sections))

    def commit(self) -> None:
        """Keep what is half typed."""
        for block in self.blocks:
            block.commit()
        self._undecided.commit()

    def _build(self) -> None:
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("How the result is decided"))
        for made, name in ((self._add, "addRule"), (self._patterns, "usePattern"), (self._limit, "addLimit")):
            made.setObjectName(name)
        self._add.clicked.connect(self._offer_rules)
        self._patterns.clicked.connect(self._offer_patterns)
        self._limit.clicked.connect(self._offer_limits)
        self._ready.chosen.connect(self._use_pattern)
        self._undecided.changed.connect(lambda rubric: self._keep(rubric, _("when nothing is decided")))
        self._undecided.trying.connect(self.trying)
        self._undecided.left.connect(self._go_on)
        head = QHBoxLayout()
        head.addWidget(label(_("How the result is decided"), "label"))
        head.addStretch(1)
        head.addWidget(self._add)
        foot = FlowLayout(4)
        foot.addWidget(self._limit)
        foot.addWidget(self._patterns)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(0)
        column.addLayout(head)
        how = _("The first result whose conditions all hold.")
        column.addWidget(Paragraph(self._theme, how, role="small", tone="text3"))
        ready = QVBoxLayout()  # without height as long as the card is hidden
        ready.setContentsMargins(0, 8, 0, 0)
        ready.addWidget(self._ready)
        column.addLayout(ready)
        column.addLayout(self._outcomes)
        column.addWidget(self._wrong)
        column.addSpacing(8)
        column.addWidget(self._undecided)
        column.addSpacing(4)
        column.addLayout(foot)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(self._inner))
        self._theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setMinimumWidth(self._theme.px(280))
        self.resize(self._theme.px(_WIDTH), self.height())

    def _new_block(self, outcome_id: str) -> OutcomeBlock:
        block = self._blocks[outcome_id] = OutcomeBlock(self._theme)
        block.changed.connect(self._change)
        block.trying.connect(self._try)
        block.taken_back.connect(self._take_back)
        block.condition_removed.connect(self._remove_condition)
        block.condition_moved.connect(self._move_condition)
        block.left.connect(self._go_on)
        block.dragged.connect(lambda _place, where: self._target.show_at(self.blocks, where))
        block.dropped.connect(self._drop)
        block.renamed.connect(lambda name: self._rename(outcome_id, name))
        block.moved.connect(lambda step: self._move_outcome(outcome_id, step))
        block.removed.connect(lambda: self._remove_outcome(outcome_id))
        block.menu_asked.connect(lambda: self._offer_deeds(outcome_id))
        return block

    # --- one value of a sentence ---------------------------------------------------------------------------

    def _change(self, place: Place, field: str, value: object) -> None:
        try:
            changed = deeds.with_value(self._now(), place, field, value)
        except RubricError as problem:
            self._line(place).show_wrong(problem.sentence)
            self._take_back()
            return
        self._keep(changed, deeds.about(changed, place))

    def _try(self, place: Place, field: str, value: object) -> None:
        try:
            self.trying.emit(deeds.with_value(self._now(), place, field, value))
        except RubricError:
            self._take_back()

    def _take_back(self) -> None:
        self.trying.emit(self._now())

    # --- conditions ----------------------------------------------------------------------------------------

    def _add_condition(self, outcome_id: str, condition: Condition) -> None:
        rubric, words = deeds.add_condition(self._now(), outcome_id, condition)
        self._keep(rubric, words)
        self._focus(Place(outcome_id, len(editing.outcome_called(rubric, outcome_id).conditions) - 1), first_token=True)

    def _remove_condition(self, place: Place) -> None:
        self._keep(*deeds.remove_condition(self._now(), place))
        if place.condition != BANKING:
            self._focus(place)

    def _move_condition(self, place: Place, step: int) -> None:
        if place.condition == BANKING:
            return
        rubric, outcome_id, there = editing.step_condition(self._now(), place.outcome, place.condition, step)
        self._keep(rubric, _("order of the rules"))
        self._focus(Place(outcome_id, there))

    # --- outcomes ------------------------------------------------------------------------------------------

    def _add_outcome(self) -> None:
        rubric = self._now()
        outcomes = rubric.decision.outcomes
        last = outcomes[-1].id if outcomes and not outcomes[-1].conditions else ""
        changed, made = editing.add_outcome(rubric, _("New result"), before=last)
        if last and not any(each.certifies for each in outcomes):  # the first one above “otherwise” is the pass
            changed = editing.set_certifies(changed, made, certifies=True)
        self._keep(changed, _("result added"))
        if made in self._blocks:
            self._blocks[made].name.edit()

    def _rename(self, outcome_id: str, name: str) -> None:
        self._keep(*deeds.rename_outcome(self._now(), outcome_id, name))

    def _move_outcome(self, outcome_id: str, step: int) -> None:
        self._keep(*deeds.move_outcome(self._now(), outcome_id, step))
        self._blocks[outcome_id].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_outcome(self, outcome_id: str) -> None:
        rubric = self._now()
        here = [outcome.id for outcome in rubric.decision.outcomes].index(outcome_id)
        self._keep(*deeds.remove_outcome(rubric, outcome_id))
        left = self.blocks
        if left:
            left[min(here, len(left) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_deeds(self, outcome_id: str) -> None:
        rubric = self._now()
        block, outcome = self._blocks[outcome_id], editing.outcome_called(rubric, outcome_id)
        order = [each.id for each in rubric.decision.outcomes]
        kinds = condition_menu(rubric, outcome_id, self._add_condition, block)
        menu = OutcomeMenu(outcome, (order.index(outcome_id), len(order)), kinds, block)
        menu.certifies.triggered.connect(lambda on: self._keep(*deeds.certify(self._now(), outcome, on=on)))
        menu.banks.triggered.connect(lambda on: self._keep(*deeds.bank(self._now(), outcome, on=on)))
        menu.rename.triggered.connect(block.name.edit)
        menu.up.triggered.connect(lambda: self._move_outcome(outcome_id, -1))
        menu.down.triggered.connect(lambda: self._move_outcome(outcome_id, 1))
        menu.remove.triggered.connect(lambda: self._remove_outcome(outcome_id))
        menu.popup(below(block.more, menu))

    # --- menus of the panel --------------------------------------------------------------------------------

    def _offer_rules(self) -> None:
        menu = rule_menu(self._now(), self._add_condition, self._add_outcome, self._add)
        menu.popup(below(self._add, menu))

    def _offer_patterns(self) -> None:
        menu = pattern_menu(self._now(), self._use_pattern, self._patterns)
        menu.popup(below(self._patterns, menu))

    def _use_pattern(self, pattern: RulePattern) -> None:
        self._keep(
            editing.with_decision(self._now(), pattern.rules), _("rules like “{name}”").format(name=pattern.label)
        )
        if self.blocks:
            self.blocks[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_limits(self) -> None:
        menu = section_limit_menu(self._now(), self._undecided.add_limit, self._limit)
        menu.popup(below(self._limit, menu))

    # --- the keyboard and the mouse ------------------------------------------------------------------------

    def _go_on(self, here: QWidget, step: int) -> None:
        stops: list[QWidget] = []
        for block in self.blocks:
            stops += [block.name, *block.lines]
        stops += self._undecided.lines
        place = min(max(stops.index(here) + step, 0), len(stops) - 1)
        stops[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self, place: Place, *, first_token: bool = False) -> None:
        """Give the keyboard to a sentence, or to what stands nearest when it is gone."""
        block = self._blocks.get(place.outcome)
        if block is None:
            return
        lines = block.lines
        if not lines:
            block.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        flow = lines[min(place.condition, len(lines) - 1)].flow
        wanted = flow.tokens[-1] if first_token and flow.tokens else flow
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, place: Place, where: QPoint) -> None:
        self._target.hide()
        target = self._target.place_at(self.blocks, where)
        if target is None or place.condition == BANKING:
            return
        there = target[1] - (target[0] == place.outcome and target[1] > place.condition)
        rubric = editing.move_condition(self._now(), (place.outcome, place.condition), (target[0], there))
        self._keep(rubric, _("order of the rules"))
        self._focus(Place(target[0], there))

    # --- handing over --------------------------------------------------------------------------------------

    def _keep(self, rubric: Rubric, words: str) -> None:
        if rubric != self._rubric:
            self.edited.emit(rubric, words)

    def _now(self) -> Rubric:
        assert self._rubric is not None  # noqa: S101 - nothing can be done before a draft is shown
        return self._rubric

    def _line(self, place: Place) -> SentenceLine:
        lines = self._blocks[place.outcome].lines
        return lines[-1] if place.condition == BANKING else lines[place.condition]
