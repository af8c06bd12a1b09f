"""Copying what comes in: every file hashed into staging and looked into; a portfolio is whole or not there."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from certdesk.actions.intake_reader import IntakeReader
from certdesk.actions.planning_intake import ItemWork, ReceivePlan, Work
from certdesk.core.errors import CancelledError, CertDeskError, StorageError
from certdesk.core.intake_report import FileBecame, ReportedFile
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import Describe
from certdesk.intake.copying import BLOCK, copy_hashed
from certdesk.intake.found import Skipped
from certdesk.intake.sorting import sort_item
from certdesk.store.ids import new_id

_OURS_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN})


@dataclass(frozen=True, slots=True)
class MadeItem:
    """A file that was copied, or that is in the vault already (``staged`` None), as an item."""

    work: ItemWork
    item: EvidenceItem
    staged: Path | None


@dataclass(frozen=True, slots=True)
class ReceivedPortfolio:
    """One portfolio whose files are copied, hashed and looked into, ready to be kept.

    ``portfolio`` is a new one, also where the work is to update one that is here. ``failed`` are files that could not
    be read.
    """

    work: Work
    portfolio: Portfolio
    made: tuple[MadeItem, ...]
    failed: tuple[ReportedFile, ...] = ()

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What came."""
        return tuple(one.item for one in self.made)

    @property
    def staged(self) -> tuple[tuple[Path, str], ...]:
        """The copies, with their digests."""
        return tuple((one.staged, one.item.digest) for one in self.made if one.staged is not None)


@dataclass(frozen=True, slots=True)
class Received:
    """Everything that was copied, and what could not be. ``ended`` says why it ended early, if it did."""

    portfolios: tuple[ReceivedPortfolio, ...]
    skipped: tuple[Skipped, ...]
    ended: str = ""


class IntakeStoppedError(CancelledError):
    """The person stopped, and some portfolios are complete: ``received`` can be kept, a second run does the rest."""

    def __init__(self, received: Received) -> None:
        super().__init__(received.ended)
        self.received = received


def make_receive(
    plan: ReceivePlan, worker: EvidenceWorker, progress: Progress, *, reader: IntakeReader | None = None
) -> Received:
    """Copy and hash every file that is to come in into staging and look inside it; files only, no database.

    ``progress`` counts bytes. A file that can't be read is left out with its reason; the others come in. When the disk
    is full or the stick is gone, what is complete is returned with the reason in ``ended``; stopped, it is in the
    `IntakeStoppedError` that is raised. Where nothing is complete, nothing is left behind and the error is raised.
    """
    with reader or IntakeReader(plan.path) as lent:
        copier = _Copier(plan, worker, progress, lent)
        copied: list[_Copied] = []
        done: list[ReceivedPortfolio] = []  # one behind: while one is copied, the one before is looked into
        try:
            _make_staging(plan.staging)
            for work in plan.works:
                if work.comes_in:
                    copied.append(copier.portfolio(work))
                    done += [one.looked_into() for one in copied[len(done) : -1]]
            done += [one.looked_into() for one in copied[len(done) :]]
        except (CancelledError, StorageError, KeyboardInterrupt) as problem:
            copier.clear()
            done += [one.looked_into() for one in copied[len(done) :]]
            if not done:
                shutil.rmtree(plan.staging, ignore_errors=True)
                raise
            if isinstance(problem, StorageError):
                return _received(plan, done, problem.sentence)
            said = _("Stopped. What was complete is in; taken in again, it goes on with the rest.")
            raise IntakeStoppedError(_received(plan, done, said)) from problem
        except BaseException:
            shutil.rmtree(plan.staging, ignore_errors=True)
            raise
    return _received(plan, done)


def _received(plan: ReceivePlan, done: list[ReceivedPortfolio], ended: str = "") -> Received:
    failed = tuple(Skipped(file.name, file.reason) for one in done for file in one.failed)
    return Received(tuple(done), (*plan.skipped, *failed), ended)


@dataclass(frozen=True, slots=True)
class _Copied:
    """One portfolio whose files are copied and are being looked into."""

    work: Work
    portfolio: Portfolio
    copies: tuple[tuple[MadeItem, Future[Description]], ...]
    failed: tuple[ReportedFile, ...]

    def looked_into(self) -> ReceivedPortfolio:
        """Wait for what is seen in its files."""
        made = tuple(replace(one, item=_described(one.item, told.result())) for one, told in self.copies)
        return ReceivedPortfolio(self.work, self.portfolio, made, self.failed)


class _Copier:
    """Copies one intake file by file; knows how many bytes are done."""

    def __init__(self, plan: ReceivePlan, worker: EvidenceWorker, progress: Progress, reader: IntakeReader) -> None:
        self._plan = plan
        self._worker = worker
        self._progress = progress
        self._reader = reader
        self._sizes, self._size = plan.seen.sizes, plan.size
        self._done = 0
        self._count = 0
        self._half: list[Path] = []

    def clear(self) -> None:
        """Remove what was copied of a portfolio that is not complete: the disk may be full."""
        for path in self._half:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def portfolio(self, work: Work) -> _Copied:
        """Copy one. Raises StorageError when the disk is full or the source is gone, CancelledError when stopped."""
        self._half = []
        now, found = self._plan.clock(), work.found
        portfolio = Portfolio(
            id=new_id(now),
            code=found.code,
            title=found.title,
            candidate=found.candidate,
            programme=found.programme,
            cohort=found.cohort,
            rubric=found.rubric or self._plan.default_rubric,
            received_on=found.received or now.date(),
            due_on=found.due,
            note=found.note,
        )
        copies: list[tuple[MadeItem, Future[Description]]] = []
        failed: list[ReportedFile] = []
        for position, item in enumerate(work.items):
            if not item.is_copied:
                continue
            try:
                copied = self._item(item, portfolio.id, position)
            except CancelledError:
                raise
            except CertDeskError as problem:
                self._raise_if_over(problem)
                failed.append(ReportedFile(item.found.file.name, FileBecame.SKIPPED, problem.sentence))
                continue
            path = copied.staged or self._plan.vault.path(copied.item.digest)
            copies.append((copied, self._worker.submit(Describe(path, copied.item.file_name), priority=1)))
        self._half = []
        return _Copied(work, portfolio, tuple(copies), tuple(failed))

    def _item(self, work: ItemWork, portfolio_id: str, position: int) -> MadeItem:
        found, file = work.found, work.found.file
        before = self._done
        self._done += file.size
        digest = work.digest or (self._hashed(work, before) if file.size in self._sizes else "")
        staged: Path | None = None
        if digest and self._plan.vault.has(digest):
            self._progress(before + file.size, self._size, file.name)
        else:
            digest, staged = self._copied(work, before)
        item = EvidenceItem(
            id=new_id(self._plan.clock()),
            portfolio_id=portfolio_id,
            position=position,
            digest=digest,
            size=file.size,
            file_name=file.name,
            title=found.title,
            evidence_type=found.type,
            claims=found.claims,
            caption=found.caption,
            claim_places=found.claim_places,
        )
        return MadeItem(work, item, staged)

    def _copied(self, work: ItemWork, before: int) -> tuple[str, Path]:
        file = work.found.file
        self._count += 1
        target = self._plan.staging / f"{self._count:06}"
        self._half.append(target)

        def report(done: int, _size: int, label: str) -> None:
            self._progress(before + done, self._size, label)

        with self._reader.open(file) as source:
            return copy_hashed(source, target, report, name=file.name, size=file.size).digest, target

    def _hashed(self, work: ItemWork, before: int) -> str:
        """Take the digest of a file as long as one that is here, which it may be: then it needs no second place."""
        with self._reader.open(work.found.file) as source:
            digest = sha256()
            while block := source.read(BLOCK):
                digest.update(block)
                self._progress(before, self._size, work.found.file.name)
        return digest.hexdigest()

    def _raise_if_over(self, problem: CertDeskError) -> None:
        """Raise what concerns all the files that are still to come: our disk is full, or theirs is gone."""
        cause = problem.__cause__
        number = cause.errno if isinstance(cause, OSError) else None
        if number in _OURS_IS_FULL:
            raise problem
        if number in _GONE or not _can_be_read(self._plan.path):
            text = _("“{name}” is no longer there: the stick was taken out, or the folder was moved.")
            hint = _("What was complete is kept. Put it back and take it in again: only the rest is copied then.")
            raise StorageError(text.format(name=self._plan.path.name), hint) from problem


def _can_be_read(path: Path) -> bool:
    try:
        if path.is_dir():
            with os.scandir(path) as children:
                next(children, None)
            return True
        with path.open("rb") as stream:
            return len(stream.read(1)) == 1
    except OSError:
        return False


def _described(item: EvidenceItem, told: Description) -> EvidenceItem:
    """Add what the worker sees inside the file: its kind, length, pages, and what is wrong and how to mend it."""
    kind = told.kind.value
    return replace(
        item,
        kind=kind,
        format=told.format,
        pages=told.page_count,
        duration_ms=told.duration_ms,
        problem=f"{told.problem.sentence} {told.problem.hint}".strip() if told.problem else "",
        evidence_type=item.evidence_type or sort_item(item.file_name, kind, item.title).sure_type,
    )


def _make_staging(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        text = _("{folder} cannot be made: {reason}.").format(folder=folder, reason=problem.strerror)
        raise StorageError(text, _("Check the disk of the workspace; nothing has come in.")) from problem
