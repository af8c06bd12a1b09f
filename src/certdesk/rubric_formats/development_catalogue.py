"""Catalogues of professional development: `schema: certdesk.development-catalogue/1`, and as a table (CSV)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import yaml

from certdesk.core.catalogue import Offer, checked, meant
from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.fields import Fields, shown
from certdesk.core.words import _
from certdesk.rubric_formats.csv_cells import read_cells, write_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.our_yaml import top
from certdesk.rubric_formats.text_encoding import decoded

SCHEMA = "certdesk.development-catalogue/1"
MOST_OFFERS = 5000
_FIELDS = ("id", "title", "criteria", "length", "form", "language", "where_found", "note", "offline", "active")
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


def read_catalogue(source: Source) -> tuple[Offer, ...]:
    """Read a catalogue in our YAML or as a table. Raises RubricError, which says where and what to do."""
    text = source.data[:4000]
    if b"certdesk.development-catalogue" in text:
        return read_catalogue_yaml(decoded(source.data), name=source.name)
    return _read_table(source)


def read_catalogue_yaml(text: str, *, name: str) -> tuple[Offer, ...]:
    """Read our YAML; ``name`` is the file's name for messages. Raises RubricError."""
    file = top(text, name, SCHEMA)
    file.only("schema", "language", "offers")
    language = file.text("language", "")
    parts = file.children("offers", _("offer"))
    return _unique(_offer(one.at(_("offer {id}").format(id=shown(one.text("id")))), language) for one in parts)


def catalogue_yaml(offers: Iterable[Offer]) -> bytes:
    """Write a catalogue as our YAML."""
    plain = {"schema": SCHEMA, "offers": [one.plain() for one in offers]}
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110).encode()


def catalogue_csv(offers: Iterable[Offer]) -> bytes:
    """Write a catalogue as a table that spreadsheets open; several criteria stand in one cell with blanks between."""
    rows: list[tuple[str, ...]] = [_FIELDS]
    rows += [tuple(_cell(one.plain()[name]) for name in _FIELDS) for one in offers]
    return write_cells(rows, marked=True)


def _offer(fields: Fields, language: str) -> Offer:
    fields.only(*_FIELDS)
    try:
        return checked(
            Offer(
                id=fields.text("id"),
                title=fields.text("title"),
                criteria=tuple(meant(one) for one in fields.texts("criteria")),
                length=fields.text("length", ""),
                form=fields.text("form", ""),
                language=fields.text("language", language),
                where_found=fields.text("where_found", ""),
                note=fields.text("note", ""),
                offline=fields.flag("offline", default=False),
                active=fields.flag("active", default=True),
            )
        )
    except RubricError:
        raise
    except CertDeskError as problem:
        raise fields.fail(str(problem), problem.hint) from problem


def _read_table(source: Source) -> tuple[Offer, ...]:
    rows = read_cells(source).rows
    head = [cell.strip().lower().replace(" ", "_") for cell in rows[0]] if rows else []
    if not {"title", "criteria"} <= set(head):
        text = _("{file} is no catalogue of professional development.").format(file=shown(source.name))
        raise RubricError(
            text, _("Its first row needs the columns title and criteria; id, length, form and more may follow.")
        )
    offers = []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(head, (*row, *[""] * (len(head) - len(row))), strict=False))
        if any(cell.strip() for cell in row):
            offers.append(_from_cells(cells, _("{file}, row {row}").format(file=shown(source.name), row=number)))
    return _unique(offers)


def _from_cells(cells: Mapping[str, str], where: str) -> Offer:
    values: dict[str, object] = {name: cells[name] for name in _FIELDS if cells.get(name, "").strip()}
    values.setdefault("id", slug(cells.get("title", "")))
    values["criteria"] = cells.get("criteria", "").replace(",", " ").replace(";", " ").split()
    values["offline"] = "true" if _YES.get(cells.get("offline", "").strip().lower(), False) else "false"
    values["active"] = "true" if _YES.get(cells.get("active", "yes").strip().lower() or "yes", True) else "false"
    return _offer(Fields(values, where, RubricError), "")


def slug(title: str) -> str:
    """Make an id of a title: its letters and digits with hyphens."""
    made = "".join(letter if letter.isalnum() else "-" for letter in title.casefold())
    return "-".join(part for part in made.split("-") if part)[:60] or "offer"


def _unique(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for one in offers:
        if one.id in found:
            text = _("There are two offers {id}.").format(id=shown(one.id))
            raise RubricError(text, _("Give one of them another id."))
        found[one.id] = one
        if len(found) > MOST_OFFERS:
            raise RubricError(_("There are more offers than any catalogue has."), _("Choose another file."))
    return tuple(found.values())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
