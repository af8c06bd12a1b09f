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
_NARROWER = (0.96, 0.92, 0.88, 0.84)
_LONELY = 0.25  # of the measure
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
    return tuple(tuple(line) for line in lines)


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


def fill_well(words: Sequence[Word], width: float) -> tuple[Line, ...]:
    """Fill lines, somewhat narrower if that keeps a short last word from standing alone, for as many lines."""
    lines = fill(words, width)
    if len(lines) < 2 or not _ends_lonely(lines, width):
        return lines
    for share in _NARROWER:
        tried = fill(words, width * share)
        if len(tried) > len(lines):
            break
        if not _ends_lonely(tried, width):
            return tried
    return lines


def _ends_lonely(lines: Sequence[Line], width: float) -> bool:
    return not any(run.blank for run in _solid(lines[-1])) and line_width(lines[-1]) < width * _LONELY


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
    """Return the width of a line in points, without the blanks at its end."""
    return sum([run.width for run in _solid(line)])


def place(line: Line, x: float, width: float, align: Align) -> list[tuple[Run, float]]:
    """Pair each run, in reading order, with the x at which it starts; blanks at the end hang out of the measure."""
    solid = _solid(line)
    at = x + (width - line_width(line)) * align.value
    places = [0.0] * len(solid)
    for index in visual_order([run.level for run in solid]):
        places[index] = at
        at += solid[index].width
    placed = list(zip(solid, places, strict=True))
    for blank in line[len(solid) :]:
        last, start = placed[-1] if placed else (blank, x)
        placed.append((blank, start - blank.width if last.level % 2 else start + last.width))
    return placed


def _solid(line: Sequence[Run]) -> Sequence[Run]:
    """Return a line without the blanks at its end. They are drawn, so that copied words don't run together."""
    end = len(line)
    while end and line[end - 1].blank:
        end -= 1
    return line[:end]


def room_factor(words: Iterable[Word]) -> float:
    """Say how much taller than Latin the lines of these words must be."""
    letters: Counter[float] = Counter()
    for word in words:
        for run in word:
            letters[run.face.room] += 0 if run.blank else len(run.text)
    total = sum(letters.values())
    return max((room for room, count in letters.items() if count * _MUCH >= total), default=1.0)
