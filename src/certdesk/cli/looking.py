"""The commands that only look: list, show, history."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from datetime import date, datetime

from certdesk.actions.looking import (
    AssessmentView,
    PortfolioView,
    look_at_assessment,
    look_at_portfolio,
    look_at_worklist,
)
from certdesk.actions.scoring import mark_in_words
from certdesk.cli import shapes
from certdesk.cli.managing import say_criterion
from certdesk.cli.naming import criterion_of
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.annotations import Stance, clock
from certdesk.core.asked import asked_sentence
from certdesk.core.assessment import AssessmentState
from certdesk.core.claims import claim_findings, claim_in_words, claims_for
from certdesk.core.composing import level_label, place_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import LevelGiven, NotObserved, Unscorable
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.readiness import Standing
from certdesk.core.rubric import Criterion
from certdesk.core.words import N_, _, ngettext
from certdesk.store.journal import Entry, entries
from certdesk.store.people import list_people
from certdesk.store.workspace import DESK, Workspace

STATES = {
    "not_started": N_("not started"),
    "in_progress": N_("in progress"),
    "ready": N_("ready to sign"),
    "held": N_("on hold"),
    "flagged": N_("flagged"),
    "signed": N_("signed"),
    "conflict": N_("declined"),
    "open": N_("in progress"),
}
_STANDINGS = {Standing.FINE: N_("fine"), Standing.LOOK: N_("look"), Standing.BLOCKS: N_("TO DO")}
_STANCES = {Stance.SUPPORTS: "", Stance.CONTRADICTS: N_("speaks against it"), Stance.QUESTION: N_("raises a question")}
WIDTH = 100


def list_portfolios(options: argparse.Namespace) -> int:
    """List the worklist."""
    with opened(options) as workspace:
        rows = look_at_worklist(workspace).rows
    if options.json:
        say_json([shapes.worklist_row(row) for row in rows])
        return 0
    if not rows:
        say(_("No portfolio is here yet. Take one in with: certdesk import FOLDER"))
        return 0
    heads = (_("Code"), _("Candidate"), _("State"), _("Marked"), _("Due"), _("Portfolio"))
    cells = [
        (
            row.code,
            row.candidate,
            _(STATES[row.state]),
            f"{row.marked}/{len(row.marks)}",
            _day(row.due_on),
            row.title,
        )
        for row in rows
    ]
    # To assessors nobody is named, and then nobody misses an empty column.
    shown = [at for at in range(len(heads)) if at != 1 or any(row.candidate for row in rows)]
    say_table([heads[at] for at in shown], [[line[at] for at in shown] for line in cells])
    return 0


def show(options: argparse.Namespace) -> int:
    """Show one portfolio, or one of its criteria."""
    with opened(options) as workspace:
        view = look_at_portfolio(workspace, portfolio_of(workspace, options.code).id)
        _check_not_declined(view)
        judged = look_at_assessment(workspace, view.assessment.id) if view.assessment else None
        shape = shapes.portfolio(workspace, view, judged)
        if options.criterion:
            criterion = criterion_of(view.rubric, options.criterion)
            return _show_criterion(criterion, view, judged, shape if options.json else None)
    if options.json:
        say_json(shape)
        return 0
    _say_portfolio(view)
    if judged:
        _say_assessment(view, judged)
        for document in shape["documents"]:
            say(f"{document['kind']}: {document['path']}")
    else:
        say()
        text = _("Nothing is marked yet. Begin with: certdesk mark {code} {criterion} …")
        say(text.format(code=view.portfolio.code, criterion=view.criteria[0].id))
    return 0


def history(options: argparse.Namespace) -> int:
    """Show the journal, of everything or of one portfolio."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code) if options.code else None
        names = {person.id: person.name for person in list_people(workspace.db)} | {DESK: _("this desk")}
        told = list(_about(_mine(workspace), portfolio.id) if portfolio else _mine(workspace))
    if options.json:
        say_json([
            {
                "at": entry.at, "who": names.get(entry.author, entry.author), "type": entry.type, "what": entry.label,
                "id": entry.id, "subject": entry.subject or None,
            } for entry in told
        ])  # fmt: skip
        return 0
    rows = [(_moment(entry.at), names.get(entry.author, entry.author), entry.label) for entry in told]
    say_table((_("When"), _("Who"), _("What")), rows)
    return 0


def _check_not_declined(view: PortfolioView) -> None:
    if view.assessment and view.assessment.state is AssessmentState.CONFLICT:
        text = _("You declared a conflict of interest, so {code} stays closed for you.")
        raise NotAllowedError(text.format(code=view.portfolio.code))


def _mine(workspace: Workspace) -> Iterator[Entry]:
    """Leave out the marks of others: a second assessor must not see the first one's."""
    theirs: set[str] = set()
    for entry in entries(workspace.db):
        if entry.type == "assessment.begun" and entry.author != workspace.person:
            theirs.add(entry.subject)
        if entry.subject not in theirs or entry.type == "assessment.begun":
            yield entry


def _about(told: Iterator[Entry], portfolio_id: str) -> Iterator[Entry]:
    """Choose what concerns a portfolio: its intake, and every assessment of it."""
    subjects = {portfolio_id}
    for entry in told:
        rows = [change.after or {} for change in entry.changes]
        if any(row.get("portfolio_id") == portfolio_id for row in rows):
            subjects.add(entry.subject or portfolio_id)
        received = entry.type == "portfolio.received" and any(row.get("id") == portfolio_id for row in rows)
        if received or (entry.subject and entry.subject in subjects):
            yield entry


def _say_portfolio(view: PortfolioView) -> None:
    portfolio, rubric = view.portfolio, view.rubric
    say(f"{portfolio.code}  {portfolio.title}")
    facts = [f"{rubric.title} {rubric.version}", f"{portfolio.programme} {portfolio.cohort}".strip()]
    if portfolio.due_on:
        facts.append(_("due {day}").format(day=_day(portfolio.due_on)))
    if view.assessment:
        state = _(STATES[view.assessment.state.value])
        facts.append(f"{state}: {view.assessment.reason}" if view.assessment.reason else state)
    say(", ".join(fact for fact in facts if fact))
    if view.asked:
        say(asked_sentence(view.asked))
    say()
    say_table((_("Evidence"), _("Type"), _("What"), _("For")), [_item_row(item) for item in view.items])
    for item in view.items:
        if item.problem:
            say(f"  {item.file_name}: {item.problem}")
    for finding in claim_findings(view.items, {criterion.id for criterion in view.rubric.criteria}):
        say(f"  {finding}")


def _item_row(item: EvidenceItem) -> tuple[str, str, str, str]:
    facts = [item.format or _("unknown format")]
    if item.pages:
        facts.append(ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages))
    if item.duration_ms:
        facts.append(clock(item.duration_ms))
    if item.problem:
        facts.append(_("see below"))
    return item.file_name, item.evidence_type, ", ".join(facts), " ".join(item.claims)


def _say_assessment(view: PortfolioView, judged: AssessmentView) -> None:
    say()
    room = max(len(criterion.id) for criterion in view.criteria)
    for criterion in view.criteria:
        say(f"{criterion.id:{room}}  {_mark(criterion, judged):20}  {criterion.title}")
        _say_evidence(criterion, judged, " " * room)
    say()
    decision = judged.decision
    number = f" ({decision.score.words})" if decision.score else ""
    say(f"{decision.label}{number}")
    for line in decision.deciding.lines if decision.deciding else ():
        say(f"  {_('met') if line.met else _('NOT MET'):8} {line.rule}: {line.found}")
    for reason in decision.reasons:
        say(f"  {reason}")
    say()
    for point in judged.points:
        detail = f" ({point.detail})" if point.detail and point.standing is not Standing.FINE else ""
        say(f"  {_(_STANDINGS[point.standing]):6} {point.heading}{detail}")


def _say_evidence(criterion: Criterion, judged: AssessmentView, indent: str) -> None:
    titles = {item.id: item.title for item in judged.items}
    numbers = {note.id: number for number, note in enumerate(judged.assessment.annotations, start=1)}
    for note in judged.assessment.evidence_for(criterion.id):
        place = f"{titles[note.item_id]}, {place_in_words(note)}"
        stance = f" ({_(_STANCES[note.stance])})" if _STANCES[note.stance] else ""
        say(f"{indent}  [{numbers[note.id]}] {place}{stance}  {note.note}".rstrip())


def _mark(criterion: Criterion, judged: AssessmentView) -> str:
    mark = judged.assessment.mark(criterion.id)
    words = mark_in_words(mark)
    if isinstance(mark, LevelGiven):
        label = level_label(judged.rubric.scale_of(criterion), mark)
        return f"{words} {label}" if label != words else words
    return words if isinstance(mark, Unscorable | NotObserved) else f"- ({words})"


def _show_criterion(
    criterion: Criterion, view: PortfolioView, judged: AssessmentView | None, shape: shapes.Shape | None
) -> int:
    if shape is not None:
        given = shape["assessment"]["criteria"] if shape["assessment"] else []
        say_json(shapes.criterion(criterion) | next((one for one in given if one["id"] == criterion.id), {}))
        return 0
    say_criterion(view.rubric, criterion)
    claims = [(item, claim_in_words(claim)) for item, claim in claims_for(view.items, criterion.id)]
    if claims:
        say()
        say(_("The candidate claims to show it in:"))
        for item, place in claims:
            say(f"  {', '.join(part for part in (item.file_name, place) if part)}")
    if not judged:
        return 0
    say()
    say(_("Mark: {mark}").format(mark=_mark(criterion, judged)))
    _say_evidence(criterion, judged, "")
    feedback = judged.assessment.words(criterion.id)
    for head, text in (
        (_("Strength: "), feedback.strength),
        (_("Next step: "), feedback.next_step),
        (_("Comment: "), feedback.comment),
    ):
        for line in textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent="  "):
            say(line)
    return 0


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M:%S}"
