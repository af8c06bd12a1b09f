"""Which files of a folder or zip make up one portfolio."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from certdesk.core.words import _
from certdesk.intake.found import FoundFile, Skipped
from certdesk.intake.guessing import guess_type
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.name_words import is_division, is_list, says_nobody
from certdesk.intake.names import displayed, in_order, same_name
from certdesk.intake.portfolio_yaml import FILE_NAMES


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one portfolio with their names inside it, and its portfolio.yaml if there is one."""

    name: str
    entries: tuple[Entry, ...]
    description: FoundFile | None


def group(listing: Listing) -> tuple[tuple[Group, ...], tuple[Skipped, ...]]:
    """Divide a listing into portfolios; files that belong to none are skipped with the reason.

    A folder with a portfolio.yaml is a portfolio, with all folders inside it. Where nothing is described, a folder with
    files of its own is a portfolio, and so are several folders side by side, unless their names say that they sort the
    evidence of one teacher ("lesson plans", "photos", "week 1"). A list of people beside folders is no evidence.
    """
    name, entries = _without_wrapper(listing.name, listing.entries)
    homes = _described_folders(entries)
    if homes:
        return _by_description(name, entries, homes)
    loose = [entry for entry in entries if len(entry.parts) == 1]
    sorted_in = tuple(entry for entry in entries if len(entry.parts) > 1)
    folders = sorted({entry.parts[0] for entry in sorted_in}, key=in_order)
    lists = len(folders) > 1 and all(is_list(entry.parts[0]) for entry in loose)
    if (loose and not lists) or _sorts_evidence(sorted_in) or (folders and all(map(is_division, folders))):
        return (_group(name, entries, ()),), ()
    beside = _("it lies beside the portfolios, not in one of them")
    groups = tuple(_group(folder, _inside(sorted_in, (folder,)), (folder,)) for folder in folders)
    return groups, tuple(Skipped(displayed(entry.parts), beside) for entry in loose)


def holds_description(listing: Listing) -> bool:
    """Whether there is a portfolio.yaml anywhere in a listing."""
    return any(_is_description(entry) for entry in listing.entries)


def _without_wrapper(name: str, entries: tuple[Entry, ...]) -> tuple[str, tuple[Entry, ...]]:
    """Step into folders that hold nothing but one other folder, as zips often begin with.

    The name of the inner one counts, unless it says nothing of whose it is, as in "Jane Doe.zip/Portfolio".
    """
    tops = {entry.parts[0] for entry in entries}
    while len(tops) == 1 and all(len(entry.parts) > 1 for entry in entries):
        [inner] = tops
        name = name if says_nobody(inner) and not says_nobody(name) else inner
        entries = tuple(Entry(entry.parts[1:], entry.file) for entry in entries)
        tops = {entry.parts[0] for entry in entries}
    return name, entries


def _described_folders(entries: tuple[Entry, ...]) -> list[tuple[str, ...]]:
    """Return the outermost folders with a portfolio.yaml; one inside another belongs to the outer portfolio."""
    homes: list[tuple[str, ...]] = []
    folders = {entry.parts[:-1] for entry in entries if _is_description(entry)}
    for folder in sorted(folders, key=lambda parts: (len(parts), [in_order(part) for part in parts])):
        if not any(folder[: len(home)] == home for home in homes):
            homes.append(folder)
    return homes


def _by_description(
    name: str, entries: tuple[Entry, ...], homes: list[tuple[str, ...]]
) -> tuple[tuple[Group, ...], tuple[Skipped, ...]]:
    groups = tuple(_group(home[-1] if home else name, _inside(entries, home), home) for home in homes)
    outside: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    skipped: list[Skipped] = []
    for entry in entries:
        if any(entry.parts[: len(home)] == home for home in homes):
            continue
        if len(entry.parts) == 1:
            skipped.append(Skipped(displayed(entry.parts), _("it lies beside the portfolios, not in one of them")))
        else:
            outside[entry.parts[:-1]].append(entry)
    skipped.extend(_outside(folder, outside[folder]) for folder in sorted(outside))
    return groups, tuple(skipped)


def _outside(folder: tuple[str, ...], entries: list[Entry]) -> Skipped:
    """Say why a folder beside portfolios stays outside; one of nothing but YAML holds mark sheets."""
    if all(same_name(entry.parts[-1]).endswith((".yaml", ".yml")) for entry in entries):
        return Skipped(displayed(folder), _("it holds no evidence, only descriptions or mark sheets"), expected=True)
    reason = _("this folder has no portfolio.yaml, while others here have one; to bring it in, open it on its own")
    return Skipped(displayed(folder), reason)


def _inside(entries: tuple[Entry, ...], home: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.parts[: len(home)] == home)


def _group(name: str, entries: tuple[Entry, ...], home: tuple[str, ...]) -> Group:
    """Make a group whose files are named from inside the folder ``home``."""
    own: list[Entry] = []
    description: FoundFile | None = None
    for entry in sorted(entries, key=lambda entry: [in_order(part) for part in entry.parts]):
        parts = entry.parts[len(home) :]
        if len(parts) == 1 and description is None and _is_description(entry):
            description = entry.file
            continue
        own.append(Entry(parts, replace(entry.file, name="/".join(parts))))
    return Group(name, tuple(own), description)


def _is_description(entry: Entry) -> bool:
    return same_name(entry.parts[-1]) in FILE_NAMES


def _sorts_evidence(entries: tuple[Entry, ...]) -> bool:
    """Whether folders side by side are called after kinds of evidence."""
    folders = {entry.parts[0] for entry in entries}
    kinds = {"photo", "video", "plan", "evidence", "document", "image", "clip", "lesson"}
    return any(guess_type(folder) or kinds & _stems(folder) for folder in folders)


def _stems(folder: str) -> set[str]:
    return {word.rstrip("s") for word in same_name(folder).replace("_", " ").replace("-", " ").split()}
