"""What the foot of the Score screen says: how far, the mean so far, what is missing, undo, when it was saved."""

from __future__ import annotations

from certdesk.actions.looking import AssessmentView
from certdesk.core.assessment import AssessmentState
from certdesk.core.readiness import may_sign
from certdesk.core.words import _, ngettext
from certdesk.ui.widgets.status_foot import Standing

_NAMED = 4


def standing_of(view: AssessmentView, undo: str) -> Standing:
    """Say how an assessment stands."""
    total = len(view.criteria)
    marked = total - len(view.unmarked)
    facts = [(_("{done} of {all}").format(done=marked, all=total), _("marked"))]
    if view.decision.score is not None:
        # "so far" while a mark is missing: the number will still move.
        words = view.decision.score.words
        facts.append(("", _("{score} so far").format(score=words) if view.unmarked else words))
    if not view.unmarked:
        facts.append((view.decision.label, ""))
    minutes = view.minutes_spent
    note = ngettext("{count} min on this portfolio", "{count} min on this portfolio", minutes) if minutes else ""
    return Standing(
        facts=tuple(facts),
        missing=_missing(view),
        missing_key="Ctrl Enter",
        undo=_("Undo “{label}”").format(label=undo) if undo else "",
        undo_key="Ctrl Z" if undo else "",
        note=note.format(count=minutes),
        saved=_("Saved {time}").format(time=f"{view.saved_at.astimezone():%H:%M}"),
    )


def _missing(view: AssessmentView) -> str:
    unmarked = view.unmarked
    if view.assessment.state is AssessmentState.SIGNED:
        return _("Signed: see the documents")
    if not unmarked:
        return _("Ready to finalise") if may_sign(view.points) else view.points[0].heading
    if len(unmarked) > _NAMED:
        return _("{count} criteria still need a mark").format(count=len(unmarked))
    text = ngettext("{names} still needs a mark", "{names} still need a mark", len(unmarked))
    return text.format(names=", ".join(unmarked))
