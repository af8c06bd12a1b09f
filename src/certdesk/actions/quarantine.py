"""Files of people whom nobody here knows yet: kept apart in ``inbox/held`` until somebody accepts their key.

Only files that a statement speaks of stay at all, and together no more than `MOST_HELD` bytes. They come into the
vault when the statement that needs them may count, and go when it does.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.inbox import INBOX
from certdesk.actions.merging_checks import is_sound
from certdesk.actions.merging_reading import best_cards, verdicts
from certdesk.actions.merging_values import AGAIN, Outcome
from certdesk.actions.stating import files_of
from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.exchange import SenderTrust
from certdesk.core.statements import Sealed, read_sealed
from certdesk.core.words import _
from certdesk.exchange.package import GIB
from certdesk.signing.identity import list_identities
from certdesk.signing.statements_trust import load_trusted
from certdesk.store.copies import is_referred_to
from certdesk.store.exchanges import Fate
from certdesk.store.statement_rows import all_columns
from certdesk.store.statements import load_cards, load_held
from certdesk.store.vault import is_whole
from certdesk.store.workspace import Workspace

HELD = "held"
MOST_HELD = 16 * GIB


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a file belongs: to the vault, to the documents under these names, or to both."""

    vault: bool
    documents: tuple[str, ...]


def wanted_by(sealed: Iterable[Sealed]) -> dict[str, Wanted]:
    """Say where the files go that these statements speak of, by digest."""
    found: dict[str, Wanted] = {}
    for one in sealed:
        for needed in files_of(one):
            before = found.get(needed.digest, Wanted(vault=False, documents=()))
            names = (*before.documents, needed.document_name) if needed.document_name else before.documents
            found[needed.digest] = Wanted(before.vault or not needed.document_name, tuple(dict.fromkeys(names)))
    return found


def sound(workspace: Workspace, sealed: Iterable[Sealed]) -> list[Sealed]:
    """Pick the statements that make sense here; names of files are checked with them."""
    columns = all_columns(workspace.db)
    return [one for one in sealed if one.statement is not None and is_sound(one.statement, columns)]


def readable(texts: Iterable[str]) -> list[Sealed]:
    """Read the statements that can be read; the others are judged elsewhere."""
    found = []
    for text in texts:
        with suppress(UntrustedFileError):
            found.append(read_sealed(text))
    return found


def believed(workspace: Workspace, sealed: Iterable[Sealed], cards: Iterable[str]) -> list[Sealed]:
    """Pick the statements that were signed by somebody whom this desk knows."""
    sealed = list(sealed)
    trusted = load_trusted(workspace.folder, list_identities(workspace.identities))
    known = best_cards([*load_cards(workspace.db).values(), *cards], trusted)
    found = verdicts(workspace, sealed, known)
    return [one for one in sealed if found[one.hash].trust is SenderTrust.KNOWN]


def bring_in(workspace: Workspace, path: Path, digest: str, wanted: Wanted) -> None:
    """Move a checked file to where it belongs; a document of that name that is here stays. Raises StorageError."""
    try:
        for name in wanted.documents:
            target = workspace.documents / name
            if not target.exists():
                workspace.documents.mkdir(exist_ok=True)
                half = target.with_name(f".{digest[:16]}.part")
                shutil.copyfile(path, half)
                half.replace(target)
    except OSError as problem:
        raise _refused(problem) from problem
    if wanted.vault:
        workspace.vault.keep(path, digest)


def hold_files(workspace: Workspace, files: Iterable[tuple[str, Path]], most: int = MOST_HELD) -> tuple[str, ...]:
    """Keep files apart; return the digests of those for which there is no room. Raises StorageError."""
    folder = workspace.folder / INBOX / HELD
    try:
        folder.mkdir(parents=True, exist_ok=True)
        left = most - sum(entry.stat().st_size for entry in folder.iterdir())
        refused = []
        for digest, path in files:
            size = path.stat().st_size
            if (folder / digest).exists():
                continue
            if size > left:
                refused.append(digest)
                continue
            path.replace(folder / digest)
            left -= size
    except OSError as problem:
        raise _refused(problem) from problem
    return tuple(refused)


def let_go_of(workspace: Workspace, brought: Iterable[str], outcomes: Collection[Outcome]) -> None:
    """Delete files that came in only with statements which never may count, such as those about somebody else's."""
    refused = [one.sealed for one in outcomes if one.sealed and one.fate is Fate.QUARANTINED and one.code not in AGAIN]
    if not refused:
        return
    held = (one for one in load_held(workspace.db) if one.code in AGAIN)
    others = [one.sealed for one in outcomes if one.sealed and one.sealed not in refused]
    kept = wanted_by([*others, *readable(one.text for one in held)])
    for digest in set(brought) & wanted_by(refused).keys() - kept.keys():
        if not is_referred_to(workspace.db, digest):
            workspace.vault.let_go(digest)


def let_files_in(workspace: Workspace) -> None:
    """Bring in what is held and may count by now, and delete what no held statement speaks of any more."""
    folder = workspace.folder / INBOX / HELD
    if not folder.is_dir():
        return
    held = load_held(workspace.db)
    sealed = sound(workspace, readable(one.text for one in held))
    wanted = wanted_by(believed(workspace, sealed, [one.card for one in held if one.card]))
    spoken_of = wanted_by(sealed)
    try:
        for path in list(folder.iterdir()):
            if path.name in wanted and is_whole(path, path.name):
                bring_in(workspace, path, path.name, wanted[path.name])
            if path.name in wanted or path.name not in spoken_of:
                path.unlink(missing_ok=True)
    except OSError as problem:
        raise _refused(problem) from problem


def _refused(problem: OSError) -> StorageError:
    text = _("What came could not be kept: {reason}.").format(reason=problem.strerror or problem)
    return StorageError(text, _("Check the disk of the workspace, then take it in again."))
