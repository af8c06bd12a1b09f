"""What can be asked about a file. Pages are counted from 1, points are 1/72 inch, pixels are whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

Rect = tuple[float, float, float, float]
"""Left, top, width, height, from the top left."""


@dataclass(frozen=True, slots=True)
class Describe:
    """What is it, how big, how long, and is anything wrong with it? Answered by a `Description`, always."""

    path: Path
    name: str = ""
    """What the file was called, where it is kept under another name: text has no other mark of its kind."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture that fits in ``width`` x ``height`` pixels, keeping its shape. Answered by a `Picture`."""

    path: Path
    width: int
    height: int
    name: str = ""
    """What the file was called, where it is kept under another name: text has no other mark of its kind."""


@dataclass(frozen=True, slots=True)
class MeasurePages:
    """How many pages a document that can be shown as pages has, and their sizes. Answered by `Pages`."""

    path: Path
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class RenderPage:
    """A page of a PDF, DOCX or PPTX as a picture. Answered by a `Picture`.

    ``scale`` is pixels per point (100 dpi is 100/72), ``rotation`` 0, 90, 180 or 270 degrees clockwise on top of the
    page's own, ``region`` a part of the turned page in points, or None for all of it. A picture of more than 40 million
    pixels comes smaller than asked for.
    """

    path: Path
    page: int
    scale: float
    rotation: int = 0
    region: Rect | None = None
    password: str = ""
    """What opens a locked document; never kept and never logged."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.scale) and self.scale > 0):
            raise ValueError("a scale is a number above zero")
        if self.rotation not in {0, 90, 180, 270}:
            raise ValueError("a page turns by 0, 90, 180 or 270 degrees")
        if self.region is not None and not (all(map(math.isfinite, self.region)) and min(self.region[2:]) > 0):
            raise ValueError("a region has a width and a height")


@dataclass(frozen=True, slots=True)
class TextOfPage:
    """The words of a page and where they stand. Answered by a `PageText`."""

    path: Path
    page: int
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class FindText:
    """Every place where ``needle`` stands in a document with pages, whatever its case. Answered by `Matches`."""

    path: Path
    needle: str
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class RenderPhoto:
    """A photo, upright, to fit in ``max_width`` x ``max_height`` pixels and never enlarged. Answered by a `Picture`.

    ``region`` is a part of the upright original in pixels, or None for all of it.
    """

    path: Path
    max_width: int
    max_height: int
    region: tuple[int, int, int, int] | None = None
    page: int = 1
    """Which picture of a file that holds several (a scanned TIFF), from 1."""


@dataclass(frozen=True, slots=True)
class ReadAnimation:
    """The pictures of an animated GIF, WebP, PNG or AVIF, fitted like a photo. Answered by an `Animation`."""

    path: Path
    max_width: int
    max_height: int


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The words, tables and pictures of an office file, web page or text, for reading. Answered by a `Reading`."""

    path: Path
    name: str = ""
    """What the file was called, where it is kept under another name: text has no other mark of its kind."""
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class ToPdf:
    """A DOCX (or PDF) as PDF bytes, for keeping and printing. Answered by a `PdfCopy` of at most 64 MiB."""

    path: Path
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class ReadOutline:
    """The table of contents of a document with pages. Answered by an `Outline`."""

    path: Path
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class LinksOfPage:
    """Where the links of a page stand and where they lead; nothing follows them. Answered by `PageLinks`."""

    path: Path
    page: int
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class ReadSideNotes:
    """Comments, tracked changes and speaker notes: what stands beside a document. Answered by `SideNotes`."""

    path: Path
    name: str = ""
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class ExtractText:
    """All the words of any file that has some, part by part, for searching. Answered by `Extracted`."""

    path: Path
    name: str = ""
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """What is said in a recording and when, from a subtitle file (SRT, WebVTT). Answered by a `Transcript`."""

    path: Path
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """The QR codes in a photo or on the pages of a document, such as a certificate. Answered by `Codes`."""

    path: Path
    name: str = ""
    password: str = ""
    """What opens a locked document; never kept and never logged."""


@dataclass(frozen=True, slots=True)
class LookOver:
    """Everything that preflight measures of a file but the pictures and sound of recordings. Answered by `LookedOver`.

    What is wrong with the file stands in the answer, as for `Describe`.
    """

    path: Path
    name: str = ""


Request = (
    Describe
    | Thumbnail
    | MeasurePages
    | RenderPage
    | TextOfPage
    | FindText
    | RenderPhoto
    | ReadAnimation
    | ReadDocument
    | ToPdf
    | ReadOutline
    | LinksOfPage
    | ReadSideNotes
    | ExtractText
    | ReadTranscript
    | ReadCodes
    | LookOver
)


def name_of(request: Request) -> str:
    """Return what the file is called: kinds of text are told apart by nothing else."""
    told: str = getattr(request, "name", "")
    return told or request.path.name


def password_of(request: Request) -> str:
    """Return what opens the file, if it is locked; empty where none was told."""
    told: str = getattr(request, "password", "")
    return told
