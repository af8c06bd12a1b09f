"""Who signs: a person's key and certificate in a folder, locked with a passphrase.

``folder/<id>/`` holds ``certificate.pem`` and ``identity.json``, which anybody may read, and ``key.json``, which is
locked. The certificate is the truth; the JSON file is there for people and other tools.
"""

from __future__ import annotations

import base64
import binascii
import json
import logging
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from certdesk.core.errors import CertDeskError, NotFoundError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing import fingerprint as prints
from certdesk.signing.keystore import check_passphrase, open_sealed, seal
from certdesk.signing.safe_write import read_small, write_folder
from certdesk.signing.self_made import self_made_certificate, statement_key_of, words_of
from certdesk.signing.signer import Signer

log = logging.getLogger(__name__)
CERTIFICATE, ABOUT, KEY = "certificate.pem", "identity.json", "key.json"
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


def make_identity(name: str, role: str, passphrase: str, *, now: datetime, folder: Path) -> Identity:
    """Make a key and a certificate that is labelled as self-made, and keep them in ``folder``.

    Raises `CertDeskError` for a short passphrase or a name that can't stand in a certificate, and `StorageError`
    when the disk refuses.
    """
    check_passphrase(passphrase)
    document_key = ec.generate_private_key(ec.SECP256R1())
    statement_key = Ed25519PrivateKey.generate()
    did = prints.did_key(statement_key.public_key().public_bytes_raw())
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
    return identity


def unlock(identity: Identity, passphrase: str) -> Signer:
    """Open the private keys of ``identity`` for this session.

    Raises `WrongPassphraseError`, or `UntrustedFileError` if the key file is damaged or belongs to somebody else.
    """
    place = identity.folder / identity.id
    secret = open_sealed(read_small(place / KEY), passphrase, identity.digest)
    try:
        fields = json.loads(secret)
        document_key = serialization.load_der_private_key(base64.b64decode(fields["document"]), None)
        statement_key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(fields["statement"]))
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise _damaged(place) from None
    certified = x509.load_pem_x509_certificate(identity.certificate_pem.encode()).public_key()
    if not isinstance(document_key, ec.EllipticCurvePrivateKey) or document_key.public_key() != certified:
        raise _damaged(place)
    if statement_key.public_key().public_bytes_raw() != identity.statement_key:
        raise _damaged(place)
    return Signer(identity.id, identity.certificate_pem, document_key, statement_key)


def _identity_of(certificate_pem: str, folder: Path) -> Identity:
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
        der = certificate.public_bytes(serialization.Encoding.DER)
        statement_key = statement_key_of(certificate)
    except ValueError:
        raise _damaged(folder) from None
    if statement_key is None:
        raise _damaged(folder)
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
