"""Print how far a cohort has come: for the wall, the meeting and the file."""

from __future__ import annotations

from pathlib import Path

from certdesk.actions.checking_record import program_name
from certdesk.actions.cohort_progress import AssessorProgress, CohortProgress, progress_of
from certdesk.core.cohorts import Cohort
from certdesk.core.days import day_in_words
from certdesk.core.progress_report import ProgressLine, ProgressReport
from certdesk.core.words import _, ngettext
from certdesk.store.workspace import Workspace


def write_progress_report(workspace: Workspace, cohort: Cohort, target: Path) -> int:
    """Write the progress of a cohort as a PDF and return its number of pages. Raises StorageError."""
    from certdesk.reports.progress_report import write_progress_report as write  # loads what makes PDFs

    return write(progress_report(workspace, cohort), target)


def progress_report(workspace: Workspace, cohort: Cohort) -> ProgressReport:
    """Gather what the report says."""
    progress = progress_of(workspace, cohort)
    return ProgressReport(
        language="en",
        document_id=workspace.new_id(),
        program=program_name(),
        programme=cohort.programme,
        cohort=cohort.name,
        made_at=workspace.clock().astimezone(),
        facts=_facts(progress),
        lines=tuple(_line(one) for one in progress.rows if one.allocated or one.assessor.active),
        pace=progress.pace_sentence,
        missing=progress.missing,
    )


def _facts(progress: CohortProgress) -> tuple[tuple[str, str], ...]:
    text = _("{signed} of {count} signed")
    turns = (
        (_("First marks"), progress.first),
        (_("Second marks"), progress.second),
        (_("Third marks"), progress.third),
    )
    found = [(_("Portfolios"), str(progress.portfolios))]
    if progress.not_allocated:
        found.append((_("Without an assessor"), str(progress.not_allocated)))
    found += [(name, text.format(signed=turn.signed, count=turn.of)) for name, turn in turns if turn.of]
    if progress.minutes_left:
        found.append((_("Work left"), hours_left(progress.minutes_left)))
    if progress.cohort.due_on:
        found.append((_("Due"), day_in_words(progress.cohort.due_on)))
    return tuple(found)


def _line(one: AssessorProgress) -> ProgressLine:
    last = _("marks here") if one.here else _("never")
    if one.last_package is not None and not one.here:
        last = day_in_words(one.last_package.astimezone())
    left = hours_left(one.minutes_left) if one.minutes_left else ""
    return ProgressLine(
        one.assessor.name, one.assessor.desk, one.signed, one.allocated, one.begun, one.held, last, left, one.late
    )


def hours_left(minutes: int) -> str:
    """Say how much work is left."""
    if minutes < 90:
        return ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return ngettext("about {count} hour left", "about {count} hours left", hours).format(count=hours)
