"""Has a file mended by a process that is limited, watched, and ended when it gets nowhere; nothing is decoded here."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from typing import BinaryIO

from certdesk.core.plain import dumps, loads
from certdesk.core.progress import Progress
from certdesk.core.recipes import Recipe, Smaller
from certdesk.core.words import _, ngettext
from certdesk.evidence import kinds, sandbox_windows
from certdesk.evidence.mending.film_plan import CONTAINERS
from certdesk.evidence.mending.job import DONE, NEEDS_CODING, Job, Stage, Stretch, reason_of
from certdesk.evidence.mending.refusing import CannotMendError, Reason
from certdesk.evidence.process import library_folders

FROZEN_ARGUMENT = "--mend-file"
"""In the packed program, which has no Python to call, this first argument means: mend one file and end."""
SECONDS_WITHOUT_PROGRESS = 180
STRETCHES, STATE = "stretches", "state.json"
_START = (
    "import sys; sys.path[:0] = {folders!r};"
    " from certdesk.evidence.mending.worker import main; sys.exit(main(sys.argv[1:]))"
)
_MEMORY_BYTES = 3 * 2**29
_LEAST_FILE, _MOST_GROWTH = 64 * 2**20, 6
_KEPT = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
_SECONDS_TO_GUESS = 3.0
_WHOLE = 1000
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a file. ``scratch`` is a folder that keeps what is done of long work, even when it ends."""

    source: Path
    name: str
    recipe: tuple[Recipe, ...]
    target: Path
    scratch: Path


@dataclass(frozen=True, slots=True)
class State:
    """How far long work is: the stretches that are on the disk, and the turn of the film once all are."""

    done: tuple[Stretch, ...] = ()
    turn: int | None = None


def mend(order: Order, progress: Progress) -> str:
    """Make ``order.target`` and return its format. Raises CannotMendError; what ``progress`` raises stops the work.

    ``progress`` counts in thousandths, and its label says how long it will take where that can be told. Stopped or
    killed, a long work goes on where it was when it is ordered again with the same scratch folder.
    """
    with order.source.open("rb") as file:
        form = kinds.sniff(file.read(kinds.HEAD_BYTES), order.name).format
    job = Job(form, order.name, order.recipe)
    telling = _Telling(progress)
    film = form in CONTAINERS
    made = _film(order, job, telling) if film else _one_run(job, order.source, order.target, telling).form
    _flush(order.target)
    return made


def forget(scratch: Path) -> None:
    """Throw away what is kept of work that nobody goes on with."""
    shutil.rmtree(scratch, ignore_errors=True)


def _film(order: Order, job: Job, telling: _Telling) -> str:
    """Copy the recording, or code it anew in stretches where it has to be."""
    state = _state(order.scratch)
    if not state.done and not _is_coded(order.recipe):
        ran = _one_run(job, order.source, order.target, telling)
        if not ran.needs_coding:
            return ran.form
    order.scratch.mkdir(parents=True, exist_ok=True)
    stretches = order.scratch / STRETCHES
    if state.turn is None:
        state = _code(order, replace(job, stage=Stage.CODE, done=state.done), telling)
    joined = replace(job, stage=Stage.JOIN, done=state.done, turn=state.turn or 0)
    return _one_run(joined, stretches, order.target, _Telling(telling.progress, 0.95)).form


def _code(order: Order, job: Job, telling: _Telling) -> State:
    """Have the stretches made that are missing; each is on the disk before it counts."""
    stretches = order.scratch / STRETCHES
    stretches.touch()
    with stretches.open("r+b") as file:
        # What is behind the last stretch that counts was cut off in the middle.
        file.truncate(job.done[-1].end if job.done else 0)
        state = State(job.done)

        def keep(stretch: Stretch) -> None:
            nonlocal state
            os.fsync(file.fileno())
            state = replace(state, done=(*state.done, stretch))
            _keep_state(order.scratch, state)

        ran = _run(job, order.source, file, _Telling(telling.progress, 0.0, 0.95, keep))
    if not ran.turned:
        raise CannotMendError(Reason.CRASHED)
    state = replace(state, turn=ran.turn)
    _keep_state(order.scratch, state)
    return state


def _is_coded(recipe: tuple[Recipe, ...]) -> bool:
    return any(isinstance(step, Smaller) for step in recipe)


def _state(scratch: Path) -> State:
    """Return how far an earlier work came; nothing where that can't be read."""
    try:
        found = loads(State, (scratch / STATE).read_text("utf-8"))
        size = (scratch / STRETCHES).stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        return State()
    return found if not found.done or found.done[-1].end <= size else State()


def _keep_state(scratch: Path, state: State) -> None:
    fresh = scratch / f"{STATE}.new"
    fresh.write_text(dumps(state), "utf-8")
    _flush(fresh)
    fresh.replace(scratch / STATE)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@dataclass(slots=True)
class _Ran:
    """What a process told."""

    form: str = ""
    turn: int = 0
    turned: bool = False
    needs_coding: bool = False


@dataclass(slots=True)
class _Telling:
    """Passes on how far it is, from ``low`` to ``high`` of all, and how long the rest will take."""

    progress: Progress
    low: float = 0.0
    high: float = 1.0
    keep: Callable[[Stretch], None] | None = None
    _began: float = 0.0
    _first: float = 0.0

    def share(self, share: float) -> None:
        """Tell how far it is."""
        now = time.monotonic()
        if not self._began:
            self._began, self._first = now, share
        label = ""
        gone = now - self._began
        if gone > _SECONDS_TO_GUESS and share > self._first:
            label = _left(gone * (1 - share) / (share - self._first))
        self.progress(round(_WHOLE * (self.low + share * (self.high - self.low))), _WHOLE, label)


def _left(seconds: float) -> str:
    if seconds < _MINUTE:
        return _("less than a minute left")
    minutes = round(seconds / _MINUTE)
    return ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=minutes)


def _one_run(job: Job, source: Path, target: Path, telling: _Telling) -> _Ran:
    with target.open("w+b") as out:
        return _run(job, source, out, telling)


def _run(job: Job, source: Path, out: BinaryIO, telling: _Telling) -> _Ran:
    """Run the process to its end. Raises CannotMendError with what it told."""
    ran = _Ran()
    most = max(_LEAST_FILE, _MOST_GROWTH * source.stat().st_size) + _LEAST_FILE
    with source.open("rb") as file, _started([*_command(), str(most), dumps(job)], file, out) as process:
        watch = _watch(process)
        assert process.stderr is not None  # noqa: S101 - it was asked for
        for line in process.stderr:
            watch.cancel()
            _take(line, ran, telling)  # which waits for as long as somebody pauses it
            watch = _watch(process)
        code = process.wait()
        watch.cancel()
    if code == NEEDS_CODING:
        ran.needs_coding = True
    elif code != DONE:
        raise CannotMendError(reason_of(code))
    elif not ran.form and not ran.turned:
        raise CannotMendError(Reason.CRASHED)
    return ran


def _take(line: bytes, ran: _Ran, telling: _Telling) -> None:
    """Understand a line; what libraries say at their start is none of ours."""
    kind, _space, text = line.decode("utf-8", "replace").strip().partition(" ")
    if kind == "P":
        with contextlib.suppress(ValueError):
            telling.share(min(1.0, max(0.0, float(text))))
    elif kind == "S" and telling.keep is not None:
        telling.keep(loads(Stretch, text))
    elif kind == "F":
        ran.form = text
    elif kind == "T":
        ran.turn, ran.turned = int(text), True


@contextlib.contextmanager
def _started(command: list[str], source: BinaryIO, target: BinaryIO) -> Iterator[subprocess.Popen[bytes]]:
    """Lend a process that sees next to nothing of this one; it is gone afterwards."""
    process = subprocess.Popen(
        command,
        stdin=source,
        stdout=target,
        stderr=subprocess.PIPE,
        env={"LANG": "C.UTF-8", **{name: os.environ[name] for name in _KEPT if name in os.environ}},
        cwd=Path(sys.executable).anchor,
        creationflags=sandbox_windows.NO_WINDOW if sys.platform == "win32" else 0,
    )
    job = sandbox_windows.confine(getattr(process, "_handle", 0), _MEMORY_BYTES)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        job.close()


def _watch(process: subprocess.Popen[bytes]) -> Timer:
    timer = Timer(SECONDS_WITHOUT_PROGRESS, process.kill)
    timer.daemon = True
    timer.start()
    return timer


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_ARGUMENT]
    # On Windows the Python of an environment starts another Python, and what is limited may start nothing.
    python = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return [python, "-I", "-B", "-X", "utf8", "-c", _START.format(folders=library_folders())]
