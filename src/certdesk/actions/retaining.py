"""What is kept until when: what is due to go, what stays all the same and why, and legal holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from certdesk.actions.cohorts import cohorts_here, policy_of
from certdesk.core.appeals import Appeal
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.retention import (
    KeptClass,
    LegalHold,
    Reprieve,
    final_day,
    kept_class,
    kept_until,
)
from certdesk.core.words import _
from certdesk.store.appeals import load_appeals
from certdesk.store.people import find_person
from certdesk.store.retention import (
    StoredItem,
    exemplar_items,
    has_directing_person,
    hold_row,
    list_holds,
    load_hold,
    stored_items,
)
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is kept of one class of one portfolio. ``until`` is its last day, None where the clock does not run yet.

    ``reprieves`` say why it stays although that day may be over; ``detail`` is about a legal hold. Sizes are bytes.
    """

    portfolio_id: str
    code: str
    cohort_id: str
    kept: KeptClass
    items: tuple[StoredItem, ...]
    size: int
    final_on: date | None
    until: date | None
    reprieves: tuple[Reprieve, ...] = ()
    detail: str = ""

    def is_due(self, today: date) -> bool:
        """Whether it is to go: its last day is over, and nothing keeps it."""
        return self.until is not None and today > self.until and not self.reprieves


def kept_lines(workspace: Workspace) -> tuple[KeptLine, ...]:
    """Return what is kept of every portfolio whose files are here, by the day on which it is to go.

    The clock runs from the day on which the outcome became final: the window of appeals is over and none is open.
    """
    today = workspace.clock().date()
    policies = {cohort.id: policy_of(workspace, cohort) for cohort in cohorts_here(workspace)}
    appeals, exemplars = _appeals(workspace), exemplar_items(workspace.db)
    holds = [hold for hold in list_holds(workspace.db) if hold.ended_on is None]
    grouped: dict[tuple[str, KeptClass, bool], list[StoredItem]] = defaultdict(list)
    for item in stored_items(workspace.db):
        key = (item.portfolio_id, kept_class(item.evidence_type, item.kind), item.item_id in exemplars)
        grouped[key].append(item)
    lines = [
        _line(tuple(items), kept, _Clock(policies, appeals, holds, today), exemplar=exemplar)
        for (_portfolio, kept, exemplar), items in grouped.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.until is None, line.until or today, line.code, line.kept)))


def due_lines(workspace: Workspace) -> tuple[KeptLine, ...]:
    """Return what is to go today."""
    today = workspace.clock().date()
    return tuple(line for line in kept_lines(workspace) if line.is_due(today))


def why_kept(line: KeptLine, today: date) -> str:
    """Say in a sentence until when something is kept, and why."""
    if line.final_on is None or line.until is None:
        return _("The clock does not run yet: there is no final outcome.")
    text = _("Final since {final}; kept until {until}.").format(final=line.final_on, until=line.until)
    if today <= line.until:
        return text
    if Reprieve.HOLD in line.reprieves:
        return text + " " + _("It stays because of a legal hold: {reason}.").format(reason=line.detail)
    if Reprieve.APPEAL in line.reprieves:
        return text + " " + _("It stays while an appeal is open.")
    if Reprieve.EXEMPLAR in line.reprieves:
        return text + " " + _("It stays as an exemplar, as long as the consent holds.")
    return text + " " + _("It is due to go.")


def hold(workspace: Workspace, subject: str, reason: str, until: date | None = None) -> Change:
    """Keep a portfolio, a cohort (by its id) or everything ("*") whatever the clock says.

    Raises NotAllowedError without a reason, for a day that is over, and for whoever does not direct the work.
    """
    refuse_others(workspace)
    if not reason.strip():
        raise NotAllowedError(_("A legal hold needs a reason."), _("Say who asked for it, and why."))
    today = workspace.clock().date()
    if until is not None and until < today:
        raise NotAllowedError(_("The last day of the hold is over already."), _("Choose a later day, or none."))
    made = LegalHold(workspace.new_id(), subject, reason.strip(), today, until)
    with workspace.recording("retention.held", _("legal hold"), subject=made.id) as recording:
        recording.put("legal_hold", hold_row(made))
    return recording.change


def lift(workspace: Workspace, hold_id: str) -> Change:
    """End a legal hold; it stays on record. Raises NotFoundError, NotAllowedError."""
    refuse_others(workspace)
    held = load_hold(workspace.db, hold_id)
    ended = replace(held, ended_on=workspace.clock().date())
    with workspace.recording("retention.lifted", _("legal hold ended"), subject=held.id) as recording:
        recording.put("legal_hold", hold_row(ended))
    return recording.change


def refuse_others(workspace: Workspace) -> None:
    """Raise NotAllowedError for an assessor where somebody directs the work: they neither keep nor delete for all."""
    person = find_person(workspace.db, workspace.person)
    if person is not None and person.role == "assessor" and has_directing_person(workspace.db):
        text = _("What is kept and what goes is decided by whoever leads the programme.")
        raise NotAllowedError(text, _("Ask the programme lead."))


@dataclass(frozen=True, slots=True)
class _Clock:
    policies: Mapping[str, ProgrammePolicy]
    appeals: Mapping[str, tuple[Appeal, ...]]
    holds: Iterable[LegalHold]
    today: date


def _line(items: tuple[StoredItem, ...], kept: KeptClass, clock: _Clock, *, exemplar: bool) -> KeptLine:
    one = items[0]
    policy = clock.policies.get(one.cohort_id, ProgrammePolicy())
    appeals = clock.appeals.get(one.portfolio_id, ())
    final = final_day(_released(one), policy.appeals.window_days, tuple(_ended(appeals)))
    held = [hold for hold in clock.holds if _holds(hold, one, clock.today)]
    reprieves = {
        Reprieve.NOT_FINAL: final is None,
        Reprieve.APPEAL: any(appeal.open for appeal in appeals),
        Reprieve.HOLD: bool(held),
        Reprieve.EXEMPLAR: exemplar,
    }
    return KeptLine(
        portfolio_id=one.portfolio_id,
        code=one.code,
        cohort_id=one.cohort_id,
        kept=kept,
        items=items,
        size=sum(item.size or 0 for item in items),
        final_on=final,
        until=kept_until(final, kept, policy.retention) if final else None,
        reprieves=tuple(reprieve for reprieve, is_so in reprieves.items() if is_so),
        detail="; ".join(hold.reason for hold in held),
    )


def _holds(hold: LegalHold, item: StoredItem, today: date) -> bool:
    return any(hold.holds(subject, today) for subject in (item.portfolio_id, item.cohort_id) if subject)


def _released(item: StoredItem) -> date | None:
    """Return the day of the release; what was held or recalled since is not final."""
    if item.result_state != "released" or not item.released_at:
        return None
    return datetime.fromisoformat(item.released_at).date()


def _ended(appeals: tuple[Appeal, ...]) -> Iterable[date]:
    return (appeal.steps[-1].at.date() for appeal in appeals if not appeal.open and appeal.steps)


def _appeals(workspace: Workspace) -> Mapping[str, tuple[Appeal, ...]]:
    found: dict[str, tuple[Appeal, ...]] = {}
    for appeal in load_appeals(workspace.db):
        found[appeal.portfolio_id] = (*found.get(appeal.portfolio_id, ()), appeal)
    return found


def soon(lines: Iterable[KeptLine], today: date, days: int = 30) -> tuple[KeptLine, ...]:
    """Return what will be due within so many days."""
    last = today + timedelta(days=days)
    return tuple(line for line in lines if line.until is not None and today <= line.until < last and not line.reprieves)
