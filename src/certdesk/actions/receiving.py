"""Take portfolios in, from a folder or a zip: plan (look), make (copy and look inside), keep (one transaction)."""

from __future__ import annotations

import errno
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.core.changes import Change
from certdesk.core.claims import claim_findings
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError, StorageError
from certdesk.core.portfolio import EvidenceItem, Portfolio, RubricRef
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe
from certdesk.intake.copying import check_free_space, copy_hashed
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import Found, FoundItem, FoundPortfolio, Skipped
from certdesk.intake.sources import Sources
from certdesk.store.ids import new_id
from certdesk.store.portfolios import item_row, portfolio_digests, portfolio_row
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Clock, Workspace


@dataclass(frozen=True, slots=True)
class ReceivePlan:
    """What would come in: the portfolios found, what was left out, and where copies are staged."""

    path: Path
    found: Found
    staging: Path
    default_rubric: RubricRef
    clock: Clock

    @property
    def size(self) -> int:
        """Bytes to copy."""
        return sum(portfolio.size for portfolio in self.found.portfolios)


@dataclass(frozen=True, slots=True)
class ReceivedPortfolio:
    """One portfolio whose files are copied, hashed and looked into, ready to be kept."""

    portfolio: Portfolio
    items: tuple[EvidenceItem, ...]
    staged: tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class Received:
    """Everything that was copied, and what could not be."""

    portfolios: tuple[ReceivedPortfolio, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an intake did: the change, the codes that came in, those that were here already, and what was left out.

    ``findings`` are sentences about claims that lead nowhere, with the code of the portfolio.
    """

    change: Change
    codes: tuple[str, ...]
    already_here: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        count = len(self.codes)
        parts = []
        if count:
            names = ", ".join(self.codes) if count <= 3 else str(count)
            parts.append(ngettext("{names} taken in", "{names} portfolios taken in", count).format(names=names))
        if self.already_here:
            parts.append(_("{names} was here already").format(names=", ".join(self.already_here)))
        left = sum(not skipped.expected for skipped in self.skipped)
        if left:
            parts.append(ngettext("{count} file left out", "{count} files left out", left).format(count=left))
        return ", ".join(parts) + "." if parts else _("Nothing to take in was found.")


def plan_receive(workspace: Workspace, path: Path, *, rubric: RubricRef | None = None) -> ReceivePlan:
    """Look what is in a folder or zip. Raises a CertDeskError that says what is wrong with it.

    ``rubric`` is used for portfolios that do not name theirs; otherwise it is the first in the workspace.
    """
    known = list_rubrics(workspace.db)
    if not known:
        raise NotAllowedError(_("This workspace has no rubric yet."), _("Load one first."))
    teaching = next((ref for ref in known if ref.id == "stem-teaching"), known[0])
    found = find_portfolios(path)
    for portfolio in found.portfolios:
        _check_rubric(portfolio.code, portfolio.rubric, known)
    _check_rubric(_("This intake"), rubric, known)
    plan = ReceivePlan(path, found, workspace.staging / workspace.new_id(), rubric or teaching, workspace.clock)
    check_free_space(workspace.folder, plan.size)
    return plan


def make_receive(plan: ReceivePlan, worker: EvidenceWorker, progress: Progress) -> Received:
    """Copy and hash every file into staging and look inside it. Stopped or failed, it leaves nothing behind.

    ``progress`` counts bytes. A file that can't be read is left out with its reason; the others come in. Raises
    StorageError when the disk of the workspace is full: a portfolio of which only half fits would not be whole later.
    """
    try:
        _make_staging(plan.staging)
        skipped = list(plan.found.skipped)
        copier = _Copier(plan, worker, progress)
        with ExitStack() as stack:
            copier.sources = stack.enter_context(Sources())
            copied = [copier.portfolio(found, skipped) for found in plan.found.portfolios]
    except BaseException:
        shutil.rmtree(plan.staging, ignore_errors=True)
        raise
    return Received(tuple(one for one in copied if one.items), tuple(skipped))


def keep_receive(workspace: Workspace, plan: ReceivePlan, received: Received) -> Receipt:
    """Keep what was copied: files into the vault, rows into the database.

    A portfolio that is here already stays as it is; only files of it that were lost come back.
    """
    here = set(portfolio_digests(workspace.db))
    new: list[ReceivedPortfolio] = []
    old: list[ReceivedPortfolio] = []
    for one in received.portfolios:
        digests = frozenset(item.digest for item in one.items)
        same = (one.portfolio.code, digests)
        (old if digests and same in here else new).append(one)
        here.add(same)
    # Also what is here already: a file that was lost since comes back so.
    for one in received.portfolios:
        for path, digest in one.staged:
            workspace.vault.keep(path, digest)
    shutil.rmtree(plan.staging, ignore_errors=True)
    codes = tuple(one.portfolio.code for one in new)
    label = _("{names} taken in").format(names=", ".join(codes))
    subject = new[0].portfolio.id if len(new) == 1 else ""
    with workspace.recording("portfolio.received", label, subject=subject) as recording:
        for one in new:
            recording.put("portfolio", portfolio_row(one.portfolio))
            for item in one.items:
                recording.put("item", item_row(item))
    return Receipt(
        recording.change,
        codes,
        tuple(one.portfolio.code for one in old),
        received.skipped,
        tuple((one.portfolio.code, text) for one in new for text in _findings(workspace, one)),
    )


def _findings(workspace: Workspace, one: ReceivedPortfolio) -> tuple[str, ...]:
    rubric = load_rubric(workspace.db, one.portfolio.rubric)
    return claim_findings(one.items, {criterion.id for criterion in rubric.criteria})


class _Copier:
    """Copies one intake file by file; knows how many bytes are done."""

    def __init__(self, plan: ReceivePlan, worker: EvidenceWorker, progress: Progress) -> None:
        self._plan = plan
        self._worker = worker
        self._progress = progress
        self._done = 0
        self._count = 0
        self.sources = Sources()

    def portfolio(self, found: FoundPortfolio, skipped: list[Skipped]) -> ReceivedPortfolio:
        now = self._plan.clock()
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
        items: list[EvidenceItem] = []
        staged: list[tuple[Path, str]] = []
        for described in found.items:
            try:
                path, item = self._item(described, portfolio.id, len(items))
            except CancelledError:
                raise
            except CertDeskError as problem:
                if _is_our_disk(problem):
                    raise
                skipped.append(Skipped(described.file.name, problem.sentence))
                continue
            items.append(item)
            staged.append((path, item.digest))
        return ReceivedPortfolio(portfolio, tuple(items), tuple(staged))

    def _item(self, found: FoundItem, portfolio_id: str, position: int) -> tuple[Path, EvidenceItem]:
        self._count += 1
        target = self._plan.staging / f"{self._count:06}"
        before, size = self._done, found.file.size

        def report(done: int, _size: int, label: str) -> None:
            self._progress(before + done, self._plan.size, label)

        self._done += size
        with self.sources.open(found.file) as source:
            copied = copy_hashed(source, target, report, name=found.file.name, size=size)
        item = EvidenceItem(
            id=new_id(self._plan.clock()),
            portfolio_id=portfolio_id,
            position=position,
            digest=copied.digest,
            size=copied.size,
            file_name=found.file.name,
            title=found.title,
            evidence_type=found.type,
            claims=found.claims,
            caption=found.caption,
            claim_places=found.claim_places,
        )
        return target, _described(item, target, self._worker)


def _described(item: EvidenceItem, path: Path, worker: EvidenceWorker) -> EvidenceItem:
    """Add what the worker sees inside the file: its kind, length, pages, and what is wrong and how to mend it."""
    told = worker.ask(Describe(path, item.file_name))
    return replace(
        item,
        kind=told.kind.value,
        format=told.format,
        pages=told.page_count,
        duration_ms=told.duration_ms,
        problem=f"{told.problem.sentence} {told.problem.hint}".strip() if told.problem else "",
    )


def _is_our_disk(problem: CertDeskError) -> bool:
    """Whether the disk that we write to is the trouble, so that the next file can't come in either."""
    cause = problem.__cause__
    return isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def _make_staging(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        text = _("{folder} cannot be made: {reason}.").format(folder=folder, reason=problem.strerror)
        raise StorageError(text, _("Check the disk of the workspace; nothing has come in.")) from problem


def _check_rubric(who: str, ref: RubricRef | None, known: tuple[RubricRef, ...]) -> None:
    if ref is None or ref in known:
        return
    text = _("{who} is to be judged by the rubric {id} {version}, which this workspace does not have.")
    raise NotAllowedError(text.format(who=who, id=ref.id, version=ref.version), _("Load that rubric first."))
