"""1EdTech CASE packages, versions 1.0 and 1.1, as programs really write them: any case of letters, several shapes."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from uuid import NAMESPACE_URL, uuid5

from certdesk.core.fields import exact_number
from certdesk.core.standards import Framework, StandardItem
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.json_tree import Json, text_of
from certdesk.rubric_formats.marked_up import words_of

_DEEPEST = 6
_EXPONENT = re.compile(r"(-?\d{1,12}(?:\.\d{1,12})?)[eE]([+-]?\d{1,2})")
_FRAYED = re.compile(r"-?\d{1,9}\.\d{13,25}")
_LAST = Fraction(10**12)
_CHILD_OF, _PART_OF = "ischildof", "ispartof"


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of a package; its fields are found whatever the case of their names."""

    fields: dict[str, Json]

    def text(self, *names: str) -> str:
        """Return the first of these fields that has words."""
        return next((text for name in names if (text := text_of(self.fields.get(name)).strip())), "")

    def things(self, *names: str) -> tuple[Thing, ...]:
        """Return the objects in the first of these fields that is there; one alone counts as a list of one."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, dict):
                # Some programs write a list as an object that holds the list, or as one by identifier.
                lists = [part for part in value.values() if isinstance(part, list)]
                if len(value) == 1 and lists:
                    return tuple(thing(part) for part in lists[0] if isinstance(part, dict))
                inner = [thing(part) for part in value.values() if isinstance(part, dict)]
                return tuple(inner) if inner and "identifier" not in lowered(value) else (thing(value),)
            if isinstance(value, list):
                return tuple(thing(part) for part in value if isinstance(part, dict))
        return ()

    def number(self, name: str) -> Fraction | None:
        """Return an exact number, or None."""
        return exact(text_of(self.fields.get(name)))


@dataclass(frozen=True, slots=True)
class Package:
    """A document with its items, associations and rubrics."""

    document: Thing
    items: tuple[Thing, ...]
    associations: tuple[Thing, ...]
    rubrics: tuple[Thing, ...]


def thing(value: Json) -> Thing:
    """Return an object with the names of its fields in small letters."""
    return Thing(lowered(value) if isinstance(value, dict) else {})


def lowered(value: dict[str, Json]) -> dict[str, Json]:
    """Return the fields by their names in small letters without marks between the words."""
    return {name.lower().replace("_", "").replace("-", ""): part for name, part in value.items()}


def exact(text: str) -> Fraction | None:
    """Read a number exactly as it is written, also 1e2; None when it isn't one or is out of all proportion."""
    text = text.strip()
    power = _EXPONENT.fullmatch(text)
    try:
        if power:
            return Fraction(power[1]) * Fraction(10) ** int(power[2]) if abs(int(power[2])) <= 12 else None
        return exact_number(text)
    except ValueError:
        return None


def mended(text: str) -> Fraction | None:
    """Read a number with more decimals than anybody types as the short one that a computer stored inexactly.

    None when there is no such short number: 0.30000000000000004 is 0.3, and so is 0.30000001192092896.
    """
    if not _FRAYED.fullmatch(text):
        return None
    stored = float(text)
    short = Fraction(f"{stored:.6f}")
    halves = struct.pack("f", float(short)) == struct.pack("f", stored)
    return short if halves or abs(float(short) - stored) < 1e-12 else None


def all_decimals(text: str) -> Fraction | None:
    """Read a number with however many decimals it has; None when it is short, or no number."""
    return Fraction(text) if _FRAYED.fullmatch(text) else None


def packages(value: Json) -> Iterator[Package]:
    """Find the packages of a file: one, several, one inside an answer of a server, or its parts alone."""
    yield from _packages(value, 0)


def _packages(value: Json, depth: int) -> Iterator[Package]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        rubrics = tuple(thing(part) for part in value if isinstance(part, dict) and _is_rubric(lowered(part)))
        if rubrics:
            yield Package(Thing({}), (), (), rubrics)
            return
        for part in value:
            yield from _packages(part, depth + 1)
        return
    if not isinstance(value, dict):
        return
    fields = lowered(value)
    if _is_rubric(fields):
        yield Package(Thing({}), (), (), (Thing(fields),))
        return
    whole = Thing(fields)
    items, rubrics = whole.things("cfitems", "cfitem"), whole.things("cfrubrics", "cfrubric", "rubrics")
    documents = whole.things("cfdocument", "cfdocuments")
    if items or rubrics:
        document = documents[0] if documents else whole if whole.text("title") else Thing({})
        yield Package(document, items, whole.things("cfassociations", "cfassociation"), rubrics)
        return
    for part in value.values():
        if isinstance(part, (dict, list)):
            yield from _packages(part, depth + 1)


def _is_rubric(fields: dict[str, Json]) -> bool:
    """Whether an object is a rubric by CASE's names, or says that it is one and has criteria with levels."""
    if any(name in fields for name in ("cfrubriccriteria", "cfrubriccriterion", "cfrubriccriterions")):
        return True
    criteria = Thing(fields).things("criteria")
    return text_of(fields.get("type")).lower() == "rubric" and any("levels" in one.fields for one in criteria)


def criteria_of(rubric: Thing) -> tuple[Thing, ...]:
    """Return a rubric's criteria in their order."""
    found = rubric.things("cfrubriccriteria", "cfrubriccriterion", "cfrubriccriterions", "rubriccriteria", "criteria")
    return in_position(found)


def levels_of(criterion: Thing) -> tuple[Thing, ...]:
    """Return a criterion's levels in their order."""
    names = ("cfrubriccriterionlevels", "cfrubriccriterionlevel", "cfrubriclevels", "criterionlevels", "levels")
    return in_position(criterion.things(*names))


def named(criteria: tuple[Thing, ...], seed: str) -> tuple[Thing, ...]:
    """Give an identifier to every criterion and level that has none, or one that another has already."""
    taken: set[str] = set()
    return tuple(_named(one, f"{seed}/{number}", taken) for number, one in enumerate(criteria, start=1))


def _named(one: Thing, seed: str, taken: set[str]) -> Thing:
    levels: list[Json] = [
        level.fields | {"identifier": _identifier(level, f"{seed}/{number}", taken)}
        for number, level in enumerate(levels_of(one), start=1)
    ]
    return Thing(one.fields | {"identifier": _identifier(one, seed, taken), "cfrubriccriterionlevels": levels})


def _identifier(one: Thing, seed: str, taken: set[str]) -> str:
    known = one_line(one.text("identifier", "id"), 200)
    identifier = known if known and known not in taken else str(uuid5(NAMESPACE_URL, f"certdesk:case/{seed}"))
    taken.add(identifier)
    return identifier


def in_position(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Sort by position; those without one keep their place behind."""
    return tuple(sorted(things, key=_position))


def _position(one: Thing) -> Fraction:
    position = one.number("position")
    return _LAST if position is None else position


def framework(package: Package, asking: Asking) -> Framework | None:
    """Return the package's items as a framework, parents before children; None when it has no items."""
    items = _items(package, asking)
    if not items:
        return None
    document = package.document
    identifier = document.text("identifier") or document.text("uri") or items[0].identifier
    return Framework(
        identifier=one_line(identifier),
        title=one_line(document.text("title")) or _("Framework"),
        items=items,
        creator=one_line(document.text("creator", "publisher")),
        version=one_line(document.text("version", "adoptionstatus")),
        uri=one_line(document.text("uri"), 2000),
    )


def _items(package: Package, asking: Asking) -> tuple[StandardItem, ...]:
    found: dict[str, Thing] = {}
    for number, item in enumerate(package.items, start=1):
        identifier = one_line(item.text("identifier", "id", "uri"))
        statement = item.text("fullstatement", "abbreviatedstatement", "title")
        place = _("item {number}").format(number=number)
        if not identifier:
            asking.skipped(place, statement, _("It has no identifier."))
        elif identifier in found:
            asking.skipped(place, statement, _("Another item has the same identifier."))
        elif not statement and not code_of(item):
            asking.skipped(place, identifier, _("It has neither a code nor a statement."))
        else:
            found[identifier] = item
    parents, order = _tree(package, set(found))
    return tuple(_item(found[id_], id_, parents.get(id_, "")) for id_ in _in_order(list(found), parents, order))


def _item(item: Thing, identifier: str, parent: str) -> StandardItem:
    return StandardItem(
        identifier=identifier,
        code=code_of(item),
        statement=words_of(item.text("fullstatement", "abbreviatedstatement", "title")),
        parent=parent,
        kind=one_line(item.text("cfitemtype", "type")),
        uri=one_line(item.text("uri"), 2000),
    )


def code_of(item: Thing) -> str:
    """Return the code that people use for an item."""
    return one_line(item.text("humancodingscheme", "listenumeration", "abbreviatedstatement"), 80)


def _tree(package: Package, known: set[str]) -> tuple[dict[str, str], dict[str, Fraction]]:
    """Return each item's parent and its number among its siblings, from what is a child of what."""
    parents: dict[str, str] = {}
    order: dict[str, Fraction] = {}
    kinds = [(one.text("associationtype", "type").lower(), one) for one in package.associations]
    ranked = [one for wanted in (_CHILD_OF, _PART_OF) for kind, one in kinds if kind == wanted]
    for association in ranked:
        child, parent = _end(association, "origin"), _end(association, "destination")
        if child in known and child not in parents and child != parent:
            parents[child] = parent if parent in known else ""
            number = association.number("sequencenumber")
            order[child] = _LAST if number is None else number
    return parents, order


def _end(association: Thing, which: str) -> str:
    """Return the identifier at one end of an association, which may be an object or only a text."""
    name = f"{which}nodeuri"
    value = association.fields.get(name, association.fields.get(f"{which}nodeidentifier"))
    if isinstance(value, dict):
        return one_line(thing(value).text("identifier", "uri"))
    return one_line(text_of(value).rstrip("/").rpartition("/")[2])


def _in_order(ids: list[str], parents: dict[str, str], order: dict[str, Fraction]) -> Iterator[str]:
    """Walk the tree from the top; items that are their own ancestors come at the end, as if they had no parent."""
    below: dict[str, list[str]] = {}
    for id_ in sorted(ids, key=lambda one: order.get(one, _LAST)):
        below.setdefault(parents.get(id_, ""), []).append(id_)
    seen: set[str] = set()
    waiting = list(reversed(below.get("", [])))
    while waiting:
        id_ = waiting.pop()
        seen.add(id_)
        yield id_
        waiting.extend(reversed(below.get(id_, [])))
    for id_ in ids:
        if id_ not in seen:
            parents[id_] = ""
            yield id_
