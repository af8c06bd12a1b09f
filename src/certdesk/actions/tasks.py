"""What travels to an assessor of what they are asked to do: the criteria asked for, the day due, and never why."""

from __future__ import annotations

from datetime import date

from certdesk.core.allocating import Purpose, Task
from certdesk.core.asked import asked_rubric, asked_sentence, is_partial
from certdesk.core.cohorts import Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.cohorts import load_allocations, load_tasks, task_row
from certdesk.store.workspace import Recording, Workspace

_TRAINING = frozenset({Turn.QUALIFYING, Turn.CIRCLE})


def my_task(workspace: Workspace, portfolio_id: str, person: str = "") -> Task | None:
    """Return what whoever acts (or ``person``) is asked to do about a portfolio, None where nothing was said."""
    found = load_tasks(workspace.db, portfolio_ids=[portfolio_id], assessor_id=person or workspace.person)
    return found[0] if found else None


def my_tasks(workspace: Workspace, person: str = "") -> dict[str, Task]:
    """Return what whoever acts (or ``person``) is asked to do, by portfolio."""
    return {one.portfolio_id: one for one in load_tasks(workspace.db, assessor_id=person or workspace.person)}


def asked_of(workspace: Workspace, rubric: Rubric, portfolio_id: str, person: str) -> tuple[str, ...]:
    """Return the only criteria that somebody was asked for, in the rubric's order; empty where it is all of them."""
    task = my_task(workspace, portfolio_id, person)
    if task is None or not is_partial(rubric, task.criteria):
        return ()
    return tuple(criterion.id for criterion in asked_rubric(rubric, task.criteria).criteria)


def refuse_unasked(workspace: Workspace, rubric: Rubric, portfolio_id: str, person: str, criterion_id: str) -> None:
    """Raise NotAllowedError for a mark on a criterion that nobody asked whoever assesses for."""
    asked = asked_of(workspace, rubric, portfolio_id, person)
    if asked and criterion_id not in asked:
        hint = _("The programme has no use for your mark on {criterion}.").format(criterion=criterion_id)
        raise NotAllowedError(asked_sentence(asked), hint)


def put_task(workspace: Workspace, recording: Recording, portfolio_id: str, assessor_id: str) -> None:
    """Write what the allocations that stand come to for one person and portfolio, as part of a deed.

    Asked for whole and for some criteria, it is the whole; with several days, the first one counts.
    """
    standing = [
        one for one in load_allocations(workspace.db, portfolio_ids=[portfolio_id]) if one.assessor_id == assessor_id
    ]
    if not standing:
        # A row that is gone can't be told to the desk that has it: it says instead that nothing is asked any more.
        recording.put("task", task_row(Task(portfolio_id, assessor_id, purpose=Purpose.WITHDRAWN)))
        return
    whole = any(not one.criteria for one in standing)
    criteria = () if whole else tuple(dict.fromkeys(name for one in standing for name in one.criteria))
    days: list[date] = sorted(one.due_on for one in standing if one.due_on)
    purpose = Purpose.TRAINING if all(one.turn in _TRAINING for one in standing) else Purpose.MARK
    task = Task(portfolio_id, assessor_id, criteria, days[0] if days else None, purpose)
    recording.put("task", task_row(task))
