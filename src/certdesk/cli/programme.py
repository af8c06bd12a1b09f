"""The commands ``programme list|found|rollover|export|page|trust|look|forget``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from certdesk.actions import founding, rolling_over, trusting
from certdesk.actions.enrolling import ApprovalView, RequestView, read_approval, read_request
from certdesk.actions.handing_out_page import write_page
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.programmes import ProgrammeHere, find_programme, programmes_here
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.cli.programme_secrets import DESK, NEW_ROOT, ROOT, asked, desk_keys
from certdesk.core.days import day_in_words
from certdesk.core.errors import StorageError
from certdesk.core.words import _, ngettext
from certdesk.signing.authority.approvals import SUFFIX as APPROVAL
from certdesk.signing.authority.names import TEST
from certdesk.signing.authority.profile import Curve
from certdesk.signing.authority.requests import SUFFIX as REQUEST


def list_all(options: argparse.Namespace) -> int:
    """List the programmes that this desk knows."""
    with opened(options, needs_person=False) as workspace:
        found = programmes_here(workspace)
    if options.json:
        say_json([programme_shape(one) for one in found])
        return 0
    if not found:
        say(_("No programme yet. Found one, join one, or take in its trust bundle."))
        return 0
    rows = [(one.id, one.name, str(one.version), _part(one), one.problem or _("good")) for one in found]
    say_table((_("Id"), _("Programme"), _("Version"), _("This desk"), _("State")), rows)
    return 0


def found(options: argparse.Namespace) -> int:
    """Found a programme."""
    with opened(options) as workspace:
        identity = my_identity(workspace)
        signer = unlock_mine(workspace, passphrase(options))
        wishes = founding.FoundingWishes(
            name=options.name,
            people=((identity.name.removeprefix(TEST), _("Lead")), (options.witness, _("Witness"))),
            place=options.place,
            airplane=options.offline,
            copies=tuple(options.copies),
            root_passphrase=asked(options, ROOT, twice=True),
            desk_passphrase=asked(options, DESK, twice=True),
            signer=signer,
            curve=Curve(options.curve),
            years=options.years,
            rehearsal=options.rehearsal,
        )
        plan = founding.plan_founding(workspace, wishes)
        for warning in plan.warnings:
            warn(warning)
        made = founding.make_founding(plan, progress_line())
        founding.keep_founding(workspace, made)
        minutes = founding.minutes_of(workspace, made.programme_id)
    if options.json:
        say_json(_founded_shape(made, minutes))
        return 0
    say(_("{name} is founded. Its id is {id}.").format(name=made.name, id=made.programme_id))
    say(_("Words of the root key: {words}").format(words=" ".join(made.words)))
    say(_("Fingerprint: {print}").format(print=made.fingerprint))
    for copy in made.copies:
        say(_("Copy of the root key, with paper forms of it and of the recovery key: {path}").format(path=copy))
    say(_("Minutes: {path}").format(path=minutes))
    return 0


def rollover(options: argparse.Namespace) -> int:
    """Replace a key of a programme."""
    what = rolling_over.Rollover(options.what)
    new_root = what is rolling_over.Rollover.ROOT
    with opened(options) as workspace:
        programme = find_programme(workspace, options.programme)
        wishes = rolling_over.RolloverWishes(
            programme.id,
            what,
            options.root_copy,
            asked(options, ROOT) if options.root_copy else "",
            asked(options, DESK),
            stolen=options.stolen,
            copies=tuple(options.copies or ()),
            new_root_passphrase=asked(options, NEW_ROOT, twice=True) if new_root else "",
            curve=Curve(options.curve),
        )
        plan = rolling_over.plan_rollover(workspace, wishes)
        made = rolling_over.make_rollover(plan, progress_line())
        rolling_over.keep_rollover(workspace, made)
    if options.json:
        say_json(
            {
                "programme": made.programme_id,
                "replaced": what.value,
                "words": list(made.words),
                "fingerprint": made.fingerprint,
                "copies": [str(path) for path in made.copies],
            }
        )
        return 0
    say(_("The key is replaced. Hand the new trust bundle to everybody: certdesk programme export FILE"))
    if new_root:
        say(_("Words of the new root key: {words}").format(words=" ".join(made.words)))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the trust bundle of a programme."""
    refuse_existing(options.file, force=options.force)
    with opened(options) as workspace:
        keys = desk_keys(workspace, options, find_programme(workspace, options.programme).id)
        view = trusting.export_bundle(workspace, keys, options.file)
        keys.lock()
    return _say_bundle(view, as_json=options.json)


def page(options: argparse.Namespace) -> int:
    """Write the page that checks a programme's codes and badges in any browser."""
    with opened(options, needs_person=False) as workspace:
        programme = find_programme(workspace, options.programme)
        facts = write_page(workspace, programme, options.file, force=options.force)
    if options.json:
        say_json(
            {
                "programme": programme.id,
                "name": facts.programme,
                "path": str(options.file),
                "certificates": len(facts.entries),
                "as_of": facts.as_of.isoformat() if facts.as_of else None,
            }
        )
        return 0
    count = len(facts.entries)
    text = ngettext("It knows {count} certificate.", "It knows {count} certificates.", count)
    say(_("Written: {file}.").format(file=options.file))
    say(text.format(count=count))
    if not facts.as_of:
        say(_("There is no register here, so it can't say what was withdrawn or replaced."))
    return 0


def trust(options: argparse.Namespace) -> int:
    """Take a trust bundle in."""
    view = trusting.read_bundle(options.file)
    with opened(options, needs_person=False) as workspace:
        change = trusting.import_bundle(workspace, options.file, confirmed_words=options.words)
    if options.json:
        say_json(_bundle_shape(view) | {"changed": bool(change)})
        return 0
    text = _("{name} is trusted here, version {version}.") if change else _("{name}: it was here already.")
    say(text.format(name=view.name, version=view.version))
    return 0


def look(options: argparse.Namespace) -> int:
    """Say what a request, an approval or a trust bundle holds."""
    if options.file.suffix == REQUEST:
        return _say_request(read_request(options.file), as_json=options.json)
    if options.file.suffix == APPROVAL:
        return _say_approval(read_approval(options.file), as_json=options.json)
    return _say_bundle(trusting.read_bundle(options.file), as_json=options.json)


def forget(options: argparse.Namespace) -> int:
    """Trust a programme no more."""
    with opened(options, needs_person=False) as workspace:
        change = trusting.forget_programme(workspace, options.programme)
    if options.json:
        say_json({"changed": bool(change)})
        return 0
    say(_("Done: {label}.").format(label=change.label))
    return 0


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse to write over a file. Raises StorageError."""
    if path.exists() and not force:
        text = _("{file} is there already.").format(file=path)
        raise StorageError(text, _("Choose another name, or replace it with --force."))


def programme_shape(one: ProgrammeHere) -> dict[str, Any]:
    """Return a programme for scripts."""
    return {
        "id": one.id,
        "name": one.name,
        "rehearsal": one.rehearsal,
        "words": list(one.words),
        "fingerprint": one.fingerprint,
        "issuing_desk": one.is_issuing_desk,
        "mine": one.mine,
        "version": one.version,
        "made_at": one.made_at.isoformat() if one.made_at else None,
        "problem": one.problem,
        "refused": list(one.refused),
    }


def _part(one: ProgrammeHere) -> str:
    if one.is_issuing_desk:
        return _("issues")
    return _("signs for it") if one.mine else _("trusts it")


def _founded_shape(made: founding.Founded, minutes: Path | None) -> dict[str, Any]:
    return {
        "id": made.programme_id,
        "name": made.name,
        "words": list(made.words),
        "fingerprint": made.fingerprint,
        "copies": [str(path) for path in made.copies],
        "minutes": str(minutes),
        "certificates": [{"name": one[0], "fingerprint": one[1], "valid_until": one[2]} for one in made.certificates],
    }


def _bundle_shape(view: trusting.BundleView) -> dict[str, Any]:
    return {
        "kind": "trust",
        "programme": view.programme_id,
        "name": view.name,
        "rehearsal": view.rehearsal,
        "words": list(view.words),
        "fingerprint": view.fingerprint,
        "version": view.version,
        "made_at": view.made_at.isoformat(),
        "revoked": view.people_revoked,
        "register": view.has_register,
        "path": str(view.path),
    }


def _say_bundle(view: trusting.BundleView, *, as_json: bool) -> int:
    if as_json:
        say_json(_bundle_shape(view))
        return 0
    say(_("Trust bundle of {name}, version {version}.").format(name=view.name, version=view.version))
    say(_("Signed {when:%d %b %Y %H:%M} UTC, {count} revoked.").format(when=view.made_at, count=view.people_revoked))
    say(_("Words of the root key: {words}").format(words=" ".join(view.words)))
    return 0


def _say_request(view: RequestView, *, as_json: bool) -> int:
    if as_json:
        say_json(request_shape(view))
        return 0
    say(_("{name} asks to sign as {role}.").format(name=view.name, role=view.role))
    say(_("Words: {words}").format(words=" ".join(view.words)))
    return 0


def request_shape(view: RequestView) -> dict[str, Any]:
    """Return a request for scripts."""
    return {
        "kind": "request",
        "name": view.name,
        "role": view.role,
        "words": list(view.words),
        "fingerprint": view.fingerprint,
        "person": view.person_id,
        "renewal": view.renewal,
        "made_at": view.made_at.isoformat(),
        "path": str(view.path),
    }


def _say_approval(view: ApprovalView, *, as_json: bool) -> int:
    if as_json:
        say_json(
            {
                "kind": "approval",
                "programme": view.programme_id,
                "programme_name": view.programme_name,
                "rehearsal": view.rehearsal,
                "words": list(view.words),
                "fingerprint": view.fingerprint,
                "name": view.name,
                "role": view.role,
                "person": view.person_id,
                "valid_until": view.valid_until.isoformat(),
                "path": str(view.path),
            }
        )
        return 0
    text = _("{programme} lets {name} sign as {role} until {day}.")
    say(text.format(programme=view.programme_name, name=view.name, role=view.role, day=day_in_words(view.valid_until)))
    say(_("Words of the root key: {words}").format(words=" ".join(view.words)))
    return 0
