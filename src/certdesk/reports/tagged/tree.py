"""Writes the structure tree: elements, the content they own, and the way back from content to element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import MarkedContent, Node, SignatureField

_TEXTS = ("Alt", "Lang", "ActualText")
_TABLE_CELLS = ("TH", "TD")


@dataclass
class _Writer:
    """What is gathered while the tree is written."""

    pdf: pikepdf.Pdf
    pages: Sequence[pikepdf.Object]
    elements: dict[Node, pikepdf.Object] = field(default_factory=dict)
    named: dict[str, pikepdf.Object] = field(default_factory=dict)
    widgets: dict[int, pikepdf.Object] = field(default_factory=dict)


def add_structure(pdf: pikepdf.Pdf, pen: Pen, root: Node) -> None:
    """Write ``root`` and all below it into ``pdf`` as its structure tree."""
    writer = _Writer(pdf, [page.obj for page in pdf.pages])
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([_element(writer, root, tree)])
    parents: list[object] = []
    for index, page in enumerate(writer.pages):
        owners = Array([writer.elements[node] for node in pen.owners[index]])
        parents += [index, pdf.make_indirect(owners)]
        page.StructParents, page.Tabs = index, Name.S
    for key, element in sorted(writer.widgets.items()):
        parents += [key, element]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    tree.ParentTreeNextKey = len(writer.pages) + len(writer.widgets)
    if writer.named:
        flat = [part for name in sorted(writer.named) for part in (String(name), writer.named[name])]
        tree.IDTree = pdf.make_indirect(Dictionary(Names=Array(flat)))
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(writer: _Writer, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
    element = writer.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
    writer.elements[node] = element
    _write_attributes(writer, node, element)
    home = next((kid.page for kid in node.kids if isinstance(kid, MarkedContent)), None)
    if home is not None:
        element.Pg = writer.pages[home]
    kids = [_kid(writer, kid, element, home) for kid in node.kids if not isinstance(kid, Node) or _says_something(kid)]
    if kids:
        # A field stands alone in its Form, without an array: so verifiers know the place that a signature may change.
        element.K = kids[0] if [type(kid) for kid in node.kids] == [SignatureField] else Array(kids)
    return element


def _says_something(node: Node) -> bool:
    """Whether there is anything in an element; what is empty is left out, but for the cells of a table."""
    if node.tag in _TABLE_CELLS:
        return True
    return any(not isinstance(kid, Node) or _says_something(kid) for kid in node.kids)


def _kid(
    writer: _Writer, kid: Node | MarkedContent | SignatureField, element: pikepdf.Object, home: int | None
) -> object:
    match kid:
        case Node():
            return _element(writer, kid, element)
        case MarkedContent(page, number):
            return number if page == home else Dictionary(Type=Name.MCR, Pg=writer.pages[page], MCID=number)
        case SignatureField():
            return Dictionary(Type=Name.OBJR, Obj=_widget(writer, kid, element), Pg=writer.pages[kid.page])


def _widget(writer: _Writer, field_: SignatureField, element: pikepdf.Object) -> pikepdf.Object:
    """Make the field's widget, with an empty appearance: what is seen of a signature is content of the page."""
    key = len(writer.pages) + len(writer.widgets)
    left, foot, right, top = field_.rect
    empty = writer.pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary(), BBox=Array([0, 0, right - left, top - foot])
    )
    page = writer.pages[field_.page]
    widget = writer.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            F=132,
            P=page,
            T=String(field_.name.rpartition(".")[2]),
            TU=String(field_.label),
            Contents=String(field_.label),
            Rect=Array(list(field_.rect)),
            StructParent=key,
            AP=Dictionary(N=empty),
        )
    )
    if field_.locks:
        lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
        widget.Lock = writer.pdf.make_indirect(lock)
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    writer.widgets[key] = element
    return widget


def _write_attributes(writer: _Writer, node: Node, element: pikepdf.Object) -> None:
    given = node.attributes
    for name in _TEXTS:
        if name in given:
            element[f"/{name}"] = String(str(given[name]))
    if "ID" in given:
        element.ID = String(str(given["ID"]))
        writer.named[str(given["ID"])] = element
    owned = [attributes for attributes in (_table(node), _layout(node), _list(node)) if attributes is not None]
    if owned:
        element.A = owned[0] if len(owned) == 1 else Array(owned)


def _table(node: Node) -> Dictionary | None:
    given = node.attributes
    if node.tag not in _TABLE_CELLS or not {"Scope", "Headers"} & given.keys():
        return None
    attributes = Dictionary(O=Name.Table)
    if "Scope" in given:
        attributes.Scope = Name(f"/{given['Scope']}")
    headers = given.get("Headers")
    if isinstance(headers, tuple):
        attributes.Headers = Array([String(header) for header in headers])
    return attributes


def _layout(node: Node) -> Dictionary | None:
    box = node.attributes.get("BBox")
    return Dictionary(O=Name.Layout, BBox=Array(box)) if isinstance(box, list) else None


def _list(node: Node) -> Dictionary | None:
    if node.tag != "L":
        return None
    return Dictionary(O=Name.List, ListNumbering=Name(f"/{node.attributes.get('Numbering', 'None')}"))
