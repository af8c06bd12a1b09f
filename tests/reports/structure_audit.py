"""An audit of a tagged file, written without the code that wrote it: is it as sound for ears as it looks to eyes?"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Name

PAINTING = frozenset(("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"))
KIDS = {
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"},
    "L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
MAY_BE_EMPTY = frozenset(("TD",))
LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
HIGHER = 3.0
"""Points by which what comes later may stand higher: letters of another size on one line."""

Place = tuple[int, int]
"""The page and the number of a piece of marked content."""


@dataclass
class Element:
    """A structure element with what it owns, in reading order."""

    object: pikepdf.Object
    tag: str
    kids: list[Element] = field(default_factory=list)
    contents: list[Place] = field(default_factory=list)
    widgets: list[pikepdf.Object] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def owned(self) -> list[Place]:
        return [place for each in self.walk() for place in each.contents]


@dataclass
class Marks:
    """What the pages hold: where each piece of marked content begins and its tag, and what is wrong with marking."""

    begins: dict[Place, tuple[float, float] | None] = field(default_factory=dict)
    tags: dict[Place, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def structure_faults(path: Path) -> list[str]:
    """Name everything about the structure of a file that would mislead somebody who listens to it."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        numbers = {one.obj.objgen: number for number, one in enumerate(pdf.pages)}
        tree = pdf.Root.StructTreeRoot
        top = _items(tree.K)
        root = _element(top[0], numbers)
        marks = _marks(pdf)
        faults = [] if len(top) == 1 and root.tag == "Document" else ["the tree has no single Document at its top"]
        parts = (
            marks.faults, _ownership(root, marks), _parents(pdf, root), _shape(root), _tables(root, tree),
            _figures(root, pdf), _fields(pdf, root), _headings(root), _order(root, marks, pdf), _document(pdf, root),
        )  # fmt: skip
        return faults + [fault for part in parts for fault in part]


def _items(kids: object) -> list[object]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(source: pikepdf.Object, numbers: dict[object, int]) -> Element:
    made = Element(source, str(source.S)[1:])
    for kid in _items(source.get("/K", pikepdf.Array())):
        if not isinstance(kid, pikepdf.Object):
            made.contents.append((numbers[source.Pg.objgen], int(kid)))
        elif kid.get("/Type") == Name.MCR:
            made.contents.append((numbers[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == Name.OBJR:
            made.widgets.append(kid.Obj)
        else:
            made.kids.append(_element(kid, numbers))
    return made


def _marks(pdf: pikepdf.Pdf) -> Marks:
    marks = Marks()
    for number, one in enumerate(pdf.pages):
        stack: list[str | Place] = []
        for operands, operator in pikepdf.parse_content_stream(one):
            word = str(operator)
            if word in {"BDC", "BMC"}:
                _open(marks, stack, number, operands)
            elif word == "EMC":
                stack.pop()
            elif word == "Tm" and stack and isinstance(stack[0], tuple) and marks.begins[stack[0]] is None:
                marks.begins[stack[0]] = (float(operands[4]), float(operands[5]))
            elif word in PAINTING and not stack:
                marks.faults.append(f"page {number + 1}: {word} is neither content nor artifact")
        if stack:
            marks.faults.append(f"page {number + 1}: marks are not balanced")
    return marks


def _open(marks: Marks, stack: list[str | Place], page: int, operands: list[pikepdf.Object]) -> None:
    properties = operands[1] if len(operands) > 1 else None
    tag = str(operands[0])[1:]
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        place = (page, int(properties.MCID))
        if stack:
            marks.faults.append(f"page {page + 1}: content {place[1]} stands inside other marks")
        if place in marks.tags:
            marks.faults.append(f"page {page + 1}: the number {place[1]} is used twice")
        marks.tags[place], marks.begins[place] = tag, None
        stack.append(place)
        return
    if tag == "Artifact" and stack:
        marks.faults.append(f"page {page + 1}: an artifact stands inside content")
    stack.append(tag)


def _ownership(root: Element, marks: Marks) -> Iterator[str]:
    owners: dict[Place, list[Element]] = {}
    for element in root.walk():
        for place in element.contents:
            owners.setdefault(place, []).append(element)
    for place, tag in marks.tags.items():
        found = owners.get(place, [])
        if len(found) != 1:
            yield f"content {place} belongs to {len(found)} elements"
        elif found[0].tag != tag:
            yield f"content {place} is tagged {tag}, its element {found[0].tag}"
    yield from (f"content {place} is nowhere on the page" for place in owners.keys() - marks.tags.keys())


def _parents(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    """Check the way back from content and fields to elements."""
    tree = pdf.Root.StructTreeRoot
    flat = list(tree.ParentTree.Nums)
    back = dict(zip((int(key) for key in flat[::2]), flat[1::2], strict=True))
    widgets = [(widget, element) for element in root.walk() for widget in element.widgets]
    if any(back[int(widget.StructParent)].objgen != element.object.objgen for widget, element in widgets):
        yield "a field leads back to another element"
    used = {int(one.obj.StructParents) for one in pdf.pages} | {int(widget.StructParent) for widget, _owner in widgets}
    if used != set(back) or list(back) != sorted(back) or int(tree.ParentTreeNextKey) <= max(back):
        yield "the keys of the parent tree are not those in use"
    if any(kid.object.P.objgen != element.object.objgen for element in root.walk() for kid in element.kids):
        yield "an element names another parent"
    for number, one in enumerate(pdf.pages):
        named = [each.objgen for each in back[int(one.obj.StructParents)]]
        owned = {place[1]: each.object.objgen for each in root.walk() for place in each.contents if place[0] == number}
        if named != [owned.get(at) for at in range(len(named))] or len(owned) != len(named):
            yield f"page {number + 1}: the way back to its elements is wrong"
        if one.obj.get("/Tabs") != Name.S:
            yield f"page {number + 1}: the tab key does not follow the structure"


def _shape(root: Element) -> Iterator[str]:
    for element in root.walk():
        wanted = KIDS.get(element.tag)
        if wanted and not {kid.tag for kid in element.kids} <= wanted:
            yield f"a {element.tag} holds {[kid.tag for kid in element.kids]}"
        if wanted and element.contents:
            yield f"a {element.tag} holds content without an element of its own"
        if not element.kids and not element.contents and not element.widgets and element.tag not in MAY_BE_EMPTY:
            yield f"a {element.tag} is empty"
        if "/Lang" in element.object and not LANGUAGE.fullmatch(str(element.object.Lang)):
            yield f"{element.object.Lang} is no language"


def _tables(root: Element, tree: pikepdf.Object) -> Iterator[str]:
    names = [str(name) for name in list(tree.IDTree.Names)[::2]] if "/IDTree" in tree else []
    if names != sorted(set(names)):
        yield "the names of elements are not in order or not unique"
    for table in (each for each in root.walk() if each.tag == "Table"):
        rows = [each for each in table.walk() if each.tag == "TR"]
        if len({len(row.kids) for row in rows}) > 1:
            yield "a table's rows have different numbers of cells"
        across = bool(rows) and all(cell.tag == "TH" for cell in rows[0].kids)
        if not across and any(row.kids[0].tag != "TH" for row in rows):
            yield "a table has headers neither for its columns nor for its rows"
        for cell in (kid for row in rows for kid in row.kids):
            attributes = cell.object.get("/A", pikepdf.Dictionary())
            if cell.tag == "TH" and str(attributes.get("/Scope", "")) not in {"/Row", "/Column", "/Both"}:
                yield "a header doesn't say for what it is one"
            if any(str(name) not in names for name in attributes.get("/Headers", ())):
                yield "a cell names a header that is not there"


def _figures(root: Element, pdf: pikepdf.Pdf) -> Iterator[str]:
    for figure in (each for each in root.walk() if each.tag in {"Figure", "Formula"}):
        if not str(figure.object.get("/Alt", "")).strip():
            yield "a figure has no words"
        box = figure.object.get("/A", pikepdf.Dictionary()).get("/BBox")
        if box is None:
            yield "a figure has no place"
            continue
        left, foot, right, top = (float(side) for side in box)
        _x, _y, wide, high = (float(side) for side in pdf.pages[figure.contents[0][0]].mediabox)
        if not (0 <= left < right <= wide and 0 <= foot < top <= high):
            yield "a figure is not on the page"


def _fields(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    owned = {widget.objgen: element for element in root.walk() for widget in element.widgets}
    for one in pdf.pages:
        for widget in one.obj.get("/Annots", ()):
            if widget.objgen not in owned:
                yield "a field belongs to no element"
                continue
            for key in ("/TU", "/Contents"):
                if not str(widget.get(key, "")).strip():
                    yield f"a field has no {key}"
            if not str(owned[widget.objgen].object.get("/Alt", "")).strip():
                yield "a Form has no words"
            if widget.P.objgen != one.obj.objgen:
                yield "a field names another page"


def _headings(root: Element) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in root.walk() if re.fullmatch("H[1-6]", each.tag)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "there is not one title at the beginning"
    yield from ("headings leave out a level" for before, after in pairwise(levels) if after > before + 1)


def _order(root: Element, marks: Marks, pdf: pikepdf.Pdf) -> Iterator[str]:
    """Check that what is read later is drawn later, and that it stands lower or further in the line's direction.

    The cells of one row may be drawn in any order: they stand beside each other.
    """
    rtl = pdf.Root.ViewerPreferences.get("/Direction") == Name.R2L
    for element in root.walk():
        if element.tag == "TR":
            continue
        parts = [[place] for place in element.contents]
        parts += [owned for kid in element.kids if (owned := kid.owned())]
        for part, after in pairwise(parts):
            for page in {at for at, _number in part} & {at for at, _number in after}:
                if max(at for at in part if at[0] == page) > min(at for at in after if at[0] == page):
                    yield f"in a {element.tag} on page {page + 1} what is read later is drawn earlier"
        yield from _places(element.tag, [_begin(part, marks) for part in parts], rtl=rtl)


def _begin(part: list[Place], marks: Marks) -> tuple[int, float, float] | None:
    return next(((place[0], *begin) for place in part if (begin := marks.begins.get(place))), None)


def _places(tag: str, begins: list[tuple[int, float, float] | None], *, rtl: bool) -> Iterator[str]:
    for (page, x, y), (next_page, next_x, next_y) in pairwise([begin for begin in begins if begin]):
        onward = next_x < x if rtl else next_x > x
        if next_page == page and next_y > y + HIGHER and not onward:
            yield f"in a {tag} on page {page + 1} what is read later stands higher"


def _document(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    if not LANGUAGE.fullmatch(str(pdf.Root.get("/Lang", ""))):
        yield "the document has no language"
    if not pdf.Root.ViewerPreferences.get("/DisplayDocTitle") or not str(pdf.docinfo.get("/Title", "")).strip():
        yield "the document shows no title"
    if len([each for each in root.walk() if re.fullmatch("H[1-6]", each.tag)]) > 1 and "/Outlines" not in pdf.Root:
        yield "headings but no bookmarks"
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            entry = waiting.pop()
            waiting += entry.children
            if not entry.title.strip() or entry.destination is None:
                yield "a bookmark says nothing or leads nowhere"
    for font in (font for one in pdf.pages for font in one.resources.get("/Font", {}).values()):
        if "/ToUnicode" not in font or "/FontFile2" not in font.DescendantFonts[0].FontDescriptor:
            yield "a font is not embedded or can't be read back"
