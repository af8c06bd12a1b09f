"""Vectors of the standards reproduce byte for byte.

From W3C's Data Integrity EdDSA and ECDSA Cryptosuites 1.0 (https://github.com/w3c/vc-di-eddsa, vc-di-ecdsa) and
Bitstring Status List 1.0. Copyright W3C, W3C Software and Document Licence.
"""

from __future__ import annotations

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.signing.badge.badges import NOW

from certdesk.signing.badge.multibase import base58, from_base58
from certdesk.signing.badge.proof import signed_bytes
from certdesk.signing.badge.statements import canonical, expanded
from certdesk.signing.badge.status import unpack
from certdesk.signing.badge.verify import verify_badge
from certdesk.signing.trust import Trust

CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
METHOD = "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PROOF_HASH = "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb"
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"


def _proof(suite, value, method=METHOD, **more):
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        **more,
        "proofValue": value,
    }


RDFC = _proof(
    "eddsa-rdfc-2022",
    "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9",
)
JCS = _proof(
    "eddsa-jcs-2022",
    "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4",
    **{"@context": CREDENTIAL["@context"]},
)
P256_KEY = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
P256 = _proof(
    "ecdsa-rdfc-2019",
    "zaHXrr7AQdydBk3ahpCDpWbxfLokDqmCToYm2dyWvpcFVyWooC2he63w1f7UNQoAMKdhaRtcnaE2KTo5o5vTCcfw",
    f"did:key:{P256_KEY}#{P256_KEY}",
)
DRAFT = _proof(
    "ecdsa-rdfc-2019",
    "z2dQ4WQiprJY22UexKSS9JBAwerKBrdmP2ZbBGAbFDa4GMuXLqEDcBYWhgt281y7vb2KdHD9mV6CPTggUQsJoFB7x",
    f"https://vc.example/issuers/5678#{P256_KEY}",
)
FIRST, SECOND, THIRD = (f"urn:uuid:{one}" for one in (
    "26329423-bec9-4b2e-88cb-a7c7d9dc4544", "8cc9022b-6b14-4cf3-8571-74972c5feb54",
    "d94f792a-c546-4d06-b38a-da070ab56c23",
))  # fmt: skip
_LATER = {"created": "2023-02-26T22:06:38Z"}
CHAIN = [
    _proof(
        "eddsa-rdfc-2022",
        "z5KTX5yikM4eUukZW9qh66LGT3KZEUCACGpWcT2t4Yd54NMoFRchGmH4778omyNFAD3weSt6sNk5fuaMQmhhzNmEC",
        "https://vc.example/issuers/56781#z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
        id=FIRST,
    ),
    _proof(
        "eddsa-rdfc-2022",
        "z5KXNyXDcm822dHS37tmS6Xc7FFNo8c73AfeqmfHoywPxnXWNjWKYK3VQzt3CMUoK9uAqsboVHKJXxuYwbdnfxZeA",
        "https://vc.example/issuers/56782#z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
        id=SECOND,
    ),
    _proof(
        "eddsa-rdfc-2022",
        "z2hcFbMaj3BJufikuLZQ36gAXVT9J3ZiwB9rqN3j7VdqyT1GaQPbMTaF1Q2gn7h75ZcJ6JpV9pvNoDumvcjtmSRAV",
        "https://vc.example/issuers/56783#z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
        id=THIRD,
        previousProof=[FIRST, SECOND],
        **_LATER,
    ),
]


def test_the_hashes_are_those_of_the_standard():
    assert hashlib.sha256(canonical(expanded(CREDENTIAL)[0])).hexdigest() == DOCUMENT_HASH
    options = {name: value for name, value in RDFC.items() if name != "proofValue"}
    assert signed_bytes(CREDENTIAL, options).hex() == PROOF_HASH + DOCUMENT_HASH


def test_the_signature_is_that_of_the_standard_byte_for_byte():
    options = {name: value for name, value in RDFC.items() if name != "proofValue"}
    private = Ed25519PrivateKey.from_private_bytes(from_base58(SECRET[1:])[2:])
    assert "z" + base58(private.sign(signed_bytes(CREDENTIAL, options))) == RDFC["proofValue"]


_IDS = ["rdfc", "jcs", "p256", "draft", "chain", "set"]


@pytest.mark.parametrize("proof", [RDFC, JCS, P256, DRAFT, CHAIN, CHAIN[:2]], ids=_IDS)
def test_signed_vectors_are_intact_and_only_whose_they_are_is_unknown(proof):
    found = verify_badge(json.dumps({**CREDENTIAL, "proof": proof}).encode(), Trust(), now=NOW)
    states = {one.name: one.state.value for one in found.checks}
    assert (states["words"], states["proof"], states["issuer_key"]) == ("passed", "passed", "not_checked")
    assert (found.verdict.value, "https://vc.example/issuers/5678" in found.summary) == ("cannot_tell", True)
    other = {**CREDENTIAL, "name": "Alumna Credential", "proof": proof}
    assert verify_badge(json.dumps(other).encode(), Trust(), now=NOW).verdict.value == "not_genuine"


def test_a_chain_that_lost_a_link_is_not_genuine():
    found = verify_badge(json.dumps({**CREDENTIAL, "proof": CHAIN[1:]}).encode(), Trust(), now=NOW)
    assert (found.verdict.value, "lost a signature" in found.summary) == ("not_genuine", True)


def test_the_list_of_the_standard_is_read():
    bits = unpack("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA")
    assert bits == bytes(16 * 1024)
