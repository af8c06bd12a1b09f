"""Reading heads, signatures and indexes that strangers wrote: bounded first, and then only what is known of them."""

from __future__ import annotations

import base64
import binascii
import json
import types
import zlib
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.exchange import LEAST_FOR_USUAL, UsualTime
from certdesk.core.plain import dumps, from_plain
from certdesk.core.words import _
from certdesk.exchange.bounds import USUAL, Bounds
from certdesk.exchange.package import (
    HEAD,
    HEAD_FORMAT,
    INDEX_FORMAT,
    LEAF,
    PACKAGE_ID,
    PART_NAME,
    SIGNATURE,
    SIGNATURE_FORMAT,
    Head,
    HeadSignature,
    Index,
    Part,
    Seal,
    check_version,
)

T = TypeVar("T")
_OF_NOTHING = sha256(b"").hexdigest()
_MOST_MINUTES, _MOST_PORTFOLIOS, _LONGEST_ID = 100_000, 1_000_000, 200
_HEX = frozenset("0123456789abcdef")
_WRONG = (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError, IndexError)


def signed_bytes(head: bytes) -> bytes:
    """Return what the signature of a package is over."""
    return b"certdesk-package-1\n" + sha256(head).hexdigest().encode()


def read_head(untrusted: bytes, bounds: Bounds = USUAL) -> Head:
    """Read a head. Raises UntrustedFileError for one that is damaged, makes no sense, or is of a newer version."""
    head = _value(Head, untrusted, HEAD_FORMAT, HEAD)
    sizes = head.size
    if len(head.parts) > bounds.parts or sizes > bounds.size or not PACKAGE_ID.fullmatch(head.package):
        raise damaged(HEAD)
    if head.index.size > bounds.index or (head.key is not None and head.key.size > bounds.key):
        raise damaged(HEAD)
    if (head.key is not None) != (head.seal is Seal.PASSPHRASE) or head.made_at.tzinfo is None:
        raise damaged(HEAD)
    for part in head.payload:
        _check_part(part, bounds)
    if len({part.name for part in head.payload}) != len(head.payload):
        raise damaged(HEAD)
    return head


def read_signature(untrusted: bytes) -> HeadSignature:
    """Read a signature file. Raises UntrustedFileError."""
    return _value(HeadSignature, untrusted, SIGNATURE_FORMAT, SIGNATURE)


def signature_fits(signature: HeadSignature, head_bytes: bytes, head: Head) -> bool:
    """Say whether the key that the head names signed exactly these bytes."""
    if (signature.package, signature.author) != (head.package, head.author):
        return False
    if signature.digest != sha256(head_bytes).hexdigest():
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(key_of_did(head.author))
        key.verify(base64.b64decode(signature.signature, validate=True), signed_bytes(head_bytes))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def packed_index(index: Index) -> bytes:
    """Return the bytes of an index as they are sealed: canonical JSON, compressed."""
    return zlib.compress(dumps(index).encode(), 9)


def read_index(untrusted: bytes, head: Head, bounds: Bounds = USUAL) -> Index:
    """Read an index that was opened. Raises UntrustedFileError; also for pieces that no part of ``head`` can hold."""
    name = _("The list of contents")
    index = _value(Index, _unpacked(untrusted, name, bounds), INDEX_FORMAT, name)
    check_index(index, head, bounds)
    return index


def check_index(index: Index, head: Head, bounds: Bounds = USUAL) -> None:
    """Refuse an index that claims too much, or pieces that no part of ``head`` can hold: UntrustedFileError."""
    name = _("The list of contents")
    too_many = (
        len(index.files) > bounds.files
        or len(index.statements) > bounds.statements
        or len(index.cards) > bounds.cards
        or any(len(one) > bounds.statement for one in index.statements)
        or any(len(one) > bounds.card for one in index.cards)
        or sum(len(file.pieces) for file in index.files) > bounds.pieces
    )
    if index.usual_time is not None and not _is_usual(index.usual_time):
        raise damaged(name)
    if too_many or (index.package, index.purpose) != (head.package, head.purpose):
        raise damaged(name)
    try:
        _check_files(index, head, bounds)
    except ValueError:
        raise damaged(name) from None


def _is_usual(usual: UsualTime) -> bool:
    """Whether somebody's usual time can be one: within ten weeks, and of enough portfolios."""
    of_enough = LEAST_FOR_USUAL <= usual.portfolios <= _MOST_PORTFOLIOS
    return of_enough and 1 <= usual.minutes <= _MOST_MINUTES and 0 < len(usual.rubric) <= _LONGEST_ID


def damaged(name: str) -> UntrustedFileError:
    """Return the error for a part of a package that is not what it should be."""
    text = _("“{file}” is damaged, was altered, or is no package of CertDesk.").format(file=name)
    return UntrustedFileError(text, _("Nothing was changed. Ask the sender for the package again."))


def is_digest(text: str) -> bool:
    """Say whether this is a SHA-256 in hexadecimal."""
    return len(text) == 64 and _HEX.issuperset(text)


def _unpacked(data: bytes, name: str, bounds: Bounds) -> bytes:
    """Decompress within bounds: neither more than an index may hold, nor grown as a bomb grows."""
    most = min(bounds.index_open, max(bounds.index_ratio_from, len(data) * bounds.index_ratio))
    unpack = zlib.decompressobj()
    try:
        found = unpack.decompress(data, most + 1)
    except zlib.error:
        raise damaged(name) from None
    if len(found) > most or not unpack.eof or unpack.unused_data:
        raise damaged(name)
    return found


def _value(kind: type[T], untrusted: bytes, wanted: str, name: str) -> T:
    try:
        plain = json.loads(untrusted.decode(), parse_constant=_refuse)
    except _WRONG:
        raise damaged(name) from None
    if not isinstance(plain, dict):
        raise damaged(name)
    check_version(plain.get("format"), wanted, name)
    try:
        return from_plain(kind, _known_only(kind, plain))
    except _WRONG:
        raise damaged(name) from None


def _refuse(_text: str) -> float:
    raise ValueError


def _known_only(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - a type and what JSON has for it
    """Leave out fields that a newer minor version has and this one does not know."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        inner = [one for one in get_args(kind) if one is not type(None)]
        return None if plain is None else _known_only(inner[0], plain)
    if origin is tuple:
        return _known_entries(get_args(kind), plain)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return plain
    if not isinstance(plain, dict):
        raise TypeError(plain)
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    known = {name: _known_only(hints[name], plain[name]) for name in names if name in plain}
    return known | {"is": kind.__name__}


def _known_entries(inner: tuple[Any, ...], plain: Any) -> list[Any]:  # noqa: ANN401 - as above
    if not isinstance(plain, list):
        raise TypeError(plain)
    if inner[-1] is not Ellipsis:
        return plain
    if not is_dataclass(inner[0]):
        return plain
    return [_known_only(inner[0], entry) for entry in plain]


def _check_part(part: Part, bounds: Bounds) -> None:
    leaves = -(-part.size // LEAF)
    whole = (
        PART_NAME.fullmatch(part.name)
        and is_digest(part.digest)
        and part.name.startswith(part.digest[:32])
        and 0 < part.size <= bounds.part
        and len(part.leaves) == leaves
        and all(is_digest(leaf) for leaf in part.leaves)
    )
    if not whole:
        raise damaged(HEAD)


def _check_files(index: Index, head: Head, bounds: Bounds) -> None:
    """Raise ValueError for files that can't be: twice the same, of pieces that overlap, or outside their parts."""
    digests = [file.digest for file in index.files]
    if len(set(digests)) != len(digests) or not all(is_digest(one) for one in digests):
        raise ValueError(digests)
    if not all(is_digest(digest) and size >= 0 for digest, size in index.elsewhere):
        raise ValueError(index.elsewhere)
    ends = [0] * len(head.parts)
    for file in index.files:
        if not file.size and file.digest != _OF_NOTHING:
            raise ValueError(file.digest)
        if sum(piece.size for piece in file.pieces) != file.size or not 0 <= file.size <= bounds.size:
            raise ValueError(file.digest)
        for piece in file.pieces:
            if not 0 <= piece.part < len(ends) or piece.size <= 0 or piece.offset != ends[piece.part]:
                raise ValueError(file.digest)
            ends[piece.part] += piece.size
            if ends[piece.part] > head.parts[piece.part].size:
                raise ValueError(file.digest)
