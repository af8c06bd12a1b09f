"""Sealing with age while bytes stream by: for statement keys, for a recovery recipient, or behind six words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import pyrage

from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import CertDeskError, WrongPassphraseError
from certdesk.core.words import _
from certdesk.exchange.keys import ssh_line

CHUNK = 2**20
PASSPHRASE_WORDS = 6
_LOCKED = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n")
_MOST_WORK = 20
"""The most that scrypt may cost, as a power of two: 1 GiB and some seconds; packing takes 17 or so."""
_LONGEST_HEADER = 128 * 2**10
"""Bytes: some thousand recipients."""
_SSH_KEY = b"-----BEGIN"


class Reader(Protocol):
    """Where bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes, none at the end."""


class Writer(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int:
        """Take all of them."""

    def flush(self) -> None:
        """Nothing is held back."""


Open = Callable[[Reader, Writer], None]
"""Opens what was sealed, with a key that stays where it is. Raises NotForUsError when that key doesn't open it."""


class NotForUsError(CertDeskError):
    """A package is sealed for somebody else's key."""


class DamagedError(CertDeskError):
    """Sealed bytes were changed or cut short on their way."""


class Seals:
    """Seals streams for the same recipients. ``locked_key`` is what a package with a passphrase carries, else none."""

    def __init__(self, recipients: Sequence[Any], locked_key: bytes = b"") -> None:
        self._recipients = list(recipients)
        self.locked_key = locked_key

    @property
    def suffix(self) -> str:
        """How the names of parts end."""
        return "age" if self._recipients else "bin"

    def seal(self, source: Reader, target: Writer) -> None:
        """Seal everything from ``source`` into ``target``."""
        if self._recipients:
            wide = _Wide(target)
            pyrage.encrypt_io(_Gulps(source), wide, self._recipients)
            wide.flush()
            return
        while block := source.read(CHUNK):
            target.write(block)


def sealed_for(dids: Sequence[str], recovery: Sequence[str] = ()) -> Seals:
    """Seal for the statement keys with these did:key names, and for recovery recipients (``age1...``).

    Raises CertDeskError for a name that is no key.
    """
    try:
        keys = [pyrage.ssh.Recipient.from_str(ssh_line(key_of_did(one))) for one in dict.fromkeys(dids)]
        keys += [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recovery)]
    except (ValueError, pyrage.RecipientError) as problem:
        text = _("A key of those who are to get the package can't be used.")
        raise CertDeskError(text, _("Take in their newest certificate or the newest trust bundle.")) from problem
    if not keys:
        raise ValueError(dids)
    return Seals(keys)


def sealed_behind(passphrase: str, recovery: Sequence[str] = ()) -> Seals:
    """Seal for whoever knows the words: they lock a key that is made for this package only. Takes a second or two.

    ``recovery`` are recipients (``age1...``) that open it without the words.
    """
    identity = pyrage.x25519.Identity.generate()
    locked = pyrage.passphrase.encrypt(f"{identity}\n".encode(), _spelled(passphrase))
    others = [pyrage.x25519.Recipient.from_str(one) for one in dict.fromkeys(recovery)]
    return Seals([identity.to_public(), *others], locked)


def opened_with(private_key: bytes) -> Open:
    """Open with an Ed25519 key in OpenSSH's form, or with keys of age in front of it, a line each."""
    lines, begin, rest = private_key.partition(_SSH_KEY)
    identities: list[Any] = [pyrage.x25519.Identity.from_str(one) for one in lines.decode().split()]
    if rest:
        identities.append(pyrage.ssh.Identity.from_buffer(begin + rest))
    return _opening(*identities)


def opened_with_words(locked_key: bytes, passphrase: str) -> Open:
    """Open with the six words. Raises WrongPassphraseError, DamagedError. Takes a second or two.

    A key that was made to take minutes, and gigabytes of memory, is refused before it is tried.
    """
    locked = _LOCKED.match(locked_key)
    if locked is None or int(locked[1]) > _MOST_WORK:
        raise DamagedError(_("The key in this package was made to take hours to open."), _("Don't use it."))
    try:
        text = pyrage.passphrase.decrypt(locked_key, _spelled(passphrase)).decode()
        identity = pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.DecryptError as problem:
        if "Decryption failed" not in str(problem):
            raise _damage() from problem
        raise WrongPassphraseError(
            _("These are not the words of this package."), _("Have them read aloud once more, and type all six.")
        ) from problem
    except (ValueError, pyrage.IdentityError) as problem:
        raise DamagedError(_("The key in this package is damaged."), _("Ask for the package again.")) from problem
    return _opening(identity)


def opened_freely() -> Open:
    """Open what was never sealed."""

    def copy(source: Reader, target: Writer) -> None:
        while block := source.read(CHUNK):
            target.write(block)

    return copy


def _opening(*identities: Any) -> Open:  # noqa: ANN401 - the library has several classes without a common one
    def opened(source: Reader, target: Writer) -> None:
        wide, gulps = _Wide(target), _Gulps(source)
        if not gulps.begins_soundly():
            raise _damage()
        try:
            pyrage.decrypt_io(gulps, wide, list(identities))
            wide.flush()
        except pyrage.DecryptError as problem:
            if "No matching keys" in str(problem):
                raise NotForUsError(
                    _("This package is sealed for somebody else."),
                    _("Ask its sender to pack it for you, or open it with the key it was packed for."),
                ) from problem
            raise _damage() from problem
        except OSError as problem:
            # The library says OSError without a number when the bytes don't fit their tags.
            if problem.errno is not None:
                raise
            wide.flush()  # what came before the damage is good: every 64 KiB has a tag of its own
            raise _damage() from problem

    return opened


def _damage() -> DamagedError:
    return DamagedError(
        _("A sealed part was damaged on its way."), _("What is whole can be taken in; ask for the rest again.")
    )


def _spelled(passphrase: str) -> str:
    """Write the words in one way, however they were typed."""
    letters = "".join(letter if letter.isalnum() else " " for letter in passphrase.casefold())
    return " ".join(letters.split())


class _Gulps:
    """Reads a megabyte at a time; the library asks for 8 KiB, which would cost more than sealing."""

    def __init__(self, source: Reader) -> None:
        self._source = source
        self._held = memoryview(b"")

    def begins_soundly(self) -> bool:
        """Say whether the list of recipients is one that somebody may need: a long one takes hours to read."""
        start = b""
        while len(start) < _LONGEST_HEADER and (block := self._source.read(CHUNK)):
            start += block
        self._held = memoryview(start)
        return b"\n--- " in start[:_LONGEST_HEADER]

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            size = CHUNK
        if not self._held:
            self._held = memoryview(self._source.read(CHUNK))
        block, self._held = self._held[:size], self._held[size:]
        return bytes(block)


class _Wide:
    """Writes a megabyte at a time."""

    def __init__(self, target: Writer) -> None:
        self._target = target
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        held, self._held = bytes(self._held), bytearray()
        if held:
            self._target.write(held)
