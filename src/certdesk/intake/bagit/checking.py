"""Comparing what lies in a bag with what its lists say: what is damaged, missing, too much, or only to be fetched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.intake.bagit.tag_files import ALGORITHMS, Manifest, unescaped
from certdesk.intake.found import FoundFile, Skipped
from certdesk.intake.limits import MIB
from certdesk.intake.listing import Entry
from certdesk.intake.names import displayed, same_name, visible_name
from certdesk.intake.sources import Sources

_BLOCK = MIB


@dataclass(frozen=True, slots=True)
class Checked:
    """The files that may come in, with their digests, and why others may not."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]


@dataclass(slots=True)
class _Expected:
    """What all lists together say of one file."""

    sums: list[tuple[str, str]] = field(default_factory=list)
    contrary: bool = False


def check_payload(
    entries: tuple[Entry, ...],
    manifests: tuple[Manifest, ...],
    *,
    elsewhere: frozenset[str],
    clutter: frozenset[str],
    sources: Sources,
    budget: int,
) -> Checked:
    """Check payload files (named from the bag on) against the lists.

    ``elsewhere`` are names that the bag only tells where to fetch, ``clutter`` those that were left out before. Up to
    ``budget`` bytes are read now; all files carry their digests, by which the rest is checked when it is copied.
    """
    expected = _expected(manifests)
    named = _matched(entries, expected)
    skipped: list[Skipped] = []
    kept: list[Entry] = []
    biggest = budget // 4
    for entry in entries:
        name = named.get("/".join(entry.parts))
        said = expected.get(name) if name is not None else None
        reason = _("the lists of the bag don't name it: it was put there later") if manifests else ""
        if said is not None:
            file = replace(entry.file, sums=tuple(said.sums))
            check = file.size <= min(budget, biggest)
            budget -= file.size if check else 0
            reason = _reason(file, said, sources) if check or said.contrary else ""
            kept.append(replace(entry, file=file))
        else:
            kept.append(entry)
        if reason:
            kept.pop()
            skipped.append(Skipped(displayed(entry.parts), reason))
    skipped.extend(_missing(expected, set(named.values()), elsewhere, clutter))
    return Checked(tuple(kept), tuple(skipped))


def is_true(file: FoundFile, sources: Sources) -> bool:
    """Whether a file can be read to its end and all its digests are true."""
    try:
        _read_through(file, sources)
    except CertDeskError:
        return False
    return True


def _reason(file: FoundFile, said: _Expected, sources: Sources) -> str:
    if said.contrary:
        return _("the lists of the bag contradict each other about it")
    try:
        _read_through(file, sources)
    except CertDeskError as error:
        return error.sentence
    return ""


def _read_through(file: FoundFile, sources: Sources) -> None:
    with sources.open(file) as stream:
        while stream.read(_BLOCK):
            pass


def _expected(manifests: tuple[Manifest, ...]) -> dict[str, _Expected]:
    expected: dict[str, _Expected] = defaultdict(_Expected)
    for manifest in manifests:
        for name, digest in manifest.digests.items():
            one = expected[name]
            one.contrary = one.contrary or name in manifest.contrary
            if manifest.algorithm in ALGORITHMS:
                one.sums.append((manifest.algorithm, digest))
    return dict(expected)


def _matched(entries: tuple[Entry, ...], expected: Mapping[str, _Expected]) -> dict[str, str]:
    """Return the name in the lists for each file: exactly, else as people read it if that is unmistakable."""
    names = ["/".join(entry.parts) for entry in entries]
    matched = {name: name for name in names if name in expected}
    taken = set(matched)
    alike: dict[str, list[str]] = defaultdict(list)
    for name in expected:
        if name not in taken:
            alike[_seen(name)].append(name)
    for name in names:
        plain = unescaped(name)  # older bags escape no percent signs, and so do programs that should
        if name not in matched and plain in expected and plain not in taken:
            matched[name] = plain
            taken.add(plain)
        if name not in matched and len(known := alike.get(_seen(name), [])) == 1:
            matched[name] = known.pop()
    return matched


def _seen(name: str) -> str:
    """Return a name as people see it, so that letters written in two ways are one."""
    return same_name("/".join(map(visible_name, name.split("/"))))


def _missing(
    expected: Mapping[str, _Expected], found: set[str], elsewhere: frozenset[str], clutter: frozenset[str]
) -> list[Skipped]:
    skipped: list[Skipped] = []
    twice = {(_seen(name), tuple(expected[name].sums)) for name in found}
    for name in dict.fromkeys([*expected, *sorted(elsewhere)]):
        if name in found or name in clutter:
            continue
        if not name.startswith("data/"):
            continue  # a list of the payload names another file of the bag, which is told about the bag
        if name in expected and (_seen(name), tuple(expected[name].sums)) in twice:
            continue  # the same file, listed in two ways of writing its letters
        if name in elsewhere:
            reason = _("it is not in the bag, which only says where to fetch it; nothing is fetched")
        else:
            reason = _("the lists of the bag name it, but it is not there")
        skipped.append(Skipped(displayed(tuple(name.split("/"))), reason))
    return skipped
