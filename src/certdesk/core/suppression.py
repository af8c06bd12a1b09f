"""Hiding small numbers in tables that are published together, so that nobody can work them out from the rest.

A count under five is about people whom somebody may recognise. Hiding it alone is not enough: the total minus the
other cells gives it back. So further cells are hidden, the smallest first, until three things hold:

1. In every total that is shown, the hidden parts together are five or more; and never is one part alone hidden. This
   also covers what no table lists: where the parts don't make up the whole, the rest is a cell that nobody sees.
2. No hidden number can be found by adding and subtracting what is shown, in all tables at once.
3. No hidden number can be found because counts are whole and not below zero: for every one there is another set of
   counts, different in that cell, that agrees with everything that is shown.

The third implies the second and is what the program makes sure of: it looks for such another set (`_other_counts`), and
where it doesn't find one it hides more. It may hide a cell too many, never one too few. The methods are those of
statistical offices (Hundepool et al. 2012, Statistical Disclosure Control, chapter 4: primary and secondary
suppression); the choice of cells is the simplest that is safe, not the one that hides least.

Means and shares: a mean times its n is a sum, so a mean is shown only where its n is; a share is two counts, so the
numerator and what is left are cells of their own, parts of the n. Two numbers that are always equal, such as the
candidates of a school and the marks of its candidates on one criterion, are a total with one part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

SMALL = 5
"""Counts below this are hidden."""
DEPTHS = (4, 8, 16, 32)
"""In how many cells another set of counts may differ; if none is found within ``TRIES``, more is hidden."""
TRIES = 1500

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
    counts: Mapping[Key, int]
    equations: tuple[tuple[tuple[Key, int], ...], ...]
    """Members with +1 for parts and -1 for the whole, the whole last: together they are 0."""
    of_cell: Mapping[Key, tuple[tuple[int, int], ...]]
    """The equations that a cell is in, by number, and its sign there."""
    unlisted: frozenset[Key]
    small: frozenset[Key]


def suppress(cells: Iterable[Cell], totals: Iterable[Total], small: int = SMALL) -> Suppression:
    """Choose the cells to hide in all these tables at once; the same choice for the same counts, in any order.

    Raises ValueError if the parts of a total are more than the whole, or a total names a cell that isn't there.
    """
    tables = _tables(cells, totals, small)
    hidden = set(tables.small | tables.unlisted)
    _hide_by_totals(tables, hidden, small)
    safe: set[Key] = set()
    while True:
        open_cells = [key for key in sorted(hidden - safe, key=_order(tables)) if _must_stay_hidden(tables, key)]
        found = next((key for key in open_cells if not _is_safe(tables, hidden, safe, key)), None)
        if found is None:
            break
        more = _next_to_hide(tables, hidden, found)
        if more is None:
            safe.add(found)  # nothing that is shown has to do with it
            continue
        hidden.add(more)
        _hide_by_totals(tables, hidden, small)
    shown_never = tables.unlisted
    return Suppression(tables.small - shown_never, frozenset(hidden) - tables.small - shown_never)


def _tables(cells: Iterable[Cell], totals: Iterable[Total], small: int) -> _Tables:
    listed = {cell.key: cell for cell in cells}
    counts = {key: cell.n for key, cell in listed.items()}
    unlisted = {key for key, cell in listed.items() if not cell.published}
    equations = []
    for total in sorted(set(totals), key=lambda total: (total.whole, total.parts)):
        members = [(part, 1) for part in sorted(set(total.parts))]
        missing = [key for key in (total.whole, *total.parts) if key not in listed]
        rest = 0 if missing else counts[total.whole] - sum(counts[part] for part, _sign in members)
        if missing or rest < 0:
            raise ValueError(total)
        if rest:
            name: Key = (*total.whole, ("rest", repr(total.parts)))
            counts[name] = rest
            unlisted.add(name)
            members.append((name, 1))
        equations.append((*members, (total.whole, -1)))
    of_cell: defaultdict[Key, list[tuple[int, int]]] = defaultdict(list)
    for number, equation in enumerate(equations):
        for key, sign in equation:
            of_cell[key].append((number, sign))
    tiny = frozenset(key for key, n in counts.items() if n < small)
    places = {key: tuple(numbers) for key, numbers in of_cell.items()}
    return _Tables(counts, tuple(equations), places, frozenset(unlisted), tiny)


def _order(tables: _Tables) -> Callable[[Key], tuple[int, Key]]:
    return lambda key: (tables.counts[key], key)


def _must_stay_hidden(tables: _Tables, key: Key) -> bool:
    """Whether a number must not be found: not so for a large one that only isn't listed."""
    return key in tables.small or key not in tables.unlisted


def _hide_by_totals(tables: _Tables, hidden: set[Key], small: int) -> None:
    """Hide more until no total gives a hidden part back, nor a small sum of hidden parts."""
    again = True
    while again:
        again = False
        for equation in tables.equations:
            more = _missing_in(tables, hidden, equation, small)
            if more is not None:
                hidden.add(more)
                again = True


def _missing_in(tables: _Tables, hidden: set[Key], equation: tuple[tuple[Key, int], ...], small: int) -> Key | None:
    covered = [key for key, _sign in equation if key in hidden]
    if not any(_must_stay_hidden(tables, key) for key in covered):
        return None
    whole = equation[-1][0]
    alone = len(covered) == 1
    too_few = whole not in hidden and sum(tables.counts[key] for key in covered) < small
    if not alone and not too_few:
        return None
    parts = [key for key, _sign in equation[:-1] if key not in hidden]
    return min(parts, key=_order(tables), default=None if whole in hidden else whole)


def _next_to_hide(tables: _Tables, hidden: set[Key], key: Key) -> Key | None:
    """Return the smallest cell that is still shown in the totals of a cell; if there is none, further away."""
    reached, edge = {key}, [key]
    while edge:
        around = {
            other
            for at in edge
            for number, _sign in tables.of_cell.get(at, ())
            for other, _s in tables.equations[number]
        }
        shown = around - hidden
        if shown:
            parts = {other for other in shown if not _is_whole_of(tables, other, reached)}
            return min(parts or shown, key=_order(tables))
        edge = sorted(around - reached)
        reached |= around
    return None


def _is_whole_of(tables: _Tables, key: Key, reached: Collection[Key]) -> bool:
    return any(
        tables.equations[number][-1][0] == key and any(other in reached for other, _sign in tables.equations[number])
        for number, _sign in tables.of_cell.get(key, ())
    )


def _is_safe(tables: _Tables, hidden: set[Key], safe: set[Key], key: Key) -> bool:
    """Whether there is another set of counts in which this cell differs; all cells that differ in it are safe too."""
    if key in safe:
        return True
    for step in (1, -1):
        if tables.counts[key] + step < 0:
            continue
        found = _other_counts(tables, hidden, key, step)
        if found:
            safe.update(found)
            return True
    return False


def _other_counts(tables: _Tables, hidden: set[Key], start: Key, step: int) -> dict[Key, int] | None:
    """Look for changes of hidden cells, one of them ``step`` at ``start``, that leave every total as it is.

    Each try mends one total that is out of balance, by one in one of its hidden cells; deeper and deeper.
    """
    for depth in DEPTHS:
        search = _Search(tables, hidden, depth)
        search.change(start, step)
        if search.mend():
            return search.changes
    return None


class _Search:
    """Changes that are being tried, and the totals that they put out of balance."""

    def __init__(self, tables: _Tables, hidden: set[Key], depth: int) -> None:
        self.changes: dict[Key, int] = {}
        self._tables, self._hidden, self._depth = tables, hidden, depth
        self._balances: dict[int, int] = {}
        self._tries = TRIES

    def change(self, key: Key, step: int) -> None:
        """Change a cell by one."""
        self.changes[key] = step
        self._shift(key, step)

    def mend(self) -> bool:
        """Bring every total into balance; False, with nothing changed further, if that can't be done in this depth."""
        if not self._balances:
            return True
        if len(self.changes) >= self._depth:
            return False
        # The total with the fewest ways first: where there is none, this branch is over at once.
        for _gain, _size, key, step in min((self._ways(number) for number in sorted(self._balances)), key=len):
            if not self._tries:
                return False
            self._tries -= 1
            self.change(key, step)
            if self.mend():
                return True
            del self.changes[key]
            self._shift(key, -step)
        return False

    def _ways(self, number: int) -> list[tuple[int, int, Key, int]]:
        """Return the changes that bring one total closer, those first that put the least out of balance elsewhere."""
        counts, balance, found = self._tables.counts, self._balances[number], []
        for key, sign in self._tables.equations[number]:
            step = -sign if balance > 0 else sign
            if key in self._hidden and key not in self.changes and counts[key] + step >= 0:
                found.append((self._worse(key, step), -counts[key], key, step))
        return sorted(found)

    def _worse(self, key: Key, step: int) -> int:
        places = self._tables.of_cell[key]
        now = (self._balances.get(number, 0) for number, _sign in places)
        return sum(abs(was + sign * step) - abs(was) for was, (_number, sign) in zip(now, places, strict=True))

    def _shift(self, key: Key, step: int) -> None:
        for number, sign in self._tables.of_cell.get(key, ()):
            balance = self._balances.get(number, 0) + sign * step
            if balance:
                self._balances[number] = balance
            else:
                self._balances.pop(number, None)
