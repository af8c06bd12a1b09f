"""Draws a badge's picture: a rosette with the award's title, the programme's name around it, and two ribbons."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any
from xml.sax.saxutils import escape

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

_SIZE = 800
_CENTRE = (400.0, 360.0)
_FACES = "'Noto Serif', 'Noto Sans', Georgia, 'Times New Roman', serif"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FONTS = (
    "NotoSerif-Bold", "NotoSansArabic-Bold", "NotoSansHebrew-Bold", "NotoSansDevanagari-Bold", "NotoSansBengali-Bold",
    "NotoSansEthiopic-Bold", "NotoSansKhmer-Bold", "NotoSansThai-Bold", "NotoSans-Bold", "DroidSansFallbackFull",
)  # fmt: skip
_VIRAMAS = frozenset("\u094d\u09cd\u17d2\u200d")  # they join the letter that follows
_LINE = 372.0
_INNER, _AIR = 224.0, 34.0  # the fine circle around the words, and what stays free beside a line in it
_CURVED = re.compile(r"[\u0000-\u052f\u1e00-\u1fff\u2000-\u206f]*")
"""Scripts whose letters stand alone and run from left to right: only they are set along a circle."""


@dataclass(frozen=True, slots=True)
class BadgeColours:
    """Colours as ``#RRGGBB``: the dark one of the rosette, the one of the ribbons, and the paper in the middle."""

    ink: str = "#1F2F54"
    accent: str = "#B4823A"
    paper: str = "#FBF8F1"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float


def badge_picture(title: str, programme: str, colours: BadgeColours | None = None, year: str = "") -> str:
    """Return the picture as SVG, 800 by 800. Raises `CertDeskError` for a colour that is none."""
    chosen = colours or BadgeColours()
    for one in (chosen.ink, chosen.accent, chosen.paper):
        if not _COLOUR.fullmatch(one):
            raise CertDeskError(_("“{text}” is no colour.").format(text=one), _("Write it as #1F2F54."))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}" '
        'role="img" aria-labelledby="title">',
        f'<title id="title">{escape(f"{title} – {programme}" if programme else title)}</title>',
        *_ribbons(chosen),
        *_rosette(chosen),
        *_around(programme, chosen),
        *_middle(title, "" if _is_curved(programme) else programme, year, chosen),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def picture_png(svg: str, *, size: int = 800) -> bytes:
    """Return a badge's picture as PNG, ``size`` pixels wide and high, drawn with the fonts of this program."""
    import resvg_py

    fonts = [str(one) for one in sorted((shipped.resources() / "fonts").glob("*.ttf"))]
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, width=size, height=size, skip_system_fonts=True, font_files=fonts,
        font_family="Noto Serif", serif_family="Noto Serif", sans_serif_family="Noto Sans",
    )  # fmt: skip
    return bytes(drawn)


def _ribbons(colours: BadgeColours) -> Iterator[str]:
    for turn in (1, -1):
        yield (
            f'<g transform="translate({_CENTRE[0]:.0f} {_CENTRE[1]:.0f}) scale({turn} 1)">'
            f'<path d="M30 190 L150 165 L225 395 L160 372 L118 428 Z" fill="{colours.accent}"/>'
            f'<path d="M52 186 L72 182 L146 393 L135 407 Z M118 172 L132 169 L203 387 L190 383 Z" '
            f'fill="{colours.paper}" fill-opacity=".28"/></g>'
        )


def _rosette(colours: BadgeColours) -> Iterator[str]:
    x, y = _CENTRE
    yield f'<path d="{_wave(332, 10, 36)}" fill="{colours.ink}"/>'
    yield f'<path d="{_wave(318, 9, 36)}" fill="none" stroke="{colours.accent}" stroke-width="2.5"/>'
    for step in range(6):
        wave = _wave(262, 13, 24, step * math.pi / 36)
        yield f'<path d="{wave}" fill="none" stroke="{colours.paper}" stroke-opacity=".22" stroke-width="1.2"/>'
    yield f'<circle cx="{x}" cy="{y}" r="240" fill="{colours.paper}"/>'
    yield f'<circle cx="{x}" cy="{y}" r="231" fill="none" stroke="{colours.accent}" stroke-width="3"/>'
    yield f'<circle cx="{x}" cy="{y}" r="224" fill="none" stroke="{colours.ink}" stroke-width="1"/>'


def _around(programme: str, colours: BadgeColours) -> Iterator[str]:
    """Set the programme's name along the upper half, with a star at both ends and dots below."""
    x, y = _CENTRE
    radius = 281.0
    if programme and _is_curved(programme):
        spread = 3.0
        # Letters shrink, then go down the sides a little; a name that is longer still ends with an ellipsis.
        line = _fitted(programme.upper(), radius * math.pi * 1.2, 30, 20, spread)
        half = (_width(line.text, line.size, spread) / radius) / 2 + 0.16
        low = y + radius
        yield (
            f'<path id="arc" d="M{x} {low} A{radius} {radius} 0 0 1 {x} {y - radius} '
            f'A{radius} {radius} 0 0 1 {x} {low}" fill="none"/>'
            f'<text font-family="{_FACES}" font-size="{line.size:.1f}" font-weight="bold" fill="{colours.paper}" '
            f'letter-spacing="{spread}" text-anchor="middle" dy="{line.size * 0.34:.1f}">'
            f'<textPath href="#arc" startOffset="50%">{escape(line.text)}</textPath></text>'
        )
    else:
        half = 0.0
    begin = math.pi / 2 + half
    for turn in (begin, -begin + math.pi):
        angle = turn if half else math.pi / 2
        yield _star(x + radius * math.cos(angle), y - radius * math.sin(angle), 11, colours.accent)
    places = max(1, round((2 * math.pi - 2 * half - 0.4) / 0.16))
    for place in range(places + 1):
        angle = begin + 0.2 + place * (2 * math.pi - 2 * half - 0.4) / places
        yield _dot(x + radius * math.cos(angle), y - radius * math.sin(angle), colours.accent)


def _middle(title: str, programme: str, year: str, colours: BadgeColours) -> Iterator[str]:
    x, y = _CENTRE
    lines = _title_lines(title)
    height = sum(one.size * 1.2 for one in lines)
    yield _star(x, y - height / 2 - 44, 24, colours.accent)
    yield f'<path d="M{x - 92} {y - height / 2 - 44} h56 M{x + 36} {y - height / 2 - 44} h56" {_rule(colours)}/>'
    line_y = y - height / 2
    for one in lines:
        line_y += one.size * 1.2
        yield _text(one, line_y - one.size * 0.28, colours.ink, "bold")
    below = programme or year
    if below:
        yield f'<path d="M{x - 60} {line_y + 22:.1f} h120" {_rule(colours)}/>'
        for line, place in _below(below, line_y + 62):
            yield _text(line, place, colours.ink, "normal")


def _below(text: str, y: float) -> Iterator[tuple[_Line, float]]:
    """Set words under the title within the circle: on one line, or smaller on two."""
    line = _fitted(text, _room(y), 32, 20)
    lines = _broken(text, 22.0, _room(y + 10))
    if line.text == text or len(lines) < 2:
        yield line, y
        return
    yield _Line(lines[0], 22.0), y - 6
    yield _fitted(" ".join(lines[1:]), _room(y + 22), 22, 16), y + 22


def _room(y: float) -> float:
    """Return how wide a line at this height may be."""
    return 2 * math.sqrt(max(0.0, _INNER**2 - (y - _CENTRE[1]) ** 2)) - _AIR


def _title_lines(title: str) -> list[_Line]:
    """Break a title into at most four lines, in letters as large as fit the circle."""
    for whole in (True, False):  # words are cut only where even small letters have no room for them
        for size in range(66, 27, -2):
            if whole and any(_width(word, size) > _LINE for word in title.split()):
                continue
            lines = _broken(title, float(size), _LINE)
            if len(lines) <= 4 and len(lines) * size * 1.2 <= 236 and all(_width(one, size) <= 380 for one in lines):
                return [_Line(one, float(size)) for one in lines]
    lines = _broken(title, 28.0, _LINE)
    return [_Line(one, 28.0) for one in lines[:6]] + ([_Line("…", 28.0)] if len(lines) > 6 else [])


def _broken(text: str, size: float, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined, size) <= width:
            lines[-1] = joined
        elif _width(word, size) <= width:
            lines.append(word)
        else:
            lines.extend(_cut(word, size, width))
    return lines or [""]


def _cut(word: str, size: float, width: float) -> Iterator[str]:
    """Cut a word that is wider than the line: scripts without spaces, mostly."""
    pieces = math.ceil(_width(word, size) / width)
    whole = list(_clusters(word))
    step = math.ceil(len(whole) / pieces)
    for begin in range(0, len(whole), step):
        yield "".join(whole[begin : begin + step])


def _clusters(word: str) -> Iterator[str]:
    """Yield letters with all that hangs on them."""
    cluster = ""
    for one in word:
        if cluster and not unicodedata.category(one).startswith("M") and cluster[-1] not in _VIRAMAS:
            yield cluster
            cluster = ""
        cluster += one
    yield cluster


def _fitted(text: str, width: float, largest: float, smallest: float, spread: float = 0.0) -> _Line:
    """Make letters smaller until a text fits, and shorten it where they would be too small to read."""
    size = largest
    while size > smallest and _width(text, size, spread) > width:
        size -= 0.5
    shorter = text
    while len(shorter) > 1 and _width(shorter, size, spread) > width:
        shorter = shorter[:-2].rstrip() + "…"
    return _Line(shorter, size)


def _width(text: str, size: float, spread: float = 0.0) -> float:
    """Measure a line in the bold fonts that it is drawn with."""
    return sum(_run_width(name, run) for name, run in _runs(text)) * size + len(text) * spread


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text, each with the first font that has its letters; blanks and marks stay with them."""
    run, name = "", _FONTS[0]
    for one in text:
        fitting = name if one.isspace() or one in _letters(name) else next(filter(partial(_has, one), _FONTS), name)
        if run and fitting != name:
            yield name, run
            run = ""
        run, name = run + one, fitting
    if run:
        yield name, run


def _has(letter: str, name: str) -> bool:
    return letter in _letters(name)


@cache
def _face(name: str) -> Any:  # noqa: ANN401 - uharfbuzz has no types
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(shipped.resources() / "fonts" / f"{name}.ttf")))


@cache
def _letters(name: str) -> frozenset[str]:
    return frozenset(map(chr, _face(name).unicodes))


@lru_cache(maxsize=2_000)
def _run_width(name: str, run: str) -> float:
    """Return the width of a shaped piece in em."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    face = _face(name)
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    return float(sum(each.x_advance for each in buffer.glyph_positions)) / float(face.upem)


def _is_curved(text: str) -> bool:
    return bool(_CURVED.fullmatch(text))


def _wave(radius: float, height: float, waves: int, shift: float = 0.0) -> str:
    """Return a circle whose edge goes in waves."""
    points = []
    for step in range(360):
        angle = step * math.pi / 180
        reach = radius + height * math.cos(waves * angle + shift * waves)
        points.append(f"{_CENTRE[0] + reach * math.cos(angle):.1f} {_CENTRE[1] + reach * math.sin(angle):.1f}")
    return "M" + "L".join(points) + "Z"


def _star(x: float, y: float, radius: float, colour: str) -> str:
    points = []
    for step in range(10):
        reach, angle = radius * (1 if step % 2 == 0 else 0.42), -math.pi / 2 + step * math.pi / 5
        points.append(f"{x + reach * math.cos(angle):.1f},{y + reach * math.sin(angle):.1f}")
    return f'<polygon points="{" ".join(points)}" fill="{colour}"/>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def _rule(colours: BadgeColours) -> str:
    return f'stroke="{colours.accent}" stroke-width="2.5" fill="none"'


def _text(line: _Line, y: float, colour: str, weight: str) -> str:
    return (
        f'<text x="{_CENTRE[0]:.0f}" y="{y:.1f}" font-family="{_FACES}" font-size="{line.size:.1f}" '
        f'font-weight="{weight}" fill="{colour}" text-anchor="middle">{escape(line.text)}</text>'
    )
