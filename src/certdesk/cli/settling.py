"""The commands ``disputes``, ``third`` and ``rule``."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from certdesk.actions.assessors import find_assessor
from certdesk.actions.cases import rubric_of
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.moderation_looks import blind_looks
from certdesk.actions.scoring import mark_in_words
from certdesk.actions.settling import (
    CriterionView,
    Dispute,
    DisputeView,
    Side,
    ask_third,
    cohort_of,
    disputes_of,
    look_at_dispute,
    names_of,
    rule,
    take_back_ruling,
    third_candidates,
)
from certdesk.cli import shapes
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.naming import criterion_of, mark_of
from certdesk.cli.opening import led, opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.adjudication import Step
from certdesk.core.changes import Change
from certdesk.core.cohorts import CaseState
from certdesk.core.composing import place_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import mark_to_plain
from certdesk.core.plain import to_plain
from certdesk.core.words import _


def disputes(options: argparse.Namespace) -> int:
    """List what is in dispute, or show both sides of one portfolio."""
    with led(options) as workspace:
        if options.code:
            portfolio = portfolio_of(workspace, options.code)
            cohort = cohort_of(workspace, portfolio.id)
            if portfolio.id in {one.portfolio_id for one in blind_looks(workspace, cohort)}:
                text = _("You are looking at {code} without seeing its marks.").format(code=portfolio.code)
                raise NotAllowedError(text, _("Give your own first, then: certdesk moderate verdict CODE --done"))
            return _show(options, look_at_dispute(workspace, cohort, portfolio.id))
        names = names_of(workspace)
        found = disputes_of(workspace, find_cohort(workspace, options.cohort))
    if options.json:
        say_json([_line(one) for one in found])
        return 0
    if not found:
        say(_("Nothing is in dispute."))
        return 0
    rows = [
        (one.member.code, ", ".join(one.disputed), _next(one), ", ".join(names.get(who, who) for who in one.asked))
        for one in found
    ]
    say_table((_("Portfolio"), _("In dispute"), _("Next"), _("Asked")), rows)
    return 0


def third(options: argparse.Namespace) -> int:
    """Ask a third assessor, or list who could be asked."""
    with led(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        cohort = cohort_of(workspace, portfolio.id)
        if not options.name:
            candidates = third_candidates(workspace, cohort, portfolio.id)
            if options.json:
                say_json(
                    [
                        {"id": one.assessor.id, "name": one.assessor.name, "waiting": one.waiting,
                         "why_not": one.why_not or None}
                        for one in candidates
                    ]
                )  # fmt: skip
                return 0
            say_table((_("Assessor"), ""), [(one.assessor.name, one.sentence) for one in candidates])
            return 0
        rubric = rubric_of(workspace, cohort)
        criteria = [criterion_of(rubric, word).id for word in options.criterion]
        change = ask_third(workspace, portfolio.id, find_assessor(workspace, options.name), criteria, _day(options.due))
    return tell(options, change, portfolio.code)


def rule_on(options: argparse.Namespace) -> int:
    """Decide on a mark, or take a decision back."""
    if bool(options.mark) == options.take_back:
        text = _("Say which mark counts, or --take-back.")
        raise MisunderstoodError(text, _('certdesk rule KITE-37 T4 3 --reason "..."'))
    new = mark_of(options.mark) if options.mark else None
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        criterion = criterion_of(rubric_of(workspace, cohort_of(workspace, portfolio.id)), options.criterion)
        if new is None:
            change = take_back_ruling(workspace, portfolio.id, criterion.id)
        else:
            change = rule(workspace, portfolio.id, criterion.id, new, options.reason)
    return tell(options, change, portfolio.code)


def tell(options: argparse.Namespace, change: Change, code: str = "") -> int:
    """Say what a command changed."""
    if options.json:
        say_json(shapes.change(change, code))
    else:
        say(change.label or _("Nothing changed."))
    return 0


def _show(options: argparse.Namespace, view: DisputeView) -> int:
    if options.json:
        files = {item.id: item.file_name for item in view.items}
        shape = _line(view.dispute) | {"criteria": [_criterion(one, files) for one in view.criteria]}
        say_json(shape | {"summaries": [{"assessor": who, "words": words} for who, words in view.summaries]})
        return 0
    sides = [side.assessor for one in view.criteria[:1] for side in one.sides]
    say(f"{view.dispute.member.code}  {', '.join(sides)}")
    for one in view.criteria:
        marks = "  ".join(f"{side.assessor}: {mark_in_words(side.mark)}" for side in one.sides)
        counts = mark_in_words(one.settled.mark) if one.settled else "?"
        say(f"{one.criterion.id}  {marks}  = {counts}")
        say(f"    {one.sentence}")
        if one.differs:
            for side in one.sides:
                _tell_side(side)
    return 0


def _tell_side(side: Side) -> None:
    for words in (side.words.strength, side.words.next_step, side.words.comment):
        if words:
            say(f"    {side.assessor}: {words}")
    for note in side.evidence:
        say(f"    {side.assessor}: {place_in_words(note)} {note.note}".rstrip())


def _line(one: Dispute) -> dict[str, Any]:
    return {
        "code": one.member.code,
        "portfolio": one.member.portfolio_id,
        "state": one.state.value,
        "in_dispute": list(one.disputed),
        "next": one.next_step.value,
        "signed_at": to_plain(one.signed_at),
        "asked": list(one.asked),
    }


def _criterion(one: CriterionView, files: dict[str, str]) -> dict[str, Any]:
    counts = one.settled
    return {
        "id": one.criterion.id,
        "title": one.criterion.title,
        "counts": mark_to_plain(counts.mark) if counts else None,
        "rule": counts.rule if counts else None,
        "averaged": counts.averaged if counts else False,
        "why_open": one.open.why.value if one.open else None,
        "next": one.open.step.value if one.open else None,
        "sentence": one.sentence,
        "sides": [_side(side, files) for side in one.sides],
    }


def _side(side: Side, files: dict[str, str]) -> dict[str, Any]:
    return {
        "assessment": side.assessment_id,
        "assessor": side.assessor,
        "assessor_id": side.assessor_id,
        "turn": side.turn.value,
        "mark": mark_to_plain(side.mark),
        "signed_at": to_plain(side.signed_at),
        "chosen": side.chosen,
        "strength": side.words.strength,
        "next_step": side.words.next_step,
        "comment": side.words.comment,
        "evidence": [
            {"file": files.get(note.item_id, ""), "place": place_in_words(note), "note": note.note,
             "stance": note.stance.value}
            for note in side.evidence
        ],
    }  # fmt: skip


def _next(one: Dispute) -> str:
    if one.state is CaseState.THIRD_OPEN:
        return _("waits for the third assessor")
    return _("the lead decides") if one.next_step is Step.RULE else _("ask a third assessor")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise MisunderstoodError(_("“{text}” is no day.").format(text=text), _("Such as: 2026-12-01")) from problem
