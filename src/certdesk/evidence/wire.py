"""Values as JSON and raw bytes, to cross the pipe between the main process and the worker. No pickle.

The main process believes nothing that a worker sends: every value is rebuilt field by field against its annotated type,
and anything else raises `WireError`.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from math import isfinite
from pathlib import Path

MAX_TEXT = 32 * 2**20
"""Most bytes of JSON in one message."""
MAX_BLOB = 256 * 2**20
"""Most raw bytes that may go with it."""


class WireError(Exception):
    """The other side sent something that is not a message of ours."""


def pack(value: object) -> tuple[bytes, list[bytes]]:
    """Turn a frozen dataclass of plain values into JSON and its raw bytes; infinite numbers are a ``ValueError``."""
    blobs: list[bytes] = []
    plain = _plain(value, blobs)
    message = {"value": plain, "blobs": [len(blob) for blob in blobs]}
    return json.dumps(message, allow_nan=False, ensure_ascii=False).encode("utf-8", "replace"), blobs


def blob_lengths(text: bytes) -> list[int]:
    """Return how many raw messages follow ``text``, and how long each is."""
    lengths = _load(text).get("blobs")
    if not isinstance(lengths, list) or not all(type(each) is int and each >= 0 for each in lengths):
        raise WireError("lengths")
    if len(lengths) > 10_000 or sum(lengths) > MAX_BLOB:
        raise WireError("too much")
    return lengths


def unpack(expected: object, text: bytes, blobs: list[bytes]) -> object:
    """Rebuild a value of the ``expected`` type (a dataclass or a union of them); raises `WireError`."""
    return _rebuild(expected, _load(text).get("value"), blobs)


def _load(text: bytes) -> dict[str, object]:
    try:
        message = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as problem:
        raise WireError("not JSON") from problem
    if not isinstance(message, dict):
        raise WireError("no message")
    return message


def _no_number(name: str) -> None:
    raise ValueError(name)


def _plain(value: object, blobs: list[bytes]) -> object:
    if isinstance(value, bytes):
        blobs.append(value)
        return len(blobs) - 1
    if isinstance(value, tuple):
        return [_plain(each, blobs) for each in value]
    if isinstance(value, Path):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shape = _shape(type(value))
        return {"is": shape.name, "has": [_plain(getattr(value, name), blobs) for name, _hint in shape.fields]}
    return value


def _rebuild(expected: object, plain: object, blobs: list[bytes]) -> object:
    origin = typing.get_origin(expected)
    if origin is tuple:
        return _tuple(typing.get_args(expected), plain, blobs)
    if origin in {types.UnionType, typing.Union}:
        return _union(typing.get_args(expected), plain, blobs)
    if expected is bytes:
        return _blob(plain, blobs)
    if isinstance(expected, type) and dataclasses.is_dataclass(expected):
        return _dataclass((expected,), plain, blobs)
    return _scalar(expected, plain)


def _scalar(expected: object, plain: object) -> object:
    if expected is float and (type(plain) is int or type(plain) is float):
        return _number(plain)
    if expected is str and type(plain) is str:
        return plain if plain.isascii() else plain.encode("utf-8", "replace").decode()
    if expected is Path and type(plain) is str:
        return Path(plain)
    if expected in {int, bool, type(None)} and type(plain) is expected:
        return plain
    if isinstance(expected, type) and issubclass(expected, StrEnum) and type(plain) is str and plain in set(expected):
        return expected(plain)
    raise WireError(str(expected))


def _number(plain: float) -> float:
    try:
        number = float(plain)
    except OverflowError as problem:
        raise WireError("number") from problem
    if not isfinite(number):
        raise WireError("number")
    return number


def _blob(plain: object, blobs: list[bytes]) -> bytes:
    if type(plain) is not int or not 0 <= plain < len(blobs):
        raise WireError("blob")
    return blobs[plain]


def _tuple(hints: tuple[object, ...], plain: object, blobs: list[bytes]) -> tuple[object, ...]:
    if not isinstance(plain, list):
        raise WireError("list")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_rebuild(hints[0], each, blobs) for each in plain)
    if len(hints) != len(plain):
        raise WireError("length")
    return tuple(_rebuild(hint, each, blobs) for hint, each in zip(hints, plain, strict=True))


def _union(hints: tuple[object, ...], plain: object, blobs: list[bytes]) -> object:
    if plain is None and type(None) in hints:
        return None
    classes = tuple(hint for hint in hints if isinstance(hint, type) and dataclasses.is_dataclass(hint))
    if classes:
        return _dataclass(classes, plain, blobs)
    others = [hint for hint in hints if hint is not type(None)]
    if len(others) != 1:
        raise WireError("union")
    return _rebuild(others[0], plain, blobs)


def _dataclass(classes: tuple[type, ...], plain: object, blobs: list[bytes]) -> object:
    if not isinstance(plain, dict):
        raise WireError("object")
    shape = next((_shape(each) for each in classes if each.__name__ == plain.get("is")), None)
    values = plain.get("has")
    if shape is None or not isinstance(values, list) or len(shape.fields) != len(values):
        raise WireError(str(plain.get("is"))[:40])
    rebuilt = {name: _rebuild(hint, each, blobs) for (name, hint), each in zip(shape.fields, values, strict=True)}
    try:
        return shape.make(**rebuilt)
    except ValueError as problem:
        raise WireError(shape.name) from problem


@dataclasses.dataclass(frozen=True, slots=True)
class _Shape:
    """A dataclass that may cross the wire."""

    name: str
    fields: tuple[tuple[str, object], ...]
    make: Callable[..., object]


@cache
def _shape(cls: type) -> _Shape:
    hints = typing.get_type_hints(cls)
    return _Shape(cls.__name__, tuple((field.name, hints[field.name]) for field in dataclasses.fields(cls)), cls)
