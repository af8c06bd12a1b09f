"""What every format of rubric files is: how it is recognised, read, written, and what it can't hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric

LARGEST = 32 * 2**20
"""Bytes. A rubric is a few pages of text; anything larger is something else."""
LARGEST_ARCHIVE = 512 * 2**20
"""Bytes of a zip or tar, such as a course's backup; what is opened of it is bounded."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file from somebody else's computer: its name, which is only shown, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RubricFormat:
    """One format, behind one interface: a tenth one is a module with these and a line in `all_formats`.

    ``looks_like`` answers from 0 (certainly not) to 1 (certainly), without raising. ``read`` raises RubricError only
    when nothing in the file can be used; a bad row is a `Row` of the reading. ``write`` returns the bytes of a file,
    and ``losses`` says beforehand, a sentence each, what of this rubric they will not hold; both are None where a
    format is only read.
    """

    id: str
    label: str
    suffix: str
    looks_like: Callable[[Source], float]
    read: Callable[[Source, Answers], Reading]
    write: Callable[[Rubric], bytes] | None = None
    losses: Callable[[Rubric], tuple[str, ...]] | None = None
