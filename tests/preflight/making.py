"""Small files with a known fault, or without any, made with nothing but the libraries that the program has."""

from __future__ import annotations

import io
import math
import random
import struct
import zipfile
from array import array
from collections.abc import Callable, Sequence
from functools import cache

import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.pdfgen.canvas import Canvas

from certdesk import shipped

RATE = 8000
_STREAM = "<4s4sIHHIIIIIIIIhhhh"
_SUBJECTS = "pupils bridges triangles beams groups tables answers questions models weights maps seeds graphs circuits"
_DEEDS = "measured compared explained tested drew counted found changed asked built planned noticed shared solved"
_PLACES = "yesterday together carefully outside again twice slowly first later quietly aloud alone everywhere soon"


def words(seed: int, count: int) -> str:
    """Sentences of made-up words, always the same for a seed."""
    chance = random.Random(seed)
    parts = [text.split() for text in (_SUBJECTS, _DEEDS, _SUBJECTS, _PLACES)]
    told = [" ".join(chance.choice(part) for part in parts).capitalize() + "." for _ in range(count // 4)]
    return " ".join(told)


def pdf(pages: Sequence[str], *, turn: int = 0, author: str = "", size: float = 11) -> bytes:
    """A PDF with a page for each text; ``turn`` writes the text on its side (90) or upside down (180)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=True)
    if author:
        canvas.setAuthor(author)
    for text in pages:
        if turn:
            canvas.translate(595 / 2, 842 / 2)
            canvas.rotate(-turn)
            canvas.translate(-595 / 2, -842 / 2)
        canvas.setFont("Helvetica", size)
        lines = text.split()
        for row in range(0, len(lines), 10):
            canvas.drawString(100, 740 - row * 1.5, " ".join(lines[row : row + 10]))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked(data: bytes) -> bytes:
    """The same PDF with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def scripted(data: bytes) -> bytes:
    """The same PDF with a script that runs when it is opened."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.Root.OpenAction = action
        document.save(out)
    return out.getvalue()


def scan(image: Image.Image, dpi: int) -> bytes:
    """A PDF that is nothing but a picture, as a scanner makes it."""
    out = io.BytesIO()
    image.save(out, "PDF", resolution=dpi)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(shipped.resources() / "fonts" / "NotoSans-Regular.ttf"), size)


def page_picture(seed: int, *, dpi: int = 150, points: float = 11) -> Image.Image:
    """A page of print as a scanner sees it."""
    size = round(8.27 * dpi), round(11.69 * dpi)
    image = Image.new("L", size, 245)
    draw = ImageDraw.Draw(image)
    told = words(seed, 500).split()
    pixels = max(4, round(points * dpi / 72))
    font, step = _font(pixels), round(pixels * 1.6)
    across = max(4, round(0.8 * size[0] / (pixels * 3.9)))
    for row, at in enumerate(range(0, len(told), across)):
        top = round(0.1 * size[1]) + row * step
        if top > 0.9 * size[1]:
            break
        draw.text((round(0.1 * size[0]), top), " ".join(told[at : at + across]), 20, font)
    return image


def photo(seed: int, size: tuple[int, int] = (1200, 900), *, light: float = 1.0) -> Image.Image:
    """A photo of a classroom as far as a program can draw one: shapes, edges and a little noise."""
    chance = random.Random(seed)
    image = Image.new("RGB", (300, 225), tuple(round(light * chance.randrange(90, 200)) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(24):
        left, top = chance.randrange(300), chance.randrange(225)
        box = (left, top, left + chance.randrange(10, 90), top + chance.randrange(10, 70))
        colour = tuple(round(light * chance.randrange(256)) for _ in range(3))
        (draw.ellipse if chance.random() < 0.5 else draw.rectangle)(box, fill=colour)
    return image.resize(size, Image.Resampling.NEAREST)


def blurred(image: Image.Image) -> Image.Image:
    """The same photo as a camera sees it that is far out of focus."""
    return image.filter(ImageFilter.GaussianBlur(image.width / 40))


def jpeg(image: Image.Image, *, quality: int = 80, exif: dict[int, object] | None = None, place: bool = False) -> bytes:
    """A JPEG with camera notes."""
    notes = Image.Exif()
    for tag, value in (exif or {}).items():
        if tag == 0x9003:
            notes.get_ifd(0x8769)[tag] = value
        else:
            notes[tag] = value
    if place:
        notes.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 0.0), 3: "E", 4: (36.0, 49.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=notes)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """A PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def docx(text: str, *, author: str = "", macros: bool = False, outside: bool = False) -> bytes:
    """A Word document of one paragraph for each line."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    if macros:
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{author}</dc:creator></cp:coreProperties>"
    )
    project = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    inside = f'<Relationship Id="v" Type="{project}" Target="vbaProject.bin"/>'
    template = 'Target="http://example.org/t.dotx" TargetMode="External"'
    away = f'<Relationship Id="t" Type="{office}/attachedTemplate" {template}/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", core)
        links = (inside if macros else "") + (away if outside else "")
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{links}</Relationships>')
        if macros:
            archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return out.getvalue()


def speech(seconds: float, loud: float = 0.2) -> array[int]:
    """What rises and falls four times a second, as speech does; ``loud`` is a share of full scale."""
    chance = random.Random(7)
    second = array("h")
    for at in range(RATE):
        swell = max(0.02, math.sin(2 * math.pi * 4 * at / RATE)) * (1 if at < RATE * 0.7 else 0.05)
        tone = math.sin(2 * math.pi * 220 * at / RATE) + 0.5 * math.sin(2 * math.pi * 660 * at / RATE)
        value = loud * 32767 * swell * (0.6 * tone + 0.1 * chance.uniform(-1, 1))
        second.append(max(-32768, min(32767, round(value))))
    return second * math.ceil(seconds)


def hum(seconds: float) -> array[int]:
    """A steady tone."""
    second = array("h", (round(6000 * math.sin(2 * math.pi * 100 * at / RATE)) for at in range(RATE)))
    return second * math.ceil(seconds)


def silence(seconds: float) -> array[int]:
    """Nothing."""
    return array("h", bytes(2 * RATE * math.ceil(seconds)))


def stereo(left: array[int], right: array[int]) -> array[int]:
    """Two channels."""
    both = array("h", bytes(4 * len(left)))
    both[0::2], both[1::2] = left, right
    return both


@cache
def frame(number: int, size: tuple[int, int] = (320, 240), light: float = 1.0) -> bytes:
    """One picture of a film: a figure that walks through a room."""
    image = photo(1, size, light=light)
    draw = ImageDraw.Draw(image)
    left = (number * 37) % (size[0] - 40)
    colour = tuple(round(light * value) for value in (240, 220, 40))
    draw.ellipse((left, size[1] // 3, left + size[0] // 5, size[1] - 10), fill=colour)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


@cache
def one_colour(grey: int, size: tuple[int, int] = (320, 240)) -> bytes:
    """One picture of a film that shows nothing."""
    out = io.BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(out, "JPEG", quality=60)
    return out.getvalue()


def other_room(number: int) -> bytes:
    """One picture of a film in another room."""
    image = Image.open(io.BytesIO(frame(number))).transpose(Image.Transpose.ROTATE_180).point(lambda value: 255 - value)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def film(
    seconds: int, picture: Callable[[int], bytes], sound: array[int] | None, *,
    size: tuple[int, int] = (320, 240), channels: int = 1, rate: int = 1,
) -> bytes:  # fmt: skip
    """An AVI of ``rate`` JPEG pictures a second beside plain sound, a chunk of each for every second."""
    movie, index, count = io.BytesIO(), [], seconds * rate
    movie.write(b"movi")
    block = 2 * channels
    for second in range(seconds):
        parts = [(b"00dc", picture(second * rate + at)) for at in range(rate)]
        if sound is not None:
            heard = sound[second * RATE * channels : (second + 1) * RATE * channels].tobytes()
            if heard:
                parts.append((b"01wb", heard))
        for name, data in parts:
            index.append(struct.pack("<4sIII", name, 16, movie.tell(), len(data)))
            movie.write(struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2))
    streams = 1 if sound is None else 2
    wide, high = size
    head = struct.pack("<14I", 1_000_000 // rate, 0, 0, 0x10, count, 0, streams, 0, wide, high, 0, 0, 0, 0)
    seen = struct.pack(_STREAM, b"vids", b"MJPG", 0, 0, 0, 0, 1, rate, 0, count, 0, 0, 0, 0, 0, wide, high)
    shape = struct.pack("<IiiHH4sIiiII", 40, wide, high, 1, 24, b"MJPG", wide * high * 3, 0, 0, 0, 0)
    lists = _list(b"strl", _chunk(b"strh", seen), _chunk(b"strf", shape))
    if sound is not None:
        length = len(sound) // channels
        numbers = (0, 0, 0, 0, block, RATE * block, 0, length, 0, 0, block, 0, 0, 0, 0)
        heard_head = struct.pack(_STREAM, b"auds", bytes(4), *numbers)
        coded = struct.pack("<HHIIHH", 1, channels, RATE, RATE * block, block, 16)
        lists += _list(b"strl", _chunk(b"strh", heard_head), _chunk(b"strf", coded))
    told, shown = _list(b"hdrl", _chunk(b"avih", head), lists), _chunk(b"LIST", movie.getvalue())
    body = told + shown + _chunk(b"idx1", b"".join(index))
    return struct.pack("<4sI4s", b"RIFF", 4 + len(body), b"AVI ") + body


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2)


def _list(name: bytes, *parts: bytes) -> bytes:
    return _chunk(b"LIST", name + b"".join(parts))


def cut_inside(data: bytes) -> bytes:
    """A QuickTime film whose edit list plays a piece from its beginning and one from its end."""
    at = data.find(b"elst") - 4
    box = data[at : at + int.from_bytes(data[at : at + 4], "big")]
    entries = struct.pack(">IiI", 500, 0, 0x10000) + struct.pack(">IiI", 500, 20_000, 0x10000)
    new = struct.pack(">I4sII", 16 + len(entries), b"elst", 0, 2) + entries
    return _grown(data, at, box, new)


def _grown(data: bytes, at: int, old: bytes, new: bytes) -> bytes:
    """Put ``new`` in the place of ``old`` in the index at the file's end, and let the boxes around it grow."""
    more = len(new) - len(old)
    changed = bytearray(data[:at] + new + data[at + len(old) :])
    track = max(found for found in _places(data, b"trak") if found < at)
    for start in (data.rfind(b"moov", 0, at) - 4, track, data.rfind(b"edts", 0, at) - 4):
        size = int.from_bytes(changed[start : start + 4], "big") + more
        changed[start : start + 4] = size.to_bytes(4, "big")
    return bytes(changed)


def _places(data: bytes, name: bytes) -> list[int]:
    found, at = [], data.find(name)
    while at >= 0:
        found.append(at - 4)
        at = data.find(name, at + 1)
    return found
