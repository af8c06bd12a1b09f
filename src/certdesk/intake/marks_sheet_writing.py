"""Writing marks sheets, so that marks can leave and come back unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import yaml

from certdesk.core.annotations import Stance
from certdesk.core.marks import CommentOnly, LevelGiven, Mark, NotObserved, Unmarked, Unscorable
from certdesk.intake.marks_sheet import SCHEMA, MarksSheet, SheetEntry, SheetEvidence
from certdesk.intake.marks_sheet_anchors import anchor_to_plain


def write_marks_sheet(sheet: MarksSheet) -> str:
    """Write a sheet as YAML that `read_marks_sheet` reads back as the same value, apart from blanks around texts."""
    values: dict[str, object] = {
        "schema": SCHEMA,
        "portfolio": sheet.portfolio,
        "rubric": {"id": sheet.rubric.id, "version": sheet.rubric.version},
        "assessor": _without_gaps({"name": sheet.assessor_name, "role": sheet.assessor_role}),
        "note": sheet.note,
        "summary": sheet.summary,
        "marks": {id_: _entry(entry) for id_, entry in sheet.marks.items()},
    }
    return str(yaml.safe_dump(_without_gaps(values), allow_unicode=True, sort_keys=False, width=110))


def _entry(entry: SheetEntry) -> dict[str, object]:
    words = entry.feedback
    feedback = {"strength": words.strength, "next_step": words.next_step, "comment": words.comment}
    evidence = [_evidence(one) for one in entry.evidence]
    return {**_mark(entry.mark), **_without_gaps(feedback), **_without_gaps({"evidence": evidence})}


def _mark(mark: Mark) -> dict[str, object]:
    match mark:
        case LevelGiven(level):
            return {"level": _number(level)}
        case NotObserved():
            return {"not_observed": True}
        case Unscorable(code):
            return {"unscorable": code}
        case CommentOnly():
            return {"comment_only": True}
        case Unmarked():
            return {}


def _number(level: Fraction) -> int | str:
    """Write a whole level as a number and any other as exact text, for YAML knows only inexact fractions."""
    return level.numerator if level.denominator == 1 else str(level)


def _evidence(evidence: SheetEvidence) -> dict[str, object]:
    stance = {} if evidence.stance is Stance.SUPPORTS else {"stance": evidence.stance.value}
    return {
        "item": evidence.item,
        **anchor_to_plain(evidence.anchor),
        **_without_gaps({"note": evidence.note}),
        **stance,
    }


def _without_gaps(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in ("", [], {})}
