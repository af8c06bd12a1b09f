"""The commands ``programme request|approve|join|members|renew|revoke``."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from certdesk.actions.enrolling import accept, approve, check_request_words, make_request, read_approval, read_request
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.programmes import Member, find_programme, members
from certdesk.actions.renewing import make_renewal_request, renew
from certdesk.actions.revoking import revoke
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.asking import passphrase
from certdesk.cli.opening import near, opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.cli.programme import refuse_existing, request_shape
from certdesk.cli.programme_secrets import NEW_KEY, asked, desk_keys
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotFoundError
from certdesk.core.words import _
from certdesk.store.workspace import Workspace


def request(options: argparse.Namespace) -> int:
    """Write a request to sign for a programme, or to renew."""
    refuse_existing(options.file, force=options.force)
    if options.new_key and not options.renew:
        raise MisunderstoodError(_("A new key is for renewing."), _("Add --renew."))
    with opened(options) as workspace:
        signer = unlock_mine(workspace, passphrase(options))
        if options.renew:
            new = asked(options, NEW_KEY, twice=True) if options.new_key else ""
            view = make_renewal_request(workspace, signer, options.file, new_passphrase=new)
        else:
            view = make_request(workspace, signer, options.file)
        signer.lock()
    if options.json:
        say_json(request_shape(view))
        return 0
    say(_("Written: {file}. Send it to the programme's lead, and read these words to them:").format(file=view.path))
    say("  " + " ".join(view.words))
    return 0


def approve_one(options: argparse.Namespace) -> int:
    """Approve a request whose words were compared."""
    refuse_existing(options.file, force=options.force)
    view = read_request(options.request)
    check_request_words(view, options.words)
    with opened(options) as workspace:
        keys = desk_keys(workspace, options, find_programme(workspace, options.programme).id)
        member = approve(workspace, keys, view, options.role or view.role, options.years, options.file)
        keys.lock()
    return _say_member(member, options)


def join(options: argparse.Namespace) -> int:
    """Take an approval in."""
    view = read_approval(options.file)
    with opened(options) as workspace:
        change = accept(workspace, options.file, confirmed=options.words)
    if options.json:
        say_json({"programme": view.programme_id, "name": view.programme_name, "changed": bool(change)})
        return 0
    text = _("{name} signs for {programme} until {day}.")
    say(text.format(name=view.name, programme=view.programme_name, day=day_in_words(view.valid_until)))
    return 0


def list_members(options: argparse.Namespace) -> int:
    """List the members of a programme."""
    with opened(options, needs_person=False) as workspace:
        found = members(workspace, find_programme(workspace, options.programme).id)
    if options.json:
        say_json([_shape(one) for one in found])
        return 0
    rows = [(one.id, one.name, one.role, f"{one.valid_until:%Y-%m-%d}", one.state.value, _when(one)) for one in found]
    say_table((_("Id"), _("Name"), _("Role"), _("Valid until"), _("State"), _("Revoked")), rows)
    return 0


def renew_one(options: argparse.Namespace) -> int:
    """Renew the certificate of a member for the same key."""
    refuse_existing(options.file, force=options.force)
    with opened(options) as workspace:
        programme = find_programme(workspace, options.programme)
        wanted = _member(workspace, programme.id, options.member)
        keys = desk_keys(workspace, options, programme.id)
        member = renew(workspace, keys, wanted.id, options.years, options.file)
        keys.lock()
    return _say_member(member, options)


def revoke_one(options: argparse.Namespace) -> int:
    """Revoke the certificates of a member."""
    with opened(options) as workspace:
        programme = find_programme(workspace, options.programme)
        wanted = _member(workspace, programme.id, options.member)
        keys = desk_keys(workspace, options, programme.id)
        since = options.since or workspace.clock().date()
        change = revoke(workspace, keys, wanted.id, reason=options.reason, since=since)
        keys.lock()
        now = _member(workspace, programme.id, wanted.id)
    if options.json:
        say_json(_shape(now) | {"changed": bool(change)})
        return 0
    if not change:
        say(_("{name} was revoked before.").format(name=now.name))
        return 0
    say(_("{name} is revoked. Hand the new trust bundle to everybody.").format(name=now.name))
    return 0


def a_day(text: str) -> date:
    """Read a day. Raises ValueError."""
    return date.fromisoformat(text)


def _member(workspace: Workspace, programme_id: str, wanted: str) -> Member:
    everybody = members(workspace, programme_id)
    chosen = [one for one in everybody if one.id == wanted or one.name.casefold() == wanted.casefold()]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        told = ", ".join(one.id for one in chosen)
        raise NotFoundError(_("Several members have this name."), _("Say which: {ids}.").format(ids=told))
    text = _("The programme has no member “{name}”.").format(name=wanted)
    raise NotFoundError(text, near(wanted, [one.name for one in everybody]))


def _say_member(member: Member, options: argparse.Namespace) -> int:
    if options.json:
        say_json(_shape(member) | {"path": str(options.file)})
        return 0
    text = _("{name} may sign as {role} until {day}. Send them {file}.")
    say(text.format(name=member.name, role=member.role, day=day_in_words(member.valid_until), file=options.file))
    return 0


def _when(one: Member) -> str:
    return f"{one.revoked_on:%Y-%m-%d} {one.reason}" if one.revoked_on else one.reason


def _shape(one: Member) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "fingerprint": one.fingerprint,
        "valid_until": one.valid_until.isoformat(),
        "state": one.state.value,
        "revoked_on": one.revoked_on.isoformat() if one.revoked_on else None,
        "since": one.since.isoformat() if one.since else None,
        "reason": one.reason,
        "key_here": one.key_here,
    }
