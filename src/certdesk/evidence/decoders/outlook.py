"""Messages saved by Outlook (MSG): subject, people, words; attachments are listed and never opened."""

from __future__ import annotations

import io

import olefile

from certdesk.core.words import _
from certdesk.evidence.decoders import mail, texts, web
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, TableBlock

MAX_ATTACHMENTS = 200
_MAX_STREAM = 8 * 2**20
_SUBJECT, _FROM, _TO, _COPY, _TEXT, _PAGE = "0037", "0C1A", "0E04", "0E03", "1000", "1013"
_LONG_NAME, _SHORT_NAME, _TYPE, _DATA = "3707", "3704", "370E", "3701"
_PREFIX = "__substg1.0_"


def read(opened: OpenedFile) -> tuple[str, list[Block]]:
    """Return the subject and the blocks of a message."""
    try:
        with olefile.OleFileIO(io.BytesIO(opened.everything())) as file:
            return _read(file)
    except (OSError, ValueError, IndexError, RecursionError, AttributeError, TypeError) as problem:
        raise Refused(Case.DAMAGED) from problem


def _read(file: olefile.OleFileIO[str]) -> tuple[str, list[Block]]:
    subject = _text(file, [], _SUBJECT)
    people = ((_("From"), _FROM), (_("To"), _TO), (_("Cc"), _COPY))
    headers = tuple((label, value) for label, tag in people if (value := _text(file, [], tag)))
    blocks: list[Block] = [Heading(1, subject)] if subject else []
    blocks += [TableBlock(headers)] if headers else []
    words = _text(file, [], _TEXT)
    blocks += list(texts.plain_blocks(words)) if words else web.read_web(_text(file, [], _PAGE))[1]
    folders = sorted({entry[0] for entry in file.listdir() if entry[0].startswith("__attach")})[:MAX_ATTACHMENTS]
    if folders:
        rows = tuple(_attachment(file, folder) for folder in folders)
        blocks += [Heading(2, _("Attachments")), TableBlock(((_("Name"), _("Type"), _("Size")), *rows), 1)]
    return subject, blocks


def _attachment(file: olefile.OleFileIO[str], folder: str) -> tuple[str, str, str]:
    name = _text(file, [folder], _LONG_NAME) or _text(file, [folder], _SHORT_NAME) or _("unnamed")
    data = [folder, f"{_PREFIX}{_DATA}0102"]
    return name, _text(file, [folder], _TYPE), mail.size(file.get_size(data)) if file.exists(data) else ""


def _text(file: olefile.OleFileIO[str], folder: list[str], tag: str) -> str:
    """Return a property that is text, stored in UTF-16, in the sender's own encoding, or as bytes."""
    for kind in ("001F", "001E", "0102"):
        path = [*folder, f"{_PREFIX}{tag}{kind}"]
        if file.exists(path):
            with file.openstream(path) as stream:
                data = stream.read(_MAX_STREAM)
            text = data.decode("utf-16-le", "replace") if kind == "001F" else texts.decoded(data)
            return texts.cleaned(text).strip("\n ")
    return ""
