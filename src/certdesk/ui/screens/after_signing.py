"""What Finalise says around the signature: what is in its way, how long it took, what comes next."""

from __future__ import annotations

from certdesk.actions.looking import AssessmentView, Pace, WorklistRow
from certdesk.core.assessment import AssessmentState
from certdesk.core.readiness import may_sign
from certdesk.core.words import _, ngettext
from certdesk.signing.identity import Identity
from certdesk.ui.screens.screen import Params
from certdesk.ui.widgets.check_list import Check
from certdesk.ui.widgets.status_foot import Standing as Foot


def next_to_do(rows: tuple[WorklistRow, ...], portfolio_id: str) -> WorklistRow | None:
    """Return what comes after this portfolio: ready first, then begun, then waiting, each by due date."""
    others = [row for row in rows if row.portfolio_id != portfolio_id]
    for state in ("ready", "in_progress", "not_started"):
        found = next((row for row in others if row.state == state), None)
        if found:
            return found
    return None


def why_not(view: AssessmentView) -> str:
    """Say what stands in the way of a signature, or nothing."""
    if view.assessment.state is AssessmentState.HELD:
        return _("Held: {reason}").format(reason=view.assessment.reason)
    if may_sign(view.points):
        return ""
    return _("Not yet: {reason}.").format(reason=view.points[0].heading)


def what_is_signed(view: AssessmentView, identity: Identity, *, issues: bool = False) -> tuple[Check, ...]:
    """Say what the signature is put under; a programme's member signs the report, and the programme issues.

    ``issues``: this is the programme's issuing desk.
    """
    marks = len(view.criteria)
    text = ngettext("{count} mark and its evidence", "{count} marks and their evidence", marks)
    signs = [
        Check("marks", "check", text.format(count=marks)),
        Check("report", "check", _("The record of marks") if view.asked else _("The feedback report")),
        Check("rubric", "check", _("Rubric {version}").format(version=view.rubric.version)),
    ]
    if not view.decision.certifies:
        return tuple(signs)
    if identity.programme_id:
        told = _("The certificate comes from the issuing desk of {programme}.")
        if issues:
            told = _("Issue it under Results, one or many at once.")
        return (*signs, Check("later", "info", _("No certificate yet"), told.format(programme=identity.programme_name)))
    return (*signs, Check("certificate", "check", _("The certificate, in your own name")))


def foot_of(view: AssessmentView, pace: Pace | None) -> Foot:
    """Say how long it took, beside one's own pace, and when it was saved."""
    minutes = ngettext("{count} min", "{count} min", view.minutes_spent).format(count=view.minutes_spent)
    rest = _("on this portfolio")
    if pace:
        rest = _("on this portfolio, your median is {median}").format(median=pace.median)
    saved = _("Saved {time}").format(time=f"{view.saved_at.astimezone():%H:%M}")
    return Foot(facts=((minutes, rest),), saved=saved)


def place_of(row: WorklistRow | None) -> tuple[str, Params]:
    """Return the screen on which a portfolio of the worklist goes on; without one it is Today."""
    if row is None:
        return "today", {}
    if row.assessment_id and row.state in {"ready", "in_progress"}:
        return "finalise" if row.state == "ready" else "score", {"assessment": row.assessment_id}
    return "portfolio", {"portfolio": row.portfolio_id}
