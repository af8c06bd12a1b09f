"""HEIC and AVIF, mended where they lie: no byte moves, so that the picture stays as it is coded (ISO/IEC 23008-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from certdesk.evidence.mending import exif
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_TOP_KEPT = frozenset({b"ftyp", b"meta", b"mdat"})
_META_KEPT = frozenset({b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"dinf", b"grpl"})
_TELLING_TRAITS = frozenset({b"udes", b"uuid", b"crtt", b"mdft", b"altt", b"free", b"skip"})
_TELLING_ITEMS = frozenset({b"Exif", b"mime", b"uri "})
_NAME_IN_HANDLER = 24
_MOST = 20_000

Span = tuple[int, int]
"""Where something begins and ends, in bytes of the file."""


@dataclass(slots=True)
class _Photo:
    """What a file says of its items."""

    primary: int = 0
    types: dict[int, bytes] = field(default_factory=dict)
    names: list[Span] = field(default_factory=list)
    extents: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """Of each item: how it is found (0 in the file, 1 in ``idat``), where, how long."""
    idat: Span = (0, 0)
    traits: list[tuple[bytes, Span]] = field(default_factory=list)
    belonging: dict[int, tuple[int, ...]] = field(default_factory=dict)
    telling: list[Span] = field(default_factory=list)
    """Boxes (with their heads) that go."""
    media: list[Span] = field(default_factory=list)
    named: list[Span] = field(default_factory=list)
    """Names of programs that wrote it."""


def turned(data: bytes, degrees: int) -> bytes | None:
    """Return the photo turned clockwise, or None where it has no note of a turn that could be changed."""
    photo, changed = _read(data), bytearray(data)
    own = [photo.traits[each - 1] for each in photo.belonging.get(photo.primary, ()) if each <= len(photo.traits)]
    if any(name == b"imir" for name, _span in own):
        return None
    at = next((span[0] for name, span in own if name == b"irot"), None)
    if at is None:
        return None
    changed[at] = changed[at] & ~3 | (changed[at] - degrees // 90) & 3
    return bytes(changed)


def stripped(data: bytes) -> bytes:
    """Return the photo with everything blank that is no picture."""
    photo, changed = _read(data), bytearray(data)
    for begin, end in photo.telling:
        changed[begin + 4 : begin + 8] = b"free"
        _blank(changed, (begin + 8, end))
    for span in photo.named:
        _blank(changed, span)
    for begin, end in photo.names:
        changed[begin:end] = b"x" * (end - begin)
    kept = []
    for item, extents in photo.extents.items():
        kind = photo.types.get(item, b"")
        for span in _spans(photo, extents):
            _check(span, len(data))
            if kind in _TELLING_ITEMS:
                changed[span[0] : span[1]] = _nothing(kind, span[1] - span[0])
            kept.append(span)
    for span in (*photo.media, photo.idat):
        _blank_between(changed, span, kept)
    return bytes(changed)


def _nothing(kind: bytes, length: int) -> bytes:
    """Return notes that say nothing, so many bytes of them."""
    if kind == b"Exif" and length >= 30:
        return (bytes(4) + exif.only_orientation(1)).ljust(length, b"\0")
    return b" " * length if kind == b"mime" else bytes(length)


def _blank_between(changed: bytearray, span: Span, kept: list[Span]) -> None:
    at = span[0]
    for begin, end in sorted(kept):
        if end <= span[0] or begin >= span[1]:
            continue
        _blank(changed, (at, max(at, begin)))
        at = max(at, end)
    _blank(changed, (at, span[1]))


def _blank(changed: bytearray, span: Span) -> None:
    begin, end = span
    if end > begin:
        changed[begin:end] = bytes(end - begin)


def _spans(photo: _Photo, extents: list[tuple[int, int, int]]) -> Iterator[Span]:
    for method, at, length in extents:
        if method == 0:
            yield at, at + length
        elif method == 1:
            yield photo.idat[0] + at, photo.idat[0] + at + length


def _check(span: Span, size: int) -> None:
    if not 0 <= span[0] <= span[1] <= size:
        raise CannotMendError(Reason.DAMAGED)


def _read(data: bytes) -> _Photo:
    photo = _Photo()
    try:
        for name, begin, end in _boxes(data, 0, len(data)):
            if name in {b"moov", b"moof"}:
                raise CannotMendError(Reason.NOT_THIS_KIND)  # pictures that move: their places are kept elsewhere
            if name == b"meta":
                _read_meta(photo, data, begin + 4, end)
            elif name == b"mdat":
                photo.media.append((begin, end))
            elif name not in _TOP_KEPT:
                photo.telling.append((begin - 8, end))
    except (struct.error, IndexError) as fault:
        raise CannotMendError(Reason.DAMAGED) from fault
    if not photo.extents:
        raise CannotMendError(Reason.DAMAGED)
    return photo


def _read_meta(photo: _Photo, data: bytes, start: int, stop: int) -> None:
    for name, begin, end in _boxes(data, start, stop):
        if name not in _META_KEPT:
            photo.telling.append((begin - 8, end))
        elif name == b"hdlr":
            photo.named.append((min(begin + _NAME_IN_HANDLER, end), end))
        elif name == b"pitm":
            photo.primary = int.from_bytes(data[begin + 4 : begin + (8 if data[begin] else 6)], "big")
        elif name == b"iinf":
            _read_items(photo, data, begin, end)
        elif name == b"iloc":
            _read_places(photo, data, begin)
        elif name == b"idat":
            photo.idat = begin, end
        elif name == b"iprp":
            _read_traits(photo, data, begin, end)


def _read_items(photo: _Photo, data: bytes, begin: int, end: int) -> None:
    for name, start, stop in _boxes(data, begin + (8 if data[begin] else 6), end):
        if name != b"infe" or data[start] < 2:
            continue
        wide = 4 if data[start] >= 3 else 2
        item = int.from_bytes(data[start + 4 : start + 4 + wide], "big")
        at = start + 4 + wide + 2
        photo.types[item] = data[at : at + 4]
        finish = data.find(b"\0", at + 4, stop)
        photo.names.append((at + 4, finish if finish >= 0 else stop))


def _read_places(photo: _Photo, data: bytes, begin: int) -> None:
    version, sizes = data[begin], data[begin + 4 : begin + 6]
    offset_size, length_size, base_size = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4
    index_size = sizes[1] & 15 if version in {1, 2} else 0
    wide = 4 if version == 2 else 2
    at = begin + 6
    count, at = _number(data, at, wide)
    for _item in range(min(count, _MOST)):
        item, at = _number(data, at, wide)
        method = 0
        if version in {1, 2}:
            method, at = _number(data, at, 2)
        at += 2
        base, at = _number(data, at, base_size)
        extents, at = _number(data, at, 2)
        if sum(map(len, photo.extents.values())) + extents > _MOST:
            raise CannotMendError(Reason.DAMAGED)
        for _extent in range(min(extents, _MOST)):
            _index, at = _number(data, at, index_size)
            offset, at = _number(data, at, offset_size)
            length, at = _number(data, at, length_size)
            photo.extents.setdefault(item, []).append((method & 15, base + offset, length))


def _read_traits(photo: _Photo, data: bytes, begin: int, end: int) -> None:
    for name, start, stop in _boxes(data, begin, end):
        if name == b"ipco":
            for trait, first, last in _boxes(data, start, stop):
                photo.traits.append((trait, (first, last)))
                if trait in _TELLING_TRAITS:
                    photo.telling.append((first - 8, last))
        elif name == b"ipma":
            _read_belonging(photo, data, start)


def _read_belonging(photo: _Photo, data: bytes, start: int) -> None:
    wide, large = (4 if data[start] >= 1 else 2), bool(data[start + 3] & 1)
    count, at = _number(data, start + 4, 4)
    for _item in range(min(count, _MOST)):
        item, at = _number(data, at, wide)
        many, at = _number(data, at, 1)
        numbers = []
        for _trait in range(many):
            number, at = _number(data, at, 2 if large else 1)
            numbers.append(number & (0x7FFF if large else 0x7F))
        photo.belonging[item] = tuple(number for number in numbers if number)


def _number(data: bytes, at: int, length: int) -> tuple[int, int]:
    if at + length > len(data):
        raise CannotMendError(Reason.DAMAGED)
    return int.from_bytes(data[at : at + length], "big"), at + length


def _boxes(data: bytes, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Give name, begin and end of what is in each box."""
    at = start
    for _count in range(_MOST):
        if at + 8 > stop:
            return
        length, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if length == 1:
            length, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        elif length == 0:
            length = stop - at
        if length < head or at + length > stop:
            raise CannotMendError(Reason.DAMAGED)
        yield name, at + head, at + length
        at += length
