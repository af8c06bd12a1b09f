"""From words to lines of a given width, and where on a line each run stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from certdesk.reports.text.bidi import visual_order
from certdesk.reports.text.runs import Run, Word, cut

Line = tuple[Run, ...]
_SLACK = 0.01
_CLOSE_ENOUGH = 2.0  # points
_MUCH = 3  # a script that fills a third of a paragraph sets the height of its lines


class Align(Enum):
    """Where a line stands in its measure."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


def fill(words: Iterable[Word], width: float) -> tuple[Line, ...]:
    """Fill lines one after the other; a word that is wider than a line is cut between letters."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for word, solid, whole in _measured(words, width):
        if lines[-1] and used + solid > width + _SLACK:
            lines.append([])
            used = 0.0
        lines[-1] += word
        used += whole
    return tuple(_without_end_blanks(line) for line in lines)


def _measured(words: Iterable[Word], width: float) -> Iterator[tuple[Word, float, float]]:
    """Yield words that fit on a line, with their widths without and with the blanks at their ends."""
    for word in words:
        solid, whole = _widths(word)
        if solid <= width:
            yield word, solid, whole
        else:
            yield from ((piece, *_widths(piece)) for piece in cut(word, width))


def _widths(word: Word) -> tuple[float, float]:
    whole = sum([run.width for run in word])
    return whole - sum([run.width for run in word if run.blank]), whole


def fill_evenly(words: Sequence[Word], width: float) -> tuple[Line, ...]:
    """Fill as many lines as `fill` does, of about the same length: for titles, and for what is centred."""
    lines = fill(words, width)
    if len(lines) < 2:
        return lines
    narrow, wide = width / len(lines), width
    while wide - narrow > _CLOSE_ENOUGH:
        middle = (narrow + wide) / 2
        tried = fill(words, middle)
        if len(tried) == len(lines):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def line_width(line: Line) -> float:
    """Return the width of a line in points."""
    return sum(run.width for run in line)


def place(line: Line, x: float, width: float, align: Align) -> list[tuple[Run, float]]:
    """Pair each run, in reading order, with the x at which it starts."""
    at = x + (width - line_width(line)) * align.value
    places = [0.0] * len(line)
    for index in visual_order([run.level for run in line]):
        places[index] = at
        at += line[index].width
    return list(zip(line, places, strict=True))


def room_factor(words: Iterable[Word]) -> float:
    """Say how much taller than Latin the lines of these words must be."""
    letters: Counter[float] = Counter()
    for word in words:
        for run in word:
            letters[run.face.room] += 0 if run.blank else len(run.text)
    total = sum(letters.values())
    return max((room for room, count in letters.items() if count * _MUCH >= total), default=1.0)


def _without_end_blanks(line: list[Run]) -> Line:
    while line and line[-1].blank:
        line.pop()
    return tuple(line)
