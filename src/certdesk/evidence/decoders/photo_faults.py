"""Why a picture can't be decoded: cut off, damaged, or sound but stored in a way that nobody here reads."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.tiff_directories import directories
from certdesk.evidence.problems import Case

_ENDS = {"JPEG": (b"\xff\xd9", 2**18), "PNG": (b"IEND", 2**16), "GIF": (b";", 2**12)}
"""How a complete file ends, and in how many last bytes that stands: some cameras put more behind it."""
_WIDTH, _HEIGHT, _STRIPS, _TILES = 256, 257, 273, 324
_UNSUPPORTED = ("unsupported", "not supported", "unknown pixel mode")


def is_cut_off(opened: OpenedFile) -> bool:
    """Say whether the end of the picture is missing, judging by its last bytes."""
    form = opened.sniffed.format
    if form == "WebP":
        return int.from_bytes(opened.head[4:8], "little") + 8 > opened.size
    mark, within = _ENDS.get(form, (b"", 0))
    return mark not in opened.tail(within)


def why_not(opened: OpenedFile, problem: Exception) -> Case:
    """Return what to say when a reader raised ``problem``."""
    told = str(problem).lower()
    if any(words in told for words in _UNSUPPORTED) or _is_sound_tiff(opened):
        return Case.UNUSUAL_PICTURE
    return Case.TRUNCATED_PICTURE if is_cut_off(opened) else Case.DAMAGED


def _is_sound_tiff(opened: OpenedFile) -> bool:
    """Say whether a TIFF has a picture where its list of contents says so: then only its coding is unknown here."""
    if opened.sniffed.format != "TIFF" or opened.head[2:4] not in {b"*\x00", b"\x00*"}:
        return False
    for each in directories(opened):
        numbers = each.numbers
        places = numbers.get(_STRIPS) or numbers.get(_TILES) or ()
        sizes = (numbers.get(_WIDTH, (0,))[0], numbers.get(_HEIGHT, (0,))[0])
        return min(sizes) > 0 and 0 < max(places, default=0) < opened.size
    return False
