"""Rules about documents and photos: lengths, pages blank or on their side, pictures that show too little."""

from __future__ import annotations

from certdesk.core.preflight import RepairKind, Severity
from certdesk.core.preflight_rule import IMAGE, LIMIT, Rule
from certdesk.core.words import N_

_STOP, _MEND, _LOOK = Severity.STOP, Severity.MEND, Severity.LOOK

PAGE_RULES: tuple[Rule, ...] = (
    Rule("too_many_pages", _MEND, N_("Too many pages"), N_("It has {count} pages, at most {most} may be sent."),
         N_("Send only the pages that matter."), LIMIT),
    Rule("too_many_words", _MEND, N_("Too many words"),
         N_("It has about {count} words, at most {most} may be written."),
         N_("Shorten it, and send it again."), LIMIT),
    Rule("all_blank", _STOP, N_("Nothing on the pages"), N_("There is nothing on its pages."),
         N_("It may have been scanned from the wrong side. Scan it again."), IMAGE),
    Rule("blank_pages", _LOOK, N_("Empty pages"), N_("There is nothing on {pages}."),
         N_("Look whether a page was scanned from the wrong side.")),
    Rule("page_sideways", _MEND, N_("Pages lie on their side"), N_("The writing on {pages} lies on its side."),
         N_("CertDesk can turn it."), "", RepairKind.ROTATE),
    Rule("page_upside_down", _MEND, N_("Pages upside down"), N_("The writing on {pages} is upside down."),
         N_("CertDesk can turn it."), "", RepairKind.ROTATE),
    Rule("maybe_turned", _LOOK, N_("May be turned the wrong way"), N_("The writing on {pages} seems to be {way}."),
         N_("Look at it. CertDesk can turn it."), "", RepairKind.ROTATE),
    Rule("scan_coarse", _MEND, N_("Scan too coarse"),
         N_("{pages}: scanned at {dpi} dots per inch. Small writing is lost."),
         N_("Scan again with at least 200 dots per inch, or photograph each page from close by.")),
    Rule("text_tiny", _LOOK, N_("Very small writing"), N_("The writing on {pages} is very small."),
         N_("Look at it on a screen. If you can't read it, send a larger copy.")),
    Rule("photo_empty", _STOP, N_("Nothing to be seen"),
         N_("Nothing can be seen in the picture: it is one colour all over."),
         N_("Send the picture again, or another one."), IMAGE),
    Rule("photo_black", _STOP, N_("Black picture"), N_("The picture is black."),
         N_("Send the picture again, or another one."), IMAGE),
    Rule("photo_half", _STOP, N_("Half of the picture is missing"),
         N_("The lower part of the picture is only grey: it was cut off while it was copied."),
         N_("Copy it again from the camera, and send it."), IMAGE),
    Rule("photo_dark", _LOOK, N_("Dark picture"), N_("The picture is very dark."),
         N_("Look whether everything that matters can be seen. If not, send a brighter one.")),
    Rule("photo_blurred", _LOOK, N_("Blurred picture"), N_("The picture is blurred."),
         N_("Look whether everything that matters can be read. If not, take it again.")),
    Rule("photo_small", _MEND, N_("Picture too small"), N_("The picture is only {width} × {height} dots."),
         N_("Send the picture as the camera took it, not as a messenger or a web page shrank it.")),
)  # fmt: skip
