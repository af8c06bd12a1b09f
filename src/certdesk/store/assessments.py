"""Assessments with their marks, feedback, annotations, and the documents signed at their end."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from certdesk.core.annotations import Anchor, Annotation, Stance
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.errors import NotFoundError
from certdesk.core.marks import Mark, mark_from_plain, mark_to_plain
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A signed PDF: a feedback report or a certificate."""

    id: str
    assessment_id: str
    kind: str
    file_name: str
    digest: str
    serial: str
    made_at: datetime


def load_assessment(db: Database, assessment_id: str) -> Assessment:
    """Read one assessment whole. Raises NotFoundError."""
    rows = list(db.query("select * from assessment where id = ?", [assessment_id]))
    if not rows:
        raise NotFoundError(_("There is no assessment {id} in this workspace.").format(id=assessment_id))
    parts = _Parts(_marks(db, assessment_id), _feedback(db, assessment_id), _annotations(db, assessment_id))
    return _assessment(rows[0], parts)


def find_assessment(db: Database, portfolio_id: str, assessor_id: str) -> Assessment | None:
    """Return the assessor's assessment of a portfolio, or None."""
    rows = list(
        db.query("select id from assessment where portfolio_id = ? and assessor_id = ?", [portfolio_id, assessor_id])
    )
    return load_assessment(db, rows[0]["id"]) if rows else None


def assessments_on(db: Database, rubric_id: str, version: str) -> dict[str, tuple[Assessment, ...]]:
    """Read all assessments of the portfolios on a version of a rubric, by portfolio, the oldest first."""
    return _by_portfolio(_together(db, "p.rubric_id = ? and p.rubric_version = ?", [rubric_id, version]))


def assessments_of_all(db: Database, portfolio_ids: Iterable[str]) -> dict[str, tuple[Assessment, ...]]:
    """Read everybody's assessments of many portfolios, by portfolio, the oldest first; those without are missing."""
    return _by_portfolio(_together(db, "p.id in (select value from json_each(?))", [json.dumps(list(portfolio_ids))]))


def load_assessments(db: Database, assessment_ids: Iterable[str]) -> tuple[Assessment, ...]:
    """Read many assessments in the order of their ids as given, each once. Raises NotFoundError."""
    wanted = list(dict.fromkeys(assessment_ids))
    found = {one.id: one for one in _together(db, "a.id in (select value from json_each(?))", [json.dumps(wanted)])}
    return tuple(found.get(id_) or load_assessment(db, id_) for id_ in wanted)


def load_documents(db: Database, assessment_id: str) -> tuple[SignedDocument, ...]:
    """Read what was signed for an assessment, oldest first."""
    rows = db.query("select * from document where assessment_id = ? order by id", [assessment_id])
    return tuple(SignedDocument(**(row | {"made_at": datetime.fromisoformat(row["made_at"])})) for row in rows)


def documents_of(db: Database, assessment_ids: Iterable[str]) -> dict[str, tuple[SignedDocument, ...]]:
    """Read what was signed for many assessments, oldest first; those without are missing."""
    sql = "select * from document where assessment_id in (select value from json_each(?)) order by id"
    found: dict[str, list[SignedDocument]] = defaultdict(list)
    for row in db.query(sql, [json.dumps(list(assessment_ids))]):
        document = SignedDocument(**(row | {"made_at": datetime.fromisoformat(row["made_at"])}))
        found[document.assessment_id].append(document)
    return {assessment_id: tuple(each) for assessment_id, each in found.items()}


def assessment_row(assessment: Assessment) -> Row:
    """Return the row of an assessment, without what hangs on it."""
    return {
        "id": assessment.id,
        "portfolio_id": assessment.portfolio_id,
        "assessor_id": assessment.assessor_id,
        "state": assessment.state.value,
        "begun_at": assessment.begun_at.isoformat(),
        "summary": assessment.summary,
        "reason": assessment.reason,
        "signed_at": assessment.signed_at.isoformat() if assessment.signed_at else None,
    }


def mark_row(assessment_id: str, criterion_id: str, mark: Mark) -> Row:
    """Return the row of a mark."""
    plain = mark_to_plain(mark)
    return {
        "assessment_id": assessment_id,
        "criterion_id": criterion_id,
        "kind": plain["kind"],
        "level": plain.get("level"),
        "code": plain.get("code"),
    }


def feedback_row(assessment_id: str, criterion_id: str, feedback: Feedback) -> Row:
    """Return the row of the feedback on a criterion."""
    return {"assessment_id": assessment_id, "criterion_id": criterion_id} | to_row(feedback)


def annotation_row(annotation: Annotation) -> Row:
    """Return the row of an annotation."""
    return {
        "id": annotation.id,
        "assessment_id": annotation.assessment_id,
        "item_id": annotation.item_id,
        "anchor": canonical(to_plain(annotation.anchor)),
        "criteria": canonical(annotation.criteria),
        "note": annotation.note,
        "stance": annotation.stance.value,
    }


def document_row(document: SignedDocument) -> Row:
    """Return the row of a signed document."""
    return to_row(document)


def to_row(value: object) -> Row:
    """Return the fields of a flat value."""
    return {name: entry for name, entry in to_plain(value).items() if name != "is"}


@dataclass(slots=True)
class _Parts:
    """What hangs on an assessment, as it is gathered."""

    marks: dict[str, Mark] = field(default_factory=dict)
    feedback: dict[str, Feedback] = field(default_factory=dict)
    annotations: list[Annotation] = field(default_factory=list)


def _together(db: Database, where: str, values: list[str]) -> Iterator[Assessment]:
    """Read many assessments with a question for each table, not for each assessment; the oldest first."""
    of = f"join assessment a on a.id = t.assessment_id join portfolio p on p.id = a.portfolio_id where {where}"
    parts: dict[str, _Parts] = defaultdict(_Parts)
    for row in db.query(f"select t.* from mark t {of}", values):  # noqa: S608 - fixed words
        parts[row["assessment_id"]].marks[row["criterion_id"]] = mark_from_plain(row)
    for row in db.query(f"select t.* from feedback t {of}", values):  # noqa: S608 - fixed words
        parts[row["assessment_id"]].feedback[row["criterion_id"]] = _words(row)
    for row in db.query(f"select t.* from annotation t {of} order by t.id", values):  # noqa: S608 - as above
        parts[row["assessment_id"]].annotations.append(_annotation(row))
    sql = f"select a.* from assessment a join portfolio p on p.id = a.portfolio_id where {where} order by a.id"  # noqa: S608
    for row in db.query(sql, values):
        yield _assessment(row, parts[row["id"]])


def _by_portfolio(assessments: Iterable[Assessment]) -> dict[str, tuple[Assessment, ...]]:
    found: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        found[assessment.portfolio_id].append(assessment)
    return {portfolio_id: tuple(each) for portfolio_id, each in found.items()}


def _assessment(row: dict[str, Any], parts: _Parts) -> Assessment:
    return Assessment(
        id=row["id"],
        portfolio_id=row["portfolio_id"],
        assessor_id=row["assessor_id"],
        state=AssessmentState(row["state"]),
        begun_at=datetime.fromisoformat(row["begun_at"]),
        marks=parts.marks,
        feedback=parts.feedback,
        annotations=tuple(parts.annotations),
        summary=row["summary"],
        reason=row["reason"],
        signed_at=datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None,
    )


def _marks(db: Database, assessment_id: str) -> dict[str, Mark]:
    rows = db.query("select * from mark where assessment_id = ?", [assessment_id])
    return {row["criterion_id"]: mark_from_plain(row) for row in rows}


def _feedback(db: Database, assessment_id: str) -> dict[str, Feedback]:
    rows = db.query("select * from feedback where assessment_id = ?", [assessment_id])
    return {row["criterion_id"]: _words(row) for row in rows}


def _words(row: dict[str, Any]) -> Feedback:
    return Feedback(row["strength"], row["next_step"], row["comment"])


def _annotations(db: Database, assessment_id: str) -> list[Annotation]:
    rows = db.query("select * from annotation where assessment_id = ? order by id", [assessment_id])
    return [_annotation(row) for row in rows]


def _annotation(row: dict[str, Any]) -> Annotation:
    return Annotation(
        id=row["id"],
        assessment_id=row["assessment_id"],
        item_id=row["item_id"],
        anchor=from_plain(Anchor, json.loads(row["anchor"])),  # type: ignore[arg-type]
        criteria=tuple(json.loads(row["criteria"])),
        note=row["note"],
        stance=Stance(row["stance"]),
    )
