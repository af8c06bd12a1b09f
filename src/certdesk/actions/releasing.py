"""Hold results back, release a whole cohort at once, and recall what turned out to be wrong.

Nothing of this is ever undone: each step is a formal act that stays in the journal, and a new one follows it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from certdesk.actions.cohort_results import member_of
from certdesk.actions.cohorts import load_cohort, members_of, policy_of
from certdesk.actions.deciding_results import decide_results, refuse_unless_leading
from certdesk.actions.withdrawing import withdraw
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.cohorts import Cohort, CohortMember, CohortState, ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _, ngettext
from certdesk.signing.issuer import StatementSigner
from certdesk.store.assessments import load_documents
from certdesk.store.cohorts import cohort_row, load_allocations
from certdesk.store.results_of_cohorts import KeptResult, find_result, load_results, result_row, standing_serials
from certdesk.store.workspace import Workspace

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Recalled:
    """What came of a recall, and what has to be done now, sentence by sentence."""

    change: Change
    to_do: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseOutlook:
    """What a release would do: whose results it tells, who stays held back, and the sentences that stand against it.

    ``undecided`` have no result and are not held back.
    """

    ready: tuple[CohortMember, ...]
    held: tuple[CohortMember, ...]
    released: tuple[CohortMember, ...]
    undecided: tuple[CohortMember, ...]
    obstacles: tuple[str, ...]


def hold(workspace: Workspace, cohort: Cohort, portfolio_ids: Collection[str], reason: str) -> Change:
    """Hold results back, also of people who have none yet. Raises NotAllowedError without a reason, or once released.

    Holding what is held already changes only the reason.
    """
    refuse_unless_leading(workspace)
    why = _reason(reason, _("Somebody is held back for a reason."))
    with workspace.recording_many("result.held", _("held back")) as many:
        for portfolio_id in portfolio_ids:
            member = member_of(workspace, cohort, portfolio_id)
            before = find_result(workspace.db, portfolio_id)
            _refuse_if_released(member, before)
            label = _("{code} held back: {reason}").format(code=member.code, reason=why)
            with many.about(portfolio_id, label) as recording:
                if before is None or (before.state, before.reason) != (ResultState.HELD, why):
                    recording.put("result", result_row(_held(workspace, cohort, (portfolio_id, before), why)))
    return many.change


def let_go(workspace: Workspace, cohort: Cohort, portfolio_ids: Collection[str], reason: str = "") -> Change:
    """End a hold, or let a recalled result stand as it was, for the next release.

    What was not decided while it was held waits to be decided.
    """
    refuse_unless_leading(workspace)
    with workspace.recording_many("result.let_go", _("no longer held back")) as many:
        for portfolio_id in portfolio_ids:
            member = member_of(workspace, cohort, portfolio_id)
            before = find_result(workspace.db, portfolio_id)
            if before is None or before.state not in {ResultState.HELD, ResultState.RECALLED}:
                continue
            if before.state is ResultState.RECALLED and not reason.strip():
                text = _("The result of {code} was recalled: {reason}.").format(code=member.code, reason=before.reason)
                raise NotAllowedError(text, _("Say why it stands all the same, or decide it anew."))
            label = _("{code} no longer held back").format(code=member.code)
            with many.about(portfolio_id, f"{label}: {reason.strip()}" if reason.strip() else label) as recording:
                if before.outcome:
                    now = workspace.clock()
                    kept = replace(before, state=ResultState.DECIDED, reason=reason.strip(), since=now)
                    recording.put("result", result_row(kept))
                else:
                    recording.remove("result", {"portfolio_id": portfolio_id})
    return many.change


def outlook(workspace: Workspace, cohort: Cohort, only: Collection[str] = ()) -> ReleaseOutlook:
    """Say what a release would do now, of a whole cohort or only of some portfolios."""
    cohort = load_cohort(workspace, cohort.id)
    kept = load_results(workspace.db, cohort.id)
    by_state: dict[ResultState | None, list[CohortMember]] = {}
    for member in members_of(workspace, cohort):
        result = kept.get(member.portfolio_id)
        by_state.setdefault(result.state if result else None, []).append(member)
    decided = tuple(by_state.get(ResultState.DECIDED, ()))
    ready = tuple(each for each in decided if not only or each.portfolio_id in only)
    held = (*by_state.get(ResultState.HELD, ()), *by_state.get(ResultState.RECALLED, ()))
    undecided = tuple(by_state.get(None, ()))
    against = _against(workspace, cohort, undecided, partial=len(ready) < len(decided))
    against += _unasked(workspace, cohort, ready)
    return ReleaseOutlook(ready, tuple(held), tuple(by_state.get(ResultState.RELEASED, ())), undecided, against)


def release(workspace: Workspace, cohort: Cohort, *, override: str = "", only: Collection[str] = ()) -> Change:
    """Release every result that is decided, all at once. What is held back stays so.

    Raises NotAllowedError with the sentences why not, unless ``override`` gives a reason, which is written down with
    them; always where the cohort is not open yet or nothing is decided. ``only`` releases part of it, which needs one.
    """
    refuse_unless_leading(workspace)
    decide_results(workspace, cohort)
    cohort = load_cohort(workspace, cohort.id)
    if cohort.state is CohortState.PREPARING:
        text = _("{name} is not open yet, so there is nothing to release.").format(name=cohort.name)
        raise NotAllowedError(text, _("Open it first."))
    seen = outlook(workspace, cohort, only)
    why = " ".join(override.split())
    if seen.obstacles and not why:
        hint = _("Settle that first, hold those back who are to wait, or say why it is released all the same.")
        raise NotAllowedError(" ".join(seen.obstacles), hint)
    if not seen.ready:
        text = _("No result of {name} waits to be released.").format(name=cohort.name)
        raise NotAllowedError(text, _("Decide first: certdesk results decide.") if not seen.released else "")
    return _release(workspace, cohort, seen, why)


def recall(
    workspace: Workspace,
    cohort: Cohort,
    portfolio_id: str,
    reason: str,
    statements: StatementSigner | None = None,
) -> Recalled:
    """Recall a released result. ``statements`` withdraws its certificate; without, it stands until another replaces it.

    Raises NotAllowedError without a reason, or for a result that is not released.
    """
    refuse_unless_leading(workspace)
    member = member_of(workspace, cohort, portfolio_id)
    before = find_result(workspace.db, portfolio_id)
    if before is None or before.state is not ResultState.RELEASED:
        text = _("The result of {code} is not released, so it can't be recalled.").format(code=member.code)
        raise NotAllowedError(text, _("Hold it back instead."))
    why = _reason(reason, _("A result is recalled for a reason."))
    serial = standing_serials(workspace.db, cohort.id).get(portfolio_id, "")
    if serial and statements is not None:
        # The register is read by strangers: it never tells more than this.
        withdraw(workspace, serial, _("The result was recalled."), workspace.clock().date(), statements)
    label = _("result of {code} recalled: {reason}").format(code=member.code, reason=why)
    with workspace.recording("result.recalled", label, subject=portfolio_id) as recording:
        recalled = replace(before, state=ResultState.RECALLED, since=workspace.clock(), reason=why, would_be="")
        recording.put("result", result_row(recalled))
    return Recalled(recording.change, _to_do(workspace, before, serial, withdrawn=statements is not None))


def is_revealed(result: ResultState | None) -> bool:
    """Whether a name may stand beside a result: blind marking ends for each candidate when theirs is released.

    Somebody who is held back, or not decided yet, is still being marked when the others are told.
    """
    return result in {ResultState.RELEASED, ResultState.RECALLED}


def _release(workspace: Workspace, cohort: Cohort, seen: ReleaseOutlook, why: str) -> Change:
    now, kept = workspace.clock(), load_results(workspace.db, cohort.id)
    count = len(seen.ready)
    told = ngettext("{count} result of {name} released", "{count} results of {name} released", count)
    told = told.format(count=count, name=cohort.name)
    against = " ".join(seen.obstacles)
    label = f"{told}. {why} ({against})" if why and against else f"{told}. {why}" if why else told
    whole = not any(one.state is ResultState.DECIDED for one in kept.values() if one.portfolio_id not in _ids(seen))
    with workspace.recording_many("result.released", told) as many:
        for member in seen.ready:
            one = replace(kept[member.portfolio_id], state=ResultState.RELEASED, released_at=now, since=now, reason=why)
            words = _("result of {code} released").format(code=member.code)
            with many.about(member.portfolio_id, f"{words}: {why}" if why else words) as recording:
                recording.put("result", result_row(one))
        with many.about(cohort.id, label) as recording:
            if whole:
                recording.put("cohort", cohort_row(replace(cohort, state=CohortState.RELEASED)))
    return many.change or UNCHANGED


def _ids(seen: ReleaseOutlook) -> frozenset[str]:
    return frozenset(member.portfolio_id for member in seen.ready)


def _against(
    workspace: Workspace, cohort: Cohort, undecided: Sequence[CohortMember], *, partial: bool
) -> tuple[str, ...]:
    found = []
    if policy_of(workspace, cohort).hold_until_moderated and cohort.state is CohortState.OPEN:
        found.append(_("The moderation of {name} is still open, and its policy holds every result back until it is "
                       "closed.").format(name=cohort.name))  # fmt: skip
    if undecided and cohort.state is not CohortState.RELEASED:
        named = ", ".join(member.code for member in undecided[:_NAMED])
        more = len(undecided) - _NAMED
        if more > 0:
            named = ngettext("{codes} and {count} more", "{codes} and {count} more", more).format(
                codes=named, count=more
            )
        text = ngettext("{count} candidate has no result yet: {codes}.", "{count} candidates have no result yet: "
                        "{codes}.", len(undecided))  # fmt: skip
        found.append(text.format(count=len(undecided), codes=named))
    if partial and cohort.state is not CohortState.RELEASED:
        found.append(_("Releasing part of a cohort can reveal whose portfolio is whose."))
    return tuple(found)


def _unasked(workspace: Workspace, cohort: Cohort, ready: Sequence[CohortMember]) -> tuple[str, ...]:
    """Say whose marks nobody was asked for, where work is given out: a portfolio may have come in with its marks."""
    given_out = {one.portfolio_id for one in load_allocations(workspace.db, cohort, ended=True)}
    found = [member.code for member in ready if member.portfolio_id not in given_out] if given_out else []
    if not found:
        return ()
    named = ", ".join(found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
    text = ngettext("{count} portfolio was never given out to be marked, and has marks all the same: {codes}.",
                    "{count} portfolios were never given out to be marked, and have marks all the same: {codes}.",
                    len(found))  # fmt: skip
    return (text.format(count=len(found), codes=named),)


def _held(workspace: Workspace, cohort: Cohort, about: tuple[str, KeptResult | None], reason: str) -> KeptResult:
    portfolio_id, before = about
    now = workspace.clock()
    if before is not None:
        return replace(before, state=ResultState.HELD, reason=reason, since=now)
    return KeptResult(
        portfolio_id=portfolio_id, cohort_id=cohort.id, assessment_id="", state=ResultState.HELD, outcome="", label="",
        certifies=False, score=None, decided_at=now, decided_by=workspace.person, since=now, reason=reason,
    )  # fmt: skip


def _reason(reason: str, why: str) -> str:
    found = " ".join(reason.split())
    if not found:
        raise NotAllowedError(why, _("Say it in a few words; it stays in the journal and in the decision file."))
    return found


def _refuse_if_released(member: CohortMember, before: KeptResult | None) -> None:
    if before is not None and before.state is ResultState.RELEASED:
        text = _("The result of {code} is released.").format(code=member.code)
        raise NotAllowedError(text, _("Recall it with a reason."))


def _to_do(workspace: Workspace, before: KeptResult, serial: str, *, withdrawn: bool) -> tuple[str, ...]:
    steps = []
    if serial and withdrawn:
        text = _("Certificate {serial} is withdrawn. Pass the register or the trust bundle on, so that whoever checks "
                 "it is told.")  # fmt: skip
        steps.append(text.format(serial=serial))
    elif serial:
        text = _("Certificate {serial} still stands. Issue its successor after the new release, or withdraw it.")
        steps.append(text.format(serial=serial))
    papers = [each.file_name for each in load_documents(workspace.db, before.assessment_id) if not each.serial]
    if papers:
        text = _("Tell the candidate that these papers do not count any more: {names}.")
        steps.append(text.format(names=", ".join(papers)))
    steps.append(_("Decide the result anew, then release it."))
    return tuple(steps)
