"""The issuing desk of a programme on disk: what it signed, whom it certified and whom it revoked, and its locked keys.

``authority/<programme id>/`` in a workspace holds ``desk.json``, which names people, and ``keys.json``, locked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from certdesk.core.errors import NotFoundError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.bundle import Anchors, Signature
from certdesk.signing.authority.formats import (
    LARGE,
    certificate,
    certificates,
    check_format,
    damaged,
    read_value,
    to_bytes,
    written,
)
from certdesk.signing.authority.keys import AuthorityKeys, unpacked
from certdesk.signing.keystore import open_sealed, seal, wipe
from certdesk.signing.safe_write import read_small, remove_file, write_private_file

FORMAT = "certdesk-desk-1"
AUTHORITY, DESK, KEYS, NEXT_KEYS = "authority", "desk.json", "keys.json", "keys-next.json"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One certificate that the desk issued. ``person`` is the id of the identity, ``certificate`` DER in base64."""

    person: str
    name: str
    role: str
    certificate: str
    issued_at: datetime
    revoked_on: datetime | None = None
    since: datetime | None = None
    reason: str = ""

    @property
    def leaf(self) -> x509.Certificate:
        """The certificate."""
        return certificate(self.certificate)

    @property
    def key(self) -> ec.EllipticCurvePublicKey:
        """Its key. Raises ValueError for one of another kind, which a desk never certifies."""
        key = self.leaf.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise ValueError(type(key))
        return key


@dataclass(frozen=True, slots=True)
class IssuingDesk:
    """Everything but the keys. ``news_version`` and ``list_number`` are the last ones used."""

    format: str
    anchors: Anchors
    anchors_signature: Signature
    enrolled: tuple[Enrolled, ...]
    news_version: int
    list_number: int

    @property
    def programme_id(self) -> str:
        """The id of the programme."""
        return self.anchors.programme

    @property
    def root(self) -> x509.Certificate:
        """The root that signs now."""
        return certificate(self.anchors.roots[-1])

    @property
    def issuers(self) -> tuple[x509.Certificate, ...]:
        """The issuing certificates, the newest last."""
        return certificates(self.anchors.issuers)

    def of(self, person: str) -> tuple[Enrolled, ...]:
        """Return the certificates of one person, oldest first."""
        return tuple(one for one in self.enrolled if one.person == person)

    def with_enrolled(self, one: Enrolled) -> IssuingDesk:
        """Return the desk with one more certificate."""
        return replace(self, enrolled=(*self.enrolled, one))


def desk_folder(workspace: Path, programme_id: str) -> Path:
    """Return where the desk of a programme lies in the folder of a workspace."""
    return workspace / AUTHORITY / programme_id


def has_desk(workspace: Path, programme_id: str) -> bool:
    """Say whether this workspace is the issuing desk of a programme."""
    return (desk_folder(workspace, programme_id) / DESK).is_file()


def desks_in(workspace: Path) -> tuple[str, ...]:
    """Return the ids of the programmes that this workspace issues for."""
    folder = workspace / AUTHORITY
    return tuple(sorted(one.name for one in folder.iterdir() if (one / DESK).is_file())) if folder.is_dir() else ()


def load_desk(workspace: Path, programme_id: str) -> IssuingDesk:
    """Read the desk of a programme. Raises NotFoundError, or `UntrustedFileError` if it is damaged."""
    folder = desk_folder(workspace, programme_id)
    if programme_id not in desks_in(workspace):
        text = _("This desk does not issue for that programme.")
        raise NotFoundError(text, _("Work on the computer where the programme was founded."))
    desk = read_value(IssuingDesk, folder / DESK, LARGE)
    check_format(desk.format, FORMAT, DESK)
    try:
        for each in desk.enrolled:
            certificate(each.certificate)
        fits = desk.programme_id == programme_id and bool(desk.issuers) and desk.root is not None
    except (ValueError, IndexError):
        raise damaged(DESK) from None
    if not fits:
        raise damaged(DESK)
    return desk


def save_desk(workspace: Path, desk: IssuingDesk) -> None:
    """Write the desk whole or not at all. Raises `StorageError`."""
    write_private_file(desk_folder(workspace, desk.programme_id) / DESK, written(desk))


def seal_keys(keys: AuthorityKeys, passphrase: str) -> bytes:
    """Lock the keys with a passphrase."""
    secret = keys.packed()
    try:
        return seal(secret, passphrase, _about(keys.programme_id))
    finally:
        wipe(secret)


def unlock_desk(workspace: Path, programme_id: str, passphrase: str) -> AuthorityKeys:
    """Open the keys of a desk. Raises `WrongPassphraseError`, NotFoundError or `UntrustedFileError`."""
    desk = load_desk(workspace, programme_id)
    _settle_next_keys(desk_folder(workspace, programme_id), desk)
    sealed = read_small(desk_folder(workspace, programme_id) / KEYS)
    secret = open_sealed(sealed, passphrase, _about(programme_id))
    try:
        keys = unpacked(secret, (programme_id, desk.anchors.name), desk.issuers)
        if keys.statement_key not in {to_bytes(period.key) for period in desk.anchors.register_keys}:
            raise ValueError(programme_id)
        return keys
    except (ValueError, TypeError):
        text = _("The keys of this issuing desk are damaged or do not belong to its certificates.")
        raise UntrustedFileError(text, _("Take the folder “authority” back from a backup of the workspace.")) from None
    finally:
        wipe(secret)


def replace_keys(workspace: Path, desk: IssuingDesk, sealed: bytes) -> None:
    """Put other keys in the place of those of a desk, with the desk as it is then.

    Whenever it is interrupted, either the old keys fit the desk, or the new ones lie ready. Raises `StorageError`.
    """
    folder = desk_folder(workspace, desk.programme_id)
    marked = f"{desk.anchors.version}\n".encode() + sealed
    write_private_file(folder / NEXT_KEYS, marked)
    save_desk(workspace, desk)
    _settle_next_keys(folder, desk)


def _settle_next_keys(folder: Path, desk: IssuingDesk) -> None:
    """Let keys take their place that were made for the desk as it is now; drop those of a change that was not kept."""
    path = folder / NEXT_KEYS
    if not path.exists():
        return
    version, _line, sealed = read_small(path).partition(b"\n")
    if version == str(desk.anchors.version).encode():
        write_private_file(folder / KEYS, sealed)
    remove_file(path)


def _about(programme_id: str) -> str:
    return f"authority|{programme_id}"
