"""What was measured of one evidence file: plain facts, from which the rules of preflight judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says about itself: ``place`` is "author", "company", "artist", "comment author", "title" ..."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLook:
    """One page that was looked at, from 1. ``turn`` is by how many degrees clockwise it must be turned to be upright.

    ``sure`` says whether the file itself tells so (letters that lie on their side); what is only guessed from the
    picture of a scan is not sure. ``text_height`` is the height of a small letter in points, 0 where nobody knows;
    ``dpi`` how finely a scan was made, 0 for pages that are none.
    """

    page: int
    blank: bool = False
    turn: int = 0
    sure: bool = False
    text_height: float = 0.0
    dpi: int = 0


@dataclass(frozen=True, slots=True)
class PhotoLook:
    """A still picture, upright: its size in pixels, brightness from 0 to 255, and what tells it from others.

    ``highlight`` is what the brightest hundredth reaches, ``contrast`` the standard deviation, ``sharpness`` how
    quickly brightness changes at the sharpest places (0 to 255). ``hashes`` are the difference and the cosine hash of
    64 bits in hex, then both of the mirrored picture; none where the picture is too even to be told from others.
    """

    width: int
    height: int
    brightness: int
    highlight: int
    contrast: int
    sharpness: int
    grey_end: int = 0
    """How many hundredths of the height, from below, are one even grey: what is left of a picture that was cut off."""
    turn: int = 0
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundLook:
    """The sound of a recording, sampled over its length. ``loudness`` is integrated, in LUFS; silence is -120.

    ``span`` is how far loud and quiet moments lie apart (LU, 10th to 95th percentile of 0.4 s blocks). ``clipped`` is
    the share of the loudest moments' samples that reach the end of the scale, in thousandths. ``left`` and ``right``
    are levels in dB below full scale, equal for one channel. ``silent_from_ms`` is set where nothing is heard to the
    end.
    """

    loudness: float
    span: float
    clipped: int
    left: float
    right: float
    channels: int
    silent_from_ms: int | None = None
    decoded: bool = True


@dataclass(frozen=True, slots=True)
class FilmLook:
    """The pictures of a recording, sampled over its length, and how it is put together.

    Of ``samples`` pictures ``black`` are black; of the steps from one to the next ``still`` show no change at all.
    ``cuts`` are moments (ms) where the picture changes all at once, ``jumps`` where its clock leaves out a piece.
    ``pieces`` counts the pieces of an edit list, ``shapes`` the sizes that its descriptions name.
    """

    width: int
    height: int
    samples: int = 0
    black: int = 0
    still: int = 0
    brightness: int = 128
    cuts: tuple[int, ...] = ()
    jumps: tuple[int, ...] = ()
    pieces: int = 1
    descriptions: int = 1
    shapes: tuple[tuple[int, int], ...] = ()
    decoded: bool = True
    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemLook:
    """All that was measured of one file. ``case`` names what is wrong with it (`evidence.problems.Case`), or is empty.

    ``text`` is the beginning of its words (at most 8,000 characters), ``words_print`` a print of all of them by which
    documents with the same words are known (64 numbers; none for short texts). Days are ISO 8601 or empty.
    ``looked`` is False where only the beginning of the file told what it is.
    """

    kind: str
    format: str
    size: int
    case: str = ""
    dangers: tuple[str, ...] = ()
    pages: int | None = None
    words: int | None = None
    duration_ms: int | None = None
    picture_ms: int | None = None
    sound_ms: int | None = None
    has_picture: bool = False
    has_sound: bool = False
    taken: str = ""
    made: str = ""
    located: bool = False
    tools: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    text: str = ""
    words_print: tuple[int, ...] = ()
    page_looks: tuple[PageLook, ...] = ()
    photo: PhotoLook | None = None
    film: FilmLook | None = None
    sound: SoundLook | None = None
    looked: bool = True
