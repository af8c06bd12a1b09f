"""Jupyter notebooks: their texts, programs and results in order. Nothing is run."""

from __future__ import annotations

import base64
import binascii
import io
import json
from collections.abc import Iterator

from certdesk.evidence.decoders import photos, texts
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Paragraph, PictureBlock

MAX_BYTES = 64 * 2**20
MAX_PICTURES = 40
_MAX_SIDE = 900
_MAX_OUTPUT = 5000
_PICTURES = ("image/png", "image/jpeg")


def read(opened: OpenedFile, *, pictures: bool) -> Iterator[Block]:
    """Yield the cells of a notebook."""
    if opened.size > MAX_BYTES:
        raise Refused(Case.TOO_LARGE)
    try:
        notebook = json.loads(opened.everything())
    except (ValueError, RecursionError) as problem:
        raise Refused(Case.DAMAGED) from problem
    cells = _list(notebook, "cells")
    if not cells and _list(notebook, "worksheets"):  # as it was written before 2015
        cells = _list(_list(notebook, "worksheets")[0], "cells")
    left = MAX_PICTURES if pictures else 0
    for cell in cells:
        for block in _cell(cell, left > 0):
            left -= isinstance(block, PictureBlock)
            yield block


def _cell(cell: object, pictures: bool) -> Iterator[Block]:
    source = _text(cell, "source") or _text(cell, "input")
    if _text(cell, "cell_type") in {"markdown", "heading"}:
        yield from texts.joined_tables(texts.markdown_blocks(source))
        return
    if source.strip():
        yield Paragraph(source.strip("\n"))
    for output in _list(cell, "outputs"):
        yield from _output(output, pictures)


def _output(output: object, pictures: bool) -> Iterator[Block]:
    data = output.get("data") if isinstance(output, dict) else None
    shown = _picture(data) if pictures else None
    if shown is not None:
        yield shown
        return
    text = _text(output, "text") or _text(data, "text/plain")
    if not text and _text(output, "ename"):
        text = f"{_text(output, 'ename')}: {_text(output, 'evalue')}"
    if text.strip():
        yield Paragraph("\n".join(f"→ {line}" for line in text.strip("\n")[:_MAX_OUTPUT].split("\n")))


def _picture(data: object) -> PictureBlock | None:
    for kind in _PICTURES:
        encoded = _text(data, kind)
        if not encoded:
            continue
        try:
            picture = photos.decode(io.BytesIO(base64.b64decode(encoded)), _MAX_SIDE)
        except (binascii.Error, ValueError):
            continue  # not a picture after all: its words are shown
        if picture is not None:
            return PictureBlock(picture, _text(data, "text/plain")[:200])
    return None


def _list(value: object, key: str) -> list[object]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _text(value: object, key: str) -> str:
    """Return a text, which a notebook may store as a list of lines."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, list):
        found = "".join(each for each in found if isinstance(each, str))
    return texts.cleaned(found) if isinstance(found, str) else ""
