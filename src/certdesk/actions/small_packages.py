"""Receipts and requests: packages without evidence that go back to whoever packed, sealed for their key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.outbox import Packed, PackedFor, outbox_folder, write_packed
from certdesk.actions.packing import author_of
from certdesk.actions.stating import my_card
from certdesk.core.exchange import Carrier
from certdesk.core.statements import Sealed
from certdesk.exchange.building import Draft, build
from certdesk.exchange.layout import lay_out
from certdesk.exchange.package import INDEX_FORMAT, Asked, Index, Packer, Purpose, Seal, format_of
from certdesk.exchange.sealing import sealed_for
from certdesk.signing.signer import Signer
from certdesk.store.people import find_person
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SmallPackage:
    """What is said, and to whom: ``did`` is the did:key of the one who packed what this is about."""

    purpose: Purpose
    did: str
    name: str
    answers: str
    statements: tuple[Sealed, ...] = ()
    asked: tuple[Asked, ...] = ()
    cards: tuple[str, ...] = ()


def make_small(workspace: Workspace, said: SmallPackage, signer: Signer) -> Packed:
    """Make a small package in the outbox. Raises CertDeskError when the signer is locked, StorageError."""
    package = workspace.new_id()
    at = workspace.clock()
    folder = outbox_folder(workspace.folder, package)
    index = Index(
        format_of(INDEX_FORMAT), package, said.purpose, _packer(workspace),
        tuple(one.text for one in said.statements), tuple(dict.fromkeys((my_card(workspace), *said.cards))),
        asked=said.asked, answers=said.answers,
    )  # fmt: skip
    draft = Draft(package, at, said.purpose, Seal.RECIPIENTS, sealed_for([said.did]), index, lay_out(()))
    built = build(draft, folder, author_of(signer), _nowhere)
    packed = Packed(
        package, at, said.purpose, Carrier.MAIL, (PackedFor("", said.name),), (), (),
        index.statements, (), built.head.size, answers=said.answers, parts=0,
    )  # fmt: skip
    write_packed(workspace.folder, packed)
    return packed


def _packer(workspace: Workspace) -> Packer:
    person = find_person(workspace.db, workspace.person)
    return Packer(workspace.person, person.name if person else "", "")


def _nowhere(digest: str) -> Path:
    raise ValueError(digest)
