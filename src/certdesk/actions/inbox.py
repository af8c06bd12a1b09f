"""What came of a package that is not whole yet: its parts wait in ``inbox/<package>/`` for those on other sticks."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.plain import dumps, from_plain
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.exchange.bag import DATA
from certdesk.exchange.looking import Found, look_at_bag, read_bounded
from certdesk.exchange.package import HEAD, SIGNATURE
from certdesk.exchange.unpacking import paths_of

INBOX, WAITING, PACKERS = "inbox", "waiting.json", "packers"
_ID = re.compile(r"[0-9a-f-]{36}")
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package of which something is still needed. ``author`` is the did:key that packed it, ``name`` their name.

    ``files`` are digests and bytes of what is missing or damaged; none of them where not even the list of contents
    could be opened, and then all of it is needed.
    """

    package: str
    author: str
    name: str
    since: datetime
    files: tuple[tuple[str, int], ...]
    exchange_id: str = ""
    card: str = ""


def inbox_volume(workspace_folder: Path, package: str) -> Found | None:
    """Return what waits of a package as if it were one more stick."""
    folder = workspace_folder / INBOX / package
    if not (folder / HEAD).is_file():
        return None
    with suppress(CertDeskError):  # a damaged inbox is as good as none: the sticks are read again
        return look_at_bag(folder)
    return None


def stage_waiting(volumes: tuple[Found, ...], names: tuple[str, ...], folder: Path, progress: Progress) -> None:
    """Copy head, signature and the parts with these names, so that a stick can go while others are awaited."""
    head = volumes[0].head
    wanted = {*names, *(part.name for part in head.small)}
    places = paths_of(volumes)
    total = sum(part.size for part in head.payload if part.name in wanted and part.name in places)
    done = 0
    try:
        (folder / DATA).mkdir(parents=True)
        (folder / HEAD).write_bytes(volumes[0].head_bytes)
        (folder / SIGNATURE).write_bytes(volumes[0].signature_bytes)
        for name in sorted(wanted & set(places)):
            with places[name][0].open("rb") as source, (folder / DATA / name).open("xb") as target:
                while block := source.read(_BLOCK):
                    target.write(block)
                    done += len(block)
                    progress(done, total, _("Keeping for later"))
    except OSError as problem:
        text = _("What came could not be kept for later: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Check the disk of the workspace. Nothing was changed.")) from problem


def keep_waiting(workspace_folder: Path, waiting: Waiting, staged: Path | None) -> None:
    """Remember what is still needed of a package, and keep the parts that were staged."""
    folder = workspace_folder / INBOX / waiting.package
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if staged is not None and (staged / DATA).is_dir():
            (folder / DATA).mkdir(exist_ok=True)
            for part in (staged / DATA).iterdir():
                part.replace(folder / DATA / part.name)
            for name in (SIGNATURE, HEAD):
                (staged / name).replace(folder / name)
        staging = folder / "waiting.part"
        staging.write_text(dumps(waiting), encoding="utf-8")
        staging.replace(folder / WAITING)
    except OSError as problem:
        text = _("What came could not be kept for later: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Keep the stick until the rest is here.")) from problem


def drop_waiting(workspace_folder: Path, package: str) -> None:
    """Forget what waited: the package is whole, or nobody wants it any more."""
    shutil.rmtree(workspace_folder / INBOX / package, ignore_errors=True)


def remember_packer(workspace_folder: Path, package: str, did: str) -> None:
    """Remember with which key (did:key) a package was signed, so that its receipt can be sealed for it later."""
    folder = workspace_folder / INBOX / PACKERS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / package).write_text(did, encoding="ascii")
    except OSError as problem:
        text = _("The inbox can't be written: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Check the disk of the workspace.")) from problem


def packer_of(workspace_folder: Path, package: str) -> str:
    """Return the key that signed a package which came in, or an empty text where that is not known."""
    path = workspace_folder / INBOX / PACKERS / package
    return read_bounded(path, 200).decode("ascii", "ignore") if _ID.fullmatch(package) and path.is_file() else ""


def packages_waiting(workspace_folder: Path) -> tuple[Waiting, ...]:
    """Return the packages of which something is still needed, the oldest first."""
    folder = workspace_folder / INBOX
    if not folder.is_dir():
        return ()
    found = []
    for entry in folder.iterdir():
        if _ID.fullmatch(entry.name) and (entry / WAITING).is_file():
            with suppress(CertDeskError, ValueError, KeyError, TypeError):  # a damaged note is asked for once more
                found.append(from_plain(Waiting, json.loads(read_bounded(entry / WAITING, 2**26))))
    return tuple(sorted(found, key=lambda one: (one.since, one.package)))
