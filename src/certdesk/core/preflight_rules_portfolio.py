"""Rules about a portfolio as a whole: what is missing, how much of it there is, consent, identity, days and twins."""

from __future__ import annotations

from certdesk.core.preflight import RepairKind, Severity
from certdesk.core.preflight_rule import CONSENT, LIMIT, MISSING, OUTDATED, Rule
from certdesk.core.words import N_

_STOP, _MEND, _LOOK = Severity.STOP, Severity.MEND, Severity.LOOK

_PARTS = (
    Rule("nothing_here", _STOP, N_("No evidence"), N_("There is no evidence in this portfolio."),
         N_("Send your evidence again. Something went wrong on the way."), MISSING),
    Rule("part_missing", _STOP, N_("Something required is missing"),
         N_("{kind}: none was sent. It is needed for {criteria}."),
         N_("Send it. If you did send one, tell your coordinator which file it is."), MISSING),
    Rule("too_few", _STOP, N_("Too few of a kind"),
         N_("{kind}: there are {count}, at least {least} are needed for {criteria}."),
         N_("Send the others too."), MISSING),
    Rule("too_many", _MEND, N_("Too many of a kind"), N_("{kind}: there are {count}, at most {most} may be sent."),
         N_("Choose the {most} that show most, and say which ones to leave out."), LIMIT),
    Rule("too_many_items", _MEND, N_("Too many files"), N_("There are {count} files, at most {most} may be sent."),
         N_("Choose the ones that show most, and say which ones to leave out."), LIMIT),
    Rule("too_much", _MEND, N_("Too large altogether"),
         N_("The files take {size} together, at most {most} may be sent."),
         N_("Videos take most room. A copy with a smaller picture is usually good enough."), "", RepairKind.SMALLER),
    Rule("file_too_large", _MEND, N_("File too large"), N_("The file takes {size}, and one file may take {most}."),
         N_("A copy of the video with a smaller picture is usually good enough."), "", RepairKind.SMALLER),
    Rule("too_large_for_stick", _MEND, N_("Too large for most USB sticks"),
         N_("The file takes {size}. Most USB sticks hold no file over 4 GB."),
         N_("A copy of the video with a smaller picture is usually good enough."), "", RepairKind.SMALLER),
    Rule("unsorted", _MEND, N_("Not sorted in"), N_("It is not said which kind of evidence this is."),
         N_("Tell your coordinator what it is meant to show: a lesson plan, pupil work, a photograph ...")),
    Rule("kind_unknown", _LOOK, N_("Kind of evidence not known"),
         N_("It is sent as “{kind}”, which this programme does not know."), N_("Say which kind of evidence it is.")),
    Rule("wrong_medium", _STOP, N_("Wrong sort of file"), N_("{kind} should be {wanted}, but this is {given}."),
         N_("You may have picked the wrong file. Send the right one."), MISSING),
    Rule("wrong_format", _MEND, N_("Unusual file format"),
         N_("{kind} should be sent as {wanted}, but this is a {given} file."),
         N_("Save it again as {wanted}, and send that.")),
)  # fmt: skip

_CONSENT = (
    Rule("consent_missing", _STOP, N_("No consent recorded"),
         N_("People can be seen or heard in it, and nobody has noted that they agree."),
         N_("Send the signed consent forms, or say that nobody can be recognised."), CONSENT, RepairKind.CONSENT),
    Rule("consent_to_ask", _LOOK, N_("Are people in it?"),
         N_("If people can be recognised in it, they must agree. Nothing is noted about that."),
         N_("Say who can be recognised and send their consent forms, or say that nobody can be."), "",
         RepairKind.CONSENT),
    Rule("consent_ended", _STOP, N_("Consent has ended"), N_("The consent for it has ended."),
         N_("Ask the people in it again, or send something else."), CONSENT, RepairKind.CONSENT),
    Rule("consent_withdrawn", _STOP, N_("Consent was withdrawn"),
         N_("Somebody who is in it no longer agrees to be seen."),
         N_("Send something else. This one stays closed."), CONSENT),
)  # fmt: skip

_IDENTITY = (
    Rule("name_in_file_name", _MEND, N_("Name in a file name"),
         N_("The file's name tells who you are: “{file}”. Assessors must not know that."),
         N_("Give it a name without your own and your school's. CertDesk can rename it."), "", RepairKind.RENAME),
    Rule("name_in_caption", _MEND, N_("Name in a title or caption"),
         N_("What you wrote about it tells who you are: “{words}”. Assessors must not know that."),
         N_("Write it without your name and your school's.")),
    Rule("name_in_properties", _MEND, N_("Name hidden in the file"),
         N_("The file carries “{words}” inside it ({place}). Assessors must not know that."),
         N_("CertDesk can take it out. Nothing that you see in the file changes."), "", RepairKind.STRIP),
    Rule("place_in_file", _MEND, N_("Place hidden in the file"),
         N_("The file tells where it was made, to a few metres."),
         N_("CertDesk can take that out. Nothing that you see changes."), "", RepairKind.STRIP),
    Rule("name_in_text", _LOOK, N_("Name in the text"),
         N_("“{words}” stands in the text. Assessors should not know who you are."),
         N_("Take it out and send the file again, or have it covered."), "", RepairKind.MASK),
)  # fmt: skip

_DAYS = (
    Rule("outdated", _STOP, N_("Too old"), N_("It is from {day}. Evidence may be at most {months} months old."),
         N_("Send something newer."), OUTDATED),
    Rule("maybe_outdated", _LOOK, N_("May be too old"),
         N_("The file says that it was made on {day}. Evidence may be at most {months} months old."),
         N_("Say when it was made. A camera's clock can be wrong."), ""),
    Rule("from_the_future", _LOOK, N_("Wrong clock"),
         N_("The file says that it was made on {day}, which is still to come."),
         N_("Say when it was made. The clock of the camera or computer was wrong.")),
)  # fmt: skip

_TWINS = (
    Rule("same_file", _MEND, N_("The same file twice"), N_("This is the same file as {others}."),
         N_("You may have picked the wrong file for one of them. Send the right one, or say which to leave out.")),
    Rule("same_file_elsewhere", _MEND, N_("The same file from somebody else"),
         N_("Exactly the same file is in the portfolio of somebody else."),
         N_("Say whose work it is, and what your part in it was.")),
    Rule("like_photo", _LOOK, N_("Nearly the same photo"), N_("It shows the same as {others}."),
         N_("Keep the better one, unless both are needed.")),
    Rule("like_photo_elsewhere", _LOOK, N_("Nearly the same photo from somebody else"),
         N_("Somebody else sent a photo that shows the same."), N_("Say who took it, and what your part in it was.")),
    Rule("like_words", _LOOK, N_("Nearly the same words"), N_("It has nearly the same words as {others}."),
         N_("Keep the newer version, unless both are needed.")),
    Rule("like_words_elsewhere", _LOOK, N_("Nearly the same words from somebody else"),
         N_("Somebody else sent a text with nearly the same words."),
         N_("Say who wrote it, and name what you took from elsewhere.")),
)  # fmt: skip

_NAMES = (
    Rule("unsafe_name", _MEND, N_("File name makes trouble"),
         N_("The file's name makes trouble on some computers: {why}."),
         N_("Use letters, digits, hyphens and dots. CertDesk can rename it."), "", RepairKind.RENAME),
    Rule("names_collide", _MEND, N_("Two files with the same name"),
         N_("Some computers take “{file}” and {others} for the same file."),
         N_("Give one of them another name. CertDesk can rename it."), "", RepairKind.RENAME),
)  # fmt: skip

PORTFOLIO_RULES: tuple[Rule, ...] = (*_PARTS, *_CONSENT, *_IDENTITY, *_DAYS, *_TWINS, *_NAMES)
