"""Pack for all assessors of a cohort at once: a package for each, blind as the policy says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from certdesk.actions.cohorts import policy_of
from certdesk.actions.packages_to_send import ToSend, packages_to_send
from certdesk.actions.packing_values import PackageScope
from certdesk.actions.recipients import recipients
from certdesk.core.cohorts import Cohort
from certdesk.core.exchange import Carrier
from certdesk.core.words import _
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ForOne:
    """What is to be packed for one assessor, or in words why it can't be."""

    send: ToSend
    scope: PackageScope | None
    why_not: str = ""


def plan_cohort_packages(
    workspace: Workspace, cohort: Cohort, *, assessors: Collection[str] = (), carrier: Carrier = Carrier.STICK
) -> tuple[ForOne, ...]:
    """Return a scope for each assessor (ids, all without any) of whom something still has to be packed."""
    blind = policy_of(workspace, cohort).blind
    reachable = {one.id for one in recipients(workspace) if one.reachable}
    found = []
    for one in packages_to_send(workspace, cohort):
        if assessors and one.assessor.id not in assessors:
            continue
        if one.assessor.id not in reachable:
            found.append(ForOne(one, None, _("this desk has no key of theirs")))
            continue
        scope = PackageScope(one.portfolios, (one.assessor.id,), carrier=carrier, blind=blind.candidate or blind.school)
        found.append(ForOne(one, scope))
    return tuple(found)
