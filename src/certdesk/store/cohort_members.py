"""The portfolios and listed candidates of a cohort, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from certdesk.core.cohorts import Cohort


@dataclass(frozen=True, slots=True)
class Taking:
    """A portfolio of a programme: whose it is by name, in which cohort, and by which number it is known elsewhere."""

    portfolio_id: str
    code: str
    name: str
    school: str
    language: str
    cohort: str
    received_on: str


@dataclass(frozen=True, slots=True)
class CohortHere:
    """That portfolios here name a cohort, with how many of which rubric."""

    programme: str
    name: str
    rubric_id: str
    rubric_version: str
    portfolios: int


def takings(db: Database, programme: str) -> tuple[Taking, ...]:
    """Read every portfolio of a programme, by code."""
    sql = (
        "select id, code, candidate_name, candidate_school, candidate_language, cohort, received_on from portfolio"
        " where programme = ? order by code, id"
    )
    return tuple(Taking(*row) for row in db.execute(sql, [programme]).fetchall())


def known_as_user(db: Database, programme: str) -> dict[str, tuple[str, ...]]:
    """Return by which users of other systems the portfolios of a programme are known."""
    sql = (
        "select e.subject, e.system, e.value from external_id e join portfolio p on p.id = e.subject"
        " where p.programme = ? and e.kind = 'user'"
    )
    found: dict[str, tuple[str, ...]] = {}
    for subject, system, value in db.execute(sql, [programme]).fetchall():
        found[subject] = (*found.get(subject, ()), f"{system} {value}")
    return found


def cohorts_named(db: Database) -> tuple[CohortHere, ...]:
    """Return the cohorts that portfolios name and that nobody has made here, with their commonest rubric first."""
    sql = (
        "select programme, cohort, rubric_id, rubric_version, count(*) as n from portfolio p"
        " where not exists (select 1 from cohort c where c.programme = p.programme and c.name = p.cohort)"
        " group by 1, 2, 3, 4 order by 1, 2, n desc, 3, 4"
    )
    return tuple(CohortHere(*row) for row in db.execute(sql).fetchall())


def rubrics_in(db: Database, cohort: Cohort) -> dict[tuple[str, str], int]:
    """Return by which versions of rubrics the portfolios of a cohort are assessed, and how many by each."""
    sql = (
        "select rubric_id, rubric_version, count(*) from portfolio where programme = ? and cohort = ?"
        " group by 1, 2 order by 3 desc"
    )
    rows = db.execute(sql, [cohort.programme, cohort.name]).fetchall()
    return {(row[0], row[1]): row[2] for row in rows}
