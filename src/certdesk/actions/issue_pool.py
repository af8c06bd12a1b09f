"""Many documents at once on all cores: worker processes make them, this process signs for them and keeps the keys.

What a worker sends back is bytes with a letter in front, never a pickled object. Only this process writes files, so
that a job which is killed has nobody who goes on writing.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Generator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from certdesk.actions.issue_work import Eyes, Finished, Order, Shop, perform
from certdesk.core import errors
from certdesk.core.errors import CertDeskError
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.pdf.sign_pdf import DocumentSigner
from certdesk.signing.remote_signer import DOCUMENT, STATEMENT, PublicParts, RemoteSigner, SigningFor

MOST_WORKERS = 8
EACH_AT_LEAST = 12
"""So many documents are made in the time in which a worker starts, so each gets at least as many."""
_MEMORY_EACH = 192 * 1024 * 1024
"""A worker took 94 MB with certificates as they come; the rest is for large logos and seals."""
_DONE, _PROBLEM = b"R", b"E"


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be made, and why; the others were."""

    document_id: str
    problem: CertDeskError


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    order: Order | None = None
    content: bytes = field(default=b"", repr=False)


def perform_all(
    orders: tuple[Order, ...], shop: Shop, signer: DocumentSigner, statements: StatementSigner, workers: int = 0
) -> Generator[Finished | Failed, None, None]:
    """Make documents in any order, each as soon as it is ready. ``workers`` is how many processes; 0 chooses.

    Close the iterator to stop: the workers end with it. What a worker that dies was at is made here.
    """
    count = workers or suitable_workers(len(orders))
    waiting = deque(orders)
    if count > 1:
        yield from _in_processes(waiting, shop, SigningFor(signer, statements), count)
    with closing(Eyes()) as eyes:
        for order in waiting:
            yield _attempt(order, shop, (signer, statements), eyes)


def suitable_workers(orders: int) -> int:
    """Return how many processes so many documents are worth on this machine: all its cores, if memory allows."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, MOST_WORKERS, orders // EACH_AT_LEAST, _memory() // _MEMORY_EACH))


def _memory() -> int:
    """Return the memory that may be spent: half of what the machine has, or 2 GB where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, ValueError, OSError):
        return 2 * 1024**3


def _attempt(order: Order, shop: Shop, keys: tuple[DocumentSigner, StatementSigner], eyes: Eyes) -> Finished | Failed:
    try:
        return perform(order, shop, *keys, eyes)
    except errors.StorageError:
        raise
    except CertDeskError as problem:
        return Failed(order.document_id, problem)


def _in_processes(
    waiting: deque[Order], shop: Shop, keys: SigningFor, count: int
) -> Generator[Finished | Failed, None, None]:
    """Serve ``count`` workers until nothing is waiting; orders of workers that die are put back for the caller."""
    parts = PublicParts(keys.document.certificate_pem, keys.document.chain, keys.statements.statement_key)
    with ExitStack() as stack:
        running = [_started(stack, shop, parts) for _each in range(count)]
        lost: list[Order] = []
        for worker in running:
            _hand_on(worker, waiting)
        while busy := {worker.connection: worker for worker in running if worker.order is not None}:
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                try:
                    finished = _serve(worker, keys)
                except (EOFError, OSError):
                    lost += [worker.order] if worker.order else []
                    worker.order = None
                    continue
                if finished is not None:
                    _hand_on(worker, waiting)
                    yield finished
        waiting.extendleft(lost)


def _started(stack: ExitStack, shop: Shop, parts: PublicParts) -> _Worker:
    # Never forked: a copy of this process would hold the keys.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, shop, parts), daemon=True, name="certdesk-issuing")
    process.start()
    theirs.close()
    stack.callback(_end, process, ours)
    return _Worker(process, ours)


def _end(process: BaseProcess, connection: Connection) -> None:
    connection.close()
    process.terminate()
    process.join()
    process.close()


def _hand_on(worker: _Worker, waiting: deque[Order]) -> None:
    worker.order = waiting.popleft() if waiting else None
    if worker.order is not None:
        try:
            worker.connection.send(worker.order)
        except OSError:
            waiting.append(worker.order)
            worker.order = None


def _serve(worker: _Worker, keys: SigningFor) -> Finished | Failed | None:
    """Take one message: sign, or return what is done. Raises EOFError when the worker is gone."""
    message = worker.connection.recv_bytes()
    kind, data = message[:1], message[1:]
    if worker.order is None:
        raise EOFError
    if kind in {DOCUMENT, STATEMENT}:
        worker.connection.send_bytes(keys.answer(kind, data))
        return None
    document_id = worker.order.document_id
    if kind == _PROBLEM:
        problem = _problem(json.loads(data))
        if isinstance(problem, errors.StorageError):
            raise problem
        return Failed(document_id, problem)
    size = int.from_bytes(data[:8], "big")
    return Finished(document_id, data[8 : 8 + size], data[8 + size :].decode())


def _problem(told: dict[str, str]) -> CertDeskError:
    """Read what a worker told; of its kinds only a full disk makes a difference here."""
    kind = errors.StorageError if told["kind"] == errors.StorageError.__name__ else CertDeskError
    return kind(told["text"], told["hint"])


def work(connection: Connection, shop: Shop, parts: PublicParts) -> None:
    """Be a worker: make what is ordered until the other side closes the connection."""

    def ask(request: bytes, data: bytes) -> bytes:
        connection.send_bytes(request + data)
        return connection.recv_bytes()

    signer = RemoteSigner(parts, ask)
    with suppress(EOFError, OSError, KeyboardInterrupt), closing(Eyes()) as eyes:
        while True:
            order: Order = connection.recv()
            try:
                done = perform(order, shop, signer, signer, eyes)
            except CertDeskError as problem:
                told = {"kind": type(problem).__name__, "text": str(problem), "hint": problem.hint}
                connection.send_bytes(_PROBLEM + json.dumps(told).encode())
                continue
            size = len(done.content).to_bytes(8, "big")
            connection.send_bytes(_DONE + size + done.content + done.badge.encode())
