"""Desks of several people who exchange statements: keys without passphrases, so that a test costs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from tests.support.building import START, Clock, put_rubric, small_rubric

from certdesk.actions.merging_in import Incoming, MergeReceipt, keep_merge, preview_merge
from certdesk.actions.stating import cards_for, statements_about
from certdesk.core.did_keys import did_key
from certdesk.core.exchange import Carrier, PreviewLine
from certdesk.core.statements import Sealed
from certdesk.signing.identity import Identity, _about, _identity_of, load_identity
from certdesk.signing.safe_write import write_folder
from certdesk.signing.self_made import self_made_certificate
from certdesk.signing.signer import Signer
from certdesk.signing.statements import Card, card_of
from certdesk.signing.statements_trust import accept_key
from certdesk.store.workspace import Workspace

ADA, BEN, CLEO, LEA = "Ada Coordinator", "Ben Assessor", "Cleo Assessor", "Lea Lead"
DAN = "Dan Assessor"
ROLES = {ADA: "coordinator", BEN: "assessor", CLEO: "assessor", DAN: "assessor", LEA: "lead"}


@cache
def _keys(name: str) -> tuple[ec.EllipticCurvePrivateKey, Ed25519PrivateKey, str]:
    document, statement = ec.generate_private_key(ec.SECP256R1()), Ed25519PrivateKey.generate()
    did = did_key(statement.public_key().public_bytes_raw())
    certificate = self_made_certificate(document, name, ROLES[name], did, START)
    return document, statement, certificate.public_bytes(Encoding.PEM).decode()


def signer_of(name: str) -> Signer:
    """The unlocked keys of a person."""
    document, statement, pem = _keys(name)
    return Signer(_identity_of(pem, Path()).id, pem, document, statement)


def identity_at(folder: Path, name: str) -> Identity:
    """The identity of a person on a desk, whose locked key is nowhere."""
    identity = _identity_of(_keys(name)[2], folder)
    if not (folder / identity.id).exists():
        files = {"certificate.pem": identity.certificate_pem.encode(), "identity.json": _about(identity)}
        write_folder(folder / identity.id, {**files, "key.json": b"{}"})
    return load_identity(folder, identity.id)


@dataclass(frozen=True, slots=True)
class DeskOf:
    """A person at a workspace of theirs."""

    workspace: Workspace
    signer: Signer
    card: Card

    @property
    def person(self) -> str:
        return self.signer.identity_id

    def says(self, portfolio_ids: Iterable[str] = ("portfolio-P-001",), **scope: object) -> tuple[Sealed, ...]:
        """What this desk has to say."""
        return statements_about(self.workspace, portfolio_ids, self.signer, **scope)  # type: ignore[arg-type]

    def package(self, statements: Iterable[Sealed], name: str = "package", **more: object) -> Incoming:
        """Statements as they come to another desk, with all files at hand."""
        statements = tuple(statements)
        return Incoming(
            package=name,
            carrier=Carrier.MAIL,
            peer=self.person,
            made_at=START,
            statements=tuple(one.text for one in statements),
            cards=cards_for(self.workspace, statements),
            has_file=lambda _digest: True,
            **more,  # type: ignore[arg-type]
        )

    def takes(self, incoming: Incoming) -> MergeReceipt:
        """Take a package in."""
        return keep_merge(self.workspace, incoming)

    def sees(self, incoming: Incoming) -> dict[str, PreviewLine]:
        """Preview a package, by kind."""
        return {line.kind.value: line for line in preview_merge(self.workspace, incoming)}

    def knows(self, *others: DeskOf) -> DeskOf:
        """Accept the keys of others by their words."""
        for other in others:
            accept_key(self.workspace.folder, other.card, " ".join(other.card.words), START)
        return self


def desk(folder: Path, name: str, *, rubric: bool = True, clock: Clock | None = None) -> DeskOf:
    """Open a workspace in which a person acts."""
    signer = signer_of(name)
    workspace = Workspace(folder, clock=clock or Clock(), person=signer.identity_id)
    identity = identity_at(workspace.identities, name)
    if rubric:
        put_rubric(workspace, small_rubric())
    return DeskOf(workspace, signer, card_of(identity))
