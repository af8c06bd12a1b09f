"""Check this stick: on any machine, without any key, every package of a place is read to its last byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.exchange import bag
from certdesk.exchange.bounds import USUAL
from certdesk.exchange.disk import Disk, RealDisk
from certdesk.exchange.hashing import Leaves
from certdesk.exchange.looking import Found, find_bags, look_at_bag, read_bounded
from certdesk.exchange.package import HEAD, Part
from certdesk.exchange.reading import damaged as damage


@dataclass(frozen=True, slots=True)
class DamagedPart:
    """A part that does not read as it was written, and the leaves of 64 MiB (from 0) that are damaged."""

    name: str
    leaves: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """How one package is. ``missing`` parts lie elsewhere: on other sticks, or nowhere.

    ``problem`` says in words what keeps it from being a package at all, and is empty for others.
    """

    path: Path
    package: str
    parts: int = 0
    parts_here: int = 0
    damaged: tuple[DamagedPart, ...] = ()
    missing: tuple[str, ...] = ()
    missing_size: int = 0
    tags_damaged: tuple[str, ...] = ()
    finished: bool = False
    signed: bool = False
    problem: str = ""
    size: int = field(default=0)

    @property
    def whole(self) -> bool:
        """Whether everything that is here is as it was written."""
        return self.finished and self.signed and not (self.problem or self.damaged or self.tags_damaged)

    @property
    def complete(self) -> bool:
        """Whether it is whole and nothing lies elsewhere."""
        return self.whole and not self.missing

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.problem:
            return self.problem
        if not self.finished:
            return _("This package was not finished, or is still arriving: don't rely on it.")
        if not self.signed:
            return _("The signature does not fit: somebody changed this package, or it was damaged.")
        if self.damaged or self.tags_damaged:
            count = len(self.damaged) + len(self.tags_damaged)
            text = ngettext("{count} file is damaged.", "{count} files are damaged.", count)
            return text.format(count=count) + " " + _("What is whole can be taken in; ask for the rest again.")
        if self.missing:
            count = len(self.missing)
            text = ngettext(
                "All that is here is whole; {count} part lies elsewhere.",
                "All that is here is whole; {count} parts lie elsewhere.",
                count,
            )
            return text.format(count=count)
        return _("Everything is here and whole.")


def check_stick(place: Path, progress: Progress = silent, disk: Disk | None = None) -> tuple[CheckedPackage, ...]:
    """Read every package of a stick, folder or mail file to its end, past the cache, and say how each is.

    ``progress`` counts bytes. Raises StorageError when the place is gone.
    """
    from certdesk.exchange.mail import check_mail

    if place.is_file():
        return (check_mail(place),)
    folders = find_bags((place,))
    found: list[Found | CheckedPackage] = []
    for folder in folders:
        try:
            found.append(look_at_bag(folder))
        except UntrustedFileError as problem:
            found.append(CheckedPackage(folder, "", problem=problem.sentence))
    total = sum(size_here(one) for one in found if isinstance(one, Found))
    meter = _Meter(progress, total)
    return tuple(_checked(one, disk or RealDisk(), meter) if isinstance(one, Found) else one for one in found)


def size_here(found: Found) -> int:
    """Return the bytes of the parts that are here."""
    names = {name for name, _path in found.here}
    return sum(part.size for part in found.head.payload if part.name in names)


def damaged_parts(found: Found, disk: Disk, progress: Progress = silent) -> tuple[DamagedPart, ...]:
    """Read the parts that are here to their end, and return those that are damaged."""
    return _damaged(found, disk, _Meter(progress, size_here(found)))


class _Meter:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, count: int) -> None:
        self._done += count
        self._progress(self._done, self._total, _("Reading back"))


def _checked(found: Found, disk: Disk, meter: _Meter) -> CheckedPackage:
    head = found.head
    here = {name for name, _path in found.here}
    missing = tuple(part for part in head.payload if part.name not in here)
    return CheckedPackage(
        found.path,
        head.package,
        len(head.payload),
        len(here),
        _damaged(found, disk, meter),
        tuple(part.name for part in missing),
        sum(part.size for part in missing),
        _damaged_tags(found),
        found.committed,
        found.fits,
        size=head.size,
    )


def _damaged(found: Found, disk: Disk, meter: _Meter) -> tuple[DamagedPart, ...]:
    parts = {part.name: part for part in found.head.payload}
    wrong: dict[str, DamagedPart | None] = {}
    for name, path in found.here:
        if wrong.get(name, ...) is None:
            continue  # a second copy of one that is whole
        leaves = leaves_damaged(parts[name], path, disk, meter)
        wrong[name] = DamagedPart(name, leaves, parts[name].size) if leaves else None
    return tuple(one for one in wrong.values() if one is not None)


def leaves_damaged(part: Part, path: Path, disk: Disk, meter: _Meter | None = None) -> tuple[int, ...]:
    """Return the numbers of the leaves that do not read as they were written; a medium that fails counts as damage."""
    leaves = Leaves()
    try:
        for block in disk.read(path):
            leaves.add(block)
            if meter:
                meter.add(len(block))
    except OSError:
        found = leaves.done()
        return tuple(
            number for number, leaf in enumerate(part.leaves) if number >= len(found) or found[number] != leaf
        ) or (len(part.leaves) - 1,)
    found = leaves.done()
    if len(found) != len(part.leaves):
        return tuple(range(min(len(found), len(part.leaves)), len(part.leaves))) or (len(part.leaves) - 1,)
    return tuple(number for number, (one, leaf) in enumerate(zip(found, part.leaves, strict=True)) if one != leaf)


def _damaged_tags(found: Found) -> tuple[str, ...]:
    """Return the tag files that the bag's own lists say are damaged; without lists the signature alone decides."""
    wrong: list[str] = []
    listed = found.path / bag.TAG_MANIFEST
    if not listed.is_file():
        return (bag.TAG_MANIFEST,) if found.committed else ()
    try:
        digests = bag.read_manifest(read_bounded(listed, USUAL.tag_file), damage(bag.TAG_MANIFEST))
    except CertDeskError:
        return (bag.TAG_MANIFEST,)
    for name, digest in digests.items():
        if "/" in name or "\\" in name or name.startswith("."):
            wrong.append(name[:64])
            continue
        try:
            content = found.head_bytes if name == HEAD else read_bounded(found.path / name, USUAL.tag_file)
        except CertDeskError:
            wrong.append(name[:64])
            continue
        if sha256(content).hexdigest() != digest:
            wrong.append(name[:64])
    return tuple(wrong)
