"""The one number that stands beside an outcome: the mean or the total that the rubric's own rules ask for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.conditions import MeanAtLeast, TotalAtLeast
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks, plain_weights, show_mean, show_total, weighted_mean, weighted_total
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class Score:
    """A mean or total: exact, as it is shown (which contradicts no cut of the rubric), and what a total is out of."""

    value: Fraction
    shown: str
    is_total: bool = False
    weighted: bool = True
    most: str = ""

    @property
    def words(self) -> str:
        """The number with its name: "Weighted mean 2.75", "Total 41 of 75"."""
        if self.is_total:
            return _("Total {total} of {most}").format(total=self.shown, most=self.most)
        text = _("Weighted mean {mean}") if self.weighted else _("Mean {mean}")
        return text.format(mean=self.shown)


def asked_of_all(rubric: Rubric) -> MeanAtLeast | TotalAtLeast | None:
    """Return the first condition on a mean or total over all criteria; it says which number the rubric turns on."""
    conditions = (condition for outcome in rubric.decision.outcomes for condition in outcome.conditions)
    return next((each for each in conditions if isinstance(each, MeanAtLeast | TotalAtLeast)), None)


def score(rubric: Rubric, marks: Marks) -> Score | None:
    """Return the rubric's number for these marks, or None while no criterion has a level."""
    asked = asked_of_all(rubric)
    weighted = asked is None or asked.weighted
    members = rubric.criteria if weighted else plain_weights(rubric.criteria)
    mean = weighted_mean(members, marks)
    if mean is None:
        return None
    if not isinstance(asked, TotalAtLeast):
        return Score(mean, show_mean(rubric, mean, weighted=weighted), weighted=weighted)
    total = weighted_total(members, marks)
    tops = ((each.weight, rubric.scale_of(each).levels) for each in members)
    most = sum((weight * levels[-1].value for weight, levels in tops if levels), Fraction(0))
    shown, best = show_total(rubric, total, weighted=weighted), show_total(rubric, most, weighted=weighted)
    return Score(total, shown, is_total=True, weighted=weighted, most=best)
