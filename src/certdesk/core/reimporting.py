"""A rubric from elsewhere that is here already: the same criteria are known again, and the file is its next version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace

from certdesk.core.comparing_versions import compare
from certdesk.core.editing_ids import unused_id
from certdesk.core.judging import plain_number
from certdesk.core.renaming import with_criteria_renamed
from certdesk.core.rubric import Criterion, ExternalId, Level, Rubric, Section
from certdesk.core.versions import next_version


def known_again(incoming: Rubric, known: Iterable[Rubric], *, whole: bool) -> Rubric | None:
    """Find the rubric that one from a file is: by what its system calls it, else by its own id.

    Most formats of other systems hold no id (``whole`` is false): there the only rubric with that title is offered.
    """
    here = tuple(known)
    names = {(each.system, each.value) for each in incoming.external if not each.part and each.value}
    for rubric in here:
        if names & {(each.system, each.value) for each in rubric.external if not each.part}:
            return rubric
    same_id = next((rubric for rubric in here if rubric.id == incoming.id), None)
    if same_id is not None or whole:
        return same_id
    titled = [rubric for rubric in here if _folded(rubric.title) == _folded(incoming.title)]
    return titled[0] if len(titled) == 1 else None


def as_next_version(incoming: Rubric, known: Rubric, *, whole: bool) -> Rubric:
    """Return what was read as the version after ``known``, with the same ids for the same criteria.

    With ``whole`` the file says everything that a rubric holds; otherwise what it can't say, such as decision rules and
    weights, stays as it was.
    """
    renamed = with_criteria_renamed(incoming, same_criteria(incoming, known, by_id=whole))
    merged = renamed if whole else _filled(renamed, known)
    merged = replace(merged, id=known.id, based_on=known.version)
    return replace(merged, version=next_version(known.version, compare(known, merged).kind))


def same_criteria(incoming: Rubric, known: Rubric, *, by_id: bool) -> dict[str, str]:
    """Return the id of here for each criterion of a file; new ones get an id that no criterion here ever had.

    Criteria are the same by what their system calls them, then by their whole title, then by their id. With ``by_id``
    only ids count, as in our own files.
    """
    if by_id:
        return {criterion.id: criterion.id for criterion in incoming.criteria}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for names in (_external_names, _titles, _ids):
        here_by_name = names(known)
        for key, id_ in names(incoming).items():
            here = here_by_name.get(key)
            if here is not None and id_ not in found and here not in taken:
                found[id_] = here
                taken.add(here)
    taken |= {each.id for each in known.criteria}
    for criterion in incoming.criteria:
        if criterion.id not in found:
            found[criterion.id] = unused_id(criterion.id, taken)
            taken.add(found[criterion.id])
    return found


def _external_names(rubric: Rubric) -> dict[Hashable, str]:
    ids = {criterion.id for criterion in rubric.criteria}
    return {(each.system, each.value): each.part for each in rubric.external if each.part in ids and each.value}


def _titles(rubric: Rubric) -> dict[Hashable, str]:
    """Return the id of each title that only one criterion has."""
    titles = [(_folded(each.title), each.id) for each in rubric.criteria]
    times = Counter(title for title, _id in titles)
    return {title: id_ for title, id_ in titles if title and times[title] == 1}


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _ids(rubric: Rubric) -> dict[Hashable, str]:
    return {criterion.id: criterion.id for criterion in rubric.criteria}


def _filled(incoming: Rubric, known: Rubric) -> Rubric:
    """Take over from the version here what a file of another system doesn't say."""
    before = {criterion.id: criterion for criterion in known.criteria}
    weighs = len({criterion.weight for criterion in incoming.criteria}) > 1
    wordless = not any(any(criterion.descriptors.values()) for criterion in incoming.criteria)
    criteria = tuple(
        _filled_criterion(each, before[each.id], incoming, weighs=weighs, wordless=wordless)
        if each.id in before
        else each
        for each in incoming.criteria
    )
    values = {level.value for level in incoming.scale.levels}
    scale = replace(
        incoming.scale,
        levels=tuple(
            _filled_level(level, same) if (same := known.scale.level(level.value)) else level
            for level in incoming.scale.levels
        ),
        standard=known.scale.standard if known.scale.standard in values else incoming.scale.standard,
        not_observed_at_most=incoming.scale.not_observed_at_most or known.scale.not_observed_at_most,
        never_not_observed=incoming.scale.never_not_observed
        or known.scale.never_not_observed & {each.id for each in criteria},
        half_levels=incoming.scale.half_levels or known.scale.half_levels,
    )
    sections, criteria = _filled_sections(incoming.sections, criteria, known)
    ruled = any(outcome.conditions for outcome in incoming.decision.outcomes)
    return replace(
        incoming,
        language=known.language,
        audience=incoming.audience or known.audience,
        purpose=incoming.purpose or known.purpose,
        scale=scale,
        sections=sections,
        criteria=criteria,
        decision=incoming.decision if ruled else known.decision,
        certificate=known.certificate,
        examples=incoming.examples or known.examples,
        translations=incoming.translations or known.translations,
        external=_together(incoming.external, known.external, {each.id for each in criteria}),
        remarks=incoming.remarks or known.remarks,
    )


def _filled_level(incoming: Level, known: Level) -> Level:
    """Keep the key and the meaning of a level, and its name where the file only has its number."""
    label = known.label if incoming.label == plain_number(incoming.value) else incoming.label
    return replace(incoming, key=known.key, label=label, meaning=incoming.meaning or known.meaning)


def _filled_sections(
    incoming: tuple[Section, ...], criteria: tuple[Criterion, ...], known: Rubric
) -> tuple[tuple[Section, ...], tuple[Criterion, ...]]:
    """Keep the sections where the file has none; a new criterion goes where the one before it stands."""
    if len(incoming) > 1 or len(known.sections) < 2:
        return incoming, criteria
    before = {criterion.id: criterion.section for criterion in known.criteria}
    here, placed = known.sections[0].id, []
    for criterion in criteria:
        here = before.get(criterion.id, here)
        placed.append(replace(criterion, section=here))
    order = {name: place for place, name in enumerate(name for each in known.sections for name in each.criteria)}
    sections = []
    for section in known.sections:
        members = [criterion.id for criterion in placed if criterion.section == section.id]
        if set(members) == set(section.criteria):
            members.sort(key=order.__getitem__)
        sections.append(replace(section, criteria=tuple(members)))
    return tuple(sections), tuple(placed)


def _filled_criterion(
    incoming: Criterion, known: Criterion, rubric: Rubric, *, weighs: bool, wordless: bool
) -> Criterion:
    lowest = min((level.value for level in rubric.scale_of(incoming).levels), default=incoming.floor)
    values = {level.value for level in rubric.scale_of(incoming).levels}
    keeps_words = wordless and set(known.descriptors) <= values
    keeps_floor = incoming.floor == lowest and known.floor in values
    return replace(
        incoming,
        weight=incoming.weight if weighs else known.weight,
        floor=known.floor if keeps_floor else incoming.floor,
        critical=incoming.critical or known.critical,
        descriptors=known.descriptors if keeps_words else incoming.descriptors,
        question=incoming.question or known.question,
        required=incoming.required or known.required,
        accepted=incoming.accepted or known.accepted,
        sufficiency=incoming.sufficiency or known.sufficiency,
        look_for=incoming.look_for or known.look_for,
        caps=incoming.caps or known.caps,
        alignments=incoming.alignments or known.alignments,
    )


def _together(
    incoming: tuple[ExternalId, ...], known: tuple[ExternalId, ...], criteria: set[str]
) -> tuple[ExternalId, ...]:
    """Keep the names in other systems of what is still there; the file's own system says it anew."""
    told = {each.system for each in incoming}
    kept = (each for each in known if each.system not in told)
    return (*incoming, *(each for each in kept if not each.part or each.part.partition("/")[0] in criteria))
