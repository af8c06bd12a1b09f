"""The rows of one record, merged: a version gives way to a statement that knew it and holds another one, or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from certdesk.core.assessment import AssessmentState
from certdesk.core.merged import HERE, Local, LocalRow, Said, Side
from certdesk.core.merging_heads import Twins, cells, covers
from certdesk.core.plain import canonical
from certdesk.core.statements import Place, Row, RowVersion, Statement, Vector

ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Held:
    """A version of a row, and who holds it: the digest of a statement, or `HERE`."""

    version: RowVersion
    of: str
    at: datetime


class RowMerge:
    """The statements that nothing has taken in, and this desk, looked at row by row."""

    def __init__(self, heads: Iterable[Said], local: Local, twins: Twins) -> None:
        self._heads = tuple(heads)
        self._local = local
        self._twins = twins
        self._rows = {one.hash: _by_place(one.statement) for one in self._heads}

    def versions(self) -> dict[Place, tuple[Held, ...]]:
        """Return what nothing dominates of each row."""
        places = {place for rows in self._rows.values() for place in rows} | set(self._local.rows)
        found = {place: tuple(self._standing(place)) for place in sorted(places)}
        return {place: held for place, held in found.items() if held}

    def sides(self, versions: Mapping[Place, tuple[Held, ...]]) -> dict[Place, tuple[Side, ...]]:
        """Return the values of each row that differ; the first one stands.

        What was signed stands, and what another desk changed without knowing of the signature stands against it.
        """
        plain = {place: _different(held) for place, held in versions.items()}
        signed = self._signed(plain)
        if signed is None:
            return plain
        rows, seen, first = signed
        return {place: _against(rows.get(place), sides, seen, first) for place, sides in plain.items()}

    def _standing(self, place: Place) -> Iterable[Held]:
        mine = self._local.rows.get(place)
        if mine and not self._known_elsewhere(mine, place):
            yield Held(mine.version, HERE, mine.at)
        for one in self._heads:
            for version in self._rows[one.hash].get(place, ()):
                if not (self._gives_way(version, place, one) or self._changed_here(version, mine, one.hash)):
                    yield Held(version, one.hash, one.statement.at)

    def _gives_way(self, version: RowVersion, place: Place, of: Said) -> bool:
        fork = self._twins.get(of.hash)
        if fork and not all(_holds(self._rows[twin], place, version) for twin in fork.hashes if twin in self._rows):
            return False  # whatever came after knew only one of the two
        return any(
            covers(other.statement.knows, version.epoch, version.seq)
            and not _numbered(self._rows[other.hash], place, version)
            for other in self._heads
            if other.hash != of.hash and not (fork and other.hash in fork.hashes)
        )

    def _changed_here(self, version: RowVersion, mine: LocalRow | None, of: str) -> bool:
        if mine is None:
            return False
        if of in self._local.doubles:
            return of in mine.knew or cells(mine.version) == cells(version)
        if _number(mine.version) == _number(version):
            return cells(mine.version) == cells(version)
        return covers(mine.seen, version.epoch, version.seq)

    def _known_elsewhere(self, mine: LocalRow, place: Place) -> bool:
        return any(
            covers(one.statement.knows, mine.version.epoch, mine.version.seq)
            and not _numbered(self._rows[one.hash], place, mine.version)
            for one in self._heads
            if one.hash not in self._local.doubles
        )

    def _signed(self, sides: Mapping[Place, tuple[Side, ...]]) -> tuple[Mapping[Place, Row], Vector, Side] | None:
        """Return the rows as they were signed, what the signing desk knew then, and its side; None if none signed."""
        place, first = next(((at, each[0]) for at, each in sides.items() if at[0] == ASSESSMENT), (None, None))
        if place is None or first is None or not _is_signed(place, first):
            return None
        if first.of == HERE:
            mine = self._local.rows.get(place)
            return None if mine is None or self._local.signed is None else (self._local.signed, mine.seen, first)
        statement = next(one.statement for one in self._heads if one.hash == first.of)
        rows = {version.place: version.row for version in statement.rows if version.row is not None}
        return rows, statement.knows, first


def _against(signed: Row | None, sides: tuple[Side, ...], seen: Vector, first: Side) -> tuple[Side, ...]:
    late = tuple(side for side in sides if not covers(seen, side.epoch, side.seq) and not _same(side.row, signed))
    if not late:
        return sides
    known = next((side for side in sides if _same(side.row, signed)), None)
    return (known or Side(signed, first.epoch, first.seq, first.of, first.at), *late)


def _different(held: Iterable[Held]) -> tuple[Side, ...]:
    """Return the values that differ, what stands first; of equal ones the one with the highest number."""
    held = tuple(held)
    if len(held) == 1:
        return (_side(held[0]),)
    found: dict[str, tuple[Side, Place]] = {}
    for one in held:
        side = _side(one)
        value = canonical(cells(one.version))
        if value not in found or _rank(one.version.place, side) > _rank(one.version.place, found[value][0]):
            found[value] = side, one.version.place
    ordered = sorted(found.values(), key=lambda each: _rank(each[1], each[0]), reverse=True)
    return tuple(side for side, _place in ordered)


def _side(one: Held) -> Side:
    return Side(one.version.row, one.version.epoch, one.version.seq, one.of, one.at)


def _rank(place: Place, side: Side) -> tuple[bool, bool, int, str, str, str]:
    value = canonical(None if side.row is None else dict(side.row))
    return _is_signed(place, side), side.row is not None, side.seq, side.epoch, value, side.of


def _is_signed(place: Place, side: Side) -> bool:
    return place[0] == ASSESSMENT and side.row is not None and side.row.get("state") == AssessmentState.SIGNED.value


def _same(one: Row | None, other: Row | None) -> bool:
    return one == other if one is None or other is None else dict(one) == dict(other)


def _by_place(statement: Statement) -> dict[Place, list[RowVersion]]:
    found: dict[Place, list[RowVersion]] = defaultdict(list)
    for version in statement.rows:
        found[version.place].append(version)
    return dict(found)


_Rows = Mapping[Place, list[RowVersion]]


def _numbered(rows: _Rows, place: Place, version: RowVersion) -> bool:
    return any(_number(one) == _number(version) for one in rows.get(place, ()))


def _holds(rows: _Rows, place: Place, version: RowVersion) -> bool:
    same = (one for one in rows.get(place, ()) if _number(one) == _number(version))
    return any(cells(one) == cells(version) for one in same)


def _number(version: RowVersion) -> tuple[str, int]:
    return version.epoch, version.seq
