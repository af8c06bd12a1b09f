"""How a list stands before it is kept, with the decisions so far."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.actions.candidate_rows import LEAVE, NEW, PlannedRow, Standing
from certdesk.actions.listing_candidates import CandidatesPlan
from certdesk.core.words import _, ngettext

ALL, DECIDE, SKIPPED = "all", "decide", "skipped"
Decisions = Mapping[str, str]


def counts(plan: CandidatesPlan, decisions: Decisions) -> tuple[int, int]:
    """Return how many candidates would be new, and how many renewed."""
    new = renewed = 0
    for row in plan.rows:
        decision = decisions.get(row.key, "")
        if decision == NEW or (not decision and row.standing is Standing.NEW):
            new += 1
        elif decision not in {"", LEAVE} or (not decision and row.standing is Standing.UPDATED):
            renewed += 1
    return new, renewed


def waiting(plan: CandidatesPlan, decisions: Decisions) -> tuple[PlannedRow, ...]:
    """Return the rows that nobody has decided on."""
    return tuple(row for row in plan.having(Standing.UNDECIDED) if row.key not in decisions)


def told(plan: CandidatesPlan, decisions: Decisions) -> str:
    """Say what keeping would do."""
    new, renewed = counts(plan, decisions)
    same = len(plan.having(Standing.SAME))
    text = _("{new} new, {renewed} renewed, {same} as they are").format(new=new, renewed=renewed, same=same)
    left = len(waiting(plan, decisions))
    if not left:
        return text
    return f"{text}, {ngettext('{count} to decide', '{count} to decide', left).format(count=left)}"


def keep_words(plan: CandidatesPlan, decisions: Decisions) -> str:
    """Say on the button how many would be kept."""
    count = sum(counts(plan, decisions))
    words = ngettext("Keep {count} candidate", "Keep {count} candidates", count).format(count=count)
    return words if count else _("Keep the list")


def filter_words(plan: CandidatesPlan, decisions: Decisions) -> Mapping[str, str]:
    """Return what the filters say."""
    return {
        ALL: _("All {count}").format(count=len(plan.rows)),
        DECIDE: _("To decide {count}").format(count=len(waiting(plan, decisions))),
        SKIPPED: _("Skipped {count}").format(count=len(plan.having(Standing.SKIPPED))),
    }


def filtered(plan: CandidatesPlan, key: str) -> tuple[PlannedRow, ...]:
    """Return the rows that a filter shows; what was decided stays among what had to be."""
    return {ALL: plan.rows, DECIDE: plan.having(Standing.UNDECIDED), SKIPPED: plan.having(Standing.SKIPPED)}[key]
