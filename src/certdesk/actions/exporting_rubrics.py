"""Give a rubric to another system: what its format can't hold is said beforehand."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.errors import NotAllowedError, RubricError
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.reports.files import write_bytes
from certdesk.rubric_formats.all_formats import format_called, formats
from certdesk.rubric_formats.format import RubricFormat


def writable_formats() -> tuple[RubricFormat, ...]:
    """Return the formats that rubrics can be written in."""
    return tuple(one for one in formats() if one.write is not None)


def losses(rubric: Rubric, format_id: str) -> tuple[str, ...]:
    """Say what of this rubric a format can't hold, a sentence each. Raises RubricError for one that is only read."""
    chosen = _writable(format_id)
    return chosen.losses(rubric) if chosen.losses else ()


def export(rubric: Rubric, format_id: str) -> bytes:
    """Return the bytes of a file in a format. Raises RubricError for a format that is unknown or only read."""
    write = _writable(format_id).write
    if write is None:
        raise _only_read(format_id)
    return write(rubric)


def file_name(rubric: Rubric, format_id: str) -> str:
    """Return a name for the file: the rubric's id and version with the format's suffix."""
    return name_of_file(rubric, format_called(format_id).suffix)


def name_of_file(rubric: Rubric, suffix: str) -> str:
    """Return a name that is never a path, whatever id and version a stranger's rubric has."""
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in f"{rubric.id}-{rubric.version}")
    return f"{safe.strip('.-') or 'rubric'}{suffix}"


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file so that it is complete under its name. Raises NotAllowedError when it is there, StorageError."""
    if path.exists() and not force:
        raise NotAllowedError(_("{file} is there already.").format(file=path), _("Choose another name, or replace it."))
    write_bytes(path, data)


def _writable(format_id: str) -> RubricFormat:
    chosen = format_called(format_id)
    if chosen.write is None:
        raise _only_read(format_id)
    return chosen


def _only_read(format_id: str) -> RubricError:
    text = _("CertDesk reads “{format}”, but does not write it.").format(format=format_id)
    known = ", ".join(one.id for one in writable_formats())
    return RubricError(text, _("Choose one of: {formats}.").format(formats=known))
