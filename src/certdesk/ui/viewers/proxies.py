"""Copies of recordings that play and step exactly where the original does not; the original stays as it is."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code
from certdesk.evidence.replies import Description
from certdesk.ui.viewers import copy_refusals

FROZEN_ARGUMENT = "--copy-film"
"""In the packed program, which has no Python to call, this first argument means: make a copy and end."""
ROOM_BYTES = 12 * 2**30
"""All copies together; the ones not looked at for the longest time go first."""
SECONDS_WITHOUT_PROGRESS = 180
_LEFT_FREE = 2**29
_SUFFIXES, _UNFINISHED = (".mp4", ".mkv"), ".part"
_MP4_MARK = b"ftyp"
_AV1 = frozenset({"AV1"})
_ROUGH = frozenset({"AVI", "DV", "MPEG", "MPEG-TS"})
"""Without an index, or a poor one: the player lands one to a dozen pictures beside the one asked for."""
_READABLE = frozenset({Code.TRUNCATED, Code.MISNAMED})
_KEPT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")

Progress = Callable[[float], None]


class Proxies:
    """One copy at a time, in a locked-up process; may be used from any thread. A file under its name is complete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="proxies")
        self._lock = Lock()
        self._jobs: dict[str, _Job] = {}
        self._closed = False
        for left in folder.glob(f"*{_UNFINISHED}"):
            with contextlib.suppress(OSError):  # it is only in the way; the next start tries again
                left.unlink()

    def needed(self, description: Description) -> str:
        """Return why a copy would be better than the original, in a sentence; "" when the original is as good."""
        if description.kind is not Kind.VIDEO:
            return ""
        if _AV1 & set(description.codecs):
            return _("Its pictures are coded as AV1, which can't be shown here directly. A copy can.")
        if description.format in _ROUGH:
            return _("Times in {format} files are approximate. A copy can be stepped through exactly.").format(
                format=description.format
            )
        return ""

    def can_make(self, description: Description) -> bool:
        """Say whether a copy can be tried: there are pictures, they can be read, and the libraries are here."""
        from certdesk.evidence.film import libraries

        if description.kind is not Kind.VIDEO or libraries.folder() is None:
            return False
        if description.problem is not None and description.problem.code not in _READABLE:
            return False
        return not _AV1 & set(description.codecs) or _decodes_av1()

    def existing(self, digest: str) -> Path | None:
        """Return the copy of the item with this digest, if there is one."""
        path = next((found for suffix in _SUFFIXES if (found := self._path(digest, suffix)).is_file()), None)
        if path is None:
            return None
        with contextlib.suppress(OSError):  # on a disk that can't be written, age is of no interest
            os.utime(path)
        return path

    def make(self, path: Path, digest: str, progress: Progress) -> Future[Path]:
        """Make a copy of the file at ``path`` and return where it is; asked twice, it is made once.

        ``progress`` gets shares of 1, in another thread. The future fails with `CertDeskError`, or with
        `CancelledError` after `cancel` and `close`.
        """
        with self._lock:
            job = self._jobs.get(digest)
            if job is not None:
                job.listeners.append(progress)
                return job.future
            job = _Job(path, digest, [progress])
            if self._closed:
                job.future.set_exception(CancelledError(_("The program is closing.")))
                return job.future
            self._jobs[digest] = job
            self._lane.submit(self._work, job)
        return job.future

    def cancel(self, digest: str) -> None:
        """Stop making this copy; nothing is left behind."""
        with self._lock:
            job = self._jobs.get(digest)
            if job is not None:
                job.stop()

    def close(self) -> None:
        """Stop everything; returns when it has stopped."""
        with self._lock:
            self._closed = True
            for job in self._jobs.values():
                job.stop()
        self._lane.shutdown(wait=True)

    def _work(self, job: _Job) -> None:
        try:
            made = self._make(job)
        except Exception as problem:  # noqa: BLE001 - whatever it is belongs to the one who asked
            self._forget(job)
            job.future.set_exception(problem)
        else:
            self._forget(job)
            job.future.set_result(made)

    def _forget(self, job: _Job) -> None:
        with self._lock:
            del self._jobs[job.digest]

    def _make(self, job: _Job) -> Path:
        done = self.existing(job.digest)
        if done is not None:
            return done
        unfinished = self._path(job.digest, _UNFINISHED)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            room = self._make_room(job.path.stat().st_size)
            with job.path.open("rb") as source, unfinished.open("w+b") as target:
                before = _state(source.fileno())
                job.run(source.fileno(), target.fileno(), room)
                if _state(source.fileno()) != before:
                    raise copy_refusals.changed()
                os.fsync(target.fileno())
                target.seek(0)
                is_mp4 = target.read(8)[4:] == _MP4_MARK
            made = self._path(job.digest, _SUFFIXES[0] if is_mp4 else _SUFFIXES[1])
            unfinished.replace(made)
        except OSError as problem:
            raise CertDeskError(
                _("The copy could not be written: {why}.").format(why=problem.strerror or type(problem).__name__),
                _("Check that the disk is connected and has room."),
            ) from problem
        finally:
            with contextlib.suppress(OSError):  # it goes at the next start
                unfinished.unlink(missing_ok=True)
        return made

    def _make_room(self, wanted: int) -> int:
        """Remove the oldest copies until ``wanted`` bytes fit; returns how large the copy may become."""
        found = (path for suffix in _SUFFIXES for path in self._folder.glob(f"*{suffix}"))
        kept = sorted(found, key=lambda path: path.stat().st_mtime)
        used = sum(path.stat().st_size for path in kept)
        free = shutil.disk_usage(self._folder).free - _LEFT_FREE
        for path in kept:
            if used + wanted <= ROOM_BYTES and wanted <= free:
                break
            size = path.stat().st_size
            with contextlib.suppress(OSError):  # somebody is looking at it
                path.unlink()
                used, free = used - size, free + size
        if free < wanted:
            raise copy_refusals.no_room()
        return min(free, ROOM_BYTES)

    def _path(self, digest: str, suffix: str) -> Path:
        return self._folder / f"{digest}{suffix}"


@dataclass(slots=True)
class _Job:
    """One copy that is being made, or waits for its turn."""

    path: Path
    digest: str
    listeners: list[Progress]
    future: Future[Path] = field(default_factory=Future)
    process: subprocess.Popen[bytes] | None = None
    stopped: bool = False
    overdue: bool = False
    lock: Lock = field(default_factory=Lock)

    def stop(self) -> None:
        """End it, whether it runs or waits."""
        with self.lock:
            self.stopped = True
            if self.process is not None:
                self.process.kill()

    def run(self, source: int, target: int, room: int) -> None:
        """Copy from descriptor to descriptor, at most ``room`` bytes, and tell the listeners how far it is."""
        with self.lock:
            if self.stopped:
                raise CancelledError(_("The copy was not wanted any more."))
            self.process = subprocess.Popen(
                [*_command(), str(room)],
                stdin=source,
                stdout=target,
                stderr=subprocess.PIPE,
                env=_environment(),
                cwd=Path(sys.executable).anchor,
            )
        code = self._follow(self.process)
        if self.stopped:
            raise CancelledError(_("The copy was not wanted any more."))
        if code != 0:
            raise copy_refusals.refusal(code, overdue=self.overdue)

    def _follow(self, process: subprocess.Popen[bytes]) -> int:
        assert process.stderr is not None  # noqa: S101 - asked for above
        watch = self._watch(process)
        with process.stderr:
            for line in process.stderr:
                watch.cancel()
                watch = self._watch(process)
                share = _share(line)
                for listener in tuple(self.listeners) if share is not None else ():
                    listener(share or 0.0)
        code = process.wait()
        watch.cancel()
        return code

    def _watch(self, process: subprocess.Popen[bytes]) -> Timer:
        timer = Timer(SECONDS_WITHOUT_PROGRESS, self._end_overdue, (process,))
        timer.daemon = True
        timer.start()
        return timer

    def _end_overdue(self, process: subprocess.Popen[bytes]) -> None:
        self.overdue = True
        process.kill()


def _state(descriptor: int) -> tuple[int, int]:
    """Return what differs when somebody wrote to a file."""
    now = os.fstat(descriptor)
    return now.st_size, now.st_mtime_ns


def _decodes_av1() -> bool:
    from PIL import features

    return bool(features.check("avif"))


def _share(line: bytes) -> float | None:
    """Return the share that a line tells; libraries that greet at their start are not meant."""
    try:
        share = float(line)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENT]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-m", "certdesk.evidence.film.copying"]


def _environment() -> dict[str, str]:
    """Return next to nothing: no home, no screen, no proxy."""
    return {"LANG": "C.UTF-8", **{name: os.environ[name] for name in _KEPT if name in os.environ}}
