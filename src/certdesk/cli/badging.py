"""The commands ``badge show|verify|save|bake|extract|picture``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from certdesk.actions.badges import (
    badge_of_certificate,
    bake_files,
    drawn,
    find_badge,
    save,
    verify_badge_file,
)
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json
from certdesk.core.errors import CertDeskError
from certdesk.core.words import N_, _
from certdesk.signing.badge.facts import BadgeFacts
from certdesk.signing.badge.picture import BadgeColours, badge_picture
from certdesk.signing.badge.reading import read_badge
from certdesk.signing.badge.verdict import BadgeVerdict, facts_as_json, judge
from certdesk.signing.verification import Check, CheckState

_STATES = {
    CheckState.PASSED: N_("yes"),
    CheckState.FAILED: N_("NO"),
    CheckState.WARNING: N_("but"),
    CheckState.NOT_CHECKED: N_("not checked"),
}
_LARGEST_PICTURE = 4000


def show(options: argparse.Namespace) -> int:
    """Read what a badge says."""
    facts = read_badge(find_badge(options.file).badge)
    if options.json:
        say_json(facts_as_json(facts))
        return 0
    for name, text in _lines(facts):
        say(f"{name}: {text}")
    for one in facts.results:
        reached = " ".join(filter(None, (one.value, one.level)))
        needed = _(" (needed: {level})").format(level=one.needed) if one.needed else ""
        say(f"  {one.title}: {reached}{needed}")
    say(_("This is what it says. Whether it is genuine: certdesk badge verify {file}").format(file=options.file))
    return 0


def verify(options: argparse.Namespace) -> int:
    """Judge badges; the exit code is that of the worst verdict. What can't be read is a "cannot tell"."""
    results = [(path, _judged(path, options)) for path in options.files]
    if options.json:
        say_json([{"file": str(path)} | result.as_json() for path, result in results])
        return max(result.verdict.rank for _path, result in results)
    room = max(len(_(word)) for word in _STATES.values())
    for path, result in results:
        say(f"{path}: {result.verdict.words}")
        say(f"  {result.summary}")
        for check in result.checks:
            say(f"  {_(_STATES[check.state]):{room}}  {check.sentence}")
        say()
    return max(result.verdict.rank for _path, result in results)


def save_badge(options: argparse.Namespace) -> int:
    """Save the badge of a certificate."""
    with opened(options, needs_person=False) as workspace:
        data = badge_of_certificate(workspace, options.serial, options.to.suffix, size=_size(options.size))
    return _write(options, data)


def bake_badge(options: argparse.Namespace) -> int:
    """Put a badge into a picture."""
    return _write(options, bake_files(options.picture, options.badge))


def extract(options: argparse.Namespace) -> int:
    """Take a badge out of a file."""
    return _write(options, find_badge(options.file).badge)


def picture(options: argparse.Namespace) -> int:
    """Draw a picture for badges."""
    usual = BadgeColours()
    colours = BadgeColours(ink=options.ink or usual.ink, accent=options.accent or usual.accent)
    svg = badge_picture(options.title, options.programme, colours, options.year)
    return _write(options, drawn(options.to.suffix, svg, size=_size(options.size)))


def _judged(path: Path, options: argparse.Namespace) -> BadgeVerdict:
    try:
        result = verify_badge_file(path, options.workspace, trust_files=options.trust)
    except CertDeskError as problem:
        return judge([Check("form", CheckState.NOT_CHECKED, problem.sentence)])
    if not options.name or result.facts is None:
        return result
    return judge([*result.checks, _holder(result.facts, options.name)], result.facts)


def _holder(facts: BadgeFacts, name: str) -> Check:
    held = facts.is_held_by(name)
    if held is None:
        return Check("holder", CheckState.NOT_CHECKED, _("It does not say for whom it is in a way known here."))
    if held:
        return Check("holder", CheckState.PASSED, _("It is for somebody called {name}.").format(name=name))
    return Check("holder", CheckState.FAILED, _("It is not for anybody called {name}.").format(name=name))


def _lines(facts: BadgeFacts) -> Iterator[tuple[str, str]]:
    until = f"{facts.valid_until:%Y-%m-%d}" if facts.valid_until else ""
    begin = f"{facts.valid_from:%Y-%m-%d}" if facts.valid_from else ""
    for name, text in (
        (_("Kind"), facts.kind),
        (_("Title"), facts.title),
        (_("Issuer"), facts.issuer_name or facts.issuer_id),
        (_("Programme"), facts.programme),
        (_("Number"), facts.serial),
        (_("Result"), facts.outcome),
        (_("Rubric"), " ".join(filter(None, (facts.rubric_id, facts.rubric_version)))),
        (_("Valid from"), begin),
        (_("Valid until"), until),
        *((_("Holder"), text) for _kind, text in facts.identities),
    ):
        if text:
            yield name, text


def _size(pixels: int) -> int:
    if not 16 <= pixels <= _LARGEST_PICTURE:
        text = _("A picture of {pixels} pixels can't be drawn.").format(pixels=pixels)
        raise CertDeskError(text, _("Choose between 16 and {most}.").format(most=_LARGEST_PICTURE))
    return pixels


def _write(options: argparse.Namespace, data: bytes) -> int:
    save(options.to, data, force=options.force)
    if options.json:
        say_json({"file": str(options.to), "size": len(data)})
    else:
        say(str(options.to))
    return 0
