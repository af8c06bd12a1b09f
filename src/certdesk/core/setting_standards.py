"""Standard-setting sessions: what judges said, by one of five methods, and the cut that follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from certdesk.core.rubric import Rubric
from certdesk.core.statistics.results import Estimate, NotComputed
from certdesk.core.statistics.standard_angoff import angoff
from certdesk.core.statistics.standard_borderline import borderline_group, borderline_regression
from certdesk.core.statistics.standard_contrasting import contrasting_groups
from certdesk.core.statistics.standard_hofstee import HofsteeJudgement, hofstee
from certdesk.core.words import N_, _

Scores = Mapping[str, Fraction]
"""The score of each portfolio, by its code."""


class Method(StrEnum):
    """How a session finds the cut."""

    ANGOFF = "angoff"
    BORDERLINE_GROUP = "borderline_group"
    BORDERLINE_REGRESSION = "borderline_regression"
    CONTRASTING_GROUPS = "contrasting_groups"
    HOFSTEE = "hofstee"


METHOD_WORDS: Mapping[Method, str] = {
    Method.ANGOFF: N_("Angoff: the levels of somebody who just passes"),
    Method.BORDERLINE_GROUP: N_("Borderline group: scores of portfolios called borderline"),
    Method.BORDERLINE_REGRESSION: N_("Borderline regression: scores against overall judgements"),
    Method.CONTRASTING_GROUPS: N_("Contrasting groups: between those called qualified and not"),
    Method.HOFSTEE: N_("Hofstee: between what judges can accept as cut and as share below it"),
}
JUDGEMENTS = ("fail", "borderline", "pass")
"""Overall judgements of a portfolio in the borderline methods, in their order."""
GROUPS = ("not qualified", "qualified")


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was said in a session. Only the part of its method is filled.

    ``levels``: by judge, the level of each criterion (in the rubric's order, None for a gap). ``portfolios``: overall
    judgement by portfolio code. ``limits``: lowest and highest cut, fewest and most failing (0 to 1) by judge.
    """

    method: Method
    levels: tuple[tuple[str, tuple[Fraction | None, ...]], ...] = ()
    portfolios: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, tuple[Fraction, Fraction, Fraction, Fraction]], ...] = ()


@dataclass(frozen=True, slots=True)
class CutFound:
    """The cut with its standard error, a sentence that says it, and lines of detail for the minutes."""

    cut: Estimate | NotComputed
    sentence: str
    details: tuple[str, ...] = ()


def cut_of(rubric: Rubric, judgements: Judgements, scores: Scores) -> CutFound:
    """Compute the cut. Portfolios without a score here are left out, and that is said."""
    match judgements.method:
        case Method.ANGOFF:
            return _angoff(rubric, judgements)
        case Method.BORDERLINE_GROUP:
            return _group(judgements, scores)
        case Method.BORDERLINE_REGRESSION:
            return _regression(judgements, scores)
        case Method.CONTRASTING_GROUPS:
            return _contrast(judgements, scores)
        case Method.HOFSTEE:
            return _hofstee(judgements, scores)


def _group(judgements: Judgements, scores: Scores) -> CutFound:
    called = [code for code, said in judgements.portfolios if said == JUDGEMENTS[1]]
    found = borderline_group(_scored(called, scores))
    if isinstance(found, NotComputed):
        return _told(found, _missing(judgements, scores))
    return _told(found.median, (_mean_line(found.mean), *_missing(judgements, scores)))


def _contrast(judgements: Judgements, scores: Scores) -> CutFound:
    high = [code for code, said in judgements.portfolios if said == GROUPS[1]]
    low = [code for code, said in judgements.portfolios if said == GROUPS[0]]
    found = contrasting_groups(_scored(high, scores), _scored(low, scores))
    if isinstance(found, NotComputed):
        return _told(found, _missing(judgements, scores))
    return _told(found.used, (found.why, *_missing(judgements, scores)))


def _hofstee(judgements: Judgements, scores: Scores) -> CutFound:
    judges = [HofsteeJudgement(*limits) for _judge, limits in judgements.limits]
    found = hofstee(judges, list(scores.values()))
    if isinstance(found, NotComputed):
        return _told(found, ())
    text = _("{share} of 100 portfolios scored so far lie below it.")
    return _told(found.cut, (text.format(share=round(100 * found.fails)),))


def _angoff(rubric: Rubric, judgements: Judgements) -> CutFound:
    found = angoff([row for _judge, row in judgements.levels], [criterion.weight for criterion in rubric.criteria])
    if isinstance(found, NotComputed):
        return _told(found, ())
    names = [judge for judge, row in judgements.levels if None not in row]
    lines = [
        _("{judge}: {cut}").format(judge=judge, cut=_number(cut))
        for judge, cut in zip(names, found.judge_cuts, strict=False)
    ]
    if found.left_out:
        lines.append(_("Judges left out because they did not judge every criterion: {n}").format(n=found.left_out))
    return _told(found.cut, tuple(lines))


def _regression(judgements: Judgements, scores: Scores) -> CutFound:
    pairs = [(JUDGEMENTS.index(said), scores[code]) for code, said in judgements.portfolios
             if code in scores and said in JUDGEMENTS]  # fmt: skip
    found = borderline_regression([said for said, _score in pairs], [score for _said, score in pairs], 1)
    if isinstance(found, NotComputed):
        return _told(found, _missing(judgements, scores))
    fit = _("The line explains {share} of 100 of the spread of the scores.").format(share=round(100 * found.r_squared))
    return _told(found.cut, (fit, *_missing(judgements, scores)))


def _told(cut: Estimate | NotComputed, details: tuple[str, ...]) -> CutFound:
    if isinstance(cut, NotComputed):
        return CutFound(cut, _("No cut can be computed: {reason}.").format(reason=cut.reason), details)
    if cut.se is None:
        return CutFound(cut, _("The cut is {cut}.").format(cut=_number(cut.value)), details)
    text = _("The cut is {cut}, with a standard error of {se} (n = {n}).")
    return CutFound(cut, text.format(cut=_number(cut.value), se=_number(cut.se, 3), n=cut.n), details)


def _mean_line(mean: Estimate) -> str:
    return _("Their mean is {mean}.").format(mean=_number(mean.value))


def _missing(judgements: Judgements, scores: Scores) -> tuple[str, ...]:
    gone = [code for code, _said in judgements.portfolios if code not in scores]
    text = _("Without a score here, so left out: {codes}.")
    return (text.format(codes=", ".join(gone)),) if gone else ()


def _scored(codes: Sequence[str], scores: Scores) -> list[Fraction]:
    return [scores[code] for code in codes if code in scores]


def _number(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}"
