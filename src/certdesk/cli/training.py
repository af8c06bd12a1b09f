"""The commands ``qualified`` and ``set list|add|remove``."""

from __future__ import annotations

import argparse

from certdesk.actions.assessors import assessors_here
from certdesk.actions.qualifying import agreed_from, put_in_set, qualifications, set_here, take_out_of_set
from certdesk.cli import shapes
from certdesk.cli.opening import assessment_of, opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.days import day_in_words
from certdesk.core.qualifying import Qualified, SetPurpose
from certdesk.core.words import _


def qualified(options: argparse.Namespace) -> int:
    """Show who may mark live portfolios."""
    with opened(options, needs_person=False) as workspace:
        people = {one.id: one.name for one in assessors_here(workspace)}
        found = qualifications(workspace, people)
    if options.json:
        say_json([_shape(people[id_], one) for id_, one in found.items()])
    elif not found:
        say(_("No portfolio is in the qualifying set, so everybody may mark live portfolios."))
    else:
        head = (_("Assessor"), _("Marked"), _("Agreed level"), _("Within one"), _("Until"), _("May mark"))
        say_table(head, [_row(people[id_], one) for id_, one in found.items()])
    return 0


def list_sets(options: argparse.Namespace) -> int:
    """Show the portfolios of the sets."""
    with opened(options, needs_person=False) as workspace:
        found = set_here(workspace)
    if options.json:
        say_json([{"code": one.code, "for": one.purpose.value, "title": one.title} for one in found])
    elif not found:
        say(_("No portfolio is in a set yet."))
    else:
        words = {SetPurpose.TRAINING: _("training"), SetPurpose.QUALIFYING: _("qualifying")}
        say_table((_("Code"), _("For"), _("Title")), [(one.code, words[one.purpose], one.title) for one in found])
    return 0


def add_to_set(options: argparse.Namespace) -> int:
    """Put a portfolio in a set with the marks that whoever acts signed on it."""
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code)
        agreed = agreed_from(workspace, assessment.id)
        change = put_in_set(workspace, assessment.portfolio_id, SetPurpose(options.purpose), agreed, options.title)
    if options.json:
        say_json(shapes.change(change, options.code))
    else:
        say(_("{code} is in the set.").format(code=options.code))
    return 0


def remove_from_set(options: argparse.Namespace) -> int:
    """Take a portfolio out of its set."""
    with opened(options) as workspace:
        change = take_out_of_set(workspace, portfolio_of(workspace, options.code).id)
    if options.json:
        say_json(shapes.change(change, options.code))
    else:
        said = _("{code} is out of the set.") if change else _("{code} was in no set.")
        say(said.format(code=options.code))
    return 0


def _row(name: str, one: Qualified) -> tuple[str, ...]:
    shares = ["–" if share is None else f"{int(share * 100)} %" for share in (one.exact, one.within_one)]
    until = day_in_words(one.until) if one.until else "–"
    return (
        name,
        f"{len(one.attempts)}/{one.portfolios}",
        *shares,
        until,
        _("yes") if one.passed else "; ".join(one.reasons),
    )


def _shape(name: str, one: Qualified) -> dict[str, object]:
    return {
        "name": name,
        "marked": [attempt.code for attempt in one.attempts],
        "of": one.portfolios,
        "exact": None if one.exact is None else float(one.exact),
        "within_one": None if one.within_one is None else float(one.within_one),
        "until": str(one.until) if one.until else None,
        "may_mark": one.passed,
        "reasons": list(one.reasons),
    }
