"""The commands ``cohort list|new|open|rename|close|reopen|policy|members|progress``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from certdesk.actions.cohort_progress import AssessorProgress, CohortProgress, PaceOf, progress_of
from certdesk.actions.cohorts import (
    close_cohort,
    cohorts_here,
    cohorts_to_make,
    find_cohort,
    make_cohort,
    members_of,
    open_cohort,
    policy_of,
    policy_text,
    read_policy_file,
    rename_cohort,
    reopen_cohort,
    set_policy_text,
    waiting_candidates,
)
from certdesk.cli.opening import bring_rubrics, led, opened
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.changes import Change
from certdesk.core.cohorts import Cohort, CohortMember
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.fields import shown, written
from certdesk.core.plain import to_plain
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _, ngettext


def list_all(options: argparse.Namespace) -> int:
    """List the cohorts."""
    with opened(options, needs_person=False) as workspace:
        cohorts, named = cohorts_here(workspace), cohorts_to_make(workspace)
    if options.json:
        unmade = [{"programme": one.programme, "name": one.name, "portfolios": one.portfolios} for one in named]
        say_json({"cohorts": [cohort_shape(one) for one in cohorts], "not_made": unmade})
        return 0
    if cohorts:
        head = (_("Cohort"), _("Programme"), _("Rubric"), _("State"), _("Due"))
        say_table(head, [
            (one.name, one.programme, f"{one.rubric.id} {one.rubric.version}", one.state.value, str(one.due_on or ""))
            for one in cohorts
        ])  # fmt: skip
    for each in named:
        text = ngettext(
            "Not made yet: {name} of {programme}, {count} portfolio.",
            "Not made yet: {name} of {programme}, {count} portfolios.",
            each.portfolios,
        )
        told = text.format(name=each.name or _("without a name"), programme=each.programme, count=each.portfolios)
        say(told)
    if not (cohorts or named):
        say(_("No cohort yet. Make one with: certdesk cohort new NAME"))
    return 0


def new(options: argparse.Namespace) -> int:
    """Make a cohort, with the programme and rubric of its portfolios unless others are named."""
    with opened(options) as workspace:
        bring_rubrics(workspace)
        named = [one for one in cohorts_to_make(workspace) if one.name.casefold() == options.name.strip().casefold()]
        if options.programme:
            named = [one for one in named if one.programme == options.programme]
        if len(named) != 1 and not (options.programme and options.rubric):
            several = _("Several programmes have a cohort “{name}”.")
            text = several if named else _("No portfolio names a cohort “{name}”.")
            raise NotFoundError(text.format(name=shown(options.name)), _("Say --programme and --rubric."))
        programme = options.programme or named[0].programme
        rubric = _ref(options.rubric) if options.rubric else RubricRef(named[0].rubric_id, named[0].rubric_version)
        name = named[0].name if named else options.name
        change = make_cohort(workspace, programme, name, rubric, due_on=day_of(options.due))
        cohort = find_cohort(workspace, name, programme)
    return _tell(options, cohort, change, _("{name} is being prepared."))


def open_it(options: argparse.Namespace) -> int:
    """Open a cohort."""
    with opened(options) as workspace:
        change = open_cohort(workspace, find_cohort(workspace, options.cohort))
        cohort = find_cohort(workspace, options.cohort)
    return _tell(options, cohort, change, _("{name} is open: its rubric version and its policy stay as they are now."))


def rename(options: argparse.Namespace) -> int:
    """Call a cohort otherwise."""
    with opened(options) as workspace:
        before = find_cohort(workspace, options.cohort)
        change = rename_cohort(workspace, before, options.name)
        cohort = find_cohort(workspace, before.id)
    return _tell(options, cohort, change, _("It is called {name} now."))


def close(options: argparse.Namespace) -> int:
    """Close the moderation."""
    with opened(options) as workspace:
        change = close_cohort(workspace, find_cohort(workspace, options.cohort))
        cohort = find_cohort(workspace, options.cohort)
    return _tell(options, cohort, change, _("The moderation of {name} is closed."))


def reopen(options: argparse.Namespace) -> int:
    """Open the moderation again."""
    with opened(options) as workspace:
        change = reopen_cohort(workspace, find_cohort(workspace, options.cohort), options.reason)
        cohort = find_cohort(workspace, options.cohort)
    return _tell(options, cohort, change, _("The moderation of {name} is open again."))


def policy(options: argparse.Namespace) -> int:
    """Tell the policy, or keep another one."""
    with opened(options, needs_person=bool(options.set)) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        if options.set:
            set_policy_text(workspace, cohort, read_policy_file(options.set))
            cohort = find_cohort(workspace, cohort.id)
        text, numbers = policy_text(workspace, cohort), policy_of(workspace, cohort)
    if options.yaml:
        write_text(text)
    elif options.json:
        say_json({"cohort": cohort.name, "frozen": cohort.opened_at is not None, "policy": _plain(numbers)})
    else:
        for line in _policy_lines(numbers):
            say(line)
        say(_("It is frozen.") if cohort.opened_at else _("It can still be changed, until the cohort is opened."))
    return 0


def members(options: argparse.Namespace) -> int:
    """List portfolios, and candidates without one."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        found = members_of(workspace, cohort)
        waiting = waiting_candidates(workspace, cohort, found)
    if options.json:
        say_json({"portfolios": list(map(_member, found)), "without_portfolio": list(map(_member, waiting))})
        return 0
    head = (_("Portfolio"), _("Candidate"), _("School"), _("Subject"), _("Language"), _("Attempt"))
    rows = [(one.code, one.name, one.school, one.subject, one.language, str(one.attempt)) for one in found]
    rows += [("–", one.name, one.school, one.subject, one.language, "") for one in waiting]
    say_table(head, rows)
    return 0


def progress(options: argparse.Namespace) -> int:
    """Tell how far a cohort has come."""
    with led(options) as workspace:
        found = progress_of(workspace, find_cohort(workspace, options.cohort))
        now = workspace.clock()
    if options.json:
        say_json(_progress(found))
        return 0
    say(_("First marks {done} of {all}, second marks {second} of {seconds}, third marks {third} of {thirds}.").format(
        done=found.first.signed, all=found.first.of, second=found.second.signed, seconds=found.second.of,
        third=found.third.signed, thirds=found.third.of,
    ))  # fmt: skip
    if found.not_allocated:
        count = found.not_allocated
        text = ngettext("{count} portfolio has no assessor.", "{count} portfolios have no assessor.", count)
        say(text.format(count=count))
    head = (_("Assessor"), _("Desk"), _("Signed"), _("Begun"), _("Held"), _("Flagged"), _("Overdue"), _("Last package"))
    say_table((*head, _("Hours left")), [_row(one, now) for one in found.rows])
    say(found.pace_sentence)
    for sentence in found.missing:
        say(f"! {sentence}")
    return 0


def day_of(text: str) -> date | None:
    """Read a day, or nothing. Raises NotAllowedError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        text = _("“{day}” is no day.").format(day=shown(text))
        raise NotAllowedError(text, _("Write it like 2026-12-01.")) from None


def cohort_shape(one: Cohort) -> dict[str, Any]:
    """Return what JSON tells of a cohort."""
    return {
        "id": one.id,
        "programme": one.programme,
        "name": one.name,
        "rubric": {"id": one.rubric.id, "version": one.rubric.version},
        "state": one.state.value,
        "opened_at": one.opened_at.isoformat() if one.opened_at else None,
        "due_on": one.due_on.isoformat() if one.due_on else None,
    }


def _tell(options: argparse.Namespace, cohort: Cohort, change: Change, sentence: str) -> int:
    if options.json:
        say_json(cohort_shape(cohort) | {"changed": bool(change)})
    else:
        say(sentence.format(name=cohort.name))
    return 0


def _ref(text: str) -> RubricRef:
    id_, _at, version = text.partition("@")
    return RubricRef(id_, version)


def _member(one: CohortMember) -> dict[str, Any]:
    return {
        "portfolio_id": one.portfolio_id,
        "code": one.code,
        "name": one.name,
        "school": one.school,
        "language": one.language,
        "subject": one.subject,
        "candidate_id": one.candidate_id,
        "attempt": one.attempt,
    }


def _row(one: AssessorProgress, now: datetime) -> tuple[str, ...]:
    hours = "" if one.minutes_left is None else f"{one.minutes_left / 60:.1f}"
    counts = (f"{one.signed} / {one.allocated}", one.begun, one.held, one.flagged, one.overdue)
    return (one.assessor.name, one.assessor.desk, *map(str, counts), _age(one, now), hours)


def _age(one: AssessorProgress, now: datetime) -> str:
    if one.here:
        return _("marks here")
    if one.last_package is None:
        return _("never")
    days = (now.date() - one.last_package.date()).days
    if days <= 0:
        return _("today")
    return ngettext("{days} day ago", "{days} days ago", days).format(days=days)


def _progress(found: CohortProgress) -> dict[str, Any]:
    turns = {"first": found.first, "second": found.second, "third": found.third}
    return {
        "cohort": found.cohort.name,
        "portfolios": found.portfolios,
        "not_allocated": found.not_allocated,
        **{name: {"signed": turn.signed, "of": turn.of} for name, turn in turns.items()},
        "minutes_left": found.minutes_left,
        "missing": list(found.missing),
        "assessors": [
            {
                "id": one.assessor.id, "name": one.assessor.name, "desk": one.assessor.desk,
                "allocated": one.allocated, "begun": one.begun, "signed": one.signed, "held": one.held,
                "flagged": one.flagged, "conflicts": one.conflicts, "overdue": one.overdue, "to_send": one.to_send,
                "last_package": one.last_package.isoformat() if one.last_package else None, "here": one.here,
                "minutes_left": one.minutes_left,
                "pace_of": None if one.pace_of is PaceOf.NOBODY else one.pace_of.value, "late": one.late,
            }
            for one in found.rows
        ],
    }  # fmt: skip


def _plain(policy: ProgrammePolicy) -> Any:  # noqa: ANN401 - JSON has no narrower type
    def without_names(value: Any) -> Any:  # noqa: ANN401 - as above
        if isinstance(value, dict):
            return {name: without_names(each) for name, each in value.items() if name != "is"}
        return value

    return without_names(to_plain(policy))


def _policy_lines(policy: ProgrammePolicy) -> Iterator[str]:
    second, sample = policy.second_marking, policy.moderation
    twice = _("Marked twice: {share} of all at random, all below {few} candidates, the first {new} of new assessors.")
    yield twice.format(share=_percent(second.random_share), few=second.all_below, new=second.first_of_new_assessor)
    near = _("Near a cut: within {errors} × the scoring error, or {points} points while that is not known.")
    yield near.format(errors=written(second.near_cut_errors), points=written(second.fallback_band))
    yield _("Moderated: {share} of all and at least {minimum}.").format(
        share=_percent(sample.share), minimum=sample.minimum
    )
    yield _("Appeals: within {days} days.").format(days=policy.appeals.window_days)
    yield _("All of it: certdesk cohort policy --yaml")


def _percent(share: Fraction) -> str:
    return f"{written(share * 100)} %"
