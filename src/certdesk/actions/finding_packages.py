"""Finding packages in folders, on sticks and in mail, without any key: the plan of taking them in."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from certdesk.actions.inbox import inbox_volume
from certdesk.actions.intake_reader import IntakeReader
from certdesk.actions.outbox import packages_remembered
from certdesk.actions.package_reader import PackageReader
from certdesk.core.did_keys import did_key
from certdesk.core.errors import NotFoundError, UntrustedFileError
from certdesk.core.exchange import Carrier
from certdesk.core.words import _
from certdesk.exchange.looking import MAIL_SUFFIX, Found, find_bags, is_mail, look_at_bag
from certdesk.exchange.mail import unpack_mail
from certdesk.exchange.package import Head, Index, Seal
from certdesk.exchange.sealing import Open
from certdesk.exchange.unpacking import open_index
from certdesk.signing.identity import list_identities
from certdesk.store.exchanges import packages_handed_over
from certdesk.store.retention import purged_digests
from certdesk.store.statements import held_hashes
from certdesk.store.vault import Vault
from certdesk.store.workspace import Workspace

_MANY = 1_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """One package that was found. ``volumes`` are the places with parts of it, the inbox included.

    ``came_from`` is where a receipt would go. ``problem`` says in words why it can't be opened at all.
    """

    package: str
    head: Head
    volumes: tuple[Found, ...]
    carrier: Carrier
    came_from: Path
    problem: str = ""

    @property
    def needs_passphrase(self) -> bool:
        """Whether six words open it."""
        return self.head.seal is Seal.PASSPHRASE

    @property
    def needs_key(self) -> bool:
        """Whether the key of a person opens it."""
        return self.head.seal is Seal.RECIPIENTS


@dataclass(frozen=True, slots=True)
class TakePlan:
    """What was found in the places somebody pointed at. ``problems`` are places and sentences about what is none.

    ``held`` are the hashes of the statements that were held here before.
    """

    paths: tuple[Path, ...]
    packages: tuple[Arrived, ...]
    problems: tuple[tuple[Path, str], ...]
    staging: Path
    workspace: Path
    vault: Vault = field(repr=False)
    reader: PackageReader = field(repr=False, compare=False)
    held: frozenset[str] = frozenset()
    purged: frozenset[str] = frozenset()
    """Digests of files whose time is over: they never come back from an old package."""

    def has_or_purged(self, digest: str) -> bool:
        """Whether a file needn't be unpacked: it is here, or was purged."""
        return digest in self.purged or self.vault.has(digest)

    @property
    def needs_passphrase(self) -> bool:
        """Whether one of them is opened by six words."""
        return any(one.needs_passphrase and not one.problem for one in self.packages)

    @property
    def needs_key(self) -> bool:
        """Whether one of them is opened by somebody's key."""
        return any(one.needs_key and not one.problem for one in self.packages)

    def discard(self) -> None:
        """Throw away what was unpacked to look at it, and end the process that did."""
        self.reader.close()
        shutil.rmtree(self.staging, ignore_errors=True)


def plan_take(workspace: Workspace, paths: Iterable[Path]) -> TakePlan:
    """Find packages in folders, on sticks and in files that came by mail, without any key.

    Raises NotFoundError where there is none, StorageError when a place is gone.
    """
    places = tuple(paths)
    staging = workspace.staging / workspace.new_id()
    reader = PackageReader(IntakeReader(*places))
    try:
        volumes, problems = _volumes(places, staging, reader)
    except BaseException:
        reader.close()
        shutil.rmtree(staging, ignore_errors=True)
        raise
    volumes, own = _without_own(workspace, volumes)
    if not volumes and not problems:
        reader.close()
        raise _nothing_there(places, own=own)
    packages = tuple(_arrived(workspace, each) for each in _grouped(volumes))
    held, purged = held_hashes(workspace.db), purged_digests(workspace.db)
    vault = workspace.vault
    return TakePlan(places, packages, tuple(problems), staging, workspace.folder, vault, reader, held, purged)


def read_contents(arrived: Arrived, opened: Open, reader: PackageReader) -> Index:
    """Open the list of contents, which is read in the limited process. Raises as `exchange.unpacking.open_index`."""

    def read(untrusted: bytes, head: Head) -> Index:
        return reader.contents(untrusted, head, arrived.volumes[0].head_bytes)

    return open_index(arrived.volumes, opened, read=read)


def _without_own(workspace: Workspace, volumes: list[_Volume]) -> tuple[list[_Volume], bool]:
    """Pass over what this very desk packed for others, such as the packages on a stick that comes back.

    What is behind six words stays where there is nothing else: whoever has lost a file may fetch it from there.
    """
    mine = {did_key(one.statement_key) for one in list_identities(workspace.identities)}
    if not any(one.found.head.author in mine for one in volumes):
        return volumes, False
    out = {one.package for one in packages_remembered(workspace.folder)} | packages_handed_over(workspace.db)
    own = [one for one in volumes if one.found.head.author in mine and one.found.head.package in out]
    others = [one for one in volumes if one not in own]
    return others or [one for one in own if one.found.head.seal is Seal.PASSPHRASE], bool(own)


def _nothing_there(places: Iterable[Path], *, own: bool) -> NotFoundError:
    named = ", ".join(map(str, places))
    if own:
        text = _("Everything in {places} was packed on this desk, so there is nothing to take in.").format(places=named)
        return NotFoundError(text, _("What comes back, such as a receipt, lies beside it as soon as it is there."))
    text = _("There is no package of CertDesk in {places}.").format(places=named)
    return NotFoundError(text, _("Choose the folder whose name begins with CertDesk, or the stick it lies on."))


class _Volume(NamedTuple):
    """A place with parts of a package, how it came, and the folder it lies in."""

    found: Found
    carrier: Carrier
    place: Path


def _volumes(
    places: Iterable[Path], staging: Path, reader: PackageReader
) -> tuple[list[_Volume], list[tuple[Path, str]]]:
    volumes: list[_Volume] = []
    problems: list[tuple[Path, str]] = []
    for number, path in enumerate(_candidates(places)):
        try:
            volumes.append(_volume(path, staging / f"mail-{number}", reader))
        except UntrustedFileError as problem:
            problems.append((path, problem.sentence))
    return volumes, problems


def _candidates(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
            continue
        yield from find_bags((place,))
        yield from (file for file in sorted(place.glob(f"*{MAIL_SUFFIX}"))[:_MANY] if is_mail(file))


def _volume(path: Path, folder: Path, reader: PackageReader) -> _Volume:
    if path.is_file():
        return _Volume(look_at_bag(unpack_mail(path, folder, reader.mail)), Carrier.MAIL, path.parent)
    return _Volume(look_at_bag(path), Carrier.STICK, path.parent)


def _grouped(volumes: Iterable[_Volume]) -> list[list[_Volume]]:
    """Put the volumes of a package together: the same id, and the same head byte for byte."""
    groups: dict[tuple[str, bytes], list[_Volume]] = {}
    for one in volumes:
        groups.setdefault((one.found.head.package, one.found.head_bytes), []).append(one)
    return list(groups.values())


def _arrived(workspace: Workspace, group: list[_Volume]) -> Arrived:
    head = group[0].found.head
    volumes = [one.found for one in group]
    kept = inbox_volume(workspace.folder, head.package)
    if kept is not None and kept.head_bytes == volumes[0].head_bytes:
        volumes.append(kept)
    # The signature of one stick stands for all: they carry the same one. Before it is written nothing counts.
    volumes.sort(key=lambda one: not one.fits)
    return Arrived(head.package, head, tuple(volumes), group[0].carrier, group[0].place, _problem(volumes))


def _problem(volumes: list[Found]) -> str:
    if volumes[0].fits:
        return ""
    if any(one.committed for one in volumes):
        return _("The signature does not fit: somebody changed this package, or it was damaged. Ask for it again.")
    return _("This package was not finished, or is still arriving. Nothing was changed.")
