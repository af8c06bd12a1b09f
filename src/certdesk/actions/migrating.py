"""Let portfolios go over to another version of their rubric, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.changes import Change
from certdesk.core.decision import INCOMPLETE, Decision, decide
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import Mark
from certdesk.core.migration import CriterionMove, Fate, Passage, kept_marks, passage
from certdesk.core.portfolio import Portfolio, RubricRef
from certdesk.core.readiness import is_ready
from certdesk.core.words import _, ngettext
from certdesk.store.assessments import assessments_of_all, assessments_on
from certdesk.store.people import list_people
from certdesk.store.portfolios import load_portfolios, portfolio_row, portfolios_on
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Recording, Workspace


@dataclass(frozen=True)
class AssessmentMove:
    """One assessor's marks of a portfolio, criterion by criterion, and the result before and after.

    Results are decided when somebody looks at them: a plan may hold thousands, and a window shows twenty.
    """

    assessment_id: str
    assessor: str
    state: AssessmentState
    moves: tuple[CriterionMove, ...]
    marks: Mapping[str, Mark]
    way: Passage = field(repr=False)
    assessment: Assessment = field(repr=False)

    @cached_property
    def before(self) -> Decision:
        """The result as it is."""
        return decide(self.way.old, self.marks)

    @cached_property
    def standing(self) -> str:
        """How far it is by the version that it is on, in the words of the worklist: ``ready`` when it may be signed."""
        if self.state is not AssessmentState.OPEN:
            return self.state.value
        if not is_ready(self.way.old, self.assessment):
            return "in_progress"
        return "no_result" if self.before.outcome == INCOMPLETE else "ready"

    @cached_property
    def after(self) -> Decision:
        """The result of the marks that are kept, by the new version."""
        return decide(self.way.new, kept_marks(self.moves))

    def fates(self, *fates: Fate) -> tuple[CriterionMove, ...]:
        """Return the criteria that have one of these fates."""
        return tuple(move for move in self.moves if move.fate in fates)


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """What going over does to one portfolio; ``refused`` says why it can't, and is empty when it can."""

    portfolio_id: str
    code: str
    title: str
    cohort: str
    assessments: tuple[AssessmentMove, ...]
    refused: str = ""

    @property
    def kept(self) -> int:
        """How many marks stay."""
        return self._count(Fate.KEPT)

    @property
    def to_mark(self) -> int:
        """How many criteria have to be marked, again or because they are new."""
        return self._count(Fate.AGAIN, Fate.NEW)

    @property
    def gone(self) -> int:
        """How many criteria fall away."""
        return self._count(Fate.GONE)

    def _count(self, *fates: Fate) -> int:
        return sum(len(assessment.fates(*fates)) for assessment in self.assessments)


def plan_migration(
    workspace: Workspace, from_ref: RubricRef, to_ref: RubricRef, *, trusted: Collection[str] = ()
) -> tuple[PlannedMove, ...]:
    """Say for each portfolio on a version what going over to another would do, in the order of their codes.

    ``trusted`` names criteria of which somebody judged that their new wording means the same. Raises NotFoundError
    for a version that is not here, NotAllowedError for one of another rubric.
    """
    way = _way(workspace, from_ref, to_ref, trusted)
    assessments = assessments_on(workspace.db, from_ref.id, from_ref.version)
    names = {person.id: person.name for person in list_people(workspace.db)}
    return tuple(
        _planned(portfolio, way, assessments.get(portfolio.id, ()), names)
        for portfolio in portfolios_on(workspace.db, from_ref)
    )


def migrate(
    workspace: Workspace, portfolio_ids: Iterable[str], to_ref: RubricRef, *, trusted: Collection[str] = ()
) -> Change:
    """Let portfolios go over to another version of their rubric; those that are on it already stay as they are.

    Marks that must be given again become unmarked; words, evidence and the marks of before stay in the journal, and
    undo brings everything back at once. Raises NotAllowedError when one of them has a signed assessment: then none
    goes over.
    """
    portfolios = load_portfolios(workspace.db, portfolio_ids)
    moving = [portfolio for portfolio in portfolios if portfolio.rubric != to_ref]
    assessments = assessments_of_all(workspace.db, [portfolio.id for portfolio in moving])
    for portfolio in moving:
        _refuse_if_signed(portfolio, assessments.get(portfolio.id, ()))
    text = ngettext(
        "{count} portfolio goes over to {title} {version}",
        "{count} portfolios go over to {title} {version}",
        len(moving),
    )
    title = load_rubric(workspace.db, to_ref).title
    label = text.format(count=len(moving), title=title, version=to_ref.version)
    with workspace.recording("portfolio.migrated", label, subject=to_ref.id) as recording:
        ways = {ref: _way(workspace, ref, to_ref, trusted) for ref in {portfolio.rubric for portfolio in moving}}
        for portfolio in moving:
            recording.put("portfolio", portfolio_row(replace(portfolio, rubric=to_ref)))
            for assessment in assessments.get(portfolio.id, ()):
                _carry_over(recording, assessment, ways[portfolio.rubric].moves(assessment))
    return recording.change


def _carry_over(recording: Recording, assessment: Assessment, moves: tuple[CriterionMove, ...]) -> None:
    kept = kept_marks(moves)
    for criterion_id in assessment.marks:
        if criterion_id not in kept:
            recording.remove("mark", {"assessment_id": assessment.id, "criterion_id": criterion_id})


def _planned(
    portfolio: Portfolio, way: Passage, assessments: tuple[Assessment, ...], names: Mapping[str, str]
) -> PlannedMove:
    signed = any(assessment.state is AssessmentState.SIGNED for assessment in assessments)
    return PlannedMove(
        portfolio_id=portfolio.id,
        code=portfolio.code,
        title=portfolio.title,
        cohort=portfolio.cohort,
        assessments=tuple(_move(each, way, names.get(each.assessor_id, "")) for each in assessments),
        refused=_("signed, so it stays on {version}").format(version=way.old.version) if signed else "",
    )


def _move(assessment: Assessment, way: Passage, assessor: str) -> AssessmentMove:
    moves = way.moves(assessment)
    return AssessmentMove(assessment.id, assessor, assessment.state, moves, assessment.marks, way, assessment)


def _way(workspace: Workspace, from_ref: RubricRef, to_ref: RubricRef, trusted: Collection[str]) -> Passage:
    if from_ref.id != to_ref.id:
        text = _("“{other}” is another rubric, not a version of “{id}”.").format(other=to_ref.id, id=from_ref.id)
        raise NotAllowedError(text, _("Only versions of one rubric have the same criteria."))
    old, new = load_rubric(workspace.db, from_ref), load_rubric(workspace.db, to_ref)
    return passage(old, new, trusted=trusted)


def _refuse_if_signed(portfolio: Portfolio, assessments: tuple[Assessment, ...]) -> None:
    if any(each.state is AssessmentState.SIGNED for each in assessments):
        text = _("{code} is signed, so it stays on version {version}.")
        hint = _("Leave it out, or let its assessor reopen it with a reason first.")
        raise NotAllowedError(text.format(code=portfolio.code, version=portfolio.rubric.version), hint)
