"""Enter the finished documents of a job in the register, then put them among the signed documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certdesk.actions.issue_shelf import OnShelf, end_job, on_shelf, put_in_place, throw_away
from certdesk.actions.issue_steps import IssuePlan, IssueStep, still_follows
from certdesk.actions.issue_work import CertificateOrder
from certdesk.actions.issuing import COUNTERSIGNED, Issued, IssuingDesk, put_certificates, reported
from certdesk.actions.registering import append_events, settle
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.credentials import RegisterEvent
from certdesk.core.words import ngettext
from certdesk.signing.issuer import StatementSigner
from certdesk.store.assessments import document_row
from certdesk.store.issue_batches import end_steps, load_steps
from certdesk.store.workspace import Recording, Workspace

TOGETHER = 25
"""So many documents are entered in one transaction: a tenth of a second, so that a window does not stand still."""


def keep_issue(workspace: Workspace, plan: IssuePlan, statements: StatementSigner) -> Change:
    """Enter what is finished and put it among the signed documents; what is not, stays for another time.

    A document whose result was opened again meanwhile, or issued another way, is thrown away, and its number stays
    used. Raises CertDeskError when the keys are locked.
    """
    change = UNCHANGED
    for each in keep_in_parts(workspace, plan, statements):
        change = joined(change, each)
    return change


def keep_in_parts(workspace: Workspace, plan: IssuePlan, statements: StatementSigner) -> Iterator[Change]:
    """Do what `keep_issue` does in transactions of a few documents, and yield after each, so that a window can paint.

    Whoever stops in between leaves the rest for another time.
    """
    put_in_place(workspace, plan.batch_id)
    waiting = {step.id for step in load_steps(workspace.db, plan.batch_id)}
    ready = [
        (step, found)
        for step in plan.steps
        if step.id in waiting and (found := on_shelf(plan.folder, step.id)) is not None
    ]
    for start in range(0, len(ready), TOGETHER):
        yield _keep(workspace, plan, ready[start : start + TOGETHER], statements)
    if not load_steps(workspace.db, plan.batch_id):
        end_job(workspace, plan.batch_id)


def joined(one: Change, other: Change) -> Change:
    """Return two changes as one, under the name of the later."""
    if not (one and other):
        return one or other
    return Change(one.kinds | other.kinds, one.subjects | other.subjects, other.label, other.entry_id)


def _keep(
    workspace: Workspace, plan: IssuePlan, ready: Sequence[tuple[IssueStep, OnShelf]], statements: StatementSigner
) -> Change:
    """Enter some documents in one transaction, then put them in their place; throw away what no longer follows."""
    standing = [(step, found) for step, found in ready if still_follows(workspace, step)]
    gone = [step.id for step, _found in ready if not any(step is each for each, _one in standing)]
    change = _enter(workspace, plan.desk, standing, statements) if standing else UNCHANGED
    put_in_place(workspace, plan.batch_id)
    for document_id in gone:
        throw_away(plan.folder, document_id)
    with workspace.local_change() as db:
        end_steps(db, tuple(gone))
    return change


def _enter(
    workspace: Workspace,
    desk: IssuingDesk,
    standing: Sequence[tuple[IssueStep, OnShelf]],
    statements: StatementSigner,
) -> Change:
    label = ngettext("{count} document issued", "{count} documents issued", len(standing)).format(count=len(standing))
    subject = standing[0][0].assessment_id if len(standing) == 1 else desk.register
    with workspace.recording(_deed(standing), label, subject=subject) as recording:
        events = _put(workspace, recording, desk, standing)
        if events and desk.register:
            append_events(workspace, recording, desk.register, events, statements)
    if desk.register:
        settle(workspace, desk.register, desk.issuer)
    return recording.change


def _put(
    workspace: Workspace, recording: Recording, desk: IssuingDesk, standing: Sequence[tuple[IssueStep, OnShelf]]
) -> list[RegisterEvent]:
    issued, events = [], []
    for step, found in standing:
        document = step.document(found.digest)
        if isinstance(step.order, CertificateOrder):
            issued.append(Issued(document, step.order.award, found.badge, step.reason))
            continue
        recording.put("document", document_row(document))
        events.append(reported(desk, document))
    return [*put_certificates(workspace, recording, desk, issued), *events]


def _deed(standing: Sequence[tuple[IssueStep, OnShelf]]) -> str:
    awards = [step.order.award for step, _found in standing if isinstance(step.order, CertificateOrder)]
    if awards:
        return "certificate.replaced" if all(award.replaces for award in awards) else "certificate.issued"
    return "report.countersigned" if any(step.kind == COUNTERSIGNED for step, _found in standing) else "letter.signed"
