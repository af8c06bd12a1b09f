"""SVG drawings by resvg: nothing outside the file is ever opened, and nothing in it runs or moves."""

from __future__ import annotations

import io
import math
import re
from xml.etree.ElementTree import Element, ParseError, tostring

import resvg_py
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image

from certdesk import shipped
from certdesk.evidence.decoders.decoded import Drawing
from certdesk.evidence.decoders.natives import damaged_if_it_fails
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.orientation import Box
from certdesk.evidence.decoders.pictures import to_picture
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture

_MOST_BYTES = 32 * 2**20
_MOST_PARTS = 400_000
_MOST_DEPTH = 200
_MOST_DRAWN = 16_000_000
_LONG_SIDE = 2048
_LONGEST_SIDE = 10_000
_SVG = "{http://www.w3.org/2000/svg}"
_NOT_KEPT = frozenset({"script", "foreignObject", "animate", "animateTransform", "animateMotion", "set", "iframe"})
_PICTURE_DATA = re.compile(r"\s*data:image/(png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_OUTSIDE_URL = re.compile(r"url\(\s*['\"]?\s*(?!#|data:image/(?:png|jpe?g|gif|webp))[^)]*\)", re.IGNORECASE)
_IMPORT = re.compile(r"@import[^;]*;?", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*$")
_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_USUAL_SIZE = (300.0, 150.0)


def drawing_of(opened: OpenedFile) -> Drawing:
    """Return the drawing of a file, read once."""
    if opened.drawing is None:
        if opened.size > _MOST_BYTES:
            raise Refused(Case.TOO_LARGE)
        opened.drawing = _harmless(opened.everything())
    return opened.drawing


def render(drawing: Drawing, box: tuple[int, int], region: Box | None) -> Picture:
    """Return the drawing, or a part of it in its pixels, as sharp as the given box allows; never larger than it."""
    with damaged_if_it_fails():
        return to_picture(Image.open(io.BytesIO(as_png(drawing, box, region)), formats=("PNG",)))


def as_png(drawing: Drawing, box: tuple[int, int], region: Box | None = None) -> bytes:
    """Return what `render` does as a PNG, what nothing is drawn on transparent."""
    left, top, across, down = _within(region or (0, 0, *drawing.size), drawing.size)
    scale = min(box[0] / across, box[1] / down, 1.0 if region is not None else math.inf)
    scale = min(scale, (_MOST_DRAWN / (across * down)) ** 0.5, max(1.0, max(drawing.size) / max(across, down)))
    size = max(1, round(across * scale)), max(1, round(down * scale))
    unit = drawing.own_size[0] / drawing.size[0]
    view = f"{left * unit:.6f} {top * unit:.6f} {across * unit:.6f} {down * unit:.6f}"
    framed = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" viewBox="{view}" '
        f'preserveAspectRatio="none">{drawing.xml}</svg>'
    )
    with damaged_if_it_fails():
        return resvg_py.svg_to_bytes(
            svg_string=framed,
            width=size[0],
            height=size[1],
            skip_system_fonts=True,
            font_dirs=[str(shipped.resources() / "fonts")],
            font_family="Noto Sans",
            sans_serif_family="Noto Sans",
            serif_family="Noto Serif",
            cursive_family="Noto Sans",
            fantasy_family="Noto Sans",
            monospace_family="Noto Sans",
        )


def _harmless(data: bytes) -> Drawing:
    try:
        root = ElementTree.fromstring(data, forbid_entities=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise Refused(Case.DAMAGED) from problem
    if not root.tag.endswith("svg"):
        raise Refused(Case.DAMAGED)
    _tame(root)
    own = _own_size(root)
    root.set("x", "0")
    root.set("y", "0")
    root.set("width", repr(own[0]))
    root.set("height", repr(own[1]))
    return Drawing(tostring(root, encoding="unicode"), own, _pixels(own))


def _tame(root: Element) -> None:
    """Take out what leads outside, what runs and what moves; raises `Refused` when there is too much of it."""
    ahead, parts = [(root, 1)], 0
    while ahead:
        part, depth = ahead.pop()
        parts += 1
        if parts > _MOST_PARTS or depth > _MOST_DEPTH:
            raise Refused(Case.UNPACKS_TOO_BIG)
        _tame_one(part)
        for child in list(part):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _NOT_KEPT:
                part.remove(child)
            else:
                ahead.append((child, depth + 1))


def _tame_one(part: Element) -> None:
    for name, value in list(part.attrib.items()):
        plain = name.rpartition("}")[2].lower()
        leads_out = plain in {"href", "src"} and not (value.strip().startswith("#") or _PICTURE_DATA.match(value))
        if leads_out or plain == "base" or plain.startswith("on"):
            del part.attrib[name]
        elif "url(" in value.lower():
            part.set(name, _OUTSIDE_URL.sub("none", value))
    if part.text and part.tag.rpartition("}")[2] == "style":
        part.text = _OUTSIDE_URL.sub("none", _IMPORT.sub("", part.text))


def _own_size(root: Element) -> tuple[float, float]:
    across, down = _length(root.get("width")), _length(root.get("height"))
    view = [float(each) for each in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", root.get("viewBox", ""))]
    shape = (view[2], view[3]) if len(view) == 4 and min(view[2:]) > 0 and all(map(math.isfinite, view)) else None
    if shape is not None and across and not down:
        down = across * shape[1] / shape[0]
    if shape is not None and down and not across:
        across = down * shape[0] / shape[1]
    if across and down:
        return across, down
    return shape or _USUAL_SIZE


def _length(written: str | None) -> float:
    """Return a length in CSS pixels, or 0 where it depends on something else."""
    found = _LENGTH.match(written or "")
    length = float(found[1]) * _PX[found[2]] if found else 0.0
    return length if 0 < length < 1e7 else 0.0


def _pixels(own: tuple[float, float]) -> tuple[int, int]:
    long = max(own)
    scale = min(max(long, _LONG_SIDE), _LONGEST_SIDE) / long
    return max(1, round(own[0] * scale)), max(1, round(own[1] * scale))


def _within(region: Box, size: tuple[int, int]) -> Box:
    left, top = min(max(region[0], 0), size[0] - 1), min(max(region[1], 0), size[1] - 1)
    return left, top, max(1, min(region[2], size[0] - left)), max(1, min(region[3], size[1] - top))
