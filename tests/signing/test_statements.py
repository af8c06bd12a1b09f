"""Whose statement it is: cards, programmes, revoked and ended keys, and keys accepted by their words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509 import Name, NameAttribute
from cryptography.x509.oid import NameOID
from tests.support.building import START
from tests.support.desks import ADA, BEN, identity_at, signer_of
from tests.support.statements import head, statement

from certdesk.actions.merging_reading import best_cards
from certdesk.core.did_keys import did_key
from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.core.exchange import SenderTrust
from certdesk.core.plain import canonical, dumps
from certdesk.core.statements import read_sealed
from certdesk.signing.authority.formats import to_text
from certdesk.signing.authority.lists import Revoked, revocation_list
from certdesk.signing.authority.profile import (
    Authority,
    Subject,
    issuing_certificate,
    issuing_name,
    new_key,
    person_certificate,
    root_certificate,
)
from certdesk.signing.authority.profile import der as der_of
from certdesk.signing.signer import Signer
from certdesk.signing.statements import Trusted, card_of, check_card, check_statement, read_card, sign_statement
from certdesk.signing.statements_card import FORMAT, CardFile
from certdesk.signing.statements_trust import accept_key, accepted_people, forget_key, load_trusted
from certdesk.signing.trust import ProgrammeTrust

LATER = START + timedelta(days=100)


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Path:
    """A folder with the identities of Ada and Ben."""
    folder = tmp_path_factory.mktemp("people")
    for name in (ADA, BEN):
        identity_at(folder, name)
    return folder


@pytest.fixture(scope="module")
def issuing():
    """The root and the issuing desk of a programme."""
    key = new_key()
    root = Authority(root_certificate(key, "Bridges", START), key)
    below = new_key()
    name = issuing_name("Bridges", 1)
    return root, Authority(issuing_certificate(below.public_key(), "Bridges", name, root, (START, START)), below)


def programme(issuing, *revoked, problem=""):
    """What a desk knows of the programme."""
    root, issuer = issuing
    crl = revocation_list(issuer, revoked, 1, (START, START + timedelta(days=90)))
    made = ("a" * 16, "Bridges", 1, START, (der_of(root.certificate),), (der_of(issuer.certificate),), (der_of(crl),))
    return ProgrammeTrust(*made, register_keys=(), problem=problem)


def certified(people, issuing, name=BEN, *, statement_did="", role="assessor"):
    """The card of a person whose first key the programme has certified."""
    identity = identity_at(people, name)
    origin = card_of(identity)
    signer = signer_of(name)
    called = [NameAttribute(NameOID.TITLE, role) if one.oid == NameOID.TITLE else one for one in origin.leaf.subject]
    subject = Subject(Name(called), signer.document_key, statement_did or origin.did)
    leaf = person_certificate(subject, issuing[1], "Bridges", (START, 2))
    chain = (to_text(der_of(issuing[1].certificate)),)
    return read_card(dumps(CardFile(FORMAT, to_text(leaf), chain, to_text(der_of(origin.leaf)))))


def said(name=BEN, **changes):
    """A statement of a person, and who signed it."""
    return sign_statement(replace(statement("A", 1, (head("x", "A", 1),)), **changes), signer_of(name))


def test_a_signature_stands_for_every_byte(people):
    sealed = said()
    cards = {card.did: card for card in (card_of(identity_at(people, BEN)),)}
    own = load_trusted(Path("nowhere"), [identity_at(people, BEN)])
    assert check_statement(sealed, cards, own).trust is SenderTrust.KNOWN
    assert sealed.person == identity_at(people, BEN).id
    for field, value in (("subject", "another"), ("seq", 2), ("at", LATER.isoformat()), ("colour", "blue")):
        altered = read_sealed(canonical(json.loads(sealed.text) | {field: value}))
        assert check_statement(altered, cards, own).trust is SenderTrust.BROKEN


def test_who_signs_for_somebody_else_is_found_out(people):
    ada, ben = card_of(identity_at(people, ADA)), card_of(identity_at(people, BEN))
    forged = sign_statement(statement("A", 1, (head("x", "A", 1),)), _as(signer_of(BEN), ada.person))
    verdict = check_statement(forged, {ben.did: ben}, Trusted(own=frozenset({(ben.person, ben.did)})))
    assert verdict.trust is SenderTrust.BROKEN
    assert check_statement(said(), {}, Trusted()).trust is SenderTrust.UNKNOWN


def test_a_programme_that_is_trusted_here_vouches(people, issuing):
    card = certified(people, issuing)
    assert card.person == identity_at(people, BEN).id
    assert card.proven
    knows = Trusted(programmes=(programme(issuing),))
    assert check_card(card, knows, LATER).trust is SenderTrust.KNOWN
    assert check_card(card, Trusted(), LATER).trust is SenderTrust.UNKNOWN
    turned_back = Trusted(programmes=(programme(issuing, problem="It was turned back."),))
    assert check_card(card, turned_back, LATER).reason == "It was turned back."


def test_a_revoked_key_counts_until_its_day_and_an_ended_one_until_its_end(people, issuing):
    card = certified(people, issuing)
    lost = Revoked(card.leaf.serial_number, LATER, START + timedelta(days=10), "lost")
    knows = Trusted(programmes=(programme(issuing, lost),))
    assert check_card(card, knows, START + timedelta(days=9)).trust is SenderTrust.KNOWN
    assert check_card(card, knows, START + timedelta(days=10)).trust is SenderTrust.ENDED
    assert check_card(card, Trusted(programmes=(programme(issuing),)), card.until + timedelta(days=1)).reason


def test_another_key_than_the_first_needs_its_words(people, issuing, tmp_path):
    """A member of the programme could take somebody's first certificate for their own card."""
    other = did_key(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    card = certified(people, issuing, statement_did=other)
    assert not card.proven
    knows = Trusted(programmes=(programme(issuing),))
    assert check_card(card, knows, LATER).trust is SenderTrust.UNKNOWN
    accept_key(tmp_path, card, " ".join(card.words), START)
    accepted = replace(knows, accepted=accepted_people(tmp_path))
    assert check_card(card, accepted, LATER).trust is SenderTrust.KNOWN


def test_a_key_is_accepted_by_its_words_and_forgotten_again(people, tmp_path):
    ada, ben = card_of(identity_at(people, ADA)), card_of(identity_at(people, BEN))
    assert len(ada.words) == 6
    assert ada.words != ben.words
    with pytest.raises(NotAllowedError, match="not the words"):
        accept_key(tmp_path, ada, " ".join(ben.words), START)
    accept_key(tmp_path, ada, "-".join(ada.words).upper(), START)
    accept_key(tmp_path, ben, ben.fingerprint.lower(), START)
    trusted = load_trusted(tmp_path, ())
    assert check_card(ada, trusted, LATER).trust is check_card(ben, trusted, LATER).trust is SenderTrust.KNOWN
    forget_key(tmp_path, ada.person)
    assert [one.name for one in accepted_people(tmp_path)] == [BEN]


def test_who_was_accepted_is_not_made_a_lead_by_a_card_of_their_own(people, issuing, tmp_path):
    ben, forged = card_of(identity_at(people, BEN)), certified(people, issuing, role="lead")
    accept_key(tmp_path, ben, ben.fingerprint, START)
    trusted = load_trusted(tmp_path, ())
    verdict = check_card(forged, trusted, LATER)
    assert (verdict.trust, "compare their words again" in verdict.reason) == (SenderTrust.UNKNOWN, True)
    assert best_cards([ben.text, forged.text], Trusted()) == {ben.did: forged}
    assert best_cards([forged.text, ben.text], trusted) == {ben.did: ben}


@pytest.mark.parametrize("part", ["certificate", "origin", "chain"])
def test_a_card_whose_parts_do_not_belong_together_is_refused(people, issuing, part):
    ada, ben = (json.loads(card_of(identity_at(people, name)).text) for name in (ADA, BEN))
    other = {"certificate": ben["certificate"], "origin": ben["origin"], "chain": [ben["certificate"][:-8]]}
    with pytest.raises(UntrustedFileError):
        read_card(canonical(ada | {part: other[part]}))


def test_nothing_is_signed_with_a_locked_key():
    signer = _as(signer_of(BEN), "x")
    signer.lock()
    with pytest.raises(CertDeskError, match="locked"):
        sign_statement(statement("A", 1, ()), signer)


def _as(signer: Signer, person: str) -> Signer:
    """A signer with the same keys who calls themselves somebody else."""
    return Signer(person, signer.certificate_pem, *signer._unlocked(), signer.chain)
