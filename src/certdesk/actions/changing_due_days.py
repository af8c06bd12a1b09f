"""Give people more time, or less: another day for what is allocated and not signed yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from certdesk.actions.allocating import allocations_of
from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.tasks import put_task
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Cohort
from certdesk.core.days import day_in_words
from certdesk.core.words import _
from certdesk.store.allocations import is_signed
from certdesk.store.cohorts import allocation_row
from certdesk.store.workspace import Workspace


def change_due_day(
    workspace: Workspace,
    cohort: Cohort,
    due_on: date | None,
    *,
    assessors: Collection[str] = (),
    portfolios: Collection[str] = (),
) -> Change:
    """Set the day for what is not signed: of some assessors and portfolios (ids), of all without any.

    It is told to them with the next package, which is asked for in `packages_to_send`.
    """
    refuse_unless_lead(workspace)
    found = [
        one
        for one in allocations_of(workspace, cohort)
        if (not assessors or one.assessor_id in assessors)
        and (not portfolios or one.portfolio_id in portfolios)
        and one.due_on != due_on
        and not is_signed(workspace.db, one)
    ]
    if not found:
        return UNCHANGED
    label = _("due on {day}").format(day=day_in_words(due_on)) if due_on else _("no day any more")
    with workspace.recording("allocation.due", label, subject=cohort.id) as recording:
        for one in found:
            recording.put("allocation", allocation_row(replace(one, due_on=due_on)))
            put_task(workspace, recording, one.portfolio_id, one.assessor_id)
    return recording.change
