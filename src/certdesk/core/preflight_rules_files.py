"""Rules about whether a file can be opened at all, and what could act in it."""

from __future__ import annotations

from certdesk.core.preflight import Severity
from certdesk.core.preflight_rule import IMAGE, OPEN, Rule
from certdesk.core.words import N_

_STOP, _MEND, _LOOK = Severity.STOP, Severity.MEND, Severity.LOOK
_AGAIN = N_("Copy it again from where it was made, open the copy once to see that it is whole, and send it.")

FILE_RULES: tuple[Rule, ...] = (
    Rule("empty", _STOP, N_("Empty file"), N_("The file is empty. There is nothing in it at all."), _AGAIN, OPEN),
    Rule("cut_off", _STOP, N_("File cut off"),
         N_("The file was cut off while it was copied: its end is missing, and it can't be opened."), _AGAIN, OPEN),
    Rule("cut_off_film", _STOP, N_("Recording cut off"),
         N_("The recording was cut off while it was copied: it stops before its end."), _AGAIN, OPEN),
    Rule("cut_off_picture", _STOP, N_("Picture cut off"),
         N_("Part of the picture is missing: it was cut off while it was copied."), _AGAIN, IMAGE),
    Rule("damaged", _STOP, N_("Damaged file"), N_("The file is damaged and can't be opened."), _AGAIN, OPEN),
    Rule("not_what_it_says", _STOP, N_("Not what its name says"),
         N_("The file's name says that it is a {claimed} file, but its content is not one, and it can't be opened."),
         _AGAIN, OPEN),
    Rule("repaired", _LOOK, N_("File has faults"),
         N_("The file has faults. It can be shown, but something may be missing in it."),
         N_("Look whether all of it is there. If not, save it again and send it.")),
    Rule("locked", _STOP, N_("Locked with a password"),
         N_("The file is locked with a password. Nobody else can open it."),
         N_("Save a copy without a password, and send that."), OPEN),
    Rule("copy_protected", _STOP, N_("Protected against copying"),
         N_("The recording is protected against copying. It only plays in the shop's own program."),
         N_("Send a recording of your own."), OPEN),
    Rule("program", _STOP, N_("A program"), N_("This is a program, not a document. It is never started here."),
         N_("Send a picture or a PDF that shows what it does."), OPEN),
    Rule("only_a_link", _STOP, N_("Only a link"),
         N_("The file holds no document, only a link to one on the internet. Assessors work without it."),
         N_("Download the document itself, as a PDF, and send that."), OPEN),
    Rule("packed", _STOP, N_("Packed files"),
         N_("This is a packed folder ({given}). Assessors can't see what is in it."),
         N_("Unpack it, and send the files that are in it."), OPEN),
    Rule("cannot_be_shown", _STOP, N_("Can't be shown"), N_("Files of this kind ({given}) can't be shown."),
         N_("Save it as a PDF, or as a JPEG picture, and send that."), OPEN),
    Rule("not_here", _STOP, N_("File is lost"), N_("The file is not there any more, or was changed since it came in."),
         N_("Send it again."), OPEN),
    Rule("not_looked_at", _LOOK, N_("Not looked at"),
         N_("Looking into the file took too long or failed, so nobody knows whether it is in order."),
         N_("Open it once yourself. If it is slow, save it again and send that.")),
    Rule("misnamed", _LOOK, N_("Wrong ending of the name"),
         N_("The name ends like a {claimed} file, but it is a {given} file."),
         N_("Check that it is the file that you meant.")),
    Rule("macros", _MEND, N_("Macros"), N_("There are macros in it: small programs, which are never run here."),
         N_("Save it without macros (as .docx, .xlsx or .pptx) or as a PDF, and send that.")),
    Rule("scripts", _MEND, N_("Scripts"), N_("There are scripts in it: small programs, which are never run here."),
         N_("Print it to a new PDF, and send that.")),
    Rule("files_inside", _LOOK, N_("Files inside a file"),
         N_("Other files are packed inside it. Assessors don't see those."), N_("Send them as files of their own.")),
    Rule("outside_links", _LOOK, N_("Fetches from the internet"),
         N_("It fetches pictures or data from the internet. Assessors work without it and don't see those."),
         N_("Save it as a PDF, in which everything stays where it is, and send that.")),
)  # fmt: skip
