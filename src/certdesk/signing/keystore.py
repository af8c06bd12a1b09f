"""Private keys at rest: Argon2id turns a passphrase into the key that AES-256-GCM locks them with."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from certdesk.core.errors import CertDeskError, UntrustedFileError, WrongPassphraseError
from certdesk.core.words import _

SHORTEST_PASSPHRASE = 8
_FORMAT = "certdesk-key-1"
_TAG = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


def wipe(secret: bytearray) -> None:
    """Overwrite ``secret`` with zeros, as far as Python allows: copies that a library made are out of reach."""
    for place in range(len(secret)):
        secret[place] = 0


def seal(secret: bytes | bytearray, passphrase: str, about: str) -> bytes:
    """Lock ``secret`` with ``passphrase`` and bind it to ``about``; the answer is a small JSON file.

    Raises `CertDeskError` if the passphrase is too short.
    """
    check_passphrase(passphrase)
    cost, salt, nonce = Cost(), secrets.token_bytes(16), secrets.token_bytes(12)
    key = stretch(passphrase, salt, cost)
    box = AESGCM(key).encrypt(nonce, secret, _bound(about, cost))
    wipe(key)
    fields = {
        "format": _FORMAT,
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": _text(salt),
        "nonce": _text(nonce),
        "box": _text(box),
    }
    return (json.dumps(fields, indent=1) + "\n").encode()


def open_sealed(untrusted_file: bytes, passphrase: str, about: str) -> bytearray:
    """Give back what `seal` locked; `wipe` the answer after use.

    Raises `WrongPassphraseError`, or `UntrustedFileError` if the file is damaged.
    """
    cost, salt, nonce, box = _read(untrusted_file)
    key, secret = stretch(passphrase, salt, cost), bytearray(len(box) - _TAG)
    try:
        AESGCM(key).decrypt_into(nonce, box, _bound(about, cost), secret)
    except InvalidTag:
        raise WrongPassphraseError(
            _("The passphrase does not open this key."),
            _("Check Caps Lock and the keyboard language, and try again."),
        ) from None
    finally:
        wipe(key)
    return secret


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect a key."""
    if len(_composed(passphrase)) >= SHORTEST_PASSPHRASE:
        return
    raise CertDeskError(
        _("The passphrase is too short."),
        _("Use at least {count} characters; four unrelated words are easy to remember and hard to guess.").format(
            count=SHORTEST_PASSPHRASE
        ),
    )


def stretch(passphrase: str, salt: bytes, cost: Cost) -> bytearray:
    """Return 32 bytes that take ``cost`` to make of a text."""
    # What a terminal could not decode stands in the text as halves of characters.
    key, typed = bytearray(32), bytearray(_composed(passphrase).encode(errors="surrogatepass"))
    kdf = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    kdf.derive_into(typed, key)  # type: ignore[arg-type]  # any buffer will do; this one can be wiped
    wipe(typed)
    return key


def _composed(passphrase: str) -> str:
    # The same accented letter is one code point from one keyboard and two from another.
    return unicodedata.normalize("NFC", passphrase)


def _bound(about: str, cost: Cost) -> bytes:
    return f"{_FORMAT}|{about}|{cost.memory_kib}|{cost.passes}|{cost.lanes}".encode()


def _read(untrusted_file: bytes) -> tuple[Cost, bytes, bytes, bytes]:
    try:
        fields: dict[str, Any] = json.loads(untrusted_file)
        cost = Cost(int(fields["memory_kib"]), int(fields["passes"]), int(fields["lanes"]))
        salt, nonce, box = (base64.b64decode(fields[name], validate=True) for name in ("salt", "nonce", "box"))
        known = fields["format"] == _FORMAT
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise _damaged() from None
    # A file that asks for terabytes of memory is an attack, not a key.
    bounded = 8_192 <= cost.memory_kib <= 1_048_576 and 1 <= cost.passes <= 16 and 1 <= cost.lanes <= 16
    if not (known and bounded and 8 <= len(salt) <= 64 and len(nonce) == 12 and len(box) > _TAG):
        raise _damaged()
    return cost, salt, nonce, box


def _damaged() -> UntrustedFileError:
    return UntrustedFileError(
        _("The key file is damaged or was made by a newer version."),
        _("Take it back from a backup of the workspace, or make a new identity."),
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
