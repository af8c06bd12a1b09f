"""What a file is that somebody took for a zip, in a sentence that says what to do with it."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import N_, _

_AGAIN = N_("Ask for it again, or copy it once more from the stick.")
_PARTS = N_(
    "Put all its parts (.z01, .zip.001 and so on) into one folder, unpack them there with the program that made them, "
    "and choose that folder; or ask for one ordinary zip."
)
_UNPACK = N_(
    "CertDesk opens zips only: unpack it and choose the folder, or pack the folder as a zip (on Windows: right click, "
    "“Compress to ZIP file”; on phones: “Compress” in the files program)."
)
_ALONE = N_("Put it into a folder of its own and choose that folder.")

# What the first bytes say; the first that fits counts.
_KINDS: tuple[tuple[bytes, int, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", 0, N_("“{file}” is a 7z archive, not a zip."), _UNPACK),
    (b"Rar!\x1a\x07", 0, N_("“{file}” is a RAR archive, not a zip."), _UNPACK),
    (b"\x1f\x8b", 0, N_("“{file}” is a gz archive, not a zip."), _UNPACK),
    (b"BZh", 0, N_("“{file}” is a bz2 archive, not a zip."), _UNPACK),
    (b"\xfd7zXZ\0", 0, N_("“{file}” is an xz archive, not a zip."), _UNPACK),
    (b"MSCF", 0, N_("“{file}” is a cabinet of Windows, not a zip."), _UNPACK),
    (b"ustar", 257, N_("“{file}” is a tar archive, not a zip."), _UNPACK),
    (b"PK\x07\x08", 0, N_("“{file}” is one of several parts of a zip."), _PARTS),
    (b"%PDF-", 0, N_("“{file}” is a PDF, not a zip."), _ALONE),
    (b"\xff\xd8\xff", 0, N_("“{file}” is a photo, not a zip."), _ALONE),
    (b"\x89PNG", 0, N_("“{file}” is a picture, not a zip."), _ALONE),
    (b"ftyp", 4, N_("“{file}” is a film, a sound or a photo, not a zip."), _ALONE),
    (b"\xd0\xcf\x11\xe0", 0, N_("“{file}” is a document of an old office program, not a zip."), _ALONE),
    (b"SQLite format 3\0", 0, N_("“{file}” is a database, not a zip."), _ALONE),
)
_WEB = (b"<!doctype html", b"<html")
_DOCUMENTS = frozenset({"[content_types].xml", "mimetype", "index/document.iwa"})
_PROGRAMS = frozenset({"androidmanifest.xml", "classes.dex"})
_BACKUP = "moodle_backup.xml"


def not_a_zip(name: str, head: bytes) -> UntrustedFileError:
    """Return the error for a file that is no zip; ``head`` are its first 512 bytes."""
    file = shown(name)
    if not head:
        problem = _("“{file}” is not a zip, or it was damaged on its way: it is empty.").format(file=file)
        return UntrustedFileError(problem, _(_AGAIN))
    for mark, place, sentence, hint in _KINDS:
        if head[place : place + len(mark)] == mark:
            return UntrustedFileError(_(sentence).format(file=file), _(hint))
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        problem = _("“{file}” is a web page, not a zip: the download ended at a page to sign in, or at an error.")
        return UntrustedFileError(problem.format(file=file), _("Sign in there first, and download it again."))
    problem = _("“{file}” is not a zip, or it was damaged on its way.").format(file=file)
    return UntrustedFileError(problem, _(_AGAIN))


def one_of_several(name: str) -> UntrustedFileError:
    """Return the error for the last part of a zip that was cut in parts."""
    return UntrustedFileError(_("“{file}” is one of several parts of a zip.").format(file=shown(name)), _(_PARTS))


def something_else(name: str, entries: Iterable[str]) -> UntrustedFileError | None:
    """Return the error for a zip called ``name`` that is no evidence by its ``entries``; None for every other zip.

    That is a document (DOCX, ODT, EPUB, Pages), a program for phones, or the backup of a whole course.
    """
    names = {entry.casefold() for entry in entries}
    file = shown(name)
    if names & _DOCUMENTS:
        return UntrustedFileError(_("“{file}” is a document, not a zip of evidence.").format(file=file), _(_ALONE))
    if names & _PROGRAMS:
        problem = _("“{file}” is a program for Android, not a zip of evidence.").format(file=file)
        return UntrustedFileError(problem, _("Don't open it, and ask its sender what was meant."))
    if _BACKUP in names:
        problem = _("“{file}” is the backup of a Moodle course, in which nobody's work can be told apart.")
        hint = _("In Moodle, open the assignment, choose “Download all submissions”, and take that file in.")
        return UntrustedFileError(problem.format(file=file), hint)
    return None
