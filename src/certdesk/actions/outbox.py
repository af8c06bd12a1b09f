"""What was packed and waits to be handed over, or for its receipt: ``outbox/<package>/`` in the workspace."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError, NotFoundError, StorageError
from certdesk.core.exchange import Carrier
from certdesk.core.plain import dumps, from_plain
from certdesk.core.preflight_words import size_in_words
from certdesk.core.words import _
from certdesk.exchange.bag import DATA
from certdesk.exchange.building import Built
from certdesk.exchange.looking import read_bounded
from certdesk.exchange.package import HEAD, SIGNATURE, Purpose
from certdesk.exchange.reading import read_head
from certdesk.store.workspace import Workspace

OUTBOX, ABOUT = "outbox", "about.json"
_ID = re.compile(r"[0-9a-f-]{36}")
_ABOUT_LIMIT = 64 * 2**20
_SPARE = 64 * 2**20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PackedFor:
    """Whom a package is for; ``id`` is empty for whoever was told the words. ``words`` are of the key."""

    id: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A package as this desk remembers it. ``statements`` are texts byte for byte, ``files`` digests and bytes.

    ``placed`` are the names of the parts that were brought to a medium and read back there, with the place.
    """

    package: str
    made_at: datetime
    purpose: Purpose
    carrier: Carrier
    recipients: tuple[PackedFor, ...]
    codes: tuple[str, ...]
    portfolios: tuple[str, ...]
    statements: tuple[str, ...]
    files: tuple[tuple[str, int], ...]
    size: int
    blind: bool = False
    label: str = ""
    answers: str = ""
    placed: tuple[tuple[str, str], ...] = ()
    volumes: int = 0
    recorded: bool = False
    parts: int = 1
    marks: str = "nobody"
    """Whose marks went along, as in `certdesk.actions.packing.MarksOf`."""

    @property
    def peer(self) -> str:
        """The ids of those it is for, none for whoever was told the words."""
        return " ".join(one.id for one in self.recipients)

    @property
    def name(self) -> str:
        """The names of those it is for."""
        return self.for_whom

    @property
    def handed_over(self) -> bool:
        """Whether every part lies on a medium or in a folder by now."""
        return self.recorded

    @property
    def for_whom(self) -> str:
        """The names of those it is for."""
        return ", ".join(one.name for one in self.recipients) or _("whoever was told the words")

    @property
    def folder_name(self) -> str:
        """How its folder is called on a stick, without the number of the stick: it names nobody."""
        return f"CertDesk-{self.made_at:%Y%m%d}-{self.package[-8:]}"


def outbox_folder(workspace_folder: Path, package: str) -> Path:
    """Return where a package lies."""
    return workspace_folder / OUTBOX / package


def packages_out(workspace: Workspace) -> tuple[Packed, ...]:
    """Return the packages in the outbox, newest first; what was not finished is not among them."""
    folder = workspace.folder / OUTBOX
    remembered = packages_remembered(workspace.folder)
    found = [one for one in remembered if (folder / one.package / SIGNATURE).is_file()]
    return tuple(sorted(found, key=lambda one: (one.made_at, one.package), reverse=True))


def check_room(folder: Path, size: int) -> None:
    """Refuse to begin a package of about so many bytes that this disk has no room for. Raises StorageError."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free, needed = shutil.disk_usage(there).free, size + size // 1000 + _SPARE
    if needed > free:
        text = _("The package needs {size} on the disk of the workspace beside the room on the stick; {free} are free.")
        raise StorageError(
            text.format(size=size_in_words(needed), free=size_in_words(free)),
            _("Free some room, or pack fewer portfolios at once. Nothing is lost."),
        )


def find_packed(workspace: Workspace, wanted: str) -> Packed:
    """Find a package in the outbox by its id or the end of it. Raises NotFoundError."""
    found = [one for one in packages_out(workspace) if one.package == wanted or one.package.endswith(wanted)]
    if len(found) == 1 and wanted:
        return found[0]
    text = _("There is no package {id} in the outbox.").format(id=wanted)
    raise NotFoundError(text, _("“certdesk packages” shows those that are there."))


def read_packed(workspace_folder: Path, package: str) -> Packed:
    """Read what is remembered of a package. Raises StorageError when that is damaged."""
    path = outbox_folder(workspace_folder, package) / ABOUT
    try:
        return from_plain(Packed, json.loads(read_bounded(path, _ABOUT_LIMIT)))
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        text = _("What is remembered of the package {id} is damaged.").format(id=package)
        raise StorageError(text, _("Pack it once more.")) from problem


def write_packed(workspace_folder: Path, packed: Packed) -> None:
    """Remember a package, whole or not at all. Raises StorageError."""
    path = outbox_folder(workspace_folder, packed.package) / ABOUT
    staging = path.with_name("about.part")
    try:
        with staging.open("wb") as file:
            file.write(dumps(packed).encode())
            file.flush()
            os.fsync(file.fileno())
        staging.replace(path)
    except OSError as problem:
        text = _("The outbox can't be written: {reason}.").format(reason=problem.strerror or problem)
        raise StorageError(text, _("Check the disk of the workspace. Nothing is lost.")) from problem


def load_built(workspace_folder: Path, package: str) -> Built:
    """Return a package's bytes in the outbox. Raises StorageError, UntrustedFileError when they are damaged."""
    folder = outbox_folder(workspace_folder, package)
    head_bytes = read_bounded(folder / HEAD, 2**24)
    return Built(folder, read_head(head_bytes), head_bytes, read_bounded(folder / SIGNATURE, 2**20))


def drop_package(workspace: Workspace, package: str) -> Change:
    """Throw a package away that nobody needs any more; what was handed over of it stays where it is."""
    packed = find_packed(workspace, package)
    shutil.rmtree(outbox_folder(workspace.folder, packed.package), ignore_errors=True)
    return Change(Kind.EXCHANGE, frozenset({packed.package}), _("package thrown away"))


def free_package(workspace_folder: Path, package: str) -> None:
    """Free the room of a package whose receipt is back; what was in it is still remembered."""
    folder = outbox_folder(workspace_folder, package)
    with suppress(OSError):  # whatever stays takes room, and is freed the next time
        (folder / SIGNATURE).unlink(missing_ok=True)
    shutil.rmtree(folder / DATA, ignore_errors=True)
    shutil.rmtree(folder / "clean", ignore_errors=True)


def packages_remembered(workspace_folder: Path) -> tuple[Packed, ...]:
    """Return every package that was ever packed here and not thrown away, also those whose room was freed.

    One of which what is remembered is damaged is left out, so that it does not stop work with all the others.
    """
    folder = workspace_folder / OUTBOX
    if not folder.is_dir():
        return ()
    names = sorted(one.name for one in folder.iterdir() if _ID.fullmatch(one.name) and (one / ABOUT).is_file())
    return tuple(_readable(workspace_folder, names))


def tidy_outbox(workspace: Workspace) -> int:
    """Take away what packing left half made when it was stopped; return how many. Only while nothing is packed."""
    folder = workspace.folder / OUTBOX
    if not folder.is_dir():
        return 0
    half = [one for one in folder.iterdir() if _is_half_made(one)]
    for one in half:
        shutil.rmtree(one, ignore_errors=True)  # whatever stays is taken away the next time
    return sum(not one.exists() for one in half)


def _readable(workspace_folder: Path, names: list[str]) -> Iterator[Packed]:
    for name in names:
        try:
            yield read_packed(workspace_folder, name)
        except CertDeskError:
            log.warning("what is remembered of package %s is damaged", name)


def _is_half_made(folder: Path) -> bool:
    """Tell whether packing never came to its end here; what can't be looked into counts as whole."""
    if not _ID.fullmatch(folder.name) or folder.is_symlink() or not folder.is_dir():
        return False
    try:
        return all(one.name != ABOUT for one in folder.iterdir())
    except OSError:
        return False
