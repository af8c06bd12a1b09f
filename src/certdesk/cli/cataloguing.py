"""The commands ``catalogue list|show|add|change|retire|restore|reset|import|export``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from certdesk.actions.development_catalogue import (
    catalogue,
    find_offer,
    import_offers,
    keep_offer,
    read_catalogue_file,
    reset_offer,
    restore_offer,
    retire_offer,
    save_catalogue,
)
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.catalogue import Offer, found_offers, meant, offers_for
from certdesk.core.changes import Change
from certdesk.core.words import _, ngettext


def list_all(options: argparse.Namespace) -> int:
    """List the offers."""
    with opened(options, needs_person=False) as workspace:
        offers = catalogue(workspace)
    offers = found_offers(offers, " ".join(options.words))
    if options.criterion:
        wanted = meant(options.criterion)
        offers = offers_for(offers, wanted.rubric, wanted.criterion)
    if not options.all:
        offers = tuple(one for one in offers if one.active)
    if options.json:
        say_json([one.plain() for one in offers])
        return 0
    if not offers:
        say(_("Nothing in the catalogue is like that."))
        return 0
    rows = [
        (one.id, one.title, one.length, one.form, ", ".join(map(str, one.criteria)), "" if one.active else _("retired"))
        for one in offers
    ]
    say_table((_("Id"), _("Title"), _("Length"), _("Form"), _("For"), ""), rows)
    return 0


def show(options: argparse.Namespace) -> int:
    """Read an offer."""
    with opened(options, needs_person=False) as workspace:
        offer = find_offer(workspace, options.id)
    if options.json:
        say_json(offer.plain())
        return 0
    say(offer.title)
    parts = [offer.length, offer.form, offer.language, _("offline") if offer.offline else ""]
    say("  " + ", ".join(part for part in parts if part))
    say("  " + _("for {criteria}").format(criteria=", ".join(map(str, offer.criteria))))
    for text in (offer.where_found, offer.note, "" if offer.active else _("retired")):
        if text:
            say(f"  {text}")
    return 0


def add(options: argparse.Namespace) -> int:
    """Add an offer."""
    with opened(options) as workspace:
        change = keep_offer(workspace, _told(Offer("", options.title, ()), options))
    return _answer(options, change)


def change(options: argparse.Namespace) -> int:
    """Change what was given of an offer."""
    with opened(options) as workspace:
        offer = find_offer(workspace, options.id)
        if options.title is not None:
            offer = replace(offer, title=options.title)
        change = keep_offer(workspace, _told(offer, options))
    return _answer(options, change)


def retire(options: argparse.Namespace) -> int:
    """Recommend an offer no more."""
    with opened(options) as workspace:
        change = retire_offer(workspace, options.id)
    return _answer(options, change)


def restore(options: argparse.Namespace) -> int:
    """Recommend an offer again."""
    with opened(options) as workspace:
        change = restore_offer(workspace, options.id)
    return _answer(options, change)


def reset(options: argparse.Namespace) -> int:
    """Put an offer back to how it came."""
    with opened(options) as workspace:
        change = reset_offer(workspace, options.id)
    return _answer(options, change)


def take_in(options: argparse.Namespace) -> int:
    """Take a catalogue in."""
    offers = read_catalogue_file(options.file)
    with opened(options) as workspace:
        change = import_offers(workspace, offers)
    if options.json:
        say_json({"offers": len(offers), "changed": bool(change)})
        return 0
    text = ngettext("{count} offer read.", "{count} offers read.", len(offers)).format(count=len(offers))
    say(f"{text} {change.label or _('Everything was here already')}.")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the catalogue to a file."""
    with opened(options, needs_person=False) as workspace:
        save_catalogue(workspace, options.file, force=options.force)
    if options.json:
        say_json({"file": str(options.file)})
        return 0
    say(_("Written: {file}").format(file=options.file))
    return 0


def _told(offer: Offer, options: argparse.Namespace) -> Offer:
    """Put what was said on the command line into an offer; what was not said stays."""
    given = {
        "length": options.length,
        "form": options.form,
        "language": options.language,
        "where_found": options.where,
        "note": options.note,
    }
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if options.criteria:
        said["criteria"] = tuple(meant(one) for one in options.criteria)
    if options.offline:
        said["offline"] = options.offline == "yes"
    return replace(offer, **said)


def _answer(options: argparse.Namespace, change: Change) -> int:
    if options.json:
        say_json({"changed": bool(change), "id": next(iter(sorted(change.subjects)), "")})
        return 0
    label = change.label or _("Nothing has changed")
    say(f"{label[:1].upper()}{label[1:]}.")
    return 0
