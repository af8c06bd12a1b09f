"""Commands that change an assessment: mark, comment, file, finalise, reopen, undo, redo."""

from __future__ import annotations

import argparse
import shutil
from fractions import Fraction
from pathlib import Path

from certdesk.actions import finalising
from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, undo
from certdesk.cli.opening import assessment_of, opened, passphrase, progress_line
from certdesk.cli.printing import say, say_json
from certdesk.core.annotations import Anchor, PageRegion, Rect, TextQuote, TimeSpan, WholeItem
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import load_items


def mark(options: argparse.Namespace) -> int:
    """Mark one criterion, or apply a mark sheet."""
    with opened(options) as workspace:
        if options.sheet:
            apply_sheet(workspace, read_sheet(options.sheet))
            say(_("Mark sheet applied."))
            return 0
        if not (options.code and options.criterion and options.mark):
            hint = _("certdesk mark KITE-37 T4 3, or: certdesk mark --from sheet.yaml")
            raise NotAllowedError(_("Say which portfolio, which criterion and which mark."), hint)
        given = read_mark(options.mark)
        assessment = assessment_of(workspace, options.code, begin=True)
        _say_change(mark_criterion(workspace, assessment.id, options.criterion, given))
    return 0


def comment(options: argparse.Namespace) -> int:
    """Write words on a criterion, or the summary."""
    fields = {"strength": options.strength, "next_step": options.next_step, "comment": options.comment}
    given = {name: text for name, text in fields.items() if text is not None}
    if not given and options.summary is None:
        raise NotAllowedError(
            _("There is nothing to write."), _("Use --strength, --next-step, --comment or --summary.")
        )
    if given and not options.criterion:
        raise NotAllowedError(_("Say which criterion these words are about."))
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code, begin=True)
        if options.summary is not None:
            _say_change(write_summary(workspace, assessment.id, options.summary))
        if given:
            _say_change(write_feedback(workspace, assessment.id, options.criterion, **given))
    return 0


def file(options: argparse.Namespace) -> int:
    """File a place in an evidence item for a criterion."""
    anchor = _anchor(options)
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code, begin=True)
        items = {item.file_name: item for item in load_items(workspace.db, assessment.portfolio_id)}
        if options.item not in items:
            names = ", ".join(items)
            raise NotFoundError(_("“{file}” is not in this portfolio.").format(file=options.item), names)
        filing = Filing(items[options.item].id, anchor, (options.criterion,), options.note)
        _say_change(file_evidence(workspace, assessment.id, filing))
    return 0


def finalise(options: argparse.Namespace) -> int:
    """Sign the report and, after a pass, the certificate; say where they are."""
    with opened(options) as workspace, EvidenceWorker() as worker:
        assessment = assessment_of(workspace, options.code)
        plan = finalising.plan_signing(workspace, assessment.id)
        signer = unlock_mine(workspace, passphrase(options))
        made = finalising.make_signed(plan, signer, worker, progress_line())
        finalising.keep_signed(workspace, plan, made)
        paths = [workspace.documents / one.document.file_name for one in made]
    if options.to:
        try:
            options.to.mkdir(parents=True, exist_ok=True)
            paths = [Path(shutil.copy2(path, options.to / path.name)) for path in paths]
        except OSError as problem:
            text = _("The signed files are in the workspace but could not be copied to {folder}: {reason}.")
            raise StorageError(text.format(folder=options.to, reason=problem.strerror)) from problem
    if options.json:
        say_json({"outcome": plan.judged.decision.outcome, "files": [str(path) for path in paths]})
        return 0
    say(plan.judged.decision.label)
    for path in paths:
        say(str(path))
    return 0


def reopen(options: argparse.Namespace) -> int:
    """Open a signed assessment again."""
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code)
        _say_change(reopen_assessment(workspace, assessment.id, options.reason))
    return 0


def take_back(options: argparse.Namespace) -> int:
    """Undo."""
    with opened(options) as workspace:
        _say_change(undo(workspace))
    return 0


def bring_back(options: argparse.Namespace) -> int:
    """Redo."""
    with opened(options) as workspace:
        _say_change(redo(workspace))
    return 0


def read_mark(text: str) -> Mark:
    """Understand a mark as people write it: 3, 2.5, no, U-AUDIO, comment, none. Raises NotAllowedError."""
    words: dict[str, Mark] = {"no": NotObserved(), "comment": CommentOnly(), "none": UNMARKED}
    if text.lower() in words:
        return words[text.lower()]
    if text.upper().startswith("U-"):
        return Unscorable(text.upper())
    try:
        return LevelGiven(Fraction(text))
    except (ValueError, ZeroDivisionError):
        hint = _("Write a level such as 3, or: no, U-AUDIO, comment, none.")
        raise NotAllowedError(_("“{text}” is not a mark.").format(text=text), hint) from None


def read_time(text: str) -> int:
    """Understand a time such as 31, 3:05, 1:02:09 or 0:31.5 as milliseconds. Raises NotAllowedError."""
    try:
        seconds = Fraction(0)
        for part in text.split(":"):
            seconds = seconds * 60 + Fraction(part)
    except (ValueError, ZeroDivisionError):
        raise NotAllowedError(_("“{text}” is not a time.").format(text=text), _("Write it as 3:05.")) from None
    return int(seconds * 1000)


def _anchor(options: argparse.Namespace) -> Anchor:
    if options.start:
        start = read_time(options.start)
        return TimeSpan(start, read_time(options.end) if options.end else start)
    if options.page:
        return PageRegion(options.page, Rect(0, 0, 0, 0), options.quote)
    if options.quote:
        return TextQuote(options.quote)
    return WholeItem()


def _say_change(change: Change) -> None:
    say(change.label if change else _("Nothing to change."))
