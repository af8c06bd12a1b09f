"""The root key where it rests: two locked copies on two sticks, and one on paper. Never in a workspace."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.formats import (
    SMALL,
    certificate,
    check_format,
    damaged,
    parse,
    to_bytes,
    to_text,
    written,
)
from certdesk.signing.authority.names import programme_of, slug
from certdesk.signing.authority.paper import from_paper, to_paper
from certdesk.signing.authority.profile import Authority, der
from certdesk.signing.authority.spoken import spoken
from certdesk.signing.fingerprint import fingerprint
from certdesk.signing.keystore import open_sealed, seal, wipe
from certdesk.signing.safe_write import read_small, write_private_file

FORMAT = "certdesk-root-1"
SUFFIX = ".certdesk-root"
SHORTEST_PASSPHRASE = 12
_HEAD = struct.Struct(">BIBBBB")


@dataclass(frozen=True, slots=True)
class RootCopy:
    """One copy as it lies on a stick. ``sealed`` is what `certdesk.signing.keystore.seal` wrote."""

    format: str
    programme: str
    certificate: str
    sealed: str


def check_root_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short for a key which lies on sticks for ten years."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        text = _("The passphrase of the root key is too short.")
        hint = _("Use at least {count} characters; five unrelated words are best.")
        raise CertDeskError(text, hint.format(count=SHORTEST_PASSPHRASE))


def copy_name(root: x509.Certificate) -> str:
    """Return the name of the file: the programme, and the beginning of the root's fingerprint."""
    return f"{slug(programme_of(root))}-{fingerprint(der(root))[:4].lower()}{SUFFIX}"


def write_copies(root: Authority, programme: str, passphrase: str, folders: Iterable[Path]) -> tuple[Path, ...]:
    """Lock the key once for each folder, write it there, and open each copy again as it stands on the stick.

    Raises `CertDeskError` if a copy can't be written or does not read back; then none is left.
    """
    check_root_passphrase(passphrase)
    made: list[Path] = []
    try:
        for folder in folders:
            target = folder / copy_name(root.certificate)
            paper = paper_path(target)
            # All, before the first is written: what is taken away after a failure must be ours.
            for each in (target, paper, recovery_path(target)):
                _refuse_existing(each)
            made.append(target)
            write_private_file(target, written(_sealed_copy(root, programme, passphrase)))
            _check_copy(target, passphrase, root)
            write_private_file(paper, ("\n".join(paper_text(target)) + "\n").encode())
    except BaseException:
        remove_copies(made)
        raise
    return tuple(path for path in made if path.suffix == SUFFIX)


def remove_copies(paths: Iterable[Path]) -> None:
    """Take copies away that are not wanted after all, with the paper forms beside them."""
    for path in paths:
        for each in (path, paper_path(path), recovery_path(path)):
            # A stick that was pulled out keeps what is on it.
            with suppress(OSError):
                each.unlink(missing_ok=True)


def paper_path(copy: Path) -> Path:
    """Return where the paper form of a copy lies."""
    return copy.with_name(f"{copy.name.removesuffix(SUFFIX).removesuffix('-paper.txt')}-paper.txt")


def recovery_path(copy: Path) -> Path:
    """Return where the paper form of the recovery key lies that was made with a root key."""
    return copy.with_name(f"{copy.name.removesuffix(SUFFIX)}-recovery-paper.txt")


def paper_text(copy: Path) -> tuple[str, ...]:
    """Return what is printed: whose key it is, how to use the form, and the lines to be typed back."""
    stored = _read(copy)
    root = certificate(stored.certificate)
    head = (
        _("ROOT KEY OF {programme}").format(programme=programme_of(root)),
        _("Programme {id}").format(id=stored.programme),
        _("Words: {words}").format(words=" ".join(spoken(der(root)))),
        "",
        _("This is the key, locked with its passphrase. Print it and keep it in a safe."),
        _("To use it, type the lines below into a text file, with their numbers, and choose that file."),
        "",
    )
    return head + paper_lines(copy)


def paper_lines(copy: Path) -> tuple[str, ...]:
    """Return only the lines with letters."""
    stored = _read(copy)
    fields = json.loads(stored.sealed)
    salt, nonce, box = (to_bytes(fields[name]) for name in ("salt", "nonce", "box"))
    sizes = (len(salt), len(nonce), fields["passes"], fields["lanes"])
    head = _HEAD.pack(1, fields["memory_kib"], *sizes)
    about = bytes.fromhex(stored.programme) + sha256(to_bytes(stored.certificate)).digest()
    return to_paper(head + about + salt + nonce + box)


def open_copy(path: Path, passphrase: str, roots: Iterable[x509.Certificate]) -> Authority:
    """Open a root key from a stick or from a text file with the lines of its paper form.

    ``roots`` are the programme's; the key has to be that of one of them. Raises `CertDeskError`.
    """
    untrusted = read_small(path, SMALL)
    sealed, programme, digest = _from_json(untrusted, path.name) if untrusted[:1] == b"{" else _from_text(untrusted)
    for root in roots:
        if sha256(der(root)).hexdigest() == digest:
            return _opened(sealed, (passphrase, _about(programme, digest)), root, path.name)
    text = _("{name} holds the root key of another programme, or an older one.").format(name=path.name)
    raise UntrustedFileError(text, _("Take the stick or the paper that was made for this root."))


def _sealed_copy(root: Authority, programme: str, passphrase: str) -> RootCopy:
    digest = sha256(der(root.certificate)).hexdigest()
    secret = bytearray(root.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    try:
        sealed = seal(secret, passphrase, _about(programme, digest))
    finally:
        wipe(secret)
    return RootCopy(FORMAT, programme, to_text(der(root.certificate)), sealed.decode())


def _check_copy(path: Path, passphrase: str, root: Authority) -> None:
    try:
        again = open_copy(path, passphrase, (root.certificate,))
        good = again.key.private_numbers() == root.key.private_numbers()
    except CertDeskError:
        good = False
    if not good:
        text = _("The copy in {folder} does not read back as it was written.").format(folder=path.parent)
        raise StorageError(text, _("Nothing was kept. Begin again with another stick."))


def _refuse_existing(path: Path) -> None:
    if path.exists():
        text = _("{path} is there already.").format(path=path)
        raise StorageError(text, _("Choose a folder without it: a root key is never replaced."))


def _read(path: Path) -> RootCopy:
    copy = parse(RootCopy, read_small(path, SMALL), path.name)
    check_format(copy.format, FORMAT, path.name)
    return copy


def _from_json(untrusted: bytes, name: str) -> tuple[bytes, str, str]:
    copy = parse(RootCopy, untrusted, name)
    check_format(copy.format, FORMAT, name)
    try:
        digest = sha256(to_bytes(copy.certificate)).hexdigest()
    except ValueError:
        raise damaged(name) from None
    return copy.sealed.encode(), copy.programme, digest


def _from_text(untrusted: bytes) -> tuple[bytes, str, str]:
    data = from_paper(untrusted.decode("utf-8", "replace"))
    try:
        version, memory, salt, nonce, passes, lanes = _HEAD.unpack_from(data)
    except struct.error:
        raise damaged(_("The paper form")) from None
    if version != 1 or len(data) < _HEAD.size + 40 + salt + nonce:
        raise damaged(_("The paper form"))
    rest = data[_HEAD.size :]
    programme, digest, rest = rest[:8].hex(), rest[8:40].hex(), rest[40:]
    fields = {
        "format": "certdesk-key-1",
        "memory_kib": memory,
        "passes": passes,
        "lanes": lanes,
        "salt": to_text(rest[:salt]),
        "nonce": to_text(rest[salt : salt + nonce]),
        "box": to_text(rest[salt + nonce :]),
    }
    return json.dumps(fields).encode(), programme, digest


def _opened(sealed: bytes, opening: tuple[str, str], root: x509.Certificate, name: str) -> Authority:
    secret = open_sealed(sealed, *opening)
    try:
        key = load_der_private_key(secret, None)
    except ValueError:
        raise damaged(name) from None
    finally:
        wipe(secret)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != root.public_key():
        raise damaged(name)
    return Authority(root, key)


def _about(programme: str, digest: str) -> str:
    return f"root|{programme}|{digest}"
