"""What is done to the rules of a draft, each with the words that say so for undo."""

from __future__ import annotations

from certdesk.core import editing_rules as editing
from certdesk.core.conditions import Condition
from certdesk.core.outcome_sentences import with_banking_token
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.sentences import sentence, with_token
from certdesk.core.tokens import in_words
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_outcome import BANKING, Place

Deed = tuple[Rubric, str]
_MONTHS = 24
"""How long results stay banked, until somebody says otherwise."""


def with_value(rubric: Rubric, place: Place, field: str, value: object) -> Rubric:
    """Change one number or word of a sentence. Raises RubricError for one that can't stand there."""
    outcome = editing.outcome_called(rubric, place.outcome)
    if place.condition == BANKING:
        return editing.change_outcome(rubric, with_banking_token(outcome, field, value))
    condition = with_token(outcome.conditions[place.condition], field, value)
    return editing.change_condition(rubric, place.outcome, place.condition, condition)


def about(rubric: Rubric, place: Place) -> str:
    """Name a sentence by its result and its words."""
    outcome = editing.outcome_called(rubric, place.outcome)
    if place.condition == BANKING:
        return _("{outcome}: what is banked").format(outcome=outcome.label)
    return _("{outcome}: {rule}").format(outcome=outcome.label, rule=_rule(rubric, outcome.conditions[place.condition]))


def add_condition(rubric: Rubric, outcome_id: str, condition: Condition) -> Deed:
    """Add a rule to a result, as its last one."""
    changed = editing.add_condition(rubric, outcome_id, condition)
    return changed, _("rule added: {rule}").format(rule=_rule(changed, condition))


def remove_condition(rubric: Rubric, place: Place) -> Deed:
    """Take a rule away, or what is banked."""
    if place.condition == BANKING:
        return editing.set_banks(rubric, place.outcome, None, 0), _("nothing banked")
    condition = editing.outcome_called(rubric, place.outcome).conditions[place.condition]
    changed = editing.remove_condition(rubric, place.outcome, place.condition)
    return changed, _("rule removed: {rule}").format(rule=_rule(rubric, condition))


def rename_outcome(rubric: Rubric, outcome_id: str, name: str) -> Deed:
    """Give a result another name."""
    return editing.rename_outcome(rubric, outcome_id, name), _("name of “{name}”").format(name=name)


def move_outcome(rubric: Rubric, outcome_id: str, step: int) -> Deed:
    """Move a result up or down among the others."""
    here = [outcome.id for outcome in rubric.decision.outcomes].index(outcome_id)
    return editing.move_outcome(rubric, outcome_id, here + step), _("order of the results")


def remove_outcome(rubric: Rubric, outcome_id: str) -> Deed:
    """Take a result away with its rules."""
    name = editing.outcome_called(rubric, outcome_id).label
    return editing.remove_outcome(rubric, outcome_id), _("result removed: {name}").format(name=name)


def certify(rubric: Rubric, outcome: Outcome, *, on: bool) -> Deed:
    """Say whether a result gives a certificate."""
    words = _("{name} gives a certificate") if on else _("{name} gives no certificate")
    return editing.set_certifies(rubric, outcome.id, certifies=on), words.format(name=outcome.label)


def bank(rubric: Rubric, outcome: Outcome, *, on: bool) -> Deed:
    """Say whether a result keeps criteria at the standard for the next attempt."""
    words = _("{name} keeps good criteria") if on else _("{name} keeps no criteria")
    level = rubric.scale.standard if on else None
    return editing.set_banks(rubric, outcome.id, level, _MONTHS), words.format(name=outcome.label)


def _rule(rubric: Rubric, condition: Condition) -> str:
    return in_words(sentence(condition, rubric))
