"""What still has to be packed for whom, by what went out before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.eligible import standing_of
from certdesk.actions.outbox import packages_out
from certdesk.core.allocating import task_id
from certdesk.core.cohorts import Assessor, Cohort
from certdesk.signing.identity import list_identities
from certdesk.store.allocations import last_sent, tasks_changed
from certdesk.store.cohorts import load_assessors
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ToSend:
    """Portfolios (ids) that somebody has been given and that did not go to them yet, or were asked for anew since."""

    assessor: Assessor
    portfolios: tuple[str, ...]


def packages_to_send(workspace: Workspace, cohort: Cohort) -> tuple[ToSend, ...]:
    """Return for each assessor what still has to be packed, by name. Who marks in this workspace needs no package."""
    wanted = missing_by_person(workspace, cohort)
    here = people_here(workspace)
    names = {one.id: one for one in load_assessors(workspace.db)}
    found = [
        ToSend(names.get(person) or Assessor(person, person), portfolios)
        for person, portfolios in wanted.items()
        if person not in here
    ]
    return tuple(sorted(found, key=lambda one: (one.assessor.name.casefold(), one.assessor.id)))


def missing_by_person(workspace: Workspace, cohort: Cohort) -> Mapping[str, tuple[str, ...]]:
    """Return by assessor the portfolios that did not go to them since they were given."""
    standing = standing_of(workspace, cohort)
    sent, changed = last_sent(workspace.db), tasks_changed(workspace.db)
    for packed in packages_out(workspace):
        for recipient in packed.recipients:
            for portfolio_id in packed.portfolios:
                key = (portfolio_id, recipient.id)
                sent[key] = max(sent.get(key, packed.made_at), packed.made_at)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for one in standing.allocations:
        went = sent.get((one.portfolio_id, one.assessor_id))
        begun = one.assessor_id in standing.begun.get(one.portfolio_id, ())
        asked = max(one.made_at, changed.get(task_id(one.portfolio_id, one.assessor_id), one.made_at))
        if (went is None and not begun) or (went is not None and went < asked):
            found[one.assessor_id][one.portfolio_id] = None
    return {person: tuple(portfolios) for person, portfolios in found.items()}


def people_here(workspace: Workspace) -> frozenset[str]:
    """Return whose keys are in this workspace: they mark here."""
    return frozenset(one.id for one in list_identities(workspace.identities))
