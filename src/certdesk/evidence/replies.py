"""What comes back from the worker. Points are 1/72 inch, from the top left of the page as it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.preflight_looks import ItemLook
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Problem, Trouble
from certdesk.evidence.requests import Rect


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, four bytes each: blue, green, red, 255.

    This is ``QImage.Format_RGB32`` on every machine we run on: ``QImage(p.pixels, p.width, p.height, p.stride,
    QImage.Format.Format_RGB32)``. What was transparent lies on white.
    """

    width: int
    height: int
    pixels: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or len(self.pixels) != self.width * self.height * 4:
            raise ValueError("a picture needs four bytes for each pixel")

    @property
    def stride(self) -> int:
        """Bytes from one row to the next."""
        return self.width * 4


class Danger(StrEnum):
    """What could act if the file were opened in another program."""

    PROGRAM = "program"
    """It is a program, a script or an installer, or pretends not to be."""
    MACROS = "macros"
    EMBEDDED_FILES = "embedded_files"
    OUTSIDE_LINKS = "outside_links"
    """It fetches pictures, templates or data from elsewhere when opened."""
    SCRIPTS = "scripts"
    """A PDF or web page that runs scripts or starts actions."""
    UNCHECKED = "unchecked"
    """Not all of it could be looked at: more may be in it than is named."""


@dataclass(frozen=True, slots=True)
class Description:
    """What a file is. ``problem`` may stand beside facts: a cut-off video can still have a length."""

    kind: Kind
    format: str
    mime: str
    size: int
    page_count: int | None = None
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of the first 2,000 pages in points, as seen; of a picture with several pages, in pixels."""
    pixel_size: tuple[int, int] | None = None
    """Width and height of a photo or video, upright."""
    duration_ms: int | None = None
    codecs: tuple[str, ...] = ()
    rotation: int = 0
    """Degrees clockwise by which a video is turned when shown."""
    word_count: int | None = None
    scanned: bool = False
    """Its pages are pictures of text: nothing in them can be found or quoted."""
    animated: bool = False
    """A picture that moves: `ReadAnimation` gives its pictures. Pages of a TIFF are counted in ``page_count``."""
    dangers: tuple[Danger, ...] = ()
    taken: str = ""
    """When a photo was taken by the camera's own clock: ISO 8601, or empty."""
    located: bool = False
    """A photo says where it was taken. The place itself is never read."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a document, and which program laid them out; ``simplified`` when it may look different elsewhere."""

    count: int
    sizes: tuple[tuple[float, float], ...]
    engine: str
    simplified: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page and the box it stands in (points)."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page in reading order."""

    page: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One place where the searched text stands; more than one box where it runs over a line's end."""

    page: int
    rects: tuple[Rect, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Places found, in order; ``complete`` is False when there were more than are listed (2,000)."""

    matches: tuple[Match, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list, ``level`` 1 outermost, with the ``marker`` to be shown before it ("•", "3.")."""

    level: int
    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, its rows all of the same length; the first ``header_rows`` are headings."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture inside a document, scaled down, with its description if the author gave one."""

    picture: Picture
    alt: str = ""


Block = Heading | Paragraph | ListItem | TableBlock | PictureBlock


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as text to be read, without its layout."""

    title: str
    blocks: tuple[Block, ...]
    engine: str
    """The program that read it, to be named beside the view."""
    simplified: bool
    """The original has a layout that this view leaves out."""
    complete: bool = True
    """False when the document is longer than what is shown here."""
    encoding: str = ""
    """How the letters of a plain text were stored, to be named beside the view: "UTF-8", "Windows-1252"."""


@dataclass(frozen=True, slots=True)
class PdfCopy:
    """A document as a PDF."""

    data: bytes
    engine: str


@dataclass(frozen=True, slots=True)
class Animation:
    """Pictures shown one after the other, each for its milliseconds; ``complete`` is False when some were left out."""

    pictures: tuple[Picture, ...]
    durations_ms: tuple[int, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of a table of contents, ``level`` 1 outermost; ``page`` from 1, or 0 where it leads nowhere."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A table of contents, in order; empty when the document has none."""

    entries: tuple[OutlineEntry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page: its box in points, and an address or, inside the document, a page (from 1; else 0)."""

    rect: Rect
    address: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of a page."""

    page: int
    links: tuple[Link, ...]


class NoteKind(StrEnum):
    """What stands beside the text of a document."""

    COMMENT = "comment"
    INSERTION = "insertion"
    DELETION = "deletion"
    SPEAKER_NOTE = "speaker_note"


@dataclass(frozen=True, slots=True)
class SideNote:
    """One comment, tracked change or speaker note, with the words it is about, and its page where that is known."""

    kind: NoteKind
    text: str
    author: str = ""
    when: str = ""
    """ISO 8601 as the file says, or empty."""
    about: str = ""
    page: int = 0
    rect: Rect | None = None


@dataclass(frozen=True, slots=True)
class SideNotes:
    """Everything that stands beside a document; ``complete`` is False when there is more than is listed (2,000)."""

    notes: tuple[SideNote, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class TextPart:
    """The words of a page or slide (from 1), or of the whole file (0)."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """All words of a file; ``scanned`` when its pages are pictures of text, in which nothing can be found."""

    parts: tuple[TextPart, ...]
    scanned: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Cue:
    """Words said from one moment to another, in milliseconds, and who says them where the file tells."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Cues in order of time; ``complete`` is False when there are more than are listed (20,000)."""

    cues: tuple[Cue, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """The text of a QR code, and the page (from 1) that it stands on."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Codes:
    """The QR codes of a file; ``complete`` is False when there was no time or room to look everywhere."""

    codes: tuple[Code, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What preflight measured of a file."""

    look: ItemLook


Reply = (
    Picture
    | Description
    | Pages
    | PageText
    | Matches
    | Reading
    | PdfCopy
    | Animation
    | Outline
    | PageLinks
    | SideNotes
    | Extracted
    | Transcript
    | Codes
    | LookedOver
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker sends back: a reply, a trouble, or both for a description. ``detail`` is for the log."""

    reply: Reply | None
    trouble: Trouble | None = None
    detail: str = ""
