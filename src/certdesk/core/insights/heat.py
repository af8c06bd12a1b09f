"""Heat maps: mean levels by school, subject, language, aim and standard code, without the small groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from certdesk.core.insights.counting import Sums, sums_by_group, too_few
from certdesk.core.insights.figures import Breakdown, HeatCell, HeatColumn, HeatMap, HeatRow
from certdesk.core.insights.hiding import Group
from certdesk.core.insights.marks_table import MarksTable
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import show_number
from certdesk.core.words import _

Shows = Callable[[Group, str], bool]
"""Whether a group's numbers on a criterion may be told ("" for the group as a whole)."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Marks with the group that each row belongs to, the words for groups, and what may be told of them."""

    table: MarksTable
    groups: Sequence[Group]
    labels: Mapping[Group, str]
    small: frozenset[Group]
    shows: Shows
    smallest: int
    what: str
    """By what the groups are told apart: school, subject or language."""

    @property
    def rubric(self) -> Rubric:
        """The rubric of the marks."""
        return self.table.rubric


def map_of_groups(by: Breakdown, title: str, given: Grouped) -> HeatMap:
    """Make the map of mean levels by group and criterion, the largest groups first."""
    columns = tuple(HeatColumn(one.id, one.title, given.rubric.scale_of(one).standard) for one in given.rubric.criteria)
    sums = sums_by_group(given.table, given.groups)
    sizes = Counter(given.groups)
    order = sorted(sizes, key=lambda group: (-sizes[group], given.labels[group].casefold()))
    rows = (_row(given, group, sizes[group], sums[group]) for group in order)
    return HeatMap(by, title, columns, tuple(rows))


def map_of_sections(given: Grouped, everybody: Sums) -> HeatMap | None:
    """Make the map of the rubric's sections for all and by group; None for a rubric with fewer than two sections."""
    if len(given.rubric.sections) < 2:
        return None
    parts = [
        (one.id, f"{one.id} {one.title}".strip(), [each for each in given.rubric.criteria if each.id in one.criteria])
        for one in given.rubric.sections
    ]
    return _map_of_parts(Breakdown.SECTION, _("Mean level by section"), parts, given, everybody)


def maps_of_codes(given: Grouped, everybody: Sums) -> tuple[HeatMap, ...]:
    """Make a map for each framework whose codes criteria stand for; a code takes all marks of its criteria."""
    frameworks: dict[str, dict[str, list[Criterion]]] = {}
    for criterion in given.rubric.criteria:
        for alignment in criterion.alignments:
            codes = frameworks.setdefault(alignment.framework, {})
            under = codes.setdefault(alignment.code, [])
            if criterion not in under:
                under.append(criterion)
    made = []
    for framework, codes in frameworks.items():
        parts = [(code, code, criteria) for code, criteria in codes.items()]
        title = _("Mean level by code of {framework}").format(framework=framework or _("standards"))
        made.append(_map_of_parts(Breakdown.CODE, title, parts, given, everybody))
    return tuple(made)


def tone(mean: Fraction, standard: Fraction, step: Fraction) -> int:
    """Return how far a mean, as it is shown, stands from the standard, from 1 (far below) to 5 (well above).

    With levels one apart and the standard at 3: below 2.4, to 2.6, to 2.9, to 3.1, and 3.2 or more.
    """
    away = (Fraction(show_mean_of(mean, standard)) - standard) / (step or 1)
    limits = (Fraction(-6, 10), Fraction(-35, 100), Fraction(0), Fraction(2, 10))
    return 1 + sum(away >= limit for limit in limits)


def show_mean_of(mean: Fraction, standard: Fraction) -> str:
    """Write a mean with one decimal, so that it never contradicts the standard."""
    return str(Decimal(show_number(mean, 1, against=standard)))


def step_of(rubric: Rubric, criterion: Criterion) -> Fraction:
    """Return a third of what a scale spans: the distance of two levels where there are four, one apart."""
    values = [level.value for level in rubric.scale_of(criterion).levels]
    return (max(values) - min(values)) / 3 if len(set(values)) > 1 else Fraction(1)


def _row(given: Grouped, group: Group, n: int, sums: Sums) -> HeatRow:
    label = given.labels[group]
    if not given.shows(group, ""):
        why = too_few(given.smallest) if group in given.small else _hidden_for_others(given.smallest)
        cells = tuple(HeatCell(hidden=why) for _one in given.rubric.criteria)
        return HeatRow(_key(given, group), label, n, cells, why)
    cells = tuple(
        _cell(given, criterion, of, shown=given.shows(group, criterion.id))
        for criterion, of in zip(given.rubric.criteria, sums, strict=True)
    )
    return HeatRow(_key(given, group), label, n, cells)


def _cell(given: Grouped, criterion: Criterion, of: tuple[Fraction, int], *, shown: bool) -> HeatCell:
    total, n = of
    if not shown or n < given.smallest:
        return HeatCell(hidden=too_few(given.smallest) if n < given.smallest else _hidden_for_others(given.smallest))
    mean = total / n
    standard = given.rubric.scale_of(criterion).standard
    step = step_of(given.rubric, criterion)
    return HeatCell(mean, show_mean_of(mean, standard), n, tone(mean, standard, step))


def _map_of_parts(
    by: Breakdown, title: str, parts: Iterable[tuple[str, str, list[Criterion]]], given: Grouped, everybody: Sums
) -> HeatMap:
    sizes = Counter(given.groups)
    sums = sums_by_group(given.table, given.groups)
    groups = [group for group in sizes if given.shows(group, "") and given.labels[group].strip()]
    groups.sort(key=lambda group: (-sizes[group], given.labels[group].casefold()))
    standard = given.rubric.scale.standard
    columns = [HeatColumn("", _("All"), standard)]
    columns += [HeatColumn(_key(given, group), given.labels[group], standard) for group in groups]
    rows = []
    for id_, label, criteria in parts:
        cells = [_mean_over(given, criteria, everybody)]
        for group in groups:
            told = all(given.shows(group, one.id) for one in criteria)
            cells.append(_mean_over(given, criteria, sums[group], shown=told))
        rows.append(HeatRow(id_, label, sizes.total(), tuple(cells)))
    return HeatMap(by, title, tuple(columns), tuple(rows))


def _mean_over(given: Grouped, criteria: Sequence[Criterion], sums: Sums, *, shown: bool = True) -> HeatCell:
    """Return the mean of all marks on several criteria, where all have the same levels."""
    places = [at for at, one in enumerate(given.rubric.criteria) if one in criteria]
    scales = {given.rubric.scale_of(given.rubric.criteria[at]).levels for at in places}
    fewest = min((sums[at][1] for at in places), default=0)
    if fewest < given.smallest:
        return HeatCell(hidden=too_few(given.smallest))
    if not shown:
        return HeatCell(hidden=_hidden_for_others(given.smallest))
    if len(scales) != 1:
        return HeatCell(hidden=_("not told: these criteria have different levels"))
    n = sum(sums[at][1] for at in places)
    mean = sum((sums[at][0] for at in places), Fraction(0)) / n
    first = given.rubric.criteria[places[0]]
    standard = given.rubric.scale_of(first).standard
    step = step_of(given.rubric, first)
    return HeatCell(mean, show_mean_of(mean, standard), n, tone(mean, standard, step))


def _key(given: Grouped, group: Group) -> str:
    return dict(group)[given.what]


def _hidden_for_others(smallest: int) -> str:
    return _("hidden, so that a group of fewer than {count} teachers can't be worked out").format(count=smallest)
