"""Prepared marks in a file, schema `certdesk.marks/1`: for the sample cohort, the command line and other tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from certdesk.core.annotations import Anchor, Stance, WholeItem
from certdesk.core.assessment import Feedback
from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import Fields, shown
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _
from certdesk.intake.limits import USUAL
from certdesk.intake.marks_sheet_anchors import FIELDS_OF_A_PLACE, read_anchor
from certdesk.intake.portfolio_yaml import decoded, described_fields, line, rubric_ref

SCHEMA = "certdesk.marks/1"
_KINDS_OF_MARK = ("level", "not_observed", "unscorable", "comment_only")
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class SheetEvidence:
    """A place in an evidence item, which is named by its file's name in the portfolio."""

    item: str
    anchor: Anchor = field(default_factory=WholeItem)
    note: str = ""
    stance: Stance = Stance.SUPPORTS


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What a sheet says about one criterion."""

    mark: Mark = UNMARKED
    feedback: Feedback = field(default_factory=Feedback)
    evidence: tuple[SheetEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class MarksSheet:
    """One assessor's marks of one portfolio, by criterion id. ``portfolio`` is the portfolio's code.

    ``note`` is about the sheet itself and goes nowhere.
    """

    portfolio: str
    rubric: RubricRef
    assessor_name: str
    assessor_role: str = ""
    summary: str = ""
    marks: Mapping[str, SheetEntry] = field(default_factory=dict)
    note: str = ""


def load_marks_sheet(path: Path) -> MarksSheet:
    """Read a marks sheet from a file. Raises StorageError when it can't be read, else as `read_marks_sheet`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(USUAL.description + 1)
    except OSError as error:
        problem = _("“{file}” can't be read: {reason}.").format(file=shown(path.name), reason=error.strerror or error)
        raise StorageError(problem, _("Check its name and that you may open it.")) from error
    name = shown(path.name)
    return read_marks_sheet(decoded(data, name), name=name)


def read_marks_sheet(text: str, *, name: str) -> MarksSheet:
    """Read a marks sheet; ``name`` is its name for messages.

    Raises UntrustedFileError saying which criterion is wrong, how, and what to write. Criteria are not compared with
    the rubric here.
    """
    if len(text) > USUAL.description:
        problem = _("{file} is much too long for a marks sheet.").format(file=name)
        raise UntrustedFileError(problem, _("Choose another file."))
    file = described_fields(text, name, SCHEMA)
    file.only("schema", "portfolio", "rubric", "assessor", "note", "summary", "marks")
    assessor = file.child("assessor")
    assessor.only("name", "role")
    marks = replace(file.child("marks"), where=file.where)
    return MarksSheet(
        portfolio=file.text("portfolio", longest=64),
        rubric=rubric_ref(file.child("rubric")),
        assessor_name=line(assessor, "name"),
        assessor_role=line(assessor, "role"),
        summary=file.text("summary", "", longest=_LONGEST),
        marks={id_: _entry(marks.child(id_, _("criterion {id}").format(id=shown(id_)))) for id_ in marks.values},
        note=file.text("note", "", longest=_LONGEST),
    )


def _entry(fields: Fields) -> SheetEntry:
    fields.only(*_KINDS_OF_MARK, "strength", "next_step", "comment", "evidence")
    feedback = Feedback(
        strength=fields.text("strength", "", longest=_LONGEST),
        next_step=fields.text("next_step", "", longest=_LONGEST),
        comment=fields.text("comment", "", longest=_LONGEST),
    )
    return SheetEntry(_mark(fields), feedback, tuple(_evidence(part) for part in fields.children("evidence")))


def _mark(fields: Fields) -> Mark:
    given = [kind for kind in _KINDS_OF_MARK if fields.has(kind)]
    if not given:
        return UNMARKED
    if len(given) > 1:
        problem = _("a mark is one thing, but here are {kinds}.").format(kinds=", ".join(given))
        raise fields.fail(problem, _("Keep one of them."))
    match given[0]:
        case "level":
            return LevelGiven(fields.number("level"))
        case "unscorable":
            return Unscorable(fields.text("unscorable", longest=64))
        case kind if not fields.flag(kind):
            return UNMARKED
        case "not_observed":
            return NotObserved()
        case _:
            return CommentOnly()


def _evidence(fields: Fields) -> SheetEvidence:
    fields.only("item", "note", "stance", *FIELDS_OF_A_PLACE)
    stances = [stance.value for stance in Stance]
    stance = fields.text("stance", Stance.SUPPORTS.value)
    if stance not in stances:
        problem = _("“stance” can't be “{stance}”.").format(stance=shown(stance))
        raise fields.fail(problem, _("Write one of: {allowed}.").format(allowed=", ".join(stances)))
    item, note = fields.text("item", longest=1_000), fields.text("note", "", longest=_LONGEST)
    return SheetEvidence(item, read_anchor(fields), note, Stance(stance))
