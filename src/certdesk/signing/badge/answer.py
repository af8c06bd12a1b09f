"""A judged badge in the words of every verification, for whoever verifies files of all kinds."""

from __future__ import annotations

from certdesk.core.words import _
from certdesk.signing.badge.verdict import BadgeVerdict
from certdesk.signing.trust import Trust
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState, DocumentKind, Verification


def as_verification(one: BadgeVerdict, trust: Trust, file: bytes, digest: str) -> Verification:
    """Return a verdict on a badge as a verification of the file that it was in; ``digest`` is that of the file."""
    facts = one.facts
    key = facts.key if facts else b""
    programme = next(
        (each for each in trust.programmes if key and any(known.key == key for known in each.register_keys)), None
    )
    believed = programme is not None and any(
        each.name == "proof" and each.state is CheckState.PASSED for each in one.checks
    )
    text = _("A badge does not say its holder's name. Whether it is of whoever shows it is not checked.")
    return Verification(
        verdict=one.verdict,
        summary=one.summary,
        checks=(*one.checks, Check("holder", CheckState.NOT_CHECKED, text)),
        kind=DocumentKind.BADGE,
        serial=tidy(facts.serial) if facts else "",
        programme=programme.name if programme and believed else "",
        programme_id=programme.id if programme and believed else "",
        rehearsal=bool(programme and programme.test),
        award=tidy(facts.title) if facts else "",
        valid_until=facts.valid_until.date() if facts and facts.valid_until else None,
        register_as_of=programme.register.as_of if programme and programme.register else None,
        lists_as_of=programme.made_at if programme else None,
        sha256=digest,
        size=len(file),
    )
