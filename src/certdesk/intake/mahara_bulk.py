"""The export of a whole cohort from Mahara: a zip of each portfolio, and a list that says whose is which."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import Skipped, System
from certdesk.intake.limits import MIB, Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, in_order, same_name
from certdesk.intake.parts import Part, Parts
from certdesk.intake.sources import Sources

_LIST = "usernames.csv"
_FOLDER = "users"
_LONGEST = 8 * MIB
_MOST_LINES = 100_000


def recognises(listing: Listing) -> bool:
    """Whether there is a list of user names with zips, or a folder ``users`` of nothing but zips."""
    zips = _zips(listing)
    if any(_is_list(entry) for entry in listing.entries):
        return bool(zips)
    return bool(zips) and len(zips) == len(listing.entries) and all(same_name(z.parts[0]) == _FOLDER for z in zips)


def parts_of(listing: Listing, sources: Sources, _limits: Limits) -> Parts:
    """Return one part for each zip. A list that can't be read costs the names and nothing else."""
    listed, skipped = _listed(listing, sources)
    zips = _zips(listing)
    parts = [_part(entry, listed.owners.get(same_name(entry.parts[-1]), "")) for entry in zips]
    there = {same_name(entry.parts[-1]) for entry in zips}
    gone = _("the list of user names names it, but it is not there")
    for name, owner in listed.owners.items():
        if name not in there:
            skipped.append(Skipped(shown(f"{owner}: {listed.files[name]}", 120), gone))
    known = set(zips)
    others = [entry for entry in listing.entries if entry not in known and not _is_list(entry)]
    beside = _("it lies beside the portfolios, not in one of them")
    skipped.extend(Skipped(displayed(entry.parts), beside) for entry in others)
    return Parts(System.MAHARA_BULK, tuple(parts), (*listing.skipped, *skipped))


@dataclass(frozen=True, slots=True)
class _Listed:
    """User names by the name of their zip in its comparable form, and those names as they were written."""

    owners: dict[str, str]
    files: dict[str, str]


def _part(entry: Entry, owner: str) -> Part:
    ids = (ExternalId("mahara", "username", owner),) if owner else ()
    warnings = () if owner else (_("The list of user names doesn't say whose portfolio this is."),)
    return Part(displayed(entry.parts), entry.file, ids, warnings=warnings)


def _zips(listing: Listing) -> tuple[Entry, ...]:
    zips = [entry for entry in listing.entries if entry.parts[-1].casefold().endswith(".zip") and _is_place(entry)]
    return tuple(sorted(zips, key=lambda entry: in_order(entry.parts[-1])))


def _is_place(entry: Entry) -> bool:
    """Whether a zip lies where exports lie: in ``users``, or at the top where somebody unpacked it by hand."""
    return len(entry.parts) == 1 or (len(entry.parts) == 2 and same_name(entry.parts[0]) == _FOLDER)


def _is_list(entry: Entry) -> bool:
    return len(entry.parts) == 1 and same_name(entry.parts[0]) == _LIST


def _listed(listing: Listing, sources: Sources) -> tuple[_Listed, list[Skipped]]:
    listed = _Listed({}, {})
    for entry in listing.entries:
        if not _is_list(entry):
            continue
        try:
            data = sources.read(entry.file, _LONGEST)
        except CertDeskError as error:
            return listed, [Skipped(displayed(entry.parts), error.sentence)]
        for owner, file in _rows(data):
            key = same_name(file.replace("\\", "/").rpartition("/")[2])
            listed.owners.setdefault(key, owner)
            listed.files.setdefault(key, file)
    return listed, []


def _rows(data: bytes) -> list[tuple[str, str]]:
    """Return user names and files: the file is the cell that ends like a zip, which a heading has not."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    found: list[tuple[str, str]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            cells = [cell.strip() for cell in row]
            file = next((cell for cell in cells if cell.casefold().endswith(".zip")), "")
            owner = next((cell for cell in cells if cell and cell != file), "")
            if file and owner:
                found.append((owner, file))
            if number > _MOST_LINES:
                break
    except csv.Error:
        return found
    return found
