"""What differs between the decision rules of two versions of a rubric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.conditions import Condition
from certdesk.core.differences import REVIEW, WORDING, Line, by_key, moved, number
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.sentences import sentence
from certdesk.core.tokens import in_words
from certdesk.core.words import _

_AMOUNTS = {"cut", "count", "at_least", "at_most"}


def decision_lines(old: Rubric, new: Rubric) -> Iterator[Line]:
    """Yield what differs between the outcomes, which are the same where their ids are, and their rules."""
    both, removed, added, reordered = by_key(old.decision.outcomes, new.decision.outcomes, lambda outcome: outcome.id)
    for outcome in removed:
        text = _("Outcome removed: {label}").format(label=outcome.label)
        yield Line(f"outcome/{outcome.id}", text, REVIEW, _conditions(old, outcome))
    for outcome in added:
        text = _("Outcome added: {label}").format(label=outcome.label)
        yield Line(f"outcome/{outcome.id}", text, REVIEW, "", _conditions(new, outcome))
    if reordered:
        before, after = (", ".join(outcome.label for outcome in each.decision.outcomes) for each in (old, new))
        yield Line("outcomes", _("The outcomes are tried in another order"), REVIEW, before, after)
    for before_, after_ in both:
        yield from _outcome(old, new, before_, after_)
    yield from _rest(old, new)


def _outcome(old_rubric: Rubric, new_rubric: Rubric, old: Outcome, new: Outcome) -> Iterator[Line]:
    place = f"outcome/{new.id}"
    if old.label != new.label:
        text = _("The outcome “{before}” is now called “{after}”").format(before=old.label, after=new.label)
        yield Line(f"{place}/label", text, WORDING, old.label, new.label, words=True)
    yield from _changed_conditions(old_rubric, new_rubric, old, new)
    if old.certifies != new.certifies:
        text = _("{label} gives a certificate now") if new.certifies else _("{label} gives no certificate any more")
        yield Line(f"{place}/certifies", text.format(label=new.label), REVIEW)
    if (old.banks_from, old.banks_months) != (new.banks_from, new.banks_months):
        text = _("{label}: other results are kept for later attempts").format(label=new.label)
        yield Line(f"{place}/banks", text, REVIEW, _banked(old), _banked(new))


def _changed_conditions(old_rubric: Rubric, new_rubric: Rubric, old: Outcome, new: Outcome) -> Iterator[Line]:
    gone, come = list(old.conditions), list(new.conditions)
    for condition in old.conditions:
        if condition in come:
            come.remove(condition)
            gone.remove(condition)
    if not gone and not come and old.conditions != new.conditions:
        text = _("{label}: the same rules in another order").format(label=new.label)
        yield Line(f"outcome/{new.id}", text, WORDING)
    for condition in tuple(gone):
        after = next((other for other in come if _shape(other) == _shape(condition)), None)
        if after is None:
            continue
        gone.remove(condition)
        come.remove(after)
        words = _said(old_rubric, condition), _said(new_rubric, after)
        yield Line(_place(new, after), _moved(new.label, condition, after, words), REVIEW, *words)
    for condition in gone:
        words_before = _said(old_rubric, condition)
        text = _("{label} does not ask any more: {rule}").format(label=new.label, rule=words_before)
        yield Line(f"outcome/{new.id}", text, REVIEW, words_before)
    for condition in come:
        words_after = _said(new_rubric, condition)
        text = _("{label} now asks too: {rule}").format(label=new.label, rule=words_after)
        yield Line(_place(new, condition), text, REVIEW, "", words_after)


def _moved(label: str, before: Condition, after: Condition, words: tuple[str, str]) -> str:
    """Say how a rule changed: as a cut that rises where only that did."""
    match before, after:
        case rule.MeanAtLeast(was), rule.MeanAtLeast(now):
            return moved(_("The cut for {label}").format(label=label), was, now)
        case rule.TotalAtLeast(was), rule.TotalAtLeast(now):
            return moved(_("The total for {label}").format(label=label), was, now)
        case rule.SectionMeanAtLeast(section, was), rule.SectionMeanAtLeast(_section, now):
            what = _("The cut of section {section} for {label}").format(section=section, label=label)
            return moved(what, was, now)
    text = _("{label} asks that {after}, instead of that {before}")
    return text.format(label=label, before=words[0], after=words[1])


def _rest(old: Rubric, new: Rubric) -> Iterator[Line]:
    before, after = old.decision, new.decision
    if before.unscorable_at_least != after.unscorable_at_least:
        what = _("How many unscorable criteria make a result incomplete")
        counts = before.unscorable_at_least, after.unscorable_at_least
        yield Line("incomplete", moved(what, *counts), REVIEW, str(counts[0]), str(counts[1]))
    if dict(before.unscorable_in_section) != dict(after.unscorable_in_section):
        limits = [
            ", ".join(f"{section}: {count}" for section, count in each.unscorable_in_section.items())
            for each in (before, after)
        ]
        text = _("Other limits of unscorable criteria in a section")
        yield Line("incomplete", text, REVIEW, limits[0], limits[1])
    if before.display_decimals != after.display_decimals:
        text = moved(_("How many decimals are shown"), before.display_decimals, after.display_decimals)
        yield Line("decision/decimals", text, WORDING, str(before.display_decimals), str(after.display_decimals))


def _shape(condition: Condition) -> tuple[object, ...]:
    """Return what makes two conditions the same rule with another number: all but its amounts.

    A count at another level is another rule; a level that is all a rule asks for is its amount.
    """
    amounts = _AMOUNTS if isinstance(condition, rule.CountAtLevel) else {*_AMOUNTS, "level"}
    rest = (getattr(condition, field.name) for field in fields(condition) if field.name not in amounts)
    return type(condition), *rest


def _place(outcome: Outcome, condition: Condition) -> str:
    return f"outcome/{outcome.id}/{outcome.conditions.index(condition) + 1}"


def _said(rubric: Rubric, condition: Condition) -> str:
    exact = _exactly(rubric)
    return in_words(sentence(condition, exact))


def _exactly(rubric: Rubric) -> Rubric:
    """Return the rubric so that its cuts are written with two decimals at least: else 2.75 and 2.8 look unlike."""
    return replace(rubric, decision=replace(rubric.decision, display_decimals=max(2, rubric.decision.display_decimals)))


def _conditions(rubric: Rubric, outcome: Outcome) -> str:
    return "\n".join(_said(rubric, condition) for condition in outcome.conditions)


def _banked(outcome: Outcome) -> str:
    if outcome.banks_from is None:
        return ""
    text = _("from level {level}, for {months} months")
    return text.format(level=number(Fraction(outcome.banks_from)), months=outcome.banks_months)
