"""A thousand assessments of 25 criteria taken in, against the bare inserts of the same rows."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.building import START, a_portfolio, level, put_rubric, small_rubric, some_items
from tests.support.desks import ADA, BEN, desk
from tests.support.folders import fast_folder

from certdesk.actions.undoing import undo_label
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Section
from certdesk.store.assessments import assessment_row, feedback_row, mark_row
from certdesk.store.connection import open_database, use_safe_journal
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.schema import steps

pytestmark = pytest.mark.benchmark
ASSESSMENTS = 1000
WIDE = RubricRef("wide", "1.0.0")
CRITERIA = tuple(f"K{number:02}" for number in range(25))
WORDS = "The questions open the lesson, and pupils compare their predictions with what they measured."


def fill(workspace, codes, *, assessed):
    """Portfolios, and of each an assessment with marks and comments, as a deed each."""
    for code in codes:
        portfolio = a_portfolio(code, rubric=WIDE)
        with workspace.recording("portfolio.received", code, subject=portfolio.id) as recording:
            recording.put("portfolio", portfolio_row(portfolio))
            for item in some_items(portfolio):
                recording.put("item", item_row(item))
        if not assessed:
            continue
        id_ = f"assessment-{code}"
        one = Assessment(id_, portfolio.id, workspace.person, AssessmentState.OPEN, START)
        with workspace.recording("assessment.begun", code, subject=id_) as recording:
            recording.put("assessment", assessment_row(one))
            for number, criterion in enumerate(CRITERIA):
                recording.put("mark", mark_row(id_, criterion, level(number % 4 + 1)))
                recording.put("feedback", feedback_row(id_, criterion, Feedback(WORDS, WORDS, f"{code} {criterion}")))


def wide_rubric():
    """A rubric of 25 criteria."""
    small = small_rubric()
    criteria = tuple(replace(small.criteria[0], id=id_) for id_ in CRITERIA)
    return replace(small, id=WIDE.id, sections=(Section("A", "All", CRITERIA),), criteria=criteria, examples=())


def bare_inserts(path, rows):
    """The same rows into the same tables, in one commit."""
    db = open_database(path)
    use_safe_journal(db)
    steps.apply(db)
    db.execute("pragma foreign_keys = off")
    start = perf_counter()
    db.execute("begin immediate")
    for table, cells in rows.items():
        places = ", ".join("?" * len(cells[0]))
        db.conn.executemany(f"insert into {table} values ({places})", cells)  # noqa: S608 - our own names
    db.execute("commit")
    seconds = perf_counter() - start
    db.close()
    return seconds


def test_a_thousand_assessments(ratio):
    codes = [f"P-{number:04}" for number in range(ASSESSMENTS)]
    with fast_folder() as folder:
        ben, ada = desk(folder / "ben", BEN, rubric=False), desk(folder / "ada", ADA, rubric=False)
        ada.knows(ben)
        for one, assessed in ((ben, True), (ada, False)):
            put_rubric(one.workspace, wide_rubric())
            fill(one.workspace, codes, assessed=assessed)
        start = perf_counter()
        statements = [one for one in ben.says([f"portfolio-{code}" for code in codes]) if one.kind == "assessment"]
        stated = perf_counter() - start
        incoming = ben.package(statements)
        start = perf_counter()
        ada.sees(incoming)
        previewed = perf_counter() - start
        start = perf_counter()
        ada.takes(incoming)
        taken = perf_counter() - start
        start = perf_counter()
        ada.takes(incoming)
        again = perf_counter() - start
        undo = median_seconds(lambda: undo_label(ada.workspace), 20)
        rows = {
            table: ada.workspace.db.execute(f"select * from {table}").fetchall()  # noqa: S608 - our own names
            for table in ("assessment", "mark", "feedback")
        }
        bare = bare_inserts(folder / "bare.db", rows)
        ben.workspace.close()
        ada.workspace.close()
    note = f"stated {stated:.1f} s, preview {previewed:.1f} s, again {again:.2f} s, undo_label {undo * 1000:.2f} ms"
    ratio("1,000 assessments taken in", taken, "bare inserts of the same rows", bare, note)
    assert sum(map(len, rows.values())) == 51 * ASSESSMENTS
