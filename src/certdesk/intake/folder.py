"""Listing a folder on a disk or stick. Links are never followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import FoundFile, OnDisk, Skipped
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, is_clutter, stand_in

_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a folder of Windows that is really another place


def list_folder(folder: Path, limits: Limits) -> Listing:
    """List all files in a folder and the folders in it.

    Raises StorageError when the folder itself can't be read, UntrustedFileError when it holds too many files; anything
    else that can't come in is among the skipped.
    """
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for found in _walk(folder, (), limits):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        entries.append(found)
        if len(entries) > limits.files:
            problem = _("“{folder}” holds more than {count} files.")
            hint = _("Choose one portfolio, or a folder of fewer portfolios.")
            raise UntrustedFileError(problem.format(folder=shown(_readable(folder.name)), count=limits.files), hint)
    return Listing(_readable(folder.resolve().name), tuple(entries), tuple(skipped))


def _walk(folder: Path, above: tuple[str, ...], limits: Limits) -> Iterator[Entry | Skipped]:
    try:
        with os.scandir(folder) as children:
            ordered = sorted(children, key=lambda child: child.name)
    except OSError as error:
        if not above:
            problem = _("The folder “{folder}” can't be read: {reason}.")
            hint = _("Check that the stick is still there and that you may open this folder.")
            raise StorageError(
                problem.format(folder=shown(_readable(folder.name)), reason=error.strerror or error), hint
            ) from error
        yield Skipped(
            displayed(above), _("this folder can't be opened: {reason}").format(reason=error.strerror or error)
        )
        return
    for child in ordered:
        parts = (*above, _readable(child.name))
        if reason := stand_in(child.name):
            yield Skipped(displayed(parts), reason)
            continue
        if is_clutter(child.name):
            yield Skipped(displayed(parts), _("left behind by the system or another program"), expected=True)
            continue
        try:
            yield from _look_at(child, parts, limits)
        except OSError as error:
            yield Skipped(displayed(parts), _("it can't be read: {reason}").format(reason=error.strerror or error))


def _look_at(child: os.DirEntry[str], parts: tuple[str, ...], limits: Limits) -> Iterator[Entry | Skipped]:
    about = child.stat(follow_symlinks=False)
    if stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION:
        yield Skipped(displayed(parts), _("it is a link to another place, and links are not followed"))
    elif stat.S_ISDIR(about.st_mode):
        if len(parts) > limits.folder_depth:
            yield Skipped(displayed(parts), _("it lies too many folders deep"))
            return
        yield from _walk(Path(child.path), parts, limits)
    elif not stat.S_ISREG(about.st_mode):
        yield Skipped(displayed(parts), _("it is not an ordinary file"))
    elif not os.access(child.path, os.R_OK):
        yield Skipped(displayed(parts), _("you are not allowed to open it"))
    else:
        yield Entry(parts, FoundFile("/".join(parts), about.st_size, OnDisk(Path(child.path))))


def _readable(name: str) -> str:
    """Return a name from the file system as text, also when its bytes are not."""
    return os.fsencode(name).decode("utf-8", "replace") if os.name == "posix" else name
