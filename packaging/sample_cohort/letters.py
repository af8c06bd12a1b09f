"""Typed letters with a stamp and a stroke of ink for a signature, as a scanner sees them."""

import skia
from folder import TEXTS
from lens import Finished, scan
from paper import Picture
from props import pen


def letter(
    code: str,
    name: str,
    stamp: tuple[str, ...],
    named: dict[str, str],
    look: tuple[str, int, float] = ("vollkorn", 31, -0.8),
) -> Finished:
    """A letter from the texts; `named` gives a name to the area of the paragraph that begins with some words."""
    family, seed, turn = look
    sheet = Picture(990, 1400, "#f7f4ea", seed)
    y = 120.0
    for number, line in enumerate((TEXTS / code / f"{name}.txt").read_text("utf-8").split("\n")):
        bold = number == 0 or line.startswith("## ")
        line = line.removeprefix("## ")
        area = next((label for start, label in named.items() if line.startswith(start)), None)
        for part in _fold(line, 74):
            sheet.type(part, 110, y, 30 if number == 0 else 21.5, family, "#262626", 700 if bold else 400, area)
            y += 31
        y += 3 if line else -8
    _stamp(sheet, stamp, y)
    sheet.stroke(
        [(120, y + 70), (170, y + 38), (190, y + 80), (230, y + 32), (262, y + 76), (300, y + 50), (372, y + 62)],
        "#26408b",
        4,
        2.5,
    )
    return scan(sheet, turn, 3.2, 6)


def _stamp(sheet: Picture, words: tuple[str, ...], y: float) -> None:
    canvas = sheet.canvas
    canvas.save()
    canvas.translate(740, min(1230.0, y + 60))
    canvas.rotate(-14)
    canvas.drawOval(skia.Rect.MakeLTRB(-110, -92, 110, 92), pen("#2f5d9b", 5, 150))
    canvas.drawOval(skia.Rect.MakeLTRB(-92, -75, 92, 75), pen("#2f5d9b", 2.5, 150))
    for number, word in enumerate(words):
        sheet.type(word, 0, 8 + (number - (len(words) - 1) / 2) * 30, 23, "figtree", "#5b7fb3", 700, middle=True)
    canvas.restore()


def _fold(line: str, most: int) -> list[str]:
    lines, current = [], ""
    for word in line.split(" "):
        if len(current) + len(word) + 1 > most:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip() if word else current
    return [*lines, current]
