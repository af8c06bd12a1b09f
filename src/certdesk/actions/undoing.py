"""Take back and bring back: the journal replayed, also after a restart, from the window and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from certdesk.actions.changeable import is_begun, refuse_if_assessed_since
from certdesk.actions.formal_acts import refuse_if_formal
from certdesk.actions.scoring import check_mark
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.portfolio import Portfolio
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store import journal
from certdesk.store.assessments import assessments_of_all, load_assessments
from certdesk.store.portfolios import load_portfolios
from certdesk.store.records import Row, RowChange, read_row
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import DESK, Workspace


def undo(workspace: Workspace, *, within: str = "") -> Change:
    """Take back the person's newest change, in one assessment or portfolio (``within``) or anywhere.

    Raises NotAllowedError when there is nothing to take back or something else builds on it.
    """
    _refuse_if_signed(workspace, within)
    entry = journal.next_to_undo(workspace.db, workspace.person or DESK, within)
    if entry is None:
        raise NotAllowedError(_("There is nothing to undo."))
    label = _("Undo “{label}”").format(label=entry.label)
    changes = [change.reversed() for change in reversed(entry.changes)]
    try:
        return _replay(workspace, entry, changes, journal.UNDO, label)
    except NotAllowedError as problem:
        text = _("“{label}” can't be taken back. {reason}").format(label=entry.label, reason=problem)
        raise NotAllowedError(text, problem.hint) from problem


def redo(workspace: Workspace, *, within: str = "") -> Change:
    """Bring back what was taken back last, unless something new was done since.

    Raises NotAllowedError when there is nothing to bring back.
    """
    _refuse_if_signed(workspace, within)
    entry = journal.next_to_redo(workspace.db, workspace.person or DESK, within)
    if entry is None:
        raise NotAllowedError(_("There is nothing to redo."))
    label = _("Redo “{label}”").format(label=journal.label_of(workspace.db, entry.target))
    return _replay(workspace, entry, [change.reversed() for change in reversed(entry.changes)], journal.REDO, label)


def undo_label(workspace: Workspace, *, within: str = "") -> str:
    """Name what `undo` would take back, or return an empty text."""
    entry = journal.next_to_undo(workspace.db, workspace.person or DESK, within)
    return entry.label if entry else ""


def redo_label(workspace: Workspace, *, within: str = "") -> str:
    """Name what `redo` would bring back, or return an empty text."""
    entry = journal.next_to_redo(workspace.db, workspace.person or DESK, within)
    return journal.label_of(workspace.db, entry.target) if entry else ""


def _replay(workspace: Workspace, entry: journal.Entry, changes: list[RowChange], deed: str, label: str) -> Change:
    with workspace.recording(deed, label, subject=entry.subject, target=entry.id) as recording:
        _refuse_if_signed(workspace, entry.subject)
        refuse_if_formal(workspace, changes)
        for change in changes:
            if read_row(workspace.db, change.table, change.key) != change.before:
                raise NotAllowedError(_("This cannot be undone any more, because it was changed since."))
            recording.apply(change)
        refuse_if_assessed_since(workspace, changes)
        _refuse_if_unfit(workspace, changes)
        _refuse_if_seen(workspace, changes)
    return recording.change


def _refuse_if_seen(workspace: Workspace, changes: list[RowChange]) -> None:
    """Refuse to take a repair back once somebody has begun to assess: what was seen is what was judged."""
    mended = {str((change.after or change.before or {}).get("item_id")) for change in changes
              if change.table == "item_copy"}  # fmt: skip
    for change in changes:
        if change.table != "item" or not change.before or not change.after or change.key["id"] not in mended:
            continue
        exchanged = change.before["digest"] != change.after["digest"]
        if exchanged and is_begun(workspace, str(change.after["portfolio_id"])):
            text = _("Somebody has begun to assess the portfolio, so its files stay as they are.")
            raise NotAllowedError(text, _("What was seen has to be what was judged."))


def _refuse_if_unfit(workspace: Workspace, changes: list[RowChange]) -> None:
    """Refuse what would put a signed assessment on other rules, or a mark where its rubric has no room for it.

    Both happen when portfolios went over to another version of their rubric in between.
    """
    moved = [
        str(change.key["id"])
        for change in changes
        if change.table == "portfolio" and change.before and change.after and _ref(change.before) != _ref(change.after)
    ]
    there = [each for found in assessments_of_all(workspace.db, moved).values() for each in found]
    if any(assessment.state is AssessmentState.SIGNED for assessment in there):
        raise _signed()
    for assessment, portfolio, rubric in _with_rubrics(workspace, there):
        _refuse_if_marked_since(assessment, portfolio, rubric)
    given: dict[str, list[str]] = {}
    for change in changes:
        if change.table == "mark" and change.after:
            given.setdefault(str(change.after["assessment_id"]), []).append(str(change.after["criterion_id"]))
    for assessment, _portfolio, rubric in _with_rubrics(workspace, load_assessments(workspace.db, given)):
        for criterion_id in given[assessment.id]:
            check_mark(rubric, criterion_id, assessment.mark(criterion_id))


def _with_rubrics(
    workspace: Workspace, assessments: Collection[Assessment]
) -> Iterator[tuple[Assessment, Portfolio, Rubric]]:
    """Return the portfolio and the rubric of each assessment; thousands may go over to another version together."""
    portfolios = {each.id: each for each in load_portfolios(workspace.db, [each.portfolio_id for each in assessments])}
    rubrics = {ref: load_rubric(workspace.db, ref) for ref in {portfolio.rubric for portfolio in portfolios.values()}}
    for assessment in assessments:
        portfolio = portfolios[assessment.portfolio_id]
        yield assessment, portfolio, rubrics[portfolio.rubric]


def _refuse_if_marked_since(assessment: Assessment, portfolio: Portfolio, rubric: Rubric) -> None:
    """Refuse a version that has no room for marks which were given on the other one meanwhile, also by others."""
    for criterion_id, mark in assessment.marks.items():
        try:
            check_mark(rubric, criterion_id, mark)
        except (NotAllowedError, NotFoundError) as problem:
            text = _("{code} was marked meanwhile, and version {version} has no room for the mark of {criterion}.")
            words = text.format(code=portfolio.code, version=rubric.version, criterion=criterion_id)
            raise NotAllowedError(words, _("Take that mark away first, or stay on this version.")) from problem


def _ref(portfolio: Row) -> tuple[object, object]:
    return portfolio["rubric_id"], portfolio["rubric_version"]


def _refuse_if_signed(workspace: Workspace, subject: str) -> None:
    row = read_row(workspace.db, "assessment", {"id": subject})
    if row and row["state"] == AssessmentState.SIGNED.value:
        raise _signed()


def _signed() -> NotAllowedError:
    text = _("That assessment is signed, so its marks stay as they are.")
    return NotAllowedError(text, _("Reopen it with a reason to change them."))
