"""Writing a package to a stick so that it is really there: the procedure that was measured with power cuts.

Unique final names and never a rename (FAT32 loses renamed files), every file flushed and its folder too, no second
flush after one has failed, then everything read back past the cache; and the signature last, which makes it count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from hashlib import sha256
from io import FileIO
from pathlib import Path

from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.exchange.bag import DATA
from certdesk.exchange.disk import Disk, OpenFile, RealDisk
from certdesk.exchange.hashing import Leaves
from certdesk.exchange.package import LEAF, MIB, SIGNATURE, Part
from certdesk.exchange.stick_jobs import FolderJob, Job
from certdesk.exchange.troubles import FULL, GONE, MediumFailedError, not_kept, told

__all__ = ["Job", "Stage", "Tell", "quiet", "unnoticed", "write_stick"]
FLUSH = 32 * MIB
BLOCK = 4 * MIB
TRIES = 3
_PROBE = b"CertDesk looks whether this place keeps what it is given.\n"


class Stage(StrEnum):
    """What is being done."""

    COPY = "copy"
    READ_BACK = "read_back"
    RELEASE = "release"


Tell = Callable[[Stage, str, int], None]
"""``tell(stage, part name, bytes of it done)``; what it raises stops the work. Bytes count once they are flushed."""


def quiet(_stage: Stage, _name: str, _done: int) -> None:
    """Take no notice."""


def write_stick(job: FolderJob, disk: Disk | None = None, tell: Tell = quiet) -> dict[str, str]:
    """Write a job, read everything back, and only then write the signature. Return part names and their file names.

    What is there already is read back and not written again, so the same call goes on after a stop. Raises
    StorageError (see `troubles`) with what happened; then nothing there looks complete.
    """
    return _Writer(job, disk or RealDisk(), tell).run()


class _Writer:
    def __init__(self, job: FolderJob, disk: Disk, tell: Tell) -> None:
        self._job = job
        self._disk = disk
        self._tell = tell
        self._names: dict[str, str] = {}
        self._whole: set[str] = set()

    def run(self) -> dict[str, str]:
        job = self._job
        self._make_folders()
        self._probe()
        for part in job.payload:
            self._names[part.name] = self._copy(part)
        tags = job.tags(self._names)
        for name, content in tags.items():
            self._write_small(job.target / name, content)
        self._settle()
        self._read_back(tags)
        self._tell(Stage.RELEASE, SIGNATURE, 0)
        self._write_small(job.target / SIGNATURE, job.signature_bytes)
        self._settle()
        self._check(job.target / SIGNATURE, sha256(job.signature_bytes).hexdigest())
        self._tell(Stage.RELEASE, SIGNATURE, len(job.signature_bytes))
        return self._names

    # folders and tags

    def _make_folders(self) -> None:
        for folder in self._job.folders:
            try:
                self._disk.make_folder(folder)
                self._disk.settle(folder.parent)
            except OSError as problem:
                raise told(folder.name, problem) from problem

    def _probe(self) -> None:
        """See whether the place takes and keeps anything at all before gigabytes are written."""
        path = self._job.target / "probe.tmp"
        self._write_small(path, _PROBE)
        self._check(path, sha256(_PROBE).hexdigest())
        self._remove(path)

    def _write_small(self, path: Path, content: bytes) -> None:
        """Write a small file whole; one that was begun before is put aside first."""
        size = self._size(path)
        if size is not None:
            if size == len(content) and self._digest(path) == sha256(content).hexdigest():
                return
            self._remove(path)
        try:
            self._fill(path, content)
        except OSError as problem:
            raise told(path.name, problem) from problem

    def _fill(self, path: Path, content: bytes) -> None:
        first = self._first_name(path)
        file = self._disk.create(first)
        try:
            _write_all(file, memoryview(content))
            file.flush()
        finally:
            file.close()
        self._take_name(first, path)

    # parts

    def _copy(self, part: Part) -> str:
        """Bring one part there under a name that is free, and return the name."""
        problem: OSError | None = None
        for number in range(1, TRIES + 1):
            name = part.name if self._job.keeps_names else _name(part, number)
            path = self._job.target / DATA / name
            try:
                kept = self._kept(path, part)
                if kept < 0:  # something else lies there, or what lies there went bad
                    self._remove(path)
                    continue
                if kept < part.size or part.size == 0:
                    self._pump(path, part, kept)
                else:
                    self._tell(Stage.COPY, part.name, part.size)
                return name
            except OSError as found:
                problem = found
                if found.errno in FULL | GONE or not _may_help(found):
                    break
                self._drop(path)
        if problem is None:
            raise not_kept(_name(part, TRIES))
        raise told(part.name, problem) from problem

    def _kept(self, path: Path, part: Part) -> int:
        """Return how many bytes of a part lie there whole, up to a leaf; 0 for none, -1 for bytes of another kind."""
        size = self._disk.size(path)
        if size is None:
            return 0
        if size > part.size:
            return -1
        leaves = Leaves()
        for block in self._disk.read(path):
            leaves.add(block)
        found = leaves.done()
        if size == part.size:
            return size if found == part.leaves else -1
        whole = size // LEAF
        return whole * LEAF if found[:whole] == part.leaves[:whole] else -1

    def _pump(self, path: Path, part: Part, kept: int) -> None:
        first = self._first_name(path)
        file = self._disk.reopen(path, kept) if kept else self._fresh(first)
        try:
            self._stream(file, part, kept)
            file.flush()
        finally:
            file.close()
        self._take_name(first if not kept else path, path)
        self._tell(Stage.COPY, part.name, part.size)

    def _fresh(self, path: Path) -> OpenFile:
        if self._disk.size(path) is not None:
            self._disk.remove(path)  # less than a leaf of it was there
        return self._disk.create(path)

    def _stream(self, file: OpenFile, part: Part, kept: int) -> None:
        source = self._job.source_of(part)
        done = flushed = kept
        block = memoryview(bytearray(BLOCK))
        # What was written is flushed beside the writing of what comes next: waiting for it costs half the speed.
        with ThreadPoolExecutor(1) as pool, _opened(source, kept) as stream:
            flushing: Future[None] | None = None
            while done < part.size:
                count = stream.readinto(block)
                if not count:
                    raise _source_is_short(source)
                _write_all(file, block[:count])
                done += count
                if done - flushed >= FLUSH:
                    self._await(flushing, part, flushed)
                    flushing, flushed = pool.submit(file.flush), done
            self._await(flushing, part, flushed)

    def _await(self, flushing: Future[None] | None, part: Part, flushed: int) -> None:
        if flushing is not None:
            flushing.result()
            self._tell(Stage.COPY, part.name, flushed)

    # reading back

    def _read_back(self, tags: Mapping[str, bytes]) -> None:
        """Read everything past the cache, after all of it was written: a stick that lies about its size wraps."""
        data = self._job.target / DATA
        for part in self._job.payload:
            self._check(data / self._names[part.name], part.digest, part.name)
        for name, content in tags.items():
            self._check(self._job.target / name, sha256(content).hexdigest())

    def _check(self, path: Path, digest: str, name: str = "") -> None:
        if self._digest(path, name) != digest:
            raise not_kept(path.name)

    def _digest(self, path: Path, name: str = "") -> str:
        found, done = sha256(), 0
        try:
            for block in self._disk.read(path):
                found.update(block)
                done += len(block)
                if name:
                    self._tell(Stage.READ_BACK, name, done)
        except OSError as problem:
            raise told(path.name, problem) from problem
        return found.hexdigest()

    # names

    def _first_name(self, path: Path) -> Path:
        return path if self._job.in_place else path.with_name(unnoticed(path.name))

    def _take_name(self, first: Path, path: Path) -> None:
        if first != path:
            self._disk.rename(first, path)
        self._disk.settle(path.parent)

    def _size(self, path: Path) -> int | None:
        try:
            return self._disk.size(path)
        except OSError as problem:
            raise told(path.name, problem) from problem

    def _remove(self, path: Path) -> None:
        try:
            self._disk.remove(path)
            self._disk.settle(path.parent)
        except OSError as problem:
            raise told(path.name, problem) from problem

    def _drop(self, path: Path) -> None:
        """Take away what a failing medium took in part: left there, the bag would hold a file that nobody listed."""
        if self._disk.size(path) is not None:
            self._remove(path)

    def _settle(self) -> None:
        try:
            self._disk.settle(self._job.target / DATA)
            self._disk.settle_all(self._job.target)
        except OSError as problem:
            raise told(self._job.target.name, problem) from problem


def unnoticed(name: str) -> str:
    """Return a name under which a file is not replicated while it grows.

    Syncthing leaves out ``~syncthing~*.tmp``, Nextcloud and Dropbox ``~*.tmp``, OneDrive ``*.tmp``.
    """
    return f"~syncthing~{name[:36]}.tmp"


def _name(part: Part, number: int) -> str:
    stem, dot, suffix = part.name.partition(".")
    return part.name if number == 1 else f"{stem}-{number}{dot}{suffix}"


def _write_all(file: OpenFile, data: memoryview) -> None:
    """Write all of it: media take fewer bytes than they are given, and one that takes none has failed."""
    while data:
        taken = file.write(data)
        if taken <= 0:
            raise OSError(5, _("it took no more bytes"))
        data = data[taken:]


def _may_help(problem: OSError) -> bool:
    """Whether another place on the medium may do: after a fault of the medium, not after a refusal."""
    return isinstance(told("", problem), MediumFailedError)


def _opened(source: Path, start: int) -> FileIO:
    try:
        stream = FileIO(source, "rb")
        stream.seek(start)
    except OSError as problem:
        raise _source_is_short(source) from problem
    return stream


def _source_is_short(source: Path) -> StorageError:
    text = _("The packed part “{file}” is no longer whole on this computer.").format(file=source.name)
    return StorageError(text, _("Pack it again; what is on the stick does no harm."))
