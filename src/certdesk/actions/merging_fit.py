"""Whether what comes in has everything here that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from certdesk.actions.merging_checks import why_unfit
from certdesk.actions.merging_values import Code, Incoming
from certdesk.core.assessment import AssessmentState
from certdesk.core.portfolio import RubricRef
from certdesk.core.result_assessments import RESULT_AUTHOR, is_result_assessment
from certdesk.core.rubric import Rubric
from certdesk.core.statements import Place, Row, SubjectKind
from certdesk.core.words import _
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.statement_rows import belongs_elsewhere, rows_of, rubric_subject
from certdesk.store.workspace import Workspace

Rows = Mapping[Place, Row | None]
_WITH_OWN_IDS = frozenset({"item", "consent", "item_copy", "annotation", "document"})
Why = tuple[str, str, str]
"""A code, words, and what it waits for."""


class Fit:
    """What is here and what will have come in by the time that a record is kept."""

    def __init__(self, workspace: Workspace, incoming: Incoming | None) -> None:
        self._workspace = workspace
        self._incoming = incoming
        self._rubrics: dict[RubricRef, Rubric | None] = dict.fromkeys(list_rubrics(workspace.db))
        self._portfolios: dict[str, Rows] = {}
        self._claimed: dict[Place, str] = {}

    def rubric(self, ref: RubricRef) -> Rubric | None:
        """Return a version that is here or comes in, or None."""
        if ref not in self._rubrics:
            return None
        found = self._rubrics[ref]
        if found is None:
            found = self._rubrics[ref] = load_rubric(self._workspace.db, ref)
        return found

    def is_taken_elsewhere(self, subject: str, rows: Rows) -> bool:
        """Whether a row of a record is one of another record, here or in the same package."""
        own = [place for place in rows if place[0] in _WITH_OWN_IDS]
        if any(self._claimed.get(place, subject) != subject for place in own):
            return True
        self._claimed.update(dict.fromkeys(own, subject))
        return belongs_elsewhere(self._workspace.db, subject, own)

    def will_have(self, ref: RubricRef, rubric: Rubric) -> None:
        """Remember a version that comes in."""
        self._rubrics[ref] = rubric

    def will_show(self, portfolio_id: str, rows: Rows) -> None:
        """Remember a portfolio that comes in; the full one counts more than one under a pseudonym."""
        self._portfolios.setdefault(portfolio_id, rows)

    def lacks(self, rows: Rows) -> Why | None:
        """Say what a portfolio waits for, or None."""
        head = _head("portfolio", rows)
        if head is None:
            return None
        ref = _ref(head)
        if ref not in self._rubrics:
            text = _("The rubric {id} {version} is not here yet.").format(id=ref.id, version=ref.version)
            return Code.RUBRIC, text, rubric_subject(ref.id, ref.version)
        missing = next((digest for digest in _digests(rows) if not self._has_file(digest)), "")
        return (Code.FILE, _("Files of it are not here yet."), missing) if missing else None

    def refused_here(self, portfolio_id: str, rows: Rows) -> Why | None:
        """Say why a portfolio can't go over to another version of its rubric here, or None."""
        head = _head("portfolio", rows)
        here = _head("portfolio", rows_of(self._workspace.db, SubjectKind.PORTFOLIO, portfolio_id))
        if head is None or here is None or _ref(here) == _ref(head):
            return None
        sql = "select id, state from assessment where portfolio_id = ?"
        for assessment_id, state in self._workspace.db.execute(sql, [portfolio_id]).fetchall():
            if state == AssessmentState.SIGNED.value:
                text = _("It is signed here on version {version} of its rubric.")
                return Code.ASSESSED, text.format(version=here["rubric_version"]), portfolio_id
            rubric = self.rubric(_ref(head))
            marks = rows_of(self._workspace.db, SubjectKind.ASSESSMENT, assessment_id)
            unfit = why_unfit(rubric, marks) if rubric else ""
            if unfit:
                return Code.ASSESSED, unfit, portfolio_id
        return None

    def misfit(self, rows: Rows) -> Why | None:
        """Say what an assessment waits for, or None."""
        judged = _head("assessment", rows)
        if judged is None:
            return None
        portfolio_id = str(judged["portfolio_id"])
        if is_result_assessment(str(judged["id"])) or judged["assessor_id"] == RESULT_AUTHOR:
            # Results are decided where the cohort is led: nobody sends one in an assessor's place.
            return Code.UNFIT, _("It says of itself that it is a result, and nobody's assessment."), portfolio_id
        portfolio = self._shown(portfolio_id)
        head = _head("portfolio", portfolio)
        if head is None:
            return Code.PORTFOLIO, _("The portfolio that it judges is not here yet."), portfolio_id
        items = {row["id"] for (table, _key), row in portfolio.items() if table == "item" and row}
        for (table, _key), row in rows.items():
            if table == "annotation" and row and row["item_id"] not in items:
                return Code.ITEM, _("It points at evidence that is not here."), str(row["item_id"])
        rubric = self.rubric(_ref(head))
        unfit = why_unfit(rubric, rows) if rubric else ""
        return (Code.UNFIT, unfit, portfolio_id) if unfit else None

    def _shown(self, portfolio_id: str) -> Rows:
        if portfolio_id not in self._portfolios:
            self._portfolios[portfolio_id] = rows_of(self._workspace.db, SubjectKind.PORTFOLIO, portfolio_id)
        return self._portfolios[portfolio_id]

    def _has_file(self, digest: str) -> bool:
        return self._workspace.vault.has(digest) or (self._incoming is not None and self._incoming.has_file(digest))


def _head(table: str, rows: Rows) -> Row | None:
    return next((row for (each, _key), row in rows.items() if each == table and row), None)


def _ref(portfolio: Row) -> RubricRef:
    return RubricRef(str(portfolio["rubric_id"]), str(portfolio["rubric_version"]))


def _digests(rows: Rows) -> Iterable[str]:
    return (str(row["digest"]) for (table, _key), row in rows.items() if row and table in {"item", "item_copy"})
