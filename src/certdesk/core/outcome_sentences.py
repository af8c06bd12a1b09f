"""What stands around conditions, as sentences that can be edited: when nothing is decided, and what is banked."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from certdesk.core.errors import RubricError
from certdesk.core.rubric import DecisionRules, Outcome, Rubric
from certdesk.core.tokens import Part, TokenKind, Words, checked, level_token, parts, whole_token
from certdesk.core.words import _, ngettext

_IN_SECTION = "unscorable_in_section/"


def incomplete_sentences(rubric: Rubric) -> tuple[tuple[Part, ...], ...]:
    """Write when a result stays undecided: one sentence for all criteria, and one for each section with a limit."""
    least = rubric.decision.unscorable_at_least
    text = ngettext(
        "Incomplete, not decided, if {unscorable_at_least} criterion or more is unscorable.",
        "Incomplete, not decided, if {unscorable_at_least} criteria or more are unscorable.",
        least,
    )
    found = [parts(text, {"unscorable_at_least": whole_token("unscorable_at_least", least)})]
    for section, limit in rubric.decision.unscorable_in_section.items():
        text = _("The same if {limit} or more in section {section} are unscorable.")
        token = whole_token(f"{_IN_SECTION}{section}", limit)
        found.append(parts(text, {"limit": token, "section": Words(section)}))
    return tuple(found)


def with_incomplete_token(rules: DecisionRules, field: str, value: object) -> DecisionRules:
    """Put another number into a sentence of `incomplete_sentences`; 0 for a section takes its limit away.

    Raises RubricError when the number can't stand there.
    """
    count = checked(TokenKind.WHOLE, value, int)
    if not field.startswith(_IN_SECTION):
        if not count:
            raise RubricError(
                _("The count must be 1 or more."), _("One unscorable criterion is the least that can hold a result up.")
            )
        return replace(rules, unscorable_at_least=count)
    name = field.removeprefix(_IN_SECTION)
    limits = {**rules.unscorable_in_section, name: count}
    return replace(rules, unscorable_in_section={section: limit for section, limit in limits.items() if limit})


def banking_sentence(outcome: Outcome) -> tuple[Part, ...]:
    """Write what an outcome banks for later attempts; empty when it banks nothing."""
    if outcome.banks_from is None:
        return ()
    text = ngettext(
        "criteria at {banks_from} or above are banked for {banks_months} month",
        "criteria at {banks_from} or above are banked for {banks_months} months",
        outcome.banks_months,
    )
    level = level_token(outcome.banks_from, "banks_from")
    return parts(text, {"banks_from": level, "banks_months": whole_token("banks_months", outcome.banks_months)})


def with_banking_token(outcome: Outcome, field: str, value: object) -> Outcome:
    """Put another value into a `banking_sentence`. Raises RubricError when the value can't stand there."""
    if field == "banks_months":
        return replace(outcome, banks_months=checked(TokenKind.WHOLE, value, int))
    return replace(outcome, banks_from=checked(TokenKind.LEVEL, value, Fraction))
