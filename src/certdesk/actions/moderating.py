"""Moderate a cohort: draw the sample, look at it, see the light, have work marked again, and close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from certdesk.actions.cases import cases_of, rubric_of
from certdesk.actions.cohorts import load_cohort, policy_of
from certdesk.actions.disputes import names_of
from certdesk.actions.leading import may_lead
from certdesk.actions.second_marking import band_of
from certdesk.core.case_states import is_independent
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Case, CaseState, Cohort, CohortState, Rating
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import Unscorable
from certdesk.core.moderation import Drawn, Entry, draw, requirements
from certdesk.core.moderation_checks import Check, Draw
from certdesk.core.moderation_light import Light, ModerationLight, Sampled, assessor_light, whole_light
from certdesk.core.near_cut import Band, NearCut
from certdesk.core.policy import ModerationSample
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.cohorts import cohort_row, load_assessors
from certdesk.store.moderation import Closing, checks_of, closing_row, closings_of, draw_row, draws_of
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A portfolio of the sample: why it is in it, who marked it, and the verdict if it still holds.

    ``outdated`` is a verdict on marks that count no more. ``gone`` says that the portfolio left the cohort.
    """

    case: Case
    reasons: Drawn
    assessors: tuple[str, ...]
    check: Check | None = None
    outdated: Check | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The newest sample of a cohort with what became of it, and the draws before it."""

    draw: Draw
    rows: tuple[SampleRow, ...]
    earlier: tuple[Draw, ...]
    closings: tuple[Closing, ...]


@dataclass(frozen=True, slots=True)
class Moderated:
    """Everything that a moderation is judged by, read at once."""

    cohort: Cohort
    rubric: Rubric
    policy: ModerationSample
    cases: tuple[Case, ...]
    entries: tuple[Entry, ...]
    band: Band
    draws: tuple[Draw, ...]
    checks: tuple[Check, ...]
    new_assessors: frozenset[str]

    def standing_checks(self) -> Mapping[str, Check]:
        """Return by portfolio the newest verdict that was given on the marks which count now."""
        by_id = {case.member.portfolio_id: case for case in self.cases}
        return {
            one.portfolio_id: one
            for one in self.checks
            if one.portfolio_id in by_id and still_holds(one, by_id[one.portfolio_id])
        }


def read_moderation(workspace: Workspace, cohort: Cohort) -> Moderated:
    """Read what the moderation of a cohort is judged by."""
    cases, rubric = cases_of(workspace, cohort), rubric_of(workspace, cohort)
    band = band_of(workspace, cohort, cases)
    near = NearCut(rubric)
    entries = tuple(_entry(case, near, band) for case in cases if counted_ratings(case))
    new = frozenset(one.id for one in load_assessors(workspace.db) if one.new_since is not None)
    policy = policy_of(workspace, cohort).moderation
    draws, checks = draws_of(workspace.db, cohort), checks_of(workspace.db, cohort)
    return Moderated(cohort, rubric, policy, cases, entries, band, draws, checks, new)


def new_seed(workspace: Workspace) -> str:
    """Make a seed for a draw: short enough to be read out, and nothing that anybody chose."""
    return workspace.new_id()[-8:]


def draw_sample(workspace: Workspace, cohort: Cohort, seed: str = "") -> Change:
    """Draw the sample of a cohort; without a seed one is made. A draw before it stays on record.

    The same seed, policy and marks give the same list on any machine. Drawing the same again changes nothing. Raises
    NotAllowedError while nothing is signed, and once the moderation is closed.
    """
    refuse_if_not_lead(workspace)
    refuse_unless_open(load_cohort(workspace, cohort.id))
    known = read_moderation(workspace, cohort)
    if not known.entries:
        text = _("Nobody has signed marks for {name} yet, so there is nothing to moderate.").format(name=cohort.name)
        raise NotAllowedError(text, _("Draw the sample when the marks are here."))
    seed = seed.strip() or new_seed(workspace)
    picks = draw(seed, known.entries, known.policy, known.new_assessors)
    marked_by = {one.portfolio_id: tuple(sorted(one.signed)) for one in known.entries}
    drawn = Draw(
        workspace.new_id(), cohort.id, seed, workspace.clock(), known.policy, len(known.entries), picks,
        known.band.sentence, {one.portfolio_id: marked_by[one.portfolio_id] for one in picks},
    )  # fmt: skip
    last = known.draws[-1] if known.draws else None
    if last and replace(drawn, id=last.id, at=last.at) == last:
        return UNCHANGED
    text = ngettext("sample of {count} portfolio drawn", "sample of {count} portfolios drawn", len(picks))
    with workspace.recording("moderation.drawn", text.format(count=len(picks)), subject=cohort.id) as recording:
        recording.put("draw", draw_row(drawn))
    return recording.change


def sample_of(workspace: Workspace, cohort: Cohort, known: Moderated | None = None) -> Sample | None:
    """Return the newest sample of a cohort in the order of its draw; None before there is one."""
    known = known or read_moderation(workspace, cohort)
    if not known.draws:
        return None
    newest = known.draws[-1]
    standing, last = known.standing_checks(), {one.portfolio_id: one for one in known.checks}
    by_id = {case.member.portfolio_id: case for case in known.cases}
    rows = []
    for one in newest.picks:
        if one.portfolio_id not in by_id:
            continue  # it left the cohort; the draw keeps its id
        case, check = by_id[one.portfolio_id], standing.get(one.portfolio_id)
        people = tuple(rating.assessor_id for rating in counted_ratings(case))
        rows.append(SampleRow(case, one, people, check, None if check else last.get(one.portfolio_id)))
    return Sample(newest, tuple(rows), known.draws[:-1], closings_of(workspace.db, cohort))


def light_of(workspace: Workspace, cohort: Cohort, known: Moderated | None = None) -> ModerationLight:
    """Say for each assessor and for the whole whether the moderation satisfies the policy and is done, and why not."""
    known = known or read_moderation(workspace, cohort)
    sample = set(known.draws[-1].portfolio_ids) if known.draws else set()
    wanted = requirements(known.entries, known.policy, known.new_assessors, sample)
    checks, names = known.standing_checks(), names_of(workspace)
    lights = []
    for person in sorted(
        {person for one in known.entries for person in one.signed}, key=lambda id_: names.get(id_, id_)
    ):
        theirs = [one.portfolio_id for one in known.entries if person in one.signed]
        about = Sampled(
            person,
            names.get(person, person),
            len(theirs),
            tuple(id_ for id_ in theirs if id_ in sample),
            {id_: checks[id_] for id_ in theirs if id_ in checks},
        )
        lights.append(assessor_light(known.rubric, known.policy, about, wanted))
    here = {one.portfolio_id for one in known.entries} & sample
    unsettled = sum(case.state is not CaseState.SETTLED for case in known.cases)
    return whole_light(wanted, lights, (len(here), sum(id_ in checks for id_ in here)), unsettled)


def close_moderation(workspace: Workspace, cohort: Cohort, reason: str = "") -> Change:
    """Close the moderation of a cohort, so that its results may be released.

    Raises NotAllowedError where the light is not green, unless a reason is given: it is kept and printed.
    """
    refuse_if_not_lead(workspace)
    before = load_cohort(workspace, cohort.id)
    if before.state in {CohortState.MODERATED, CohortState.RELEASED}:
        return UNCHANGED
    refuse_unless_open(before)
    light = light_of(workspace, cohort)
    if light.light is not Light.GREEN and not reason.strip():
        hint = _("Do what is missing, or close with a reason: it stands in the moderation report.")
        raise NotAllowedError(_("The moderation can't be closed yet. {why}").format(why=light.sentence), hint)
    closing = Closing(
        workspace.new_id(), cohort.id, workspace.clock(), workspace.person, light.sentence, reason.strip()
    )
    label = _("moderation of {name} closed").format(name=before.name)
    with workspace.recording("cohort.closed", label, subject=cohort.id) as recording:
        recording.put("draw", closing_row(closing))
        recording.put("cohort", cohort_row(replace(before, state=CohortState.MODERATED)))
    return recording.change


def counted_ratings(case: Case) -> tuple[Rating, ...]:
    """Return the signed independent ratings of a portfolio: what a moderator looks at."""
    return tuple(one for one in case.ratings if one.signed and is_independent(one))


def still_holds(check: Check, case: Case) -> bool:
    """Whether a verdict was given on the marks that count now: somebody may have marked again since."""
    return all(check.looked_at.get(one.assessment_id) == dict(one.marks) for one in counted_ratings(case))


def refuse_if_not_lead(workspace: Workspace) -> None:
    """Raise NotAllowedError unless whoever acts leads."""
    if not may_lead(workspace):
        raise NotAllowedError(_("Only the programme lead moderates."), _("Ask them, or act as them."))


def refuse_unless_open(cohort: Cohort) -> None:
    """Raise NotAllowedError unless a cohort is open: neither being prepared nor moderated already."""
    if cohort.state is CohortState.PREPARING:
        raise NotAllowedError(_("{name} is not open yet.").format(name=cohort.name), _("Open it first."))
    if cohort.state is not CohortState.OPEN:
        text = _("The moderation of {name} is closed.").format(name=cohort.name)
        raise NotAllowedError(text, _("Open it again first, with a reason."))


def _entry(case: Case, near: NearCut, band: Band) -> Entry:
    ratings = counted_ratings(case)
    marks = case.marks
    return Entry(
        case.member.portfolio_id,
        {one.assessor_id: one.signed_at for one in ratings if one.signed_at},
        None if case.disputed else near.score(marks),
        any(isinstance(mark, Unscorable) for one in ratings for mark in one.marks.values()),
        not case.disputed and near.is_near(marks, band),
    )
