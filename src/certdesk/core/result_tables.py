"""The results of a cohort as tables that leave the desk: their rows, with exact numbers and all five kinds of mark.

Every value is a text, a whole number, a decimal, a day, yes or no, or missing; a text that is empty is not missing.
Exact numbers stand twice: as text (``38/15``), which is what counts, and as a decimal that is never rounded up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from certdesk.core.assessment import Feedback
from certdesk.core.cohorts import CohortResult, Rating, SettledMark, Turn
from certdesk.core.composing import level_label
from certdesk.core.fields import written
from certdesk.core.marks import UNMARKED, Mark, Unscorable, level_of, mark_to_plain
from certdesk.core.result_columns import MARKS, RESULTS, Column, Kind, Sort
from certdesk.core.rubric import Criterion, Rubric

Value = str | int | Decimal | date | bool | None
Cells = tuple[Value, ...]
Row = dict[str, Value]
RESULT_TURN = "result"
PLACES = 6
_TURNS = tuple(Turn)


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name, with its columns and as many values in every row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a table says about the certificate of a result."""

    serial: str
    state: str
    issued_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """All that is handed over of one candidate.

    ``id`` is the portfolio's id, or the pseudonym that takes its place. ``words`` are those of the result by criterion.
    ``report`` and ``certificate_file`` are paths in the folder, empty where there is none.
    """

    id: str
    result: CohortResult
    ratings: tuple[Rating, ...] = ()
    settled: tuple[SettledMark, ...] = ()
    words: Mapping[str, Feedback] = field(default_factory=dict)
    certificate: CertificateFacts | None = None
    report: str = ""
    certificate_file: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the recipient is told: ``assessors`` are the names or labels by id; ``columns`` those chosen, all if empty.

    ``leave_out`` are the sorts of columns that this hand-over never has.
    """

    programme: str
    cohort: str
    rubric: Rubric
    assessors: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()
    leave_out: frozenset[Sort] = frozenset()

    def keeps(self, column: Column) -> bool:
        """Whether a column is handed over; keys of rows always are."""
        if column.sort in self.leave_out:
            return False
        return column.sort is Sort.KEY or not self.columns or column.name in self.columns


def results_table(records: Iterable[ResultRecord], told: Told) -> Table:
    """Return a row for each candidate, with the level of each criterion and what kind of mark it is."""
    columns = _result_columns(told.rubric)
    return _table("results", columns, told, (_result_row(record, told) for record in records))


def marks_table(records: Iterable[ResultRecord], told: Told) -> Table:
    """Return a row for each candidate, criterion and turn; turn ``result`` holds the marks that count."""
    return _table("marks", MARKS, told, (row for record in records for row in _mark_rows(record, told)))


def columns_known(rubric: Rubric) -> tuple[str, ...]:
    """Return the names of all columns that can be chosen, in their order."""
    found = (*_result_columns(rubric), *MARKS)
    return tuple(dict.fromkeys(column.name for column in found))


def exact(number: Fraction | None) -> str | None:
    """Write a number exactly: ``3``, ``2.75`` or ``38/15``."""
    return None if number is None else written(number)


def decimal(number: Fraction | None) -> Decimal | None:
    """Return a number as a decimal of at most six places; never more than it is, so that it never meets a cut above."""
    if number is None:
        return None
    steps = number.numerator * 10**PLACES // number.denominator
    return plain_decimal(Decimal(steps) / 10**PLACES)


def plain_decimal(number: Decimal) -> Decimal:
    """Return a decimal without zeros at its end and without an exponent, so that equal ones look the same."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".")) if "." in f"{number:f}" else Decimal(f"{number:f}")


def kind_of(mark: Mark) -> str:
    """Return which of the five things a mark is."""
    return mark_to_plain(mark)["kind"]


def mark_in_a_word(mark: Mark) -> str:
    """Say a mark in one cell: an exact level, or the kind of mark that has none, with its code."""
    level = level_of(mark)
    if level is not None:
        return written(level)
    return f"unscorable:{mark.code}" if isinstance(mark, Unscorable) else kind_of(mark)


def _result_columns(rubric: Rubric) -> tuple[Column, ...]:
    """Return the columns of results, with those of criteria before what is told of certificates."""
    at = next(number for number, column in enumerate(RESULTS) if column.sort is Sort.PROOF)
    return (*RESULTS[:at], *_columns_of_criteria(rubric), *RESULTS[at:])


def _columns_of_criteria(rubric: Rubric) -> Iterator[Column]:
    for criterion in rubric.criteria:
        yield Column(f"level_{criterion.id}", Kind.NUMBER, Sort.MARK, criterion.title, "", criterion.id)
        yield Column(f"mark_{criterion.id}", Kind.TEXT, Sort.MARK, criterion.title, "", criterion.id)


def _table(name: str, columns: tuple[Column, ...], told: Told, rows: Iterable[Row]) -> Table:
    kept = tuple(column for column in columns if told.keeps(column))
    return Table(name, kept, tuple(tuple(row[column.name] for column in kept) for row in rows))


def _common(record: ResultRecord, told: Told) -> Row:
    result, member = record.result, record.result.member
    return {
        "id": record.id, "programme": told.programme, "cohort": told.cohort, "rubric": told.rubric.id,
        "rubric_version": told.rubric.version, "code": member.code, "name": member.name,
        "candidate_id": member.candidate_id or None, "school": member.school or None,
        "language": member.language or None, "subject": member.subject or None, "attempt": member.attempt,
        "outcome": result.outcome, "outcome_label": result.label, "certifies": result.certifies,
        "score_exact": exact(result.score), "score": decimal(result.score),
    }  # fmt: skip


def _result_row(record: ResultRecord, told: Told) -> Row:
    result, paper = record.result, record.certificate
    row = _common(record, told) | {
        "decided_on": _day(result.decided_at), "released_on": _day(result.released_at),
        "ratings": len(record.ratings), "certificate": paper.serial if paper else None,
        "certificate_state": paper.state if paper else None, "issued_on": paper.issued_on if paper else None,
        "valid_until": paper.valid_until if paper else None, "report_file": record.report or None,
        "certificate_file": record.certificate_file or None,
    }  # fmt: skip
    for criterion in told.rubric.criteria:
        mark = result.marks.get(criterion.id, UNMARKED)
        row[f"level_{criterion.id}"] = decimal(level_of(mark))
        row[f"mark_{criterion.id}"] = mark_in_a_word(mark)
    return row


def _mark_rows(record: ResultRecord, told: Told) -> Iterator[Row]:
    common, result = _common(record, told), record.result
    counting = {one.criterion_id: one for one in record.settled}
    for rating in sorted(record.ratings, key=lambda one: (_TURNS.index(one.turn), one.assessment_id)):
        for criterion in told.rubric.criteria:
            if rating.criteria and criterion.id not in rating.criteria:
                continue
            settled = counting.get(criterion.id)
            yield common | _mark(criterion, rating.marks.get(criterion.id, UNMARKED), told) | {
                "turn": rating.turn.value, "assessor": told.assessors.get(rating.assessor_id) or None,
                "counts": settled is not None and rating.assessment_id in settled.assessment_ids, "rule": None,
                "averaged": False, "marked_on": _day(rating.signed_at), "strength": None, "next_step": None,
            }  # fmt: skip
    for criterion in told.rubric.criteria:
        settled, words = counting.get(criterion.id), record.words.get(criterion.id)
        yield common | _mark(criterion, result.marks.get(criterion.id, UNMARKED), told) | {
            "turn": RESULT_TURN, "assessor": None, "counts": True, "rule": settled.rule if settled else None,
            "averaged": criterion.id in result.averaged, "marked_on": _day(result.decided_at),
            "strength": words.strength if words else None, "next_step": words.next_step if words else None,
        }  # fmt: skip


def _mark(criterion: Criterion, mark: Mark, told: Told) -> Row:
    level = level_of(mark)
    return {
        "criterion": criterion.id, "section": criterion.section, "criterion_title": criterion.title,
        "kind": kind_of(mark), "level_exact": exact(level), "level": decimal(level),
        "level_label": level_label(told.rubric.scale_of(criterion), mark) if level is not None else None,
        "unscorable_code": mark.code if isinstance(mark, Unscorable) else None,
    }  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    """Return the day of a moment, in universal time: the same on every desk."""
    return moment.astimezone(UTC).date() if moment else None
