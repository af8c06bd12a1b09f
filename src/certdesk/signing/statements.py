"""Signing statements, and finding out whose they are and whether anybody here knows that person."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.core.did_keys import did_key, key_of_did
from certdesk.core.exchange import SenderTrust
from certdesk.core.statements import Sealed, Statement, seal, signed_bytes
from certdesk.core.words import _
from certdesk.signing.authority.checking import vouched
from certdesk.signing.authority.lists import Revoked, revoked_in
from certdesk.signing.identity import Identity
from certdesk.signing.signer import Signer
from certdesk.signing.statements_card import Card, card_of, read_card
from certdesk.signing.trust import ProgrammeTrust

__all__ = ["Card", "Trusted", "Verdict", "card_of", "check_card", "check_statement", "read_card", "sign_statement"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A key that somebody here accepted by its words: whose it is, and what they were called then."""

    person: str
    did: str
    name: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trusted:
    """Whom this desk takes statements from: its own people, those accepted by their words, those of programmes."""

    own: frozenset[tuple[str, str]] = frozenset()
    """Person and did:key of each identity here."""
    accepted: tuple[Accepted, ...] = ()
    programmes: tuple[ProgrammeTrust, ...] = field(default=(), repr=False)
    listed: frozenset[tuple[str, str, str]] = field(default=frozenset(), repr=False)
    """Programme, person and did:key of everybody whom a programme vouches for in its programme file."""

    def accepts(self, card: Card) -> bool:
        """Whether somebody here said yes to this very key of this very person, in the role that the card says.

        The words stand for the key only: a card that calls its owner a lead may have been written by themselves.
        """
        return any((one.person, one.did, one.role) == (card.person, card.did, card.role) for one in self.accepted)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a statement's author. ``reason`` says in words why it can't come in; empty where it can."""

    trust: SenderTrust
    card: Card | None = None
    reason: str = ""
    programme: str = ""


def sign_statement(statement: Statement, signer: Signer) -> Sealed:
    """Sign a statement with the key for statements, as author. Raises `CertDeskError` when the signer is locked."""
    mine = replace(statement, author=did_key(signer.statement_key), person=signer.identity_id, signature="")
    signature = base64.b64encode(signer.sign_statement(signed_bytes(mine))).decode()
    return seal(replace(mine, signature=signature))


def own_keys(identities: Iterable[Identity]) -> frozenset[tuple[str, str]]:
    """Return person and did:key of the identities of a desk."""
    return frozenset((one.id, did_key(one.statement_key)) for one in identities)


def check_statement(
    sealed: Sealed, cards: Mapping[str, Card], trusted: Trusted, known: Verdict | None = None
) -> Verdict:
    """Say who signed a statement and what is known of them. ``cards`` are by did:key. Never raises.

    ``known`` is what is known of the author's card, where that was asked before.
    """
    if not _fits(sealed):
        return Verdict(SenderTrust.BROKEN, reason=_("The signature does not fit: it was altered on the way."))
    card = cards.get(sealed.author)
    if card is None:
        return Verdict(SenderTrust.UNKNOWN, reason=_("The package does not say whose key this is."))
    if card.person != sealed.person:
        return Verdict(SenderTrust.BROKEN, card, _("It is signed with a key of somebody else than it says."))
    return known or check_card(card, trusted, sealed.at)


def check_card(card: Card, trusted: Trusted, at: datetime) -> Verdict:
    """Say what is known of a person's key for what it signed at that time. Never raises."""
    if (card.person, card.did) in trusted.own:
        return Verdict(SenderTrust.KNOWN, card)
    programme = next((one for one in trusted.programmes if _certified(card, one)), None)
    if programme is not None:
        ended = _ended(card, programme, at)
        if ended:
            return Verdict(SenderTrust.ENDED, card, ended, programme.id)
        vouched_for = card.proven or (programme.id, card.person, card.did) in trusted.listed
        if vouched_for and not programme.problem:
            return Verdict(SenderTrust.KNOWN, card, programme=programme.id)
    if trusted.accepts(card):
        if at > card.until:
            return Verdict(SenderTrust.ENDED, card, _("Their certificate had ended when this was signed."))
        return Verdict(SenderTrust.KNOWN, card)
    return Verdict(SenderTrust.UNKNOWN, card, _why_unknown(card, programme, trusted))


def _fits(sealed: Sealed) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(key_of_did(sealed.author))
        key.verify(base64.b64decode(sealed.signature, validate=True), sealed.signed)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _certified(card: Card, programme: ProgrammeTrust) -> bool:
    return vouched(card.leaf, _issuers(programme)) is not None


def _issuers(programme: ProgrammeTrust) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_der_x509_certificate(each) for each in programme.issuers)


def _ended(card: Card, programme: ProgrammeTrust, at: datetime) -> str:
    """Say why a certificate was not good any more at that time, or nothing."""
    issuer = vouched(card.leaf, _issuers(programme))
    above = () if issuer is None else (issuer.serial_number,)
    for revoked in _revoked(programme):
        if revoked.serial in {card.leaf.serial_number, *above} and at >= revoked.since:
            return _("This key was revoked before the statement was signed.")
    if at > card.until:
        return _("Their certificate had ended when this was signed.")
    return ""


def _revoked(programme: ProgrammeTrust) -> Iterable[Revoked]:
    for each in programme.crls:
        yield from revoked_in(x509.load_der_x509_crl(each))


def _why_unknown(card: Card, programme: ProgrammeTrust | None, trusted: Trusted) -> str:
    if programme is not None and programme.problem:
        return programme.problem
    before = next((one for one in trusted.accepted if (one.person, one.did) == (card.person, card.did)), None)
    if before is not None:
        text = _("They were accepted here as {role}, and call themselves {other} now: compare their words again.")
        return text.format(role=before.role, other=card.role)
    if programme is not None or any(one.person == card.person for one in trusted.accepted):
        return _("They sign with another key than the one their identity was made with.")
    if card.self_made:
        return _("Nobody here knows this key, and no programme stands behind it.")
    return _("Nobody here knows this key, nor the programme that certified it.")
