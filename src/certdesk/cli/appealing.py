"""The commands ``appeal list|open|recheck|remark|move|decide``."""

from __future__ import annotations

import argparse
from typing import Any

from certdesk.actions.allocating import choices_for
from certdesk.actions.appealing import (
    AppealRow,
    appeals_of,
    ask_for_remark,
    decide_appeal,
    move_appeal,
    open_appeal,
    recheck_appeal,
)
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.rechecking import Recheck
from certdesk.cli.opening import led, near, opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.cli.releasing import in_cohort
from certdesk.core.appeals import GROUNDS, STAGES, AppealState
from certdesk.core.cohorts import Cohort, CohortMember
from certdesk.core.errors import NotFoundError
from certdesk.core.policy import Ground
from certdesk.core.words import _
from certdesk.store.workspace import Workspace


def list_appeals(options: argparse.Namespace) -> int:
    """List the appeals of a cohort."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, getattr(options, "cohort", ""))
        rows = [row for row in appeals_of(workspace, cohort) if row.appeal.open or getattr(options, "all", False)]
    if options.json:
        say_json([_shape(row) for row in rows])
        return 0
    if not rows:
        say(_("No open appeal."))
        return 0
    head = (_("Code"), _("Ground"), _("Stage"), _("Until"), _("Time"))
    say_table(head, [
        (row.member.code, _(GROUNDS[row.appeal.ground]), _(STAGES[row.appeal.stage]), row.appeal.due_on.isoformat(),
         row.time_left or row.appeal.state.value)
        for row in rows
    ])  # fmt: skip
    return 0


def open_one(options: argparse.Namespace) -> int:
    """Open an appeal."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        open_appeal(workspace, cohort, member.portfolio_id, Ground(options.ground), options.words)
        row = _find(workspace, cohort, member)
    if options.json:
        say_json(_shape(row))
        return 0
    text = _("The appeal of {code} is open: {stage} until {day}, {time}.")
    say(text.format(code=member.code, stage=_(STAGES[row.appeal.stage]), day=row.appeal.due_on.isoformat(),
                    time=row.time_left))  # fmt: skip
    return 0


def check_again(options: argparse.Namespace) -> int:
    """Compute the result of an appeal once more; exit code 1 when something differs."""
    with led(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        found = recheck_appeal(workspace, cohort, _find(workspace, cohort, member).appeal.id)
    if options.json:
        say_json(_recheck(found))
    else:
        say(found.sentence)
        head = (_("Criterion"), _("Given"), _("Released"), _("Now"), "")
        say_table(head, [
            (line.criterion_id, ", ".join(f"{who} {mark}" for who, mark in line.raw), line.released, line.now,
             "" if line.same else _("differs"))
            for line in found.lines
        ])  # fmt: skip
        for source in found.sources:
            say(f"{source.assessor}: {source.words}")
    return 0 if found.same else 1


def mark_again(options: argparse.Namespace) -> int:
    """Have somebody mark the portfolio anew, or say who could."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        row = _find(workspace, cohort, member)
        choices = choices_for(workspace, cohort, member)
        if not options.name:
            return _tell_choices(options, [(one.assessor.name, one.why_not, one.waiting) for one in choices])
        chosen = next(
            (one for one in choices if options.name.lower() in {one.assessor.name.lower(), one.assessor.id}), None
        )
        if chosen is None:
            text = _("There is no assessor {name}.").format(name=options.name)
            raise NotFoundError(text, near(options.name, [one.assessor.name for one in choices]))
        ask_for_remark(workspace, cohort, row.appeal.id, chosen.assessor, options.criterion)
        row = _find(workspace, cohort, member)
    if options.json:
        say_json(_shape(row))
        return 0
    text = _("{name} marks {code} anew until {day}. Pack it for them like any other portfolio.")
    say(text.format(name=chosen.assessor.name, code=member.code, day=row.appeal.due_on.isoformat()))
    return 0


def move_on(options: argparse.Namespace) -> int:
    """Begin the next stage of an appeal."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        move_appeal(workspace, cohort, _find(workspace, cohort, member).appeal.id, options.words)
        row = _find(workspace, cohort, member)
    if options.json:
        say_json(_shape(row))
        return 0
    text = _("{code}: {stage} until {day}, {time}.")
    say(text.format(code=member.code, stage=_(STAGES[row.appeal.stage]), day=row.appeal.due_on.isoformat(),
                    time=row.time_left))  # fmt: skip
    return 0


def decide_one(options: argparse.Namespace) -> int:
    """Decide an appeal."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        appeal = _find(workspace, cohort, member).appeal
        done = decide_appeal(workspace, cohort, appeal.id, AppealState(options.verdict), options.reason)
    if options.json:
        say_json({"code": member.code, "state": options.verdict, "sentence": done.sentence, "to_do": list(done.to_do)})
        return 0
    say(done.sentence)
    for step in done.to_do:
        say(f"  {step}")
    return 0


def _find(workspace: Workspace, cohort: Cohort, member: CohortMember) -> AppealRow:
    found = [row for row in appeals_of(workspace, cohort) if row.member == member and row.appeal.open]
    if not found:
        text = _("There is no open appeal of {code}.").format(code=member.code)
        raise NotFoundError(text, _("See which there are: certdesk appeal list"))
    return found[0]


def _tell_choices(options: argparse.Namespace, choices: list[tuple[str, str, int]]) -> int:
    if options.json:
        say_json([{"name": name, "why_not": why_not, "waiting": waiting} for name, why_not, waiting in choices])
        return 0
    head = (_("Assessor"), _("May mark it"), _("Waiting"))
    say_table(head, [(name, why_not or _("yes"), str(waiting)) for name, why_not, waiting in choices])
    return 0


def _shape(row: AppealRow) -> dict[str, Any]:
    appeal = row.appeal
    return {
        "code": row.member.code,
        "ground": appeal.ground.value,
        "words": appeal.words,
        "opened_on": appeal.opened_on.isoformat(),
        "stage": appeal.stage.value,
        "due_on": appeal.due_on.isoformat(),
        "late": row.late,
        "state": appeal.state.value,
        "steps": [{"at": step.at.isoformat(), "deed": step.deed, "words": step.words} for step in appeal.steps],
    }


def _recheck(found: Recheck) -> dict[str, Any]:
    return {
        "same": found.same,
        "sentence": found.sentence,
        "released": found.released,
        "now": found.now,
        "criteria": [
            {"criterion": line.criterion_id, "given": [{"assessor": who, "mark": mark} for who, mark in line.raw],
             "rule": line.rule, "released": line.released, "now": line.now, "same": line.same}
            for line in found.lines
        ],
        "sources": [{"assessor": one.assessor, "fits": one.fits, "words": one.words} for one in found.sources],
    }  # fmt: skip
