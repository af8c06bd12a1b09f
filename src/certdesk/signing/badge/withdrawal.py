"""Whether a badge was withdrawn, as far as the status lists at hand tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from certdesk.core.days import day_in_words
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.signing.badge.bounded_json import many
from certdesk.signing.badge.facts import index_of
from certdesk.signing.badge.known_keys import KnownIssuer
from certdesk.signing.badge.status import StatusList, read_status_list
from certdesk.signing.verification import Check, CheckState

_WORDS = ("revocation", "suspension")


def check_status(
    document: dict[str, Any], known: KnownIssuer | None, lists: Iterable[bytes], now: datetime
) -> tuple[Check, ...]:
    """Look a badge up in the status lists that its issuer signed; ``lists`` are untrusted."""
    entries = many(document.get("credentialStatus"))
    if not entries:
        return ()
    readable = list(readable_lists(lists, known))
    return tuple(_check(one, readable, now) for one in entries[:4])


def readable_lists(lists: Iterable[bytes], known: KnownIssuer | None) -> Iterable[StatusList]:
    """Yield those of untrusted lists that are whole and that their issuer's key could sign when they were made."""
    for data in lists:
        try:
            found = read_status_list(data)
        except CertDeskError:
            # A damaged list tells nothing; that it is missing is what the check then says.
            continue
        if known and known.could_sign(found.key, found.made_at):
            yield found


def _check(entry: Any, lists: list[StatusList], now: datetime) -> Check:  # noqa: ANN401 - JSON
    unknown = _("Whether it was withdrawn can't be told here:")
    if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry" or "statusSize" in entry:
        return Check("status", CheckState.NOT_CHECKED, f"{unknown} {_('it says so in a way unknown here.')}")
    purpose, index = entry.get("statusPurpose"), index_of(entry)
    if purpose not in _WORDS or index is None:
        return Check("status", CheckState.NOT_CHECKED, f"{unknown} {_('it says so in a way unknown here.')}")
    fitting = [one for one in lists if one.id == entry.get("statusListCredential") and purpose in one.purposes]
    if not fitting:
        return Check("status", CheckState.NOT_CHECKED, f"{unknown} {_('no list of its issuer is at hand.')}")
    newest = max(fitting, key=lambda one: one.made_at)
    told = newest.is_set(index)
    if told is None:
        return Check("status", CheckState.NOT_CHECKED, f"{unknown} {_('the list has no place for it.')}")
    # Withdrawn is for good, so an older list that says so counts as well.
    if told or (purpose == "revocation" and any(one.is_set(index) for one in fitting)):
        return _withdrawn(str(purpose), newest)
    return _not_withdrawn(newest, now)


def _withdrawn(purpose: str, newest: StatusList) -> Check:
    text = _("It was withdrawn by its issuer (list of {date}).")
    if purpose == "suspension":
        text = _("It is suspended by its issuer for the time being (list of {date}).")
    return Check("status", CheckState.WARNING, text.format(date=day_in_words(newest.made_at.astimezone())))


def _not_withdrawn(newest: StatusList, now: datetime) -> Check:
    days = max(0, (now - newest.made_at).days)
    date = day_in_words(newest.made_at.astimezone())
    if now > newest.fresh_until:
        text = ngettext(
            "Whether it was withdrawn is not known: the newest list is {count} day old.",
            "Whether it was withdrawn is not known: the newest list is {count} days old.",
            days,
        )
        return Check("status", CheckState.WARNING, text.format(count=days), newest.id)
    text = _("It was not withdrawn, by the list of {date}.").format(date=date)
    return Check("status", CheckState.PASSED, text, newest.id)
