"""E-mails and saved web pages: headers, words, pictures inside; what is attached is listed and never opened."""

from __future__ import annotations

import contextlib
import email
import email.errors
import io
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message

from certdesk.core.words import _
from certdesk.evidence.decoders import photos, texts, web
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, PictureBlock, TableBlock

MAX_BYTES = 64 * 2**20
MAX_PARTS = 500
MAX_PICTURES = 30
_MAX_SIDE = 900
_HEADERS = ("From", "To", "Cc", "Date")
_MAX_HEADER = 1000
_BROKEN_HEADER = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    OverflowError,
    AssertionError,
    email.errors.MessageError,
)
"""What the library raises over headers that it can't make sense of."""


def read(opened: OpenedFile, *, pictures: bool) -> tuple[str, list[Block]]:
    """Return the subject and the blocks of an e-mail."""
    message = _parsed(opened)
    parts = list(_parts(message))
    body = _body(parts)
    subject = _header(message, "Subject")
    headers = tuple((name, value) for name in _HEADERS if (value := _header(message, name)))
    blocks: list[Block] = [Heading(1, subject)] if subject else []
    blocks += [TableBlock(headers)] if headers else []
    blocks += _words(body) if body is not None else []
    blocks += _pictures(parts) if pictures else []
    attached = tuple(_listed(part) for part in parts if part is not body and is_attached(part))
    if attached:
        blocks += [Heading(2, _("Attachments")), TableBlock(((_("Name"), _("Type"), _("Size")), *attached), 1)]
    return subject, blocks


def read_page(opened: OpenedFile, *, pictures: bool) -> tuple[str, list[Block]]:
    """Return the title and the blocks of a saved web page (MHTML)."""
    parts = list(_parts(_parsed(opened)))
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Refused(Case.DAMAGED)
    title, blocks = web.read_web(_text(page))
    return title, blocks + (_pictures(parts) if pictures else [])


def all_parts(opened: OpenedFile) -> list[Message]:
    """Return the parts of a letter that hold something. Raises `Refused`."""
    return list(_parts(_parsed(opened)))


def _parsed(opened: OpenedFile) -> Message:
    if opened.size > MAX_BYTES:
        raise Refused(Case.TOO_LARGE)
    data = opened.everything()
    if data.startswith(b"From "):  # a mailbox: its first message
        data = data.partition(b"\n")[2].partition(b"\n\nFrom ")[0]
    try:
        return email.message_from_bytes(data)
    except (ValueError, LookupError, RecursionError) as problem:
        raise Refused(Case.DAMAGED) from problem


def _parts(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count >= MAX_PARTS:
            return
        if not part.is_multipart():
            yield part


def _body(parts: list[Message]) -> Message | None:
    """Return the part that holds the words: plain text rather than a web page."""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted and not is_attached(part) and _text(part).strip():
                return part
    return None


def _words(body: Message) -> list[Block]:
    text = _text(body)
    return web.read_web(text)[1] if body.get_content_type() == "text/html" else list(texts.plain_blocks(text))


def _text(part: Message) -> str:
    data = content(part)
    charset = part.get_content_charset()
    if charset:
        try:
            return texts.cleaned(data.decode(charset, "replace"))
        except LookupError:
            pass  # it names an encoding that nobody knows: judged by its bytes instead
    return texts.decoded(data)


def content(part: Message) -> bytes:
    """Return what a part holds; nothing where it is not encoded as it says."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""  # not encoded as it says
    return data if isinstance(data, bytes) else b""


def _header(message: Message, name: str) -> str:
    return _written(message.get(name, ""))[:_MAX_HEADER]


def _written(header: object) -> str:
    """Return a header as people read it: pieces of it may be in encodings of their own."""
    text = str(header)
    with contextlib.suppress(*_BROKEN_HEADER):
        text = str(make_header(decode_header(text)))
    return texts.cleaned(" ".join(text.split()))


def is_attached(part: Message) -> bool:
    """Whether a part is a file of its own rather than words of the letter."""
    return bool(_name(part)) or part.get_content_disposition() == "attachment"


def _name(part: Message) -> str:
    try:
        return _written(part.get_filename() or "")[:200]
    except _BROKEN_HEADER:
        return ""  # written in a way that the library can't make sense of


def _listed(part: Message) -> tuple[str, str, str]:
    return _name(part) or _("unnamed"), part.get_content_type(), size(len(content(part)))


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    if count < 1000:
        return _("{count} bytes").format(count=count)
    return _("{size} KB").format(size=round(count / 1000)) if count < 1_000_000 else f"{count / 1e6:.1f} MB"


def _pictures(parts: list[Message]) -> list[Block]:
    found: list[Block] = []
    for part in parts:
        if part.get_content_maintype() == "image" and len(found) < MAX_PICTURES:
            picture = photos.decode(io.BytesIO(content(part)), _MAX_SIDE)
            if picture is not None:
                found.append(PictureBlock(picture, _name(part)))
    return found
