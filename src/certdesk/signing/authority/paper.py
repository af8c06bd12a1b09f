"""A sealed key on paper: lines of letters with check letters, which can be typed back in ten minutes.

A line is its number, eight groups of five letters (25 bytes), and two letters that find a slip of the pen. The letters
are Crockford's base 32, where I, L and O are read as 1, 1 and 0.
"""

from __future__ import annotations

import re
from hashlib import sha256

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = {letter: value for value, letter in enumerate(_LETTERS)} | {"I": 1, "L": 1, "O": 0}
_BYTES, _GROUP = 25, 5
_LINE = re.compile(r"^\s*(?P<number>\d{1,2})[ .:)\t-]+(?P<letters>[0-9A-Za-z \t-]+)$")
MOST_LINES = 60


def to_paper(data: bytes) -> tuple[str, ...]:
    """Return the lines for at most 1,400 bytes."""
    whole = len(data).to_bytes(2, "big") + data + sha256(data).digest()[:8]
    whole += bytes(-len(whole) % _BYTES)
    parts = [whole[at : at + _BYTES] for at in range(0, len(whole), _BYTES)]
    return tuple(_line(number, part) for number, part in enumerate(parts, 1))


def from_paper(text: str) -> bytes:
    """Read lines that somebody typed, in any order and with anything else between them.

    Raises `UntrustedFileError` that names the line with the slip.
    """
    found: dict[int, bytes] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if not match:
            continue
        letters = re.sub(r"[^0-9A-Z]", "", match["letters"].upper())
        if len(letters) != _BYTES * 8 // 5 + 2:
            # Prose that begins with a number has other lengths, and a line with a letter too few is named below.
            if len(letters) > 30:
                raise _slip(int(match["number"]))
            continue
        number = int(match["number"])
        found[number] = _read_line(number, letters)
    if not found or sorted(found) != list(range(1, len(found) + 1)) or len(found) > MOST_LINES:
        missing = next((number for number in range(1, MOST_LINES + 1) if number not in found), 1)
        text = _("Line {number} of the paper form is missing.").format(number=missing)
        raise UntrustedFileError(text, _("Type each line with its number in front."))
    return _whole(b"".join(found[number] for number in sorted(found)), len(found))


def _whole(content: bytes, lines: int) -> bytes:
    size = int.from_bytes(content[:2], "big")
    data, check = content[2 : 2 + size], content[2 + size : 10 + size]
    if len(data) != size or check != sha256(data).digest()[:8]:
        text = _("The lines of the paper form do not belong together, or the last ones are missing.")
        raise UntrustedFileError(text, _("{count} lines were read. Compare their number.").format(count=lines))
    return data


def _line(number: int, part: bytes) -> str:
    letters = _encode(int.from_bytes(part, "big"), _BYTES * 8 // 5)
    groups = " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
    return f"{number:02d}  {groups}  {_check(number, part)}"


def _read_line(number: int, letters: str) -> bytes:
    try:
        values = [_READ[letter] for letter in letters]
    except KeyError:
        raise _slip(number) from None
    value = 0
    for each in values[:-2]:
        value = value * 32 + each
    part = value.to_bytes(_BYTES, "big")
    if [_READ[letter] for letter in _check(number, part)] != values[-2:]:
        raise _slip(number)
    return part


def _check(number: int, part: bytes) -> str:
    return _encode(int.from_bytes(sha256(bytes([number]) + part).digest()[:2], "big") >> 6, 2)


def _encode(value: int, count: int) -> str:
    return "".join(_LETTERS[(value >> (5 * place)) & 31] for place in range(count - 1, -1, -1))


def _slip(number: int) -> UntrustedFileError:
    text = _("There is a slip in line {number} of the paper form.").format(number=number)
    return UntrustedFileError(text, _("Compare it letter by letter with the paper."))
