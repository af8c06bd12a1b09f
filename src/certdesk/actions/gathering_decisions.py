"""Gather everything about one candidate's result for the decision file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from certdesk.actions.checking_record import program_name
from certdesk.actions.cohort_results import STATES, ResultView, result_of
from certdesk.actions.cohorts import policy_text
from certdesk.actions.deciding_results import refuse_unless_leading
from certdesk.actions.identifying import my_identity
from certdesk.actions.issuing import signer_line
from certdesk.actions.leaving_names_out import candidate_names, without_names
from certdesk.actions.rechecking import source_check
from certdesk.actions.releasing import is_revealed
from certdesk.actions.scoring import mark_in_words
from certdesk.core.adjudication_words import explain
from certdesk.core.appeals import GROUNDS, STAGES, Appeal
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.cohorts import Cohort, SettledMark, Turn
from certdesk.core.credentials import CertificateState
from certdesk.core.days import day_in_words
from certdesk.core.decision_file import (
    DecisionFile,
    FileAssessment,
    FileEntry,
    FileMark,
    FilePaper,
    FileRule,
    FileStep,
    FileWords,
)
from certdesk.core.documents import SignerLine
from certdesk.core.judging import plain_number
from certdesk.core.marks import UNMARKED
from certdesk.core.policy import Pick
from certdesk.core.result_assessments import RESULT_AUTHOR
from certdesk.core.result_details import APPEALED, BEST, ResultDetail
from certdesk.core.rubric import Rubric
from certdesk.core.words import N_, _
from certdesk.store.appeals import load_appeals
from certdesk.store.assessments import documents_of
from certdesk.store.audit import trail
from certdesk.store.certificates import load_certificates
from certdesk.store.cohorts import load_allocations
from certdesk.store.external_ids import external_ids
from certdesk.store.moderation import checks_of
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

TURNS: Mapping[Turn, str] = {
    Turn.FIRST: N_("First"), Turn.SECOND: N_("Second"), Turn.THIRD: N_("Third"), Turn.MODERATOR: N_("Moderator"),
    Turn.APPEAL: N_("Appeal"), Turn.QUALIFYING: N_("Qualifying"), Turn.CIRCLE: N_("Circle"),
}  # fmt: skip
PICKS: Mapping[Pick, str] = {
    Pick.RANDOM: N_("random share"), Pick.NEW_ASSESSOR: N_("new assessor"), Pick.NEAR_CUT: N_("near the cut"),
    Pick.DISTINCTION: N_("distinction"), Pick.SMALL_COHORT: N_("small cohort"), Pick.APPEAL: N_("appeal"),
    Pick.EACH_ASSESSOR: N_("each assessor"), Pick.UNSCORABLE: N_("unscorable"), Pick.HIGHEST: N_("highest"),
    Pick.LOWEST: N_("lowest"), Pick.DISPUTE: N_("dispute"), Pick.BY_HAND: N_("by hand"),
}  # fmt: skip
_CERTIFICATE_STATES: Mapping[CertificateState, str] = {
    CertificateState.ACTIVE: N_("active"), CertificateState.RENEWAL_DUE: N_("to be renewed"),
    CertificateState.LAPSED: N_("lapsed"), CertificateState.WITHDRAWN: N_("withdrawn"),
    CertificateState.SUPERSEDED: N_("replaced"),
}  # fmt: skip
_STEPS = ("result.", "results.", "attempt.", "mark.ruled", "ruling.ended")


def decision_file(
    workspace: Workspace, cohort: Cohort, portfolio_id: str, *, names: bool | None = None
) -> DecisionFile:
    """Gather everything about one candidate's result. ``names``: whether people are named; else once released.

    Without names assessors are "Assessor A" and so on, in the order of their work. Raises NotFoundError.
    """
    refuse_unless_leading(workspace)
    view = result_of(workspace, cohort, portfolio_id)
    named = is_revealed(view.result.state) if names is None else names
    gathering = _Gathering(workspace, cohort, view, named=named)
    return gathering.file() if named else without_names(gathering.file(), gathering.names_left_out())


class _Gathering:
    """Reads what a decision file tells."""

    def __init__(self, workspace: Workspace, cohort: Cohort, view: ResultView, *, named: bool) -> None:
        self.workspace, self.cohort, self.view, self.named = workspace, cohort, view, named
        self.portfolio_id = view.result.member.portfolio_id
        self.rubric: Rubric = load_rubric(workspace.db, cohort.rubric)
        self.detail: ResultDetail | None = view.detail
        self.signed = tuple(one for one in view.assessments if one.state is AssessmentState.SIGNED)
        given = load_allocations(workspace.db, portfolio_ids=[self.portfolio_id], ended=True)
        self.allocated = {one.assessor_id: one for one in given}
        self.asked = {one.assessor_id: one.criteria for one in given}
        # Whoever has signed comes first, in the order of their work; then who was asked and did not sign.
        people = (*self.signed, *view.assessments)
        order = dict.fromkeys((*(one.assessor_id for one in people), *self.allocated))
        order.pop(RESULT_AUTHOR, None)
        self.letters = {id_: chr(ord("A") + number % 26) for number, id_ in enumerate(order)}

    def who(self, person_id: str) -> str:
        """Name somebody, or say which assessor it is where names are not told."""
        if not self.named and person_id in self.letters:
            return _("Assessor {letter}").format(letter=self.letters[person_id])
        return self.view.names.get(person_id, person_id)

    def names_left_out(self) -> dict[str, str]:
        """Return what candidate and assessors are called, each with what stands for it in a file without names."""
        member, names = self.view.result.member, self.view.names
        known_as = [one.value for one in external_ids(self.workspace.db, self.portfolio_id)]
        people = {" ".join(names[id_].split()): self.who(id_) for id_ in self.letters if names.get(id_, "").strip()}
        return people | candidate_names(member.name, member.school, known_as, member.code)

    def file(self) -> DecisionFile:
        """Put everything together."""
        result, workspace = self.view.result, self.workspace
        line: SignerLine = signer_line(my_identity(workspace), workspace.clock())
        policy = policy_text(workspace, self.cohort)
        decision = self.detail.decision if self.detail else None
        return DecisionFile(
            language=self.rubric.language,
            programme=self.cohort.programme,
            cohort=self.cohort.name,
            code=result.member.code,
            candidate=result.member.name if self.named else "",
            school=result.member.school if self.named else "",
            attempt=result.member.attempt,
            rubric=f"{self.rubric.title} {self.rubric.version}",
            outcome=result.label,
            certifies=result.certifies,
            state=_(STATES[result.state]) + (f": {result.reason}" if result.reason else ""),
            score=decision.score.words if decision and decision.score else "",
            decided_at=result.decided_at,
            released_at=result.released_at,
            would_be=result.would_be,
            facts=self._facts(hashlib.sha256(policy.encode()).hexdigest()),
            assessments=self._assessments(),
            marks=tuple(self._marks()),
            rules=tuple(self._rules()),
            reasons=decision.reasons if decision else (),
            words=tuple(self._words()),
            moderation=tuple(self._moderation()),
            steps=self._steps(),
            appeals=tuple(step for one in self._own_appeals() for step in self._appeal(one)),
            papers=tuple(self._papers()),
            journal=self._journal(),
            policy=policy,
            policy_digest=hashlib.sha256(policy.encode()).hexdigest(),
            signer=line,
            program=program_name(),
            document_id=workspace.new_id(),
        )

    def _facts(self, policy_digest: str) -> tuple[tuple[str, str], ...]:
        result = self.view.result
        pairs = [(_("Code"), result.member.code)]
        if self.named:
            pairs += [(_("Candidate"), result.member.name), (_("School"), result.member.school)]
        pairs += [
            (_("Attempt"), str(result.member.attempt)),
            (_("Rubric"), f"{self.rubric.title} {self.rubric.version}"),
            (_("Policy (SHA-256)"), " ".join(policy_digest[at : at + 8] for at in range(0, 64, 8))),
        ]
        if result.decided_at:
            pairs.append((_("Decided on"), day_in_words(result.decided_at.date())))
        if result.released_at:
            pairs.append((_("Released on"), day_in_words(result.released_at.date())))
        if self.detail:
            pairs += [
                (_("From an earlier attempt"),
                 _("{criterion}, level {level}, counts until {day}").format(
                     criterion=one.criterion_id, level=plain_number(one.level), day=day_in_words(one.until)))
                for one in self.detail.kept
            ]  # fmt: skip
        return tuple(pairs)

    def _assessments(self) -> tuple[FileAssessment, ...]:
        given = self.allocated
        counting = self.detail.assessment_ids if self.detail else ()
        found = []
        for one in self.signed:
            allocated = given.get(one.assessor_id)
            picks = ", ".join(_(PICKS[reason]) for reason in allocated.reasons) if allocated else ""
            found.append(
                FileAssessment(
                    id=one.id,
                    who=self.who(one.assessor_id),
                    turn=_(TURNS[allocated.turn]) if allocated else _("Not allocated"),
                    signed_at=one.signed_at,
                    counts=one.id in counting,
                    reasons=picks,
                    journal=source_check(self.workspace, one, self.view.names).words,
                )
            )
        return tuple(found)

    def _marks(self) -> Iterable[FileMark]:
        settled = {one.criterion_id: one for one in self.detail.settled} if self.detail else {}
        voices = self.detail.voices if self.detail else {}
        authors = {one.id: self.who(one.assessor_id) for one in self.view.assessments}
        for criterion in self.rubric.criteria:
            counts = settled.get(criterion.id)
            yield FileMark(
                criterion_id=criterion.id,
                title=criterion.title,
                weight=plain_number(criterion.weight),
                given=tuple(self._given(one, criterion.id) for one in self.signed),
                counts=mark_in_words(counts.mark if counts else UNMARKED),
                rule=self._rule(counts) if counts else "",
                told_by=authors.get(voices.get(criterion.id, ""), ""),
            )

    def _given(self, one: Assessment, criterion_id: str) -> str:
        """Say what an assessor gave; whoever was asked for some criteria only did not forget the others."""
        asked = self.asked.get(one.assessor_id, ())
        unasked = asked and criterion_id not in asked and criterion_id not in one.marks
        return _("not asked") if unasked else mark_in_words(one.mark(criterion_id))

    def _rule(self, settled: SettledMark) -> str:
        if settled.rule == APPEALED:
            return _("An appeal was upheld, and the mark of the independent re-mark counts.")
        if settled.rule == BEST:
            return _("An earlier attempt reached a higher level, which counts under the policy.")
        by_id = {one.id: one.mark(settled.criterion_id) for one in self.signed}
        return explain(settled, [by_id[id_] for id_ in settled.assessment_ids if id_ in by_id])

    def _rules(self) -> Iterable[FileRule]:
        for tried in self.detail.decision.trace if self.detail else ():
            for line in tried.lines:
                verdict = _("met") if line.met else _("open") if line.open else _("not met")
                yield FileRule(tried.label, line.rule, line.found, verdict)
            if not tried.lines:
                yield FileRule(tried.label, _("no condition"), "", _("met"))

    def _words(self) -> Iterable[FileWords]:
        voices = self.detail.voices if self.detail else {}
        for criterion in self.rubric.criteria:
            for one in self.signed:
                words = one.words(criterion.id)
                if words.strength or words.next_step or words.comment:
                    yield FileWords(
                        criterion.id, self.who(one.assessor_id), words.strength, words.next_step, words.comment,
                        told=voices.get(criterion.id) == one.id,
                    )  # fmt: skip

    def _moderation(self) -> Iterable[FileStep]:
        for one in checks_of(self.workspace.db, self.cohort):
            if one.portfolio_id == self.portfolio_id:
                words = _("agrees") if one.verdict.value == "agrees" else _("differs")
                told = ", ".join(f"{key} {mark_in_words(mark)}" for key, mark in one.marks.items())
                parts = (words, told, one.note)
                yield FileStep(one.at, self.who(one.moderator_id), ": ".join(part for part in parts if part))

    def _own_appeals(self) -> tuple[Appeal, ...]:
        return load_appeals(self.workspace.db, self.portfolio_id)

    def _appeal(self, appeal: Appeal) -> Iterable[FileStep]:
        for number, step in enumerate(appeal.steps):
            stage = _(STAGES[step.stage]) if number else _(GROUNDS[appeal.ground])
            words = f"{stage}, {_(_DEEDS.get(step.deed, step.deed))}"
            yield FileStep(step.at, self.who(step.by), f"{words}: {step.words}" if step.words else words)

    def _papers(self) -> Iterable[FilePaper]:
        db = self.workspace.db
        ids = [one.id for one in self.view.assessments] + [self.view.result.assessment_id]
        found = {one.id: one for each in documents_of(db, ids).values() for one in each}
        standing = {one.document_id: one for id_ in dict.fromkeys(ids) for one in load_certificates(db, id_) if id_}
        for paper in sorted(found.values(), key=lambda one: (one.made_at, one.id)):
            certificate = standing.get(paper.id)
            state = _(_CERTIFICATE_STATES[certificate.state]) if certificate else _("signed")
            if certificate and certificate.replaced_by:
                state = _("replaced by {serial}").format(serial=certificate.replaced_by)
            yield FilePaper(paper.serial or paper.kind, state, paper.made_at, paper.file_name, paper.digest)

    def _steps(self) -> tuple[FileStep, ...]:
        return tuple(
            FileStep(one.at, self.who(one.author), one.label)
            for one in trail(self.workspace.db, (self.portfolio_id,))
            if one.type.startswith(_STEPS)
        )

    def _journal(self) -> tuple[FileEntry, ...]:
        subjects = {self.portfolio_id, self.view.result.assessment_id, *(one.id for one in self.view.assessments)}
        return tuple(
            FileEntry(one.seq, one.at, self.who(one.author), one.type, one.label, one.id, one.hash, one.previous,
                      one.intact)
            for one in trail(self.workspace.db, subjects - {""})
        )  # fmt: skip


_DEEDS: Mapping[str, str] = {
    "opened": N_("opened"), "begun": N_("begun"), "given": N_("given to"), "rechecked": N_("re-checked"),
    "upheld": N_("upheld"), "dismissed": N_("dismissed"), "withdrawn": N_("withdrawn"),
}  # fmt: skip
