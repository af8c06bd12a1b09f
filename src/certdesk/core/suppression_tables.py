"""The cells and totals of tables about the same people, ready for `core.suppression`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from certdesk.core.suppression import SMALL, Cell, Key, Suppression, Total, suppress

NO_VALUES: Mapping[str, Sequence[str]] = {}


def key_of(facts: Mapping[str, str]) -> Key:
    """Return the key of the cell of everybody with these facts, such as school and outcome."""
    return tuple(sorted(facts.items()))


def tables_of_people(
    people: Iterable[Mapping[str, str]],
    breakdowns: Iterable[Sequence[str]],
    values: Mapping[str, Sequence[str]] = NO_VALUES,
) -> tuple[tuple[Cell, ...], tuple[Total, ...]]:
    """Count people for every breakdown, with all margins up to everybody.

    ``("school", "outcome")`` gives the table of schools by outcomes, the schools, the outcomes and everybody; margins
    that several breakdowns have in common are one cell. ``values`` names what may occur besides what does.
    """
    kept = [dict(person) for person in people]
    wanted = {subset for names in breakdowns for subset in _subsets(tuple(sorted(set(names))))} | {()}
    occurring = {
        name: sorted({one[name] for one in kept} | {*values.get(name, ())}) for names in wanted for name in names
    }
    counts: dict[Key, int] = {}
    totals: list[Total] = []
    for names in sorted(wanted):
        found = Counter(tuple(one[name] for name in names) for one in kept)
        for which in product(*(occurring[name] for name in names)):
            key = tuple(zip(names, which, strict=True))
            counts[key] = found[which]
            totals += [
                Total(key, tuple(tuple(sorted((*key, (more, value)))) for value in occurring[more]))
                for more in sorted(occurring)
                if more not in names and tuple(sorted((*names, more))) in wanted
            ]
    return tuple(Cell(key, n) for key, n in counts.items()), tuple(totals)


def suppress_people(
    people: Iterable[Mapping[str, str]], breakdowns: Iterable[Sequence[str]], small: int = SMALL
) -> tuple[dict[Key, int], Suppression]:
    """Count people for every breakdown and choose what to hide; the counts are all there, also the hidden ones."""
    cells, totals = tables_of_people(people, breakdowns)
    return {cell.key: cell.n for cell in cells}, suppress(cells, totals, small)


def _subsets(names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (subset for size in range(len(names) + 1) for subset in combinations(names, size))
