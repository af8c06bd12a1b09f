"""The criteria of an assessment as the strip and the chips show them."""

from __future__ import annotations

from certdesk.actions.looking import AssessmentView
from certdesk.ui.widgets.crit_bar import BarItem


def bar_items(view: AssessmentView) -> tuple[BarItem, ...]:
    """Return every criterion that is asked for with its mark, and its own scale where it has one."""
    return tuple(
        BarItem(
            criterion.id,
            criterion.title,
            view.assessment.mark(criterion.id),
            view.rubric.scale_of(criterion) if criterion.own_levels else None,
        )
        for criterion in view.criteria
    )
