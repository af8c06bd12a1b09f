"""How ``receive`` tells people what would come in, and what did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from certdesk.actions.previewing_intake import SYSTEMS
from certdesk.cli.printing import say
from certdesk.core.words import N_, _, ngettext
from certdesk.intake.copying import human_size
from certdesk.intake.found import System

if TYPE_CHECKING:
    from certdesk.cli.receiving import Told

_CHANGES = {
    "new": N_("new"), "replaced": N_("replaced"), "changed": N_("newer version"), "described": N_("described anew"),
    "beside": N_("newer version beside the one that is assessed"), "gone": N_("no longer at the source, stays here"),
    "skipped": N_("left out"),
}  # fmt: skip
_MOST_NAMES = 5
_WORTH_A_HEAD = 2


def say_plan(told: Told) -> None:
    """Say what would come in."""
    _say_sources(told)
    for one in told.portfolios:
        text = ngettext("{code} would come in: {whose}, {count} file, {size}",
                        "{code} would come in: {whose}, {count} files, {size}", one["files"])  # fmt: skip
        _say_one(told, text, one)
    for one in told.updated:
        say(_("{code} would be updated: {whose}").format(code=one["code"], whose=_whose(told, one)))
        _say_changes(one)
        for note in one["notes"]:
            say(f"  {note}")
    _say_rest(told)


def say_told(told: Told) -> None:
    """Say what came in."""
    _say_sources(told)
    for one in told.portfolios:
        text = ngettext("{code} taken in: {whose}, {count} file, {size}",
                        "{code} taken in: {whose}, {count} files, {size}", one["files"])  # fmt: skip
        _say_one(told, text, one)
    for one in told.updated:
        say(_("{code} updated: {whose}").format(code=one["code"], whose=_whose(told, one)))
        _say_changes(one)
        _say_troubles(one)
    _say_rest(told)


def _say_sources(told: Told) -> None:
    """Say what it is; of one portfolio in a folder its own line says all."""
    for one in told.sources:
        system, count = System(one["system"]), one["portfolios"]
        if system in {System.FOLDER, System.ZIP} and count < _WORTH_A_HEAD:
            continue
        text = ngettext("{system}: {title}, {count} portfolio.", "{system}: {title}, {count} portfolios.", count)
        say(text.format(system=_(SYSTEMS[system]), title=one["title"], count=count))


def _whose(told: Told, one: dict[str, Any]) -> str:
    """Name the candidate where that may be told, and the title unless it is that of the whole intake."""
    said = {each["title"] for each in told.sources} if one["candidate"] else set()
    return ", ".join(part for part in (one["candidate"], one["title"]) if part and part not in said)


def _say_one(told: Told, text: str, one: dict[str, Any]) -> None:
    size = human_size(one["bytes"])
    say(text.format(code=one["code"], whose=_whose(told, one), count=one["files"], size=size))
    _say_troubles(one)


def _say_troubles(one: dict[str, Any]) -> None:
    for warning in one["warnings"]:
        say(f"  {warning}")
    for trouble in one["problems"]:
        say(f"  {trouble['file']}: {trouble['problem']}")


def _say_changes(one: dict[str, Any]) -> None:
    for kind, names in one["changes"].items():
        if kind not in _CHANGES:
            continue
        more = _(", and {count} more").format(count=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else ""
        say(f"  {_(_CHANGES[kind])}: {', '.join(names[:_MOST_NAMES])}{more}")


def _say_rest(told: Told) -> None:
    for code in told.already_here:
        say(_("{code} is here already; nothing was changed.").format(code=code))
    for one in told.waiting:
        why = " ".join(one["why"])
        say(_("{code} needs a decision: {why}").format(code=one["code"], why=why))
    if told.waiting:
        say(_("  Decide with --decide CODE=new, CODE=update or CODE=leave."))
    if told.unfinished:
        say(_("Not in yet: {codes}.").format(codes=", ".join(told.unfinished)))
    for ended in told.ended:
        say(ended)
    if told.left_out:
        count = len(told.left_out)
        say(ngettext("{count} file left out:", "{count} files left out:", count).format(count=count))
    for missed in told.left_out:
        say(f"  {missed['file']}: {missed['reason']}")
