"""Take packages in: plan (find, without keys), make (open and check), preview, keep (in one step)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from certdesk.actions.finding_packages import Arrived, TakePlan, plan_take, read_contents
from certdesk.actions.have_list import packages_done_with
from certdesk.actions.inbox import (
    Waiting,
    drop_waiting,
    keep_waiting,
    packages_waiting,
    remember_packer,
    stage_waiting,
)
from certdesk.actions.merging_in import Incoming, MergeReceipt, keep_merge, look_at_sender, preview_merge
from certdesk.actions.merging_lines import sentence_of
from certdesk.actions.outbox import free_package, packages_out
from certdesk.actions.quarantine import Wanted, believed, bring_in, hold_files, let_go_of, readable, sound, wanted_by
from certdesk.actions.stating import files_of
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.core.exchange import LineKind, PackagePreview, PreviewLine, Sender, SenderTrust
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.exchange.package import Head, Index, PackedFile, Seal
from certdesk.exchange.sealing import NotForUsError, Open, opened_freely, opened_with
from certdesk.exchange.unpacking import Unpacked, open_with_passphrase, unpack
from certdesk.signing.authority.recovery import RecoveryHolder
from certdesk.signing.statements_card import read_card
from certdesk.store.exchanges import Fate
from certdesk.store.retention import purged_digests
from certdesk.store.workspace import Workspace

__all__ = [
    "Arrived",
    "KeyHolder",
    "OpenedPackage",
    "TakeKept",
    "TakePlan",
    "TakenPackages",
    "keep_take",
    "make_take",
    "plan_take",
    "preview_take",
]
ONLY_NEW = "new"


class KeyHolder(Protocol):
    """Whose key may open a package: a `Signer`, or the keys of an issuing desk, for which everything is sealed too."""

    def lend_statement_key(self, use: Callable[[bytes], Open]) -> Open:
        """Let ``use`` have the private key within this process."""


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """One package that was opened: what it says, and which of its files came out whole. ``staged`` parts wait."""

    arrived: Arrived
    index: Index | None
    unpacked: Unpacked
    waiting: Path | None = None
    problem: str = ""
    for_others: bool = False
    """Whether it is sealed for keys that are not here: on a stick that goes round it is left where it lies."""

    @property
    def wrong_words(self) -> bool:
        """Whether it was the six words that did not fit."""
        return self.index is None and self.arrived.needs_passphrase


@dataclass(frozen=True, slots=True)
class TakenPackages:
    """Everything that was opened; nothing has come in yet."""

    plan: TakePlan
    packages: tuple[OpenedPackage, ...]

    def unknown_cards(self, workspace: Workspace) -> tuple[str, ...]:
        """Return the cards of packers whose keys nobody here knows, for their six words to be compared."""
        found = [
            _sender(one.index, one.arrived.head)
            for one in self.packages
            if one.index is not None and _trust(workspace, one).trust is SenderTrust.UNKNOWN
        ]
        return tuple(dict.fromkeys(card for card in found if card))

    @property
    def problems(self) -> tuple[str, ...]:
        """Why packages could not be opened; those for others count only where there is nothing for this desk."""
        mine = any(one.index is not None for one in self.packages)
        return tuple(one.problem for one in self.packages if one.problem and not (mine and one.for_others))

    def discard(self) -> None:
        """Throw it away: nothing has changed, and nothing will."""
        self.plan.discard()


@dataclass(frozen=True, slots=True)
class TakeKept:
    """What came in. ``receipts`` are those of the merge, one for each package; ``waiting`` still need something."""

    change: Change
    receipts: tuple[MergeReceipt, ...]
    waiting: tuple[Waiting, ...]
    requests: tuple[OpenedPackage, ...]
    problems: tuple[str, ...]
    sentence: str


def make_take(
    plan: TakePlan, signer: KeyHolder | None = None, passphrase: str = "", progress: Progress = silent
) -> TakenPackages:
    """Open what the key or the six words open, check it, and stage its files. Takes no database.

    ``progress`` counts bytes of one package after the other. What can't be opened says so in its ``problem``; a stop
    or a full disk leaves nothing behind. Raises StorageError.
    """
    opened: list[OpenedPackage] = []
    try:
        for number, arrived in enumerate(plan.packages):
            folder = plan.staging / f"package-{number}"
            folder.mkdir(parents=True, exist_ok=True)
            opened.append(_opened(plan, arrived, (signer, passphrase), folder, progress))
    except BaseException:
        plan.discard()
        raise
    plan.reader.close()
    return TakenPackages(plan, tuple(opened))


def preview_take(workspace: Workspace, made: TakenPackages) -> tuple[PackagePreview, ...]:
    """Return what would change; nothing does yet."""
    return tuple(_preview(workspace, one) for one in made.packages)


def keep_take(workspace: Workspace, made: TakenPackages, *, only: Collection[str] | str | None = None) -> TakeKept:
    """Take everything in: files into the vault, then the statements of each package in one transaction.

    ``only`` is `ONLY_NEW` for portfolios that are not here yet, or the ids of records. What is missing is remembered,
    and its parts wait in the inbox. Raises StorageError; then what had come in before stays whole.
    """
    receipts: list[MergeReceipt] = []
    waiting: list[Waiting] = []
    problems = list(made.problems)
    for one in made.packages:
        if one.index is None or _trust(workspace, one).trust is SenderTrust.BROKEN:
            continue
        problems += _keep_files(workspace, one)
        trusted = _trust(workspace, one).trust is SenderTrust.KNOWN
        remember_packer(workspace.folder, one.arrived.package, one.arrived.head.author)
        if one.index.statements:
            receipts.append(keep_merge(workspace, _incoming(workspace, one), only=_subjects(workspace, one, only)))
            let_go_of(workspace, [digest for digest, _path in one.unpacked.files], receipts[-1].outcomes)
        rest = _still_needed(workspace, one, receipts[-1].exchange_id if receipts else "")
        if rest is None:
            drop_waiting(workspace.folder, one.arrived.package)
        else:
            # Parts of a stranger's package stay on their stick until somebody has accepted them.
            keep_waiting(workspace.folder, rest, one.waiting if trusted else None)
            waiting.append(rest)
    made.discard()
    _forget_what_is_here(workspace)
    _free_received(workspace)
    requests = tuple(one for one in made.packages if one.index is not None and one.index.asked)
    change = _joined([receipt.change for receipt in receipts])
    sentence = _sentence(made.plan.held, receipts, waiting, requests, problems)
    return TakeKept(change, tuple(receipts), tuple(waiting), requests, tuple(problems), sentence)


def _opened(
    plan: TakePlan, arrived: Arrived, keys: tuple[KeyHolder | None, str], folder: Path, progress: Progress
) -> OpenedPackage:
    nothing = Unpacked()
    if arrived.problem:
        return OpenedPackage(arrived, None, nothing, problem=arrived.problem)
    try:
        opened = _open(arrived, *keys)
        index = read_contents(arrived, opened, plan.reader)
    except CancelledError:
        raise
    except (NotForUsError, NotAllowedError) as problem:
        for_others = isinstance(problem, NotForUsError)
        return OpenedPackage(arrived, None, nothing, problem=problem.sentence, for_others=for_others)
    except CertDeskError as problem:
        staged = folder / "waiting"
        stage_waiting(arrived.volumes, (), staged, progress)
        return OpenedPackage(arrived, None, nothing, staged, problem.sentence)
    unpacked = unpack(arrived.volumes, index, opened, folder, plan.has_or_purged, progress)
    waiting = None
    if unpacked.waiting_parts or unpacked.missing:
        waiting = folder / "waiting"
        stage_waiting(arrived.volumes, unpacked.waiting_parts, waiting, progress)
    return OpenedPackage(arrived, index, unpacked, waiting)


def _open(arrived: Arrived, signer: KeyHolder | None, passphrase: str) -> Open:
    match arrived.head.seal:
        case Seal.OPEN:
            return opened_freely()
        case Seal.PASSPHRASE:
            if isinstance(signer, RecoveryHolder) and not passphrase:
                return signer.lend_statement_key(opened_with)
            if not passphrase:
                raise NotAllowedError(_("This package is opened by six words."), _("Type them as the sender told you."))
            return open_with_passphrase(arrived.volumes, passphrase)
        case Seal.RECIPIENTS:
            if signer is None:
                raise NotAllowedError(_("This package is sealed for a key."), _("Type your passphrase to open it."))
            return signer.lend_statement_key(opened_with)


def _sender(index: Index, head: Head) -> str:
    """Return the card of whoever packed, empty where none goes along."""
    for text in index.cards:
        try:
            if read_card(text).did == head.author:
                return text
        except UntrustedFileError:
            continue
    return ""


def _trust(workspace: Workspace, one: OpenedPackage) -> Sender:
    head = one.arrived.head
    if one.index is None or not one.arrived.volumes[0].fits:
        return Sender("", "", "", SenderTrust.BROKEN if one.arrived.problem else SenderTrust.UNKNOWN)
    card = _sender(one.index, head)
    if not card:
        return Sender("", "", "", SenderTrust.UNKNOWN)
    return look_at_sender(workspace, card, one.index.packer.desk)


def _incoming(workspace: Workspace, one: OpenedPackage) -> Incoming:
    index, head = one.index, one.arrived.head
    if index is None:
        raise ValueError(head.package)
    # What the sender did not send, such as an item that is closed to assessors, is nothing to wait for.
    lacking = {file.digest for file in (*one.unpacked.missing, *one.unpacked.damaged)}
    sender = _trust(workspace, one)

    purged = purged_digests(workspace.db)

    def has_file(digest: str) -> bool:
        return digest not in lacking or workspace.vault.has(digest) or digest in purged

    return Incoming(
        head.package, one.arrived.carrier, sender.person, head.made_at, index.statements, index.cards,
        has_file, head.size, not (one.unpacked.missing or one.unpacked.damaged),
        index.usual_time if sender.trust is SenderTrust.KNOWN else None,
    )  # fmt: skip


def _preview(workspace: Workspace, one: OpenedPackage) -> PackagePreview:
    head = one.arrived.head
    sender = _trust(workspace, one)
    here = {name for volume in one.arrived.volumes for name, _path in volume.here}
    lines: list[PreviewLine] = []
    if one.index is not None:
        lines += preview_merge(workspace, _incoming(workspace, one))
        lines += _file_lines(one)
    elif one.problem:
        kind = LineKind.DAMAGED if one.arrived.problem else LineKind.HELD
        lines.append(PreviewLine(kind, 1, detail=one.problem))
    missing = sum(part.size for part in head.payload if part.name not in here)
    return PackagePreview(
        head.package, one.arrived.carrier, sender, head.made_at, tuple(lines), len(here), len(head.payload), missing,
        len(one.index.files) if one.index else 0, head.size,
    )  # fmt: skip


def _file_lines(one: OpenedPackage) -> list[PreviewLine]:
    lines = []
    if one.unpacked.damaged:
        detail = _("damaged on the way; the rest can come in, and these can be asked for again")
        lines.append(_line(LineKind.DAMAGED, one.unpacked.damaged, detail))
    if one.unpacked.missing:
        lines.append(_line(LineKind.MISSING, one.unpacked.missing, _("on another stick, or still arriving")))
    return lines


def _line(kind: LineKind, files: Sequence[PackedFile], detail: str) -> PreviewLine:
    about = tuple(file.digest[:12] for file in files[:100])
    return PreviewLine(kind, len(files), about, sum(file.size for file in files), detail)


def _subjects(workspace: Workspace, one: OpenedPackage, only: Collection[str] | str | None) -> Collection[str] | None:
    if only is None or one.index is None:
        return None
    if only != ONLY_NEW:
        return [only] if isinstance(only, str) else only
    from certdesk.store.overviews import worklist

    here = {entry.portfolio_id for entry in worklist(workspace.db, workspace.person)}
    found = readable(one.index.statements)
    return {sealed.subject for sealed in found if sealed.kind != "assessment" and sealed.subject not in here}


def _keep_files(workspace: Workspace, one: OpenedPackage) -> list[str]:
    """Bring files to the vault, and signed documents to where documents lie; those of strangers are kept apart.

    Return a sentence about those for which there is no room.
    Whoever is known here vouches for all that they packed. Of anybody else's files only those come in that somebody
    known speaks of, and what nobody speaks of is left behind.
    """
    if one.index is None or not one.unpacked.files:
        return []
    here = dict(one.unpacked.files)
    every = readable(one.index.statements)
    sealed = sound(workspace, [each for each in every if any(file.digest in here for file in files_of(each))])
    spoken_of = wanted_by(sealed)
    if _trust(workspace, one).trust is SenderTrust.KNOWN:
        # What a newer version speaks of can't be told from here, and is kept for it.
        newer = any(each.statement is None for each in every)
        others = dict.fromkeys(here if newer else (), Wanted(vault=True, documents=()))
        wanted = others | spoken_of
    else:
        wanted = wanted_by(believed(workspace, sealed, one.index.cards))
    for digest in sorted(here.keys() & wanted.keys()):
        bring_in(workspace, here[digest], digest, wanted[digest])
    aside = [(digest, here[digest]) for digest in spoken_of if digest in here and digest not in wanted]
    if not hold_files(workspace, aside):
        return []
    return [_("Files of somebody unknown were left behind: accept the sender, then take the package in again.")]


def _still_needed(workspace: Workspace, one: OpenedPackage, exchange_id: str) -> Waiting | None:
    files = (*one.unpacked.missing, *one.unpacked.damaged)
    if one.index is None or not files:
        return None
    needed = tuple((file.digest, file.size) for file in files)
    card = _sender(one.index, one.arrived.head)
    name = read_card(card).name if card else one.index.packer.name
    return Waiting(one.arrived.package, one.arrived.head.author, name, workspace.clock(), needed, exchange_id, card)


def _forget_what_is_here(workspace: Workspace) -> None:
    """See whether an answer brought what an earlier package lacked."""
    for waiting in packages_waiting(workspace.folder):
        rest = tuple((digest, size) for digest, size in waiting.files if not workspace.vault.has(digest))
        if waiting.files and not rest:
            drop_waiting(workspace.folder, waiting.package)
        elif rest != waiting.files:
            keep_waiting(workspace.folder, replace(waiting, files=rest), None)


def _free_received(workspace: Workspace) -> None:
    """Free the room of packages whose receipts say that everything arrived."""
    done = packages_done_with(workspace)
    for packed in packages_out(workspace):
        if packed.package in done:
            free_package(workspace.folder, packed.package)


def _joined(changes: Sequence[Change]) -> Change:
    if not changes:
        return UNCHANGED
    first = changes[0]
    for change in changes[1:]:
        first = replace(first, kinds=first.kinds | change.kinds, subjects=first.subjects | change.subjects)
    return first


def _sentence(
    held: Collection[str],
    receipts: Sequence[MergeReceipt],
    waiting: Sequence[Waiting],
    requests: Sequence[object],
    problems: Sequence[str],
) -> str:
    # A statement may lie in several packages, or be held from before: what became of it in the end counts, once.
    # What was held when somebody took this up, and is here now, came in with it: as soon as the sender was accepted.
    every = (one for each in receipts for one in each.outcomes)
    ends = (replace(one, fate=Fate.TAKEN) if one.fate is Fate.ALREADY and one.hash in held else one for one in every)
    told = sorted(ends, key=lambda one: one.fate is Fate.TAKEN)
    parts = [sentence_of({one.hash: one for one in told}.values())] if receipts else []
    needed = sum(len(one.files) for one in waiting)
    if needed:
        text = ngettext("{count} file is still needed.", "{count} files are still needed.", needed)
        parts.append(text.format(count=needed))
    if requests:
        parts.append(_("Somebody asks for files again."))
    return " ".join([*parts, *dict.fromkeys(problems)]) or _("There was nothing to take in.")
