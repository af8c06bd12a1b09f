"""The shapes of JSON answers about rubrics. Scripts rely on them: fields are added, never renamed or taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from certdesk.actions.migrating import PlannedMove
from certdesk.cli.rubric_telling import Examined, kind_in_words
from certdesk.core.differences import Difference
from certdesk.core.importing import Question, Reading, Row
from certdesk.core.marks import mark_to_plain
from certdesk.core.plain import to_plain
from certdesk.core.rubric import Rubric
from certdesk.rubric_formats.format import RubricFormat

Shape = dict[str, Any]


def reading(file: Path, one: Reading, checked: list[Examined], *, fine: bool) -> Shape:
    """Return what a file holds and what is in the way."""
    return {
        "file": str(file),
        "format": one.format,
        "fine": fine,
        "rows": [row(each) for each in one.rows],
        "rubrics": [_examined(each) for each in checked],
        "comments": len(one.comments),
        "frameworks": len(one.frameworks),
        "example_work": len(one.example_work),
    }


def difference(old: Rubric, new: Rubric, found: Difference) -> Shape:
    """Return what differs between two versions."""
    return {
        "old": {"id": old.id, "version": old.version},
        "new": {"id": new.id, "version": new.version},
        "same": not found.lines,
        "kind": found.kind.value,
        "meaning": kind_in_words(found.kind) if found.lines else "",
        "lines": [
            {
                "place": line.place,
                "text": line.text,
                "kind": line.kind.value,
                "before": line.before,
                "after": line.after,
            }
            for line in found.lines
        ],
    }


def one_format(one: RubricFormat) -> Shape:
    """Return what a format can."""
    return {"id": one.id, "label": one.label, "suffix": one.suffix, "read": True, "written": one.write is not None}


def planned(one: PlannedMove) -> Shape:
    """Return what going over does to one portfolio; nobody is named in it."""
    return {
        "code": one.code,
        "id": one.portfolio_id,
        "refused": one.refused or None,
        "kept": one.kept,
        "to_mark": one.to_mark,
        "gone": one.gone,
        "assessments": [
            {
                "id": each.assessment_id,
                "state": each.state.value,
                "result_before": each.before.outcome,
                "result_after": each.after.outcome,
                "criteria": [
                    {
                        "id": move.criterion,
                        "mark": mark_to_plain(move.mark),
                        "fate": move.fate.value,
                        "reason": move.reason,
                        "evidence": move.filed,
                    }
                    for move in each.moves
                ],
            }
            for each in one.assessments
        ],
    }


def row(one: Row) -> Shape:
    """Return what becomes of one row of a file."""
    return {
        "place": one.place,
        "what": one.what,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "question": question(one.question) if one.question else None,
    }


def question(one: Question) -> Shape:
    """Return what only a person can decide."""
    choices = [{"id": choice.id, "label": choice.label} for choice in one.choices]
    return {"id": one.id, "text": one.text, "choices": choices, "free": one.free}


def _examined(one: Examined) -> Shape:
    rubric = one.rubric
    return {
        "id": rubric.id,
        "version": rubric.version,
        "title": rubric.title,
        "criteria": len(rubric.criteria),
        "levels": len(rubric.scale.levels),
        "fine": one.fine,
        "contradictions": [{"text": each.text, "place": each.place} for each in one.contradictions],
        "examples": [
            {
                "name": result.name,
                "passed": result.passed,
                "expected": {"mean": str(result.expected_mean), "outcome": result.expected_outcome},
                "found": {"mean": to_plain(result.found_mean), "outcome": result.found_outcome},
            }
            for result in one.examples
        ],
        "hints": [{"id": hint.id, "place": hint.place, "text": hint.text} for hint in one.hints],
    }
