"""The main process's side of looking at what strangers bring: asks `intake_process` and believes little of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from certdesk.actions import intake_process as inside
from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.plain import loads, to_plain
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.evidence.problems import Case
from certdesk.evidence.process import Errand, WorkerLostError, WorkerProcess, launch
from certdesk.intake.found import Found, FoundFile, InZip, OnDisk
from certdesk.intake.sources import Readable, Sources

FROZEN_ARGUMENT = "--intake-reader"
"""In the packed program this first argument means: be the process that looks at an intake."""
READ_INTAKE = Errand("certdesk.actions.intake_process", FROZEN_ARGUMENT)
_SECONDS = 60.0
"""How long one file may take before it says anything more; a slow stick is given as much again for each GB."""
_TICK = 0.1
_MOST_LOST = 20
_LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ERRORS: dict[str, type[CertDeskError]] = {"StorageError": StorageError}


class LostError(Exception):
    """The process ended while it had this file open; "" where it had none."""

    def __init__(self, case: Case, at: str) -> None:
        super().__init__(case.value)
        self.case, self.at = case, at


class IntakeReader:
    """Looks into ``places`` and unpacks what lies there, in a limited process that starts with the first question.

    Use it in a ``with`` block and on one thread at a time. ``limits`` says what holds the process, see
    `evidence.limits.confine`; empty before the first question.
    """

    def __init__(self, *places: Path, seconds: float = _SECONDS) -> None:
        self._places = tuple(place.absolute() for place in places)
        self._seconds = seconds
        self._worker: WorkerProcess | None = None
        self._sources = Sources()
        self.limits: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next question would start another."""
        gone, self._worker = self._worker, None
        if gone is not None:
            gone.stop()

    def look(self, path: Path, progress: Progress = silent) -> Found:
        """Find the portfolios in a folder or file. A file that ends the process is left out, and named.

        ``progress`` counts the files that were opened, of an unknown number (0). Raises StorageError or
        UntrustedFileError when nothing can come in.
        """
        if not os.path.lexists(path):
            problem = _("“{name}” is not there.").format(name=shown(str(path)))
            raise StorageError(problem, _("Check the name, and that the stick is still connected."))
        path = path.absolute()
        avoid: dict[str, str] = {}
        while True:
            try:
                found = self._look(path, avoid, progress)
            except LostError as lost:
                self.close()
                at = lost.at or str(path)
                if lost.case is Case.NO_WORKER or not lost.at or at in avoid or len(avoid) >= _MOST_LOST:
                    raise _ended(lost.case, Path(at).name) from lost
                avoid[at] = str(_ended(lost.case, Path(at).name))
                continue
            _check_places(found, path)
            return found

    @contextmanager
    def open(self, file: FoundFile) -> Iterator[Readable]:
        """Open a file that was found. Raises StorageError and UntrustedFileError as `Sources.open` does."""
        if not isinstance(file.source, InZip):
            with self._sources.open(file) as stream:
                yield stream
            return
        unpacked = _Unpacked(self, file)
        try:
            self.ask({"do": "open", "file": to_plain(file)})
            yield unpacked
        except LostError as lost:
            self.close()
            raise _ended(lost.case, file.name) from lost
        finally:
            if not unpacked.ended:  # what is still to come would be taken for the next file's
                self.close()

    def ask(self, request: object) -> None:
        """Send a question to the process, which is started if need be. Raises `LostError`."""
        worker = self._ready()
        try:
            with worker.deadline(self._seconds):
                worker.connection.send_bytes(json.dumps(request).encode())
        except OSError as problem:
            raise LostError(worker.cause(), "") from problem

    def give(self, content: bytes) -> None:
        """Send the bytes that a question is about. Raises `LostError`."""
        worker = self._ready()
        try:
            with worker.deadline(self._seconds):
                worker.connection.send_bytes(content)
        except OSError as problem:
            raise LostError(worker.cause(), "") from problem

    def next_message(self, progress: Progress = silent, seconds: float = 0.0) -> bytes:
        """Wait for what the process says next, asking ``progress`` meanwhile whether to go on. Raises `LostError`."""
        worker = self._ready()
        until = monotonic() + (seconds or self._seconds)
        try:
            while not worker.connection.poll(_TICK):
                progress(0, 0, "")
                if monotonic() > until:
                    raise LostError(Case.HUNG, "")
            with worker.deadline(self._seconds):
                return worker.connection.recv_bytes(inside.MOST_ANSWER + 1)
        except (EOFError, OSError) as problem:
            raise LostError(worker.cause(), "") from problem

    def _look(self, path: Path, avoid: dict[str, str], progress: Progress) -> Found:
        at, count = "", 0
        seconds = self._seconds * (1 + _size(path) // 10**9)
        try:
            self.ask({"do": "look", "path": str(path), "avoid": avoid})
            while True:
                told = partial(_tell, progress, count, Path(at).name)
                told(0, 0, "")
                message = self.next_message(told, seconds)
                kind, body = message[:1], message[1:]
                if kind == inside.RESULT:
                    return _found(body)
                if kind == inside.PROBLEM:
                    raise problem_told(body)
                at, count = body.decode("utf-8", "surrogatepass"), count + 1
        except LostError as lost:
            raise LostError(lost.case, at) from lost
        except BaseException:
            self.close()
            raise

    def _ready(self) -> WorkerProcess:
        if self._worker is None:
            try:
                self._worker = launch(READ_INTAKE)
                languages = {name: os.environ[name] for name in _LANGUAGES if name in os.environ}
                setup = {"places": [str(place) for place in self._places], "languages": languages}
                self._worker.connection.send_bytes(json.dumps(setup).encode())
                self._worker.greet()
            except (WorkerLostError, OSError) as problem:
                self.close()
                raise LostError(Case.NO_WORKER, "") from problem
            self.limits = self._worker.limits
        return self._worker


class _Unpacked:
    """The bytes of one file in a zip, as the process sends them."""

    def __init__(self, reader: IntakeReader, file: FoundFile) -> None:
        self._reader, self._file = reader, file
        self._rest = b""
        self.ended = False

    def read(self, size: int, /) -> bytes:
        if not self._rest and not self.ended:
            self._rest = self._more()
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _more(self) -> bytes:
        message = self._reader.next_message()
        kind, body = message[:1], message[1:]
        if kind == inside.DATA and body:
            return body
        self.ended = kind in {inside.END, inside.PROBLEM}
        if kind == inside.PROBLEM:
            raise problem_told(body)
        if kind != inside.END:
            raise _ended(Case.CRASHED, self._file.name)
        return b""


def _tell(progress: Progress, count: int, name: str, _done: int, _total: int, _label: str) -> None:
    progress(count, 0, name)


def _found(body: bytes) -> Found:
    try:
        return loads(Found, body.decode("utf-8", "surrogatepass"))
    except (KeyError, TypeError, ValueError, RecursionError) as problem:
        raise LostError(Case.CRASHED, "") from problem


def problem_told(body: bytes) -> CertDeskError:
    """Return the problem that the process told of."""
    try:
        told = json.loads(body)
        kind = _ERRORS.get(told["kind"], UntrustedFileError)
        return kind(str(told["text"])[:2000], str(told["hint"])[:2000])
    except (KeyError, TypeError, ValueError, RecursionError):
        return _ended(Case.CRASHED, "")


def _ended(case: Case, name: str) -> CertDeskError:
    """Return the sentence about a file at which the process ended."""
    name = shown(name)
    if case is Case.NO_WORKER:
        problem = _("The part of the program that looks at files from elsewhere could not be started.")
        return StorageError(problem, _("Close other programs and try again; if it stays so, install CertDesk again."))
    if case is Case.HUNG:
        problem = _("“{file}” took so long to look at that it was given up.").format(file=name)
        return UntrustedFileError(problem, _("Check the stick it lies on, or ask for the file again."))
    if case is Case.OUT_OF_MEMORY:
        problem = _("“{file}” needs more memory than any file should, so it was given up.").format(file=name)
    else:
        problem = _("“{file}” is made in such a way that the part of the program that looked at it broke down.")
        problem = problem.format(file=name)
    return UntrustedFileError(problem, _("Ask for it again; nothing else is affected."))


def _check_places(found: Found, root: Path) -> None:
    """Refuse an answer that names files outside the place that was looked into: they may be anybody's."""
    whole = Path(os.path.realpath(root))

    @cache
    def lies_inside(folder: Path) -> bool:
        return Path(os.path.realpath(folder)).is_relative_to(whole)

    for portfolio in found.portfolios:
        for item in portfolio.items:
            source = item.file.source
            path = source.path if isinstance(source, OnDisk) else source.zip_path if isinstance(source, InZip) else root
            if path != root and not lies_inside(path.parent):
                raise _ended(Case.CRASHED, root.name)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
