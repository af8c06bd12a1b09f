"""What strangers wrote in a package, read where nothing can happen: in the limited process only.

The main process gets canonical JSON of what was understood, and reads statements and cards again only where they were
whole here: it needs them byte for byte, because the signatures are over their bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.plain import digest, dumps
from certdesk.core.statements import NewerFormatError, read_sealed
from certdesk.core.words import _
from certdesk.exchange.mail import read_mail
from certdesk.exchange.package import HEAD, Packer
from certdesk.exchange.reading import damaged, read_head, read_index
from certdesk.signing.statements_card import read_card
from certdesk.signing.untrusted_words import tidy

UNREADABLE = "unreadable "
"""Stands with the SHA-256 of the text for a statement that can't be read."""


def package_by_mail(path: Path) -> Iterator[tuple[str, bytes]]:
    """Return the files of a package that came by mail, the head last. Raises UntrustedFileError, StorageError."""
    files = read_mail(path)
    yield from ((name, content) for name, content in files.items() if name != HEAD)
    yield HEAD, files[HEAD]


def package_contents(untrusted: bytes, head_text: str, most: int) -> bytes:
    """Return the list of contents as canonical JSON of less than ``most`` bytes. Raises UntrustedFileError.

    Cards that don't hold together are left out.
    """
    index = read_index(untrusted, read_head(head_text.encode()))
    packer = Packer(tidy(index.packer.person), tidy(index.packer.name), tidy(index.packer.desk))
    statements = tuple(map(_statement, index.statements))
    whole = replace(index, packer=packer, statements=statements, cards=tuple(filter(_is_card, index.cards)))
    try:
        answer = dumps(whole).encode()
    except UnicodeEncodeError:
        raise damaged(_("The list of contents")) from None
    if len(answer) >= most:
        text = _("This package says more than can be taken in at once.")
        raise UntrustedFileError(text, _("Ask its sender to pack fewer portfolios at a time. Nothing was changed."))
    return answer


def _statement(text: str) -> str:
    try:
        read_sealed(text)
    except NewerFormatError:
        return text  # which the main process says
    except UntrustedFileError:
        return UNREADABLE + digest(text.encode("utf-8", "replace").decode())
    return text


def _is_card(text: str) -> bool:
    try:
        read_card(text)
    except (CertDeskError, ValueError):
        return False
    return True
