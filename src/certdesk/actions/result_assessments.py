"""Compose the assessment that a settled result is made of, and write it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from certdesk.core.annotations import Annotation
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.cohorts import SettledMark
from certdesk.core.result_assessments import RESULT_AUTHOR, result_assessment_id
from certdesk.store.assessments import annotation_row, assessment_row, feedback_row, mark_row
from certdesk.store.records import Row, key_of
from certdesk.store.workspace import Recording, Workspace


def composed(
    portfolio_id: str,
    settled: Iterable[SettledMark],
    voices: Mapping[str, str],
    concerned: Mapping[str, Assessment],
) -> Assessment:
    """Return the settled marks with the words and the evidence of whoever is told; ``concerned`` are by id.

    An earlier attempt lends its words, but no evidence: that lies in another portfolio.
    """
    settled = tuple(settled)
    id_ = result_assessment_id(portfolio_id)
    told = {
        one.criterion_id: concerned[source]
        for one in settled
        if (source := voices.get(one.criterion_id, "")) in concerned
    }
    here = [one for one in concerned.values() if one.portfolio_id == portfolio_id]
    return Assessment(
        id=id_,
        portfolio_id=portfolio_id,
        assessor_id=RESULT_AUTHOR,
        state=AssessmentState.SIGNED,
        begun_at=min(one.begun_at for one in here or concerned.values()),
        marks={one.criterion_id: one.mark for one in settled},
        feedback={key: source.words(key) for key, source in told.items() if source.words(key) != Feedback()},
        annotations=_evidence(id_, portfolio_id, told),
        summary=_summary(told, here),
    )


def put_result_assessment(workspace: Workspace, recording: Recording, assessment: Assessment) -> None:
    """Write a settled assessment down with all that hangs on it, and take away what an earlier one had more."""
    rows: list[tuple[str, Row]] = [
        *(("mark", mark_row(assessment.id, key, mark)) for key, mark in assessment.marks.items()),
        *(("feedback", feedback_row(assessment.id, key, words)) for key, words in assessment.feedback.items()),
        *(("annotation", annotation_row(note)) for note in assessment.annotations),
    ]
    wanted = {(table, tuple(key_of(table, row).values())) for table, row in rows}
    recording.put("assessment", assessment_row(assessment))
    for table in ("annotation", "feedback", "mark"):
        sql = f"select * from {table} where assessment_id = ?"  # noqa: S608 - fixed words
        for row in list(workspace.db.query(sql, [assessment.id])):
            key = key_of(table, row)
            if (table, tuple(key.values())) not in wanted:
                recording.remove(table, key)
    for table, row in rows:
        recording.put(table, row)


def _evidence(id_: str, portfolio_id: str, told: Mapping[str, Assessment]) -> tuple[Annotation, ...]:
    """Copy the annotations of whoever is told, for the criteria for which they are told."""
    found: dict[str, Annotation] = {}
    for criterion_id, source in told.items():
        if source.portfolio_id != portfolio_id:
            continue
        for note in source.evidence_for(criterion_id):
            own = found.get(note.id)
            criteria = (*own.criteria, criterion_id) if own else (criterion_id,)
            found[note.id] = replace(note, id=f"{id_}-{note.id}", assessment_id=id_, criteria=criteria)
    return tuple(found.values())


def _summary(told: Mapping[str, Assessment], here: list[Assessment]) -> str:
    """Take the summary of whoever is told for most criteria, and of the first who wrote one where they wrote none."""
    often: dict[str, int] = {}
    for source in told.values():
        often[source.id] = often.get(source.id, 0) + 1
    ordered = sorted(here, key=lambda one: -often.get(one.id, 0))
    return next((one.summary for one in ordered if one.summary.strip()), "")
