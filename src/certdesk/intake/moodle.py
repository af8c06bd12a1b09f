"""The zip in which Moodle gives all submissions of an assignment, also unpacked.

Names follow ``mod/assign/classes/downloader.php``: "{who}_{participant}_{subtype}_{plugin}/{path}" with folders, all of
it joined by "_" without them, an "_" more at the end of a folder before Moodle 4.1, and no number for the default team.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import Found, FoundItem, Skipped, System
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, same_name
from certdesk.intake.sources import Sources
from certdesk.intake.submissions import (
    Submission,
    add_namesakes,
    in_turn,
    looks_like_group,
    of_a_group,
    portfolio_of,
    submitted,
    without_copy_number,
)

_MOODLE = System.MOODLE.value
_NAME = re.compile(
    r"(?P<who>[^/]*?)(?:_(?P<id>[0-9]{1,19}))?_(?P<kind>assignsubmission|assignfeedback)_(?P<plugin>[a-z][a-z0-9]*)"
    r"(?:_(?P<rest>.*))?",
    re.DOTALL,
)
_USERNAME = re.compile(r"[a-z0-9.@_+-]+")
_MODULE = re.compile(r"-[0-9]+$")

# What "participant" is called where marking is blind; other languages are known by everybody having one name.
_PARTICIPANT = frozenset({
    "participant", "teilnehmer/in", "teilnehmer", "teilnehmerin", "teilnehmende", "participante", "participant·e",
    "deelnemer", "partecipante", "deltager", "deltagare", "deltaker", "osallistuja", "osaleja", "dalībnieks",
    "dalyvis", "uczestnik", "účastník", "résztvevő", "participantă", "udeleženec", "sudionik", "polaznik",
    "učesnik", "участник", "учасник", "удзельнік", "συμμετέχων", "katılımcı", "iştirakçı", "peserta", "mshiriki",
    "مشارك", "المشارك", "משתתף", "شرکت‌کننده", "参与者", "參與者", "参加者", "참가자", "người tham gia", "ผู้เข้าร่วม",
    "प्रतिभागी", "partaide", "parte-hartzailea", "rannpháirtí", "cyfranogwr", "þátttakandi", "pjesëmarrës",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """What the name of one entry says: who, the participant's number, subtype, plugin, and the file's own name."""

    who: str
    number: str
    kind: str
    plugin: str
    file_name: str

    @property
    def key(self) -> str:
        return self.number or f"default team {same_name(self.who)}"


def recognises(listing: Listing) -> bool:
    """Whether most of these names are those of submissions; nobody else writes them."""
    known = sum(_named(entry) is not None for entry in listing.entries)
    return known > 0 and known * 2 > len(listing.entries)


def read(listing: Listing, sources: Sources, limits: Limits) -> Found:
    """Read all submissions. Raises UntrustedFileError when there is only feedback in it."""
    submissions: dict[str, Submission] = {}
    skipped = list(listing.skipped)
    for entry in listing.entries:
        named = _named(entry)
        if named is None:
            skipped.append(Skipped(displayed(entry.parts), _("it belongs to no submission")))
        elif named.kind == "assignfeedback":
            reason = _("it is feedback from Moodle, no evidence")
            skipped.append(Skipped(displayed(entry.parts), reason, expected=True))
        else:
            one = submissions.setdefault(named.key, Submission(named.key, " ".join(named.who.split())))
            one.items.append(_item(entry, named))
    if not submissions:
        problem = _("“{name}” holds feedback from Moodle and no submission.").format(name=shown(listing.name))
        raise UntrustedFileError(problem, _("In Moodle, choose “Download all submissions” and take that file in."))
    every = list(submissions.values())
    _tell_who(every)
    title = _MODULE.sub("", without_copy_number(listing.name))
    portfolios = tuple(portfolio_of(one, _MOODLE, title, sources, limits) for one in in_turn(every))
    return Found(portfolios, tuple(skipped), System.MOODLE, title)


def _named(entry: Entry) -> _Named | None:
    matched = _NAME.fullmatch(entry.parts[0])
    if matched is None or not (matched["who"] or matched["id"]):
        return None
    inside = "/".join(part for part in (matched["rest"] or "", *entry.parts[1:]) if part)
    if not inside:
        return None
    return _Named(matched["who"], matched["id"] or "", matched["kind"], matched["plugin"], inside)


def _item(entry: Entry, named: _Named) -> FoundItem:
    name = same_name(named.file_name)  # its name depends on the language of the site
    if named.plugin == "onlinetext" and name.endswith(".html") and "/" not in name:
        return submitted(entry.file, named.file_name, title=_("Online text"))
    return submitted(entry.file, named.file_name)


def _tell_who(submissions: list[Submission]) -> None:
    """Add the ids, take away names that stand for nobody, and ask about teams."""
    blind = _is_blind(submissions)
    teams = any(not one.key.isdecimal() for one in submissions)
    usernames = not teams and not blind and _have_usernames(submissions)
    for one in submissions:
        if blind:
            one.who = ""
        if teams or looks_like_group(one.who):
            group = one.key if one.key.isdecimal() else "default"
            one.known_as = (ExternalId(_MOODLE, "user", f"group {group}"),)
            one.doubts.append(of_a_group(one.who))
            continue
        one.known_as = (ExternalId(_MOODLE, "submission", one.key),)
        if usernames:
            username, _space, name = one.who.partition(" ")
            one.who = "" if same_name(name) in _PARTICIPANT else name
            one.known_as = (*one.known_as, ExternalId(_MOODLE, "username", username))
    add_namesakes(submissions)


def _is_blind(submissions: list[Submission]) -> bool:
    names = {same_name(one.who) for one in submissions}
    numbered = all(one.key.isdecimal() for one in submissions)
    return numbered and (names <= _PARTICIPANT or (len(names) == 1 and len(submissions) > 2))


def _have_usernames(submissions: list[Submission]) -> bool:
    """Whether each name begins with a user name: small letters, digits, dots, before words with capitals."""
    for one in submissions:
        first, _space, rest = one.who.partition(" ")
        if not rest or not _USERNAME.fullmatch(first) or rest == rest.lower():
            return False
        if len(submissions) == 1 and not re.search(r"[0-9.@]", first):
            return False  # "van Gogh" is a name
    return True
