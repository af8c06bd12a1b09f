"""What the rules make of trial marks, outcome by outcome, as somebody gives them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.looking import AssessmentView
from certdesk.core.decision import Decision, OutcomeTrace
from certdesk.core.headline import score
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.labels import label

_MOST_NAMED = 4


class TrialResult(QWidget):
    """``criterion_chosen(id)`` when somebody wants to see what holds the result up."""

    criterion_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._card = Card()
        self._word = label("", "heading", name="trialResult")
        self._word.setWordWrap(True)
        self._facts = label("", "body", "text2", name="trialFacts")
        self._lines = CheckList(theme, roomy=False)
        self._lines.setObjectName("trialTrace")
        self._lines.action_chosen.connect(lambda _key, criterion: self.criterion_chosen.emit(criterion))
        self._card.body.addWidget(label(_("What the rules say"), "column", "text2"))
        self._card.body.addWidget(self._word)
        self._card.body.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._card)
        column.addWidget(self._lines)

    def show_view(self, view: AssessmentView) -> None:
        """Show the decision on these marks."""
        decision = view.decision
        self._card.set_tone("standard" if decision.certifies else "below" if decision.complete else "sunken")
        self._word.setText(decision.label if decision.complete else _("No result yet"))
        marked = len(view.rubric.criteria) - len(view.unmarked)
        facts = [_("{done} of {all} marked").format(done=marked, all=len(view.rubric.criteria))]
        if (number := score(view.rubric, view.assessment.marks)) is not None:
            facts.append(number.words)
        self._facts.setText(" · ".join(facts))
        self._lines.show_checks(_checks(view, decision))


def _checks(view: AssessmentView, decision: Decision) -> tuple[Check, ...]:
    if decision.trace:
        return tuple(_tried(number, each) for number, each in enumerate(decision.trace))
    unmarked = view.unmarked
    if unmarked:
        heading = ngettext("{count} criterion needs a mark", "{count} criteria need a mark", len(unmarked))
        actions = tuple(CheckAction(id_, id_, "secondary") for id_ in unmarked[:_MOST_NAMED])
        more = len(unmarked) - _MOST_NAMED
        detail = _("These first, then {count} more:").format(count=more) if more > 0 else ""
        return (Check("unmarked", "open", heading.format(count=len(unmarked)), detail, actions),)
    return tuple(Check(f"reason-{number}", "info", text) for number, text in enumerate(decision.reasons))


def _tried(number: int, tried: OutcomeTrace) -> Check:
    kind = "ok" if tried.met else "info" if tried.open else "bad"
    lines = [_("{rule}: {found}").format(rule=line.rule, found=line.found) for line in tried.lines if not line.met]
    if tried.met:
        lines = [_("{rule}: {found}").format(rule=line.rule, found=line.found) for line in tried.lines]
    return Check(f"outcome-{number}", kind, tried.label or tried.outcome, "; ".join(lines) or _("Otherwise."))
