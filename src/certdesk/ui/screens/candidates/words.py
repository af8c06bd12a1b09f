"""What columns and rows of a list are called."""

from __future__ import annotations

from certdesk.actions.candidate_rows import PlannedRow, Standing
from certdesk.core.candidates import ListedCandidate
from certdesk.core.words import _
from certdesk.intake.candidates.columns import Part

PATTERNS = "*.csv *.tsv *.xlsx *.xls *.ods"


def part_words(part: Part) -> str:
    """Say what a column holds."""
    return {
        Part.NAME: _("Name"),
        Part.FIRST_NAME: _("First name"),
        Part.LAST_NAME: _("Last name"),
        Part.SCHOOL: _("School"),
        Part.LANGUAGE: _("Language"),
        Part.CODE: _("Code"),
        Part.PROGRAMME: _("Programme"),
        Part.COHORT: _("Cohort"),
        Part.SUBJECT: _("Subject"),
        Part.EMAIL: _("E-mail address"),
        Part.USERNAME: _("User name"),
        Part.NUMBER: _("Number"),
        Part.NOTE: _("Note"),
    }[part]


def standing_words(row: PlannedRow, decision: str) -> tuple[str, str]:
    """Say what becomes of a row, and the kind of chip for it."""
    if decision == "leave":
        return _("Left out"), "neutral"
    if decision == "new":
        return _("New"), "accent"
    if decision:
        return _("Renewed"), "accent"
    return {
        Standing.NEW: (_("New"), "accent"),
        Standing.UPDATED: (_("Renewed"), "accent"),
        Standing.SAME: (_("Already here"), "neutral"),
        Standing.SKIPPED: (_("Skipped"), "neutral"),
        Standing.UNDECIDED: (_("To decide"), "warn"),
    }[row.standing]


def facts_of(one: ListedCandidate) -> str:
    """Say school, cohort, programme, subject and language of a candidate."""
    return " · ".join(part for part in (one.school, one.cohort, one.programme, one.subject, one.language) if part)
