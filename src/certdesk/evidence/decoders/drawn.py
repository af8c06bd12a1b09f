"""A small drawing of a document that can't be shown as it is printed: its first lines on a sheet of paper."""

from __future__ import annotations

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
    size = max(5, round(across / 30))
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
    for at in range(down // row_height + 1):
        top = at * row_height
        if at == 0:
            draw.rectangle((0, 0, across, row_height), fill=_HEAD)
        for column, text in enumerate(rows[at][:columns] if at < len(rows) else ()):
            left = column * column_width
            cell = _shortened(text, draw, font, column_width - size)
            draw.text((left + size / 2, top + size / 3), cell, fill=_INK, font=font)
        draw.line((0, top, across, top), fill=_LINE, width=_FINER)
    for column in range(1, columns):
        draw.line((round(column * column_width), 0, round(column * column_width), down), fill=_LINE, width=_FINER)
    return _shrunk(image)


def _sheet(width: int, height: int, shape: float) -> tuple[int, int, Image.Image, ImageDraw.ImageDraw]:
    """Return an empty page, larger than wanted: small letters are only well spaced when drawn large and shrunk."""
    across = max(1, min(width, round(height / shape)))
    size = across * _FINER, max(1, min(height, round(across * shape))) * _FINER
    image = Image.new("RGB", size, _PAPER)
    return (*size, image, ImageDraw.Draw(image))


def _shrunk(image: Image.Image) -> Picture:
    return to_picture(image.reduce(_FINER))


def _wrapped(text: str, draw: ImageDraw.ImageDraw, font: object, width: float) -> list[str]:
    rows: list[str] = []
    for line in text[:600].split("\n"):
        row = ""
        for word in line.split():
            longer = f"{row} {word}".strip()
            if row and draw.textlength(longer, font=font) > width:  # type: ignore[arg-type]
                rows.append(row)
                row = word
            else:
                row = longer
        rows.append(row)
    return rows


def _shortened(text: str, draw: ImageDraw.ImageDraw, font: object, width: float) -> str:
    line = text.split("\n", 1)[0][:60]
    while line and draw.textlength(line, font=font) > width:  # type: ignore[arg-type]
        line = line[:-1]
    return line
