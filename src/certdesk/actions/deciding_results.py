"""Decide the results of a cohort from the marks that count, once for everybody, and once more when marks change.

A result that was released never changes by this: it says what it would be now, and whoever leads recalls it or not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from certdesk.actions.cases import cases_of
from certdesk.actions.cohorts import policy_of
from certdesk.actions.leading import may_lead
from certdesk.actions.resubmitting import AttemptsBefore
from certdesk.actions.result_assessments import composed, put_result_assessment
from certdesk.actions.scoring import mark_in_words
from certdesk.core.assessment import Assessment
from certdesk.core.changes import Change
from certdesk.core.cohorts import Case, CaseState, Cohort, CohortMember, ResultState, SettledMark
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import Mark
from certdesk.core.plain import canonical, digest, dumps, loads, to_plain
from certdesk.core.policy import Resubmission
from certdesk.core.resubmission import Kept, with_earlier
from certdesk.core.result_assessments import is_result_assessment, result_assessment_id
from certdesk.core.result_details import APPEALED, ResultDetail, voice_of, with_kept
from certdesk.core.rubric import Rubric
from certdesk.core.words import N_, _
from certdesk.store.appeals import load_appeals
from certdesk.store.assessments import assessments_of_all
from certdesk.store.results_of_cohorts import KeptResult, load_results, result_row
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Recording, Workspace

DECIDED = "result.decided"
_WHY: Mapping[CaseState, str] = {
    CaseState.NOT_ALLOCATED: N_("nobody is to mark it yet"),
    CaseState.FIRST_OPEN: N_("its first marks are not here yet"),
    CaseState.SECOND_OPEN: N_("its second marks are not here yet"),
    CaseState.TO_ADJUDICATE: N_("its assessors differ, and nobody has settled that yet"),
    CaseState.THIRD_OPEN: N_("the marks of the third assessor are not here yet"),
    CaseState.CONFLICT: N_("its assessor has a conflict of interest, and somebody else is needed"),
}


@dataclass(frozen=True, slots=True)
class Undecided:
    """Somebody without a result, and why."""

    member: CohortMember
    why: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of deciding: how many results are new or changed, who has none, and which released ones differ now."""

    change: Change
    decided: int
    undecided: tuple[Undecided, ...] = ()
    would_be: tuple[tuple[CohortMember, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """A result as the marks are now, with the assessment that is to be made for it, if one is."""

    kept: KeptResult
    own: Assessment | None


def decide_results(workspace: Workspace, cohort: Cohort, only: Collection[str] = ()) -> Decided:
    """Decide every candidate whose marks are settled; ``only`` names portfolios, recalled ones among them.

    Raises NotAllowedError for anybody who does not lead.
    """
    refuse_unless_leading(workspace)
    desk = _Desk(workspace, cohort)
    cases = [case for case in cases_of(workspace, cohort) if not only or case.member.portfolio_id in only]
    desk.read_assessments(cases)
    undecided: list[Undecided] = []
    would_be: list[tuple[CohortMember, str]] = []
    decided = 0
    with workspace.recording_many(DECIDED, _("results decided")) as many:
        for case in cases:
            if case.state is not CaseState.SETTLED:
                undecided.append(Undecided(case.member, why_undecided(case)))
            with many.about(
                case.member.portfolio_id, _("result of {code} decided").format(code=case.member.code)
            ) as recording:
                kept = desk.decide(recording, case, again=bool(only))
                decided += bool(recording.changes) and kept is not None and kept.state is not ResultState.RELEASED
            if kept is not None and kept.would_be:
                would_be.append((case.member, kept.would_be))
    return Decided(many.change, decided, tuple(undecided), tuple(would_be))


def recomputed(workspace: Workspace, cohort: Cohort, case: Case) -> tuple[KeptResult, ResultDetail]:
    """Return what a settled case comes to now, and how, without writing anything down."""
    desk = _Desk(workspace, cohort)
    desk.read_assessments((case,))
    kept = desk.made(case).kept
    return kept, loads(ResultDetail, kept.detail)


def why_undecided(case: Case) -> str:
    """Say what a portfolio without a result waits for."""
    return _(_WHY.get(case.state, N_("it is not settled")))


def refuse_unless_leading(workspace: Workspace) -> None:
    """Raise NotAllowedError unless whoever acts leads here."""
    if not may_lead(workspace):
        text = _("Only whoever leads the programme decides and releases results.")
        raise NotAllowedError(text, _("Say who you are with --as, or ask the lead."))


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a result is decided from, and the digest by which it is known again."""

    settled: tuple[SettledMark, ...]
    kept: tuple[Kept, ...]
    inputs: str


class _Desk:
    """What deciding needs to know of a cohort, read once."""

    def __init__(self, workspace: Workspace, cohort: Cohort) -> None:
        self.workspace, self.cohort = workspace, cohort
        self.rubric = load_rubric(workspace.db, cohort.rubric)
        self.policy: Resubmission = policy_of(workspace, cohort).resubmission
        self.known = load_results(workspace.db, cohort.id)
        self.attempts = AttemptsBefore(workspace)
        self.adopted = {appeal.portfolio_id: appeal.adopted for appeal in load_appeals(workspace.db) if appeal.adopted}
        self.assessments: Mapping[str, tuple[Assessment, ...]] = {}

    def read_assessments(self, cases: Collection[Case]) -> None:
        """Read everybody's assessments of the portfolios in which more than one is concerned."""
        several = {
            case.member.portfolio_id
            for case in cases
            if len(case.ratings) > 1 or case.member.portfolio_id in self.attempts
        }
        self.assessments = assessments_of_all(self.workspace.db, several | set(self.adopted))

    def decide(self, recording: Recording, case: Case, *, again: bool) -> KeptResult | None:
        """Write down what a case comes to, and return its result as it stands now."""
        before = self.known.get(case.member.portfolio_id)
        if case.state is not CaseState.SETTLED:
            return self._not_settled(recording, case, before)
        grounds = self._grounds(case)
        same = before is not None and bool(before.detail) and _inputs(before.detail) == grounds.inputs
        if before is not None and same and not (before.would_be or (again and before.state is ResultState.RECALLED)):
            return before
        made = self._made(case, grounds)
        if before is None or not before.outcome:
            return self._put(recording, made, ResultState.HELD if before else ResultState.DECIDED)
        if before.state is ResultState.RELEASED:
            return self._would_be(recording, before, _difference(self.rubric, before, made.kept))
        held = before.state is ResultState.HELD
        return self._put(recording, made, ResultState.HELD if held else ResultState.DECIDED)

    def _not_settled(self, recording: Recording, case: Case, before: KeptResult | None) -> KeptResult | None:
        """Take back what was decided and does not follow any more; what is held stays held, undecided."""
        if before is None:
            return None
        if before.state is ResultState.RELEASED:
            return self._would_be(recording, before, _("would be open now: {why}").format(why=why_undecided(case)))
        if before.state is ResultState.DECIDED:
            recording.remove("result", {"portfolio_id": before.portfolio_id})
            return None
        if before.outcome and before.state is ResultState.HELD:
            empty = undecided_result(self.cohort.id, before)
            recording.put("result", result_row(empty))
            return empty
        return before

    def _would_be(self, recording: Recording, before: KeptResult, words: str) -> KeptResult:
        told = replace(before, would_be=words)
        recording.put("result", result_row(told))
        return told

    def _put(self, recording: Recording, made: _Made, state: ResultState) -> KeptResult:
        if made.own is not None:
            put_result_assessment(self.workspace, recording, made.own)
        before = self.known.get(made.kept.portfolio_id)
        reason = before.reason if before and state is ResultState.HELD else ""
        since = before.since if before and before.state is state else made.kept.since
        kept = replace(made.kept, state=state, reason=reason, since=since)
        recording.put("result", result_row(kept))
        return kept

    def made(self, case: Case) -> _Made:
        """Return what a settled case comes to."""
        return self._made(case, self._grounds(case))

    def _grounds(self, case: Case) -> _Grounds:
        """Gather the marks that count, with those of earlier attempts."""
        settled = self._with_appeals(case)
        attempts = self.attempts.of(case.member.portfolio_id, self.rubric)
        marks = {one.criterion_id: one.mark for one in settled}
        earlier = with_earlier(self.rubric, marks, attempts, self.workspace.clock().date(), self.policy)
        settled = self._in_order(with_kept(settled, earlier.kept, self.attempts.assessments))
        return _Grounds(settled, earlier.kept, self._digest(settled, earlier.kept))

    def _made(self, case: Case, grounds: _Grounds) -> _Made:
        now, portfolio_id = self.workspace.clock(), case.member.portfolio_id
        marks = {one.criterion_id: one.mark for one in grounds.settled}
        banked = frozenset(one.criterion_id for one in grounds.kept)
        decision = decide(self.rubric, marks, banked)
        single = _single(grounds.settled)
        voices = dict.fromkeys(marks, single) if single else self._voices(case, grounds.settled)
        detail = ResultDetail(decision, grounds.settled, grounds.inputs, grounds.kept, voices)
        own = None if single else composed(portfolio_id, grounds.settled, voices, self._concerned(case))
        kept = KeptResult(
            portfolio_id=portfolio_id,
            cohort_id=self.cohort.id,
            assessment_id=single or result_assessment_id(portfolio_id),
            state=ResultState.DECIDED,
            outcome=decision.outcome,
            label=decision.label,
            certifies=decision.certifies,
            score=decision.score.value if decision.score else None,
            decided_at=now,
            decided_by=self.workspace.person,
            since=now,
            marks=marks,
            averaged=tuple(one.criterion_id for one in grounds.settled if one.averaged),
            banked=tuple(sorted(banked)),
            assessors=_people(case, detail.assessment_ids),
            detail=dumps(detail),
        )
        return _Made(kept, own and replace(own, signed_at=now))

    def _digest(self, settled: tuple[SettledMark, ...], kept: tuple[Kept, ...]) -> str:
        return digest(canonical([to_plain(settled), to_plain(kept), self.rubric.id, self.rubric.version]))

    def _in_order(self, settled: tuple[SettledMark, ...]) -> tuple[SettledMark, ...]:
        found = {one.criterion_id: one for one in settled}
        return tuple(found[c.id] for c in self.rubric.criteria if c.id in found)

    def _with_appeals(self, case: Case) -> tuple[SettledMark, ...]:
        """Put the marks of an upheld appeal in the place of those that were settled."""
        adopted = self.adopted.get(case.member.portfolio_id, {})
        given = {rating.assessment_id: rating.marks for rating in case.ratings}
        for one in self.assessments.get(case.member.portfolio_id, ()):
            given.setdefault(one.id, one.marks)
        return tuple(
            SettledMark(one.criterion_id, given[source][one.criterion_id], APPEALED, (source,))
            if (source := adopted.get(one.criterion_id, "")) and one.criterion_id in given.get(source, {})
            else one
            for one in case.settled
        )

    def _concerned(self, case: Case) -> dict[str, Assessment]:
        """Return the assessments that a result may stand on, also those of earlier attempts, by id."""
        own = [one for one in self.assessments.get(case.member.portfolio_id, ()) if not is_result_assessment(one.id)]
        return {one.id: one for one in (*own, *self.attempts.judged(case.member.portfolio_id))}

    def _voices(self, case: Case, settled: tuple[SettledMark, ...]) -> dict[str, str]:
        concerned = self._concerned(case)
        marks = {one.id: one.marks for one in concerned.values()}
        return {one.criterion_id: voice_of(one, marks, _who_wrote(concerned, one.criterion_id)) for one in settled}


def undecided_result(cohort_id: str, before: KeptResult) -> KeptResult:
    """Return the result of somebody who is held back while nothing is decided."""
    return KeptResult(
        portfolio_id=before.portfolio_id, cohort_id=cohort_id, assessment_id="", state=ResultState.HELD, outcome="",
        label="", certifies=False, score=None, decided_at=before.decided_at, decided_by=before.decided_by,
        since=before.since, reason=before.reason,
    )  # fmt: skip


def _single(settled: tuple[SettledMark, ...]) -> str:
    """Return the assessment that is the whole result by itself, or an empty text."""
    ids = {id_ for one in settled for id_ in one.assessment_ids}
    plain = all(one.rule == "only_mark" and len(one.assessment_ids) == 1 for one in settled)
    return ids.pop() if plain and len(ids) == 1 else ""


def _people(case: Case, assessment_ids: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.assessor_id for one in case.ratings if one.assessment_id in assessment_ids))


def _who_wrote(concerned: Mapping[str, Assessment], criterion_id: str) -> frozenset[str]:
    def wrote(one: Assessment) -> bool:
        words = one.words(criterion_id)
        return bool(words.strength.strip() or words.next_step.strip() or words.comment.strip())

    return frozenset(one.id for one in concerned.values() if wrote(one))


def _inputs(detail: str) -> str:
    return str(json.loads(detail)["inputs"])


def _difference(rubric: Rubric, before: KeptResult, now: KeptResult) -> str:
    """Say what a released result would be now; empty where it would be just that."""
    other = [c.id for c in rubric.criteria if before.marks.get(c.id) != now.marks.get(c.id)]
    if before.outcome != now.outcome:
        label = now.label if now.outcome != INCOMPLETE else _("Incomplete")
        return _("would now be “{label}”").format(label=label)
    if not other:
        return ""
    told = ", ".join(f"{id_} {_short(before.marks.get(id_))} → {_short(now.marks.get(id_))}" for id_ in other)
    return _("would now have other marks: {marks}").format(marks=told)


def _short(mark: Mark | None) -> str:
    return mark_in_words(mark) if mark is not None else "–"
