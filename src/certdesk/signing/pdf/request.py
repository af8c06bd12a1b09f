"""What is to be signed, and by whom: known to everybody who has something signed, without the library that does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol


class Afterwards(IntEnum):
    """What a certification signature allows to be added later (DocMDP P)."""

    NOTHING = 1
    SIGNATURES = 2


class DocumentSigner(Protocol):
    """Whatever can sign a document: a `Signer`, or its stand-in in another process."""

    @property
    def certificate_pem(self) -> str:
        """The certificate of the key."""

    @property
    def chain(self) -> tuple[str, ...]:
        """The certificates (PEM) of those above it, without the root."""

    @property
    def locked(self) -> bool:
        """Whether the keys are forgotten."""

    def sign_document(self, data: bytes) -> bytes:
        """Return the DER signature (ECDSA P-256 with SHA-256) of ``data``."""


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """What is to be signed, and what the signer claims about it.

    ``field`` is the name of the signature field; ``at`` an aware time, the signer's own clock; ``certify`` makes the
    first signature a certification signature, None makes an approval signature such as a countersignature.
    """

    field: str
    at: datetime
    certify: Afterwards | None = None
    reason: str | None = None
    location: str | None = None
    contact: str | None = None
