"""Small whole files of every kind, and ways to damage them that get further than random bytes do.

Everything is decided by the ``random.Random`` that is handed in, so that a seed tells a file.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from random import Random

from PIL import Image
from tests.evidence.conftest import Maker, paragraph

_EXTREMES = (
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\x7f\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"\xff\x7f",
    b"\x00\x01",
)
_NUMBERS = ("-1", "0", "99999999999999999999", "1e308", "-0.0000001", "2147483648", "65536", "nan", "")
_MARKUP = ("<", "&#0;", "&lt;", "]]>", "<![CDATA[", "<!--", "'", '"', "\u202e", "\0", "<a" * 50, "</w:p>", "&x;" * 20)
_PDF_WORDS = (b"/Kids", b"/Parent", b"/Count", b"/Length", b"/Filter", b"/Type", b"endobj", b"stream", b"0 R", b"xref")
_TIMES = (
    "99:99:99,999",
    "-1:00:00,000",
    "00:00:00.0000000001",
    "00:00",
    "1e9:00:00,000",
    "-->",
    "\ufeff",
    "<v >",
    "{\\an8}",
)


def whole_files(folder: Path) -> list[tuple[str, bytes]]:
    """Return names and contents: pages, office, pictures, sound, film, texts, a letter."""
    make = Maker(folder)
    made = [
        make.pdf("plain.pdf", "One", "Two"),
        make.locked_pdf("locked.pdf", "secret"),
        make.docx("plain.docx", paragraph("Title", "Heading1") + paragraph("Some words")),
        make.docx_with_picture("picture.docx"),
        make.odt("plain.odt", "<text:h>Title</text:h><text:p>Some words</text:p>"),
        make.xlsx("plain.xlsx", [["Name", "Mark"], ["Amina", 3]]),
        make.pptx("plain.pptx", "First", "Second"),
        make.wav("plain.wav", 0.1),
    ]
    found = [(path.name, path.read_bytes()) for path in made]
    for kind, name in _PICTURES.items():
        data = io.BytesIO()
        Image.radial_gradient("L").convert("RGB").resize((40, 30)).save(data, kind)
        found.append((name, data.getvalue()))
    frames = [Image.new("P", (20, 20), colour) for colour in (1, 80, 200)]
    moving = io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:], duration=40)
    return [*found, ("moving.gif", moving.getvalue()), *_films(), *_texts()]


_PICTURES = {
    "PNG": "plain.png",
    "JPEG": "plain.jpg",
    "GIF": "plain.gif",
    "TIFF": "plain.tif",
    "WEBP": "plain.webp",
    "BMP": "plain.bmp",
    "AVIF": "plain.avif",
    "JPEG2000": "plain.jp2",
    "ICO": "plain.ico",
    "PPM": "plain.ppm",
    "TGA": "plain.tga",
}


def _films() -> list[tuple[str, bytes]]:
    """Headers of recordings, with nothing behind them."""
    header = _box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 5000) + bytes(80))
    track = _box(b"tkhd", struct.pack(">IIIIII", 7, 0, 0, 1, 0, 5000) + bytes(60))
    media = _box(
        b"mdia",
        _box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 1000, 5000, 0)) + _box(b"hdlr", bytes(8) + b"vide" + bytes(13)),
    )
    film = (
        _box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
        + _box(b"moov", header + _box(b"trak", track + media))
        + _box(b"mdat", bytes(64))
    )
    photo = _box(b"ftyp", b"heic\0\0\0\0mif1heic") + _box(
        b"meta", bytes(4) + _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
    )
    matroska = (
        bytes.fromhex("1a45dfa3934282886d6174726f736b614287810442858102")
        + bytes.fromhex("18538067")
        + b"\x01"
        + b"\xff" * 7
    )
    avi = (
        b"RIFF"
        + struct.pack("<I", 4 + 64)
        + b"AVI LIST"
        + struct.pack("<I", 56)
        + b"hdrlavih"
        + struct.pack("<I", 56)
        + bytes(56)
    )
    flac = b"fLaC\x80\x00\x00\x22" + struct.pack(">HH", 4096, 4096) + bytes(6) + b"\x0a\xc4\x42\xf0" + bytes(20)
    ogg = b"OggS\0\2" + bytes(20) + b"\1\x1e\1vorbis" + bytes(23)
    mp3 = b"ID3\4\0\0\0\0\0\x0bTIT2\0\0\0\1\0\0x" + (b"\xff\xfb\x90\x00" + bytes(413)) * 3
    stream = (b"\x47\x40\x00\x10\x00\x00\xb0\x0d\x00\x01\xc1\x00\x00\x00\x01\xe1\x00" + b"\xff" * 171) * 6
    return [
        ("plain.mp4", film),
        ("plain.heic", photo),
        ("plain.mkv", matroska),
        ("plain.avi", avi),
        ("plain.flac", flac),
        ("plain.ogg", ogg),
        ("plain.mp3", mp3),
        ("plain.mts", stream),
    ]


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _texts() -> list[tuple[str, bytes]]:
    """Everything that is read as text, and by our own code most of all."""
    letter = (
        "From: =?utf-8?q?Am=C3=ADna?= <a@example.org>\r\nTo: b@example.org\r\nSubject: =?utf-8?b?TGVzc29u?=\r\n"
        "Date: Mon, 2 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n"
        "\r\n--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--cut\r\nContent-Type: text/html\r\n\r\n"
        "<p>Hello <b>there</b></p>\r\n--cut\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nJVBERi0=\r\n--cut--\r\n"
    )
    texts = {
        "plain.srt": "1\n00:00:01,000 --> 00:00:02,500\nGood morning\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>All</i>\n",
        "plain.vtt": "WEBVTT\n\nNOTE x\n\na\n00:01.000 --> 00:02.000 align:start\n<v Amina>Good <c.x>morning</c>\n",
        "plain.eml": letter,
        "plain.html": "<!doctype html><title>T</title><h1>H</h1><table><tr><td>1<td>2</table><ul><li>x</ul>",
        "plain.md": "# Title\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n[x](y) ![z](w)\n",
        "plain.csv": 'Name;Mark\n"A;m""ina";3\nBen;4\n',
        "plain.rtf": "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0\\fs24 Hello \\b bold\\b0\\par\\u233?x}",
        "plain.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="9"><rect width="9" height="9"/></svg>',
        "plain.txt": "Some words, and more.\n" * 5,
    }
    return [(name, text.encode()) for name, text in texts.items()]


def damaged(name: str, data: bytes, random: Random) -> bytes:
    """Return the file with one to four kinds of damage that suit it."""
    ways = [_bits, _extreme, _cut, _doubled, _dropped]
    if data[:4] == b"PK\x03\x04":
        ways = [_inside, _inside, _inside, _cut, _bits]
    elif name.endswith(".pdf"):
        ways += [_pdf_numbers, _pdf_numbers, _pdf_words]
    elif name.endswith((".srt", ".vtt")):
        ways = [_times, _times, _markup, _cut, _doubled, _dropped]
    elif name.endswith((".eml", ".html", ".md", ".csv", ".svg", ".rtf", ".txt")):
        ways = [_markup, _markup, _numbers, _cut, _doubled, _bits]
    for _again in range(random.randint(1, 4)):
        data = random.choice(ways)(data, random)
    return data


def _bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _each in range(random.randint(1, 12) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _extreme(data: bytes, random: Random) -> bytes:
    return _put(data, random.choice(_EXTREMES), random, over=True)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _doubled(data: bytes, random: Random) -> bytes:
    at, to = sorted(random.randint(0, len(data)) for _end in range(2))
    return data[:to] + data[at:to] * random.choice((1, 2, 50)) + data[to:]


def _dropped(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.randint(1, 40) :]


def _put(data: bytes, piece: bytes, random: Random, *, over: bool = False) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + piece + data[at + (len(piece) if over else 0) :]


def _inside(data: bytes, random: Random) -> bytes:
    """Damage one part of a ZIP and pack it again, so that the readers behind it get to see it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError, RuntimeError):
        return _bits(data, random)
    if not parts:
        return data
    chosen = random.randrange(len(parts))
    name, content = parts[chosen]
    way = random.choice((_markup, _numbers, _cut, _doubled, _dropped, _bits))
    parts[chosen] = (name, way(content, random))
    if random.random() < 0.1:
        parts.append(("../" + name, content))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (each, part) in enumerate(parts):
            archive.writestr(each if number == chosen or each not in archive.namelist() else f"{each}.again", part)
    return packed.getvalue()


def _markup(data: bytes, random: Random) -> bytes:
    return _put(data, random.choice(_MARKUP).encode(), random)


def _times(data: bytes, random: Random) -> bytes:
    return _put(data, random.choice(_TIMES).encode(), random, over=random.random() < 0.5)


def _numbers(data: bytes, random: Random) -> bytes:
    return _replaced(data, rb"\d+", random.choice(_NUMBERS).encode(), random)


def _pdf_numbers(data: bytes, random: Random) -> bytes:
    return _replaced(data, rb"(?<=[ \[])-?\d+(\.\d+)?", random.choice(_NUMBERS).encode(), random)


def _pdf_words(data: bytes, random: Random) -> bytes:
    return _replaced(data, re.escape(random.choice(_PDF_WORDS)), random.choice(_PDF_WORDS), random)


def _replaced(data: bytes, pattern: bytes, by: bytes, random: Random) -> bytes:
    places = list(re.finditer(pattern, data))
    if not places:
        return data
    place = random.choice(places)
    return data[: place.start()] + by + data[place.end() :]
