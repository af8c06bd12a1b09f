"""Files that are text: what kind of text, told by its first lines."""

from __future__ import annotations

import re

_HTML = re.compile(rb"<(!doctype html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_PIECE_OF_HTML = re.compile(
    rb"</?(p|div|span|br|hr|a|b|i|u|em|strong|h[1-6]|ul|ol|li|table|tr|td|th|img|blockquote|pre|font|section|article"
    rb"|style|script|title|meta|figure|video|audio|iframe)(\s[^<>]*)?/?>|&(nbsp|amp|lt|gt|quot|#x?[0-9a-f]{1,6});",
    re.IGNORECASE,
)
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_ENOUGH_MAIL_LINES = 3
_CONTROL = frozenset(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}
_MAIL_LINES = re.compile(
    rb"^(from|to|cc|subject|date|message-id|mime-version|received|return-path|content-type|delivered-to|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)


def recognise(head: bytes) -> str:
    """Return which kind of text ``head``, a file's first bytes, shows; "" when it is none."""
    if not _reads_as_text(head):
        return ""
    start = head[:4096].replace(b"\x00", b"")
    found = _written_format(start.lstrip(b"\xef\xbb\xbf \r\n\t"))
    if found:
        return found
    if _HTML.search(start):
        return "web page"
    if _SVG.search(start) and start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "SVG"
    return "plain text"


def is_piece_of_html(head: bytes) -> bool:
    """Say whether ``head``, the first bytes of a text, holds marks of HTML, as texts that other systems write do."""
    return _PIECE_OF_HTML.search(head.replace(b"\x00", b"")) is not None


def _written_format(start: bytes) -> str:
    """Tell the kinds of text that say what they are in their first lines."""
    top = start.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    if len({name.lower() for name in _MAIL_LINES.findall(top)}) >= _ENOUGH_MAIL_LINES:
        is_page = b"multipart/related" in top and (b"Snapshot-Content" in top or b"<Saved by" in top)
        return "saved web page" if is_page else "e-mail"
    if start.startswith(b"{") and b'"cells"' in start and b'"cell_type"' in start:
        return "Jupyter notebook"
    if start.startswith(b"<") and (b"<mxfile" in start or b"<mxGraphModel" in start):
        return "draw.io"
    if b"<office:document" in start and b"opendocument" in start:
        return "flat OpenDocument"
    return ""


def _reads_as_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _reads_as_utf16(head[2:], "utf-16-le" if head[0] == 0xFF else "utf-16-be")
    if b"\x00" in head:
        order = utf16_without_mark(head)
        return bool(order) and _reads_as_utf16(head, order)
    odd = sum(head.count(each) for each in _CONTROL)
    if odd * 100 > len(head):
        return False
    return _is_utf8(head) or odd == 0


def _reads_as_utf16(head: bytes, order: str) -> bool:
    text = head[: len(head) // 2 * 2].decode(order, "replace")
    odd = sum(1 for each in text if each == "\ufffd" or ord(each) in _CONTROL or each == "\x00")
    return odd * 50 <= len(text)


def utf16_without_mark(head: bytes) -> str:
    """Return the byte order of Western text in UTF-16 that lacks its mark (every second byte is zero), or ""."""
    half = len(head) // 2
    if half < 4:
        return ""
    even, odd = head[: half * 2 : 2].count(0), head[1 : half * 2 : 2].count(0)
    if odd > 0.4 * half and even * 20 < half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd * 20 < half else ""


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem.start >= len(head) - 3
    return True
