"""The commands ``cut list|template|add``."""

from __future__ import annotations

import argparse

from certdesk.actions.setting_standards import (
    SessionView,
    keep_session,
    read_judgements,
    sessions_of,
    template,
)
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.cli.rubric_files import find_version
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.portfolio import RubricRef
from certdesk.core.setting_standards import METHOD_WORDS, Method
from certdesk.core.statistics.results import Estimate, Interval
from certdesk.core.words import _
from certdesk.rubric_formats.format import Source


def list_all(options: argparse.Namespace) -> int:
    """Show the sessions with their cuts."""
    with opened(options, needs_person=False) as workspace:
        found = sessions_of(workspace)
    if options.json:
        say_json([_shape(one) for one in found])
    elif not found:
        say(_("No session was taken in yet."))
    else:
        head = (_("Id"), _("Day"), _("Rubric"), _("Title"), _("Cut"))
        say_table(head, [_row(one) for one in found])
    return 0


def write_template(options: argparse.Namespace) -> int:
    """Write an empty table for a method."""
    with opened(options, needs_person=False) as workspace:
        text = template(find_version(workspace, options.rubric), Method(options.method))
    if options.file.exists() and not options.force:
        problem = _("{file} is there already.").format(file=options.file)
        raise NotAllowedError(problem, _("Choose another name, or replace it with --force."))
    options.file.write_text(text, encoding="utf-8-sig", newline="")
    if options.json:
        say_json({"file": str(options.file), "method": options.method})
    else:
        say(_("{file} is written. Replace its row with what the judges say.").format(file=options.file))
    return 0


def add(options: argparse.Namespace) -> int:
    """Take a session in and say its cut."""
    method = Method(options.method)
    try:
        data = options.file.read_bytes()
    except OSError as problem:
        text = _("{file} can't be read: {reason}.").format(file=options.file, reason=problem.strerror)
        raise NotFoundError(text, _("Check the name of the file.")) from problem
    with opened(options) as workspace:
        rubric = find_version(workspace, options.rubric)
        judgements = read_judgements(rubric, method, Source(options.file.name, data))
        keep_session(workspace, RubricRef(rubric.id, rubric.version), judgements, options.title)
        kept = sessions_of(workspace, rubric.id)[0]
    if options.json:
        say_json(_shape(kept))
    else:
        say(kept.found.sentence)
        for line in kept.found.details:
            say(f"  {line}")
    return 0


def _row(one: SessionView) -> tuple[str, ...]:
    session = one.session
    rubric = f"{session.rubric_id} {session.rubric_version}"
    return session.id[-8:], f"{session.at:%Y-%m-%d}", rubric, session.title, one.found.sentence


def _shape(one: SessionView) -> dict[str, object]:
    session, cut = one.session, one.found.cut
    known = isinstance(cut, Estimate)
    interval = cut.interval if isinstance(cut, Estimate) else None
    return {
        "id": session.id,
        "rubric": session.rubric_id,
        "version": session.rubric_version,
        "method": session.method,
        "method_words": _(METHOD_WORDS[Method(session.method)]),
        "title": session.title,
        "cut": cut.value if isinstance(cut, Estimate) else None,
        "standard_error": cut.se if isinstance(cut, Estimate) else None,
        "interval": [interval.low, interval.high] if isinstance(interval, Interval) else None,
        "n": cut.n,
        "computed": known,
        "sentence": one.found.sentence,
        "details": list(one.found.details),
    }
