"""The commands ``moderate draw|list|verdict|light|again|close|report``."""

from __future__ import annotations

import argparse
from typing import Any

from certdesk.actions.assessors import find_assessor
from certdesk.actions.cases import rubric_of
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.disputes import names_of
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.marking_again import MarkingAgain, keep_marking_again, plan_marking_again, to_mark_again
from certdesk.actions.moderating import (
    Sample,
    SampleRow,
    close_moderation,
    draw_sample,
    light_of,
    read_moderation,
    sample_of,
)
from certdesk.actions.moderation_looks import blind_looks, finish_look, give_verdict, look_blind
from certdesk.actions.moderation_reports import ReportWishes, write_moderation_report
from certdesk.actions.settling import cohort_of
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.asking import passphrase
from certdesk.cli.naming import criterion_of, mark_of
from certdesk.cli.opening import led, opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.cli.settling import tell
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import Mark, mark_to_plain
from certdesk.core.moderation_light import Light, ModerationLight
from certdesk.core.plain import to_plain
from certdesk.core.policy_told import pick_in_words
from certdesk.core.rubric import Rubric
from certdesk.core.words import N_, _, ngettext

_LIGHTS = {Light.GREEN: N_("green"), Light.AMBER: N_("amber"), Light.RED: N_("red")}


def draw(options: argparse.Namespace) -> int:
    """Draw the sample."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        change = draw_sample(workspace, cohort, options.seed)
        sample = sample_of(workspace, cohort)
        names = names_of(workspace)
    if options.json:
        say_json({"changed": bool(change)} | _shape(sample, names, hidden=frozenset()))
        return 0
    if sample:
        if not change:
            say(_("It was drawn like this already."))
        _tell_draw(sample)
    return 0


def list_sample(options: argparse.Namespace) -> int:
    """List the sample and its verdicts."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, getattr(options, "cohort", ""))
        sample, names = sample_of(workspace, cohort), names_of(workspace)
        hidden = frozenset(one.portfolio_id for one in blind_looks(workspace, cohort))
    if options.json:
        say_json(_shape(sample, names, hidden))
        return 0
    if sample is None:
        say(_("No sample is drawn yet. Draw it with: certdesk moderate draw"))
        return 0
    _tell_draw(sample)
    rows = [
        (
            row.case.member.code,
            ", ".join(pick_in_words(pick) for pick in row.reasons.reasons),
            ", ".join(names.get(one, one) for one in row.assessors),
            _verdict(row, hidden),
        )
        for row in sample.rows
    ]
    say_table((_("Portfolio"), _("Why"), _("Marked by"), _("Verdict")), rows)
    return 0


def verdict(options: argparse.Namespace) -> int:
    """Say what a moderator found."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        cohort = cohort_of(workspace, portfolio.id)
        marks = _marks(rubric_of(workspace, cohort), options.marks)
        if marks and (options.blind or options.done):
            text = _("With --blind and --done the marks are those that you give with certdesk mark.")
            raise MisunderstoodError(text, _("Leave them out."))
        if options.blind:
            change = look_blind(workspace, cohort, portfolio.id)
        elif options.done:
            change = finish_look(workspace, cohort, portfolio.id, options.note)
        else:
            change = give_verdict(workspace, cohort, portfolio.id, marks, options.note)
    return tell(options, change, portfolio.code)


def light(options: argparse.Namespace) -> int:
    """Tell whether the policy is met."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        known = read_moderation(workspace, cohort)
        found, names = light_of(workspace, cohort, known), names_of(workspace)
    if options.json:
        say_json(_light(found))
        return 0
    say(f"{_(_LIGHTS[found.light])}: {found.sentence}")
    for one in found.requirements if known.draws else ():
        if not one.met:
            who = f"{names.get(one.assessor, one.assessor)}: " if one.assessor else ""
            say(f"  - {who}{one.sentence}")
    rows = [
        (one.name, _(_LIGHTS[one.light]), str(one.marked), str(one.drawn), str(one.looked_at), one.sentence)
        for one in found.assessors
    ]
    if rows:
        say_table((_("Assessor"), _("Light"), _("Marked"), _("Drawn"), _("Looked at"), _("Why")), rows)
    return 0


def again(options: argparse.Namespace) -> int:
    """Have work marked again, or list what there is."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        if not options.name:
            found = to_mark_again(workspace, cohort)
            if options.json:
                say_json(
                    [
                        {"assessor": one.assessor_id, "name": one.name, "since": to_plain(one.since),
                         "portfolios": [case.member.code for case in one.cases]}
                        for one in found
                    ]
                )  # fmt: skip
                return 0
            for one in found:
                say(f"{one.sentence}: {', '.join(case.member.code for case in one.cases)}")
            if not found:
                say(_("Nothing is to be marked again."))
            return 0
        plan = plan_marking_again(workspace, cohort, find_assessor(workspace, options.name).id)
        if options.keep:
            return tell(options, keep_marking_again(workspace, plan))
    return _tell_plan(options, plan)


def close(options: argparse.Namespace) -> int:
    """Close the moderation."""
    with opened(options) as workspace:
        change = close_moderation(workspace, find_cohort(workspace, options.cohort), options.reason)
    return tell(options, change)


def report(options: argparse.Namespace) -> int:
    """Write the moderation report."""
    if options.file.exists() and not options.force:
        text = _("{file} is there already.").format(file=options.file)
        raise NotAllowedError(text, _("Choose another name, or replace it with --force."))
    with led(options) as workspace:
        known = read_moderation(workspace, find_cohort(workspace, options.cohort))
        signer = unlock_mine(workspace, passphrase(options)) if options.sign else None
        pages = write_moderation_report(workspace, known, options.file, ReportWishes(options.names, signer))
    if options.json:
        say_json({"file": str(options.file), "pages": pages})
        return 0
    text = ngettext("{file}: {count} page.", "{file}: {count} pages.", pages)
    say(text.format(file=options.file, count=pages))
    return 0


def _marks(rubric: Rubric, words: list[str]) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    for word in words:
        name, sign, mark = word.partition("=")
        if not sign or not mark:
            text = _("“{word}” is no criterion with a mark.").format(word=word)
            raise MisunderstoodError(text, _("Such as: T4=2"))
        found[criterion_of(rubric, name).id] = mark_of(mark)
    return found


def _tell_draw(sample: Sample) -> None:
    text = ngettext(
        "Seed {seed}: {count} portfolio of {eligible} drawn.", "Seed {seed}: {count} portfolios of {eligible} drawn.",
        len(sample.draw.picks),
    )  # fmt: skip
    say(text.format(seed=sample.draw.seed, count=len(sample.draw.picks), eligible=sample.draw.eligible))


def _verdict(row: SampleRow, hidden: frozenset[str]) -> str:
    if row.case.member.portfolio_id in hidden:
        return _("you are marking it yourself")
    if row.check is None:
        return _("again: the marks changed") if row.outdated else ""
    return row.check.verdict.value


def _shape(sample: Sample | None, names: dict[str, str] | Any, hidden: frozenset[str]) -> dict[str, Any]:  # noqa: ANN401
    if sample is None:
        return {"seed": None, "sample": []}
    return {
        "seed": sample.draw.seed,
        "drawn_at": sample.draw.at.isoformat(),
        "eligible": sample.draw.eligible,
        "near_cut": sample.draw.band,
        "policy": to_plain(sample.draw.policy),
        "sample": [_row(row, names, hidden) for row in sample.rows],
        "earlier": [
            {"seed": one.seed, "drawn_at": one.at.isoformat(), "drawn": len(one.picks)} for one in sample.earlier
        ],
        "closed": [{"at": one.at.isoformat(), "said": one.sentence, "reason": one.reason} for one in sample.closings],
    }  # fmt: skip


def _row(row: SampleRow, names: Any, hidden: frozenset[str]) -> dict[str, Any]:  # noqa: ANN401 - a mapping of names
    check = row.check
    is_hidden = row.case.member.portfolio_id in hidden
    return {
        "code": row.case.member.code,
        "portfolio": row.case.member.portfolio_id,
        "reasons": [pick.value for pick in row.reasons.reasons],
        "assessors": [names.get(one, one) for one in row.assessors],
        "verdict": check.verdict.value if check else None,
        "moderator": names.get(check.moderator_id, check.moderator_id) if check else None,
        "blind": check.blind if check else is_hidden,
        "own_marks": {key: mark_to_plain(mark) for key, mark in check.marks.items()} if check else {},
        "note": check.note if check else "",
        "outdated": row.outdated is not None,
    }


def _light(found: ModerationLight) -> dict[str, Any]:
    return {
        "light": found.light.value,
        "sentence": found.sentence,
        "satisfied": found.satisfied,
        "done": found.done,
        "unsettled": found.unsettled,
        "requirements": [
            {"for": one.pick.value, "sentence": one.sentence, "met": one.met, "assessor": one.assessor or None,
             "missing": list(one.missing)}
            for one in found.requirements
        ],
        "assessors": [
            {"assessor": one.assessor_id, "name": one.name, "light": one.light.value, "sentence": one.sentence,
             "marked": one.marked, "drawn": one.drawn, "looked_at": one.looked_at,
             "rejected": [{"portfolio": each.portfolio_id, "criteria": list(each.criteria)} for each in one.rejected]}
            for one in found.assessors
        ],
    }  # fmt: skip


def _tell_plan(options: argparse.Namespace, plan: MarkingAgain) -> int:
    given = [one for each in plan.plans for one in each.given]
    cannot = [one.sentence for each in plan.plans for one in each.impossible]
    if options.json:
        say_json(
            {
                "given": [
                    {"code": one.member.code, "assessor": one.assessor.name, "turn": one.turn.value} for one in given
                ],
                "impossible": cannot,
            }
        )  # fmt: skip
        return 0
    say_table((_("Portfolio"), _("Would go to")), [(one.member.code, one.assessor.name) for one in given])
    for sentence in cannot:
        say(sentence)
    say(_("Give it out with --keep."))
    return 0
