"""A register key, its registers, and ways to tamper with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.merkle import Tree
from certdesk.core.register_events import event_line
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.checkpoints import Checkpoint, origin_of, sign_checkpoint
from certdesk.signing.register.files import RegisterFile
from certdesk.signing.trust import RegisterKey

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
REGISTER = "8c1d2e3f4a5b6c7d"


@dataclass(frozen=True)
class Key:
    """An Ed25519 key that signs statements."""

    private: Ed25519PrivateKey

    @property
    def statement_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign_statement(self, data: bytes) -> bytes:
        return self.private.sign(data)


def a_key(seed: int) -> Key:
    return Key(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


KEEPER, WITNESS, STRANGER = a_key(1), a_key(2), a_key(3)
KEYS = (RegisterKey(KEEPER.statement_key, NOW - timedelta(days=100)),)
ISSUER = Issuer("Highland STEM Teaching Programme", KEEPER.statement_key, REGISTER)


def an_event(number: int, word: str = "") -> RegisterEvent:
    return RegisterEvent(
        Deed.ISSUED,
        NOW + timedelta(minutes=number),
        f"HSTP-2026-{number + 1:05}-4",
        award_id=f"award-{number}{word}",
        pdf=f"{number:064x}",
        status_index=number,
        valid_until=date(2029, 11, 22),
    )


def lines(count: int, word: str = "", start: int = 0) -> tuple[str, ...]:
    return tuple(event_line(an_event(number, word), number) for number in range(start, count))


def signed_file(entries: tuple[str, ...], signer: Key = KEEPER, now: datetime = NOW) -> RegisterFile:
    """What an honest desk exports when these are its lines."""
    tree = Tree(line.encode() for line in entries)
    note = sign_checkpoint(Checkpoint(origin_of(REGISTER), tree.size, tree.root()), signer, now)
    return RegisterFile(REGISTER, replace(ISSUER, key=signer.statement_key), entries, note)
