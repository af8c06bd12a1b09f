"""Where an assessor left off in an assessment: criterion, item, and the place within each item."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from certdesk.actions.looking import AssessmentView
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace


@dataclass(slots=True)
class LeftOff:
    """The current criterion and item, and where the person was looking in each item."""

    criterion: str = ""
    item: str = ""
    inside: dict[str, dict[str, Any]] = field(default_factory=dict)

    def remember(self, workspace: Workspace, assessment_id: str) -> None:
        """Write it down, on this desk only."""
        place = {"criterion": self.criterion, "item": self.item, "inside": self.inside}
        remember_place(workspace, assessment_id, place)


def recall(workspace: Workspace, view: AssessmentView) -> LeftOff:
    """Read where the person left off, as far as it still exists; a first visit begins at the beginning."""
    kept = recall_place(workspace, view.assessment.id)
    criteria = [criterion.id for criterion in view.rubric.criteria]
    items = [item.id for item in view.items]
    criterion, item = str(kept.get("criterion", "")), str(kept.get("item", ""))
    return LeftOff(
        criterion=criterion if criterion in criteria else criteria[0],
        item=item if item in items else (items[0] if items else ""),
        inside=dict(kept.get("inside", {})),
    )
