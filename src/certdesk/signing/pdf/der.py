"""Whether ASN.1 is written in the one way that DER allows, so that no byte of it can change unnoticed."""

from __future__ import annotations

_BOOLEAN, _INTEGER, _CONSTRUCTED = 0x01, 0x02, 0x20
_DEEPEST = 40


def is_canonical(data: bytes) -> bool:
    """Say whether ``data`` is exactly one value with definite, shortest lengths, down to its leaves (X.690, 10)."""
    waiting = [(data, 0)]
    first = True
    while waiting:
        inside, depth = waiting.pop()
        while inside:
            value = _next(inside)
            if value is None or depth > _DEEPEST:
                return False
            tag, body, inside = value
            if first and inside:
                return False
            first = False
            if tag & _CONSTRUCTED:
                waiting.append((body, depth + 1))
            elif not _canonical_leaf(tag, body):
                return False
    return not first


def _next(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Split the first value off ``data``: its tag, its body, the rest; None if it is not written canonically."""
    if len(data) < 2 or data[0] & 0x1F == 0x1F or data[1] in {0x80, 0xFF}:
        return None
    size, header = data[1], 2
    if size & 0x80:
        count = size & 0x7F
        size, header = int.from_bytes(data[2 : 2 + count], "big"), 2 + count
        if size < 0x80 or count > 4 or data[2] == 0:
            return None
    end = header + size
    return (data[0], data[header:end], data[end:]) if end <= len(data) else None


def _canonical_leaf(tag: int, body: bytes) -> bool:
    if tag == _BOOLEAN:
        return body in {b"\x00", b"\xff"}
    if tag != _INTEGER:
        return True
    padded = len(body) > 1 and ((body[0] == 0 and body[1] < 0x80) or (body[0] == 0xFF and body[1] >= 0x80))
    return bool(body) and not padded
