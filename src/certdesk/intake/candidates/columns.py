"""Which column of a list holds what: guessed from its heading and its cells, and changed by whoever knows better."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.candidates.heading_words import HEADINGS, heading_key
from certdesk.intake.names import same_name

Rows = tuple[tuple[str, ...], ...]

_LOOKED_AT = 15  # the heading stands in one of the first rows: titles and dates may stand above it
_FEWEST_MERGED = 4
_LAST_RANK = 1_000
_ASKED_NAMES = (
    "your name",
    "full name",
    "ihr name",
    "dein name",
    "votre nom",
    "su nombre",
    "nombre completo",
    "seu nome",
)
_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,190}\.[^@\s,;<>.]{2,24}")
_CODE = re.compile(r"[A-Za-z]{1,8}[-_ ]?[0-9][A-Za-z0-9_-]{0,16}")
_LETTERS = re.compile(r"[^\W\d_]")


class Part(StrEnum):
    """What a column can hold."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    SCHOOL = "school"
    LANGUAGE = "language"
    CODE = "code"
    PROGRAMME = "programme"
    COHORT = "cohort"
    SUBJECT = "subject"
    EMAIL = "email"
    USERNAME = "username"
    NUMBER = "number"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What each column holds, from the left; None for one that is left out.

    ``heading`` is the row of the headings counted from 0, or -1 where there are none. ``fill_down`` are parts of which
    an empty cell means the one above it, as merged cells do.
    """

    parts: tuple[Part | None, ...]
    heading: int = -1
    fill_down: tuple[Part, ...] = ()

    def column(self, part: Part) -> int | None:
        """Return where a part stands, counted from 0."""
        return self.parts.index(part) if part in self.parts else None

    def changed(self, part: Part, column: int | None) -> ColumnMatch:
        """Return the match with a part in another column, or in none."""
        parts = [None if held is part else held for held in self.parts]
        if column is not None:
            parts += [None] * (column + 1 - len(parts))
            parts[column] = part
        return replace(self, parts=tuple(parts))

    @property
    def has_names(self) -> bool:
        """Whether there is a column for names, without which there are no candidates."""
        return any(part in self.parts for part in (Part.NAME, Part.FIRST_NAME, Part.LAST_NAME))


def guess_columns(rows: Rows) -> ColumnMatch:
    """Propose what the columns hold; a list without headings is known by its e-mail addresses, codes and names."""
    best, most = -1, 0
    for number, row in enumerate(rows[:_LOOKED_AT]):
        known = [part for part in by_headings(row) if part is not None]
        names = any(part in known for part in (Part.NAME, Part.FIRST_NAME, Part.LAST_NAME))
        score = 2 * len(known) + 3 * names if not any(map(_EMAIL.fullmatch, row)) else 0
        if score > most and (names or len(known) > 1):
            best, most = number, score
    if best < 0:
        best = _above_addresses(rows)
    parts = list(by_headings(rows[best])) if best >= 0 else []
    width = max(map(len, rows), default=0)
    parts += [None] * (width - len(parts))
    match = _by_cells(_without_false_ids(ColumnMatch(tuple(parts), best), rows), rows)
    return replace(match, fill_down=_merged(match, rows))


def _without_false_ids(match: ColumnMatch, rows: Rows) -> ColumnMatch:
    """Leave out numbers that only count the rows, and the marks of an assignment that is called "Portfolio"."""
    for part in (Part.NUMBER, Part.CODE):
        column = match.column(part)
        if column is None:
            continue
        cells = [row[column].strip() for row in rows[match.heading + 1 :] if column < len(row) and row[column].strip()]
        numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdecimal() and len(cell) < 7]
        counts = numbers[:1] in ([0], [1]) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if part is Part.NUMBER and counts and len(numbers) * 10 >= len(cells) * 8:
            match = match.changed(part, None)
        if part is Part.CODE and match.heading >= 0 and heading_key(rows[match.heading][column]) == "portfolio":
            match = match if _mostly(cells, _CODE) else match.changed(part, None)
    return match


def _above_addresses(rows: Rows) -> int:
    """Return the row above the first e-mail address where it has a text in that column, or -1."""
    for number, row in enumerate(rows[:_LOOKED_AT]):
        for column, cell in enumerate(row):
            if _EMAIL.fullmatch(cell.strip()):
                above = rows[number - 1][column : column + 1] if number else ()
                return number - 1 if any(_LETTERS.search(text) for text in above) else -1
    return -1


def by_headings(row: tuple[str, ...]) -> tuple[Part | None, ...]:
    """Say what each heading means; of several of one meaning the clearest counts."""
    ranked = [_meaning(cell) for cell in row]
    best: dict[Part, tuple[int, int]] = {}
    for column, (part, rank) in enumerate(ranked):
        if part is not None and (part not in best or rank < best[part][0]):
            best[part] = (rank, column)
    if {Part.FIRST_NAME, Part.LAST_NAME} <= best.keys() and Part.NAME in best:
        del best[Part.NAME]
    if {Part.FIRST_NAME, Part.NAME} <= best.keys() and Part.LAST_NAME not in best:
        best[Part.LAST_NAME] = best.pop(Part.NAME)  # "Name, Vorname" and "Nom, Prénom"
    chosen = {column: part for part, (_rank, column) in best.items()}
    return tuple(chosen.get(column) for column in range(len(row)))


def with_map(match: ColumnMatch, rows: Rows, told: tuple[str, ...]) -> ColumnMatch:
    """Change a match by "part=column", where a column is its heading, letter or number from 1, or "-" for none.

    Raises UntrustedFileError naming what is not known.
    """
    for one in told:
        name, equals, where = (piece.strip() for piece in one.partition("="))
        if not equals or name not in set(Part):
            problem = _("“{text}” does not say which column holds what.").format(text=shown(one))
            hint = _("Write it like name=2 or email=Mail; what can be told: {parts}.")
            raise UntrustedFileError(problem, hint.format(parts=", ".join(Part)))
        match = match.changed(Part(name), None if where == "-" else _column(where, match, rows))
    return match


def _column(where: str, match: ColumnMatch, rows: Rows) -> int:
    headings = [same_name(cell.strip()) for cell in rows[match.heading]] if match.heading >= 0 else []
    if same_name(where) in headings:
        return headings.index(same_name(where))
    width = max(map(len, rows), default=0)
    if where.isdecimal() and len(where) < 5 and 1 <= int(where) <= width:
        return int(where) - 1
    if len(where) == 1 and where.isascii() and where.isalpha() and ord(where.upper()) - 65 < width:
        return ord(where.upper()) - 65
    problem = _("There is no column “{name}”.").format(name=shown(where))
    told = ", ".join(shown(cell) for cell in rows[match.heading] if cell) if match.heading >= 0 else f"1-{width}"
    raise UntrustedFileError(problem, _("The columns are: {columns}.").format(columns=told))


def _meaning(heading: str) -> tuple[Part | None, int]:
    """Return what a heading means and how far down its list it stands; headings are compared by their letters."""
    words = heading_key(heading)
    if not words or len(words) > 60:
        return None, 0
    for part, known in HEADINGS.items():
        if words in known:
            return Part(part), known.index(words)
    return _meaning_of_question(words), _LAST_RANK


def _meaning_of_question(words: str) -> Part | None:
    """Return what a question of a form asks for: "Which school do you work at?", "What is your full name?"."""
    every = words.split()
    if len(every) < 3:
        return None
    if any(word in HEADINGS["school"] for word in every):
        return Part.SCHOOL
    if any(f" {asked} " in f" {words} " for asked in _ASKED_NAMES):
        return Part.NAME
    return None


def _by_cells(match: ColumnMatch, rows: Rows) -> ColumnMatch:
    """Find e-mail addresses without a heading; without any headings also codes and names."""
    body = rows[match.heading + 1 :][:200]
    for column, part in enumerate(match.parts):
        cells = [row[column].strip() for row in body if column < len(row) and row[column].strip()]
        if part is not None or not cells:
            continue
        if _mostly(cells, _EMAIL) and match.column(Part.EMAIL) is None:
            match = match.changed(Part.EMAIL, column)
        elif match.heading < 0 and _mostly(cells, _CODE) and match.column(Part.CODE) is None:
            match = match.changed(Part.CODE, column)
        elif match.heading < 0 and not match.has_names and _like_names(cells):
            match = match.changed(Part.NAME, column)
    return match


def _mostly(cells: list[str], shape: re.Pattern[str]) -> bool:
    return sum(shape.fullmatch(cell) is not None for cell in cells) * 10 >= len(cells) * 8


def _like_names(cells: list[str]) -> bool:
    fitting = sum(bool(_LETTERS.search(cell)) and not re.search(r"[0-9@]", cell) and len(cell) < 80 for cell in cells)
    different = len({same_name(cell) for cell in cells})
    return fitting * 10 >= len(cells) * 8 and different * 10 >= len(cells) * 7


def _merged(match: ColumnMatch, rows: Rows) -> tuple[Part, ...]:
    """Return the parts that look as if cells were merged: the first row has one, and later ones have gaps below it."""
    body = [row for row in rows[match.heading + 1 :] if sum(bool(cell.strip()) for cell in row)]
    found = []
    for part in (Part.SCHOOL, Part.COHORT, Part.PROGRAMME):
        column = match.column(part)
        if column is None or len(body) < _FEWEST_MERGED:
            continue
        filled = [column < len(row) and bool(row[column].strip()) for row in body]
        values = {row[column].strip() for row, full in zip(body, filled, strict=True) if full}
        if filled[0] and 2 * sum(filled) <= len(filled) and len(values) == sum(filled):
            found.append(part)
    return tuple(found)
