"""From the files of one portfolio, and its description if there is one, to what can come in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from hashlib import sha256

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _, ngettext
from certdesk.intake.found import FoundFile, FoundItem, FoundPortfolio
from certdesk.intake.grouping import Group
from certdesk.intake.guessing import guess_code, guess_title, guess_type
from certdesk.intake.limits import Limits
from certdesk.intake.name_words import may_name_a_person
from certdesk.intake.names import same_name
from certdesk.intake.portfolio_yaml import Description, ItemDescription, read_description
from certdesk.intake.sorting import split_ending
from certdesk.intake.sources import Sources

_SAMPLE = 64 * 1024
_MOST_COPIES = 5  # so many are named one by one


def describe(group: Group, sources: Sources, limits: Limits) -> FoundPortfolio:
    """Describe one portfolio. Raises UntrustedFileError or StorageError about its portfolio.yaml."""
    files = [entry.file for entry in group.entries]
    kept = [file for file in files if file.size <= limits.file_size]
    warnings = [too_big(file, limits) for file in files if file.size > limits.file_size]
    if group.description is None:
        items = _without_live_photos(tuple(_guessed(file) for file in kept))
        warnings += about_all(items, sources, limits)
        title, who = guess_title(group.name + "."), ""
        if may_name_a_person(title):
            # Where marking is blind the title is seen, so it never says who it is.
            title, who = _("Portfolio"), title
        return FoundPortfolio(guess_code(group.name), title, Candidate(who), items, warnings=tuple(warnings))
    description = _read(group, group.description, sources, limits)
    items, more = _match(description.items, kept)
    warnings += more + about_all(items, sources, limits)
    return _described(group, description, items, tuple(warnings))


def _described(
    group: Group, description: Description, items: tuple[FoundItem, ...], warnings: tuple[str, ...]
) -> FoundPortfolio:
    return FoundPortfolio(
        code=description.code or guess_code(group.name),
        title=description.title or guess_title(group.name + "."),
        candidate=description.candidate,
        items=items,
        programme=description.programme,
        cohort=description.cohort,
        rubric=description.rubric,
        received=description.received,
        due=description.due,
        note=description.note,
        consents=description.consents,
        described=True,
        warnings=warnings,
    )


def _read(group: Group, file: FoundFile, sources: Sources, limits: Limits) -> Description:
    name = f"{shown(group.name)}/{file.name.rpartition('/')[2]}"
    if file.size > limits.description:
        problem = _("{file} is much too long for a description.").format(file=name)
        raise UntrustedFileError(problem, _("Remove it or write it again."))
    with sources.open(file) as stream:
        data = stream.read(limits.description + 1)
    return read_description(data, name=name)


def _match(listed: tuple[ItemDescription, ...], files: list[FoundFile]) -> tuple[tuple[FoundItem, ...], list[str]]:
    """Give each described item its file, in the order of the description; files that nobody described come last."""
    waiting = dict.fromkeys(files)
    items: list[FoundItem] = []
    warnings: list[str] = []
    for item in listed:
        file = _file_for(item.file, waiting)
        if file is None:
            warnings.append(_("“{file}” is described, but it is not there.").format(file=shown(item.file, 120)))
            continue
        del waiting[file]
        type_, title = item.type or guess_type(file.name), item.title or guess_title(file.name)
        items.append(FoundItem(file, type_, title, item.claims, item.caption, item.claim_places))
    if waiting and listed:
        names = ", ".join(f"“{shown(file.name)}”" for file in list(waiting)[:5])
        text = ngettext(
            "{count} file is not in the description and was added at the end: {names}.",
            "{count} files are not in the description and were added at the end: {names}.",
            len(waiting),
        )
        more = ", …" if len(waiting) > 5 else ""
        warnings.append(text.format(count=len(waiting), names=names + more))
    return (*items, *(_guessed(file) for file in waiting)), warnings


def _file_for(name: str, waiting: dict[FoundFile, None]) -> FoundFile | None:
    """Find a file by its name: exactly, then as people read it, then without its folders if that is unmistakable."""
    tidy = name.replace("\\", "/").removeprefix("./")
    for file in waiting:
        if file.name == tidy:
            return file
    alike = [file for file in waiting if same_name(file.name) == same_name(tidy)]
    if not alike:
        alike = [file for file in waiting if same_name(file.name.rpartition("/")[2]) == same_name(tidy)]
    return alike[0] if len(alike) == 1 else None


def _guessed(file: FoundFile) -> FoundItem:
    return FoundItem(file, guess_type(file.name), guess_title(file.name))


def _without_live_photos(items: tuple[FoundItem, ...]) -> tuple[FoundItem, ...]:
    """Take no film of a second that a telephone made around a photo for the film of a lesson."""
    photos = {split_ending(same_name(item.file.name))[0] for item in items if item.type == "photo"}

    def is_live(item: FoundItem) -> bool:
        stem, ending = split_ending(same_name(item.file.name))
        return item.type == "lesson_video" and ending == "mov" and stem in photos

    return tuple(replace(item, type="") if is_live(item) else item for item in items)


def about_all(items: tuple[FoundItem, ...], sources: Sources, limits: Limits) -> list[str]:
    """Return what somebody should know about the items of one portfolio, in sentences."""
    warnings = list(_same_names(items))
    if len(items) > limits.items_per_portfolio:
        text = _("It holds {count} items; {limit} is the usual limit.")
        warnings.append(text.format(count=len(items), limit=limits.items_per_portfolio))
    if not items:
        warnings.append(_("There is no evidence in it."))
    warnings.extend(
        _("“{file}” is empty (0 bytes).").format(file=shown(item.file.name)) for item in items if not item.file.size
    )
    warnings.extend(_same_bytes(items, sources))
    return warnings


def _same_names(items: tuple[FoundItem, ...]) -> list[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for item in items:
        groups[same_name(item.file.name)].append(item.file.name)
    text = _("{count} files are called “{file}”; all of them come in.")
    return [text.format(count=len(names), file=shown(names[0])) for names in groups.values() if len(names) > 1]


def _same_bytes(items: tuple[FoundItem, ...], sources: Sources) -> list[str]:
    """Name files that look like copies: of the same size, and alike where a sample was read."""
    by_size: dict[int, list[FoundFile]] = defaultdict(list)
    for item in items:
        by_size[item.file.size].append(item.file)
    warnings: list[str] = []
    for size, files in by_size.items():
        if len(files) < 2 or not size:
            continue
        alike: dict[str, list[FoundFile]] = defaultdict(list)
        for file in files:
            try:
                with sources.open(file) as stream:
                    alike[sha256(stream.read(_SAMPLE)).hexdigest()].append(file)
            except CertDeskError as error:
                warnings.append(error.sentence)
        text = _("“{first}” and “{second}” look like the same file.")
        for first, *others in alike.values():
            if len(others) > _MOST_COPIES:
                many = _("{count} files look like the same file, such as “{first}” and “{second}”.")
                told = {"first": shown(first.name), "second": shown(others[0].name)}
                warnings.append(many.format(count=len(others) + 1, **told))
                continue
            warnings.extend(text.format(first=shown(first.name), second=shown(other.name)) for other in others)
    return warnings


def too_big(file: FoundFile, limits: Limits) -> str:
    """Say that a file is too big to come in."""
    text = _("“{file}” is bigger than {size} GiB and does not come in; ask for a shorter or smaller one.")
    return text.format(file=shown(file.name), size=f"{limits.file_size / 2**30:.1f}")
