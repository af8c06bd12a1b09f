"""The whole main job on the sample cohort, in text: the proof that everything works on this machine."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from pathlib import Path

from certdesk import shipped
from certdesk.actions import finalising, looking_around
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.looking import WorklistRow, look_at_worklist
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.verifying import verify_file
from certdesk.cli.opening import progress_line
from certdesk.cli.printing import say, shown_safely
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace


def whole_job(options: argparse.Namespace) -> int:
    """Take in six portfolios, apply prepared marks with evidence, sign, export and verify. Returns 0 when all holds."""
    started = time.monotonic()
    folder = options.folder or _new_folder()
    with Workspace(folder) as workspace, EvidenceWorker() as worker:
        load_built_in_rubrics(workspace, shipped.rubrics())
        say(_("Workspace: {folder}").format(folder=folder))
        plan = looking_around.plan_sample(workspace, shipped.resources() / "sample_cohort")
        made = looking_around.make_sample(plan, worker, progress_line())
        looking_around.keep_sample(workspace, plan, made)
        signer = unlock_mine(workspace, looking_around.PASSPHRASE)
        rows = look_at_worklist(workspace).rows
        results = [_finish(workspace, row, signer, worker) for row in rows]
    good = all(results)
    say()
    seconds = time.monotonic() - started
    if good:
        say(_("All signed documents are genuine. That took {seconds:.0f} seconds.").format(seconds=seconds))
    return 0 if good else 1


def _finish(workspace: Workspace, row: WorklistRow, signer: Signer, worker: EvidenceWorker) -> bool:
    say()
    say(f"{row.code}  {shown_safely(row.title)}")
    if row.assessment_id is None:
        say("  " + _("not marked; yours to try"))
        return True
    plan = finalising.plan_signing(workspace, row.assessment_id)
    made = finalising.make_signed(plan, signer, worker, progress_line())
    finalising.keep_signed(workspace, plan, made)
    say(f"  {plan.judged.decision.label}")
    good = True
    for one in made:
        path = workspace.documents / one.document.file_name
        result = verify_file(path, workspace.identities)
        good = good and result.verdict is Verdict.GENUINE
        say(f"  {path}: {result.verdict.words}")
    return good


def _new_folder() -> Path:
    return Path.cwd() / "build" / f"sample-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
