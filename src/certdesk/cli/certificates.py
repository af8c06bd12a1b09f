"""The commands ``certificates list|eligible|withdraw|save-badges``: what there is, and its end."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from certdesk.actions.badges import badge_of_certificate, save
from certdesk.actions.certificates import CertificateRow, Eligible, certificates, eligible
from certdesk.actions.withdrawing import withdraw
from certdesk.cli.finishing import make_folder
from certdesk.cli.issuing import unlocked
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.credentials import CertificateState
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.words import N_, _, ngettext

STATES = {
    CertificateState.ACTIVE: N_("active"),
    CertificateState.RENEWAL_DUE: N_("to be renewed"),
    CertificateState.LAPSED: N_("lapsed"),
    CertificateState.WITHDRAWN: N_("withdrawn"),
    CertificateState.SUPERSEDED: N_("replaced"),
}


def list_all(options: argparse.Namespace) -> int:
    """List the certificates."""
    with opened(options, needs_person=False) as workspace:
        rows = [row for row in certificates(workspace) if _is_meant(row, options)]
    if options.json:
        say_json([shape(row) for row in rows])
        return 0
    if not rows:
        say(_("No certificate. See whose could be issued: certdesk certificates eligible"))
        return 0
    head = (_("Number"), _("Code"), _("Holder"), _("Issued"), _("Valid until"), _("State"))
    say_table(head, [_line(row) for row in rows])
    return 0


def list_eligible(options: argparse.Namespace) -> int:
    """List the signed results, and whose certificate can be issued."""
    with opened(options) as workspace:
        rows = [row for row in eligible(workspace) if not options.cohort or row.cohort == options.cohort]
    if options.json:
        say_json([_eligible(row) for row in rows])
        return 0
    if not rows:
        say(_("No signed result yet."))
        return 0
    head = (_("Code"), _("Holder"), _("Result"), _("Certificate"))
    say_table(head, [(row.code, row.holder, row.outcome, row.obstacle or _("can be issued")) for row in rows])
    return 0


def withdraw_one(options: argparse.Namespace) -> int:
    """Withdraw a certificate."""
    with opened(options) as workspace:
        since = _day(options.since) if options.since else workspace.clock().date()
        _signer, statements = unlocked(workspace, options)
        change = withdraw(workspace, options.serial, options.reason, since, statements)
    if options.json:
        say_json({"serial": options.serial, "changed": bool(change), "since": since.isoformat()})
        return 0
    if not change:
        say(_("{serial} is withdrawn already.").format(serial=options.serial))
        return 0
    say(_("{serial} is withdrawn as from {day}.").format(serial=options.serial, day=since.isoformat()))
    say(_("Whoever checks it is told so once they have the register or the trust bundle: export it anew."))
    return 0


def save_badges(options: argparse.Namespace) -> int:
    """Write the badges of certificates that stand as files."""
    ending = f".{options.kind}"
    with opened(options, needs_person=False) as workspace:
        standing = {CertificateState.ACTIVE, CertificateState.RENEWAL_DUE}
        rows = [row for row in certificates(workspace) if row.badge and row.state in standing]
        wanted = [row for row in rows if _is_named(row, options)]
        if not wanted:
            text = _("No certificate that stands has a badge and is meant.")
            raise NotFoundError(text, _("See which there are: certdesk certificates list"))
        make_folder(options.to)
        saved = []
        for row in wanted:
            target = options.to / f"{row.serial}{ending}"
            save(target, badge_of_certificate(workspace, row.serial, ending), force=options.force)
            saved.append(target)
    if options.json:
        say_json([str(path) for path in saved])
        return 0
    text = ngettext("{count} badge in {folder}", "{count} badges in {folder}", len(saved))
    say(text.format(count=len(saved), folder=options.to))
    return 0


def shape(row: CertificateRow) -> dict[str, Any]:
    """Return one certificate as JSON says it. Scripts rely on it: fields are added, never taken away."""
    return {
        "serial": row.serial,
        "holder": row.holder,
        "code": row.code,
        "cohort": row.cohort,
        "programme": row.programme,
        "title": row.title,
        "issued_on": row.issued_on.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "state": row.state.value,
        "replaced_by": row.replaced_by,
        "replaces": row.replaces,
        "since": row.since.isoformat() if row.since else None,
        "reason": row.reason,
        "path": str(row.document),
        "register": row.register,
    }


def _eligible(row: Eligible) -> dict[str, Any]:
    return {
        "code": row.code,
        "holder": row.holder,
        "cohort": row.cohort,
        "outcome": row.outcome,
        "certifies": row.certifies,
        "assessor": row.assessor,
        "signed_at": row.signed_at.isoformat(),
        "ready": row.ready,
        "obstacle": row.obstacle,
        "serial": row.serial,
        "countersigned": row.countersigned,
    }


def _line(row: CertificateRow) -> tuple[str, ...]:
    state = _(STATES[row.state])
    if row.replaced_by:
        state = _("{state} by {serial}").format(state=state, serial=row.replaced_by)
    elif row.state is CertificateState.WITHDRAWN and row.since:
        state = _("{state} since {day}").format(state=state, day=row.since.isoformat())
    return (row.serial, row.code, row.holder, row.issued_on.isoformat(), row.valid_until.isoformat(), state)


def _is_meant(row: CertificateRow, options: argparse.Namespace) -> bool:
    wanted = options.state.replace("-", "_") if options.state else ""
    return (not options.cohort or row.cohort == options.cohort) and (not wanted or row.state.value == wanted)


def _is_named(row: CertificateRow, options: argparse.Namespace) -> bool:
    if options.names:
        return row.serial in options.names or row.code.lower() in map(str.lower, options.names)
    return not options.cohort or row.cohort == options.cohort


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise NotAllowedError(_("“{text}” is not a day.").format(text=text), _("Write it as 2026-11-22.")) from problem
