"""Which groups of teachers stay untold: the small ones, and those that would give them away, in all tables at once.

A group is one value of a table: a school, a subject, a subject in a school. What is told of a group are sums over its
members, so it can be worked out from others exactly where it is a combination of them (`recoverable`). Three rules:

1. Where the whole is told, hidden parts of it are two at least and together as many as the smallest cell.
2. Of two groups that are told, of which one holds the other, what is left is nothing or large enough.
3. No small group is a combination of groups that are told, whichever tables they stand in.

Where a rule fails, the smallest group that helps is hidden too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from certdesk.core.suppression import Cell, Key, Total, suppress

Group = tuple[tuple[str, str], ...]
"""What the members have in common: (what, which) pairs in alphabetical order, such as school and subject."""
Atom = tuple[Group, ...]
"""All groups that a person belongs to."""
_PRIME = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Hiding:
    """The groups that are not told: ``small`` ones, and ``others`` that would give them away."""

    small: frozenset[Group] = frozenset()
    others: frozenset[Group] = frozenset()

    def __contains__(self, group: object) -> bool:
        """Whether a group is not told."""
        return group in self.small or group in self.others


@dataclass(frozen=True, slots=True)
class _People:
    """How many people have the same groups, how large groups are, and of which wholes they are parts."""

    atoms: Mapping[Atom, int]
    sizes: Mapping[Group, int]
    parts: Mapping[tuple[Group, tuple[str, ...]], tuple[Group, ...]]
    smallest: int


def choose_hidden(
    people: Iterable[Atom], smallest: int, hidden: Collection[Group] = (), safe: Collection[Group] = ()
) -> Hiding:
    """Choose what is not told of these people; ``hidden`` are groups that are not told anyhow.

    Where there are such groups, those of them that are large here need not be protected: they are hidden for others.
    ``safe`` are those that are known not to follow from what is told.
    """
    found = _people(Counter(people), smallest)
    small = frozenset(group for group, n in found.sizes.items() if n < smallest)
    more = set(small) | {group for group in hidden if group in found.sizes} | _by_single_tables(found)
    while True:
        _hide_by_wholes(found, more, small)
        extra = _left_over(found, more)
        if not extra:
            given_away = sorted(recoverable(found.atoms, more, (more.difference(hidden) | small).difference(safe)))
            extra = {one for group in given_away if (one := _best_hidden_by(found, more, group)) is not None}
        if not extra:
            return Hiding(small, frozenset(more) - small)
        more |= extra


def recoverable(atoms: Collection[Atom], hidden: Collection[Group], targets: Collection[Group]) -> set[Group]:
    """Return the targets whose sums follow from those of the groups that are not hidden, and of everybody.

    A target follows if its members' indicator is a linear combination of the others'. That is a system of equations,
    one for each atom; the target is safe as soon as an equation says that nothing of what is told equals something of
    it. Exact arithmetic modulo a large prime, which is as good as fractions here and takes a tenth of the time.
    """
    every = {group for atom in atoms for group in atom if group not in hidden}
    tables = Counter(tuple(name for name, _which in group) for group in every)
    # The table with most groups first: its rows stay short, because no two people are in two of its groups.
    told = sorted(every, key=lambda group: (-tables[tuple(name for name, _which in group)], group))
    number = {group: at for at, group in enumerate(told)}
    aim = set(targets)
    open_targets = {group for atom in atoms for group in atom if group in aim}
    open_targets -= _with_twins(atoms, hidden, open_targets)
    pivots: dict[int, tuple[dict[int, int], dict[Group, int]]] = {}
    for atom in sorted(atoms, key=lambda one: (sum(group in aim for group in one), one)):
        row = {number[group]: 1 for group in atom if group not in hidden}
        row[len(told)] = 1
        if not open_targets:
            break
        right = {group: 1 for group in atom if group in open_targets}
        open_targets -= _reduced(row, right, pivots, open_targets)
    return open_targets


def _with_twins(atoms: Iterable[Atom], hidden: Collection[Group], targets: Collection[Group]) -> set[Group]:
    """Return the targets with a member of whom everything that is told is told of somebody outside as well.

    Exchange what these two reached, and nothing that is told changes: the quickest proof that a target is safe.
    """
    alike: dict[Atom, list[Atom]] = {}
    for atom in atoms:
        alike.setdefault(tuple(group for group in atom if group not in hidden), []).append(atom)
    safe: set[Group] = set()
    for twins in alike.values():
        seen = Counter(group for atom in twins for group in atom if group in targets)
        safe.update(group for group, times in seen.items() if times < len(twins))
    return safe


def _reduced(
    row: dict[int, int],
    right: dict[Group, int],
    pivots: dict[int, tuple[dict[int, int], dict[Group, int]]],
    wanted: Collection[Group],
) -> set[Group]:
    """Take known rows from a row until it begins a new one or nothing is left of it; return the targets found safe."""
    while row:
        first = min(row)
        known = pivots.get(first)
        if known is None:
            inverse = pow(row[first], -1, _PRIME)
            pivots[first] = (
                {at: value * inverse % _PRIME for at, value in row.items()},
                {group: value * inverse % _PRIME for group, value in right.items()},
            )
            return set()
        factor = row[first]
        _take(row, known[0], factor)
        _take(right, {group: value for group, value in known[1].items() if group in wanted}, factor)
    return set(right)


def _take(row: dict, other: Mapping, factor: int) -> None:  # type: ignore[type-arg]
    for at, value in other.items():
        left = (row.get(at, 0) - factor * value) % _PRIME
        if left:
            row[at] = left
        else:
            row.pop(at, None)


def _people(atoms: Mapping[Atom, int], smallest: int) -> _People:
    sizes: Counter[Group] = Counter()
    for atom, n in atoms.items():
        for group in atom:
            sizes[group] += n
    parts: dict[tuple[Group, tuple[str, ...]], list[Group]] = {}
    for group in sorted(sizes):
        what = tuple(name for name, _which in group)
        for left_out in range(len(group)):
            whole = group[:left_out] + group[left_out + 1 :]
            parts.setdefault((whole, what), []).append(group)
    return _People(atoms, sizes, {key: tuple(found) for key, found in parts.items()}, smallest)


def _by_single_tables(people: _People) -> set[Group]:
    """Hide by the rule of all tables of the program, each table of one thing under everybody."""
    hidden: set[Group] = set()
    everybody: Key = ()
    for (whole, _what), parts in people.parts.items():
        if whole:
            continue
        cells = [Cell(group, people.sizes[group]) for group in parts]
        total = Cell(everybody, sum(cell.n for cell in cells))
        found = suppress([*cells, total], [Total(everybody, parts)], people.smallest)
        hidden |= found.hidden - {everybody}
    return hidden


def _hide_by_wholes(people: _People, hidden: set[Group], small: Collection[Group]) -> None:
    again = True
    while again:
        again = False
        for (whole, _what), parts in people.parts.items():
            if whole in hidden:
                again = again or not hidden.issuperset(parts)
                hidden.update(parts)
            covered = [group for group in parts if group in hidden]
            if whole in hidden or not any(group in small for group in covered):
                continue
            if len(covered) > 1 and sum(people.sizes[group] for group in covered) >= people.smallest:
                continue
            told = [group for group in parts if group not in hidden]
            more = min(told, key=lambda group: (people.sizes[group], group)) if told else whole
            if more:
                hidden.add(more)
                again = True


def _left_over(people: _People, hidden: Collection[Group]) -> set[Group]:
    """Return the groups of one thing that are told and leave too few of another that is told and holds them."""
    both: Counter[tuple[Group, Group]] = Counter()
    for atom, n in people.atoms.items():
        told = [group for group in atom if len(group) == 1 and group not in hidden]
        for pair in permutations(told, 2):
            both[pair] += n
    return {
        inner
        for (outer, inner), n in both.items()
        if n == people.sizes[inner] and 0 < people.sizes[outer] - n < people.smallest
    }


def _best_hidden_by(people: _People, hidden: Collection[Group], group: Group) -> Group | None:
    """Return the told group by which one that is given away is hidden best: where hidden ones cross, the smallest."""
    what = tuple(name for name, _which in group)
    told = [one for one in people.sizes if one not in hidden]
    like = [one for one in told if tuple(name for name, _which in one) == what]
    crossed = {
        whole
        for (whole, names), parts in people.parts.items()
        if names == what and any(part in hidden for part in parts)
    }
    return min(like or told, key=lambda one: (-_crossings(one, crossed), people.sizes[one], one), default=None)


def _crossings(group: Group, crossed: Collection[Group]) -> int:
    return sum(group[:at] + group[at + 1 :] in crossed for at in range(len(group)))


def atom_of(facts: Mapping[str, str], tables: Sequence[tuple[str, ...]]) -> Atom:
    """Return the groups of a person with these facts, in tables such as ``("school",)``, ``("school", "subject")``."""
    return tuple(tuple((name, facts[name]) for name in table) for table in tables)
