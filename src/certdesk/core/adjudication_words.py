"""By which rule a mark counts, or why none does yet, in sentences that a teacher and an auditor understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certdesk.core.adjudication import (
    MAJORITY,
    MEDIAN,
    MEDIAN_OF_ALL,
    ONLY_MARK,
    RULED,
    THIRD_EQUALS,
    Step,
    Why,
)
from certdesk.core.cohorts import SettledMark
from certdesk.core.judging import plain_number
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.policy import Settle
from certdesk.core.words import N_, _

BANKED = "banked"


def explain(settled: SettledMark, given: Sequence[Mark] = ()) -> str:
    """Say in a sentence by which rule a mark counts; with the marks that were ``given``, if they are known."""
    words = {"mark": mark_in_a_sentence(settled.mark), "given": listed_marks(given)}
    plain, with_marks = _RULES.get(settled.rule, _PLAIN)
    text = _(with_marks if given and with_marks else plain).format(**words)
    if settled.rule == RULED and settled.reason:
        return f"{text} {_('The reason given: {reason}').format(reason=settled.reason)}"
    return text


def explain_open(why: Why, step: Step, given: Sequence[Mark] = ()) -> str:
    """Say in a sentence why a criterion is not settled, and what has to happen next."""
    reason = _(_WHYS[why]).format(given=listed_marks(given))
    return f"{reason} {_next(step)}"


def mark_in_a_sentence(mark: Mark) -> str:
    """Name a mark as a sentence needs it: level 2.5, the code U-AUDIO, “not observed”."""
    match mark:
        case LevelGiven(level):
            return _("level {level}").format(level=plain_number(level))
        case Unscorable(code):
            return _("the code {code} (cannot be judged)").format(code=code)
        case NotObserved():
            return _("“not observed”")
        case CommentOnly():
            return _("a comment without a level")
        case _:
            return _("no mark")


def listed_marks(given: Sequence[Mark]) -> str:
    """List marks in the order in which they were given: level 2, level 3 and level 3."""
    named = [mark_in_a_sentence(mark) for mark in given]
    if len(named) < 2:
        return "".join(named)
    return _("{others} and {last}").format(others=", ".join(named[:-1]), last=named[-1])


def _next(step: Step) -> str:
    if step is Step.THIRD:
        return _("An assessor who has not marked this portfolio marks the criterion too.")
    return _("The programme lead decides, with a reason.")


_PLAIN = (N_("{mark} counts."), "")
# What is said of a rule, and the same where the marks are known on which it stands.
_RULES: Mapping[str, tuple[str, str]] = {
    ONLY_MARK: (N_("One assessor marked this, with {mark}, and that counts."), ""),
    Settle.SAME.value: (
        N_("The assessors gave {mark}, each without seeing the other’s mark, so that counts."),
        "",
    ),
    Settle.MEAN.value: (
        N_("Two assessors gave levels as near to each other as the programme’s table allows for a mean: {mark}."),
        N_(
            "The assessors gave {given}. They lie as near to each other as the programme’s table allows for a mean, "
            "which is {mark}."
        ),
    ),
    THIRD_EQUALS: (
        N_("Two assessors differed, and a third agrees with one of them, so {mark} counts."),
        N_("Two assessors and then a third gave {given}. The third agrees with one of the two, so {mark} counts."),
    ),
    MEDIAN: (
        N_("Two assessors and a third gave three different levels, so the middle one counts, {mark}."),
        N_("Two assessors and then a third gave {given}. No two agree, so the middle one counts, {mark}."),
    ),
    MAJORITY: (
        N_("More than half of the assessors gave {mark}, so that counts."),
        N_("The assessors gave {given}. More than half of them gave {mark}, so that counts."),
    ),
    MEDIAN_OF_ALL: (
        N_("The middle one of the assessors’ levels counts, {mark}."),
        N_("The assessors gave {given}. The middle one counts, {mark}."),
    ),
    RULED: (N_("The programme lead decided on {mark}."), ""),
    BANKED: (N_("The result of an earlier attempt counts, {mark}."), ""),
}

_WHYS: Mapping[Why, str] = {
    Why.OUTCOMES: N_(
        "The marks are {given}: at most one step apart, but the two whole assessments lead to different outcomes."
    ),
    Why.APART: N_("The marks are {given}: more than one step apart."),
    Why.ONE_CODE: N_("The marks are {given}: one found the evidence enough to judge, the other did not."),
    Why.TWO_CODES: N_("The marks are {given}: neither could judge the evidence, but for different reasons."),
    Why.NO_LEVEL: N_("The marks are {given}: only one of the two is a level, or neither."),
    Why.UNMARKED: N_("The marks are {given}: a mark that was asked for is missing."),
    Why.OFF_SCALE: N_("The marks are {given}: one of them is not on the scale of this criterion."),
    Why.BY_TABLE: N_("The marks are {given}: the programme’s table asks for a third mark here."),
    Why.WITH_OTHERS: N_(
        "The marks are {given}: by themselves a mean would do, but the programme’s table has every criterion in "
        "dispute in this portfolio marked again."
    ),
    Why.MEANS: N_(
        "The marks are {given}: both whole assessments lead to the same outcome, but the means of their levels would "
        "lead to another."
    ),
    Why.NO_MIDDLE: N_("The marks are {given}: no mark was given by more than half, and there is no middle."),
}
