"""What a cohort rests on by now, so that no undo takes it back: another act has to follow it."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.circles import may_be_seen
from certdesk.core.cohorts import CohortState
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.store.records import RowChange, read_row
from certdesk.store.training import load_circle, load_votes
from certdesk.store.workspace import Workspace

_STATE_OF_COHORT = (
    "select c.state from cohort c join portfolio p on p.programme = c.programme and p.cohort = c.name where p.id = ?"
)
_MARKED = (
    "select 1 from cohort c join portfolio p on p.programme = c.programme and p.cohort = c.name"
    " join assessment a on a.portfolio_id = p.id where c.id = ? limit 1"
)


def refuse_if_formal(workspace: Workspace, changes: Iterable[RowChange]) -> None:
    """Raise NotAllowedError for rows that may not go back to what they were.

    These are a cohort that would be prepared again though it is being marked, a decision of the lead on released marks,
    and scores of a circle whose spread was seen. Call it before the rows change.
    """
    for change in changes:
        match change.table:
            case "cohort":
                _refuse_other_rules(workspace, change)
            case "ruling":
                _refuse_released(workspace, change)
            case "circle_vote":
                _refuse_seen(workspace, change)


def _refuse_other_rules(workspace: Workspace, change: RowChange) -> None:
    before, after = change.before or {}, change.after or {}
    preparing = CohortState.PREPARING.value
    if not change.before or before["state"] == preparing or after.get("state", preparing) != preparing:
        return
    if workspace.db.execute(_MARKED, [change.key["id"]]).fetchone():
        text = _("{name} is being marked, so its rubric version and its policy stay as they are.")
        raise NotAllowedError(text.format(name=before["name"]))


def _refuse_released(workspace: Workspace, change: RowChange) -> None:
    state = workspace.db.execute(_STATE_OF_COHORT, [change.key["portfolio_id"]]).fetchone()
    if state and state[0] == CohortState.RELEASED.value:
        raise NotAllowedError(_("The results are released."), _("Recall the result first, or decide in an appeal."))


def _refuse_seen(workspace: Workspace, change: RowChange) -> None:
    circle_id = str(change.key["circle_id"])
    if read_row(workspace.db, "circle", {"id": circle_id}) is None:
        return
    circle = load_circle(workspace.db, circle_id)
    if may_be_seen(circle, load_votes(workspace.db, circle_id)):
        text = _("Everybody has seen the spread, so nobody's scores change any more.")
        raise NotAllowedError(text, _("Begin another circle to score once more."))
