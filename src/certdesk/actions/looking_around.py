"""Look around with the sample cohort: six invented candidates, an invented assessor, and marks on five of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.actions import identifying, receiving
from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.identifying import IdentityPlan, plan_identity
from certdesk.actions.receiving import Received, ReceivePlan, plan_receive
from certdesk.core.changes import Change
from certdesk.core.errors import NotFoundError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.identity import Identity
from certdesk.store.workspace import Workspace

ASSESSOR = "Amara Diallo"
PASSPHRASE = "sample cohort"  # noqa: S105 - an invented person's, told to everybody who looks around


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What is taken in, who will be the assessor, and which mark sheets are applied."""

    receive: ReceivePlan
    identity: IdentityPlan
    sheets: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SampleMade:
    """The copied portfolios and the assessor's identity."""

    received: Received
    identity: Identity


def plan_sample(workspace: Workspace, cohort: Path) -> SamplePlan:
    """Look into the folder of the sample cohort. Raises NotFoundError when it is not there."""
    if not cohort.is_dir():
        raise NotFoundError(_("The sample cohort is missing: {folder}.").format(folder=cohort))
    identity = plan_identity(workspace, ASSESSOR, "assessor", PASSPHRASE)
    return SamplePlan(plan_receive(workspace, cohort), identity, tuple(sorted((cohort / "marks").glob("*.yaml"))))


def make_sample(plan: SamplePlan, worker: EvidenceWorker, progress: Progress) -> SampleMade:
    """Copy the files and make the invented assessor's key."""
    received = receiving.make_receive(plan.receive, worker, progress)
    return SampleMade(received, identifying.make(plan.identity, progress))


def keep_sample(workspace: Workspace, plan: SamplePlan, made: SampleMade) -> Change:
    """Keep everything and apply the prepared marks."""
    identifying.keep(workspace, made.identity)
    receipt = receiving.keep_receive(workspace, plan.receive, made.received)
    for path in plan.sheets:
        apply_sheet(workspace, read_sheet(path))
    return receipt.change
