"""What can be wrong with a file, each as a sentence and a hint that a person can act on.

The worker only says which case it met; the sentence is made in the main process, in the language in use there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import N_, _


class Code(StrEnum):
    """Families of trouble, for icons, filters and tests."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    LOCKED = "locked"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of a trouble
    DAMAGED = "damaged"
    TOO_BIG = "too_big"
    UNSUPPORTED = "unsupported"
    MISNAMED = "misnamed"
    NO_INDEX = "no_index"
    HUNG = "hung"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"


class Case(StrEnum):
    """What exactly happened; each has its own sentence."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    TRUNCATED_MEDIA = "truncated_media"
    TRUNCATED_PICTURE = "truncated_picture"
    LOCKED = "locked"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of a trouble
    LOCKED_FOR_GOOD = "locked_for_good"
    DAMAGED = "damaged"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    TOO_LARGE = "too_large"
    OUT_OF_MEMORY = "out_of_memory"
    NO_PREVIEW = "no_preview"
    NO_PAGES = "no_pages"
    NO_SLIDES = "no_slides"
    PROGRAM = "program"
    NO_VIEW = "no_view"
    ONLY_A_LINK = "only_a_link"
    CLOSED_ARCHIVE = "closed_archive"
    REPAIRED = "repaired"
    NO_READING = "no_reading"
    NO_SUCH_PAGE = "no_such_page"
    NO_FONT = "no_font"
    UNKNOWN_FORMAT = "unknown_format"
    NOT_DRAWN = "not_drawn"
    UNUSUAL_PICTURE = "unusual_picture"
    MISNAMED = "misnamed"
    NO_INDEX = "no_index"
    NO_STREAMS = "no_streams"
    PROTECTED = "protected"
    HUNG = "hung"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    NO_WORKER = "no_worker"
    LAYOUT_FAILED = "layout_failed"
    LAYOUT_HUNG = "layout_hung"
    PAGES_NOT_KEPT = "pages_not_kept"
    CHANGED = "changed"


_HOLE = re.compile(r"\{\w+\}")
_ASK_AGAIN = N_("Ask for the file again.")
_OTHER_PROGRAM = N_("Open it in another program if you trust where it comes from, or ask for it as a PDF.")

_CASES: dict[Case, tuple[Code, str, str]] = {
    Case.EMPTY: (Code.EMPTY, N_("The file is empty: it has no content at all."), _ASK_AGAIN),
    Case.TRUNCATED: (
        Code.TRUNCATED,
        N_("The {format} file was cut off while copying: its end is missing."),
        _ASK_AGAIN,
    ),
    Case.TRUNCATED_MEDIA: (
        Code.TRUNCATED,
        N_("The {format} file was cut off while copying: it stops before its end."),
        N_("It plays as far as it goes. Ask for the file again if the rest matters."),
    ),
    Case.TRUNCATED_PICTURE: (
        Code.TRUNCATED,
        N_("The picture was cut off while copying: part of it is missing."),
        _ASK_AGAIN,
    ),
    Case.LOCKED: (
        Code.LOCKED,
        N_("The {format} file is locked with a password."),
        N_("Type the password, or ask for a copy without one."),
    ),
    Case.WRONG_PASSWORD: (
        Code.WRONG_PASSWORD,
        N_("The password does not open the {format} file."),
        N_("Mind capital letters and the keyboard's language, or ask for a copy without a password."),
    ),
    Case.LOCKED_FOR_GOOD: (
        Code.LOCKED,
        N_("The {format} file is locked with a password and can't be opened here."),
        N_("Ask for a copy without a password."),
    ),
    Case.DAMAGED: (Code.DAMAGED, N_("The {format} file is damaged and can't be read."), _ASK_AGAIN),
    Case.NOT_WHAT_IT_SAYS: (
        Code.DAMAGED,
        N_("The file is named like a {claimed} file, but its content is not one."),
        N_("It may have been damaged while copying. Ask for the file again."),
    ),
    Case.TOO_MANY_PIXELS: (
        Code.TOO_BIG,
        N_("The picture says it has {megapixels} million pixels; at most {limit} million are opened."),
        N_("Ask for a smaller version of the picture."),
    ),
    Case.UNPACKS_TOO_BIG: (
        Code.TOO_BIG,
        N_("The {format} file would unpack to far more than a document needs, so it was not opened."),
        N_("It may have been made to do harm. Ask for the document as a PDF."),
    ),
    Case.TOO_LARGE: (
        Code.TOO_BIG,
        N_("The {format} file is too large to be shown."),
        N_("Ask for a smaller version, or open it in another program."),
    ),
    Case.OUT_OF_MEMORY: (
        Code.TOO_BIG,
        N_("Showing the {format} file takes more memory than it is allowed."),
        N_("Ask for a smaller version, or open it in another program."),
    ),
    Case.NO_PREVIEW: (
        Code.UNSUPPORTED,
        N_("There is no picture of {format} files here."),
        N_("Open the item to look at it."),
    ),
    Case.NO_PAGES: (
        Code.UNSUPPORTED,
        N_("{format} files are not shown as pages here."),
        N_("Read its text instead, or ask for it as a PDF."),
    ),
    Case.NO_SLIDES: (Code.EMPTY, N_("The presentation has no slides."), _ASK_AGAIN),
    Case.PROGRAM: (
        Code.UNSUPPORTED,
        N_("This is a program or a script, not a document. It is never started here."),
        N_("Do not open it. Ask what it is meant to show, and for a picture or a PDF of that."),
    ),
    Case.NO_VIEW: (
        Code.UNSUPPORTED,
        N_("{format} files can't be shown here."),
        _OTHER_PROGRAM,
    ),
    Case.ONLY_A_LINK: (
        Code.UNSUPPORTED,
        N_("The file holds no document, only a link to one that is kept online."),
        N_("Ask for the document itself: downloaded as a PDF, or in the format that it was written in."),
    ),
    Case.CLOSED_ARCHIVE: (
        Code.UNSUPPORTED,
        N_("{format} archives are not opened here."),
        N_("Unpack it and take in its files."),
    ),
    Case.REPAIRED: (
        Code.DAMAGED,
        N_("The {format} file is damaged and was put together again for showing."),
        N_("Something may be missing. Ask for the file again if it matters."),
    ),
    Case.NO_READING: (
        Code.UNSUPPORTED,
        N_("{format} files have no text that could be read here."),
        N_("Look at it in its own view."),
    ),
    Case.NO_SUCH_PAGE: (
        Code.UNSUPPORTED,
        N_("There is no page {page}: the document ends at page {count}."),
        N_("Choose another page."),
    ),
    Case.NO_FONT: (
        Code.UNSUPPORTED,
        N_("The slides can't be drawn, because no font was found on this computer."),
        N_("Read their text instead."),
    ),
    Case.UNKNOWN_FORMAT: (Code.UNSUPPORTED, N_("This kind of file can't be shown here."), _OTHER_PROGRAM),
    Case.NOT_DRAWN: (
        Code.UNSUPPORTED,
        N_("{format} pictures can't be shown here."),
        N_("Ask for it as a JPEG or PNG, or open it in another program if you trust where it comes from."),
    ),
    Case.UNUSUAL_PICTURE: (
        Code.UNSUPPORTED,
        N_("The {format} picture is stored in an unusual way that can't be shown here."),
        N_("Ask for it as a JPEG or PNG, or open it in another program if you trust where it comes from."),
    ),
    Case.MISNAMED: (
        Code.MISNAMED,
        N_("The name says {claimed}, but the content is {format}."),
        N_("It is shown as what it really is. Check that it is the file that was meant."),
    ),
    Case.NO_INDEX: (
        Code.NO_INDEX,
        N_("The video was cut off while copying: its index is missing."),
        _ASK_AGAIN,
    ),
    Case.PROTECTED: (
        Code.LOCKED,
        N_("The recording is protected against copying and can only be played by the shop that sold it."),
        N_("Ask for a recording of one's own, without protection."),
    ),
    Case.NO_STREAMS: (
        Code.DAMAGED,
        N_("The {format} file has neither pictures nor sound in it."),
        _ASK_AGAIN,
    ),
    Case.HUNG: (
        Code.HUNG,
        N_("Reading the file took too long and was stopped."),
        _OTHER_PROGRAM,
    ),
    Case.CRASHED: (
        Code.CRASHED,
        N_("The file made its reader stop working. Nothing else was affected."),
        _OTHER_PROGRAM,
    ),
    Case.NO_WORKER: (
        Code.CRASHED,
        N_("The part of the program that reads files could not be started."),
        N_("Close other programs, start CertDesk again, and install it anew if that does not help."),
    ),
    Case.LAYOUT_FAILED: (
        Code.UNSUPPORTED,
        N_("LibreOffice could not make pages of the {format} file."),
        N_("The built-in view shows its content."),
    ),
    Case.LAYOUT_HUNG: (
        Code.HUNG,
        N_("LibreOffice took too long with the {format} file and was stopped."),
        N_("The built-in view shows its content."),
    ),
    Case.PAGES_NOT_KEPT: (
        Code.UNREADABLE,
        N_("Pages of the {format} file could not be made or kept: the disk or the temporary folder is full or locked."),
        N_("Free some space on the disk. The built-in view shows the content meanwhile."),
    ),
    Case.CHANGED: (
        Code.UNREADABLE,
        N_("This is not the file that was taken in: what is stored was changed or damaged since."),
        N_("Nothing of it is shown. “certdesk check --deep” says which files are affected and what to do."),
    ),
    Case.UNREADABLE: (
        Code.UNREADABLE,
        N_("The file can't be opened: it has been moved or deleted, or its disk is gone."),
        N_("Check that the disk or stick is still connected."),
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file can't be shown (or not wholly), and what to do about it."""

    code: Code
    sentence: str
    hint: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A case with what its sentence needs; this is what the worker sends."""

    case: Case
    format: str = ""
    claimed: str = ""
    numbers: tuple[tuple[str, int], ...] = ()


class EvidenceError(UntrustedFileError):
    """A file can't be looked at; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence, problem.hint)
        self.problem = problem


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Inside the worker: the request ends with this trouble instead of a reply."""

    def __init__(self, case: Case, **numbers: int) -> None:
        super().__init__(case.value)
        self.case = case
        self.numbers = tuple(numbers.items())


def explain(trouble: Trouble) -> Problem:
    """Put ``trouble`` into words in the language in use."""
    code, sentence, hint = _CASES[trouble.case]
    words: dict[str, object] = {
        "format": _(trouble.format) if trouble.format else "",
        "claimed": _(trouble.claimed) if trouble.claimed else "",
    }
    words.update({"page": "?", "count": "?", "megapixels": "?", "limit": "?"})
    words.update(trouble.numbers)
    said = _(sentence).format(**words)
    return Problem(code, said[:1].upper() + said[1:], _(hint))


@lru_cache(maxsize=512)
def code_of(said: str) -> Code | None:
    """Return the family of a problem that was kept as its sentence; None for one that is none of ours."""
    for code, sentence, _hint in _CASES.values():
        pattern = ".{0,200}?".join(map(re.escape, _HOLE.split(_(sentence))))
        if re.match(pattern, said, re.IGNORECASE):
            return code
    return None
