"""Histories of one person's desks, as statements without keys: what each desk knew and changed, and when it said so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from certdesk.core.merged import Said
from certdesk.core.statements import FORMAT, RowVersion, Statement, SubjectKind, seal

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CRITERIA = ("T1", "T2", "T3")
SUBJECT = "assessment-1"


def head_row(person: str, state: str = "open") -> dict[str, str | int | None]:
    """The row of an assessment."""
    at = NOON.isoformat() if state == "signed" else None
    return {
        "id": SUBJECT,
        "portfolio_id": "portfolio-1",
        "assessor_id": person,
        "state": state,
        "begun_at": NOON.isoformat(),
        "summary": "",
        "reason": "",
        "signed_at": at,
    }


def mark_row(criterion: str, level: int) -> dict[str, str | int | None]:
    """The row of a mark."""
    return {"assessment_id": SUBJECT, "criterion_id": criterion, "kind": "level", "level": str(level), "code": None}


def head(person: str, epoch: str, seq: int, state: str = "open") -> RowVersion:
    """A version of the row of an assessment."""
    return RowVersion("assessment", {"id": SUBJECT}, head_row(person, state), epoch, seq)


def mark(criterion: str, level: int | None, epoch: str, seq: int) -> RowVersion:
    """A version of a mark; without a level it was removed."""
    key = {"assessment_id": SUBJECT, "criterion_id": criterion}
    return RowVersion("mark", key, None if level is None else mark_row(criterion, level), epoch, seq)


def statement(
    epoch: str, seq: int, rows: tuple[RowVersion, ...], after: dict[str, int] | None = None, person: str = "ben"
) -> Statement:
    """An assessment as one desk has it."""
    return Statement(
        format=FORMAT,
        kind=SubjectKind.ASSESSMENT,
        subject=SUBJECT,
        programme="",
        author=f"did:key:{person}",
        person=person,
        epoch=epoch,
        seq=seq,
        after=tuple(sorted((after or {}).items())),
        at=NOON + timedelta(minutes=seq),
        rows=rows,
    )


def said(one: Statement, rank: int = 1) -> Said:
    """A statement under its digest."""
    return Said(seal(one).hash, one, rank)


@dataclass
class ModelDesk:
    """What one of a person's desks knows, kept in the plainest way: of each row the versions nobody has replaced."""

    epoch: str
    seq: int = 0
    knows: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[tuple[str, int], int | None]] = field(default_factory=dict)

    def edit(self, criterion: str, level: int | None) -> None:
        """Change one mark."""
        self._count()
        self.rows[criterion] = {(self.epoch, self.seq): level}

    def say(self) -> Statement:
        """State everything."""
        marks = tuple(
            mark(criterion, level, *number)
            for criterion, versions in sorted(self.rows.items())
            for number, level in sorted(versions.items())
        )
        others = {epoch: seq for epoch, seq in self.knows.items() if epoch != self.epoch}
        return statement(self.epoch, self.seq, (head("ben", "A", 1), *marks), others)

    def take(self, other: ModelDesk) -> None:
        """Take in everything that another desk knows."""
        for criterion in set(self.rows) | set(other.rows):
            mine, theirs = self.rows.get(criterion, {}), other.rows.get(criterion, {})
            kept = {n: v for n, v in mine.items() if n in theirs or other.knows.get(n[0], 0) < n[1]}
            came = {n: v for n, v in theirs.items() if n in mine or self.knows.get(n[0], 0) < n[1]}
            self.rows[criterion] = {**kept, **came}
        for epoch, seq in other.knows.items():
            self.knows[epoch] = max(seq, self.knows.get(epoch, 0))
        self._count()

    def _count(self) -> None:
        self.seq += 1
        self.knows[self.epoch] = self.seq


@st.composite
def histories(draw: st.DrawFn, desks: int = 2) -> tuple[tuple[Statement, ...], tuple[ModelDesk, ...]]:
    """Random edits, statements and exchanges of some desks; every desk says at last what it has."""
    here = [ModelDesk(epoch) for epoch in "ABC"[:desks]]
    here[0].edit("T1", 1)
    here[1].take(here[0])
    said_: list[Statement] = []
    number = st.integers(0, desks - 1)
    steps = st.tuples(number, st.sampled_from("eeest"), st.sampled_from(CRITERIA), st.integers(0, 4), number)
    for which, what, criterion, level, other in draw(st.lists(steps, max_size=14)):
        if what == "e":
            here[which].edit(criterion, level or None)
        elif what == "s":
            said_.append(here[which].say())
        elif other != which:
            here[which].take(here[other])
    said_ += [one.say() for one in here]
    return tuple(said_), tuple(here)


def forked(one: Statement, level: int) -> Statement:
    """The same number with something else in it."""
    other = tuple(
        mark(row.key["criterion_id"], level, row.epoch, row.seq) if row.table == "mark" else row for row in one.rows
    )
    return replace(one, rows=other)
