"""The commands ``register show|check|export|import|countersign|proof|continue``."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from certdesk.actions.identifying import unlock_mine
from certdesk.actions.register_exchange import (
    Received,
    RegisterHere,
    check_file,
    check_proof,
    countersign_register,
    export_register,
    own_issuer,
    prove_entry,
    receive_register,
    register_keys,
    registers_here,
    registers_kept,
)
from certdesk.actions.registering import look_at_register, renew_checkpoint, take_over
from certdesk.cli.asking import passphrase
from certdesk.cli.opening import held, near, opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.cli.programme_secrets import DESK, asked
from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.plain import to_plain
from certdesk.core.words import N_, _, ngettext
from certdesk.signing.authority.desk import has_desk, unlock_desk
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.register.proofs import SUFFIX as PROOF
from certdesk.signing.register.views import register_view
from certdesk.store.workspace import Workspace

_DEEDS = {
    Deed.ISSUED: N_("issued"),
    Deed.WITHDRAWN: N_("withdrawn"),
    Deed.RELEASED: N_("released"),
    Deed.REPORTED: N_("reported"),
}


def show(options: argparse.Namespace) -> int:
    """List the registers, or read one."""
    with held(options) as workspace:
        found = registers_here(workspace)
        if options.register or options.entries:
            return _show_entries(workspace, found, options)
    if options.json:
        say_json([_shape(one) for one in found])
        return 0
    if not found:
        say(_("No register yet: it begins with the first certificate, or import one of a programme."))
        return 0
    head = (_("Register"), _("Kept by"), _("Entries"), _("As of"), _("Countersigned by"))
    say_table(head, [_row(one) for one in found])
    _tell_problems(found)
    return 0


def check(options: argparse.Namespace) -> int:
    """Check all registers here, or one file."""
    if options.file is not None:
        return _check_one(options)
    with held(options) as workspace:
        found = registers_here(workspace)
    if options.json:
        say_json([_shape(one) for one in found])
    for one in found if not options.json else ():
        if not one.problem:
            text = ngettext("{register}: whole, {count} entry.", "{register}: whole, {count} entries.", one.size)
            say(text.format(register=one.name or one.register, count=one.size))
    if not options.json:
        _tell_problems(found)
    return 1 if any(one.problem for one in found) else 0


def export(options: argparse.Namespace) -> int:
    """Write the register of this desk."""
    with opened(options, needs_person=options.sign) as workspace:
        register = _mine(workspace, options.register)
        issuer = own_issuer(workspace.folder, register)
        if options.sign:
            renew_checkpoint(workspace, register, issuer, _keys(workspace, register, options))
        count = export_register(workspace, register, issuer, options.file, force=options.force)
    if options.json:
        say_json({"register": register, "entries": count, "file": str(options.file)})
        return 0
    text = ngettext("{file}: {count} entry.", "{file}: {count} entries.", count)
    say(text.format(file=options.file, count=count))
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take a register in."""
    with opened(options, needs_person=False) as workspace:
        received = receive_register(workspace, options.file)
    if options.json:
        say_json({
            "register": received.register, "name": received.name, "entries": received.size, "fresh": received.fresh,
            "completed": received.completed, "countersigned": received.countersigned,
        })  # fmt: skip
        return 0
    say(_told(received))
    return 0


def countersign(options: argparse.Namespace) -> int:
    """Countersign a register that was imported."""
    with opened(options) as workspace:
        register = _known(registers_here(workspace), options.register)
        signer = unlock_mine(workspace, passphrase(options))
        checked = countersign_register(workspace, register, signer, options.to, force=options.force)
    if options.json:
        target = str(options.to) if options.to else None
        say_json({"register": register, "entries": checked.tree.size, "file": target})
        return 0
    text = ngettext("Countersigned: {count} entry.", "Countersigned: {count} entries.", checked.tree.size)
    say(text.format(count=checked.tree.size))
    if options.to:
        say(_("Hand {file} back to whoever keeps the register.").format(file=options.to))
    return 0


def proof(options: argparse.Namespace) -> int:
    """Write the proof of one entry."""
    register = prove_entry(options.workspace, options.serial, options.file, force=options.force)
    if options.json:
        say_json({"register": register, "serial": options.serial, "file": str(options.file)})
        return 0
    say(_("Written: {file}").format(file=options.file))
    return 0


def carry_on(options: argparse.Namespace) -> int:
    """Let this copy of the workspace issue from now on."""
    with opened(options, needs_person=False) as workspace:
        register = _mine(workspace, options.register)
        state = look_at_register(workspace, register)
        if not state.look.complete:
            raise NotAllowedError(" ".join(state.sentences), state.todo)
        moved = state.look.moved
        seen = take_over(workspace, register) if moved else None
    numbers = seen.numbers if seen else dict(state.look.numbers)
    if options.json:
        say_json({"register": register, "moved": moved, "numbers": numbers})
        return 0
    if not moved:
        say(_("This is the workspace that issued last; there is nothing to do."))
    for year, number in sorted(numbers.items()) if moved else ():
        say(_("Numbers of {year} go on with {number}.").format(year=year, number=number + 1))
    return 0


def _show_entries(workspace: Workspace, found: tuple[RegisterHere, ...], options: argparse.Namespace) -> int:
    register = _known(found, options.register) if options.register else _mine(workspace, "")
    view = register_view(workspace.folder, register, register_keys(workspace.folder, register))
    events = view.events if view else ()
    if options.json:
        here = next((_shape(one) for one in found if one.register == register), {})
        say_json(here | {"events": [_event(number, one) for number, one in enumerate(events, 1)]})
        return 0
    rows = [
        (str(number), f"{one.at.astimezone():%Y-%m-%d %H:%M}", _(_DEEDS[one.deed]), one.serial, _note(one))
        for number, one in enumerate(events, 1)
    ]
    say_table((_("No."), _("When"), _("What"), _("Certificate"), _("Note")), rows)
    return 0


def _check_one(options: argparse.Namespace) -> int:
    path: Path = options.file
    if path.suffix == PROOF:
        found = check_proof(options.workspace, path)
        if found.key is None:
            text = _("The proof is sound, but nobody here knows the key that signed it ({origin}).")
            hint = _("Take in the trust bundle of the programme first.")
            raise CertDeskError(text.format(origin=found.checkpoint.origin), hint)
        if options.json:
            say_json({
                "file": str(path), "origin": found.checkpoint.origin, "entry": found.index + 1,
                "entries": found.checkpoint.size, "event": _event(found.index + 1, found.event),
            })  # fmt: skip
            return 0
        text = _("{serial} is entry {number} of {count} in {origin}.")
        say(text.format(
            serial=found.event.serial, number=found.index + 1, count=found.checkpoint.size,
            origin=found.checkpoint.origin,
        ))  # fmt: skip
        return 0
    checked = check_file(options.workspace, path)
    if options.json:
        size, origin = checked.tree.size, checked.checkpoint.origin
        say_json({"file": str(path), "origin": origin, "entries": size, "as_of": _iso(checked.signed_at)})
        return 0
    text = ngettext("{file}: whole, {count} entry.", "{file}: whole, {count} entries.", checked.tree.size)
    say(text.format(file=path, count=checked.tree.size))
    return 0


def _mine(workspace: Workspace, wanted: str) -> str:
    """Return the register of this desk that is meant. Raises NotFoundError."""
    own = registers_kept(workspace)
    if wanted in own or (not wanted and len(own) == 1):
        return wanted or own[0]
    if not own:
        text = _("This desk keeps no register yet.")
        raise NotFoundError(text, _("It begins with the first certificate that is issued here."))
    if not wanted:
        raise NotFoundError(
            _("This desk keeps several registers."), _("Name one: {names}.").format(names=", ".join(own))
        )
    raise NotFoundError(_("This desk keeps no register {name}.").format(name=wanted), near(wanted, own))


def _known(found: tuple[RegisterHere, ...], wanted: str) -> str:
    chosen = [one.register for one in found if wanted in {one.register, one.name}]
    if not chosen:
        chosen = [one.register for one in found if one.name.casefold().startswith(wanted.casefold())]
    if len(chosen) == 1:
        return chosen[0]
    names = [one.register for one in found]
    raise NotFoundError(_("There is no register {name} here.").format(name=wanted), near(wanted, names))


def _keys(workspace: Workspace, register: str, options: argparse.Namespace) -> StatementSigner:
    if has_desk(workspace.folder, register):
        return unlock_desk(workspace.folder, register, asked(options, DESK))
    return unlock_mine(workspace, passphrase(options))


def _told(received: Received) -> str:
    if received.completed:
        text = ngettext(
            "{count} entry was taken back into this desk's register.",
            "{count} entries were taken back into this desk's register.",
            received.completed,
        )
        return text.format(count=received.completed)
    if received.countersigned:
        return _("The countersignature was taken in.")
    if not received.fresh:
        return _("Nothing new: the register of {name} was here as it is.").format(name=received.name)
    text = ngettext(
        "{name}: {fresh} new entry, {count} in all. Everything that was here before is unchanged.",
        "{name}: {fresh} new entries, {count} in all. Everything that was here before is unchanged.",
        received.fresh,
    )
    return text.format(name=received.name, fresh=received.fresh, count=received.size)


def _tell_problems(found: tuple[RegisterHere, ...]) -> None:
    for one in found:
        if one.problem:
            warn(f"{one.name or one.register}: {one.problem} {one.todo}".rstrip())


def _row(one: RegisterHere) -> tuple[str, ...]:
    as_of = f"{one.as_of.astimezone():%Y-%m-%d %H:%M}" if one.as_of else "–"
    name = _("{name} (here)").format(name=one.name) if one.own else one.name
    return one.register, name, str(one.size), as_of, str(len(one.witnesses))


def _shape(one: RegisterHere) -> dict[str, Any]:
    return {
        "register": one.register,
        "name": one.name,
        "own": one.own,
        "entries": one.size,
        "as_of": _iso(one.as_of),
        "witnesses": [{"name": each.name, "at": _iso(each.at)} for each in one.witnesses],
        "problem": one.problem,
        "todo": one.todo,
    }


def _event(number: int, one: RegisterEvent) -> dict[str, Any]:
    return {"number": number} | {name: value for name, value in to_plain(one).items() if name != "is"}


def _note(one: RegisterEvent) -> str:
    if one.replaces:
        return _("replaces {serial}").format(serial=one.replaces)
    return one.reason


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
