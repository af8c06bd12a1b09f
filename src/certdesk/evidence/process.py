"""One worker process as seen from the main process: started, asked, and ended when it takes too long."""

from __future__ import annotations

import contextlib
import os
import signal
import site
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from certdesk import shipped
from certdesk.evidence import handover, limits, sandbox_windows, wire
from certdesk.evidence.problems import Case
from certdesk.evidence.replies import Answer
from certdesk.evidence.requests import Request
from certdesk.evidence.sandbox_windows import Job

FROZEN_ARGUMENT = "--evidence-worker"
"""In the packed program, which has no Python to call, this first argument means: be a worker."""
_START = "import sys; sys.path[:0] = {folders!r}; from {module} import main; main()"
_SECONDS_TO_START = 30.0
_MAX_HELLO = 4096
_MUCH_MEMORY = limits.MEMORY_BYTES * 3 // 4
"""A worker that ended holding so much, and more than we do, most likely ended for want of more: what is told of a
process counts what the one held that started it."""
_FONTS = Path(__file__).parent / "decoders" / "fonts.conf"


@dataclass(frozen=True, slots=True)
class Errand:
    """What a limited process is started for: the module whose ``main`` it runs, and the word for that when packed."""

    module: str
    frozen_argument: str


LOOK_INSIDE = Errand("certdesk.evidence.worker", FROZEN_ARGUMENT)


class WorkerLostError(Exception):
    """The worker ended while it was asked; ``case`` says how."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.value)
        self.case = case


@dataclass(slots=True)
class WorkerProcess:
    """A running worker."""

    process: subprocess.Popen[bytes]
    connection: Connection
    job: Job
    """What holds it on Windows."""
    limits: tuple[str, ...] = ()
    """What the system keeps it from, see `limits.confine`."""
    overdue: bool = False

    def ask(self, request: Request, descriptor: int, seconds: float) -> Answer:
        """Hand over the file and return the answer; raises `WorkerLostError`, after which this worker is of no use."""
        message, _no_blobs = wire.pack(request)
        with self.deadline(seconds):
            try:
                self.connection.send_bytes(message)
                handover.give(self.connection, descriptor, str(request.path), self.process.pid)
                text = self.connection.recv_bytes(wire.MAX_TEXT)
                blobs = [self.connection.recv_bytes(length) for length in wire.blob_lengths(text)]
                answer = wire.unpack(Answer, text, blobs)
            except (EOFError, OSError, wire.WireError) as problem:
                raise WorkerLostError(self.cause()) from problem
        return cast(Answer, answer)

    def stop(self) -> None:
        """End the process at once and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        self.job.close()
        self.connection.close()

    def greet(self) -> None:
        """Wait until the worker has locked itself up and said how; raises `WorkerLostError`."""
        with self.deadline(_SECONDS_TO_START):
            try:
                hello = self.connection.recv_bytes(_MAX_HELLO)
            except (EOFError, OSError) as problem:
                self.stop()
                raise WorkerLostError(Case.NO_WORKER) from problem
        self.limits = (*self.job.limits, *hello.decode("ascii", "replace").splitlines())

    @contextlib.contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """End the process when what is done inside takes longer."""
        timer = threading.Timer(seconds, self._end_overdue)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end_overdue(self) -> None:
        self.overdue = True
        self.process.kill()

    def cause(self) -> Case:
        """Say why it was lost, and end it if it has not ended."""
        if self.overdue:
            return Case.HUNG
        held = self._end()
        if sys.platform != "win32" and self.process.returncode == -signal.SIGXCPU:
            return Case.HUNG
        out_of_memory = self.process.returncode == limits.TOOK_TOO_MUCH or held > max(_MUCH_MEMORY, limits.held())
        return Case.OUT_OF_MEMORY if out_of_memory else Case.CRASHED

    def _end(self) -> int:
        """End it if it has not ended, and return the most bytes of memory it held; 0 where nobody tells."""
        if sys.platform == "linux" and self.process.returncode is None:
            # Only `wait4` tells of the memory, and only to the first who asks; `Popen` asks whenever it is used.
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.process.pid, signal.SIGKILL)
                _process, status, used = os.wait4(self.process.pid, 0)
                self.process.returncode = os.waitstatus_to_exitcode(status)
                return used.ru_maxrss * 1024
        self.process.kill()
        self.process.wait()
        return 0


def start() -> WorkerProcess:
    """Start a worker and wait until it has locked itself up; raises `WorkerLostError` when that fails."""
    worker = launch()
    worker.greet()
    return worker


def launch(errand: Errand = LOOK_INSIDE) -> WorkerProcess:
    """Start a worker, which has to be greeted before it is asked; raises `WorkerLostError` when that fails."""
    ours, theirs = Pipe()
    try:
        with _as_file(theirs) as standard_input:
            process = subprocess.Popen(
                _command(errand),
                stdin=standard_input,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=Path(sys.prefix).anchor,
                creationflags=sandbox_windows.NO_WINDOW if sys.platform == "win32" else 0,
            )
    except OSError as problem:
        ours.close()
        raise WorkerLostError(Case.NO_WORKER) from problem
    job = sandbox_windows.confine(getattr(process, "_handle", 0), limits.MEMORY_BYTES)
    return WorkerProcess(process, ours, job)


def _command(errand: Errand) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, errand.frozen_argument]
    # On Windows the Python of an environment starts another Python, and a worker may start nothing.
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return [python, "-I", "-B", "-X", "utf8", "-c", _START.format(folders=library_folders(), module=errand.module)]


def library_folders() -> list[str]:
    """Return where the worker finds our package and libraries: never the current folder, which may hold anything."""
    package = str(Path(__file__).parents[2])
    allowed = (sys.prefix, sys.base_prefix, site.getusersitepackages())
    return [package, *(folder for folder in sys.path if folder.startswith(allowed))]


def _environment() -> dict[str, str]:
    """Return next to nothing: no home, no proxy, no settings of the person's."""
    kept = ("SYSTEMROOT", "WINDIR", "TEMP", "LD_LIBRARY_PATH") if sys.platform == "win32" else ()
    fonts = {"FONTCONFIG_FILE": str(_FONTS), "XDG_DATA_HOME": str(shipped.resources())}
    return {"LANG": "C.UTF-8", **fonts, **{name: os.environ[name] for name in kept if name in os.environ}}


@contextlib.contextmanager
def _as_file(connection: Connection) -> Iterator[int]:
    """Lend the connection as a file descriptor to start a process on, and close it then."""
    if sys.platform == "win32":
        import msvcrt
        from multiprocessing import reduction

        copy = msvcrt.open_osfhandle(reduction.duplicate(connection.fileno()), os.O_RDWR)
        try:
            yield copy
        finally:
            os.close(copy)
            connection.close()
        return
    with connection:
        yield connection.fileno()
