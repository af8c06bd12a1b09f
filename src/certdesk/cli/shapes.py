"""The shapes of JSON answers. Scripts rely on them: fields are added, never renamed or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from certdesk.actions.consent_gate import Closing, closings, handles_closed
from certdesk.actions.looking import AssessmentView, PortfolioView, WorklistRow
from certdesk.core.annotations import Annotation, PageRegion, TimeSpan
from certdesk.core.assessment import Assessment
from certdesk.core.changes import Change
from certdesk.core.composing import place_in_words
from certdesk.core.decision import Decision
from certdesk.core.marks import mark_to_plain
from certdesk.core.plain import to_plain
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.core.readiness import Point
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.scoring import show_mean
from certdesk.intake.marks_sheet_anchors import anchor_to_plain
from certdesk.signing.identity import Identity
from certdesk.store.assessments import SignedDocument
from certdesk.store.workspace import Workspace

Shape = dict[str, Any]


def identity(one: Identity) -> Shape:
    """Return the public part of an identity."""
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "fingerprint": one.fingerprint,
        "certificate_sha256": one.digest,
        "valid_until": one.valid_until.isoformat(),
    }


def worklist_row(row: WorklistRow) -> Shape:
    """Return one portfolio of the list. The candidate is None for assessors, because marking may be blind."""
    return {
        "code": row.code,
        "id": row.portfolio_id,
        "title": row.title,
        "state": row.state,
        "marked": row.marked,
        "criteria": len(row.marks),
        "files": row.items,
        "received_on": to_plain(row.received_on),
        "due_on": to_plain(row.due_on),
        "minutes_left": row.minutes_left,
        "marks": {criterion: mark_to_plain(mark) for criterion, mark in row.marks},
        "candidate": row.candidate or None,
    }


def portfolio(workspace: Workspace, view: PortfolioView, judged: AssessmentView | None) -> Shape:
    """Return a portfolio with its evidence, and the assessment with all that hangs on it if it was begun."""
    one = view.portfolio
    closed = _closed(workspace, one.id)
    return {
        "code": one.code,
        "id": one.id,
        "title": one.title,
        "programme": one.programme,
        "cohort": one.cohort,
        "rubric": {"id": view.rubric.id, "version": view.rubric.version, "title": view.rubric.title},
        "received_on": to_plain(one.received_on),
        "due_on": to_plain(one.due_on),
        "note": one.note,
        "evidence": [_item(workspace, item, closed.get(item.id)) for item in view.items],
        "assessment": _assessment(view.rubric, judged.assessment, judged.items) if judged else None,
        "result": _result(judged.rubric, judged.decision) if judged else None,
        "to_do": [_point(point) for point in judged.points] if judged else [],
        "documents": [document(workspace, each) for each in judged.documents] if judged else [],
    }


def document(workspace: Workspace, one: SignedDocument) -> Shape:
    """Return one signed document and where it lies."""
    return {
        "kind": one.kind,
        "path": str(workspace.documents / one.file_name),
        "sha256": one.digest,
        "serial": one.serial,
        "signed_at": one.made_at.isoformat(),
    }


def rubric_line(one: Rubric) -> Shape:
    """Return a rubric in short."""
    return {"id": one.id, "version": one.version, "title": one.title, "criteria": len(one.criteria)}


def rubric(one: Rubric) -> Shape:
    """Return a rubric with what is asked and the words of each level."""
    return {
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "purpose": one.purpose,
        "levels": _levels(one.scale.levels),
        "standard": str(one.scale.standard),
        "half_levels": one.scale.half_levels,
        "ranges": one.scale.ranges,
        "criteria": [criterion(each) for each in one.criteria],
    }


def criterion(one: Criterion) -> Shape:
    """Return a criterion with the words of each level."""
    return {
        "id": one.id,
        "title": one.title,
        "section": one.section,
        "weight": str(one.weight),
        "minimum": str(one.floor),
        "critical": one.critical,
        "question": one.question,
        "descriptors": {str(level): words for level, words in one.descriptors.items()},
        "own_levels": _levels(one.own_levels),
        "own_standard": to_plain(one.own_standard),
    }


def _levels(levels: tuple[Level, ...]) -> list[Shape]:
    return [{"level": str(level.value), "label": level.label} for level in levels]


def change(one: Change, code: str = "") -> Shape:
    """Return what a command changed."""
    return {"changed": bool(one), "portfolio": code or None, "what": one.label, "entry": one.entry_id or None}


def _claim(claim: Claim) -> Shape:
    anchor = claim.anchor
    return {
        "criterion": claim.criterion,
        "page": anchor.page if isinstance(anchor, PageRegion) else None,
        "start_ms": anchor.start_ms if isinstance(anchor, TimeSpan) else None,
        "end_ms": anchor.end_ms if isinstance(anchor, TimeSpan) else None,
        "words": claim.words,
    }


def _closed(workspace: Workspace, portfolio_id: str) -> Mapping[str, Closing]:
    """Return what whoever acts may not look at: then nothing says where it lies."""
    return {} if handles_closed(workspace) else closings(workspace, portfolio_id)


def _item(workspace: Workspace, item: EvidenceItem, closing: Closing | None) -> Shape:
    path: Path = workspace.vault.path(item.digest)
    return {
        "file": item.file_name,
        "title": item.title,
        "type": item.evidence_type,
        "claims": list(item.claims),
        "claim_places": [_claim(claim) for claim in item.claim_places],
        "caption": item.caption,
        "kind": item.kind,
        "format": item.format,
        "pages": item.pages,
        "duration_ms": item.duration_ms,
        "bytes": item.size,
        "sha256": None if closing else item.digest,
        "path": None if closing else str(path),
        "closed": closing.sentence if closing else None,
        "problem": item.problem or None,
    }


def _assessment(rubric: Rubric, one: Assessment, items: tuple[EvidenceItem, ...]) -> Shape:
    files = {item.id: item.file_name for item in items}
    numbers = {note.id: number for number, note in enumerate(one.annotations, start=1)}
    return {
        "id": one.id,
        "state": one.state.value,
        "reason": one.reason,
        "begun_at": one.begun_at.isoformat(),
        "signed_at": to_plain(one.signed_at),
        "summary": one.summary,
        "criteria": [
            {
                "id": each.id,
                "title": each.title,
                "mark": mark_to_plain(one.mark(each.id)),
                "strength": one.words(each.id).strength,
                "next_step": one.words(each.id).next_step,
                "comment": one.words(each.id).comment,
                "evidence": [_note(numbers[note.id], note, files) for note in one.evidence_for(each.id)],
            }
            for each in rubric.criteria
        ],
    }


def _note(number: int, note: Annotation, files: dict[str, str]) -> Shape:
    return {
        "number": number,
        "file": files[note.item_id],
        "place": anchor_to_plain(note.anchor),
        "place_in_words": place_in_words(note),
        "note": note.note,
        "stance": note.stance.value,
    }


def _result(rubric: Rubric, decision: Decision) -> Shape:
    mean, number = decision.mean, decision.score
    lines = decision.deciding.lines if decision.deciding else ()
    return {
        "outcome": decision.outcome,
        "label": decision.label,
        "certifies": decision.certifies,
        "mean": show_mean(rubric, mean) if mean is not None else None,
        "mean_exact": str(mean) if mean is not None else None,
        "score": number.words if number else None,
        "score_exact": str(number.value) if number else None,
        "reasons": list(decision.reasons),
        "rules": [{"rule": line.rule, "found": line.found, "met": line.met} for line in lines],
        "banked": list(decision.banked),
        "from_earlier": list(decision.from_earlier),
    }


def _point(point: Point) -> Shape:
    return {
        "standing": point.standing.value,
        "heading": point.heading,
        "detail": point.detail,
        "criterion": point.criterion or None,
    }
