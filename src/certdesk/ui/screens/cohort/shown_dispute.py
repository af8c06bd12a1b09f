"""A criterion of a portfolio with everybody's marks on it, as the card about disputes shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.disputes import CriterionView, DisputeView
from certdesk.core.adjudication import Step
from certdesk.core.evidence_types import UnscorableCode
from certdesk.core.rubric import Scale


@dataclass(frozen=True, slots=True)
class ShownDispute:
    """What the card shows: a portfolio, the criterion, which dispute it is (from 1, of how many), and all scales."""

    view: DisputeView
    criterion_id: str
    place: tuple[int, int]
    scales: Mapping[str, Scale]
    codes: tuple[UnscorableCode, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by again."""
        return self.view.dispute.member.portfolio_id, self.criterion_id

    @property
    def criterion(self) -> CriterionView:
        """What is known of the criterion."""
        return next(one for one in self.view.criteria if one.criterion.id == self.criterion_id)

    @property
    def scale(self) -> Scale:
        """The scale of the criterion."""
        return self.scales[self.criterion_id]

    @property
    def must_rule(self) -> bool:
        """Whether only the lead can settle it."""
        found = self.criterion.open
        return found is not None and found.step is Step.RULE
