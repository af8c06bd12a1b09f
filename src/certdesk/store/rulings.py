"""What cases are made of: everybody's ratings in a cohort with few questions, and what the lead decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from certdesk.core.assessment import AssessmentState
from certdesk.core.cases import Ruling
from certdesk.core.cohorts import Cohort, Rating, Turn
from certdesk.core.marks import Mark, mark_from_plain, mark_to_plain
from certdesk.core.result_assessments import RESULT_AUTHOR
from certdesk.store.records import Row

_UNIT, _RECORD = "\x1f", "\x1e"

# One line for each assessment: a million marks as rows would take several times as long to read.
_RATINGS = """
select a.portfolio_id, a.id, a.assessor_id, a.state, a.signed_at,
       case when a.state = 'signed' then (
           select group_concat(
               m.criterion_id || char(31) || m.kind || char(31) || coalesce(m.level, '') || char(31)
                   || coalesce(m.code, ''), char(30)
           ) from mark m where m.assessment_id = a.id
       ) end
from portfolio p join assessment a on a.portfolio_id = p.id
where p.programme = :programme and p.cohort = :cohort and a.assessor_id != :nobody and (:one = '' or p.id = :one)
order by a.id
"""


def ratings_of(
    db: Database, cohort: Cohort, portfolio_id: str = ""
) -> tuple[dict[str, list[Rating]], dict[str, frozenset[str]]]:
    """Read all ratings of a cohort (or of one portfolio) by portfolio, and by portfolio who declared a conflict.

    Every rating has the turn ``FIRST`` until its allocation says another. Only signed ones bring marks. The same mark
    is the same object wherever it was given.
    """
    ratings: defaultdict[str, list[Rating]] = defaultdict(list)
    conflicts: defaultdict[str, set[str]] = defaultdict(set)
    known = _Marks(db)
    asked = {"programme": cohort.programme, "cohort": cohort.name, "nobody": RESULT_AUTHOR, "one": portfolio_id}
    for about, id_, assessor, state, signed_at, marks in db.execute(_RATINGS, asked):
        if state == AssessmentState.CONFLICT.value:
            conflicts[about].add(assessor)
            continue
        signed = state == AssessmentState.SIGNED.value
        at = datetime.fromisoformat(signed_at) if signed and signed_at else None
        given = known.of(id_, marks) if marks else {}
        ratings[about].append(Rating(id_, assessor, Turn.FIRST, signed, given, at))
    return ratings, {key: frozenset(people) for key, people in conflicts.items()}


class _Marks(dict[str, tuple[str, Mark]]):
    """Reads marks as the question gives them; each text once."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db
        self._marks: dict[tuple[str, str, str], Mark] = {}

    def of(self, assessment_id: str, text: str) -> Mapping[str, Mark]:
        """Return the marks of an assessment by criterion."""
        try:
            return dict(map(self.__getitem__, text.split(_RECORD)))
        except ValueError:
            # A criterion's id holds one of the separators: no rubric of ours has such, but a file may say anything.
            rows = self._db.query("select * from mark where assessment_id = ?", [assessment_id])
            return {row["criterion_id"]: mark_from_plain(row) for row in rows}

    def __missing__(self, text: str) -> tuple[str, Mark]:
        criterion_id, kind, level, code = text.split(_UNIT)
        key = (kind, level, code)
        if key not in self._marks:
            self._marks[key] = mark_from_plain({"kind": kind, "level": level, "code": code})
        self[text] = found = (criterion_id, self._marks[key])
        return found


def ruling_row(ruling: Ruling) -> Row:
    """Return the row of a ruling."""
    plain = mark_to_plain(ruling.mark)
    return {
        "portfolio_id": ruling.portfolio_id,
        "criterion_id": ruling.criterion_id,
        "kind": plain["kind"],
        "level": plain.get("level"),
        "code": plain.get("code"),
        "assessment_id": "",
        "reason": ruling.reason,
        "ruled_by": ruling.ruled_by,
        "at": ruling.at.isoformat(),
    }


def rulings_of(db: Database, cohort: Cohort) -> dict[str, dict[str, Ruling]]:
    """Read what was ruled in a cohort, by portfolio and criterion."""
    sql = "select r.* from ruling r join portfolio p on p.id = r.portfolio_id where p.programme = ? and p.cohort = ?"
    return _rulings(db.query(sql, [cohort.programme, cohort.name]))


def rulings_on(db: Database, portfolio_id: str) -> dict[str, Ruling]:
    """Read what was ruled on one portfolio, by criterion."""
    rows = db.query("select * from ruling where portfolio_id = ?", [portfolio_id])
    return _rulings(rows).get(portfolio_id, {})


def _rulings(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, Ruling]]:
    found: defaultdict[str, dict[str, Ruling]] = defaultdict(dict)
    for row in rows:
        mark = mark_from_plain({key: row[key] for key in ("kind", "level", "code")})
        at = datetime.fromisoformat(row["at"])
        found[row["portfolio_id"]][row["criterion_id"]] = Ruling(
            row["portfolio_id"], row["criterion_id"], mark, row["reason"], row["ruled_by"], at
        )
    return found
