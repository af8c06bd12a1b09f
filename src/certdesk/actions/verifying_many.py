"""Tell of thousands of files whether they are genuine: on all cores, in order, and no bad file stops it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from certdesk.actions.verifying import verify_with
from certdesk.core.errors import CertDeskError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, Verdict, Verification

FEW = 32
"""Up to so many files are checked faster here than other processes start: each takes most of a second for that."""
_BATCH = 8  # files that one process takes at a time
_AHEAD = 3  # batches that wait per process: bounds the memory, whatever the number of files
MOST_PROCESSES = 8
"""Each takes 82 MB with certificates of ours, so that all of them together leave room on a laptop with 4 GB."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer for one file."""

    path: Path
    result: Verification


def verify_many(
    paths: Iterable[Path],
    trust: Trust,
    *,
    progress: Progress = silent,
    now: datetime | None = None,
    processes: int | None = None,
) -> Iterator[Verified]:
    """Yield the answer for each file, in their order, as soon as it is known.

    ``progress`` may raise `CancelledError`, which ends the work; so does closing the iterator. What can't be read is a
    "cannot tell", and so is a file that brings down the process that looks at it.
    """
    files = tuple(paths)
    moment = now or datetime.now(UTC)
    workers = processes if processes is not None else _cores()
    answers: Iterator[Verified]
    if len(files) <= FEW or workers < 2:
        answers = (Verified(path, _verify(path, trust, moment)) for path in files)
    else:
        answers = _on_all_cores(files, trust, moment, min(workers, len(files)))
    progress(0, len(files), _("Starting"))
    for done, answer in enumerate(answers, 1):
        progress(done, len(files), answer.path.name)
        yield answer


def counts(results: Iterable[Verified]) -> Mapping[Verdict, int]:
    """Return how often each verdict was given, the worst last, those that never were included."""
    found = Counter(each.result.verdict for each in results)
    return {verdict: found[verdict] for verdict in Verdict}


def _on_all_cores(files: Sequence[Path], trust: Trust, now: datetime, workers: int) -> Iterator[Verified]:
    left = (files[at : at + _BATCH] for at in range(0, len(files), _BATCH))
    waiting: deque[tuple[Sequence[Path], Future[tuple[Verification, ...]]]] = deque()
    # Packed once: a register of thousands of awards takes longer to send than eight files to check.
    packed = pickle.dumps(trust)
    pool = _pool(workers)
    try:
        while True:
            for batch in islice(left, _AHEAD * workers - len(waiting)):
                waiting.append((batch, pool.submit(_verify_batch, batch, packed, now)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from map(Verified, batch, future.result())
            except BrokenExecutor:
                # Nobody knows which of the files that were looked at did it, so each is looked at alone.
                suspects = [path for each in (batch, *(paths for paths, _future in waiting)) for path in each]
                waiting.clear()
                _end(pool)
                yield from (Verified(suspect, _alone(suspect, packed, now)) for suspect in suspects)
                pool = _pool(workers)
    finally:
        _end(pool)


def _alone(path: Path, trust: bytes, now: datetime) -> Verification:
    pool = _pool(1)
    try:
        return pool.submit(_verify_batch, (path,), trust, now).result()[0]
    except BrokenExecutor:
        return _not_read(_("Looking at this file brought down the program that looked."))
    finally:
        _end(pool)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context)


def _end(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=False, cancel_futures=True)


def _verify_batch(paths: Sequence[Path], packed: bytes, now: datetime) -> tuple[Verification, ...]:
    trust = _unpacked(packed)
    return tuple(_verify(path, trust, now) for path in paths)


@lru_cache(maxsize=1)
def _unpacked(trust: bytes) -> Trust:
    """Return what this very process's parent packed; each process takes it apart once."""
    found: Trust = pickle.loads(trust)  # noqa: S301 - made by our own parent a moment ago
    return found


def _verify(path: Path, trust: Trust, now: datetime) -> Verification:
    try:
        return verify_with(path, trust, now=now)
    except CertDeskError as problem:
        return _not_read(problem.sentence)
    except MemoryError:
        return _not_read(_("There is not enough memory to look at this file."))


def _not_read(sentence: str) -> Verification:
    return Verification(Verdict.CANNOT_TELL, sentence, (Check("readable", CheckState.FAILED, sentence),))


def _cores() -> int:
    with suppress(AttributeError):
        return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))
    return min(MOST_PROCESSES, os.cpu_count() or 1)
