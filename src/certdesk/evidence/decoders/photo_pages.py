"""The pictures of a file that holds several: pages of a scanned TIFF, pictures of a HEIC; counted from 1."""

from __future__ import annotations

from PIL import Image

from certdesk.evidence.problems import Case, Refused

MOST_PAGES = 500
_SUBFILE_TYPE = 254
_NO_PAGE = 0b101
"""Bits of a TIFF's subfile type: a smaller copy of another picture, or a mask for one."""


def frames_of(image: Image.Image) -> tuple[int, ...]:
    """Return the numbers of the frames that are pages, as Pillow counts them; the first page comes first."""
    if image.format == "HEIF":
        first = image.tell()
        return (first, *(each for each in range(min(getattr(image, "n_frames", 1), MOST_PAGES)) if each != first))
    if image.format != "TIFF":
        return (0,)
    return _pages_of_tiff(image)


def _pages_of_tiff(image: Image.Image) -> tuple[int, ...]:
    found = [0]
    for frame in range(1, MOST_PAGES):
        try:
            image.seek(frame)
        except (EOFError, OSError, SyntaxError, ValueError, KeyError, TypeError, RuntimeError):
            break  # the end, or a page that can't be shown: those before it can
        subfile = image.tag_v2.get(_SUBFILE_TYPE, 0)  # type: ignore[attr-defined] # a TIFF has tags
        if not (isinstance(subfile, int) and subfile & _NO_PAGE):
            found.append(frame)
    image.seek(0)
    return tuple(found)


def go_to_page(image: Image.Image, frames: tuple[int, ...], page: int) -> None:
    """Turn to a page; raises `Refused` when there is none of that number."""
    if not 1 <= page <= len(frames):
        raise Refused(Case.NO_SUCH_PAGE, page=page, count=len(frames))
    if image.tell() != frames[page - 1]:
        image.seek(frames[page - 1])
