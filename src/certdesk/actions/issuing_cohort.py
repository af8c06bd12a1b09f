"""Everything that a released cohort is handed: certificates, reports and letters in one job, and one file to print.

The job is that of `issuing_batch`: planned and written down, made on all cores, kept; stopped, it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from certdesk.actions.certificates import CertificateRow, certificates, eligible
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.deciding_results import refuse_unless_leading
from certdesk.actions.issue_steps import IssuePlan, Part, draft_parts
from certdesk.actions.issuing import CERTIFICATE, COUNTERSIGNED, LETTER, REPORT, RESULT_REPORT
from certdesk.actions.issuing_batch import plan_steps, ready_desk
from certdesk.core.cohorts import Cohort, CohortResult, ResultState
from certdesk.core.credentials import CertificateState
from certdesk.core.errors import NotAllowedError
from certdesk.core.later import months_later
from certdesk.core.words import _
from certdesk.store.assessments import SignedDocument, documents_of
from certdesk.store.issue_batches import under_way
from certdesk.store.workspace import Workspace

EVERYTHING = frozenset({Part.CERTIFICATE, Part.REPORT, Part.LETTER})
"""What a released cohort is usually handed."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate that ends soon or has ended, and the days left; less than none where it has lapsed."""

    row: CertificateRow
    days_left: int


def plan_cohort_issue(workspace: Workspace, cohort: Cohort, parts: frozenset[Part] = EVERYTHING) -> IssuePlan:
    """Plan what is missing of the papers of all released results; what is there already is never made twice.

    Certificates follow from results that certify, reports and letters from all. Make and keep it as any job. Raises
    NotAllowedError where nothing is released or nothing is missing; UnprintableTextError naming characters.
    """
    refuse_unless_leading(workspace)
    released = [one for one in results_of_cohort(workspace, cohort) if one.state is ResultState.RELEASED]
    if not released:
        text = _("No result of {name} is released.").format(name=cohort.name)
        raise NotAllowedError(text, _("Release the results first: certdesk results release."))
    desk = ready_desk(workspace, certificates=Part.CERTIFICATE in parts)
    signed = eligible(workspace)
    wanted = _missing(workspace, released, parts, frozenset(one.assessment_id for one in signed if one.ready))
    drafted = draft_parts(workspace, desk, wanted, signed)
    if not drafted.steps:
        first = drafted.skipped[0] if drafted.skipped else None
        text = f"{first.code}: {first.why}" if first else _("Everything of {name} is made.").format(name=cohort.name)
        raise NotAllowedError(text, _("What is made already is never made twice."))
    return plan_steps(workspace, desk, drafted.steps, drafted.skipped)


def missing_papers(workspace: Workspace, cohort: Cohort, parts: frozenset[Part] = EVERYTHING) -> Mapping[Part, int]:
    """Return how many papers of each kind a job would make now. Changes nothing."""
    released = [one for one in results_of_cohort(workspace, cohort) if one.state is ResultState.RELEASED]
    ready = frozenset(one.assessment_id for one in eligible(workspace) if one.ready) if released else frozenset()
    wanted = _missing(workspace, released, parts, ready)
    return {part: sum(part in each for each in wanted.values()) for part in sorted(parts)}


def papers_of_cohort(
    workspace: Workspace, cohort: Cohort, kinds: Collection[str]
) -> tuple[tuple[str, SignedDocument], ...]:
    """Return code and newest paper of some kinds for every released result, by code; withdrawn certificates not."""
    released = [one for one in results_of_cohort(workspace, cohort) if one.state is ResultState.RELEASED]
    standing = {one.serial for one in released if one.serial}
    found = documents_of(workspace.db, [one.assessment_id for one in released])
    papers = []
    for one in released:
        fitting = [
            each
            for each in found.get(one.assessment_id, ())
            if each.kind in kinds and (each.kind != CERTIFICATE or each.serial in standing)
        ]
        papers += [(one.member.code, fitting[-1])] if fitting else []
    return tuple(papers)


def due_for_renewal(workspace: Workspace, months: int = 6, *, on: date | None = None) -> tuple[Expiring, ...]:
    """List the certificates that end within so many months or have lapsed, the first to end first.

    Those that were withdrawn, replaced or renewed are not among them.
    """
    today = on or workspace.clock().date()
    last = months_later(today, months)
    ended = {CertificateState.WITHDRAWN, CertificateState.SUPERSEDED}
    found = [
        Expiring(row, (row.valid_until - today).days)
        for row in certificates(workspace)
        if row.state not in ended and row.valid_until <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.row.valid_until, one.row.serial)))


def _missing(
    workspace: Workspace, released: Collection[CohortResult], parts: frozenset[Part], ready: Collection[str]
) -> Mapping[str, frozenset[Part]]:
    """Return for each result what of the parts is neither made since it was decided nor about to be made."""
    made = documents_of(workspace.db, [one.assessment_id for one in released])
    going_on = under_way(workspace.db)
    wanted = {}
    for one in released:
        newest = {each.kind for each in made.get(one.assessment_id, ()) if _is_after(each.made_at, one.decided_at)} | {
            kind for assessment_id, kind in going_on if assessment_id == one.assessment_id
        }
        missing = {part for part in parts if not newest & _KINDS[part]}
        if not (one.certifies and one.assessment_id in ready):
            missing.discard(Part.CERTIFICATE)
        if missing:
            wanted[one.assessment_id] = frozenset(missing)
    return wanted


_KINDS: Mapping[Part, frozenset[str]] = {
    Part.CERTIFICATE: frozenset(),  # whether one may be issued is for the register to say
    Part.LETTER: frozenset({LETTER}),
    Part.COUNTERSIGNED: frozenset({COUNTERSIGNED}),
    Part.REPORT: frozenset({RESULT_REPORT, COUNTERSIGNED}),
}
REPORTS = frozenset({REPORT, COUNTERSIGNED, RESULT_REPORT})


def _is_after(made_at: datetime, decided_at: datetime | None) -> bool:
    return decided_at is None or made_at >= decided_at
