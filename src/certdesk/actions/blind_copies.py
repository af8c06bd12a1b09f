"""How a file is freed of what its properties tell: mended in a limited process, and its words read by the worker."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from certdesk.actions.blinding import Cleaner
from certdesk.actions.mending_words import why_not
from certdesk.actions.repairing import STRIPPABLE
from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.plain import canonical, to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import silent
from certdesk.core.recipes import Strip
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.mending.making import Order, forget, mend
from certdesk.evidence.mending.refusing import CannotMendError
from certdesk.evidence.requests import ExtractText, ReadSideNotes

_PLAIN = {"text", "markdown", "empty"}
_WORDY = {"document", "slides", "sheet", "pdf"}
_MOST = 256 * 2**20
_PIECE = 2**14
_STREAM = re.compile(rb"stream\r?\n")
_TAGS = re.compile(rb"<[^>]{0,4000}>")


def cleaner_of(worker: EvidenceWorker) -> Cleaner:
    """Return what makes copies without properties. It may be used on any thread that the worker may be used on."""

    def clean(item: EvidenceItem, source: Path, target: Path) -> str:
        if item.format in STRIPPABLE:
            _strip(item, source, target)
        elif item.kind in _PLAIN:
            _copy(source, target)
        else:
            text = _("Files like “{name}” can't be freed from what they tell of their author.")
            raise CertDeskError(text.format(name=item.title), _("Leave it out, or change it where it was made."))
        return "\n".join((_words(worker, item, target), *_inner_texts(target)))

    return clean


def _strip(item: EvidenceItem, source: Path, target: Path) -> None:
    scratch = target.with_name(f"{target.name}-scratch")
    try:
        mend(Order(source, item.file_name, (Strip(),), target, scratch), silent)
    except CannotMendError as cannot:
        raise why_not(cannot.reason, item.title) from cannot
    except OSError as problem:
        raise _disk(problem) from problem
    finally:
        forget(scratch)


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as problem:
        raise _disk(problem) from problem


def _words(worker: EvidenceWorker, item: EvidenceItem, path: Path) -> str:
    """Return all words that the worker finds in a file, also those that stand beside it."""
    found: list[str] = []
    try:
        found += [part.text for part in worker.ask(ExtractText(path, item.file_name)).parts]
        if item.kind in _WORDY - {"pdf"}:
            found.append(canonical(to_plain(worker.ask(ReadSideNotes(path, item.file_name)))))
    except CertDeskError:
        if item.kind in _WORDY:  # whose words can't be read may name anybody
            raise
    return "\n".join(found)


def _inner_texts(path: Path) -> Iterator[str]:
    """Unpack what is packed in a file that was just written here, as far as a name could stand in it."""
    with path.open("rb") as file:
        start = file.read(5)
    if start.startswith(b"PK\x03\x04"):
        yield from _zip_texts(path)
    elif start == b"%PDF-":
        yield from _pdf_texts(path.read_bytes())


def _zip_texts(path: Path) -> Iterator[str]:
    left = _MOST
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                with archive.open(info) as entry:
                    content = entry.read(left)
                left -= len(content)
                yield info.filename
                yield content.decode("utf-8", "ignore")
                yield _TAGS.sub(b" ", content).decode("utf-8", "ignore")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as problem:
        raise CertDeskError(_("It can't be read to its end."), _("Leave it out.")) from problem


def _pdf_texts(data: bytes) -> Iterator[str]:
    left = _MOST
    for found in _STREAM.finditer(data):
        content = _unpacked(data, found.end(), min(left, 64 * 2**20))
        left -= len(content)
        yield content.decode("latin-1")
        if left <= 0:
            return


def _unpacked(data: bytes, start: int, most: int) -> bytes:
    """Unpack a stream piece by piece, as far as it is sound: nothing of one that is packed in another way."""
    unpack, found = zlib.decompressobj(), bytearray()
    for at in range(start, len(data), _PIECE):
        piece, before = data[at : at + _PIECE], unpack.copy()
        try:
            found += unpack.decompress(piece, most - len(found))
        except zlib.error:
            with suppress(zlib.error):
                for number in range(len(piece)):
                    found += before.decompress(piece[number : number + 1])
            break
        if unpack.eof or len(found) >= most:
            break
    return bytes(found)


def _disk(problem: OSError) -> StorageError:
    text = _("A copy without names could not be written: {reason}.").format(reason=problem.strerror or problem)
    return StorageError(text, _("Check the disk of the workspace; nothing has changed."))
