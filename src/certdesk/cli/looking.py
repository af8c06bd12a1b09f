"""Commands that only look: list, show, history, verify."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.actions.looking import AssessmentView, look_at_assessment, look_at_portfolio, look_at_worklist
from certdesk.actions.scoring import mark_in_words
from certdesk.actions.verifying import verify_file
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table, shown_safely
from certdesk.core.annotations import clock
from certdesk.core.composing import place_in_words
from certdesk.core.plain import to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.scoring import show_number
from certdesk.core.words import _, ngettext
from certdesk.signing.verification import Verification
from certdesk.store.assessments import find_assessment
from certdesk.store.journal import entries
from certdesk.store.portfolios import find_portfolio


def list_portfolios(options: argparse.Namespace) -> int:
    """List the worklist."""
    with opened(options) as workspace:
        worklist = look_at_worklist(workspace)
    if options.json:
        say_json([{key: value for key, value in to_plain(row).items() if key != "scale"} for row in worklist.rows])
        return 0
    rows = [
        (
            row.code,
            row.state.replace("_", " "),
            f"{row.marked}/{len(row.marks)}",
            _day(row.due_on),
            shown_safely(row.title),
        )
        for row in worklist.rows
    ]
    say_table((_("Code"), _("State"), _("Marked"), _("Due"), _("Portfolio")), rows)
    return 0


def show(options: argparse.Namespace) -> int:
    """Show one portfolio."""
    with opened(options) as workspace:
        portfolio = find_portfolio(workspace.db, options.code)
        view = look_at_portfolio(workspace, portfolio.id)
        judged = look_at_assessment(workspace, view.assessment.id) if view.assessment else None
    if options.json:
        say_json({
            "portfolio": view.portfolio, "items": view.items, "assessment": view.assessment,
            "decision": judged.decision if judged else None, "points": judged.points if judged else (),
        })  # fmt: skip
        return 0
    say(f"{portfolio.code}  {shown_safely(portfolio.title)}")
    say(f"{view.rubric.title} {view.rubric.version}, {portfolio.programme} {portfolio.cohort}")
    say()
    say_table((_("Evidence"), _("Type"), _("What"), _("For")), [_item_row(item) for item in view.items])
    if judged:
        _say_assessment(judged)
    return 0


def history(options: argparse.Namespace) -> int:
    """Show the journal, of everything or of one portfolio's assessment."""
    with opened(options) as workspace:
        subject = ""
        if options.code:
            found = find_assessment(workspace.db, find_portfolio(workspace.db, options.code).id, workspace.person)
            subject = found.id if found else options.code
        told = [(entry.at, entry.type, entry.label) for entry in entries(workspace.db, subject=subject)]
    if options.json:
        say_json([{"at": at, "type": deed, "label": label} for at, deed, label in told])
        return 0
    say_table(
        (_("When"), _("What"), _("Label")), [(at[:19].replace("T", " "), deed, label) for at, deed, label in told]
    )
    return 0


def verify(options: argparse.Namespace) -> int:
    """Verify files; the exit code is that of the worst verdict."""
    identities = options.workspace / "identities"
    results = [(path, verify_file(path, identities if identities.is_dir() else None)) for path in options.files]
    if options.json:
        say_json([{"file": str(path)} | result.as_json() for path, result in results])
    else:
        for path, result in results:
            _say_verification(path, result)
    return max(result.verdict.rank for _path, result in results)


def _item_row(item: EvidenceItem) -> tuple[str, str, str, str]:
    facts = [item.format]
    if item.pages:
        facts.append(ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages))
    if item.duration_ms:
        facts.append(clock(item.duration_ms))
    if item.problem:
        facts.append(item.problem)
    return shown_safely(item.file_name), item.evidence_type, ", ".join(facts), " ".join(item.claims)


def _say_assessment(view: AssessmentView) -> None:
    say()
    items = {item.id: item for item in view.items}
    for criterion in view.rubric.criteria:
        mark = mark_in_words(view.assessment.mark(criterion.id))
        say(f"{criterion.id:4} {mark:14} {criterion.title}")
        for note in view.assessment.evidence_for(criterion.id):
            say(f"       {shown_safely(items[note.item_id].title)}, {place_in_words(note)}  {shown_safely(note.note)}")
    say()
    mean = f" ({show_number(view.mean)})" if view.mean is not None else ""
    say(f"{view.decision.label}{mean}")
    for line in view.decision.deciding.lines if view.decision.deciding else ():
        say(f"  {'✓' if line.met else '✗'} {line.rule}: {line.found}")
    for point in view.points:
        say(f"  [{point.standing.value}] {point.heading}")


def _say_verification(path: Path, result: Verification) -> None:
    say(f"{path}: {result.verdict.words.upper()}")
    say(f"  {result.summary}")
    for check in result.checks:
        say(f"  [{check.state.value}] {check.sentence}")


def _day(day: object) -> str:
    return str(day) if day else ""
