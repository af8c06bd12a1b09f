"""The signature inside a badge: W3C Data Integrity with ``eddsa-rdfc-2022``."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from certdesk.signing.badge.multibase import base58
from certdesk.signing.badge.statements import canonical, expanded
from certdesk.signing.issuer import Issuer, StatementSigner

SUITE = "eddsa-rdfc-2022"


def with_proof(document: dict[str, Any], issuer: Issuer, signer: StatementSigner, created: datetime) -> dict[str, Any]:
    """Return a document with its proof. ``created`` is aware. Raises `CertDeskError` when the signer is locked."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(created),
        "verificationMethod": f"{issuer.did}#{issuer.did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    signature = signer.sign_statement(signed_bytes(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + base58(signature)}}


def signed_bytes(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """Return the 64 bytes that are signed: the SHA-256 of the proof's statements, then that of the document's.

    ``document`` has no proof, ``proof`` no value. Raises `CertDeskError` when one of them is no JSON-LD of known words.
    """
    options = {"@context": document.get("@context"), **proof}
    return hash_of(canonical(expanded(options)[0])) + hash_of(canonical(expanded(document)[0]))


def hash_of(statements: bytes) -> bytes:
    """Return the SHA-256 of canonical statements."""
    return hashlib.sha256(statements).digest()


def moment(time: datetime) -> str:
    """Return an aware time as badges write it: UTC, whole seconds."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
