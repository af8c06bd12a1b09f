"""File names from elsewhere: which are safe, which are clutter, and how to compare and sort them."""

from __future__ import annotations

import re
import unicodedata

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 4_096  # bytes of a whole path, more than Windows, macOS or Linux open
_JOINERS = {"\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"}
_DIGITS = re.compile(r"([0-9]+)")
_BESIDE_PHOTOS = re.compile(r"\.(?:jpe?g|heic|png|gif|webp|mp4|mov|m4v|3gp)(?:\.[a-z-]{2,24})?(?:\([0-9]+\))?\.json$")
_OF_GOOGLE = {"gdoc", "gsheet", "gslides", "gdraw", "gform", "gjam", "gsite", "glink", "gmap", "gscript"}
_UNFINISHED = {"crdownload", "partial", "opdownload", "part"}
_CLUTTER = {
    "archive_browser.html",
    "__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "@eadir", "$recycle.bin",
    "system volume information", "lost+found",
}  # fmt: skip


def safe_parts(name: str) -> tuple[str, ...]:
    """Split the name of a zip's entry into folders and file. Raises UntrustedFileError if it leads elsewhere.

    Backslashes part folders too, as some programs of Windows write them. What nobody sees and what turns the direction
    of writing is taken out of the names.
    """
    if "\0" in name:
        raise UntrustedFileError(_("its name holds a character that hides its end"))
    if len(name.encode(errors="replace")) > _LONGEST:
        raise UntrustedFileError(_("its name is longer than any disk can keep"))
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or _DRIVE.match(slashed):
        raise UntrustedFileError(_("its name points to a fixed place on a disk"))
    parts = tuple(tidy for part in slashed.split("/") if (tidy := visible_name(part)) not in ("", "."))
    if ".." in parts:
        raise UntrustedFileError(_("its name leads out of the folder"))
    if not parts or not visible_name(slashed.rstrip("/").rpartition("/")[2]):
        raise UntrustedFileError(_("it has no name"))
    return parts


def visible_name(name: str) -> str:
    """Return a name without control characters and without those that turn the direction of writing or show nothing.

    The joiners that Persian, Indian scripts and emoji need stay.
    """
    if name.isprintable():
        return name
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_half(c) else c for c in name if not _is_unseen(c))


def _is_unseen(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}


def _is_half(character: str) -> bool:
    return unicodedata.category(character) == "Cs"


def is_clutter(name: str) -> bool:
    """Whether a file or folder was left behind by a system or a program: .DS_Store, Thumbs.db, ~$plan.docx."""
    lowered = name.casefold()
    if lowered.endswith(".aae") or _BESIDE_PHOTOS.search(lowered):
        return True
    return lowered in _CLUTTER or name.startswith((".", "~$")) or (name.startswith("~") and lowered.endswith(".tmp"))


def stand_in(name: str) -> str:
    """Return why a file only stands for another that is not here, in words; empty for every other file."""
    lowered = name.casefold()
    if lowered.startswith(".") and lowered.endswith(".icloud"):
        return _(
            "it is still in iCloud: download it there (in the file manager of the Mac or phone), and copy it again"
        )
    ending = lowered.rpartition(".")[2] if "." in lowered[1:] else ""
    if ending in _OF_GOOGLE:
        return _("it only says where a document of Google Drive is: download that as PDF or Office file instead")
    if ending in _UNFINISHED:
        return _("its download was never finished: download it again")
    if ending == "lnk":
        return _("it is only a shortcut to another place: ask for the file itself")
    return ""


def same_name(name: str) -> str:
    """Return a form in which names are equal that people take for the same: letter case and composed letters."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def in_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as people count: 2 before 10."""
    pieces = _DIGITS.split(same_name(name))
    return tuple((0, int(piece[:18]), piece) if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)


def displayed(parts: tuple[str, ...]) -> str:
    """Write a name with its folders for people, on one line."""
    return shown("/".join(parts), 120)
