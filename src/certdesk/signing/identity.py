"""Who signs: a person's key and certificate in a folder, locked with a passphrase.

``folder/<id>/`` holds ``certificate.pem`` and ``identity.json``, which anybody may read, and ``key.json``, which is
locked. The certificate is the truth; the JSON file is there for people and other tools. Once a programme has certified
the key, ``programme.json`` holds its certificate; a later key lies in a file of its own.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from certdesk.core.did_keys import did_key
from certdesk.core.errors import CertDeskError, NotFoundError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing import fingerprint as prints
from certdesk.signing.authority.formats import UNREADABLE
from certdesk.signing.keystore import check_passphrase, open_sealed, seal, wipe
from certdesk.signing.membership import FIRST_KEY as KEY
from certdesk.signing.membership import NEXT_KEY, Membership, read_membership
from certdesk.signing.safe_write import read_small, write_folder, write_private_file
from certdesk.signing.self_made import self_made_certificate, statement_key_of, words_of
from certdesk.signing.signer import Signer

log = logging.getLogger(__name__)
CERTIFICATE, ABOUT = "certificate.pem", "identity.json"
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Identity:
    """The public part of an identity: everything but its private keys.

    ``fingerprint`` is what two people compare aloud, ``digest`` (SHA-256 of the certificate, hexadecimal) what programs
    compare. ``statement_key`` is a raw Ed25519 public key. Times are aware, in UTC. ``id`` names the person and stays
    when a programme certifies the key; then ``certificate_pem`` is the programme's certificate, ``chain`` the
    certificates (PEM) of those above it without the root, and ``programme_id`` says which programme.
    """

    id: str
    name: str
    role: str
    certificate_pem: str
    fingerprint: str
    digest: str
    statement_key: bytes
    made_at: datetime
    valid_until: datetime
    folder: Path = field(repr=False, compare=False)
    programme_id: str = ""
    programme_name: str = ""
    chain: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    """The SHA-256 digests of certificates that this person signed with before."""
    key_file: str = field(default=KEY, repr=False)


def make_identity(name: str, role: str, passphrase: str, *, now: datetime, folder: Path) -> Identity:
    """Make a key and a certificate that is labelled as self-made, and keep them in ``folder``.

    Raises `CertDeskError` for a short passphrase or a name that can't stand in a certificate, and `StorageError`
    when the disk refuses.
    """
    check_passphrase(passphrase)
    document_key = ec.generate_private_key(ec.SECP256R1())
    statement_key = Ed25519PrivateKey.generate()
    did = did_key(statement_key.public_key().public_bytes_raw())
    certificate = self_made_certificate(document_key, name, role, did, now)
    identity = _identity_of(certificate.public_bytes(serialization.Encoding.PEM).decode(), folder)
    locked = seal(_packed(document_key, statement_key), passphrase, identity.digest)
    files = {
        KEY: locked,
        CERTIFICATE: identity.certificate_pem.encode(),
        ABOUT: _about(identity),
    }
    write_folder(folder / identity.id, files)
    return identity


def list_identities(folder: Path) -> tuple[Identity, ...]:
    """Return the identities in ``folder``, oldest first; a folder that does not exist holds none.

    A damaged one is left out, so that it hides none of the others; `load_identity` says what is wrong with it.
    """
    if not folder.is_dir():
        return ()
    found = []
    for entry in folder.iterdir():
        if not (_ID.fullmatch(entry.name) and entry.is_dir()):
            continue
        try:
            found.append(load_identity(folder, entry.name))
        except UntrustedFileError:
            log.warning("identity %s is damaged", entry.name)
    return tuple(sorted(found, key=lambda one: (one.made_at, one.id)))


def load_identity(folder: Path, identity_id: str) -> Identity:
    """Read the public part of one identity.

    Raises `NotFoundError`, or `UntrustedFileError` if its files are damaged or do not belong together.
    """
    if not _ID.fullmatch(identity_id) or not (folder / identity_id).is_dir():
        raise NotFoundError(_("There is no such identity here."), _("Make one, or choose another."))
    place = folder / identity_id
    identity = _identity_of(read_small(place / CERTIFICATE).decode("ascii", "replace"), folder)
    if identity.id != identity_id or read_small(place / ABOUT) != _about(identity):
        raise _damaged(place)
    membership = read_membership(place)
    return _certified(identity, membership) if membership else identity


def origin_certificate(identity: Identity) -> str:
    """Return the first certificate (PEM) of a person, the self-made one that their id comes from."""
    return read_small(identity.folder / identity.id / CERTIFICATE).decode("ascii", "replace")


def unlock(identity: Identity, passphrase: str) -> Signer:
    """Open the private keys of ``identity`` for this session.

    Raises `WrongPassphraseError`, or `UntrustedFileError` if the key file is damaged or belongs to somebody else.
    """
    place = identity.folder / identity.id
    document_key, statement_key = _open_keys(place / identity.key_file, passphrase, _bound_to(identity))
    certified = x509.load_pem_x509_certificate(identity.certificate_pem.encode()).public_key()
    if document_key.public_key() != certified:
        raise _damaged(place)
    if statement_key.public_key().public_bytes_raw() != identity.statement_key:
        raise _damaged(place)
    return Signer(identity.id, identity.certificate_pem, document_key, statement_key, identity.chain)


def make_next_key(identity: Identity, passphrase: str) -> Signer:
    """Make another pair of keys for this person and keep it, locked, until a programme has certified it.

    Raises `CertDeskError` for a short passphrase, `StorageError` when the disk refuses.
    """
    check_passphrase(passphrase)
    document_key, statement_key = ec.generate_private_key(ec.SECP256R1()), Ed25519PrivateKey.generate()
    about = _bound_to_next(identity.id, statement_key.public_key().public_bytes_raw())
    locked = seal(_packed(document_key, statement_key), passphrase, about)
    write_private_file(identity.folder / identity.id / NEXT_KEY, locked)
    return Signer(identity.id, "", document_key, statement_key)


def is_key_of(identity: Identity, certificate: x509.Certificate) -> bool:
    """Say whether a certificate is for the key that this person signs with now."""
    own = x509.load_pem_x509_certificate(identity.certificate_pem.encode())
    return own.public_key() == certificate.public_key() and statement_key_of(certificate) == identity.statement_key


def _open_keys(path: Path, passphrase: str, about: str) -> tuple[ec.EllipticCurvePrivateKey, Ed25519PrivateKey]:
    secret = open_sealed(read_small(path), passphrase, about)
    try:
        fields = json.loads(secret)
        document_key = serialization.load_der_private_key(base64.b64decode(fields["document"]), None)
        statement_key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(fields["statement"]))
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise _damaged(path.parent) from None
    finally:
        wipe(secret)
    if not isinstance(document_key, ec.EllipticCurvePrivateKey):
        raise _damaged(path.parent)
    return document_key, statement_key


def _bound_to(identity: Identity) -> str:
    """Return what the locked key is bound to: the first one to the first certificate, a later one to its own name."""
    if identity.key_file != KEY:
        return _bound_to_next(identity.id, identity.statement_key)
    der = x509.load_pem_x509_certificate(origin_certificate(identity).encode())
    return prints.digest(der.public_bytes(serialization.Encoding.DER))


def _bound_to_next(identity_id: str, statement_key: bytes) -> str:
    return f"{identity_id}|{did_key(statement_key)}"


def _certified(identity: Identity, membership: Membership) -> Identity:
    """Return the identity as its programme certified it; the id stays that of the person."""
    pems = tuple(_pem(text) for text in (membership.certificate, *membership.chain))
    try:
        certified = _identity_of(pems[0], identity.folder)
    except UntrustedFileError:
        raise _damaged(identity.folder / identity.id) from None
    return replace(
        certified,
        id=identity.id,
        programme_id=membership.programme_id,
        programme_name=membership.programme_name,
        chain=pems[1:],
        earlier=membership.earlier,
        key_file=membership.key_file,
    )


def _pem(der_text: str) -> str:
    der = x509.load_der_x509_certificate(base64.b64decode(der_text))
    return der.public_bytes(serialization.Encoding.PEM).decode()


def _identity_of(certificate_pem: str, folder: Path) -> Identity:
    try:
        return _read_identity(x509.load_pem_x509_certificate(certificate_pem.encode()), folder)
    # Parts of a certificate are parsed when they are asked for, with errors of the library's own.
    except UNREADABLE:
        raise _damaged(folder) from None


def _read_identity(certificate: x509.Certificate, folder: Path) -> Identity:
    """Return whom a certificate is about. Raises ValueError when it is damaged or names no key for statements."""
    statement_key = statement_key_of(certificate)
    if statement_key is None:
        raise ValueError(folder)
    der = certificate.public_bytes(serialization.Encoding.DER)
    return Identity(
        id=prints.digest(der)[:16],
        name=words_of(certificate.subject, NameOID.COMMON_NAME),
        role=words_of(certificate.subject, NameOID.TITLE),
        certificate_pem=certificate.public_bytes(serialization.Encoding.PEM).decode(),
        fingerprint=prints.fingerprint(der),
        digest=prints.digest(der),
        statement_key=statement_key,
        made_at=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        folder=folder,
    )


def _about(identity: Identity) -> bytes:
    fields = {
        "id": identity.id,
        "name": identity.name,
        "role": identity.role,
        "made_on": identity.made_at.astimezone(UTC).date().isoformat(),
        "valid_until": identity.valid_until.astimezone(UTC).date().isoformat(),
        "fingerprint": identity.fingerprint,
    }
    return (json.dumps(fields, indent=1, ensure_ascii=False) + "\n").encode()


def _packed(document_key: ec.EllipticCurvePrivateKey, statement_key: Ed25519PrivateKey) -> bytes:
    document = document_key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    fields = {
        "document": base64.b64encode(document).decode(),
        "statement": base64.b64encode(statement_key.private_bytes_raw()).decode(),
    }
    return json.dumps(fields).encode()


def _damaged(place: Path) -> CertDeskError:
    return UntrustedFileError(
        _("The identity in {place} is damaged.").format(place=place),
        _("Take it back from a backup of the workspace, or make a new identity."),
    )
