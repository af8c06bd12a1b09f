"""A package as one small zip for e-mail and messaging: the same tree, statements only."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.words import _
from certdesk.exchange import bag
from certdesk.exchange.bag import DATA, Volume
from certdesk.exchange.bounds import USUAL, Bounds
from certdesk.exchange.building import Built
from certdesk.exchange.checking import CheckedPackage, DamagedPart
from certdesk.exchange.hashing import PartHash
from certdesk.exchange.package import HEAD, PART_NAME, READ_ME, SIGNATURE
from certdesk.exchange.read_me import read_me
from certdesk.exchange.reading import read_head, read_signature, signature_fits
from certdesk.exchange.troubles import told

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError,
    OverflowError, KeyError,
)  # fmt: skip
_FILES = frozenset(
    {bag.BAGIT, bag.INFO, bag.MANIFEST, bag.TAG_MANIFEST, HEAD, SIGNATURE, READ_ME},
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def mail_bytes(built: Built, name: str, words: tuple[str, ...] = ()) -> bytes:
    """Return a package as a zip. ``name`` is that of the folder in it."""
    head = built.head
    payload = [(part.name, part.size) for part in head.payload]
    tags = {
        HEAD: built.head_bytes,
        bag.BAGIT: bag.bagit_txt(),
        bag.INFO: bag.bag_info(head, Volume(), payload),
        bag.MANIFEST: bag.payload_manifest({part.name: part.digest for part in head.payload}),
        READ_ME: read_me(head, Volume(), words),
    }
    tags[bag.TAG_MANIFEST] = bag.tag_manifest(tags)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file, content in tags.items():
            _add(archive, f"{name}/{file}", content, zipfile.ZIP_DEFLATED)
        for part in head.payload:
            content = (built.folder / DATA / part.name).read_bytes()
            _add(archive, f"{name}/{DATA}/{part.name}", content, zipfile.ZIP_STORED)
        _add(archive, f"{name}/{SIGNATURE}", built.signature_bytes, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_mail(path: Path, bounds: Bounds = USUAL) -> dict[str, bytes]:
    """Return the files of a package that came by mail, by name (``data/…`` for parts).

    Raises UntrustedFileError for anything that is not exactly such a zip; nothing is unpacked by a name of its own.
    """
    try:
        with path.open("rb") as file:
            content = file.read(bounds.mail + 1)
    except OSError as problem:
        raise told(path.name, problem) from problem
    if len(content) > bounds.mail:
        raise _refused(path, _("it is bigger than such packages may be"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _entries(path, archive, len(content), bounds)
    except _DAMAGE as problem:
        raise _refused(path, _("it is damaged, or no package")) from problem


ReadMail = Callable[[Path], Mapping[str, bytes]]
"""Reads the files of a package that came by mail, as `read_mail` does."""


def unpack_mail(path: Path, folder: Path, read: ReadMail = read_mail) -> Path:
    """Lay a package that came by mail out as a folder, and return that. Raises UntrustedFileError, StorageError."""
    files = read(path)
    if HEAD not in files or not all(_is_wanted(name) for name in files):
        raise _refused(path, _("it holds other things than a package of CertDesk does"))
    try:
        (folder / DATA).mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as problem:
        text = _("“{file}” could not be unpacked: {reason}.").format(file=path.name, reason=problem.strerror)
        raise StorageError(text, _("Check the disk of the workspace. Nothing was changed.")) from problem
    return folder


def check_mail(path: Path) -> CheckedPackage:
    """Check a package that came by mail, without keys."""
    try:
        files = read_mail(path)
        head_bytes = files.get(HEAD, b"")
        head = read_head(head_bytes)
        signature = read_signature(files[SIGNATURE]) if SIGNATURE in files else None
    except CertDeskError as problem:
        return CheckedPackage(path, "", problem=problem.sentence)
    found: set[str] = set()
    damaged: list[DamagedPart] = []
    for part in head.payload:
        content = files.get(f"{DATA}/{part.name}")
        if content is None:
            continue
        found.add(part.name)
        hashed = PartHash()
        hashed.add(content)
        if hashed.part("age").digest != part.digest:
            damaged.append(DamagedPart(part.name, (0,), part.size))
    missing = [part for part in head.payload if part.name not in found]
    fits = signature is not None and signature_fits(signature, head_bytes, head)
    return CheckedPackage(
        path, head.package, len(head.payload), len(found), tuple(damaged), tuple(part.name for part in missing),
        sum(part.size for part in missing), (), signature is not None, fits, size=head.size,
    )  # fmt: skip


def _entries(path: Path, archive: zipfile.ZipFile, size: int, bounds: Bounds) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > bounds.mail_entries:
        raise _refused(path, _("it holds too many files"))
    if sum(info.compress_size for info in infos) > size:
        raise _refused(path, _("several of its files claim the same bytes, as in a zip bomb"))
    found: dict[str, bytes] = {}
    roots: set[str] = set()
    left = bounds.mail * 2
    for info in infos:
        if info.orig_filename.endswith("/"):
            continue
        root, _slash, name = info.orig_filename.partition("/")
        roots.add(root)
        if not _is_wanted(name) or name in found or len(roots) > 1 or info.flag_bits & 1 or info.file_size > left:
            raise _refused(path, _("it holds other things than a package of CertDesk does"))
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _refused(path, _("it is packed in a way that CertDesk does not open"))
        with archive.open(info) as entry:
            content = entry.read(info.file_size + 1)
        if len(content) != info.file_size:
            raise _refused(path, _("its files are not as long as it says"))
        left -= len(content)
        found[name] = content
    if HEAD not in found:
        raise _refused(path, _("it is no package of CertDesk"))
    return found


def _is_wanted(name: str) -> bool:
    return name in _FILES or (name.startswith(f"{DATA}/") and PART_NAME.fullmatch(name[len(DATA) + 1 :]) is not None)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = how
    archive.writestr(info, content)


def _refused(path: Path, reason: str) -> UntrustedFileError:
    text = _("“{file}” was not opened: {reason}.").format(file=path.name, reason=reason)
    return UntrustedFileError(text, _("Nothing was changed. Ask its sender for it again."))
