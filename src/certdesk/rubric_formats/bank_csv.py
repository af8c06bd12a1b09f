"""Comment banks as tables: CertDesk's own CSV, and those of Sentral and Crowdmark, told by the heads of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from certdesk.core.comment_bank import ANY_CRITERION, Comment, levels_between
from certdesk.core.errors import RubricError
from certdesk.core.fields import exact_number, shown
from certdesk.core.importing import Answers, Choice, Question, Reading
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.rubric_formats.bank_found import FoundComment, comments_of
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.csv_cells import read_cells, write_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.tables import Table

FORMAT = "certdesk-bank-csv"
COLUMNS = (
    "id", "scope", "rubric_code", "criterion_code", "level_min", "level_max", "kind", "language", "shortcut", "tags",
    "text", "points_delta", "uses", "last_used", "owner",
)  # fmt: skip
LEVELS = "levels"
"""One more column, written only where levels are not all those between a lowest and a highest."""
PERSONAL, OFFICIAL = "personal", "official"
_HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "scope": ("scope",),
    "rubric_code": ("rubric_code", "rubric"),
    "criterion_code": ("criterion_code", "criterion", "criteria", "label", "question"),
    "level_min": ("level_min", "level", "grade"),
    "level_max": ("level_max",),
    "levels": ("levels",),
    "kind": ("kind", "type", "feedback_category"),
    "language": ("language", "lang"),
    "shortcut": ("shortcut", "code"),
    "tags": ("tags", "tag"),
    "category": ("category", "version"),
    "text": ("text", "comment", "comment_text", "phrase", "feedback", "content", "body", "message", "annotation"),
    "points_delta": ("points_delta", "points", "deduction", "score", "value"),
    "uses": ("uses",),
    "last_used": ("last_used",),
    "owner": ("owner",),
}
_BREAKS = re.compile(r"(?<!\\)[|;,]")
_SPECIAL = re.compile(r"[\\|;,]")


def looks_like(source: Source) -> float:
    """Whether the first row names a column of comments, and another one that goes with it."""
    heads = _columns(_first_row(source))
    if "text" in heads and len(heads) >= 2:
        return 1.0 if "scope" in heads or "kind" in heads else 0.8
    return 0.6 if _is_crowdmark(_first_row(source)) else 0.0


def read(source: Source, answers: Answers, person: str = "") -> Reading:
    """Read a table of comments; personal ones without an owner are ``person``'s. Raises RubricError if empty."""
    table = read_cells(source)
    asking = Asking(answers)
    start = next((number for number, row in enumerate(table.rows) if any(cell.strip() for cell in row)), None)
    if start is None:
        problem = _("{file} is empty.").format(file=shown(source.name))
        raise RubricError(problem, _("Choose a table with a row for each comment."))
    columns = _columns(table.rows[start])
    if "text" not in columns:
        wanted = _ask_column(table, start, columns, asking)
        if wanted is None:
            return Reading(FORMAT, rows=tuple(asking.rows))
        columns |= {"text": wanted}
    if "uses" in columns or "last_used" in columns:
        why = _("How often words were used is counted on each desk, so it is not taken over.")
        asking.skipped(_("columns uses, last_used"), "", why)
    comments = comments_of(_found(table, start, columns, person), asking, foreign="scope" not in columns)
    return Reading(FORMAT, rows=tuple(asking.rows), comments=comments)


def write(comments: Iterable[Comment], uses: Mapping[str, tuple[int, datetime]] | None = None) -> bytes:
    """Write comments as CertDesk's own CSV, safe to open in a spreadsheet; ``uses`` by comment id, where known."""
    bank = tuple(comments)
    odd = any(_range(one.levels) is None for one in bank)
    head = (*COLUMNS, LEVELS) if odd else COLUMNS
    rows = [_cells(one, uses or {}, with_levels=odd) for one in bank]
    return write_cells([head, *rows], marked=True)


def _cells(comment: Comment, uses: Mapping[str, tuple[int, datetime]], *, with_levels: bool) -> list[str]:
    ends = _range(comment.levels) or ("", "")
    times, last = uses.get(comment.id, (0, None))
    cells = [
        comment.id,
        PERSONAL if comment.owner else OFFICIAL,
        comment.rubric,
        _joined(one for one in comment.criteria if one != ANY_CRITERION),
        *ends,
        comment.kind.value,
        comment.language,
        comment.shortcut,
        _joined(comment.tags),
        comment.text,
        "" if comment.points is None else _exact(comment.points),
        str(times) if times else "",
        last.date().isoformat() if last else "",
        comment.owner,
    ]
    if with_levels:
        cells.append("" if _range(comment.levels) else _joined(_exact(level) for level in comment.levels))
    return cells


def _range(levels: tuple[Fraction, ...]) -> tuple[str, str] | None:
    """Return the lowest and highest level if those between are all there, and None if they are not."""
    if not levels:
        return "", ""
    lowest, highest = min(levels), max(levels)
    if levels != levels_between(lowest, highest):
        return None
    return _exact(lowest), _exact(highest)


def _exact(value: Fraction) -> str:
    """Write a number so that it is read again as the same: 2.5, and 1/3 where no decimals end."""
    plain = plain_number(value)
    try:
        return plain if exact_number(plain) == value else str(value)
    except ValueError:
        return str(value)


def _joined(parts: Iterable[str]) -> str:
    return " | ".join(_SPECIAL.sub(r"\\\g<0>", part) for part in parts)


def _split(text: str) -> tuple[str, ...]:
    parts = (re.sub(r"\\(.)", r"\1", part).strip() for part in _BREAKS.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _found(table: Table, start: int, columns: Mapping[str, int], person: str) -> Iterator[FoundComment]:
    for number in range(start + 1, len(table.rows)):
        if not any(cell.strip() for cell in table.rows[number]):
            continue

        def cell(name: str, row: int = number) -> str:
            return table.cell(row, columns[name]) if name in columns else ""

        personal = cell("scope").strip().lower() == PERSONAL
        category = cell("category").strip()
        yield FoundComment(
            place=_("row {number}").format(number=number + 1),
            text=cell("text"),
            kind=cell("kind"),
            criteria=_split(cell("criterion_code")),
            lowest=cell("level_min"),
            highest=cell("level_max"),
            levels=_levels(cell("levels")),
            id=cell("id"),
            rubric=cell("rubric_code"),
            owner=cell("owner").strip() or (person if personal else ""),
            language=cell("language"),
            shortcut=cell("shortcut"),
            tags=tuple(dict.fromkeys((*_split(cell("tags")), *((category,) if category else ())))),
            points=cell("points_delta"),
        )


def _levels(text: str) -> tuple[Fraction, ...]:
    try:
        return tuple(exact_number(part) for part in _split(text))
    except ValueError:
        return ()


def _columns(heads: Iterable[str]) -> dict[str, int]:
    """Find which column holds what; the earlier name of a meaning counts for more than a later one."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        places.setdefault(re.sub(r"[\s_\-]+", "_", head.strip().lower()), place)
    found = {}
    for meaning, names in _HEADS.items():
        at = next((places[name] for name in names if name in places), None)
        if at is not None:
            found[meaning] = at
    return found


def _first_row(source: Source) -> tuple[str, ...]:
    """Return the first row with anything in it, of what may well be no table at all."""
    start = Source(source.name, source.data[:65_536])
    try:
        rows = read_cells(start).rows
    except RubricError:
        return ()
    return next((row for row in rows if any(cell.strip() for cell in row)), ())


def _is_crowdmark(heads: tuple[str, ...]) -> bool:
    return [head.strip().lower() for head in heads[:2]] == ["label", "version"] and len(heads) > 2


def _ask_column(table: Table, start: int, columns: Mapping[str, int], asking: Asking) -> int | None:
    """Ask which column holds the words, where no head says so."""
    heads = table.rows[start]
    free = [place for place in range(len(heads)) if place not in columns.values()]
    choices = tuple(Choice(str(place), shown(heads[place]) or str(place + 1)) for place in free)
    if not choices:
        asking.skipped(_("row {number}").format(number=start + 1), "", _("No column holds words."))
        return None
    question = Question("column:text", _("Which column holds the comments' words?"), choices)
    answer = asking.ask(_("row {number}").format(number=start + 1), ", ".join(heads), question)
    return int(answer) if answer else None
