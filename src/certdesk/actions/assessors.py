"""Who marks for the programme: what they mark, how much, and what they may not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.recipients import recipients
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Assessor
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.fields import shown
from certdesk.core.policy import Conflict
from certdesk.core.result_assessments import RESULT_AUTHOR
from certdesk.core.words import _, ngettext
from certdesk.intake.names import same_name
from certdesk.store.cohorts import assessor_row, conflict_row, has_allocations, load_assessors, load_conflicts
from certdesk.store.people import list_people
from certdesk.store.portfolios import find_portfolio
from certdesk.store.workspace import Workspace

MARKING = frozenset({"assessor", "lead"})


def assessors_here(workspace: Workspace) -> tuple[Assessor, ...]:
    """Return everybody who marks for the programme, by name, also those who are not active."""
    return load_assessors(workspace.db)


def people_to_add(workspace: Workspace) -> tuple[Assessor, ...]:
    """Return people known here who may mark and are not among the assessors yet, by name.

    They are those whom the programme lists, whose keys were accepted or are on this desk, and whose packages came.
    """
    here = {one.id for one in assessors_here(workspace)} | {RESULT_AUTHOR}
    found: dict[str, Assessor] = {}
    for one in recipients(workspace):
        if not one.gone and one.role.casefold() in MARKING:
            found[one.id] = Assessor(one.id, one.name)
    for person in list_people(workspace.db):
        if person.role.casefold() in MARKING:
            found.setdefault(person.id, Assessor(person.id, person.name))
    return tuple(sorted((one for one in found.values() if one.id not in here), key=lambda one: same_name(one.name)))


def find_assessor(workspace: Workspace, wanted: str) -> Assessor:
    """Return the assessor with this id, name or its beginning. Raises NotFoundError."""
    here = assessors_here(workspace)
    squeezed = same_name(wanted.strip())
    exact = [one for one in here if wanted == one.id or squeezed == same_name(one.name)]
    found = exact or [one for one in here if squeezed and same_name(one.name).startswith(squeezed)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(shown(one.name) for one in here) or _("nobody yet")
    text = _("Several assessors are called “{name}”.") if found else _("There is no assessor “{name}”.")
    raise NotFoundError(text.format(name=shown(wanted)), _("Assessors here: {names}.").format(names=names))


def keep_assessors(workspace: Workspace, assessors: Iterable[Assessor]) -> Change:
    """Add assessors or keep what changed of them. Raises NotAllowedError for a share below nought."""
    refuse_unless_lead(workspace)
    found = tuple(assessors)
    for one in found:
        if one.share < 0:
            text = _("The share of {name} must be 0 or more.").format(name=one.name)
            raise NotAllowedError(text, _("1 is as much as anybody else, 1/2 half of it, 0 nothing."))
    label = ngettext("{count} assessor kept", "{count} assessors kept", len(found)).format(count=len(found))
    with workspace.recording("assessors.kept", label) as recording:
        for one in found:
            recording.put("assessor", assessor_row(one))
    return recording.change


def remove_assessor(workspace: Workspace, assessor_id: str) -> Change:
    """Take somebody off the assessors. Raises NotAllowedError while portfolios are allocated to them."""
    refuse_unless_lead(workspace)
    if has_allocations(workspace.db, assessor_id):
        text = _("Portfolios are allocated to this assessor.")
        raise NotAllowedError(text, _("Move them to somebody else first, or say that the assessor is not active."))
    with workspace.recording("assessor.removed", _("assessor removed"), subject=assessor_id) as recording:
        recording.remove("assessor", {"id": assessor_id})
    return recording.change


def conflicts_known(workspace: Workspace) -> tuple[KnownConflict, ...]:
    """Return the conflicts of interest that were entered; those that assessors declare lie with their assessments."""
    return load_conflicts(workspace.db)


def add_conflicts(workspace: Workspace, conflicts: Iterable[KnownConflict]) -> Change:
    """Keep conflicts of interest. Raises NotAllowedError for a ground that no policy knows."""
    refuse_unless_lead(workspace)
    found = [one if one.at else replace(one, at=workspace.clock().isoformat()) for one in conflicts]
    for one in found:
        if one.ground not in set(Conflict):
            allowed = ", ".join(Conflict)
            text = _("“{ground}” is no ground for a conflict of interest.").format(ground=shown(one.ground))
            raise NotAllowedError(text, _("Allowed are: {allowed}.").format(allowed=allowed))
    if not found:
        return UNCHANGED
    label = ngettext("{count} conflict kept", "{count} conflicts kept", len(found)).format(count=len(found))
    with workspace.recording("conflicts.kept", label) as recording:
        for one in found:
            recording.put("known_conflict", conflict_row(one))
    return recording.change


def remove_conflict(workspace: Workspace, conflict: KnownConflict) -> Change:
    """Take a conflict of interest away again."""
    refuse_unless_lead(workspace)
    row = conflict_row(conflict)
    key = {name: row[name] for name in ("assessor_id", "subject", "ground")}
    with workspace.recording("conflict.removed", _("conflict removed"), subject=conflict.assessor_id) as recording:
        recording.remove("known_conflict", key)
    return recording.change


def conflict_about(workspace: Workspace, about: str, wanted: str) -> tuple[About, str]:
    """Return what a conflict is with, as it is kept: a portfolio by its code, a candidate by id, a school by name.

    Raises NotFoundError for a portfolio that is not here, NotAllowedError for what can be none of them.
    """
    if about not in set(About):
        text = _("A conflict is with one of: {allowed}.").format(allowed=", ".join(About))
        raise NotAllowedError(text)
    if About(about) is About.PORTFOLIO:
        return About.PORTFOLIO, find_portfolio(workspace.db, wanted).id
    return About(about), wanted.strip()
