"""Frameworks of standards as tables: code, statement, parent, under whatever heads people give these columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Reading
from certdesk.core.standards import Framework, StandardItem
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import clean, one_line
from certdesk.rubric_formats.csv_cells import read_cells, write_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.tables import Table, meant

FORMAT = "standards-csv"
HEADS = ("code", "statement", "parent", "kind")
_HEADS: Mapping[str, str] = {
    "statement": (
        "statement|fullstatement|standardstatement|performanceexpectation|description|descriptor|wording|text|indicator"
        "|competency|competence|outcome|title|name|beschreibung|enunciado|texte|standard"
    ),
    "code": (
        "code|standardcode|humancodingscheme|codes|notation|standardid|elementid|shortname|reference|ref|number|no|nr"
        "|key|codigo|kennung|nummer|standard"
    ),
    "parent": "parent|parentcode|parentid|parentelementid|ischildof|childof|above|under",
    "kind": "kind|type|cfitemtype|itemtype|category|level",
    "place": "smartlevel|position|sequence|outlinenumber",
    "identifier": "identifier|id|uuid|guid|caseidentifier",
}
"""What each column may be called, the surest name first."""
_NOT_A_LETTER = re.compile(r"[\W_]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_STEPS = re.compile(r"[.\-/:\s]")


def read_standards(source: Source) -> Reading:
    """Read a framework from a CSV; its title is the file's name. Raises RubricError when there is nothing to use."""
    table = read_cells(source)
    asking = Asking({})
    start = next((number for number, row in enumerate(table.rows) if _columns(row).keys() & {"statement"}), None)
    if start is None:
        text = _("{file} has no column with statements.").format(file=shown(source.name))
        hint = _("Name its columns in the first row: {heads}.").format(heads=", ".join(HEADS))
        raise RubricError(text, hint)
    title = one_line(PurePosixPath(source.name.replace("\\", "/")).stem.replace("_", " ")) or _("Framework")
    rows = list(_rows(table, start, asking))
    if not rows:
        text = _("{file} holds no standard.").format(file=shown(source.name))
        raise RubricError(text, _("Write a row for each, with a code and a statement."))
    items = tuple(_items(title, rows, asking))
    count = ngettext("{count} item of a framework", "{count} items of a framework", len(items))
    asking.accepted(_("framework"), title, count.format(count=len(items)))
    identifier = str(uuid5(NAMESPACE_URL, f"certdesk:framework/{title}"))
    return Reading(FORMAT, rows=tuple(asking.rows), frameworks=(Framework(identifier, title, items),))


def template() -> bytes:
    """Return a table to begin with: the heads and two rows that say what goes where."""
    rows = (
        HEADS,
        ("A", _("Planning"), "", _("area")),
        ("A.1", _("Plans lessons that build on what learners know"), "A", _("standard")),
    )
    return write_cells(rows, marked=True)


class _Row:
    """One row by the names of its columns."""

    def __init__(self, cells: Mapping[str, str], number: int) -> None:
        self.code = one_line(cells.get("code", ""), 80)
        self.statement = clean(cells.get("statement", ""))
        self.parent = one_line(cells.get("parent", ""), 250)
        self.kind = one_line(cells.get("kind", ""), 80)
        self.place = one_line(cells.get("place", ""), 80)
        self.identifier = one_line(cells.get("identifier", ""), 200)
        if not self.code and self.identifier and not _UUID.fullmatch(self.identifier):
            self.code = self.identifier
        self.at = _("row {number}").format(number=number)


def _columns(row: tuple[str, ...]) -> dict[str, int]:
    names = [_NOT_A_LETTER.sub("", cell.lower()) for cell in row]
    found: dict[str, int] = {}
    for column, heads in _HEADS.items():
        places = (names.index(head) for head in heads.split("|") if head in names)
        place = next((place for place in places if place not in found.values()), None)
        if place is not None:
            found[column] = place
    return found


def _rows(table: Table, start: int, asking: Asking) -> Iterator[_Row]:
    columns = _columns(table.rows[start])
    codes: set[str] = set()
    for number in range(start + 1, len(table.rows)):
        cells = {name: meant(table.cell(number, column)) for name, column in columns.items()}
        row = _Row(cells, number + 1)
        if not any(cells.values()):
            continue
        if not row.statement and not row.code:
            asking.skipped(row.at, "", _("It has neither a code nor a statement."))
        elif row.code and row.code in codes:
            asking.skipped(row.at, row.code, _("Another row has the same code."))
        else:
            codes.add(row.code)
            yield row


def _items(title: str, rows: list[_Row], asking: Asking) -> Iterator[StandardItem]:
    identifiers: dict[int, str] = {}
    taken: set[str] = set()
    for number, row in enumerate(rows):
        seed = f"certdesk:standard/{title}/{row.code or row.statement}"
        own = row.identifier.lower() if _UUID.fullmatch(row.identifier) else str(uuid5(NAMESPACE_URL, seed))
        identifiers[number] = own if own not in taken else str(uuid5(NAMESPACE_URL, f"{seed}/{number}"))
        taken.add(identifiers[number])
    above = _parents(rows, identifiers, asking)
    for number, row in enumerate(rows):
        yield StandardItem(identifiers[number], row.code, row.statement or row.code, above.get(number, ""), row.kind)


def _parents(rows: list[_Row], identifiers: dict[int, str], asking: Asking) -> dict[int, str]:
    """Find what stands above each row: as its parent's cell says, else by its place ("1.2.3"), else by its code."""
    named: dict[str, str] = {}
    for number, row in enumerate(rows):
        for name in (row.code, row.identifier, row.statement):
            if name:
                named.setdefault(name.casefold(), identifiers[number])
    if any(row.parent for row in rows):
        return _as_told(rows, identifiers, named, asking)
    by_place = any(row.place for row in rows)
    if by_place:
        named = {row.place.casefold(): identifiers[number] for number, row in enumerate(rows) if row.place}
    found: dict[int, str] = {}
    for number, row in enumerate(rows):
        key = row.place if by_place else row.code
        nearest = next((named[start] for start in _beginnings(key.casefold()) if start in named), "")
        if nearest and nearest != identifiers[number]:
            found[number] = nearest
    if found and not by_place:
        asking.accepted(_("parents"), "", _("What stands below what was told from the codes; no column says it."))
    return found


def _as_told(rows: list[_Row], identifiers: dict[int, str], named: dict[str, str], asking: Asking) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, row in enumerate(rows):
        if not row.parent:
            continue
        parent = named.get(row.parent.casefold(), "")
        if parent and parent != identifiers[number]:
            found[number] = parent
        else:
            reason = _("There is no row “{parent}” to stand below; it stands at the top.")
            asking.accepted(row.at, row.code or row.statement, reason.format(parent=shown(row.parent)))
    return _without_circles(found, identifiers)


def _without_circles(found: dict[int, str], identifiers: dict[int, str]) -> dict[int, str]:
    numbers = {identifier: number for number, identifier in identifiers.items()}
    for number in list(found):
        seen = {number}
        one: int | None = number
        while one is not None and one in found:
            one = numbers.get(found[one])
            if one in seen:
                del found[number]
                break
            if one is not None:
                seen.add(one)
    return found


def _beginnings(code: str) -> Iterator[str]:
    """Return the shorter codes that one may stand below: “a.1.2” below “a.1” and “a”."""
    places = [match.start() for match in _STEPS.finditer(code)]
    return (code[:place] for place in reversed(places) if place)
