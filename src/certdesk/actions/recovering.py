"""Recover what was sealed for somebody who lost their key, with the recovery key of the programme or its paper form."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from certdesk.actions.finding_packages import Arrived, TakePlan, plan_take, read_contents
from certdesk.actions.stating import files_of
from certdesk.core.errors import CertDeskError, NotAllowedError, StorageError, UntrustedFileError
from certdesk.core.progress import Progress, silent
from certdesk.core.statements import read_sealed
from certdesk.core.words import _, ngettext
from certdesk.exchange.package import Index, Seal
from certdesk.exchange.sealing import opened_freely, opened_with
from certdesk.exchange.unpacking import unpack
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.names import slug
from certdesk.signing.authority.recovery import RecoveryHolder, ensure_recovery, recovery_secrets
from certdesk.signing.authority.recovery_paper import open_paper, recovery_paper
from certdesk.signing.keystore import check_passphrase
from certdesk.signing.safe_write import refused, write_private_file
from certdesk.store.workspace import Workspace

__all__ = ["Recovered", "open_paper", "paper_name", "recover_package", "write_recovery_paper"]
STATEMENTS, FILES = "statements", "files"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came out of a package. ``missing`` and ``damaged`` count its files that did not."""

    folder: Path
    packages: int
    statements: int
    files: int
    missing: int
    damaged: int

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        text = ngettext("{count} file recovered", "{count} files recovered", self.files).format(count=self.files)
        lacking = self.missing + self.damaged
        if lacking:
            told = ngettext("{count} is missing or damaged", "{count} are missing or damaged", lacking)
            text = f"{text}, {told.format(count=lacking)}"
        return _("{told}, in {folder}.").format(told=text, folder=self.folder)


def write_recovery_paper(workspace: Workspace, keys: AuthorityKeys, passphrase: str, target: Path) -> Path:
    """Write the paper form of a programme's recovery key, locked with ``passphrase``; makes the key if there is none.

    Raises `CertDeskError` when the keys are locked or the passphrase is too short, `StorageError`.
    """
    check_passphrase(passphrase)
    ensure_recovery(workspace.folder, keys, workspace.clock())
    programme = (keys.programme_id, keys.programme_name)
    secrets = recovery_secrets(workspace.folder, keys)
    lines = recovery_paper(programme, secrets, passphrase, workspace.clock().date())
    write_private_file(target, ("\n".join(lines) + "\n").encode())
    return target


def paper_name(programme: str) -> str:
    """Return what the paper form of a programme's recovery key is called."""
    return f"{slug(programme)}-recovery-paper.txt"


def recover_package(
    workspace: Workspace, holder: RecoveryHolder, paths: Iterable[Path], target: Path, progress: Progress = silent
) -> Recovered:
    """Open packages and write what is in them to the new or empty folder ``target``: files, and what was said.

    Nothing comes into the workspace. Raises NotFoundError where there is no package, NotForUsError where the key is of
    another programme, `UntrustedFileError`, StorageError.
    """
    _refuse_full(target)
    plan = plan_take(workspace, paths)
    try:
        done = Recovered(target, 0, 0, 0, 0, 0)
        for arrived in plan.packages:
            done = _recovered(plan, arrived, holder, done, progress)
    finally:
        plan.discard()
    return done


def _recovered(
    plan: TakePlan, arrived: Arrived, holder: RecoveryHolder, done: Recovered, progress: Progress
) -> Recovered:
    if arrived.problem:
        raise UntrustedFileError(arrived.problem, _("Ask for the package again."))
    opened = opened_freely() if arrived.head.seal is Seal.OPEN else holder.lend_statement_key(opened_with)
    index = read_contents(arrived, opened, plan.reader)
    folder = done.folder / arrived.package
    files, said = folder / FILES, folder / STATEMENTS
    try:
        files.mkdir(parents=True)
        said.mkdir()
        unpacked = unpack(arrived.volumes, index, opened, files, lambda _digest: False, progress)
        for number, text in enumerate(index.statements, 1):
            (said / f"{number:04}.json").write_text(text + "\n", encoding="utf-8")
        names = _names(index)
        for digest, path in unpacked.files:
            path.replace(_free(files, names.get(digest, digest)))
    except OSError as problem:
        raise refused(folder, problem) from problem
    return Recovered(
        done.folder,
        done.packages + 1,
        done.statements + len(index.statements),
        done.files + len(unpacked.files),
        done.missing + len(unpacked.missing),
        done.damaged + len(unpacked.damaged),
    )


def _names(index: Index) -> dict[str, str]:
    """Return what files were called, made safe to be the name of a file, by digest."""
    found: dict[str, str] = {}
    for text in index.statements:
        try:
            sealed = read_sealed(text)
        except CertDeskError:
            continue  # a statement that can't be read names no file; it is written out as it is
        for needed in files_of(sealed):
            if needed.document_name:
                found.setdefault(needed.digest, _safe(needed.document_name))
        for version in sealed.statement.rows if sealed.statement else ():
            row = version.row or {}
            digest, name = row.get("digest"), row.get("file_name")
            if isinstance(digest, str) and isinstance(name, str):
                found.setdefault(digest, _safe(name))
    return {digest: name for digest, name in found.items() if name}


def _safe(untrusted_name: str) -> str:
    """Return a name that is one on every system: no folders, no marks, nothing that a stick refuses."""
    name = PurePath(untrusted_name.replace("\\", "/")).name
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in name)
    return kept.strip(". ")[-_LONGEST_NAME:]


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _refuse_full(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        text = _("{folder} is not empty.").format(folder=target)
        raise NotAllowedError(text, _("Choose a new folder, so that nothing is written over."))
    free_at = next(each for each in (target, *target.absolute().parents) if each.exists())
    if not os.access(free_at, os.W_OK) or shutil.disk_usage(free_at).free == 0:
        text = _("{folder} can't be written to.").format(folder=target)
        raise StorageError(text, _("Choose another folder."))
