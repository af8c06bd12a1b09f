"""Puts the figures of a cohort together from its results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.core.catalogue import Offer
from certdesk.core.cohorts import Cohort, CohortResult
from certdesk.core.errors import NotAllowedError
from certdesk.core.insights.counting import certified_of, count_criteria, count_outcomes, sums_by_group, too_few
from certdesk.core.insights.figures import (
    Breakdown,
    CohortFigures,
    CriterionFigures,
    Filter,
    GrowthFigures,
    HeatMap,
    Trends,
)
from certdesk.core.insights.growth import UNKNOWN_ERROR, Attempts, MarkingError, changes_of, growth_of
from certdesk.core.insights.heat import Grouped, map_of_groups, map_of_sections, maps_of_codes
from certdesk.core.insights.hiding import Group
from certdesk.core.insights.marks_table import MarksTable, table_of
from certdesk.core.insights.needs import needs_of, strengths_of
from certdesk.core.insights.protecting import TABLES, Protection, protect
from certdesk.core.insights.trends import PastCohort, trends_of
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext

_MAPS = (
    (Breakdown.SCHOOL, "school"),
    (Breakdown.SUBJECT, "subject"),
    (Breakdown.LANGUAGE, "language"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What figures are made of. ``results`` are those that count; ``members`` how many belong to the cohort."""

    cohort: Cohort
    rubric: Rubric
    results: tuple[CohortResult, ...]
    members: int
    released: bool
    smallest: int
    made_at: datetime
    offers: tuple[Offer, ...] = ()
    past: tuple[PastCohort, ...] = ()
    attempts: tuple[Attempts, ...] = ()
    error: MarkingError = UNKNOWN_ERROR


@dataclass(frozen=True, slots=True)
class Protected:
    """What is known, with the decision what may be told of it: made once, whichever part is looked at."""

    known: Known
    table: MarksTable
    protection: Protection


def protected(known: Known) -> Protected:
    """Decide once what may be told."""
    table = table_of(known.rubric, known.results)
    return Protected(known, table, protect(table, known.results, known.smallest))


def assemble(given: Protected, chosen: Filter | None = None) -> CohortFigures:
    """Return the figures of all results, or of those that a filter leaves.

    Raises NotAllowedError for a filter that picks out a group that is hidden, or more than two things at once.
    """
    known, chosen = given.known, chosen or Filter()
    group = _group_of(given, chosen)
    kept = _kept(given, group)
    bare = _bare(given, chosen, len(kept))
    if len(kept) < known.smallest:
        return replace(bare, hidden=_nothing(known, len(kept)))
    results, table = [known.results[at] for at in kept], given.table.only(kept)
    criteria = count_criteria(table, known.smallest)
    if group:
        criteria = tuple(
            one if given.protection.shows(group, one.id) else replace(_only_named(one), hidden=too_few(known.smallest))
            for one in criteria
        )
    needs = needs_of(criteria, known.offers, known.cohort.rubric)
    changes = changes_of(known.attempts, known.error)
    return replace(
        bare,
        criteria=criteria,
        outcomes=count_outcomes(known.rubric, results),
        certified=certified_of(results),
        heat=_maps(given, group, kept),
        needs=needs,
        strengths=strengths_of(criteria, needs),
        growth=GrowthFigures(hidden=_("Told of the whole cohort only.")) if group
        else growth_of(changes, known.error, known.smallest),
        trends=Trends((), ()) if group else trends_of(known.rubric, known.past, known.smallest),
        notes=_notes(given, criteria),
    )  # fmt: skip


def _bare(given: Protected, chosen: Filter, people: int) -> CohortFigures:
    known = given.known
    return CohortFigures(
        cohort_id=known.cohort.id,
        programme=known.cohort.programme,
        cohort=known.cohort.name,
        rubric=known.cohort.rubric,
        rubric_title=known.rubric.title,
        language=known.rubric.language,
        made_at=known.made_at,
        chosen=chosen,
        released=known.released,
        people=people,
        members=known.members,
        smallest=known.smallest,
        subjects=_choices(given, "subject"),
        schools=_choices(given, "school"),
        languages=_choices(given, "language"),
    )


def _nothing(known: Known, people: int) -> str:
    if not people:
        return _("No result of this cohort is released yet.") if known.released else _("Nothing is decided yet.")
    text = ngettext(
        "There is one result only. Nothing is told of fewer than {least} teachers.",
        "There are {count} results only. Nothing is told of fewer than {least} teachers.",
        people,
    )
    return text.format(count=people, least=known.smallest)


def _choices(given: Protected, what: str) -> tuple[str, ...]:
    """Return what a filter may choose: the groups that may be told of."""
    labels = given.protection.labels
    found = [group for group in labels if len(group) == 1 and group[0][0] == what and group[0][1]]
    shown = (group for group in found if given.protection.shows(group))
    return tuple(sorted((group[0][1] if what == "language" else labels[group] for group in shown), key=str.casefold))


def _group_of(given: Protected, chosen: Filter) -> Group:
    asked = {"language": chosen.language, "school": chosen.school, "subject": chosen.subject}
    group = tuple((name, " ".join(text.split()).casefold()) for name, text in sorted(asked.items()) if text)
    if not group:
        return ()
    known = given.protection.labels
    for one in group:
        if (one,) not in known:
            raise NotAllowedError(
                _("Nobody in this cohort has “{what}”.").format(what=asked[one[0]]), _("Choose one of the list.")
            )
    if len(group) > 2 or [name for name, _which in group] == ["language", "school"]:
        text = _("So many choices at once pick out single teachers.")
        raise NotAllowedError(text, _("Choose one of them, or a subject with one other."))
    if group not in known or not given.protection.shows(group):
        text = _("There are too few teachers in {what} to tell of them without telling who.")
        what = " / ".join(asked[name] for name, _which in group)
        raise NotAllowedError(text.format(what=what), _("Choose a larger group."))
    return group


def _kept(given: Protected, group: Group) -> Sequence[int]:
    """Return the places of the results that a group leaves."""
    return [at for at, atom in enumerate(given.protection.atoms) if not group or group in atom]


def _maps(given: Protected, group: Group, kept: Sequence[int]) -> tuple[HeatMap, ...]:
    """Make the maps; inside a group by one more thing, where that is a table whose cells are protected."""
    chosen, table = {name for name, _which in group}, given.table.only(kept)
    made: list[HeatMap] = []
    everybody = sums_by_group(table, [""] * len(kept))[""]
    columns: Grouped | None = None
    titles = {
        "school": _("Mean level by school"),
        "subject": _("Mean level by subject"),
        "language": _("Mean level by language"),
    }
    for by, name in _MAPS:
        grouped = None if name in chosen else _grouped(given, (table, kept), name, group)
        if grouped is None:
            continue
        found = map_of_groups(by, titles[name], grouped)
        if any(row.key for row in found.rows):
            made.append(found)
        if name == "subject" and not group:
            columns = grouped
    if not group and columns is not None:
        sections = map_of_sections(columns, everybody)
        made += ([sections] if sections else []) + list(maps_of_codes(columns, everybody))
    return tuple(made)


def _grouped(given: Protected, kept: tuple[MarksTable, Sequence[int]], name: str, group: Group) -> Grouped | None:
    """Return the results by one thing, inside of a group if there is one; None where there is no such table."""
    what = tuple(sorted({name, *(each for each, _which in group)}))
    if what not in TABLES:
        return None
    place, protection = TABLES.index(what), given.protection
    table, places = kept
    groups = [protection.atoms[at][place] for at in places]
    labels = {one: protection.labels[((name, dict(one)[name]),)] for one in set(groups)}
    return Grouped(table, groups, labels, protection.hiding.small, protection.shows, given.known.smallest, name)


def _only_named(one: CriterionFigures) -> CriterionFigures:
    return CriterionFigures(one.id, one.title, one.section, one.standard)


def _notes(given: Protected, criteria: Sequence[CriterionFigures]) -> tuple[str, ...]:
    notes = []
    if not given.known.released:
        notes.append(_("Not released: results that candidates do not know yet are counted. Do not pass this on."))
    if any(one.between for one in criteria):
        notes.append(_("A mean of two assessors counts to the level that it has reached: 2.5 counts to level 2."))
    notes.append(
        _("Nothing is told of fewer than {count} teachers, nor what would follow by subtraction. Intervals are 95 % "
          "intervals (Wilson).").format(count=given.known.smallest)
    )  # fmt: skip
    return tuple(notes)
