"""Questions about who marks what in a cohort, each answered at once for all of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlite_utils import Database

from certdesk.core.cohorts import Allocation, Cohort
from certdesk.core.result_assessments import RESULT_AUTHOR
from certdesk.store.row_versions import catch_up

_IN_COHORT = "from assessment a join portfolio p on p.id = a.portfolio_id where p.programme = ? and p.cohort = ?"
_ONE = "from assessment a where a.portfolio_id = ?"


def conflicts_declared(db: Database, cohort: Cohort, portfolio_id: str = "") -> dict[str, frozenset[str]]:
    """Return by portfolio (of the cohort, or of one portfolio) who declared a conflict of interest on their desk."""
    where, given = _which(cohort, portfolio_id)
    return _grouped(db, f"select a.portfolio_id, a.assessor_id {where} and a.state = 'conflict'", given)


def work_begun(db: Database, cohort: Cohort, portfolio_id: str = "") -> dict[str, frozenset[str]]:
    """Return by portfolio (of the cohort, or of one portfolio) who has begun to mark it, as far as it came here."""
    where, given = _which(cohort, portfolio_id)
    sql = f"select a.portfolio_id, a.assessor_id {where} and a.state != 'conflict' and a.assessor_id != ?"
    return _grouped(db, sql, [*given, RESULT_AUTHOR])


def _which(cohort: Cohort, portfolio_id: str) -> tuple[str, list[str]]:
    return (_ONE, [portfolio_id]) if portfolio_id else (_IN_COHORT, [cohort.programme, cohort.name])


def _grouped(db: Database, sql: str, values: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for portfolio_id, assessor_id in db.execute(sql, values).fetchall():
        found[portfolio_id].add(assessor_id)
    return {portfolio_id: frozenset(people) for portfolio_id, people in found.items()}


def is_signed(db: Database, allocation: Allocation) -> bool:
    """Whether an assessor has signed what was allocated to them."""
    sql = "select 1 from assessment where portfolio_id = ? and assessor_id = ? and state = 'signed'"
    return db.execute(sql, [allocation.portfolio_id, allocation.assessor_id]).fetchone() is not None


def waiting_counts(db: Database) -> dict[str, int]:
    """Return how many portfolios wait with each assessor, of all cohorts: allocated and not signed."""
    sql = (
        "select l.assessor_id, count(*) from allocation l left join assessment a"
        " on a.portfolio_id = l.portfolio_id and a.assessor_id = l.assessor_id"
        " where l.ended_at is null and (a.state is null or a.state not in ('signed', 'conflict')) group by 1"
    )
    return dict(db.execute(sql).fetchall())


def last_sent(db: Database) -> dict[tuple[str, str], datetime]:
    """Return when each portfolio last went to each person: by the ids of both."""
    sql = (
        "select s.subject, e.peer, max(e.at) from exchange_statement s join exchange e on e.id = s.exchange_id"
        " where e.direction = 'handed_over' and s.kind in ('portfolio', 'blind_portfolio') group by 1, 2"
    )
    found: dict[tuple[str, str], datetime] = {}
    for subject, peers, at in db.execute(sql).fetchall():
        for peer in str(peers).split():
            key, moment = (subject, peer), datetime.fromisoformat(at)
            found[key] = max(found.get(key, moment), moment)
    return found


def tasks_told(db: Database, person: str) -> frozenset[str]:
    """Return the portfolios about which a package has told somebody what to do, as long as they are here."""
    sql = (
        "select p.id from exchange_statement s join exchange e on e.id = s.exchange_id"
        " join portfolio p on s.subject = p.id || '/' || :person"
        " where s.kind = 'task' and e.direction = 'handed_over'"
    )
    return frozenset(row[0] for row in db.execute(sql, {"person": person}).fetchall())


def allocated_to_others(db: Database, person: str) -> frozenset[str]:
    """Return the portfolios that others are to mark and this person is not, where allocations are kept here."""
    sql = (
        "select portfolio_id from allocation where ended_at is null and assessor_id != :person"
        " except select portfolio_id from allocation where ended_at is null and assessor_id = :person"
    )
    return frozenset(row[0] for row in db.execute(sql, {"person": person}).fetchall())


def released_portfolios(db: Database) -> frozenset[str]:
    """Return the portfolios whose results are released."""
    return frozenset(
        row[0] for row in db.execute("select portfolio_id from result where state = 'released'").fetchall()
    )


def tasks_changed(db: Database) -> dict[str, datetime]:
    """Return when each task (by its id) was last changed on this desk, as far as the journal knows."""
    catch_up(db)
    rows = db.execute("select json_extract(row_key, '$.id'), at from row_version where tbl = 'task'").fetchall()
    return {task: datetime.fromisoformat(at) for task, at in rows}
