"""Small packages for tests: keys, files by digest, and a medium that lies."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.core.did_keys import did_key
from certdesk.exchange.building import Author, Built, Draft, build
from certdesk.exchange.disk import OpenFile, RealDisk
from certdesk.exchange.layout import Layout, lay_out
from certdesk.exchange.package import INDEX_FORMAT, Index, Packer, Purpose, Seal, format_of
from certdesk.exchange.sealing import Open, Seals, opened_with, sealed_for
from certdesk.exchange.stick_writer import Job

WHEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PACKAGE = "01936f00-0000-7000-8000-0000000000aa"


class Key:
    """A statement key, and what it can do."""

    def __init__(self, seed: int) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.did = did_key(self.private.public_key().public_bytes_raw())
        self.author = Author(self.did, self.private.sign)
        no_lock = serialization.NoEncryption()
        form = serialization.PrivateFormat.OpenSSH
        self.openssh = self.private.private_bytes(serialization.Encoding.PEM, form, no_lock)

    @property
    def open(self) -> Open:
        """What opens packages for this key."""
        return opened_with(self.openssh)


PACKER_KEY, READER_KEY, OTHER_KEY = Key(1), Key(2), Key(3)


def files_in(folder: Path, contents: tuple[bytes, ...]) -> dict[str, Path]:
    """Write files under their SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for content in contents:
        digest = sha256(content).hexdigest()
        (folder / digest).write_bytes(content)
        found[digest] = folder / digest
    return found


def built(folder: Path, contents: tuple[bytes, ...], *, group: int = 0, seals: Seals | None = None,
          package: str = PACKAGE, piece: int = 0, statements: tuple[str, ...] = ("{}",)) -> Built:  # fmt: skip
    """Pack some files for `READER_KEY`; ``group`` and ``piece`` make small parts of small files."""
    files = files_in(folder.parent / f"{folder.name}-files", contents)
    sizes = [(digest, path.stat().st_size) for digest, path in files.items()]
    layout: Layout = lay_out(sizes, group=group, piece=piece) if piece else lay_out(sizes)
    index = Index(
        format_of(INDEX_FORMAT), package, Purpose.PORTFOLIOS, Packer("p", "Bongani", "LAP-07"), statements, ("card",),
        layout.files,
    )  # fmt: skip
    draft = Draft(
        package, WHEN, Purpose.PORTFOLIOS, Seal.RECIPIENTS, seals or sealed_for([READER_KEY.did]), index, layout
    )
    return build(draft, folder, PACKER_KEY.author, files.__getitem__)


def job(package: Built, target: Path, **more: object) -> Job:
    """Hand over all of a package."""
    return Job(
        package.folder, target, package.head, package.head_bytes, package.signature_bytes, package.head.parts,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@dataclass
class Faults:
    """What a medium does wrong. Numbers count writes from 1; -1 is never."""

    short: bool = False
    """It takes at most 1,000 bytes at a time."""
    drops: bool = False
    """It says yes to every write of a part and keeps zeros."""
    fails_at: int = -1
    error: int = errno.EIO
    again: bool = False
    """It goes on failing after that."""
    flush_fails_at: int = -1
    wraps_at: int = 0
    """It holds less than it says: what is written later lands on what was written first."""
    hook: Callable[[str], None] = field(default=lambda _what: None)


class LyingDisk(RealDisk):
    """A real folder under a layer that does what bad sticks do."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.writes = self.flushes = self.written = 0
        self.failed_files: set[Path] = set()
        self.flushed_after_failure: list[Path] = []
        self.parts: list[Path] = []

    def create(self, path: Path) -> OpenFile:
        self.faults.hook("create")
        if path.suffix == ".age":
            self.parts.append(path)
        return _LyingFile(super().create(path), path, self)

    def reopen(self, path: Path, keep: int) -> OpenFile:
        return _LyingFile(super().reopen(path, keep), path, self)

    def read(self, path: Path) -> Iterator[memoryview]:
        self.faults.hook("read")
        return super().read(path)

    def settle(self, folder: Path) -> None:
        self.faults.hook("settle")
        super().settle(folder)


class _LyingFile:
    def __init__(self, file: OpenFile, path: Path, disk: LyingDisk) -> None:
        self._file, self._path, self._disk = file, path, disk

    def write(self, data: memoryview) -> int:
        disk, faults = self._disk, self._disk.faults
        disk.writes += 1
        faults.hook("write")
        failing = disk.writes >= faults.fails_at if faults.again else disk.writes == faults.fails_at
        if faults.fails_at > 0 and failing:
            disk.failed_files.add(self._path)
            raise OSError(faults.error, os.strerror(faults.error))
        if faults.short:
            data = data[:1000]
        disk.written += len(data)
        if faults.wraps_at and disk.written > faults.wraps_at and disk.parts and disk.parts[0] != self._path:
            first = disk.parts[0]
            with first.open("r+b") as file:
                file.write(data[: first.stat().st_size])
        if faults.drops and self._path.suffix == ".age":
            return self._file.write(memoryview(bytes(len(data))))
        return self._file.write(data)

    def flush(self) -> None:
        disk = self._disk
        disk.flushes += 1
        if self._path in disk.failed_files:
            disk.flushed_after_failure.append(self._path)
        if disk.flushes == disk.faults.flush_fails_at:
            disk.failed_files.add(self._path)
            raise OSError(disk.faults.error, os.strerror(disk.faults.error))
        self._file.flush()

    def close(self) -> None:
        self._file.close()
