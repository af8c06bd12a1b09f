"""Where an assessor left off in an assessment: criterion, the one or two items in view, and the place within each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from certdesk.actions.looking import AssessmentView
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace

PANES = 2


@dataclass(slots=True)
class LeftOff:
    """The current criterion, the item of each pane, which pane is active, and where the person was in each item."""

    criterion: str = ""
    items: list[str] = field(default_factory=lambda: [""] * PANES)
    active: int = 0
    inside: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def item(self) -> str:
        """The item in the active pane."""
        return self.items[self.active]

    @item.setter
    def item(self, item_id: str) -> None:
        self.items[self.active] = item_id

    def place_in(self, pane: int) -> dict[str, Any]:
        """Return where the person was in the item of a pane; the same item twice has two places."""
        item = self.items[pane]
        return self.inside.get(_key(pane, item), self.inside.get(item, {}))

    def keep_place(self, pane: int, place: dict[str, Any]) -> None:
        """Keep where the person is in the item of a pane."""
        if self.items[pane]:
            self.inside[_key(pane, self.items[pane])] = place

    def remember(self, workspace: Workspace, assessment_id: str) -> None:
        """Write it down, on this desk only."""
        first, second = self.items
        place = {"criterion": self.criterion, "item": first, "beside": second, "active": self.active}
        remember_place(workspace, assessment_id, place | {"inside": self.inside})


def recall(workspace: Workspace, view: AssessmentView) -> LeftOff:
    """Read where the person left off, as far as it still exists; a first visit begins at the beginning."""
    kept = recall_place(workspace, view.assessment.id)
    criteria = [criterion.id for criterion in view.criteria]
    items = [item.id for item in view.items]
    criterion, first, second = (str(kept.get(name, "")) for name in ("criterion", "item", "beside"))
    first = first if first in items else (items[0] if items else "")
    return LeftOff(
        criterion=criterion if criterion in criteria else criteria[0],
        items=[first, second if second in items else ""],
        active=1 if kept.get("active") == 1 and second in items else 0,
        inside=dict(kept.get("inside", {})),
    )


def _key(pane: int, item_id: str) -> str:
    return item_id if pane == 0 else f"{item_id}/beside"
