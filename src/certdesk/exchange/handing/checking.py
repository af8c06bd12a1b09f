"""Check a folder of results on any machine, without any key: every file is read past the cache to its last byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from certdesk.core.errors import CertDeskError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.exchange import bag
from certdesk.exchange.bag import DATA
from certdesk.exchange.checking import CheckedPackage, DamagedPart
from certdesk.exchange.disk import Disk, RealDisk
from certdesk.exchange.handing.layout import HEAD, SIGNATURE
from certdesk.exchange.handing.signing import ResultsHead, damaged, read_head, read_signature, signature_fits
from certdesk.exchange.looking import read_bounded

_LARGEST_TAG = 16 * 2**20
_DEEP, _MOST_FILES = 8, 200_000


@dataclass(frozen=True, slots=True)
class CheckedResults:
    """How a folder of results is. ``head`` is None where even that can't be read; ``problem`` says why then.

    ``extra`` files lie there that nobody listed. ``author`` and ``card`` are those of the signature, where it fits.
    """

    path: Path
    head: ResultsHead | None = None
    files: int = 0
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    finished: bool = False
    signed: bool = False
    author: str = ""
    card: str = ""
    problem: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of it is there, as it was written and signed, and nothing else."""
        wrong = self.problem or self.damaged or self.missing or self.extra
        return self.finished and self.signed and not wrong

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.problem:
            return self.problem
        if not self.finished:
            return _("This hand-over was not finished: don't rely on it.")
        if not self.signed:
            return _("The signature does not fit: somebody changed this folder, or it was damaged.")
        if self.damaged or self.missing:
            count = len(self.damaged) + len(self.missing)
            text = ngettext("{count} file is damaged or missing.", "{count} files are damaged or missing.", count)
            return text.format(count=count) + " " + _("Ask for the folder again.")
        if self.extra:
            count = len(self.extra)
            text = ngettext(
                "All that was signed is whole; {count} file lies there that nobody signed.",
                "All that was signed is whole; {count} files lie there that nobody signed.",
                count,
            )
            return text.format(count=count)
        return _("Everything is here, whole and signed.")

    @property
    def as_package(self) -> CheckedPackage:
        """The same, told as of a package of ours, for lists of what lies on a stick."""
        here = self.files - len(self.missing)
        wrong = tuple(DamagedPart(name, (0,), 0) for name in self.damaged)
        return CheckedPackage(
            self.path, "", self.files, here, wrong, self.missing, finished=self.finished, signed=self.signed,
            problem="" if self.whole else self.sentence,
        )  # fmt: skip


def is_results(folder: Path) -> bool:
    """Say quickly whether a folder may hold results that were handed over."""
    return (folder / HEAD).is_file() and not (folder / HEAD).is_symlink()


def find_results(place: Path) -> tuple[Path, ...]:
    """Return the folders with results in or just below a place, in order."""
    if is_results(place):
        return (place,)
    try:
        return tuple(sorted(entry for entry in place.iterdir() if entry.is_dir() and is_results(entry)))
    except OSError:
        return ()


def check_results(folder: Path, progress: Progress = silent, disk: Disk | None = None) -> CheckedResults:
    """Read everything in a folder and compare it with what was signed. Never raises for what is in there."""
    try:
        return _checked(folder, progress, disk or RealDisk())
    except CertDeskError as problem:
        return CheckedResults(folder, problem=problem.sentence)


def _checked(folder: Path, progress: Progress, disk: Disk) -> CheckedResults:
    head = read_head(read_bounded(folder / HEAD, _LARGEST_TAG))
    if not (folder / SIGNATURE).is_file():
        return CheckedResults(folder, head)
    listed = read_bounded(folder / bag.TAG_MANIFEST, _LARGEST_TAG)
    signature = read_signature(read_bounded(folder / SIGNATURE, _LARGEST_TAG))
    fits = signature_fits(signature, listed, head.author)
    wanted = bag.read_manifest(listed, damaged(bag.TAG_MANIFEST))
    if any("/" in name or "\\" in name for name in wanted) or not wanted.keys() >= {HEAD, bag.MANIFEST}:
        raise damaged(bag.TAG_MANIFEST)
    files = bag.read_manifest(read_bounded(folder / bag.MANIFEST, _LARGEST_TAG), damaged(bag.MANIFEST))
    if not all(_is_below_data(name) for name in files):
        raise damaged(bag.MANIFEST)
    wanted |= files
    wrong, missing = _compared(folder, wanted, progress, disk)
    there = set(_names(folder))
    extra = sorted(there - wanted.keys() - {bag.TAG_MANIFEST, SIGNATURE})
    mine = (signature.author, signature.card) if fits else ("", "")
    return CheckedResults(folder, head, len(files), wrong, missing, tuple(extra), finished=True, signed=fits,
                          author=mine[0], card=mine[1])  # fmt: skip


def _compared(
    folder: Path, wanted: dict[str, str], progress: Progress, disk: Disk
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wrong, missing = [], []
    for done, (name, digest) in enumerate(wanted.items()):
        progress(done, len(wanted), _("Reading back"))
        path = folder / name
        if path.is_symlink() or not path.is_file():
            missing.append(name)
        elif _digest(path, disk) != digest:
            wrong.append(name)
    progress(len(wanted), len(wanted), _("Reading back"))
    return tuple(wrong), tuple(missing)


def _digest(path: Path, disk: Disk) -> str:
    found = sha256()
    try:
        for block in disk.read(path):
            found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def _is_below_data(name: str) -> bool:
    parts = PurePosixPath(name).parts
    plain = "\\" not in name and ":" not in name and not any(part in {"..", "."} for part in name.split("/"))
    return plain and len(parts) > 1 and parts[0] == DATA


def _names(folder: Path, above: str = "", deep: int = _DEEP) -> Iterator[str]:
    """Name every file of a folder but the traces that systems leave behind."""
    if not deep:
        return
    with os.scandir(folder) as entries:
        for number, entry in enumerate(sorted(entries, key=lambda one: one.name)):
            if number > _MOST_FILES or entry.name.startswith("._") or entry.name in {".DS_Store", "Thumbs.db"}:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _names(Path(entry.path), f"{above}{entry.name}/", deep - 1)
            else:
                yield f"{above}{entry.name}"
