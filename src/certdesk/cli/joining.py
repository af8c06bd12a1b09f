"""The commands ``programme file|recover|recovery-paper|people|card|accept|unaccept``, and joining by a file."""

from __future__ import annotations

import argparse
from typing import Any

from certdesk.actions import accepting, programme_files, recovering
from certdesk.actions.accepting import Ground, KnownPerson
from certdesk.actions.identifying import my_identity
from certdesk.actions.programmes import find_programme
from certdesk.cli import programme, programme_people
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.cli.programme import refuse_existing
from certdesk.cli.programme_secrets import PAPER, asked, desk_keys
from certdesk.core.words import _, ngettext
from certdesk.signing.authority.recovery import open_recovery
from certdesk.signing.programme_store import Belonging
from certdesk.store.workspace import Workspace


def write(options: argparse.Namespace) -> int:
    """Write the programme file."""
    refuse_existing(options.file, force=options.force)
    with opened(options) as workspace:
        keys = desk_keys(workspace, options, find_programme(workspace, options.programme).id)
        view = programme_files.write_programme_file(workspace, keys, options.file)
        keys.lock()
    return say_programme_file(view, as_json=options.json)


def look(options: argparse.Namespace) -> int:
    """Say what a file of a programme, or a card, holds."""
    if options.file.suffix == programme_files.SUFFIX:
        return say_programme_file(programme_files.read_programme_file(options.file), as_json=options.json)
    if options.file.suffix == accepting.SUFFIX:
        with opened(options, needs_person=False) as workspace:
            return _say_card(workspace, options)
    return programme.look(options)


def join(options: argparse.Namespace) -> int:
    """Take an approval or a programme file in."""
    if options.file.suffix != programme_files.SUFFIX:
        return programme_people.join(options)
    view = programme_files.read_programme_file(options.file)
    with opened(options) as workspace:
        joined = programme_files.join_programme(workspace, options.file, confirmed=options.words)
        member = my_identity(workspace).programme_id == view.programme_id
    if options.json:
        shape = {"programme": view.programme_id, "name": view.name, "changed": joined.standing.value != "same"}
        say_json(shape | {"rubrics": list(joined.rubrics), "held": list(joined.held), "member": member})
        return 0
    say(joined.sentence)
    for held in joined.held:
        warn(held)
    if not member:
        say(_("To sign for it, make a request and send it to the lead: certdesk programme request FILE"))
    return 0


def recover(options: argparse.Namespace) -> int:
    """Open a package with the recovery key."""
    with opened(options, needs_person=False) as workspace:
        if options.paper:
            holder = recovering.open_paper(options.paper, asked(options, PAPER))
        else:
            keys = desk_keys(workspace, options, find_programme(workspace, options.programme).id)
            holder = open_recovery(workspace.folder, keys)
        done = recovering.recover_package(workspace, holder, options.package, options.to, progress_line())
    if options.json:
        counts = {"packages": done.packages, "statements": done.statements, "files": done.files}
        say_json(counts | {"missing": done.missing, "damaged": done.damaged, "folder": str(done.folder)})
        return 0
    say(done.sentence)
    return 0


def paper(options: argparse.Namespace) -> int:
    """Write the paper form of the recovery key."""
    refuse_existing(options.file, force=options.force)
    with opened(options) as workspace:
        keys = desk_keys(workspace, options, find_programme(workspace, options.programme).id)
        typed = asked(options, PAPER, twice=True)
        recovering.write_recovery_paper(workspace, keys, typed, options.file)
        keys.lock()
    if options.json:
        say_json({"path": str(options.file)})
        return 0
    say(_("Written: {file}. Print it, put it into a safe, and delete the file.").format(file=options.file))
    return 0


def people(options: argparse.Namespace) -> int:
    """List whose packages come in here."""
    with opened(options) as workspace:
        found = accepting.known_people(workspace)
        words = accepting.my_words(workspace)
    if options.json:
        say_json({"people": [_shape(one) for one in found], "words": list(words)})
        return 0
    if found:
        rows = [(one.id, one.name, one.role, _why(one)) for one in found]
        say_table((_("Id"), _("Name"), _("Role"), _("Known")), rows)
    else:
        say(_("Nobody else is known here yet. Take a programme file in, or somebody's card."))
    say(_("Your own six words: {words}").format(words=" ".join(words)))
    return 0


def card(options: argparse.Namespace) -> int:
    """Write the card of whoever acts."""
    refuse_existing(options.file, force=options.force)
    with opened(options) as workspace:
        accepting.write_card(workspace, options.file)
        words = accepting.my_words(workspace)
    if options.json:
        say_json({"path": str(options.file), "words": list(words)})
        return 0
    say(_("Written: {file}. Send it, and read these words aloud when they call you:").format(file=options.file))
    say("  " + " ".join(words))
    return 0


def accept(options: argparse.Namespace) -> int:
    """Accept the key on a card."""
    with opened(options) as workspace:
        view = accepting.look_at_card(workspace, options.file)
        change = accepting.accept_card(workspace, options.file, options.words)
    if options.json:
        say_json({"person": view.person_id, "name": view.name, "role": view.role, "changed": bool(change)})
        return 0
    told = _("{name} is known here now.") if change else _("{name} was known here already.")
    say(told.format(name=view.name))
    return 0


def unaccept(options: argparse.Namespace) -> int:
    """Take an acceptance back."""
    with opened(options) as workspace:
        change = accepting.take_back_acceptance(workspace, options.who)
    if options.json:
        say_json({"changed": bool(change)})
        return 0
    say(_("Done: {label}.").format(label=change.label))
    return 0


def say_programme_file(view: programme_files.ProgrammeFileView, *, as_json: bool) -> int:
    """Say what a programme file holds."""
    if as_json:
        say_json(_file_shape(view))
        return 0
    say(_("Programme file of {name}, number {number}.").format(name=view.name, number=view.number))
    told = ngettext("{count} person", "{count} people", len(view.people)).format(count=len(view.people))
    rubrics = ngettext("{count} rubric", "{count} rubrics", len(view.rubrics)).format(count=len(view.rubrics))
    say(_("It brings {people} and {rubrics}.").format(people=told, rubrics=rubrics))
    say(_("Words of the root key: {words}").format(words=" ".join(view.words)))
    return 0


def _say_card(workspace: Workspace, options: argparse.Namespace) -> int:
    """Say whose card it is."""
    view = accepting.look_at_card(workspace, options.file)
    if options.json:
        shape = {"kind": "card", "person": view.person_id, "name": view.name, "role": view.role}
        say_json(shape | {"known": not view.why, "why": view.why, "path": str(options.file)})
        return 0
    say(_("Card of {name}, {role}.").format(name=view.name, role=view.role))
    say(view.why or _("They are known here."))
    return 0


def _why(one: KnownPerson) -> str:
    if one.ground is Ground.WORDS:
        return _("by their six words")
    told = {
        Belonging.CURRENT: _("belongs to {programme}"),
        Belonging.ENDED: _("belonged to {programme}; the certificate has ended"),
        Belonging.REVOKED: _("revoked by {programme}"),
    }
    return told[one.belonging].format(programme=one.where)


def _shape(one: KnownPerson) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "ground": one.ground.value,
        "programme": one.where,
        "state": one.belonging.value,
        "since": one.since.isoformat() if one.since else None,
        "valid_until": one.until.isoformat() if one.until else None,
    }


def _file_shape(view: programme_files.ProgrammeFileView) -> dict[str, Any]:
    return {
        "kind": "programme",
        "programme": view.programme_id,
        "name": view.name,
        "rehearsal": view.rehearsal,
        "words": list(view.words),
        "fingerprint": view.fingerprint,
        "number": view.number,
        "made_at": view.made_at.isoformat(),
        "rubrics": [{"id": one.id, "version": one.version, "title": one.title} for one in view.rubrics],
        "people": [{"name": name, "role": role} for name, role in view.people],
        "cohorts": list(view.cohorts),
        "recovery": view.recovery,
        "path": str(view.path),
    }
