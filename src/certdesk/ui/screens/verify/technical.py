"""What the curious want to know: each signature with its chain, and the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.words import _
from certdesk.signing.verification import Revocation, SignatureFacts, TimeSource, Verification
from certdesk.ui.screens.standing import day


def signature_heading(one: SignatureFacts) -> str:
    """Name who signed."""
    who = one.name or _("Nobody who is named")
    return f"{who}, {one.role}" if one.role else who


def signature_facts(one: SignatureFacts) -> Iterator[tuple[str, str]]:
    """Yield what is known of a signature: a name and a value."""
    rows = (
        (_("Known as"), one.known_as),
        (_("Fingerprint"), one.fingerprint),
        (_("Key made by"), _("the signer alone") if one.self_made else ""),
        (_("Certified by"), " ‹ ".join(f"{link.name} ({link.fingerprint})" for link in one.chain[1:])),
        (_("Key valid"), _span(one)),
        (_("Key lost?"), one.revocation_words if one.revocation is not Revocation.NOT_APPLICABLE else ""),
        (_("Signed"), _time(one)),
        (_("Covers"), one.coverage),
        (_("Afterwards"), one.changes),
        (_("Reason"), one.reason),
        (_("Form"), one.level),
        (_("Field"), one.field),
    )
    yield from ((name, value) for name, value in rows if value)


def file_facts(result: Verification) -> Iterator[tuple[str, str]]:
    """Yield what identifies the file, and the news that it was judged by."""
    rows = (
        (_("SHA-256"), result.sha256),
        (_("Size"), _("{count} bytes").format(count=f"{result.size:,}".replace(",", " ")) if result.size else ""),
        (_("Programme"), result.programme_id),
        (_("Lists of"), day(result.lists_as_of) if result.lists_as_of else ""),
        (_("Register of"), day(result.register_as_of) if result.register_as_of else ""),
        (_("Not signed"), ", ".join(result.unsigned_fields)),
    )
    yield from ((name, value) for name, value in rows if value)


def _span(one: SignatureFacts) -> str:
    if one.valid_from is None or one.valid_until is None:
        return ""
    return _("{first} to {last}").format(first=day(one.valid_from), last=day(one.valid_until))


def _time(one: SignatureFacts) -> str:
    moment = one.signed_at or one.claimed_time
    if moment is None:
        return _("It does not say when.")
    words = {
        TimeSource.REGISTER: _("{time}, or before: the register holds it since"),
        TimeSource.TIME_STAMP: _("{time}, by a time stamp"),
        TimeSource.SIGNER: _("{time}, by the signer's own clock"),
        TimeSource.NONE: _("{time}, which nothing confirms"),
    }
    local = moment.astimezone()
    return words[one.time_source].format(time=f"{day(local)}, {local:%H:%M}")
