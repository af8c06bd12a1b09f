"""Writes the outline that a PDF reader shows beside the pages."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from certdesk.reports.tagged.structure import Bookmark


def add_outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Write ``bookmarks``, which come in reading order, as a tree by their depth."""
    if not bookmarks:
        return
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    trail = [root]
    for mark in bookmarks:
        del trail[mark.depth + 1 :]
        parent = trail[-1]
        destination = Array([pdf.pages[mark.page].obj, Name.XYZ, 0, mark.y, None])
        entry = pdf.make_indirect(Dictionary(Title=String(mark.title), Parent=parent, Dest=destination))
        if "/Last" in parent:
            parent.Last.Next, entry.Prev = entry, parent.Last
        else:
            parent.First = entry
        parent.Last = entry
        trail.append(entry)
    _count_all(root)
    pdf.Root.Outlines = root


def _count_all(entry: pikepdf.Object) -> int:
    """Set the counts that PDF wants: of all entries below that are shown, and return that number."""
    below = 0
    kid = entry.get("/First")
    while kid is not None:
        below += 1 + _count_all(kid)
        kid = kid.get("/Next")
    if below:
        entry.Count = below
    return below
