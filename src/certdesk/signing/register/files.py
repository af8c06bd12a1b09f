"""The file that a register travels in (``.certdesk-register``): every line, the newest checkpoint, and who keeps it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from certdesk.core.did_keys import did_key, key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import canonical
from certdesk.core.register_events import LONGEST_LINE
from certdesk.core.words import _
from certdesk.signing.issuer import Issuer
from certdesk.signing.register.notes import LONGEST_NOTE

FORMAT = "certdesk-register-1"
SUFFIX = ".certdesk-register"
LARGEST = 64 * 2**20
MOST_LINES = 100_000
LONGEST_NAME = 400
_NAME = re.compile(r"[0-9a-z][0-9a-z-]{3,63}")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What such a file says; nothing of it is believed before `certdesk.signing.register.checking` has seen it."""

    register: str
    issuer: Issuer
    lines: tuple[str, ...]
    note: str

    def content(self) -> bytes:
        """Return the file."""
        plain = {
            "format": FORMAT,
            "register": self.register,
            "issuer": {
                "name": self.issuer.name,
                "key": did_key(self.issuer.key),
                "programme_id": self.issuer.programme_id,
            },
            "events": list(self.lines),
            "checkpoint": self.note,
        }
        return f"{canonical(plain)}\n".encode()


def read_register_file(path: Path) -> RegisterFile:
    """Read a register's file. Raises `UntrustedFileError`, also when it can't be opened."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as problem:
        text = _("{path} can't be read: {problem}.").format(path=path, problem=problem.strerror or problem)
        raise UntrustedFileError(text, _("Check that the file is there and that you may open it.")) from problem
    return read_register(content, path.name)


def read_register(untrusted: bytes, name: str) -> RegisterFile:
    """Read the bytes of a register's file, called ``name``. Raises `UntrustedFileError`."""
    if len(untrusted) > LARGEST:
        text = _("{file} is too large to be a register.").format(file=name)
        raise UntrustedFileError(text, _("Ask for the register once more, from the same desk."))
    try:
        text = untrusted.decode()
        plain = json.loads(text)
        if f"{canonical(plain)}\n" != text:
            raise ValueError(name)
        return _file(plain)
    except (ValueError, KeyError, TypeError, RecursionError):
        text = _("{file} is damaged, or no register of CertDesk, or of a newer version.").format(file=name)
        raise UntrustedFileError(text, _("Ask for the register once more, from the same desk.")) from None


def _file(plain: Any) -> RegisterFile:  # noqa: ANN401 - whatever JSON holds
    if plain["format"] != FORMAT or set(plain) != {"format", "register", "issuer", "events", "checkpoint"}:
        raise ValueError(plain["format"])
    about, lines = plain["issuer"], plain["events"]
    if set(about) != {"name", "key", "programme_id"} or not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise ValueError(len(lines))
    register = _text(plain["register"], 64)
    if not _NAME.fullmatch(register):
        raise ValueError(register)
    issuer = Issuer(_text(about["name"], LONGEST_NAME), key_of_did(about["key"]), _text(about["programme_id"], 64))
    return RegisterFile(
        register=register,
        issuer=issuer,
        lines=tuple(_text(each, LONGEST_LINE) for each in lines),
        note=_text(plain["checkpoint"], LONGEST_NOTE),
    )


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    if len(value) > longest:
        raise ValueError(len(value))
    value.encode()
    return value
