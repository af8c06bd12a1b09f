"""The zip in which Open edX gives all submissions to the open response assessments of a course, also unpacked.

Its shape follows ``openassessment/data.py``: "[1]Section, [1]Subsection, [1]Unit/[1] - {student} - {file}", with
"Removed from course/[x] - …" for what is no longer in the course, and a manifest ``submissions.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import Found, FoundItem, Skipped, System
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, same_name
from certdesk.intake.ora2_manifest import Row, read_manifest
from certdesk.intake.sources import Sources
from certdesk.intake.submissions import Submission, in_turn, portfolio_of, submitted, without_copy_number

_ORA2 = System.ORA2.value
_MANIFEST = "submissions.csv"
_FILE = re.compile(r"\[(?P<ora>[0-9]{1,6}|x)\] - (?P<student>.+?)(?: - (?P<file>.+)|(?P<ending>\.[^. ]+))", re.DOTALL)
_UNIT = re.compile(r".*?, \[[0-9]+\](?P<unit>[^\]]*)", re.DOTALL)
_PROMPT = re.compile(r"prompt_(?P<number>[0-9]{1,4})\.txt")
_REMOVED = "Removed from course"
_LONGEST_MANIFEST = 32 * 2**20
_NO_DESCRIPTION = frozenset({"", "no description provided.", "submission text."})


@dataclass(frozen=True, slots=True)
class _Named:
    """What the path of one entry says: the assessment's number, the student's name on files, and the file's name."""

    ora: str
    student: str
    file_name: str
    folder: str


def recognises(listing: Listing) -> bool:
    """Whether there is a manifest, or nothing but names that only Open edX writes."""
    named = [_named(entry) for entry in listing.entries if not _is_manifest(entry)]
    known = [one for one in named if one is not None]
    with_manifest = len(named) < len(listing.entries)
    if with_manifest:
        return not named or len(known) * 2 > len(named)
    return bool(known) and len(known) == len(named) and all(_UNIT.fullmatch(one.folder) for one in known)


def read(listing: Listing, sources: Sources, limits: Limits) -> Found:
    """Read all submissions; without a manifest, or with a damaged one, by the names of the files."""
    skipped = list(listing.skipped)
    rows = _rows(listing, sources, skipped)
    collector = _Collector(rows, several=len({_place(entry) for entry in listing.entries if _named(entry)}) > 1)
    for entry in listing.entries:
        if not _is_manifest(entry):
            collector.add(entry, skipped)
    collector.tell_missing()
    title = _title(listing, rows)
    every = in_turn(collector.submissions.values())
    portfolios = tuple(portfolio_of(one, _ORA2, title, sources, limits) for one in every if one.items or one.warnings)
    return Found(portfolios, tuple(skipped), System.ORA2, title)


class _Collector:
    """Puts files and rows of the manifest together, student by student."""

    def __init__(self, rows: tuple[Row, ...], *, several: bool) -> None:
        self._rows = {same_name(row.path): row for row in rows}
        self._waiting = dict.fromkeys(rows)
        self._students = {named.student: row for row in rows if (named := _parsed(row.path)) is not None}
        self._several = several
        self.submissions: dict[str, Submission] = {}

    def add(self, entry: Entry, skipped: list[Skipped]) -> None:
        """Add one file, with what the manifest says of it."""
        row, named = self._rows.get(same_name(entry.file.name)), _named(entry)
        if row is None:
            row = self._rows.get(same_name("/".join(entry.parts)))
        if row is not None:
            self._waiting.pop(row, None)
        if row is None and named is None:
            skipped.append(Skipped(displayed(entry.parts), _("it belongs to no submission")))
            return
        one = self._submission(row, named)
        name = (row.name if row else "") or (named.file_name if named else entry.parts[-1])
        if row is None and self._rows:
            text = _("“{file}” is not in submissions.csv; it comes in all the same.")
            one.warnings.append(text.format(file=shown(name)))
        if named is not None and named.folder == _REMOVED:
            text = _("“{file}” was handed in to an assessment that is no longer in the course.")
            one.warnings.append(text.format(file=shown(name)))
        one.items.append(self._item(entry, name, row, named))

    def tell_missing(self) -> None:
        """Say of each row without a file that it is missing."""
        for row in self._waiting:
            one = self._submission(row, _parsed(row.path))
            if row.found:
                text = _("“{file}” is in submissions.csv, but its file is not here.")
            else:
                text = _("“{file}” was handed in, but Open edX did not find it any more. Ask the teacher for it.")
            one.warnings.append(text.format(file=shown(row.name or row.path)))

    def _submission(self, row: Row | None, named: _Named | None) -> Submission:
        path_id = named.student if named else ""
        if row is None:
            row = self._students.get(path_id)
        key = (row.student if row else "") or path_id
        one = self.submissions.setdefault(key, Submission(key))
        ids = [ExternalId(_ORA2, "user", key)]
        if path_id and path_id != key:
            ids.append(ExternalId(_ORA2, "username", path_id))
        one.known_as = tuple(dict.fromkeys((*one.known_as, *ids)))
        return one

    def _item(self, entry: Entry, name: str, row: Row | None, named: _Named | None) -> FoundItem:
        ids = []
        if row is not None and row.key:
            ids.append(ExternalId(_ORA2, "attachment", row.key))
        elif row is not None:
            ids.append(ExternalId(_ORA2, "entry", f"{row.block} {row.student} {row.name}"))
        prompt = _PROMPT.fullmatch(name)
        title = _("Answer {number}").format(number=int(prompt["number"]) + 1) if prompt else ""
        folder = f"{_short(named.folder)} [{named.ora}]/" if self._several and named else ""
        item = submitted(entry.file, f"{folder}{name}", title=title, known_as=tuple(ids))
        caption = row.description if row and row.description.strip().casefold() not in _NO_DESCRIPTION else ""
        return FoundItem(item.file, item.type, item.title, caption=caption, known_as=item.known_as)


def _rows(listing: Listing, sources: Sources, skipped: list[Skipped]) -> tuple[Row, ...]:
    for entry in listing.entries:
        if _is_manifest(entry):
            try:
                return read_manifest(sources.read(entry.file, _LONGEST_MANIFEST), entry.parts[-1])
            except CertDeskError as error:
                skipped.append(Skipped(displayed(entry.parts), error.sentence))
    return ()


def _is_manifest(entry: Entry) -> bool:
    return len(entry.parts) == 1 and same_name(entry.parts[0]) == _MANIFEST


def _named(entry: Entry) -> _Named | None:
    return _parsed("/".join(entry.parts)) if len(entry.parts) > 1 else None


def _parsed(path: str) -> _Named | None:
    folder, _slash, name = path.rpartition("/")
    matched = _FILE.fullmatch(name)
    if matched is None or not folder:
        return None
    return _Named(matched["ora"], matched["student"], matched["file"] or matched["ending"], folder)


def _place(entry: Entry) -> tuple[str, str]:
    named = _named(entry)
    return (named.folder, named.ora) if named else ("", "")


def _short(folder: str) -> str:
    """Return the name of the unit: the last part of "[1]Section, [1]Subsection, [2]Unit"."""
    matched = _UNIT.fullmatch(folder)
    return (matched["unit"].strip() or folder) if matched else folder


def _title(listing: Listing, rows: tuple[Row, ...]) -> str:
    """Name the assessment where there is only one, or else the course."""
    folders = {named.folder for entry in listing.entries if (named := _named(entry)) is not None}
    courses = {row.course for row in rows if row.course}
    if len(folders) == 1 and folders != {_REMOVED}:
        return _short(folders.pop())
    return courses.pop() if len(courses) == 1 else without_copy_number(listing.name)
