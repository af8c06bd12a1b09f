"""The commands ``certificates issue|letters|countersign|continue|give-up|reissue|renew``: what makes documents."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from certdesk.actions.certificates import Eligible, eligible
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.issuing import may_issue
from certdesk.actions.issuing_batch import (
    IssueMade,
    IssuePlan,
    Part,
    UnfinishedBatch,
    give_up_batch,
    keep_issue,
    make_issue,
    plan_issue,
    resume_issue,
    unfinished_batches,
)
from certdesk.actions.programmes import unlock_authority
from certdesk.actions.withdrawing import Correction, plan_reissue, plan_renewal
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import near, opened
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.errors import CancelledError, CertDeskError, NotFoundError, WrongPassphraseError
from certdesk.core.words import _, ngettext
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.signer import Signer
from certdesk.store.assessments import load_documents
from certdesk.store.workspace import Workspace

DESK_VARIABLE = "CERTDESK_DESK_PASSPHRASE"


def issue(options: argparse.Namespace) -> int:
    """Issue certificates, and what else was asked for."""
    parts = {Part.CERTIFICATE} | ({Part.LETTER} if options.letters else set())
    return _issue(options, frozenset(parts | ({Part.COUNTERSIGNED} if options.countersign else set())))


def letters(options: argparse.Namespace) -> int:
    """Write and sign decision letters."""
    return _issue(options, frozenset({Part.LETTER}))


def countersign(options: argparse.Namespace) -> int:
    """Countersign the reports of others."""
    return _issue(options, frozenset({Part.COUNTERSIGNED}))


def go_on(options: argparse.Namespace) -> int:
    """Go on with the job that was begun and not finished."""
    with opened(options) as workspace:
        found = _unfinished(workspace)
        keys = unlocked(workspace, options)
        return run_job(workspace, resume_issue(workspace, found.id), keys, options)


def give_up(options: argparse.Namespace) -> int:
    """Throw the job away that was begun and not finished."""
    with opened(options) as workspace:
        found = _unfinished(workspace)
        give_up_batch(workspace, found.id)
    if options.json:
        say_json({"given_up": found.steps})
        return 0
    text = ngettext("{count} document is not made; its number stays used.",
                    "{count} documents are not made; their numbers stay used.", found.steps)  # fmt: skip
    say(text.format(count=found.steps))
    return 0


def reissue(options: argparse.Namespace) -> int:
    """Issue a certificate in place of one that says something wrong."""
    correction = Correction(options.holder, options.statement, options.language)
    with opened(options) as workspace:
        keys = unlocked(workspace, options)
        return run_job(workspace, plan_reissue(workspace, options.serial, correction, options.reason), keys, options)


def renew(options: argparse.Namespace) -> int:
    """Issue a certificate that goes on where another one ends."""
    with opened(options) as workspace:
        keys = unlocked(workspace, options)
        return run_job(workspace, plan_renewal(workspace, options.serial), keys, options)


def unlocked(workspace: Workspace, options: argparse.Namespace) -> tuple[Signer, StatementSigner]:
    """Open the keys that issuing needs: the person's own, and those of the programme where one issues here."""
    own = passphrase(options)
    signer = unlock_mine(workspace, own)
    programme_id = my_identity(workspace).programme_id
    if not programme_id or not may_issue(workspace):
        return signer, signer
    if DESK_VARIABLE in os.environ:
        return signer, unlock_authority(workspace, programme_id, os.environ[DESK_VARIABLE])
    with suppress(WrongPassphraseError):
        # Many will have chosen the same one, and then nobody should have to type it twice.
        return signer, unlock_authority(workspace, programme_id, own)
    options.passphrase_file = options.desk_passphrase_file
    return signer, unlock_authority(workspace, programme_id, passphrase(options))


def _issue(options: argparse.Namespace, parts: frozenset[Part]) -> int:
    with opened(options) as workspace:
        keys = unlocked(workspace, options)
        return run_job(workspace, plan_issue(workspace, _meant(workspace, options, parts), parts), keys, options)


def _meant(workspace: Workspace, options: argparse.Namespace, parts: frozenset[Part]) -> list[str]:
    """Return the assessments that are meant: of the codes, or of a cohort, or all whose certificate can be issued."""
    rows = eligible(workspace)
    if options.codes:
        return [each for code in options.codes for each in _of_code(code, rows)]
    rows = tuple(row for row in rows if not options.cohort or row.cohort == options.cohort)
    if parts == {Part.CERTIFICATE}:
        rows = tuple(row for row in rows if row.ready)
    if parts == {Part.COUNTERSIGNED}:
        rows = tuple(row for row in rows if row.report_id and not row.countersigned)
    return [row.assessment_id for row in rows]


def _of_code(code: str, rows: Sequence[Eligible]) -> list[str]:
    found = [row for row in rows if row.code.lower() == code.lower()]
    if not found:
        text = _("There is no signed result for {code}.").format(code=code)
        raise NotFoundError(text, near(code, [row.code for row in rows]) or _("Finalise it first."))
    ready = [row for row in found if row.ready]
    return [row.assessment_id for row in ready or found]


def run_job(
    workspace: Workspace, plan: IssuePlan, keys: tuple[Signer, StatementSigner], options: argparse.Namespace
) -> int:
    """Make and keep a job; what is finished is kept even when not all of it could be made."""
    signer, statements = keys
    try:
        made = make_issue(plan, signer, statements, progress_line())
    except (KeyboardInterrupt, CancelledError) as problem:
        hint = _("Go on with: certdesk certificates continue")
        raise CancelledError(_("Stopped. What is finished is put by."), hint) from problem
    except CertDeskError:
        warn(_("What is finished is put by. Go on with: certdesk certificates continue"))
        raise
    keep_issue(workspace, plan, statements)
    told = _told(workspace, plan)
    if options.json:
        say_json({"documents": told, "skipped": _skipped(plan), "failed": _failed(made)})
    else:
        _say(plan, made, told)
    return 1 if made.failed else 0


def _told(workspace: Workspace, plan: IssuePlan) -> list[dict[str, Any]]:
    told = []
    for step in plan.steps:
        documents = load_documents(workspace.db, step.assessment_id)
        for one in documents:
            if (one.id, one.kind) == (step.id, step.kind):
                path = workspace.documents / one.file_name
                told.append({"code": step.code, "kind": one.kind, "serial": one.serial, "path": str(path)})
    return told


def _say(plan: IssuePlan, made: IssueMade, told: Sequence[dict[str, Any]]) -> None:
    for one in told:
        say(" ".join(part for part in (f"{one['code']}:", one["serial"], one["path"]) if part))
    for each in plan.skipped:
        warn(f"{each.code}: {each.why}")
    for lost in made.failed:
        warn(f"{lost.code}: {lost.why}")
    say(ngettext("{count} document issued.", "{count} documents issued.", len(told)).format(count=len(told)))


def _skipped(plan: IssuePlan) -> list[dict[str, str]]:
    return [{"code": each.code, "kind": each.part.value, "why": each.why} for each in plan.skipped]


def _failed(made: IssueMade) -> list[dict[str, str]]:
    return [{"code": each.code, "kind": each.kind, "why": each.why} for each in made.failed]


def _unfinished(workspace: Workspace) -> UnfinishedBatch:
    mine = [each for each in unfinished_batches(workspace) if each.mine]
    if not mine:
        raise NotFoundError(_("No job of yours waits to be finished."), _("Begin one: certdesk certificates issue"))
    return mine[0]
