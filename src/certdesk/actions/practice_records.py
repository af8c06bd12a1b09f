"""What would have come to the lead's desk in packages, written down at once: people, portfolios, marks with words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from certdesk.core.annotations import Annotation, TextQuote
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.candidates import ListedCandidate
from certdesk.core.cohorts import Turn
from certdesk.core.exchange import Carrier, Direction, UsualTime
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.core.practice import PracticeCandidate, PracticePerson, PracticeWords, stable_id
from certdesk.core.statements import SubjectKind
from certdesk.core.words import _
from certdesk.store.assessments import annotation_row, assessment_row, feedback_row, mark_row
from certdesk.store.candidates import candidate_row
from certdesk.store.exchanges import Content, Exchange, Fate, State, content_row, exchange_row
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.workspace import Recording, Workspace

DEED = "practice.made"
FILE_NAME = "lesson-notes.txt"
_TAKES = timedelta(hours=2)
_AROUND = 32
_STRONG = 3
_SIGNED_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Signing:
    """What one assessor made of one portfolio. ``at`` is when they signed, or last worked on it."""

    candidate: PracticeCandidate
    assessor_id: str
    turn: Turn
    marks: Mapping[str, Mark]
    at: datetime
    state: AssessmentState = AssessmentState.SIGNED
    reason: str = ""


def put_people(workspace: Workspace, people: Iterable[PracticePerson]) -> None:
    """Enter the invented assessors, whose keys nobody has."""
    with workspace.recording_many(DEED, _("invented assessor entered")) as many:
        for one in people:
            digest = sha256(one.id.encode()).hexdigest()[:16].upper()
            fingerprint = " ".join(digest[start : start + 4] for start in range(0, 16, 4))
            row = {"name": one.name, "role": "assessor", "fingerprint": fingerprint}
            with many.about(one.id) as recording:
                recording.put("person", {"id": one.id, "made_at": workspace.clock().isoformat(), **row})


def put_candidates(
    workspace: Workspace, about: tuple[str, str, RubricRef], candidates: Sequence[PracticeCandidate], due_on: date
) -> None:
    """Enter candidates with their portfolios; ``about``: programme, cohort and rubric. Their files are kept already."""
    programme, cohort, rubric = about
    received = workspace.clock().date()
    with workspace.recording_many(DEED, _("invented portfolio entered")) as many:
        for one in candidates:
            portfolio = Portfolio(
                one.id, one.code, one.title, Candidate(one.name, one.school, one.language), programme, cohort, rubric,
                received, due_on, _("Invented for practising; no real person, school or event."),
            )  # fmt: skip
            listed = ListedCandidate(
                stable_id(one.id, "candidate"), one.name, one.school, one.language, one.code, programme, cohort,
                one.subject,
            )  # fmt: skip
            with many.about(one.id) as recording:
                recording.put("portfolio", portfolio_row(portfolio))
                recording.put("item", item_row(item_of(one)))
                recording.put("candidate", candidate_row(listed))


def put_assessments(workspace: Workspace, words: PracticeWords, signings: Iterable[Signing]) -> None:
    """Enter what assessors signed: marks with evidence and with words to the teacher."""
    with workspace.recording_many(DEED, _("invented marks entered")) as many:
        for one in signings:
            with many.about(one.candidate.id) as recording:
                _put_assessment(recording, words, one)


def put_arrivals(workspace: Workspace, people: Iterable[PracticePerson], rubric_id: str) -> None:
    """Enter that a package of each of these people came, in which their marks and their usual time would have been."""
    with workspace.recording_many(DEED, _("invented package entered")) as many:
        for one in people:
            came = Exchange(
                workspace.new_id(), stable_id(one.id, "package", workspace.clock()), Direction.RECEIVED, Carrier.STICK,
                one.id, one.name, workspace.clock(), State.COMPLETE, people=(one.id,),
                usual_time=UsualTime(rubric_id, one.minutes, _SIGNED_BEFORE),
            )  # fmt: skip
            with many.about(came.id) as recording:
                recording.put("exchange", exchange_row(came))


def put_sent(workspace: Workspace, people: Iterable[PracticePerson], portfolios: Mapping[str, Sequence[str]]) -> None:
    """Enter that a package went to each assessor (by id) with these portfolios; nobody can open it, so none is made."""
    names = {one.id: one.name for one in people}
    with workspace.recording_many(DEED, _("invented package entered")) as many:
        for person, ids in portfolios.items():
            went = Exchange(
                workspace.new_id(), stable_id(person, "sent", workspace.clock()), Direction.HANDED_OVER, Carrier.STICK,
                person, names.get(person, person), workspace.clock(), State.COMPLETE,
            )  # fmt: skip
            with many.about(went.id) as recording:
                recording.put("exchange", exchange_row(went))
                for each in ids:
                    told = Content(stable_id(went.package, each), SubjectKind.PORTFOLIO.value, each, Fate.SENT)
                    recording.put("exchange_statement", content_row(went.id, told))


def item_of(candidate: PracticeCandidate) -> EvidenceItem:
    """Return the one item of a portfolio."""
    content = candidate.text.encode()
    return EvidenceItem(
        stable_id(candidate.id, FILE_NAME), candidate.id, 0, sha256(content).hexdigest(), len(content), FILE_NAME,
        _("Lesson notes"), evidence_type="reflection", claims=tuple(candidate.quotes), kind="text",
        format="plain text",
    )  # fmt: skip


def _put_assessment(recording: Recording, words: PracticeWords, one: Signing) -> None:
    id_ = stable_id(one.candidate.id, one.turn.value)
    signed = one.state is AssessmentState.SIGNED
    place = int(sha256(id_.encode()).hexdigest(), 16) % len(words.summaries)
    assessment = Assessment(
        id_, one.candidate.id, one.assessor_id, one.state, one.at - _TAKES,
        summary=words.summaries[place] if signed else "", reason=one.reason, signed_at=one.at if signed else None,
    )  # fmt: skip
    recording.put("assessment", assessment_row(assessment))
    for key, mark in one.marks.items():
        recording.put("mark", mark_row(id_, key, mark))
        if texts := words.criteria.get(key):
            strong = isinstance(mark, LevelGiven) and mark.level >= _STRONG
            said = Feedback(texts.strong if strong else texts.weak, texts.next_step)
            recording.put("feedback", feedback_row(id_, key, said))
            recording.put("annotation", annotation_row(_note(one, id_, key)))


def _note(one: Signing, assessment_id: str, criterion_id: str) -> Annotation:
    text, quote = one.candidate.text, one.candidate.quotes[criterion_id]
    start = text.index(quote)
    anchor = TextQuote(quote, text[max(0, start - _AROUND) : start], text[start + len(quote) :][:_AROUND], start)
    return Annotation(
        stable_id(assessment_id, criterion_id), assessment_id, item_of(one.candidate).id, anchor, (criterion_id,)
    )
