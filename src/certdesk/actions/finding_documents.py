"""Which files a person means who names files, folders or a whole stick to be verified."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import ngettext

__all__ = ["PICTURES", "find_documents", "photos_in_words"]

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff"})
"""What may be the photo of a certificate."""
_ALWAYS = frozenset({".pdf"})
_MAYBE = frozenset({".json", ".png", ".svg"})
_LARGEST_BADGE = 4 * 1024 * 1024


def _pass_over(_path: Path) -> None:
    pass


def find_documents(paths: Iterable[Path], photo: Callable[[Path], object] = _pass_over) -> Iterator[Path]:
    """Yield each file that was named, and of each folder every PDF and every badge in it, however deep.

    A link to a folder is not followed, so that nothing is looked at twice; a folder that can't be opened has nothing.
    ``photo`` is called with each picture in a folder, which is left out: looking for a code in it takes seconds.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, photo)
        else:
            yield path


def photos_in_words(count: int) -> str:
    """Say how many pictures in folders were left out; empty for none."""
    text = ngettext(
        "{count} photo was not looked at: name it by itself to have its code read.",
        "{count} photos were not looked at: name them one by one to have their codes read.",
        count,
    )
    return text.format(count=count) if count else ""


def _in_folder(folder: Path, photo: Callable[[Path], object]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            suffix = path.suffix.lower()
            # The hidden twins that a Mac leaves on a stick are called like documents.
            if name.startswith("._"):
                continue
            if suffix in _ALWAYS or (suffix in _MAYBE and _is_badge(path)):
                yield path
            elif suffix in PICTURES:
                photo(path)


def _is_badge(path: Path) -> bool:
    # What reads badges takes a while to load.
    from certdesk.signing.badge.baking import badge_in

    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_BADGE:
            return False
        badge = badge_in(path.read_bytes())
    except (OSError, UntrustedFileError):
        return False
    return badge is not None and (b"Credential" in badge or badge.startswith(b"eyJ"))
