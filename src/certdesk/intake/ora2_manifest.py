"""The manifest of an Open edX zip of submissions: ``submissions.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _

_NEEDED = ("student_id", "file_path")
_COLUMNS = ("course_id", "block_id", "student_id", "key", "name", "description", "file_path", "file_found")
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One file of one student. ``found`` says whether the server still had it; ``key`` is empty for a text."""

    course: str
    block: str
    student: str
    key: str
    name: str
    description: str
    path: str
    found: bool


def read_manifest(data: bytes, name: str) -> tuple[Row, ...]:
    """Read the rows. Raises UntrustedFileError when it is no such manifest; rows without a path are left out."""
    text = data.decode("utf-8-sig", "replace")
    try:
        table = csv.reader(StringIO(text, newline=""))
        columns = [heading.strip() for heading in next(table, [])]
        if any(column not in columns for column in _NEEDED):
            raise _not_readable(name)
        places = {column: columns.index(column) for column in _COLUMNS if column in columns}
        rows = [_row(places, cells) for cells in islice(table, _MOST_ROWS) if cells]
    except csv.Error as error:
        raise _not_readable(name) from error
    return tuple(row for row in rows if row.path)


def _row(places: dict[str, int], cells: list[str]) -> Row:
    told = {column: cells[at] for column, at in places.items() if at < len(cells)}
    return Row(
        course=told.get("course_id", ""),
        block=told.get("block_id", ""),
        student=told.get("student_id", "").strip(),
        key=told.get("key", "").strip(),
        name=told.get("name", "").replace("/", "_").strip(),
        description=told.get("description", "").strip()[:5_000],
        path=told.get("file_path", "").strip().removeprefix("./"),
        found=told.get("file_found", "true").strip().casefold() != "false",
    )


def _not_readable(name: str) -> UntrustedFileError:
    problem = _("“{file}” is not the list that Open edX writes.").format(file=shown(name))
    return UntrustedFileError(problem, _("The files are put together by their names instead."))
