"""The PDF operators that show placed runs, in reading order, so that copied text keeps its sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from certdesk.reports.text.embedding import FontBook
from certdesk.reports.text.faces import Glyph
from certdesk.reports.text.runs import Run

Placed = tuple[Run, float]
Positioned = tuple[float, Glyph]
_TOUCHING = 0.01
_OUTLINE = 0.028  # of an em, around letters of a font that has no bold
_WORTH_MOVING = 0.4  # thousandths of an em


def number(value: float) -> str:
    """Write a number as PDF wants it: no exponent, no needless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def show(placed: Sequence[Placed], y: float, book: FontBook, language: str) -> Iterator[str]:
    """Yield the operators for one line whose baseline is at ``y`` (points from the foot of the page).

    Words in another language than that of the paragraph say so.
    """
    state: tuple[object, ...] = ()
    spoken = language
    for group in _groups(placed):
        run, x = group[0]
        if run.style.language != spoken:
            yield from ["EMC"] * (spoken != language)
            spoken = run.style.language
            yield from [f"/Span <</Lang ({spoken})>> BDC"] * (spoken != language)
        resource = book.resource(run.face)
        wanted = (resource, run.size, run.style.colour, run.tracking, run.thickened)
        if wanted != state:
            colour = " ".join(number(part) for part in run.style.colour)
            yield f"/{resource} {number(run.size)} Tf {colour} rg {number(run.tracking)} Tc"
            yield f"2 Tr {colour} RG {number(run.size * _OUTLINE)} w" if run.thickened else "0 Tr"
            state = wanted
        yield f"1 0 0 1 {number(x)} {number(y)} Tm"
        yield from _shown([run for run, _x in group], book)
    yield from ["EMC"] * (spoken != language)


def _groups(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Gather neighbours that one text operator can show: left to right, same font and style, touching."""
    group: list[Placed] = []
    for run, x in placed:
        if group and not _continues(group[-1], run, x):
            yield group
            group = []
        group.append((run, x))
    if group:
        yield group


def _continues(before: Placed, run: Run, x: float) -> bool:
    last, start = before
    alike = last.face is run.face and last.style == run.style and last.tracking == run.tracking
    return alike and last.level == run.level == 0 and abs(x - start - last.width) < _TOUCHING


def _shown(runs: list[Run], book: FontBook) -> list[str]:
    writer = _Writer(book)
    for run in runs:
        glyphs = list(_spread(run))
        if run.level % 2:  # readers turn the order on a line around, so every letter must stand for itself
            letters, dots = _letters_and_dots(glyphs)
            writer.reversed(run, letters)
            if dots:
                writer.show(run, dots, "")
        else:
            writer.show(run, glyphs, None if run.shaped.exact else run.text)
        writer.advance(run.shaped.width)
    return writer.finished()


def _spread(run: Run) -> Iterator[Positioned]:
    """Pair the glyphs of a run with their places, in em from its start."""
    x = 0.0
    for glyph in run.shaped.glyphs:
        yield x + glyph.dx, glyph
        x += glyph.advance


def _letters_and_dots(glyphs: Sequence[Positioned]) -> tuple[list[Positioned], list[Positioned]]:
    """Tell the one glyph of each letter that takes up room from its dots and marks, and let that one spell them all."""
    letters: list[Positioned] = []
    dots: list[Positioned] = []
    waiting = ""  # marks come before their letter, because glyphs go from left to right
    for x, glyph in glyphs:
        waiting = waiting + glyph.text
        if glyph.advance:
            letters.append((x, replace(glyph, text=waiting)))
            waiting = ""
        else:
            dots.append((x, replace(glyph, text="")))
    if waiting and letters:
        x, glyph = letters[-1]
        letters[-1] = (x, replace(glyph, text=waiting + glyph.text))
    return letters, dots


class _Writer:
    """Writes TJ arrays for runs that touch, with moves where shaping departs from the font's own widths."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._operators: list[str] = []
        self._items: list[str] = []
        self._codes = ""
        self._start = self._pen = self._rise = 0.0  # in thousandths of an em, but rise in em

    def show(self, run: Run, glyphs: Sequence[Positioned], text: str | None = None) -> None:
        """Show glyphs; ``text`` is what a reader shall take them for, if they don't say it themselves."""
        if text is not None:
            self._end_array()
            actual = ("\ufeff" + text).encode("utf-16-be").hex().upper()
            self._operators.append(f"/Span <</ActualText <{actual}>>> BDC")
        for x, glyph in glyphs:
            self._add(run, x, glyph)
        if text is not None:
            self._end_array()
            self._operators.append("EMC")

    def reversed(self, run: Run, glyphs: Sequence[Positioned]) -> None:
        """Show letters that are read from right to left, and say so: they are drawn from left to right."""
        self._end_array()
        self._operators.append("/ReversedChars BMC")
        self.show(run, glyphs)
        self._end_array()
        self._operators.append("EMC")

    def advance(self, width: float) -> None:
        """Let the next run begin ``width`` em after the start of this one."""
        self._start += width * 1000

    def finished(self) -> list[str]:
        """Return all operators."""
        self._end_array()
        if self._rise:
            self._operators.append("0 Ts")
        return self._operators

    def _add(self, run: Run, x: float, glyph: Glyph) -> None:
        if glyph.dy != self._rise:
            self._end_array()
            self._operators.append(f"{number(glyph.dy * run.size)} Ts")
            self._rise = glyph.dy
        target = self._start + x * 1000
        if abs(target - self._pen) > _WORTH_MOVING:
            self._end_string()
            self._items.append(number(self._pen - target))
            self._pen = target
        self._codes += self._book.code(run.face, glyph)
        self._pen += run.face.advance(glyph.id) * 1000

    def _end_string(self) -> None:
        if self._codes:
            self._items.append(f"<{self._codes}>")
            self._codes = ""

    def _end_array(self) -> None:
        self._end_string()
        if self._items:
            self._operators.append(f"[{' '.join(self._items)}] TJ")
            self._items = []
