"""Issue many certificates in one job: planned and written down, made on all cores, kept in one go.

What a job is to make stands in the database, with its numbers, before the first signature is made. Finished documents
wait in ``issuing/<job>/`` of the workspace and are entered in the register before they come to stand among the signed
documents. So a job that was stopped or killed goes on where it was, and no document is ever there twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime

from certdesk.actions.designing import design_of
from certdesk.actions.issue_keeping import joined, keep_in_parts, keep_issue
from certdesk.actions.issue_pool import Failed, perform_all
from certdesk.actions.issue_shelf import (
    clear_forgotten,
    end_job,
    on_shelf,
    put_aside_in_place,
    put_by,
    put_in_place,
    shelf,
    throw_away,
)
from certdesk.actions.issue_steps import (
    IssuePlan,
    IssueStep,
    Part,
    Skipped,
    draft_steps,
    numbered,
    read_step,
    refreshed,
    still_follows,
    stored,
)
from certdesk.actions.issue_work import CertificateOrder, Shop, refuse_too_long, stated
from certdesk.actions.issuing import (
    IssuingDesk,
    desk_without_register,
    issuing_desk,
    may_issue,
)
from certdesk.actions.registering import refuse_incomplete
from certdesk.actions.signing_checks import refuse_out_of_time
from certdesk.core.certificate_design import CertificateDesign
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.signing.issuer import StatementSigner
from certdesk.signing.pdf.sign_pdf import DocumentSigner
from certdesk.store.issue_batches import (
    IssueBatch,
    end_steps,
    enter_batch,
    load_batches,
    load_steps,
    rewrite_steps,
)
from certdesk.store.workspace import Workspace

__all__ = [
    "IssueMade",
    "IssuePlan",
    "NotMade",
    "Part",
    "Skipped",
    "UnfinishedBatch",
    "give_up_batch",
    "joined",
    "keep_in_parts",
    "keep_issue",
    "make_issue",
    "plan_issue",
    "plan_steps",
    "resume_issue",
    "unfinished_batches",
]

_ONLY_CERTIFICATES = frozenset({Part.CERTIFICATE})


@dataclass(frozen=True, slots=True)
class NotMade:
    """A document that could not be made, and why."""

    code: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class IssueMade:
    """What came of a job: how many documents are finished, and which could not be made."""

    finished: int
    failed: tuple[NotMade, ...] = ()


@dataclass(frozen=True, slots=True)
class UnfinishedBatch:
    """A job that was begun and has not come to its end. ``mine`` says whether whoever acts may go on with it."""

    id: str
    at: datetime
    steps: int
    finished: int
    mine: bool


def plan_issue(
    workspace: Workspace, assessment_ids: Sequence[str], parts: frozenset[Part] = _ONLY_CERTIFICATES
) -> IssuePlan:
    """Check what can be made, take the numbers, and write the job down.

    What can't be made is in ``skipped``. Raises NotAllowedError when nothing can, or this desk may not issue;
    UnprintableTextError naming characters that no font can print.
    """
    desk = ready_desk(workspace, certificates=Part.CERTIFICATE in parts)
    drafted = draft_steps(workspace, desk, assessment_ids, parts)
    if not drafted.steps:
        first = drafted.skipped[0] if drafted.skipped else None
        text = f"{first.code}: {first.why}" if first else _("There is nothing to issue.")
        raise NotAllowedError(text, _("Choose signed results that are not issued yet."))
    return plan_steps(workspace, desk, drafted.steps, drafted.skipped)


def plan_steps(
    workspace: Workspace, desk: IssuingDesk, steps: Sequence[IssueStep], skipped: tuple[Skipped, ...] = ()
) -> IssuePlan:
    """Take the numbers for documents that were drafted, and write the job down."""
    designs = _designs(workspace, steps)
    longest = max(
        (step.order for step in steps if isinstance(step.order, CertificateOrder)),
        key=lambda order: len(order.award.holder),
        default=None,
    )
    if longest:
        # The page that is most likely to be too full says so before a number is taken.
        refuse_too_long(longest, desk.line, designs[longest.award.programme])
    final = tuple(_stated(step, desk, designs) for step in numbered(workspace, desk, steps))
    batch = IssueBatch(workspace.new_id(), desk.register, workspace.person, workspace.clock())
    with workspace.local_change() as db:
        enter_batch(db, batch, tuple(stored(step) for step in final))
    return _plan(workspace, batch.id, desk, final, skipped)


def ready_desk(workspace: Workspace, *, certificates: bool = True) -> IssuingDesk:
    """Return who issues here. Raises NotAllowedError unless this desk may issue now.

    Reports are countersigned and letters signed at any desk, those without a register too.
    """
    desk = issuing_desk(workspace) if certificates or may_issue(workspace) else desk_without_register(workspace)
    refuse_out_of_time(workspace, desk.identity)
    if desk.register:
        refuse_incomplete(workspace, desk.register)
    return desk


def make_issue(
    plan: IssuePlan, signer: DocumentSigner, statements: StatementSigner, progress: Progress, workers: int = 0
) -> IssueMade:
    """Make what is not made yet, on all cores (``workers`` processes; 0 chooses), and put it by as it is finished.

    Stopped by ``progress``, or by a full disk (StorageError), it leaves what is finished for another time.
    """
    steps = {step.id: step for step in plan.steps}
    waiting = tuple(step.order for step in plan.steps if on_shelf(plan.folder, step.id) is None)
    done = len(steps) - len(waiting)
    failed: list[NotMade] = []
    progress(done, len(steps), _("Issuing"))
    with closing(perform_all(waiting, plan.shop, signer, statements, workers)) as coming:
        for one in coming:
            step = steps[one.document_id]
            if isinstance(one, Failed):
                failed.append(NotMade(step.code, step.kind, one.problem.sentence))
            else:
                put_by(plan.folder, one)
                done += 1
            progress(done + len(failed), len(steps), _("Issuing {code}").format(code=step.code))
    return IssueMade(done, tuple(failed))


def unfinished_batches(workspace: Workspace) -> tuple[UnfinishedBatch, ...]:
    """List the jobs that were begun and not finished, oldest first, after putting in place what is entered already."""
    register = issuing_desk(workspace).register if may_issue(workspace) else ""
    mine = (register, workspace.person)
    put_aside_in_place(workspace)
    clear_forgotten(workspace)
    found = []
    for batch in load_batches(workspace.db):
        put_in_place(workspace, batch.id)
        steps = load_steps(workspace.db, batch.id)
        if not steps:
            end_job(workspace, batch.id)
            continue
        finished = sum(on_shelf(shelf(workspace, batch.id), step.id) is not None for step in steps)
        found.append(UnfinishedBatch(batch.id, batch.at, len(steps), finished, (batch.register, batch.person) == mine))
    return tuple(found)


def resume_issue(workspace: Workspace, batch_id: str) -> IssuePlan:
    """Go on with a job: what is finished stays, the rest is said anew as of today, with the numbers it has.

    What no longer follows from its result is left out. Raises NotFoundError, NotAllowedError.
    """
    batch = next((each for each in load_batches(workspace.db) if each.id == batch_id), None)
    if batch is None:
        raise NotFoundError(_("There is no such job here."), _("It may have been finished meanwhile."))
    desk = ready_desk(workspace, certificates=bool(batch.register))
    if (batch.register, batch.person) != (desk.register, workspace.person):
        raise NotAllowedError(_("Somebody else began this job."), _("Whoever began it goes on with it."))
    put_in_place(workspace, batch_id)
    folder, waiting = shelf(workspace, batch_id), tuple(map(read_step, load_steps(workspace.db, batch_id)))
    gone = [step.id for step in waiting if not still_follows(workspace, step)]
    for document_id in gone:
        throw_away(folder, document_id)
    designs = _designs(workspace, waiting)
    standing = [
        step if on_shelf(folder, step.id) else _stated(refreshed(desk, step), desk, designs)
        for step in waiting
        if step.id not in gone
    ]
    with workspace.local_change() as db:
        end_steps(db, tuple(gone))
        rewrite_steps(db, tuple(stored(step) for step in standing))
    return _plan(workspace, batch_id, desk, tuple(standing), ())


def give_up_batch(workspace: Workspace, batch_id: str) -> None:
    """Throw a job away with what it made and did not enter. Its numbers stay used."""
    put_in_place(workspace, batch_id)
    end_job(workspace, batch_id)


def _plan(
    workspace: Workspace, batch_id: str, desk: IssuingDesk, steps: tuple[IssueStep, ...], skipped: tuple[Skipped, ...]
) -> IssuePlan:
    shop = Shop(
        issuer=desk.issuer,
        line=desk.line,
        documents=workspace.documents,
        staging=workspace.staging / batch_id,
        designs=_designs(workspace, steps),
        test=desk.test,
    )
    return IssuePlan(batch_id, steps, skipped, desk, shop, shelf(workspace, batch_id))


def _stated(step: IssueStep, desk: IssuingDesk, designs: Mapping[str, CertificateDesign]) -> IssueStep:
    if step.own_words or not isinstance(step.order, CertificateOrder):
        return step
    return replace(step, order=stated(step.order, desk.line, designs[step.order.award.programme]))


def _designs(workspace: Workspace, steps: Sequence[IssueStep]) -> Mapping[str, CertificateDesign]:
    programmes = {step.order.award.programme for step in steps if isinstance(step.order, CertificateOrder)}
    return {programme: design_of(workspace, programme) for programme in programmes}
