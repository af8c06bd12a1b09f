"""Badges that other programs made are judged fairly: intact or not, and whose as far as a computer alone can tell."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3 import (
    Achievement,
    Issuer,
    OB3LdpSigner,
    OB3Signer,
    OpenBadgeCredential,
)
from pyld import jsonld
from tests.signing.badge.badges import KEYS, NOW, OTHER_KEYS, PERSON, award, badge, changed, judged, states

from certdesk.core.did_keys import did_key
from certdesk.signing.badge.baking import badge_in
from certdesk.signing.badge.contexts import BADGE_CONTEXT, load
from certdesk.signing.badge.make import unsigned_badge
from certdesk.signing.badge.multibase import base58
from certdesk.signing.badge.proof import with_proof
from certdesk.signing.badge.reading import read_badge
from certdesk.signing.badge.statements import NOWHERE, canonical, expanded
from certdesk.signing.badge.verify import verify_badge
from certdesk.signing.trust import KnownSigner, Trust

KNOWN = KnownSigner("0" * 64, PERSON.name, "Assessor", "met", PERSON.key)
DCC = {
    # From the Digital Credentials Consortium's vc-test-fixtures, v1/dataIntegrityProof/didKey.
    "@context": [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://w3id.org/security/data-integrity/v2",
    ],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q",
        "type": ["Profile"],
        "name": "Example Corp",
    },
    "issuanceDate": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized upon review by "
                "Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate within a group "
            "environment.",
            "name": "Teamwork",
        },
    },
    "proof": {
        "type": "DataIntegrityProof",
        "created": "2025-10-16T11:29:08Z",
        "verificationMethod": "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q"
        "#z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "proofValue": "z2cP796BFLABuyBhXBGesdnC9q3AudnGuyREghuBqW7PQ9TD8otiAPgQThKcp4evfBeYfjU9jf9FfGSDiCxhTFJ3",
    },
}
EARLIER = {
    # The same consortium's v2/ed25519/didKey, which it published tampered; this is what was signed.
    **DCC,
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://w3id.org/security/suites/ed25519-2020/v1",
    ],
    "validFrom": "2010-01-01T00:00:00Z",
    "proof": {
        "type": "Ed25519Signature2020",
        "created": "2025-01-09T17:58:33Z",
        "verificationMethod": DCC["proof"]["verificationMethod"],
        "proofPurpose": "assertionMethod",
        "proofValue": "z62t6TYCERpTKuWCRhHc2fV7JoMhiFuEcCXGkX9iit8atQPhviN5cZeZfXRnvJWa3Bm6DjagKyrauaSJfp9C9i7q3",
    },
}
del EARLIER["issuanceDate"]


def _pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _theirs(issuer: str = PERSON.did) -> OpenBadgeCredential:
    achievement = Achievement(
        id="urn:uuid:6b84b429-31ee-4dac-9d20-e5c55881f80e",
        name="Facilitator",
        description="Leads groups",
        criteria_narrative="Led three groups",
    )
    return OpenBadgeCredential(Issuer(id=issuer, name="Ada Brook"), "did:example:1234", achievement, issuance_date=NOW)


@pytest.mark.parametrize("document", [DCC, EARLIER], ids=["v1", "2020"])
def test_published_badges_are_intact_and_changed_ones_are_not(document):
    data = json.dumps(document).encode()
    found = judged(data)
    assert (found.verdict.value, states(found)["proof"]) == ("cannot_tell", "passed")
    assert found.facts is not None
    assert (found.facts.achievement, found.facts.valid_from is not None) == ("Teamwork", True)
    tampered = changed(lambda one: one["credentialSubject"]["achievement"].update(name="A tampered credential"), data)
    assert judged(tampered).verdict.value == "not_genuine"


@pytest.mark.parametrize("document", [DCC, EARLIER, json.loads(badge())], ids=["v1", "2020", "ours"])
def test_what_is_remembered_while_reading_changes_nothing(document):
    options = {"documentLoader": load, "base": NOWHERE, "algorithm": "URDNA2015", "format": "application/n-quads"}
    found, _dropped = expanded(document)
    assert found == jsonld.expand(document, options)
    assert canonical(found).decode() == jsonld.normalize(document, options)


def test_badges_of_a_second_implementation_are_accepted():
    signed = OB3LdpSigner(_pem(OTHER_KEYS.private)).sign_to_json(_theirs()).encode()
    unknown = judged(signed)
    assert (unknown.verdict.value, states(unknown)["proof"]) == ("cannot_tell", "passed")
    known = verify_badge(signed, Trust(), now=NOW, people=(PERSON,))
    assert (known.verdict.value, known.facts and known.facts.achievement) == ("genuine", "Facilitator")
    assert judged(changed(lambda one: one.update(finalGrade="A"), signed)).verdict.value == "not_genuine"


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "RS256"])
def test_jwt_badges_of_a_second_implementation_are_checked(algorithm):
    key = {
        "EdDSA": lambda: OTHER_KEYS.private,
        "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "RS256": lambda: rsa.generate_private_key(65537, 2048),
    }[algorithm]()
    token = OB3Signer(_pem(key), algorithm).sign(_theirs()).encode()
    found = verify_badge(token, Trust(), now=NOW, people=(PERSON,))
    assert found.facts is not None
    if algorithm == "EdDSA":
        assert (found.verdict.value, found.facts.kind) == ("genuine", "Open Badge 3.0 (JWT)")
    else:
        # Signed with a key that the badge brings along, but issued by the name of another one.
        assert (found.verdict.value, states(found)["issuer_key"]) == ("not_genuine", "failed")
    head, body, signature = token.split(b".")
    flipped = head + b"." + body + b"." + signature[:-3] + (b"AAA" if signature[-3:] != b"AAA" else b"BBB")
    assert verify_badge(flipped, Trust(), now=NOW).verdict.value == "not_genuine"
    assert badge_in(token) == token


def _encoded(value) -> bytes:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _jwt(payload, header, sign=KEYS.private.sign) -> bytes:
    head = _encoded(header) + b"." + _encoded(payload)
    return head + b"." + _encoded(sign(head))


PAYLOAD = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": did_key(KEYS.statement_key),
    "validFrom": "2026-11-01T00:00:00Z",
    "credentialSubject": {"type": ["AchievementSubject"]},
}
JWK = {"kty": "OKP", "crv": "Ed25519", "x": _encoded(KEYS.statement_key).decode()}


def test_what_an_envelope_adds_belongs_to_the_badge():
    inner = {name: value for name, value in PAYLOAD.items() if name not in {"issuer", "validFrom"}}
    claims = {"vc": inner, "iss": PAYLOAD["issuer"], "nbf": 1_793_000_000, "exp": 1_793_100_000, "jti": "urn:x:1"}
    facts = read_badge(_jwt(claims, {"alg": "EdDSA"}))
    assert (facts.issuer_id, facts.id) == (PAYLOAD["issuer"], "urn:x:1")
    assert facts.valid_until is not None
    assert "was valid until" in judged(_jwt(claims, {"alg": "EdDSA"})).summary


@pytest.mark.parametrize(
    ("token", "verdict"),
    [
        (_jwt(PAYLOAD, {"alg": "EdDSA", "jwk": JWK}), "cannot_tell"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "kid": PAYLOAD["issuer"]}), "cannot_tell"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "kid": "#key-1"}), "cannot_tell"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "kid": "https://example.org/keys/1"}), "cannot_tell"),
        (_jwt(PAYLOAD, {"alg": "none"}, lambda _data: b""), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "None"}), "not_genuine"),
        (_jwt(PAYLOAD, {"typ": "JWT"}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "HS256", "jwk": JWK}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "ES256", "jwk": JWK}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "RS256", "jwk": JWK}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "ES256K", "jwk": JWK}), "cannot_tell"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "jwk": JWK, "crit": ["b64"], "b64": False}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "jwk": {**JWK, "d": JWK["x"]}}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "jwk": {**JWK, "x": "AAAA"}}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "EdDSA", "jwk": JWK, "kid": PERSON.did}), "not_genuine"),
        (_jwt(PAYLOAD, {"alg": "EdDSA"}, OTHER_KEYS.sign_statement), "not_genuine"),
        (_jwt({**PAYLOAD, "issuer": PERSON.did}, {"alg": "EdDSA", "jwk": JWK}), "not_genuine"),
        (_jwt({**PAYLOAD, "issuer": "https://example.org"}, {"alg": "EdDSA", "jwk": JWK}), "cannot_tell"),
        (_jwt({**PAYLOAD, "issuer": "did:web:example.org"}, {"alg": "EdDSA", "kid": "did:web:a#k"}), "cannot_tell"),
        (_jwt({**PAYLOAD, "iss": PERSON.did}, {"alg": "EdDSA", "jwk": JWK}), "not_genuine"),
        (_jwt({**PAYLOAD, "nbf": 1}, {"alg": "EdDSA", "jwk": JWK}), "not_genuine"),
        (_jwt({**PAYLOAD, "nbf": True}, {"alg": "EdDSA", "jwk": JWK}), "not_genuine"),
        (_jwt({**PAYLOAD, "validFrom": "soon"}, {"alg": "EdDSA", "jwk": JWK}), "cannot_tell"),
        (_jwt(b'{"issuer":"a","issuer":"b"}', {"alg": "EdDSA", "jwk": JWK}), "not_genuine"),
        (_jwt(b"[]", {"alg": "EdDSA", "jwk": JWK}), "cannot_tell"),
        (b"eyJ.a.b", "cannot_tell"),
    ],
)
def test_tricks_with_jwt_are_seen_through(token, verdict):
    found = judged(token, Trust())
    assert found.verdict.value == verdict, found.summary


def test_keys_that_are_names_themselves_are_read_from_did_jwk():
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.public_key().public_numbers()
    x, y = (_encoded(one.to_bytes(32, "big")).decode() for one in (numbers.x, numbers.y))
    named = "did:jwk:" + _encoded({"kty": "EC", "crv": "P-256", "x": x, "y": y}).decode()

    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    found = judged(_jwt({**PAYLOAD, "issuer": named}, {"alg": "ES256", "kid": named + "#0"}, sign), Trust())
    assert (found.verdict.value, states(found)["issuer_key"]) == ("cannot_tell", "passed")
    strong = "did:jwk:" + _encoded({"kty": "EC", "crv": "P-384", "x": x, "y": y}).decode()
    unknown = judged(_jwt({**PAYLOAD, "issuer": strong}, {"alg": "ES256", "kid": strong}), Trust())
    assert (unknown.verdict.value, "only known on the network" in unknown.summary) == ("cannot_tell", True)


def test_a_weak_rsa_key_is_none():
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    numbers = key.public_key().public_numbers()
    jwk = {"kty": "RSA", "e": "AQAB", "n": _encoded(numbers.n.to_bytes(128, "big")).decode()}
    token = _jwt(
        PAYLOAD, {"alg": "RS256", "jwk": jwk}, lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    )
    assert judged(token, Trust()).verdict.value == "not_genuine"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one["proof"].update(cryptosuite="bbs-2023"), "does not know (bbs-2023)"),
        (lambda one: one["proof"].update(type="RsaSignature2018"), "does not know"),
        (lambda one: one["proof"].update(verificationMethod="did:web:school.example#1"), "only known on the network"),
        (lambda one: one.pop("proof"), "not signed"),
        (lambda one: one.update({"@context": [*one["@context"], "https://school.example/words"]}), "school.example"),
        (lambda one: one.update({"@context": one["@context"][1:]}), "Verifiable Credentials"),
        (lambda one: one["@context"].append({"grade": "https://school.example/grade"}), "in the badge itself"),
        (lambda one: one["@context"].append("https://w3id.org/security/data-integrity/v1"), "rules of its own words"),
    ],
)
def test_what_needs_the_network_is_no_forgery(change, words):
    found = judged(changed(change), Trust())
    assert (found.verdict.value, words in found.summary) == ("cannot_tell", True), found.summary


def test_an_issuer_that_only_the_network_knows_is_told_apart_from_a_wrong_key():
    web = judged(changed(lambda one: one["issuer"].update(id="did:web:school.example")), Trust())
    assert states(web)["proof"] == "failed"
    strange = "did:key:z" + base58(b"\x81\x26" + bytes(33))
    unknown = judged(changed(lambda one: one["proof"].update(verificationMethod=strange)), Trust())
    assert unknown.verdict.value == "cannot_tell"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1"}, "2.0"),
        ({"@context": "https://w3id.org/openbadges/v1", "type": "Assertion", "uid": "7"}, "1.1"),
        ({"uid": "7", "recipient": {}, "badge": "https://a.example/b", "verify": {}}, "1.0"),
        ({"recipient": "sha256$00", "badge": {"name": "Old"}}, "0.5"),
        ({"@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld", "type": "Assertion"}, ""),
    ],
)
def test_earlier_badges_are_named(document, kind):
    found = judged(json.dumps(document).encode())
    assert (found.verdict.value, f"Open Badge {kind}" in found.summary if kind else True) == ("cannot_tell", True)


ENDORSEMENT = {
    # As in the "Complete OpenBadgeCredential" of the specification of Open Badges 3.0.
    "@context": [*BADGE_CONTEXT[:2], "https://w3id.org/security/data-integrity/v2"],
    "id": "http://1edtech.edu/endorsementcredential/3732",
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "name": "SDE endorsement",
    "issuer": {"id": "https://accrediter.edu/issuers/565049", "type": ["Profile"], "name": "Agency"},
    "validFrom": "2010-01-01T00:00:00Z",
    "credentialSubject": {
        "id": PERSON.did,
        "type": ["EndorsementSubject"],
        "endorsementComment": "Ada Brook is in good standing",
    },
    "credentialStatus": {"id": "https://1edtech.edu/credentials/3732/revocations", "type": "1EdTechRevocationList"},
    "refreshService": {"id": "http://1edtech.edu/credentials/3732", "type": "1EdTechCredentialRefresh"},
    "proof": [
        {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdf-2022",
            "created": "2022-05-26T18:17:08Z",
            "verificationMethod": "https://accrediter.edu/issuers/565049#key-1",
            "proofPurpose": "assertionMethod",
            "proofValue": "zvPkQiUFfJrgnCRhyPkTSkgrGXbnLR15pHH5HZVYNdM4TCAwQHqG7fMeMPLtYNRnEgoV1aJdR5E61eWu5sWRYgtA",
        }
    ],
}


def test_a_badge_with_endorsements_inside_is_read_as_a_whole():
    document = unsigned_badge(award(), PERSON)
    document["issuer"]["endorsement"] = [ENDORSEMENT]
    signed = json.dumps(with_proof(document, PERSON, OTHER_KEYS, NOW)).encode()
    found = judged(signed, Trust())
    assert (found.verdict.value, states(found)["words"], states(found)["proof"]) == ("cannot_tell", "passed", "passed")
    # The issuer is described in two places, which an issuer who is known here never does.
    assert states(found)["places"] == "warning"
    assert verify_badge(signed, Trust(), now=NOW, people=(PERSON,)).verdict.value == "not_genuine"
    for change in (
        lambda one: one["issuer"]["endorsement"][0].update(finalGrade="A"),
        lambda one: one["issuer"]["endorsement"][0]["@context"].append({"@vocab": "https://x.example/"}),
        lambda one: one["issuer"].update({"@context": one["@context"]}),
        lambda one: one["issuer"]["endorsement"][0].update(name="Other"),
    ):
        assert judged(changed(change, signed), Trust()).verdict.value in {"not_genuine", "cannot_tell"}
        assert judged(changed(change, signed), Trust(known=(KNOWN,))).verdict.value == "not_genuine"


def test_facts_do_not_depend_on_which_of_several_comes_first():
    two = changed(lambda one: one.update(credentialSubject=[one["credentialSubject"], {"licenseNumber": "X"}]))
    facts = judged(two).facts
    assert facts is not None
    assert (facts.serial, facts.results) == ("", ())
    assert read_badge(badge()).serial != ""
