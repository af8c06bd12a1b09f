"""What lies over the picture of a film: who speaks and what, the part of the lesson, the mark of invention."""

import skia
from dialogue import Timeline, Voice
from figures import colour
from paper import CAPTION
from props import paint
from typefaces import skia_face


def overlay(canvas: skia.Canvas, line: Timeline, t: float, size: tuple[int, int]) -> None:
    """What lies over the picture: who speaks and what, the part of the lesson, the mark of invention."""
    wide, high = size
    unit = high / 480
    small = skia.Font(skia_face("figtree", 400), 10.5 * unit)
    canvas.drawString(CAPTION, 10 * unit, high - 8 * unit, small, paint("#000000", 120))
    canvas.drawString(CAPTION, 9.3 * unit, high - 8.7 * unit, small, paint("#ffffff", 215))
    _chapter_sign(canvas, line, t, unit)
    said = line.speaker(t)
    if said and line.captions:
        _caption(canvas, line.voices[said.who], said.text, (wide, high, unit))


def _chapter_sign(canvas: skia.Canvas, line: Timeline, t: float, unit: float) -> None:
    for number, (start, title) in enumerate(line.chapters, 1):
        shown = min(1.0, (t - start) / 0.5, (start + 4.0 - t) / 0.6)
        if shown <= 0:
            continue
        words = f"{number}  {title}"
        font = skia.Font(skia_face("figtree", 600), 15 * unit)
        room = font.measureText(words) + 24 * unit
        canvas.drawRoundRect(
            skia.Rect.MakeXYWH(14 * unit, 14 * unit, room, 30 * unit),
            5 * unit,
            5 * unit,
            paint("#1b1b19", round(200 * shown)),
        )
        canvas.drawString(words, 26 * unit, 34.5 * unit, font, paint("#ffffff", round(255 * shown)))


def _caption(canvas: skia.Canvas, voice: Voice, text: str, room: tuple[float, float, float]) -> None:
    wide, high, unit = room
    font, bold = skia.Font(skia_face("figtree", 400), 17 * unit), skia.Font(skia_face("figtree", 600), 17 * unit)
    label = f"{voice.label}  "
    lines, current, limit = [], "", wide * 0.78
    for word in text.split():
        trial = f"{current} {word}".strip()
        if font.measureText(trial) + (bold.measureText(label) if not lines else 0) > limit:
            lines.append(current)
            current = word
        else:
            current = trial
    lines.append(current)
    widths = [
        font.measureText(words) + (bold.measureText(label) if number == 0 else 0) for number, words in enumerate(lines)
    ]
    box, deep = max(widths) + 28 * unit, len(lines) * 23 * unit + 13 * unit
    left, top = (wide - box) / 2, high - 24 * unit - deep
    canvas.drawRoundRect(skia.Rect.MakeXYWH(left, top, box, deep), 7 * unit, 7 * unit, paint("#1b1b19", 205))
    for number, words in enumerate(lines):
        x, y = (wide - widths[number]) / 2, top + (number + 1) * 23 * unit - 1 * unit
        if number == 0:
            canvas.drawString(label, x, y, bold, paint(voice.ink))
            x += bold.measureText(label)
        canvas.drawString(words, x, y, font, skia.Paint(AntiAlias=True, Color=colour("#ffffff")))
