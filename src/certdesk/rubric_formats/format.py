"""What every format of rubric files is: how it is recognised, read, written, and what it can't hold.

One more format is a module with one function that returns a `RubricFormat`, and a line in `all_formats`. Its ``read``
gets away with saying what stands where, as texts; `building` makes a rubric and asks what only a person can know::

    def read(source: Source, answers: Answers) -> Reading:
        asking = Asking(answers)
        criteria = tuple(
            FoundCriterion(f"line {number}", name, (FoundLevel("0", "No"), FoundLevel(points, "Yes")))
            for number, (name, points) in enumerate(lines_of(decoded(source.data)), start=1)
        )
        return reading("my-format", source, [FoundRubric("1", "", criteria)], asking)

What is bounded already: `csv_cells.read_cells`, `json_tree.read_json`, `xml_tree.read_xml`, `archives.open_archive`,
`yaml_entries.read_entries`. What a format that is written can't hold is said by `losses.lost`. The tests of round trips
(``tests/laws``) and of hostile files (``tests/fuzz``) take a new format in by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric

LARGEST = 64 * 2**20
"""Bytes. A rubric is a few pages of text, and a framework of standards may be long."""
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
