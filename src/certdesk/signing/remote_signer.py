"""Signing from another process: the data goes to the process that holds the keys, the signature comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from certdesk.signing.issuer import StatementSigner
from certdesk.signing.pdf.sign_pdf import DocumentSigner

DOCUMENT, STATEMENT = b"D", b"S"
"""What a request is about."""
MOST_BYTES = 4 * 1024 * 1024
"""The most that may be signed at once: far more than the attributes of a signature or a badge ever have."""


@dataclass(frozen=True, slots=True)
class PublicParts:
    """What a process without keys has to know about those that sign for it."""

    certificate_pem: str
    chain: tuple[str, ...]
    statement_key: bytes


@dataclass(frozen=True, slots=True)
class RemoteSigner:
    """Stands in for a `Signer` where its keys are not. ``ask`` sends a request and returns the signature."""

    parts: PublicParts
    ask: Callable[[bytes, bytes], bytes] = field(repr=False)

    @property
    def certificate_pem(self) -> str:
        """The certificate of the document key."""
        return self.parts.certificate_pem

    @property
    def chain(self) -> tuple[str, ...]:
        """The certificates (PEM) of those above it, without the root."""
        return self.parts.chain

    @property
    def statement_key(self) -> bytes:
        """The raw Ed25519 public key of statements."""
        return self.parts.statement_key

    @property
    def locked(self) -> bool:
        """Whoever holds the keys says so, when it is asked."""
        return False

    def sign_document(self, data: bytes) -> bytes:
        """Have the signed attributes of a PDF signature signed."""
        return self.ask(DOCUMENT, data)

    def sign_statement(self, data: bytes) -> bytes:
        """Have a statement signed."""
        return self.ask(STATEMENT, data)


@dataclass(frozen=True, slots=True)
class SigningFor:
    """The keys, in the process that unlocked them: what it signs for its own workers."""

    document: DocumentSigner = field(repr=False)
    statements: StatementSigner = field(repr=False)

    def answer(self, request: bytes, data: bytes) -> bytes:
        """Return the signature that was asked for. Raises ValueError for anything else, CertDeskError when locked."""
        if len(data) > MOST_BYTES:
            raise ValueError(len(data))
        if request == DOCUMENT:
            return self.document.sign_document(data)
        if request == STATEMENT:
            return self.statements.sign_statement(data)
        raise ValueError(request)
