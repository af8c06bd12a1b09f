"""One event of the register as one line of canonical JSON, and back.

The tree of the register is made over the very bytes of the lines, and lines are kept as they came. A line carries its
own place (``n``, from 0), so that none can be moved, and what it does not say is left out.

**Lines of later versions.** A key that this version does not know could change what a line means, so a line that has
one is refused, and whoever reads it is told to take a newer version. Only a key that begins with ``x-`` may be passed
over; a later version may use those for what nobody has to understand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import canonical
from certdesk.core.words import _

LONGEST_LINE = 4096
"""Most bytes of one line."""
LONGEST_REASON = 500
LONGEST_WORD = 100
MOST_STATUS = 2**31

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HEX = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("serial", "award_id", "holder", "replaces", "reason")
_DIGESTS = ("pdf", "badge", "signer")
_DATES = ("valid_until", "since")
_KNOWN = frozenset({"n", "deed", "at", "status_index", *_TEXTS, *_DIGESTS, *_DATES})


def event_line(event: RegisterEvent, position: int) -> str:
    """Write an event as the line at ``position`` (from 0). Raises ValueError for what `read_event` would refuse."""
    plain: dict[str, Any] = {"n": position, "deed": event.deed.value, "at": event.at.astimezone(UTC).isoformat()}
    for name in (*_TEXTS, *_DIGESTS):
        if text := getattr(event, name):
            plain[name] = _short(text) if name == "reason" else text
    for name in _DATES:
        if (day := getattr(event, name)) is not None:
            plain[name] = day.isoformat()
    if event.status_index is not None:
        plain["status_index"] = event.status_index
    line = canonical(plain)
    _event(plain, line)
    return line


def read_event(untrusted_line: str, position: int) -> RegisterEvent:
    """Read the line that stands at ``position`` (from 0). Raises `UntrustedFileError` when it is not an event."""
    if len(untrusted_line.encode("utf-8", "surrogatepass")) > LONGEST_LINE:
        raise _damaged(position)
    try:
        plain = json.loads(untrusted_line)
        if isinstance(plain, dict) and (unknown := _unknown(plain)):
            raise _newer(position, unknown)
        event = _event(plain, untrusted_line)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise _damaged(position) from None
    if plain["n"] != position:
        raise _damaged(position)
    return event


def position_of(untrusted_line: str) -> int | None:
    """Return the place that a line says it has, or None when it can't be read."""
    if len(untrusted_line) > LONGEST_LINE:
        return None
    try:
        plain = json.loads(untrusted_line)
    except (ValueError, RecursionError):
        return None
    place = plain.get("n") if isinstance(plain, dict) else None
    return place if type(place) is int else None


def is_withdrawn(events: Iterable[RegisterEvent], serial: str) -> RegisterEvent | None:
    """Return the newest event that withdraws the certificate with this serial, or None."""
    found = None
    for event in events:
        if event.deed is Deed.WITHDRAWN and event.serial == serial:
            found = event
    return found


def is_replaced(events: Iterable[RegisterEvent], serial: str) -> RegisterEvent | None:
    """Return the event that issued a certificate in place of this one, or None."""
    return next((each for each in events if each.deed is Deed.ISSUED and each.replaces == serial), None)


def issue_of(events: Iterable[RegisterEvent], serial: str) -> RegisterEvent | None:
    """Return the event that issued the certificate with this serial, or None."""
    return next((each for each in events if each.deed is Deed.ISSUED and each.serial == serial), None)


def _unknown(plain: Mapping[str, Any]) -> str:
    return next((key for key in sorted(plain) if key not in _KNOWN and not key.startswith("x-")), "")


def _event(plain: Any, line: str) -> RegisterEvent:  # noqa: ANN401 - whatever JSON holds
    """Read the values of a line; ValueError, TypeError or KeyError when something in it is not right."""
    place, at = plain["n"], _moment(plain["at"])
    if canonical(plain) != line or type(place) is not int or place < 0 or len(line) > LONGEST_LINE:
        raise ValueError(line)
    texts = {name: _text(plain, name, LONGEST_REASON if name == "reason" else LONGEST_WORD) for name in _TEXTS}
    digests = {name: _digest(plain, name) for name in _DIGESTS}
    valid_until, since = (_day(plain, name) for name in _DATES)
    status, deed = plain.get("status_index"), Deed(plain["deed"])
    if status is not None and (type(status) is not int or not 0 <= status < MOST_STATUS):
        raise ValueError(status)
    if deed in {Deed.ISSUED, Deed.WITHDRAWN} and not texts["serial"]:
        raise ValueError(line)
    return RegisterEvent(
        deed=deed, at=at, status_index=status, valid_until=valid_until, since=since, **texts, **digests
    )  # fmt: skip


def _short(reason: str) -> str:
    """Return a reason in one line that is no longer than the register keeps."""
    words = " ".join(reason.split())
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"


def _moment(text: object) -> datetime:
    if not isinstance(text, str):
        raise TypeError(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.astimezone(UTC).isoformat() != text:
        raise ValueError(text)
    return moment


def _text(plain: Mapping[str, Any], name: str, longest: int) -> str:
    text = plain.get(name, "")
    if not isinstance(text, str):
        raise TypeError(text)
    if len(text) > longest or (name in plain and not text) or _CONTROL.search(text):
        raise ValueError(text)
    return text


def _digest(plain: Mapping[str, Any], name: str) -> str:
    text = _text(plain, name, 64)
    if text and not _HEX.fullmatch(text):
        raise ValueError(text)
    return text


def _day(plain: Mapping[str, Any], name: str) -> date | None:
    if name not in plain:
        return None
    day = date.fromisoformat(_text(plain, name, 10))
    if day.isoformat() != plain[name]:
        raise ValueError(day)
    return day


def _newer(position: int, key: str) -> UntrustedFileError:
    text = _("Entry {number} of the register says something that this version does not understand ({key}).")
    return UntrustedFileError(
        text.format(number=position + 1, key=key[:40]), _("It was written by a newer version of CertDesk: update this.")
    )


def _damaged(position: int) -> UntrustedFileError:
    return UntrustedFileError(
        _("Entry {number} of the register can't be read.").format(number=position + 1),
        _("Ask for the register once more, or take it back from a backup."),
    )
