"""Writes the form: the empty signature fields under their full, dotted names."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, String

from certdesk.reports.tagged.structure import Node, SignatureField


def add_fields(pdf: pikepdf.Pdf, root: Node) -> None:
    """Gather the widgets on the pages under parent fields, named by the first part of their names."""
    names = {field.name.rpartition(".")[2]: field.name.rpartition(".")[0] for field in _fields(root)}
    if not names:
        return
    parents: dict[str, pikepdf.Object] = {}
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", Array()):
            group = names[str(widget.T)]
            if group not in parents:
                parents[group] = pdf.make_indirect(Dictionary(T=String(group), Kids=Array()))
            widget.Parent = parents[group]
            parents[group].Kids.append(widget)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(list(parents.values())), SigFlags=0))


def _fields(node: Node) -> list[SignatureField]:
    found = []
    for kid in node.kids:
        if isinstance(kid, Node):
            found += _fields(kid)
        elif isinstance(kid, SignatureField):
            found.append(kid)
    return found
