"""The commands that change an assessment: mark, comment, undo, redo, hold, flag, decline."""

from __future__ import annotations

import argparse

from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.assessing import declare_conflict, flag_assessment, hold_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.naming import name_candidate
from certdesk.actions.scoring import check_mark, mark_criterion
from certdesk.actions.undoing import redo, undo
from certdesk.cli import shapes
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.naming import criterion_of, mark_of
from certdesk.cli.opening import assessment_of, begun, opened, portfolio_of
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _, ngettext
from certdesk.intake.marks_sheet import MarksSheet
from certdesk.store.overviews import worklist
from certdesk.store.people import find_person
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


def mark(options: argparse.Namespace) -> int:
    """Mark one criterion, or apply a mark sheet."""
    given = [part for part in (options.code, options.criterion, options.mark) if part]
    if options.sheet and not given:
        return _apply(options)
    if options.sheet or len(given) < 3:
        hint = _("certdesk mark KITE-37 T4 3, or: certdesk mark --from sheet.yaml")
        raise MisunderstoodError(_("Say which portfolio, which criterion and which mark, or name a sheet."), hint)
    new = mark_of(options.mark)
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        rubric = load_rubric(workspace.db, portfolio.rubric)
        criterion = criterion_of(rubric, options.criterion)
        check_mark(rubric, criterion.id, new)
        assessment = begun(workspace, portfolio.id)
        change = mark_criterion(workspace, assessment.id, criterion.id, new)
    return _tell(options, change, portfolio.code)


def comment(options: argparse.Namespace) -> int:
    """Write words on a criterion, or the summary."""
    fields = {"strength": options.strength, "next_step": options.next_step, "comment": options.comment}
    given = {name: text for name, text in fields.items() if text is not None}
    if not given and options.summary is None:
        raise MisunderstoodError(
            _("There is nothing to write."), _("Use --strength, --next-step, --comment or --summary.")
        )
    if given and not options.criterion:
        raise MisunderstoodError(
            _("Say which criterion these words are about."), _("Such as: certdesk comment KITE-37 T4")
        )
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        rubric = load_rubric(workspace.db, portfolio.rubric)
        criterion = criterion_of(rubric, options.criterion) if given else None
        assessment = begun(workspace, portfolio.id)
        change = UNCHANGED
        if options.summary is not None:
            change = write_summary(workspace, assessment.id, options.summary)
        if criterion:
            change = write_feedback(workspace, assessment.id, criterion.id, **given) or change
    return _tell(options, change, portfolio.code)


def take_back(options: argparse.Namespace) -> int:
    """Undo."""
    with opened(options) as workspace:
        within = assessment_of(workspace, options.code).id if options.code else ""
        change = undo(workspace, within=within)
        return _tell(options, change, _code(workspace, change))


def bring_back(options: argparse.Namespace) -> int:
    """Redo."""
    with opened(options) as workspace:
        within = assessment_of(workspace, options.code).id if options.code else ""
        change = redo(workspace, within=within)
        return _tell(options, change, _code(workspace, change))


def name(options: argparse.Namespace) -> int:
    """Name the candidate."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        change = name_candidate(workspace, portfolio.id, options.name)
    return _tell(options, change, portfolio.code)


def hold(options: argparse.Namespace) -> int:
    """Hold, or go on."""
    with opened(options) as workspace:
        _check_reason(options)
        assessment = begun(workspace, options.code)
        change = hold_assessment(workspace, assessment.id, options.reason)
        return _tell(options, change, _code(workspace, change))


def flag(options: argparse.Namespace) -> int:
    """Flag for the lead, or take the flag away."""
    with opened(options) as workspace:
        _check_reason(options)
        assessment = begun(workspace, options.code)
        change = flag_assessment(workspace, assessment.id, options.reason)
        return _tell(options, change, _code(workspace, change))


def decline(options: argparse.Namespace) -> int:
    """Declare a conflict of interest."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        change = declare_conflict(workspace, portfolio.id, options.reason)
    return _tell(options, change, portfolio.code)


def _apply(options: argparse.Namespace) -> int:
    sheet = read_sheet(options.sheet)

    def report(done: int, total: int, label: str) -> None:
        if not options.json:
            say(f"{done:3}/{total}  {label}", at_once=True)

    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, sheet.portfolio)
        _tell_of_its_author(workspace, sheet)
        assessment = apply_sheet(workspace, sheet, report)
        unmarked = look_at_assessment(workspace, assessment.id).unmarked
    if options.json:
        say_json({"portfolio": portfolio.code, "criteria": len(sheet.marks), "unmarked": list(unmarked)})
        return 0
    count = len(sheet.marks)
    text = ngettext("{code}: {count} criterion from the sheet.", "{code}: {count} criteria from the sheet.", count)
    left = " " + _("Still unmarked: {names}.").format(names=", ".join(unmarked)) if unmarked else ""
    say(text.format(code=portfolio.code, count=count) + left)
    return 0


def _tell_of_its_author(workspace: Workspace, sheet: MarksSheet) -> None:
    me = find_person(workspace.db, workspace.person)
    if me and sheet.assessor_name and sheet.assessor_name != me.name:
        text = _("The sheet was written by {author}; its marks become those of {name}.")
        warn(text.format(author=sheet.assessor_name, name=me.name))


def _check_reason(options: argparse.Namespace) -> None:
    if options.reason is not None and options.reason.isspace():
        raise NotAllowedError(_("The reason is empty."), _("Say why, in a few words."))


def _code(workspace: Workspace, change: Change) -> str:
    """Name the portfolio that a change is about, or return an empty text."""
    for entry in worklist(workspace.db, workspace.person):
        if {entry.portfolio_id, entry.assessment_id} & change.subjects:
            return entry.code
    return ""


def _tell(options: argparse.Namespace, change: Change, code: str) -> int:
    if options.json:
        say_json(shapes.change(change, code))
        return 0
    text = change.label if change else _("nothing to change; it is so already")
    say(f"{code}: {text}" if code else text)
    return 0
