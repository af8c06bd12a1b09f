"""The commands ``results list|decide|show|hold|let-go|release|recall|resubmissions|new-attempt``."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from typing import Any

from certdesk.actions.cases import cases_of
from certdesk.actions.cohort_results import STATES, ResultView, result_of, results_of_cohort
from certdesk.actions.cohorts import find_cohort, members_of
from certdesk.actions.deciding_results import decide_results, why_undecided
from certdesk.actions.releasing import ReleaseOutlook, hold, let_go, outlook, recall, release
from certdesk.actions.resubmitting import link_attempt, resubmissions_csv, to_resubmit
from certdesk.actions.scoring import mark_in_words
from certdesk.cli.issuing import unlocked
from certdesk.cli.opening import led, near, opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.changes import Change
from certdesk.core.cohorts import Cohort, CohortMember, CohortResult
from certdesk.core.errors import NotFoundError
from certdesk.core.headline import score
from certdesk.core.marks import mark_to_plain
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


def list_results(options: argparse.Namespace) -> int:
    """List the results of a cohort, and who has none yet."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, getattr(options, "cohort", ""))
        wanted = getattr(options, "state", None)
        results, rubric = results_of_cohort(workspace, cohort), load_rubric(workspace.db, cohort.rubric)
        rows = [one for one in results if wanted in {None, one.state.value}]
        known = {one.member.portfolio_id for one in results}
        without = [
            (case.member, why_undecided(case))
            for case in (cases_of(workspace, cohort) if wanted in {None, "undecided"} else ())
            if case.member.portfolio_id not in known
        ]
    if options.json:
        say_json([shape(one) for one in rows] + [_undecided(member, why) for member, why in without])
        return 0
    lines = [(one.member.code, one.label, _score(rubric, one), _(STATES[one.state]), _note(one)) for one in rows]
    lines += [(member.code, "–", "", _("Not decided"), why) for member, why in without]
    if not lines:
        say(_("No result. Decide first: certdesk results decide"))
        return 0
    say_table((_("Code"), _("Result"), _("Number"), _("State"), _("Note")), sorted(lines))
    return 0


def decide(options: argparse.Namespace) -> int:
    """Decide from the marks as they are settled."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        done = decide_results(workspace, cohort, _ids(workspace, cohort, options.codes))
    if options.json:
        say_json({
            "decided": done.decided,
            "undecided": [_undecided(one.member, one.why) for one in done.undecided],
            "would_be": [{"code": member.code, "would_be": words} for member, words in done.would_be],
        })  # fmt: skip
        return 0
    say(ngettext("{count} result is new or changed.", "{count} results are new or changed.", done.decided).format(
        count=done.decided))  # fmt: skip
    for one in done.undecided:
        say(f"{one.member.code}: {one.why}")
    for member, words in done.would_be:
        say(_("{code} is released and {words}.").format(code=member.code, words=words))
    return 0


def show(options: argparse.Namespace) -> int:
    """Show one result with its whole trace."""
    with led(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        view = result_of(workspace, cohort, member.portfolio_id)
    if options.json:
        say_json(_whole(view))
        return 0
    result = view.result
    number = view.detail.decision.score if view.detail else None
    parts = (result.label, number.words if number else "", _(STATES[result.state]), _note(result))
    say(f"{member.code}: " + " · ".join(part for part in parts if part))
    for one in view.detail.settled if view.detail else ():
        given = ", ".join(
            f"{view.names.get(each.assessor_id, each.assessor_id)} {mark_in_words(each.mark(one.criterion_id))}"
            for each in view.assessments
        )
        say(f"  {one.criterion_id} {mark_in_words(one.mark)} ({one.rule.replace('_', ' ')}; {given})")
    for tried in view.detail.decision.trace if view.detail else ():
        say(f"  {tried.label}: " + (_("reached") if tried.met else _("not reached")))
        for line in tried.lines:
            met = _("met") if line.met else _("open") if line.open else _("not met")
            say(f"    {line.rule}: {line.found} ({met})")
    for reason in view.detail.decision.reasons if view.detail else ():
        say(f"  {reason}")
    return 0


def hold_back(options: argparse.Namespace) -> int:
    """Hold results back."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        change = hold(workspace, cohort, _ids(workspace, cohort, options.codes), options.reason)
    return _told(options, change, _("Held back: {codes}.").format(codes=", ".join(options.codes)))


def end_hold(options: argparse.Namespace) -> int:
    """End a hold."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        change = let_go(workspace, cohort, _ids(workspace, cohort, options.codes), options.reason)
    return _told(options, change, _("No longer held back: {codes}.").format(codes=", ".join(options.codes)))


def release_all(options: argparse.Namespace) -> int:
    """Release a cohort at once, or say what is against it."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        only = _ids(workspace, cohort, options.only)
        if options.dry_run:
            return _tell_outlook(options, outlook(workspace, cohort, only))
        change = release(workspace, cohort, override=options.reason, only=only)
    return _told(options, change, f"{change.label}.")


def recall_one(options: argparse.Namespace) -> int:
    """Recall a released result."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        has_one = any(one.serial for one in results_of_cohort(workspace, cohort) if one.member == member)
        statements = unlocked(workspace, options)[1] if has_one and not options.keep_certificate else None
        done = recall(workspace, cohort, member.portfolio_id, options.reason, statements)
    if options.json:
        say_json({"code": member.code, "to_do": list(done.to_do)})
        return 0
    say(_("The result of {code} is recalled.").format(code=member.code))
    for step in done.to_do:
        say(f"  {step}")
    return 0


def resubmissions(options: argparse.Namespace) -> int:
    """List who hands what in again."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        rows = to_resubmit(workspace, cohort)
        table = resubmissions_csv(workspace, cohort) if options.csv else ""
    if options.csv:
        write_text(table)
        return 0
    if options.json:
        say_json([
            {"code": one.member.code, "named": list(one.to_hand_in.named), "banked": list(one.to_hand_in.banked),
             "until": one.to_hand_in.until.isoformat() if one.to_hand_in.until else None,
             "attempts_left": one.to_hand_in.left, "open": one.open, "next": one.followed_by}
            for one in rows
        ])  # fmt: skip
        return 0
    if not rows:
        say(_("Nobody hands anything in again."))
        return 0
    head = (_("Code"), _("Hand in again"), _("Kept"), _("Until"), _("Attempts left"))
    say_table(head, [
        (one.member.code, " ".join(one.to_hand_in.named), " ".join(one.to_hand_in.banked),
         one.to_hand_in.until.isoformat() if one.to_hand_in.until else "", str(one.to_hand_in.left))
        for one in rows
    ])  # fmt: skip
    return 0


def new_attempt(options: argparse.Namespace) -> int:
    """Say which attempt a portfolio follows."""
    with opened(options) as workspace:
        new, earlier = portfolio_of(workspace, options.code), portfolio_of(workspace, options.earlier)
        change = link_attempt(workspace, new.id, earlier.id)
    text = _("{code} is a new attempt after {earlier}.").format(code=new.code, earlier=earlier.code)
    return _told(options, change, text)


def in_cohort(workspace: Workspace, options: argparse.Namespace) -> tuple[Cohort, CohortMember]:
    """Return the cohort that is meant and its member with a code. Raises NotFoundError, which suggests another."""
    cohort = find_cohort(workspace, options.cohort)
    return cohort, _member(members_of(workspace, cohort), options.code, cohort)


def shape(one: CohortResult) -> dict[str, Any]:
    """Return one result as JSON says it. Scripts rely on it: fields are added, never taken away."""
    return {
        "code": one.member.code,
        "state": one.state.value,
        "outcome": one.outcome,
        "label": one.label,
        "certifies": one.certifies,
        "score": str(one.score) if one.score is not None else None,
        "marks": {key: mark_to_plain(mark) for key, mark in one.marks.items()},
        "averaged": sorted(one.averaged),
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "released_at": one.released_at.isoformat() if one.released_at else None,
        "serial": one.serial,
        "reason": one.reason,
        "would_be": one.would_be,
    }


def _whole(view: ResultView) -> dict[str, Any]:
    detail = view.detail
    return shape(view.result) | {
        "rules": {one.criterion_id: one.rule for one in detail.settled} if detail else {},
        "trace": [
            {"outcome": tried.outcome, "label": tried.label, "met": tried.met,
             "conditions": [{"rule": x.rule, "found": x.found, "met": x.met, "open": x.open} for x in tried.lines]}
            for tried in (detail.decision.trace if detail else ())
        ],
        "reasons": list(detail.decision.reasons) if detail else [],
        "assessments": [
            {"assessor": view.names.get(one.assessor_id, one.assessor_id), "state": one.state.value,
             "marks": {key: mark_to_plain(mark) for key, mark in one.marks.items()}}
            for one in view.assessments
        ],
    }  # fmt: skip


def _undecided(member: CohortMember, why: str) -> dict[str, Any]:
    return {"code": member.code, "state": "undecided", "outcome": "", "why": why}


def _score(rubric: Rubric, one: CohortResult) -> str:
    """Write the number under a result so that it never contradicts the outcome."""
    found = score(rubric, one.marks)
    return found.shown if found else ""


def _note(one: CohortResult) -> str:
    return "; ".join(part for part in (one.reason, one.would_be, one.serial) if part)


def _member(members: Sequence[CohortMember], code: str, cohort: Cohort) -> CohortMember:
    found = next((one for one in members if code in {one.portfolio_id} or one.code.lower() == code.lower()), None)
    if found is None:
        text = _("There is no portfolio {code} in the cohort {name}.").format(code=code, name=cohort.name)
        raise NotFoundError(text, near(code, [one.code for one in members]))
    return found


def _ids(workspace: Workspace, cohort: Cohort, codes: Collection[str]) -> tuple[str, ...]:
    members = members_of(workspace, cohort) if codes else ()
    return tuple(_member(members, code, cohort).portfolio_id for code in codes)


def _told(options: argparse.Namespace, change: Change, words: str) -> int:
    if options.json:
        say_json({"changed": bool(change), "label": change.label})
        return 0
    say(words if change else _("Nothing changed."))
    return 0


def _tell_outlook(options: argparse.Namespace, seen: ReleaseOutlook) -> int:
    if options.json:
        say_json({
            "ready": [one.code for one in seen.ready], "held": [one.code for one in seen.held],
            "released": [one.code for one in seen.released], "undecided": [one.code for one in seen.undecided],
            "obstacles": list(seen.obstacles),
        })  # fmt: skip
        return 0
    count = len(seen.ready)
    say(ngettext("{count} result would be released.", "{count} results would be released.", count).format(count=count))
    if seen.held:
        say(_("Held back: {codes}.").format(codes=", ".join(one.code for one in seen.held)))
    for sentence in seen.obstacles:
        say(sentence)
    return 0
