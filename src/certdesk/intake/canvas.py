"""The zip in which Canvas gives all submissions of an assignment, also unpacked.

Names follow ``lib/content_zipper.rb``: "{name}[_LATE]_{user}_{attachment}_{file}", with "anon_{id}" for the user where
marking is anonymous, "…_text.html" for a text entry and "…_link.html" for an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import Found, Skipped, System
from certdesk.intake.guessing import guess_type
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

_CANVAS = System.CANVAS.value
_NAME = re.compile(
    r"(?:(?P<who>.+?)_)??(?:(?P<late>LATE|late)_)?(?P<user>[0-9]{1,20}|anon_[0-9A-Za-z]{1,40})_"
    r"(?:(?P<attachment>[0-9]{1,20})_(?P<file>.+)|(?P<entry>(?:text|link)\.html))",
    re.DOTALL,
)
_NUMBER_AS_NAME = re.compile(
    r"(?P<who>[0-9]+)_(?:(?P<late>LATE|late)_)?(?P<user>[0-9]{1,20})_"
    r"(?:(?P<attachment>[0-9]{1,20})_(?P<file>.+)|(?P<entry>(?:text|link)\.html))",
    re.DOTALL,
)
_IDS = re.compile(r"(?P<attachment>[0-9]{2,20})_(?P<file>.+)", re.DOTALL)
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CAMERA = frozenset({
    "img", "vid", "pxl", "mvimg", "dsc", "dscn", "dscf", "dcim", "mov", "movie", "video", "photo", "image", "pic",
    "screenshot", "scan", "scanner", "camscanner", "rec", "recording", "record", "audio", "voice", "wa", "whatsapp",
    "trim", "burst", "pano", "signal", "telegram", "snapchat", "inshot",
})  # fmt: skip
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>[1-9][0-9]?)(?P<ending>\.[^./]{1,10})?", re.DOTALL)
_SUBMISSIONS = re.compile(r"[\s_]*submissions$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the name of one entry says. ``attachment`` is empty for a text entry and an address."""

    who: str
    late: bool
    user: str
    attachment: str
    file_name: str


def recognises(listing: Listing) -> bool:
    """Whether all these names are those of submissions, and too many or too clear to be so by chance."""
    if not listing.entries or any(len(entry.parts) > 1 for entry in listing.entries):
        return False
    named = [_named(entry) for entry in listing.entries]
    known = [one for one in named if one is not None]
    if not known or not _agree(known):
        return False
    if is_called_so(listing):
        return len(known) * 2 > len(named)
    if len(known) < len(named) or any(one.who != one.who.lower() for one in known):
        return False
    if any(one.late or one.user.startswith("anon_") for one in known):
        return True
    users = {one.user for one in known}
    return len(users) > 1 and not all(map(_YEAR.fullmatch, users)) and all(_is_large(one.attachment) for one in known)


def is_called_so(listing: Listing) -> bool:
    """Whether a place that `recognises` knows has the name that Canvas gives: "Course-Assignment submissions"."""
    return bool(_SUBMISSIONS.search(without_copy_number(listing.name)))


def _agree(known: list[_Named]) -> bool:
    """Whether numbers and names fit together as in Canvas: one name for each user, no attachment twice."""
    names = {(one.user, one.who) for one in known}
    users, people = {user for user, _who in names}, {who for _user, who in names if who}
    attachments = [one.attachment for one in known if one.attachment]
    alone = len(users) > 2 and len(people) == 1
    return len(names) == len(users) and not alone and len(set(attachments)) == len(attachments)


def _is_large(attachment: str) -> bool:
    """Whether a number can't be that of a lesson or week; a text entry has none."""
    return not attachment or len(attachment) > 2


def read(listing: Listing, sources: Sources, limits: Limits) -> Found:
    """Read all submissions."""
    submissions: dict[str, Submission] = {}
    late: set[str] = set()
    has_names = _has_names(listing)
    files: dict[str, list[tuple[Entry, _Named]]] = {}
    skipped = list(listing.skipped)
    for entry in listing.entries:
        named = _named(entry, has_names=has_names)
        if named is None:
            skipped.append(Skipped(displayed(entry.parts), _("it belongs to no submission")))
            continue
        one = submissions.setdefault(named.user, Submission(named.user))
        one.who = one.who or named.who
        files.setdefault(named.user, []).append((entry, named))
        if named.late:
            late.add(named.user)
    for key, one in submissions.items():
        skipped += _add_files(one, files[key])
        _tell_who(one, late=key in late)
    every = list(submissions.values())
    add_namesakes(every)
    title = _SUBMISSIONS.sub("", without_copy_number(listing.name))
    portfolios = tuple(portfolio_of(one, _CANVAS, title, sources, limits) for one in in_turn(every))
    return Found(portfolios, tuple(skipped), System.CANVAS, title)


def _has_names(listing: Listing) -> bool:
    """Whether submitters are named; then everybody is, also those whose name is a number."""
    named = (_named(entry) for entry in listing.entries)
    return any(one is not None and one.who and not one.who.isdecimal() for one in named)


def _named(entry: Entry, *, has_names: bool = False) -> _Named | None:
    """Read a name, but not that of a photo or film: those have a date and a time where Canvas has its numbers."""
    matched = (_NUMBER_AS_NAME.fullmatch(entry.parts[-1]) if has_names else None) or _NAME.fullmatch(entry.parts[-1])
    if matched is None:
        return None
    who, user = matched["who"] or "", matched["user"]
    if _DATE.fullmatch(user) or re.split(r"[-_. ]", who.casefold())[-1] in _CAMERA:
        return None
    name = matched["file"] or matched["entry"]
    shifted = _IDS.fullmatch(name)
    if shifted and len(user) < 4 and _begins_like_group(who):
        who, user, attachment, name = f"{who}_{user}", matched["attachment"], shifted["attachment"], shifted["file"]
        return _Named(who, bool(matched["late"]), user, attachment, name)
    return _Named(who, bool(matched["late"]), user, matched["attachment"] or "", name)


def _tell_who(one: Submission, *, late: bool) -> None:
    anonymous = one.key.startswith("anon_")
    kind = "submission" if anonymous else "user"
    one.known_as = (ExternalId(_CANVAS, kind, one.key.removeprefix("anon_")),)
    if anonymous:
        one.who = ""
    if late:
        one.warnings.insert(0, _("It was handed in late, says Canvas."))
    if looks_like_group(re.sub(r"(?<=[^\W\d_])(?=[0-9])", " ", one.who)) or _begins_like_group(one.who):
        one.doubts.append(of_a_group(one.who))


def _begins_like_group(who: str) -> bool:
    """Whether a name without spaces begins as those of groups do: "groupblue", "team3"."""
    return bool(re.match(r"(?:student|project)?(?:group|team)(?!er|son)", who.casefold()))


def _add_files(one: Submission, files: list[tuple[Entry, _Named]]) -> list[Skipped]:
    """Add the files of one submitter; of a document that was handed in again, only the newest."""
    newest: dict[str, tuple[int, int, str]] = {}
    originals = {same_name(named.file_name) for _entry, named in files}
    for _entry, named in files:
        stem, number = _version(named, originals)
        rank = (number, int(named.attachment or 0), named.file_name)
        newest[stem] = max(newest.get(stem, rank), rank)
    left: list[Skipped] = []
    for entry, named in files:
        stem, number = _version(named, originals)
        best = newest[stem]
        if (number, int(named.attachment or 0), named.file_name) != best and named.attachment:
            reason = _("“{newer}” is a newer version of it and counts").format(newer=shown(best[2]))
            left.append(Skipped(displayed(entry.parts), reason, expected=True))
            text = _("“{file}” was handed in again as “{newer}”; the newest counts.")
            one.warnings.append(text.format(file=shown(named.file_name), newer=shown(best[2])))
            continue
        ids = (ExternalId(_CANVAS, "attachment", named.attachment),) if named.attachment else ()
        titles = {"text.html": _("Text entry"), "link.html": _("Link")}
        title = "" if named.attachment else titles[named.file_name]
        one.items.append(submitted(entry.file, named.file_name, title=title, known_as=ids))
    return left


def _version(named: _Named, originals: set[str]) -> tuple[str, int]:
    """Tell which document it is and its how-manieth version: Canvas adds -1, -2 to a name that was there before.

    Photos and films are all different: telephones call each of them "image.jpg".
    """
    name = same_name(named.file_name)
    if guess_type("x." + name.rpartition(".")[2]) in {"photo", "lesson_video"}:
        return f"{name} {named.attachment}", 0
    matched = _AGAIN.fullmatch(name)
    if matched and matched["stem"] + (matched["ending"] or "") in originals:
        return matched["stem"] + (matched["ending"] or ""), int(matched["number"])
    return name, 0
