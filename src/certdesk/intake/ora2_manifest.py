"""The manifest of an Open edX zip of submissions: ``submissions.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _

_NEEDED = ("student_id", "file_path")
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
        table = csv.DictReader(StringIO(text, newline=""), restval="")
        columns = table.fieldnames or ()
        if any(column not in columns for column in _NEEDED):
            raise _not_readable(name)
        rows = [_row(row) for _number, row in zip(range(_MOST_ROWS), table, strict=False)]
    except csv.Error as error:
        raise _not_readable(name) from error
    return tuple(row for row in rows if row.path)


def _row(cells: dict[str, str]) -> Row:
    told = {name: value for name, value in cells.items() if isinstance(name, str) and isinstance(value, str)}
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
