"""What is told about each signature of a file."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.words import _
from certdesk.signing.fingerprint import digest, fingerprint
from certdesk.signing.pdf.chain import Fault, chain_links
from certdesk.signing.pdf.changes import changes_in_words
from certdesk.signing.pdf.gathering import Evidence, Pair
from certdesk.signing.pdf.signer_rules import revocation_words
from certdesk.signing.pdf.who_signed import WhoSigned, revoked_before
from certdesk.signing.verification import Revocation, SignatureFacts, TimeSource


def facts_of(evidence: Evidence, pair: Pair, who: WhoSigned | None) -> SignatureFacts:
    """Return the facts of one signature; a time stamp is nobody's, so it has no ``who``."""
    facts = _of_the_file(evidence, pair)
    if who is None:
        return replace(facts, signed_at=pair.claimed, time_source=TimeSource.TIME_STAMP)
    state = who.standing.state
    if state is Revocation.REVOKED and not revoked_before(who):
        state = Revocation.REVOKED_LATER
    sound = who.chain.fault is Fault.NONE
    return replace(
        facts,
        known_as=who.known.how if who.known else "",
        chain=chain_links(who.chain) if sound else (),
        programme=who.programme.name if who.programme else "",
        programme_id=who.programme.id if who.programme else "",
        revocation=state,
        revocation_words=revocation_words(who) if sound else "",
        signed_at=who.at,
        time_source=who.source,
    )


def _of_the_file(evidence: Evidence, pair: Pair) -> SignatureFacts:
    opened, field, inside = pair.opened, pair.field, evidence.inside
    whole = pair.written.end == len(evidence.content)
    level = _("PAdES B-B") if field and field.pades else _("PDF signature")
    after = inside.history.after[inside.signed.index(field)] if field and inside.history.after else None
    return SignatureFacts(
        field=field.name if field else "",
        name=opened.name,
        role=opened.role,
        fingerprint=fingerprint(opened.certificate) if opened.certificate else "",
        digest=digest(opened.certificate) if opened.certificate else "",
        self_made=opened.issuer_is_subject,
        known_as="",
        intact=bool(opened.certificate) and not opened.altered,
        claimed_time=pair.claimed,
        valid_from=opened.valid_from,
        valid_until=opened.valid_until,
        level=_("time stamp") if opened.is_timestamp else level,
        coverage=_("the whole file") if whole else _("an earlier state of the file"),
        reason=field.reason if field else "",
        certifies=bool(field and field.certifies),
        changes=changes_in_words(after) if after is not None else "",
    )
