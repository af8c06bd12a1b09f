"""What each row of a candidates' list says, and what is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from certdesk.core.candidates import ExternalId
from certdesk.core.fields import shown
from certdesk.core.importing import Verdict
from certdesk.core.words import _
from certdesk.intake.candidates.columns import ColumnMatch, Part, Rows
from certdesk.intake.names import same_name, visible_name

_LINE, _PARAGRAPH, _CODE = 300, 5_000, 64
_NUMBER_AT_END = re.compile(r"\D*?([0-9]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_NOBODY = frozenset({
    "points possible", "student test", "test student", "total", "sum", "summe", "average", "n/a", "date", "points",
    "class average", "overall average", "gesamt", "durchschnitt", "moyenne", "promedio", "media", "média", "gemiddelde",
    "итого", "合计", "平均", "المجموع",
})  # fmt: skip
SYSTEM = "list"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: its number as people count, what it says, and what becomes of it."""

    number: int
    name: str
    school: str = ""
    language: str = ""
    code: str = ""
    programme: str = ""
    cohort: str = ""
    subject: str = ""
    note: str = ""
    known_as: tuple[ExternalId, ...] = ()
    verdict: Verdict = Verdict.ACCEPTED
    reason: str = ""


def read_rows(rows: Rows, match: ColumnMatch) -> tuple[ListRow, ...]:
    """Read all rows below the headings; empty ones are passed over. Rows of one name are asked about."""
    above: dict[Part, str] = {}
    found: list[ListRow] = []
    for number, row in enumerate(rows):
        if number <= match.heading or not any(cell.strip() for cell in row):
            continue
        cells = {part: _tidy(row[at]) for at, part in enumerate(match.parts) if part is not None and at < len(row)}
        for part in match.fill_down:
            cells[part] = above[part] = cells.get(part) or above.get(part, "")
        found.append(_row(number + 1, cells))
    return _without_doubles(found)


def full_name(cells: dict[Part, str]) -> str:
    """Write a name as people say it: "Doe, Jane" becomes "Jane Doe"."""
    parts = [cells.get(Part.FIRST_NAME, ""), cells.get(Part.LAST_NAME, "")]
    name = cells.get(Part.NAME, "") or " ".join(part for part in parts if part)
    last, comma, first = name.partition(",")
    if comma and first.strip() and last.strip() and "," not in first:
        return f"{first.strip()} {last.strip()}"
    return name


def _row(number: int, cells: dict[Part, str]) -> ListRow:
    name = full_name(cells)
    row = ListRow(
        number=number,
        name=name[:_LINE],
        school=cells.get(Part.SCHOOL, "")[:_LINE],
        language=_language(cells.get(Part.LANGUAGE, "")),
        code=cells.get(Part.CODE, "")[:_CODE],
        programme=cells.get(Part.PROGRAMME, "")[:_LINE],
        cohort=cells.get(Part.COHORT, "")[:_LINE],
        subject=cells.get(Part.SUBJECT, "")[:_LINE],
        note=cells.get(Part.NOTE, "")[:_PARAGRAPH],
        known_as=_known_as(cells),
    )
    if same_name(name) in _NOBODY or same_name(cells.get(Part.NAME, "")) in _NOBODY:
        return replace(row, verdict=Verdict.SKIPPED, reason=_("it names no person"))
    if not any(character.isalpha() for character in name):
        if any(same_name(value) in _NOBODY for value in cells.values()):
            return replace(row, known_as=(), verdict=Verdict.SKIPPED, reason=_("it names no person"))
        if row.known_as or row.code:
            return replace(row, verdict=Verdict.QUESTION, reason=_("its name is missing"))
        return replace(row, verdict=Verdict.SKIPPED, reason=_("it has no name"))
    return row


def _known_as(cells: dict[Part, str]) -> tuple[ExternalId, ...]:
    ids = []
    for part in (Part.EMAIL, Part.USERNAME, Part.NUMBER):
        value = cells.get(part, "")
        if part is Part.NUMBER and (ends := _NUMBER_AT_END.fullmatch(value)):
            value = ends[1]  # "Participant 12345", as Moodle writes it
        if part is not Part.NUMBER:
            value = value.casefold()
        if part is Part.EMAIL and "@" not in value:
            continue  # "anonymous", as forms write it
        value = value.removeprefix("#")  # some systems write it before every user name and number
        if value and len(value) <= _LINE:
            ids.append(ExternalId(SYSTEM, part.value, value))
    return tuple(ids)


def _language(text: str) -> str:
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) and len(text) <= 35 else ""


def _tidy(cell: str) -> str:
    """Take out what nobody sees, and the apostrophe by which a spreadsheet was told that this is a text."""
    text = " ".join(visible_name(cell.replace("\t", " ").replace("\n", " ")).split())
    return text[1:] if re.match(r"'[=+\-@0-9]", text) else text


def _without_doubles(rows: list[ListRow]) -> tuple[ListRow, ...]:
    """Skip rows that say the same as an earlier one, and ask about two of one name or one address."""
    seen: dict[tuple[str, tuple[ExternalId, ...], str, str], int] = {}
    names: dict[str, list[int]] = defaultdict(list)
    ids: dict[ExternalId, list[int]] = defaultdict(list)
    checked = list(rows)
    for at, row in enumerate(rows):
        if row.verdict is not Verdict.ACCEPTED:
            continue
        key = (same_name(row.name), row.known_as, same_name(row.code), same_name(row.school))
        if key in seen:
            text = _("it says the same as row {number}").format(number=rows[seen[key]].number)
            checked[at] = replace(row, verdict=Verdict.SKIPPED, reason=text)
            continue
        seen[key] = at
        names[same_name(row.name)].append(at)
        for known in row.known_as:
            ids[known].append(at)
    for places in ids.values():
        _ask(checked, places, _("rows {numbers} have the same address, user name or number"))
    for places in names.values():
        _ask(checked, places, _("rows {numbers} have the same name: one person or two?"))
    return tuple(checked)


def _ask(rows: list[ListRow], places: list[int], text: str) -> None:
    if len(places) < 2:
        return
    numbers = shown(", ".join(str(rows[at].number) for at in places))
    for at in places:
        rows[at] = replace(rows[at], verdict=Verdict.QUESTION, reason=text.format(numbers=numbers))
