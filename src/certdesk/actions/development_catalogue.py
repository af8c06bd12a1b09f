"""The catalogue of professional development: what the program brings along, and what a programme makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from certdesk import shipped
from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.importing_rubrics import read_source
from certdesk.actions.leading import refuse_unless_directing
from certdesk.core.catalogue import Offer, checked
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotFoundError
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.development_catalogue import (
    catalogue_csv,
    catalogue_yaml,
    read_catalogue,
    read_catalogue_yaml,
    slug,
)
from certdesk.store.insights import load_offers, offer_row
from certdesk.store.workspace import Workspace

SHIPPED = "development_catalogue.yaml"


def catalogue(workspace: Workspace) -> tuple[Offer, ...]:
    """Return every offer, also the retired ones: those of the program as they were changed here, then our own."""
    here = {one.id: one for one in load_offers(workspace.db)}
    known = [here.pop(one.id, one) for one in shipped_offers()]
    return (*known, *here.values())


def find_offer(workspace: Workspace, offer_id: str) -> Offer:
    """Return one offer. Raises NotFoundError."""
    for one in catalogue(workspace):
        if one.id == offer_id:
            return one
    text = _("There is no offer {id} in the catalogue.").format(id=shown(offer_id))
    raise NotFoundError(text, _("See what there is: certdesk catalogue list."))


def keep_offer(workspace: Workspace, offer: Offer) -> Change:
    """Add an offer, or change the one with its id; an empty id is made from the title. Raises NotAllowedError."""
    refuse_unless_directing(workspace)
    offer = checked(offer)
    taken = {one.id: one for one in catalogue(workspace)}
    new = not offer.id
    if new:
        offer = replace(offer, id=_free(slug(offer.title), taken))
    if taken.get(offer.id) == offer:
        return UNCHANGED
    label = _("offer “{title}” added") if offer.id not in taken else _("offer “{title}” changed")
    return _keep(workspace, (offer,), "catalogue.kept", label.format(title=shown(offer.title)))


def retire_offer(workspace: Workspace, offer_id: str) -> Change:
    """Recommend an offer no more; it stays in the catalogue. Raises NotFoundError."""
    return _switch(workspace, offer_id, active=False)


def restore_offer(workspace: Workspace, offer_id: str) -> Change:
    """Recommend a retired offer again. Raises NotFoundError."""
    return _switch(workspace, offer_id, active=True)


def reset_offer(workspace: Workspace, offer_id: str) -> Change:
    """Put an offer of the program back to how it came, or take one of our own away. Raises NotFoundError."""
    refuse_unless_directing(workspace)
    offer = find_offer(workspace, offer_id)
    label = _("offer “{title}” as it came").format(title=shown(offer.title))
    with workspace.recording("catalogue.reset", label, subject=offer.id) as recording:
        recording.remove("development_offer", {"id": offer.id})
    return recording.change


def read_catalogue_file(path: Path) -> tuple[Offer, ...]:
    """Read a catalogue (YAML or CSV); for a worker thread. Raises RubricError or StorageError."""
    return read_catalogue(read_source(path))


def import_offers(workspace: Workspace, offers: Iterable[Offer]) -> Change:
    """Add offers, and replace those that have the same id; nothing is taken away."""
    refuse_unless_directing(workspace)
    known = {one.id: one for one in catalogue(workspace)}
    fresh = tuple(one for one in offers if known.get(one.id) != one)
    if not fresh:
        return UNCHANGED
    label = ngettext("{count} offer taken in", "{count} offers taken in", len(fresh)).format(count=len(fresh))
    return _keep(workspace, fresh, "catalogue.imported", label)


def save_catalogue(workspace: Workspace, path: Path, *, force: bool = False) -> None:
    """Write the catalogue as CSV, or as YAML where the file is called so. Raises NotAllowedError, StorageError."""
    offers = catalogue(workspace)
    as_yaml = path.suffix.lower() in {".yaml", ".yml"}
    write_file(path, catalogue_yaml(offers) if as_yaml else catalogue_csv(offers), force=force)


@lru_cache(maxsize=1)
def shipped_offers() -> tuple[Offer, ...]:
    """Return the offers that come with the program."""
    path = shipped.rubrics() / SHIPPED
    return read_catalogue_yaml(path.read_text(encoding="utf-8"), name=path.name)


def _switch(workspace: Workspace, offer_id: str, *, active: bool) -> Change:
    refuse_unless_directing(workspace)
    offer = find_offer(workspace, offer_id)
    if offer.active is active:
        return UNCHANGED
    label = _("offer “{title}” recommended again") if active else _("offer “{title}” retired")
    kept = (replace(offer, active=active),)
    return _keep(workspace, kept, "catalogue.switched", label.format(title=shown(offer.title)))


def _keep(workspace: Workspace, offers: tuple[Offer, ...], deed: str, label: str) -> Change:
    subject = offers[0].id if len(offers) == 1 else ""
    with workspace.recording(deed, label, subject=subject) as recording:
        for one in offers:
            recording.put("development_offer", offer_row(one))
    return recording.change


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, made, known = 1, wanted, set(taken)
    while made in known:
        number += 1
        made = f"{wanted[:54]}-{number}"
    return made
