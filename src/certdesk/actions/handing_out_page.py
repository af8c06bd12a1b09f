"""Write the page with which anybody can check a programme's certificates in a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from certdesk.actions.programmes import ProgrammeHere
from certdesk.core.credentials import Deed
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.page_facts import PageEntry, PageFacts, PageKey
from certdesk.core.words import _
from certdesk.reports.verify_page import write_verify_page
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.trust_store import load_programmes
from certdesk.store.workspace import Workspace


def write_page(workspace: Workspace, programme: ProgrammeHere, target: Path, *, force: bool = False) -> PageFacts:
    """Write the page for a programme that this desk trusts, with what it knows today.

    Raises NotFoundError for one that it does not know, NotAllowedError for one that can't be relied on at the moment or
    when ``target`` is there already, StorageError when the disk refuses.
    """
    trust = next((each for each in load_programmes(workspace.folder) if each.id == programme.id), None)
    if trust is None:
        raise NotFoundError(_("{programme} is not known here.").format(programme=programme.name))
    if trust.problem:
        text = _("{programme} can't be relied on at the moment: {problem}")
        raise NotAllowedError(text.format(programme=trust.name, problem=trust.problem), _("Mend this first."))
    if target.exists() and not force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file, or replace it with --force."))
    now = workspace.clock()
    view = trust.register
    facts = PageFacts(
        programme=trust.name,
        rehearsal=trust.test,
        words=programme.words,
        keys=tuple(PageKey(Issuer("", each.key).kid, each.key, each.retired_at) for each in trust.register_keys),
        entries=tuple(_entries(trust)),
        made_at=now,
        as_of=view.as_of if view else None,
    )
    write_verify_page(facts, target)
    return facts


def _entries(trust: ProgrammeTrust) -> tuple[PageEntry, ...]:
    """Put together what the register says about each certificate, in one walk over its events."""
    found: dict[str, PageEntry] = {}
    for event in trust.register.events if trust.register else ():
        if event.deed is Deed.ISSUED:
            found[event.serial] = PageEntry(event.serial, event.award_id, event.badge, event.at.date())
            if earlier := found.get(event.replaces):
                found[event.replaces] = replace(earlier, replaced_by=event.serial)
        elif event.deed is Deed.WITHDRAWN and (taken := found.get(event.serial)):
            since, reason = event.since or event.at.date(), event.reason.rstrip(".")
            found[event.serial] = replace(taken, withdrawn=since, reason=reason)
    return tuple(found.values())
