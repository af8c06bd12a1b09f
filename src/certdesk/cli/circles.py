"""The commands ``circle list|open|score|take-over|leave|show|close``."""

from __future__ import annotations

import argparse
from fractions import Fraction

from certdesk.actions.calibrating import (
    CircleAbout,
    CircleView,
    cast,
    circles_here,
    close_circle,
    leave_circle,
    look_at_circle,
    open_circle,
    take_over_assessments,
)
from certdesk.cli import shapes
from certdesk.cli.naming import item_of, mark_of
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.changes import Change
from certdesk.core.circles import Spread
from certdesk.core.errors import NotAllowedError
from certdesk.core.judging import plain_number
from certdesk.core.marks import Mark, NotObserved, Unscorable, mark_to_plain
from certdesk.core.words import _
from certdesk.store.portfolios import load_items
from certdesk.store.training import load_circle


def list_all(options: argparse.Namespace) -> int:
    """Show the circles."""
    with opened(options, needs_person=False) as workspace:
        views = [look_at_circle(workspace, one.id) for one in circles_here(workspace)]
    if options.json:
        say_json([_shape(view) for view in views])
    elif not views:
        say(_("No calibration circle was begun yet."))
    else:
        rows = [(one.circle.id[-8:], one.circle.title, one.portfolio.code, _standing(one)) for one in views]
        say_table((_("Id"), _("Title"), _("Portfolio"), _("State")), rows)
    return 0


def begin(options: argparse.Namespace) -> int:
    """Begin a circle."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        item = item_of(load_items(workspace.db, portfolio.id), options.item).id if options.item else ""
        about = CircleAbout(portfolio.id, tuple(options.members), tuple(options.criteria), item, options.title)
        change = open_circle(workspace, about)
        circle = circles_here(workspace)[0]
    if options.json:
        say_json(shapes.change(change) | {"id": circle.id})
    else:
        say(_("Circle {id}. Each member scores on their own: {names}.").format(
            id=circle.id[-8:], names=", ".join(circle.members)))  # fmt: skip
    return 0


def score(options: argparse.Namespace) -> int:
    """Keep what one member chose."""
    marks = dict(_mark(text) for text in options.marks)
    with opened(options) as workspace:
        change = cast(workspace, load_circle(workspace.db, options.id).id, options.member, marks)
    return _say(options, change, _("Kept. Nobody sees it before everybody has scored."))


def take_over(options: argparse.Namespace) -> int:
    """Take what members signed at their own desks as their scores."""
    with opened(options) as workspace:
        change = take_over_assessments(workspace, load_circle(workspace.db, options.id).id)
    return _say(options, change, _("Taken over.") if change else _("Nobody in the circle has signed it elsewhere."))


def leave(options: argparse.Namespace) -> int:
    """Take members out who are not there any more."""
    with opened(options) as workspace:
        change = leave_circle(workspace, load_circle(workspace.db, options.id).id, options.members)
    return _say(options, change, _("They are out of the circle."))


def close(options: argparse.Namespace) -> int:
    """End a circle."""
    with opened(options) as workspace:
        change = close_circle(workspace, load_circle(workspace.db, options.id).id, options.note)
    return _say(options, change, _("The circle is ended."))


def show(options: argparse.Namespace) -> int:
    """Show the spread, or who has still to score."""
    with opened(options, needs_person=False) as workspace:
        view = look_at_circle(workspace, load_circle(workspace.db, options.id).id)
    if options.json:
        say_json(_shape(view))
    elif not view.seen:
        say(_("Nobody sees the spread yet. Still to score: {names}.").format(names=", ".join(view.waiting)))
    else:
        values = sorted({value for one in view.spread for value, _count in one.levels})
        head = (_("Criterion"), *map(plain_number, values), _("Without a level"), _("Median"))
        say_table(head, [_row(one, values) for one in view.spread])
        if view.circle.note:
            say(view.circle.note)
    return 0


def _say(options: argparse.Namespace, change: Change, words: str) -> int:
    if options.json:
        say_json(shapes.change(change))
    else:
        say(words)
    return 0


def _row(one: Spread, values: list[Fraction]) -> tuple[str, ...]:
    counts = dict(one.levels)
    cells = (str(counts[value]) if value in counts else "" for value in values)
    others = ", ".join(f"{_named(mark)} {count}" for mark, count in one.others)
    return one.criterion_id, *cells, others, "" if one.median is None else plain_number(one.median)


def _named(mark: Mark) -> str:
    match mark:
        case Unscorable(code):
            return code
        case NotObserved():
            return _("not observed")
    return _("comment only")


def _standing(view: CircleView) -> str:
    if view.circle.closed_at:
        return _("ended")
    if view.waiting:
        return _("still to score: {names}").format(names=", ".join(view.waiting))
    return _("everybody has scored")


def _shape(view: CircleView) -> dict[str, object]:
    return {
        "id": view.circle.id,
        "title": view.circle.title,
        "code": view.portfolio.code,
        "criteria": list(view.circle.criteria),
        "members": list(view.circle.members),
        "waiting": list(view.waiting),
        "closed": view.circle.closed_at is not None,
        "note": view.circle.note,
        "spread": [
            {
                "criterion": one.criterion_id,
                "levels": {plain_number(value): count for value, count in one.levels},
                "others": [mark_to_plain(mark) | {"count": str(count)} for mark, count in one.others],
                "median": None if one.median is None else plain_number(one.median),
            }
            for one in view.spread
        ],
        "votes": [
            {"member": vote.member, "criterion": vote.criterion_id} | mark_to_plain(vote.mark) for vote in view.votes
        ],
    }


def _mark(text: str) -> tuple[str, Mark]:
    criterion, separator, mark = text.partition("=")
    if not separator:
        raise NotAllowedError(_("“{text}” is no score.").format(text=text), _("Write the criterion and its mark: T1=3"))
    return criterion, mark_of(mark)
