"""Hiding small numbers in tables that are published together, so that nobody can work them out from the rest.

A count under five is about people whom somebody may recognise. Hiding it alone is not enough: the total minus the
other cells gives it back. So further cells are hidden, the smallest first, until three things hold:

1. In every total that is shown, the hidden parts together are five or more; and never is one part alone hidden. This
   also covers what no table lists: where the parts don't make up the whole, the rest is a cell that nobody sees.
2. No hidden number can be found by adding and subtracting what is shown, in all tables at once.
3. No hidden number can be found because counts are whole and not below zero: for every one there is another set of
   counts, different in that cell, that agrees with everything that is shown.

The third implies the second and is what the program makes sure of: it looks for such another set (`_Search`), and
where it doesn't find one it hides more. It may hide a cell too many, never one too few. The methods are those of
statistical offices (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4: primary and secondary
suppression); the choice of cells is the simplest that is safe, not the one that hides least.

Means and shares: a mean times its n is a sum, so a mean is shown only where its n is; a share is two counts, so the
numerator and what is left are cells of their own, parts of the n. Two numbers that are always equal, such as the
candidates of a school and the marks of its candidates on one criterion, are a total with one part.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

SMALL = 5
"""Counts below this are hidden."""
DEPTHS = (4, 8, 16, 32)
"""In how many cells another set of counts may differ; if none is found within ``TRIES``, more is hidden."""
TRIES = 200

Key = tuple[tuple[str, str], ...]
"""Whose count it is: (what, which) pairs in alphabetical order; ``()`` for everybody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count in a table; one that isn't ``published`` is never shown, but must not be found either if it is small."""

    key: Key
    n: int
    published: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """A count that is the sum of others; if they sum to less, there is a rest that no table shows.

    For groups that overlap (aims, standard codes) give one total per group, with that group as its only part.
    """

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which cells are not shown: the small ones, and those that would give them away."""

    small: frozenset[Key]
    given_away_by: frozenset[Key]

    @property
    def hidden(self) -> frozenset[Key]:
        """Every published cell that must not be shown; show the same sign for all, whatever the reason."""
        return self.small | self.given_away_by

    def shows(self, key: Key) -> bool:
        """Whether a cell may be shown, with everything that is computed from it alone."""
        return key not in self.hidden


@dataclass(frozen=True, slots=True)
class _Tables:
    """Cells as numbers: the smaller the count, the smaller the number, so that the smallest is simply the minimum."""

    keys: tuple[Key, ...]
    counts: tuple[int, ...]
    equations: tuple[tuple[tuple[int, ...], int], ...]
    """Parts and whole: the parts less the whole are 0."""
    of_cell: tuple[tuple[tuple[int, int], ...], ...]
    """The equations that a cell is in, and its sign there: 1 for a part, -1 for the whole."""
    unlisted: frozenset[int]
    small: int

    def must_stay_hidden(self, cell: int) -> bool:
        """Whether a number must not be found: not so for a large one that only isn't listed."""
        return self.counts[cell] < self.small or cell not in self.unlisted


def suppress(cells: Iterable[Cell], totals: Iterable[Total], small: int = SMALL) -> Suppression:
    """Choose the cells to hide in all these tables at once; the same choice for the same counts, in any order.

    Raises ValueError if the parts of a total are more than the whole, or a total names a cell that isn't there.
    """
    tables = _tables(cells, totals, small)
    hiding = _Hiding(tables)
    hiding.hide(cell for cell, n in enumerate(tables.counts) if n < small or cell in tables.unlisted)
    hiding.make_safe()
    shown_never = tables.unlisted
    tiny = {cell for cell in hiding.hidden if tables.counts[cell] < small}
    return Suppression(
        frozenset(tables.keys[cell] for cell in tiny - shown_never),
        frozenset(tables.keys[cell] for cell in hiding.hidden - tiny - shown_never),
    )


def _tables(cells: Iterable[Cell], totals: Iterable[Total], small: int) -> _Tables:
    listed = {cell.key: cell for cell in cells}
    counts = {key: cell.n for key, cell in listed.items()}
    unlisted = {key for key, cell in listed.items() if not cell.published}
    sums: list[tuple[list[Key], Key]] = []
    for total in sorted(set(totals), key=lambda total: (total.whole, total.parts)):
        parts = sorted(set(total.parts))
        missing = [key for key in (total.whole, *parts) if key not in listed]
        rest = 0 if missing else counts[total.whole] - sum(counts[part] for part in parts)
        if missing or rest < 0:
            raise ValueError(total)
        if rest:
            name: Key = (*total.whole, ("rest", repr(total.parts)))
            counts[name] = rest
            unlisted.add(name)
            parts.append(name)
        sums.append((parts, total.whole))
    keys = sorted(counts, key=lambda key: (counts[key], key))
    cell_of = {key: cell for cell, key in enumerate(keys)}
    equations = tuple((tuple(sorted(cell_of[part] for part in parts)), cell_of[whole]) for parts, whole in sums)
    places: list[list[tuple[int, int]]] = [[] for _key in keys]
    for number, (members, whole_cell) in enumerate(equations):
        for cell in members:
            places[cell].append((number, 1))
        places[whole_cell].append((number, -1))
    return _Tables(
        tuple(keys),
        tuple(counts[key] for key in keys),
        equations,
        tuple(map(tuple, places)),
        frozenset(cell_of[key] for key in unlisted),
        small,
    )


class _Hiding:
    """The cells that are hidden so far, and those of them that are known to be safe."""

    def __init__(self, tables: _Tables) -> None:
        self.hidden: set[int] = set()
        self.members: list[list[int]] = [[] for _equation in tables.equations]
        """The hidden cells of each equation."""
        self._tables = tables
        self._safe: set[int] = set()
        self._waiting: list[int] = []

    def hide(self, cells: Iterable[int]) -> None:
        """Hide cells, and more until no total gives a hidden part back, nor a small sum of hidden parts."""
        touched: set[int] = set()
        for cell in cells:
            self._hide_one(cell, touched)
        while touched:
            number = min(touched)
            more = self._missing_in(number)
            if more is None:
                touched.remove(number)
            else:
                self._hide_one(more, touched)

    def make_safe(self) -> None:
        """Hide more until there is another set of counts for every hidden cell."""
        while self._waiting:
            cell = heappop(self._waiting)
            if cell in self._safe or not self._tables.must_stay_hidden(cell) or self._has_other_counts(cell):
                continue
            more = self._next_to_hide(cell)
            if more is not None:  # else nothing that is shown has to do with it
                heappush(self._waiting, cell)
                self.hide([more])

    def _hide_one(self, cell: int, touched: set[int]) -> None:
        self.hidden.add(cell)
        heappush(self._waiting, cell)
        for number, _sign in self._tables.of_cell[cell]:
            insort(self.members[number], cell)
            touched.add(number)

    def _missing_in(self, number: int) -> int | None:
        covered = self.members[number]
        parts, whole = self._tables.equations[number]
        if not any(self._tables.must_stay_hidden(cell) for cell in covered):
            return None
        too_few = whole not in self.hidden and sum(self._tables.counts[cell] for cell in covered) < self._tables.small
        if len(covered) > 1 and not too_few:
            return None
        return next((cell for cell in parts if cell not in self.hidden), None if whole in self.hidden else whole)

    def _next_to_hide(self, cell: int) -> int | None:
        """Return the smallest cell that is still shown in the totals of a cell; if there is none, further away."""
        reached, edge = {cell}, {cell}
        while edge:
            numbers = sorted({number for at in edge for number, _sign in self._tables.of_cell[at]})
            parts = {part for number in numbers for part in self._tables.equations[number][0]}
            wholes = {self._tables.equations[number][1] for number in numbers}
            shown = (parts - self.hidden) or (wholes - self.hidden)
            if shown:
                return min(shown)
            edge = (parts | wholes) - reached
            reached |= edge
        return None

    def _has_other_counts(self, cell: int) -> bool:
        """Whether there is another set of counts in which this cell differs; all that differ in it are safe too."""
        for depth in DEPTHS:
            for step in (1, -1):
                search = _Search(self._tables, self, depth)
                if self._tables.counts[cell] + step >= 0 and search.finds(cell, step):
                    self._safe.update(search.changes)
                    return True
        return False


class _Search:
    """The search for other counts: hidden cells that change by one and leave every total as it is.

    Each try mends one total that is out of balance, by one in one of its hidden cells, as deep as it is told.
    """

    def __init__(self, tables: _Tables, hiding: _Hiding, depth: int) -> None:
        self.changes: dict[int, int] = {}
        self._tables, self._hiding, self._depth = tables, hiding, depth
        self._balances: dict[int, int] = {}
        self._tries = TRIES

    def finds(self, cell: int, step: int) -> bool:
        """Change a cell by one, and bring every total into balance again; False if that can't be done so deep."""
        self.changes[cell] = step
        self._shift(cell, step)
        return self._mend()

    def _mend(self) -> bool:
        if not self._balances:
            return True
        if len(self.changes) >= self._depth:
            return False
        # The total with the fewest hidden cells first: if it can't be mended, this branch is over at once.
        number = min(self._balances, key=lambda number: (len(self._hiding.members[number]), number))
        for _worse, _size, cell, step in self._ways(number):
            if not self._tries:
                return False
            self._tries -= 1
            self.changes[cell] = step
            self._shift(cell, step)
            if self._mend():
                return True
            del self.changes[cell]
            self._shift(cell, -step)
        return False

    def _ways(self, number: int) -> list[tuple[int, int, int, int]]:
        """Return the changes that bring one total closer, those first that put the least out of balance elsewhere."""
        tables, whole, found = self._tables, self._tables.equations[number][1], []
        down = 1 if self._balances[number] > 0 else -1
        for cell in self._hiding.members[number]:
            step = down if cell == whole else -down
            if cell not in self.changes and tables.counts[cell] + step >= 0:
                found.append((self._worse(cell, step), -tables.counts[cell], cell, step))
        return sorted(found)

    def _worse(self, cell: int, step: int) -> int:
        worse = 0
        for number, sign in self._tables.of_cell[cell]:
            was = self._balances.get(number, 0)
            worse += abs(was + sign * step) - abs(was)
        return worse

    def _shift(self, cell: int, step: int) -> None:
        for number, sign in self._tables.of_cell[cell]:
            balance = self._balances.pop(number, 0) + sign * step
            if balance:
                self._balances[number] = balance
