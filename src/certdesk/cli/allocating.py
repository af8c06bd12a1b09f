"""The commands ``cohort allocate|allocations|give|take-back|move|second``."""

from __future__ import annotations

import argparse
from typing import Any

from certdesk.actions.allocating import (
    AllocationPlan,
    Basis,
    Given,
    Wishes,
    choices_for,
    give,
    keep_allocation,
    move,
    plan_allocation,
    take_back,
)
from certdesk.actions.assessors import assessors_here, find_assessor
from certdesk.actions.changing_due_days import change_due_day
from certdesk.actions.cohort_lists import allocations_as_csv, plan_from_list
from certdesk.actions.cohorts import find_cohort, members_of
from certdesk.actions.second_marking import SecondMarksPlan, keep_second_marks, last_seed, plan_second_marks
from certdesk.cli.assessors import rows_of
from certdesk.cli.cohort import day_of
from certdesk.cli.opening import led, opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table, warn, write_text
from certdesk.core.cohorts import Allocation, Cohort, CohortMember, Turn
from certdesk.core.errors import NotFoundError
from certdesk.core.policy import Pick
from certdesk.core.words import _, ngettext
from certdesk.store.cohorts import load_allocations
from certdesk.store.workspace import Workspace


def allocate(options: argparse.Namespace) -> int:
    """Divide what needs an assessor, or follow a list."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        if options.take:
            plan = plan_from_list(workspace, cohort, rows_of(options.take), due_on=day_of(options.due))
        else:
            plan = plan_allocation(workspace, cohort, _wishes(workspace, options))
        if not options.dry_run:
            keep_allocation(workspace, plan)
    if options.json:
        say_json(_plan_shape(plan) | {"kept": not options.dry_run})
    else:
        _say_plan(plan, dry_run=options.dry_run)
    return 1 if plan.impossible or plan.skipped else 0


def allocations(options: argparse.Namespace) -> int:
    """List who marks what."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        if options.csv:
            write_text(allocations_as_csv(workspace, cohort, ended=options.ended))
            return 0
        found = load_allocations(workspace.db, cohort, ended=options.ended)
        names = {one.id: one.name for one in assessors_here(workspace)}
        codes = {one.portfolio_id: one.code for one in members_of(workspace, cohort)}
    if options.json:
        say_json([_allocation_shape(one, names, codes) for one in found])
        return 0
    head = (_("Portfolio"), _("Assessor"), _("As"), _("Due"), _("Why"))
    say_table(head, [
        (codes.get(one.portfolio_id, ""), names.get(one.assessor_id, one.assessor_id), one.turn.value,
         str(one.due_on or ""), one.ended_why or ", ".join(map(pick_in_words, one.reasons)))
        for one in found
    ])  # fmt: skip
    return 0


def give_one(options: argparse.Namespace) -> int:
    """Give one portfolio to somebody, or tell who could be given it."""
    with led(options) as workspace:
        cohort, member = _member(workspace, options.code)
        if not options.name:
            return _say_choices(workspace, cohort, member, options)
        assessor = find_assessor(workspace, options.name)
        change = give(
            workspace, Given(member, assessor, Turn(options.turn), (Pick.BY_HAND,), due_on=day_of(options.due))
        )
    if options.json:
        say_json({"code": member.code, "assessor": assessor.name, "turn": options.turn, "changed": bool(change)})
    else:
        say(_("{code} is given to {name}.").format(code=member.code, name=assessor.name))
    return 0


def take_one_back(options: argparse.Namespace) -> int:
    """Take a portfolio back."""
    with opened(options) as workspace:
        one = _allocation(workspace, options)
        take_back(workspace, one.id, options.reason)
    return _told(options, _("{code} is taken back from {name}.").format(code=options.code, name=options.name))


def move_one(options: argparse.Namespace) -> int:
    """Move a portfolio."""
    with opened(options) as workspace:
        one = _allocation(workspace, options)
        to = find_assessor(workspace, options.to)
        move(workspace, one.id, to, options.reason)
    return _told(options, _("{code} is given to {name} now.").format(code=options.code, name=to.name))


def due(options: argparse.Namespace) -> int:
    """Set another day for what is not signed."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        people = [find_assessor(workspace, name).id for name in options.among]
        portfolios = [portfolio_of(workspace, code).id for code in options.codes]
        day = None if options.day == "none" else day_of(options.day)
        change = change_due_day(workspace, cohort, day, assessors=people, portfolios=portfolios)
    if options.json:
        say_json({"due_on": day.isoformat() if day else None, "changed": bool(change)})
    else:
        say(_("The day is changed. Pack again, so that they learn it.") if change else _("Nothing was to change."))
    return 0


def second(options: argparse.Namespace) -> int:
    """Draw the second marks and give them out."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        seed = options.seed or last_seed(workspace, cohort)
        plan = plan_second_marks(workspace, cohort, seed, _second_wishes(workspace, options, seed))
        if not options.dry_run:
            keep_second_marks(workspace, plan)
    if options.json:
        say_json(_second_shape(plan) | {"kept": not options.dry_run})
    else:
        _say_second(plan, dry_run=options.dry_run)
    return 1 if plan.allocation.impossible else 0


def pick_in_words(pick: Pick) -> str:
    """Say why a portfolio was picked."""
    return {
        Pick.RANDOM: _("random share"),
        Pick.NEW_ASSESSOR: _("new assessor"),
        Pick.NEAR_CUT: _("near the cut"),
        Pick.DISTINCTION: _("distinction recommended"),
        Pick.SMALL_COHORT: _("small cohort"),
        Pick.APPEAL: _("appeal"),
        Pick.EACH_ASSESSOR: _("of each assessor"),
        Pick.UNSCORABLE: _("unscorable"),
        Pick.HIGHEST: _("highest"),
        Pick.LOWEST: _("lowest"),
        Pick.DISPUTE: _("in dispute"),
        Pick.BY_HAND: _("by hand"),
    }[pick]


def _wishes(workspace: Workspace, options: argparse.Namespace) -> Wishes:
    return Wishes(
        Basis(options.by),
        options.markers,
        tuple(find_assessor(workspace, name).id for name in options.among),
        tuple(portfolio_of(workspace, code).id for code in options.codes),
        day_of(options.due),
        options.seed,
    )


def _second_wishes(workspace: Workspace, options: argparse.Namespace, seed: str) -> Wishes:
    among = tuple(find_assessor(workspace, name).id for name in options.among)
    return Wishes(assessors=among, due_on=day_of(options.due), seed=seed)


def _member(workspace: Workspace, code: str) -> tuple[Cohort, CohortMember]:
    portfolio = portfolio_of(workspace, code)
    cohort = find_cohort(workspace, portfolio.cohort, portfolio.programme)
    return cohort, next(one for one in members_of(workspace, cohort) if one.portfolio_id == portfolio.id)


def _allocation(workspace: Workspace, options: argparse.Namespace) -> Allocation:
    portfolio = portfolio_of(workspace, options.code)
    assessor = find_assessor(workspace, options.name)
    for one in load_allocations(workspace.db, portfolio_ids=[portfolio.id]):
        if one.assessor_id == assessor.id:
            return one
    text = _("{code} is not allocated to {name}.").format(code=portfolio.code, name=assessor.name)
    raise NotFoundError(text, _("“certdesk cohort allocations” shows who marks what."))


def _told(options: argparse.Namespace, sentence: str) -> int:
    if options.json:
        say_json({"code": options.code, "changed": True})
    else:
        say(sentence)
    return 0


def _say_choices(workspace: Workspace, cohort: Cohort, member: CohortMember, options: argparse.Namespace) -> int:
    found = choices_for(workspace, cohort, member)
    if options.json:
        say_json([{"name": one.assessor.name, "waiting": one.waiting, "why_not": one.why_not} for one in found])
        return 0
    say_table(
        (_("Assessor"), _("Waiting"), _("Why not")),
        [(one.assessor.name, str(one.waiting), one.why_not) for one in found],
    )
    return 0


def _say_plan(plan: AllocationPlan, *, dry_run: bool) -> None:
    for sentence in plan.skipped:
        warn(sentence)
    for one in plan.impossible:
        warn(one.sentence)
    count = len({each.member.portfolio_id for each in plan.given})
    if not count:
        say(_("There is nothing new to allocate."))
        return
    text = ngettext("{count} portfolio is allocated.", "{count} portfolios are allocated.", count)
    if dry_run:
        text = ngettext("{count} portfolio would be allocated.", "{count} portfolios would be allocated.", count)
    say(text.format(count=count))
    say_table(
        (_("Assessor"), _("Before"), _("New"), _("Together")),
        [(one.assessor.name, str(one.before), str(one.added), str(one.after)) for one in plan.loads],
    )


def _say_second(plan: SecondMarksPlan, *, dry_run: bool) -> None:
    say(_("Seed: {seed}. Near the cut: {band}.").format(seed=plan.seed, band=plan.band.sentence))
    names = {one.member.portfolio_id: one.assessor.name for one in plan.allocation.given}
    say_table((_("Portfolio"), _("Why"), _("Second assessor")), [
        (one.member.code, ", ".join(map(pick_in_words, one.reasons)),
         names.get(one.member.portfolio_id, _("has one already") if one.second else ""))
        for one in plan.picks
    ])  # fmt: skip
    _say_plan(plan.allocation, dry_run=dry_run)


def _plan_shape(plan: AllocationPlan) -> dict[str, Any]:
    return {
        "cohort": plan.cohort.name,
        "given": [
            {"code": one.member.code, "assessor": one.assessor.name, "turn": one.turn.value,
             "reasons": [reason.value for reason in one.reasons]}
            for one in plan.given
        ],
        "impossible": [
            {"code": one.member.code, "turn": one.turn.value, "why": one.why} for one in plan.impossible
        ],
        "skipped": list(plan.skipped),
        "loads": [
            {"assessor": one.assessor.name, "before": one.before, "added": one.added} for one in plan.loads
        ],
    }  # fmt: skip


def _second_shape(plan: SecondMarksPlan) -> dict[str, Any]:
    picks = [{"code": one.member.code, "reasons": [reason.value for reason in one.reasons],
              "has_second": one.second is not None} for one in plan.picks]  # fmt: skip
    band = {
        "size": plan.band.size,
        "measured": plan.band.measured,
        "pairs": plan.band.pairs,
        "words": plan.band.sentence,
    }
    return {"seed": plan.seed, "band": band, "picks": picks} | _plan_shape(plan.allocation)


def _allocation_shape(one: Allocation, names: dict[str, str], codes: dict[str, str]) -> dict[str, Any]:
    return {
        "code": codes.get(one.portfolio_id, ""), "assessor": names.get(one.assessor_id, one.assessor_id),
        "turn": one.turn.value, "criteria": list(one.criteria), "reasons": [reason.value for reason in one.reasons],
        "due_on": one.due_on.isoformat() if one.due_on else None, "ended_why": one.ended_why,
    }  # fmt: skip
