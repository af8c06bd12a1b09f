"""A small drawing of a document that can't be shown as it is printed: its first lines on a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageDraw

from certdesk.evidence.decoders import fonts
from certdesk.evidence.decoders.pictures import to_picture
from certdesk.evidence.replies import Picture

_PAPER, _INK, _LINE, _HEAD = (255, 255, 255), (52, 56, 64), (208, 212, 218), (238, 240, 244)
_FINER = 3


def sheet_of_text(lines: list[tuple[str, bool]], width: int, height: int, shape: float = 1.414) -> Picture:
    """Draw lines (text, is a heading) on a page ``shape`` times as high as wide, fitting in the given box."""
    across, down, image, draw = _sheet(width, height, shape)
    margin = max(2, round(across * 0.09))
    size = max(5, round(across / 34))
    top: float = margin
    for text, heading in lines:
        font = fonts.drawing_font(round(size * 1.5) if heading else size, heading)
        for row in _wrapped(text, draw, font, across - 2 * margin):
            step = (1.5 if heading else 1) * size * 1.4
            if top + step > down - margin:
                return _shrunk(image)
            draw.text((margin, top), row, fill=_INK, font=font)
            top += step
        top += size * 0.6
    return _shrunk(image)


def sheet_of_cells(rows: tuple[tuple[str, ...], ...], width: int, height: int) -> Picture:
    """Draw the first cells of a table as a grid."""
    across, down, image, draw = _sheet(width, height, 0.75)
    columns = max(1, min(6, len(rows[0]) if rows else 1))
    size = max(5, round(across / 34))
    row_height, column_width = round(size * 2), across / columns
    font = fonts.drawing_font(size)
    _grid(draw, (across, down), row_height, columns)
    for at, row in enumerate(rows[: down // row_height + 1]):
        for column, text in enumerate(row[:columns]):
            room = _room(row[:columns], column) * column_width - size
            place = column * column_width + size / 2, at * row_height + size / 3
            draw.text(place, _shortened(text, draw, font, room), fill=_INK, font=font)
    return _shrunk(image)


def _grid(draw: ImageDraw.ImageDraw, size: tuple[int, int], row_height: int, columns: int) -> None:
    across, down = size
    draw.rectangle((0, 0, across, row_height), fill=_HEAD)
    for top in range(0, down, row_height):
        draw.line((0, top, across, top), fill=_LINE, width=_FINER)
    for column in range(1, columns):
        left = round(column * across / columns)
        draw.line((left, row_height, left, down), fill=_LINE, width=_FINER)


def _sheet(width: int, height: int, shape: float) -> tuple[int, int, Image.Image, ImageDraw.ImageDraw]:
    """Return an empty page, larger than wanted: small letters are only well spaced when drawn large and shrunk."""
    across, down = (round(height / shape), height) if height < width * shape else (width, round(width * shape))
    size = max(1, across) * _FINER, max(1, down) * _FINER
    image = Image.new("RGB", size, _PAPER)
    return (*size, image, ImageDraw.Draw(image))


def _shrunk(image: Image.Image) -> Picture:
    return to_picture(image.reduce(_FINER))


def _wrapped(text: str, draw: ImageDraw.ImageDraw, font: fonts.Font, width: float) -> Iterator[str]:
    space = draw.textlength(" ", font=font)
    for line in text[:600].split("\n"):
        row: list[str] = []
        used = 0.0
        for word in line.split():
            length = draw.textlength(word, font=font)
            if row and used + length > width:
                yield " ".join(row)
                row, used = [], 0.0
            row.append(word)
            used += length + space
        yield " ".join(row)


def _room(row: tuple[str, ...], column: int) -> int:
    """Return how many columns a cell may fill: its own and the empty ones beside it."""
    empty = next((at for at, text in enumerate(row[column + 1 :]) if text), len(row) - column - 1)
    return 1 + empty


def _shortened(text: str, draw: ImageDraw.ImageDraw, font: fonts.Font, width: float) -> str:
    line = text.split("\n", 1)[0][:60]
    while line and draw.textlength(line, font=font) > width:
        line = line[:-1]
    return line
