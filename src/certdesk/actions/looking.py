"""Everything a screen or a printed list needs to know about a portfolio or the worklist, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from statistics import median

from certdesk.actions.consent_gate import Closing, closings, handles_closed, sees_names
from certdesk.actions.leading import is_certified_elsewhere
from certdesk.actions.tasks import asked_of, my_tasks
from certdesk.core.allocating import Purpose, Task
from certdesk.core.asked import asked_decision, asked_rubric
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.decision import Decision, decide
from certdesk.core.marks import UNMARKED, CommentOnly, Mark, Unmarked
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.printed import is_seen
from certdesk.core.readiness import Point, is_ready, readiness
from certdesk.core.rubric import Criterion, Rubric, Scale
from certdesk.core.scoring import weighted_mean
from certdesk.store.allocations import allocated_to_others, released_portfolios
from certdesk.store.assessments import SignedDocument, find_assessment, load_assessment, load_documents
from certdesk.store.journal import newest_time
from certdesk.store.overviews import WorklistEntry, worklist
from certdesk.store.places import time_spent
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.results_of_cohorts import banked_in
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

# Fewer signed portfolios than this say too little about somebody's pace.
PACE_NEEDS = 3


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One portfolio of the list. ``state`` is ``not_started``, ``in_progress``, ``ready`` or an assessment state.

    ``marks`` are by criterion, in the rubric's order; ``scales`` are theirs, in the same order. ``candidate`` is empty
    for assessors, because marking may be blind.
    """

    portfolio_id: str
    assessment_id: str | None
    code: str
    title: str
    state: str
    marks: tuple[tuple[str, Mark], ...]
    scales: tuple[Scale, ...]
    due_on: date | None
    received_on: date
    minutes_left: int | None
    items: int
    candidate: str = ""
    asked: tuple[str, ...] = ()
    """The only criteria that the programme asked for, empty where it is all of them."""

    @property
    def marked(self) -> int:
        """How many criteria have a mark."""
        return sum(not isinstance(mark, Unmarked | CommentOnly) for _criterion, mark in self.marks)


@dataclass(frozen=True, slots=True)
class Pace:
    """Minutes per signed portfolio: how many there are, their median, and the shortest and longest."""

    count: int
    median: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Worklist:
    """The rows by due date, and the person's own pace where enough was signed to know it.

    ``elsewhere`` counts portfolios that are here and left out, because they are not for this person to mark.
    """

    rows: tuple[WorklistRow, ...]
    pace: Pace | None
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """A portfolio with its evidence, its rubric, and this person's assessment of it if one was begun.

    ``closed`` are the items that whoever looks may not see, by id. ``asked`` are the only criteria that the programme
    asked this person for, empty where it is all of them.
    """

    portfolio: Portfolio
    items: tuple[EvidenceItem, ...]
    rubric: Rubric
    assessment: Assessment | None
    closed: Mapping[str, Closing] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that this person is asked for, in the rubric's order."""
        return asked_rubric(self.rubric, self.asked).criteria

    def item(self, item_id: str) -> EvidenceItem | None:
        """Find an item by its id."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An assessment with all that is judged, the decision as it stands, and what is missing before a signature.

    ``closed`` are the items that nobody may look at for assessing, by id. ``asked`` are the only criteria that the
    programme asked for, empty where it is all of them; then there is no decision but for the whole.
    """

    portfolio: Portfolio
    items: tuple[EvidenceItem, ...]
    rubric: Rubric
    assessment: Assessment
    decision: Decision
    mean: Fraction | None
    points: tuple[Point, ...]
    documents: tuple[SignedDocument, ...]
    minutes_spent: int
    saved_at: datetime
    closed: Mapping[str, Closing] = field(default_factory=dict)
    asked: tuple[str, ...] = ()

    def item(self, item_id: str) -> EvidenceItem | None:
        """Find an item by its id."""
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria that are asked for, in the rubric's order."""
        return asked_rubric(self.rubric, self.asked).criteria

    @property
    def unmarked(self) -> tuple[str, ...]:
        """The criteria that still need a mark, in the rubric's order."""
        marks = ((criterion.id, self.assessment.mark(criterion.id)) for criterion in self.criteria)
        return tuple(id_ for id_, mark in marks if isinstance(mark, Unmarked | CommentOnly))


def look_at_worklist(workspace: Workspace) -> Worklist:
    """Read the worklist of whoever acts."""
    entries = worklist(workspace.db, workspace.person)
    rubrics = {ref: load_rubric(workspace.db, ref) for ref in {entry.rubric for entry in entries}}
    pace = _pace(entries)
    tasks = my_tasks(workspace)
    if not sees_names(workspace):
        # On a desk that several share, nobody is shown what only others were given.
        others = allocated_to_others(workspace.db, workspace.person)
        entries = tuple(one for one in entries if one.assessment_id is not None or one.portfolio_id not in others)
    rows = tuple(
        _row(workspace, entry, rubrics[entry.rubric], pace, tasks.get(entry.portfolio_id))
        for entry in entries
        if entry.assessment_id is not None or not _is_withdrawn(tasks.get(entry.portfolio_id))
    )
    rows = tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max))) if tasks else rows
    if sees_names(workspace):
        names = {entry.portfolio_id: entry.candidate for entry in entries}
        rows = tuple(replace(row, candidate=names[row.portfolio_id]) for row in rows)
    return Worklist(rows, pace)


def look_at_today(workspace: Workspace) -> Worklist:
    """Read what there is to do for whoever acts, without what others were given and what is released."""
    whole = look_at_worklist(workspace)
    others = allocated_to_others(workspace.db, workspace.person) | released_portfolios(workspace.db)
    rows = tuple(row for row in whole.rows if row.assessment_id is not None or row.portfolio_id not in others)
    return replace(whole, rows=rows, elsewhere=len(whole.rows) - len(rows))


def look_at_portfolio(workspace: Workspace, portfolio_id: str) -> PortfolioView:
    """Read a portfolio. Raises NotFoundError."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    rubric = load_rubric(workspace.db, portfolio.rubric)
    assessment = find_assessment(workspace.db, portfolio_id, workspace.person)
    closed = {} if handles_closed(workspace) else closings(workspace, portfolio_id)
    asked = asked_of(workspace, rubric, portfolio_id, workspace.person)
    return PortfolioView(portfolio, load_items(workspace.db, portfolio_id), rubric, assessment, closed, asked)


def look_at_assessment(workspace: Workspace, assessment_id: str) -> AssessmentView:
    """Read an assessment whole. Raises NotFoundError."""
    assessment = load_assessment(workspace.db, assessment_id)
    portfolio = load_portfolio(workspace.db, assessment.portfolio_id)
    rubric = load_rubric(workspace.db, portfolio.rubric)
    asked = asked_of(workspace, rubric, portfolio.id, assessment.assessor_id)
    name = portfolio.candidate.name
    nameless = not is_seen(name) and is_certified_elsewhere(workspace, portfolio.id, assessment.assessor_id)
    return AssessmentView(
        portfolio=portfolio,
        items=load_items(workspace.db, portfolio.id),
        rubric=rubric,
        assessment=assessment,
        decision=asked_decision(rubric, asked)
        if asked
        else decide(rubric, assessment.marks, banked_in(workspace.db, assessment_id)),
        mean=weighted_mean(rubric.criteria, assessment.marks),
        points=readiness(rubric, assessment, hidden_names=(name,), holder=None if nameless else name, asked=asked),
        documents=load_documents(workspace.db, assessment_id),
        minutes_spent=time_spent(workspace, assessment_id) // 60,
        saved_at=newest_time(workspace.db, assessment_id) or assessment.begun_at,
        closed=closings(workspace, portfolio.id),
        asked=asked,
    )


def _is_withdrawn(task: Task | None) -> bool:
    """Whether the programme asks for it no more; what was begun stays in sight all the same."""
    return task is not None and task.purpose is Purpose.WITHDRAWN


def _row(
    workspace: Workspace, entry: WorklistEntry, rubric: Rubric, pace: Pace | None, task: Task | None
) -> WorklistRow:
    whole, rubric = rubric, asked_rubric(rubric, task.criteria if task else ())
    marks = tuple((criterion.id, entry.marks.get(criterion.id, UNMARKED)) for criterion in rubric.criteria)
    return WorklistRow(
        portfolio_id=entry.portfolio_id,
        assessment_id=entry.assessment_id,
        code=entry.code,
        title=entry.title,
        state=_state(workspace, entry, whole, task),
        marks=marks,
        scales=tuple(rubric.scale_of(criterion) for criterion in rubric.criteria),
        due_on=(task.due_on if task else None) or entry.due_on,
        received_on=entry.received_on,
        minutes_left=_minutes_left(entry, marks, pace, len(whole.criteria)),
        items=entry.items,
        asked=tuple(criterion.id for criterion in rubric.criteria) if rubric is not whole else (),
    )


def _state(workspace: Workspace, entry: WorklistEntry, rubric: Rubric, task: Task | None) -> str:
    if entry.assessment_id is None:
        return "not_started"
    if entry.state != AssessmentState.OPEN.value:
        return str(entry.state)
    asked = task.criteria if task else ()
    if any(criterion.id not in entry.marks for criterion in asked_rubric(rubric, asked).criteria):
        return "in_progress" if entry.marks or entry.seconds_spent else "not_started"
    ready = is_ready(rubric, load_assessment(workspace.db, entry.assessment_id), asked)
    return "ready" if ready else "in_progress"


def _minutes_left(
    entry: WorklistEntry, marks: tuple[tuple[str, Mark], ...], pace: Pace | None, whole: int
) -> int | None:
    if pace is None or entry.state in {AssessmentState.SIGNED.value, AssessmentState.CONFLICT.value}:
        return None
    unmarked = sum(isinstance(mark, Unmarked | CommentOnly) for _criterion, mark in marks)
    return round(pace.median * unmarked / max(1, whole))


def _pace(entries: tuple[WorklistEntry, ...]) -> Pace | None:
    minutes = sorted(
        entry.seconds_spent // 60
        for entry in entries
        if entry.state == AssessmentState.SIGNED.value and entry.seconds_spent >= 60
    )
    if len(minutes) < PACE_NEEDS:
        return None
    return Pace(len(minutes), round(median(minutes)), minutes[0], minutes[-1])
