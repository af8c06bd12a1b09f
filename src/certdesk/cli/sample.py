"""The whole main job on the sample cohort, in text: the proof that everything works on this machine."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from certdesk import shipped
from certdesk.actions import finalising, looking_around
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.looking import WorklistRow, look_at_worklist
from certdesk.actions.verifying import verify_file
from certdesk.cli import shapes
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import bring_rubrics
from certdesk.cli.printing import say, say_json
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict
from certdesk.store.opening import is_workspace
from certdesk.store.workspace import Workspace


def whole_job(options: argparse.Namespace) -> int:
    """Take the portfolios in, apply prepared marks with evidence, sign and verify. Returns 0 when all holds."""
    started = time.monotonic()
    folder = options.folder or Path.cwd() / f"certdesk-sample-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    if is_workspace(folder):
        text = _("There is a workspace in {folder} already.").format(folder=folder)
        raise NotAllowedError(text, _("Name a new folder with --in."))
    with Workspace(folder) as workspace, EvidenceWorker() as worker:
        bring_rubrics(workspace)
        plan = looking_around.plan_sample(workspace, shipped.resources() / "sample_cohort")
        made = looking_around.make_sample(plan, worker, progress_line())
        looking_around.keep_sample(workspace, plan, made)
        signer = unlock_mine(workspace, looking_around.PASSPHRASE)
        if not options.json:
            say(_("Workspace: {folder}").format(folder=folder), at_once=True)
        told = []
        for row in look_at_worklist(workspace).rows:
            told.append(_finish(workspace, row, signer, worker))
            if not options.json:
                _say(told[-1])
    genuine = all(each["verdict"] == Verdict.GENUINE.value for one in told for each in one["documents"])
    if options.json:
        say_json({"workspace": str(folder), "genuine": genuine, "portfolios": told})
        return 0 if genuine else 1
    say()
    if not genuine:
        say(_("Not every signed document is genuine."))
        return 1
    seconds = time.monotonic() - started
    say(_("All signed documents are genuine. That took {seconds:.0f} seconds.").format(seconds=seconds))
    text = _('To look around: certdesk -w "{folder}" list, or in the window: certdesk open "{folder}"')
    say(text.format(folder=folder))
    say(_("The invented assessor's passphrase is “{words}”.").format(words=looking_around.PASSPHRASE))
    return 0


def _finish(workspace: Workspace, row: WorklistRow, signer: Signer, worker: EvidenceWorker) -> dict[str, Any]:
    """Sign what is marked and verify it; what is not marked is left to be tried."""
    told: dict[str, Any] = {"code": row.code, "title": row.title, "outcome": None, "label": None, "documents": []}
    if row.assessment_id is None:
        return told
    plan = finalising.plan_signing(workspace, row.assessment_id)
    made = finalising.make_signed(plan, signer, worker, progress_line())
    finalising.keep_signed(workspace, plan, made)
    told["outcome"], told["label"] = plan.judged.decision.outcome, plan.judged.decision.label
    for one in made:
        result = verify_file(workspace.documents / one.document.file_name, workspace.folder)
        told["documents"].append(shapes.document(workspace, one.document) | {"verdict": result.verdict.value})
    return told


def _say(told: dict[str, Any]) -> None:
    say()
    say(f"{told['code']}  {told['title']}")
    say(f"  {told['label'] or _('not marked; yours to try')}")
    for one in told["documents"]:
        say(f"  {one['path']}: {Verdict(one['verdict']).words}", at_once=True)
