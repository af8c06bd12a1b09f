"""Values to canonical JSON and back: the same value always gives the same bytes, so that digests can be compared.

Dataclasses become objects, fractions, dates, paths and bytes (base64) become text, and a value of a union carries its
class in ``is``.
The names of classes and fields in stored values are therefore part of the file format.
"""

from __future__ import annotations

import json
import types
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from hashlib import sha256
from pathlib import PurePath
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]

# Above this, not every whole number is a float.
_EXACT = 2.0**53


def canonical(plain: object) -> str:
    """Write plain values as JSON with sorted keys and no spaces."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hex digits."""
    return sha256(text.encode()).hexdigest()


def to_plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - JSON has no narrower type; one line for each shape
    """Turn a value made of dataclasses, fractions, dates, enums, tuples and mappings into what JSON knows."""
    match value:
        case float():
            # 1.0 equals 1, so it has to give the same bytes.
            return int(value) if value.is_integer() and abs(value) <= _EXACT else value
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case PurePath() | bytes():
            return str(value) if isinstance(value, PurePath) else b64encode(value).decode()
        case Fraction() | date():
            return value.isoformat() if isinstance(value, date) else str(value)
        case Mapping():
            return {str(key): to_plain(entry) for key, entry in value.items()}
        case frozenset():
            return sorted(to_plain(entry) for entry in value)
        case tuple() | list():
            return [to_plain(entry) for entry in value]
    if not is_dataclass(value):
        raise TypeError(type(value))
    named = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    return {"is": type(value).__name__} | named


def from_plain(kind: type[T], plain: object) -> T:
    """Read what `to_plain` wrote as a value of ``kind``. Raises KeyError, TypeError or ValueError if it is not one."""
    return cast("T", _read(kind, plain))


def dumps(value: object) -> str:
    """Write a value as canonical JSON."""
    return canonical(to_plain(value))


def loads(kind: type[T], text: str) -> T:
    """Read a value of ``kind`` from JSON."""
    return from_plain(kind, json.loads(text))


def _read(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - the type and the value that JSON has for it
    return _reader(kind)(plain)


@cache
def _reader(kind: Any) -> Reader:  # noqa: ANN401 - as above
    """Return what reads values of one kind; found out once, because lists hold thousands of the same."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _union_reader(get_args(kind))
    if origin is not None:
        return _reader_of_many(origin, get_args(kind))
    if is_dataclass(kind):
        return _record_reader(cast("type", kind))
    return partial(_checked if kind in {str, bool, int} else _read_scalar, kind)


def _record_reader(kind: type) -> Reader:
    hints = get_type_hints(kind)
    readers: dict[str, Reader] = {}  # filled when a field is first met: a kind may hold itself

    def read(plain: Any) -> Any:  # noqa: ANN401 - as above
        given = {}
        for name, value in _checked(dict, plain).items():
            if name == "is":
                continue
            if name not in readers:
                readers[name] = _reader(hints[name])
            given[name] = readers[name](value)
        return kind(**given)

    return read


def _reader_of_many(origin: Any, inner: tuple[Any, ...]) -> Reader:  # noqa: ANN401 - as above
    readers = [_reader(one) for one in inner if one is not Ellipsis]
    first = readers[0]
    if origin is tuple and inner[-1] is Ellipsis:
        return lambda plain: tuple([first(entry) for entry in _checked(list, plain)])
    if origin is tuple:
        return lambda plain: tuple(one(entry) for one, entry in zip(readers, _checked(list, plain), strict=True))
    if origin is frozenset:
        return lambda plain: frozenset(first(entry) for entry in _checked(list, plain))
    second = readers[1]
    return lambda plain: {first(key): second(entry) for key, entry in _checked(dict, plain).items()}


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    records = {kind.__name__: _reader(kind) for kind in kinds if isinstance(kind, type) and is_dataclass(kind)}
    other = _reader(next(kind for kind in kinds if kind is not type(None)))
    optional = type(None) in kinds

    def read(plain: Any) -> Any:  # noqa: ANN401 - as above
        if plain is None and optional:
            return None
        return records[plain["is"]](plain) if isinstance(plain, dict) else other(plain)

    return read


def _read_scalar(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - as above
    if kind is Fraction:
        # Not left to Fraction, which says ZeroDivisionError to 1/0.
        above, _slash, below = _checked(str, plain).partition("/")
        if below and not int(below):
            raise ValueError(plain)
        return Fraction(int(above), int(below or 1))
    if kind in {date, datetime}:
        return kind.fromisoformat(_checked(str, plain))
    if kind is bytes:
        return b64decode(_checked(str, plain), validate=True)
    if issubclass(kind, Enum | PurePath):
        return kind(plain if issubclass(kind, Enum) else _checked(str, plain))
    if kind is float and type(plain) is int and abs(plain) <= _EXACT:
        return float(plain)
    return _checked(kind, plain)


def _checked(kind: type[T], plain: object) -> T:
    """Return the value if it is exactly what JSON has for ``kind``: true is no number, text is no list."""
    if type(plain) is not kind:
        raise TypeError(plain)
    return plain
