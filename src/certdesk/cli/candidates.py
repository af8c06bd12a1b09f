"""The commands ``candidates list|import|match``."""

from __future__ import annotations

import argparse
from typing import Any

from certdesk.actions.candidate_rows import Defaults, PlannedRow, Standing
from certdesk.actions.listing_candidates import (
    CandidatesPlan,
    Wishes,
    candidates_as_csv,
    keep_candidates,
    plan_candidates,
    read_sheets,
)
from certdesk.actions.matching_candidates import CandidateMatching, Pair, join_pairs, match_candidates
from certdesk.cli.opening import directed, near
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.candidates import ListedCandidate
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.fields import shown
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.candidates.columns import Part
from certdesk.store.candidates import list_candidates


def list_all(options: argparse.Namespace) -> int:
    """List the candidates, and the codes of their portfolios."""
    with directed(options) as workspace:
        candidates = list_candidates(workspace.db)
        matching = match_candidates(workspace)
    if getattr(options, "csv", False):
        write_text(candidates_as_csv(candidates))
        return 0
    codes: dict[str, list[str]] = {}
    for pair in matching.sure:
        codes.setdefault(pair.candidate.id, []).append(pair.portfolio.code)
    if options.json:
        say_json([_shape(one) | {"portfolios": codes.get(one.id, [])} for one in candidates])
        return 0
    if not candidates:
        say(_("No candidate is listed yet. Take a list in with: certdesk candidates import FILE"))
        return 0
    rows = [(one.name, one.school, one.cohort, ", ".join(codes.get(one.id, [])) or "–") for one in candidates]
    say_table((_("Name"), _("School"), _("Cohort"), _("Portfolio")), rows)
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take a list in. Returns 1 when rows wait for a decision."""
    defaults = Defaults(options.programme, options.cohort, options.school, options.language)
    fill_down = tuple(Part(name) for name in options.fill_down if name != "none") if options.fill_down else None
    wishes = Wishes(options.sheet, tuple(options.map), fill_down, defaults)
    with directed(options) as workspace, EvidenceWorker() as worker:
        plan = plan_candidates(workspace, options.file, read_sheets(worker, options.file), wishes)
        decisions = _decisions(options.decide, plan)
        if not options.dry_run:
            keep_candidates(workspace, plan, decisions)
    waiting = [row for row in plan.having(Standing.UNDECIDED) if row.key not in decisions]
    if options.json:
        say_json(_plan_shape(plan, dry_run=options.dry_run))
    else:
        _say_plan(plan, waiting, dry_run=options.dry_run)
    return 1 if waiting and not options.dry_run else 0


def match(options: argparse.Namespace) -> int:
    """Tell which portfolio is whose, keep what is sure, and join what is named."""
    with directed(options) as workspace:
        matching = match_candidates(workspace)
        named = [_named_pair(text, matching) for text in options.join]
        if options.keep or named:
            join_pairs(workspace, (*(matching.sure if options.keep else ()), *named))
            matching = match_candidates(workspace)
    if options.json:
        say_json({
            "sure": [_pair_shape(pair) for pair in matching.sure],
            "doubtful": [_pair_shape(pair) for pair in matching.doubtful],
            "without_portfolio": [_shape(one) for one in matching.without_portfolio],
            "unlisted": [{"code": one.code, "id": one.id, "title": one.title} for one in matching.unlisted],
        })  # fmt: skip
    else:
        _say_matching(matching)
    return 0


def _decisions(told: list[str], plan: CandidatesPlan) -> dict[str, str]:
    decisions: dict[str, str] = {}
    keys = {row.key for row in plan.rows}
    for one in told:
        key, equals, answer = (piece.strip() for piece in one.partition("="))
        if not equals or key not in keys:
            text = _("“{text}” decides on no row of the list.").format(text=shown(one))
            raise NotAllowedError(text, _("Write it like 12=new, 12=leave or 12=ID, with the number of the row."))
        decisions[key] = answer
    return decisions


def _named_pair(text: str, matching: CandidateMatching) -> Pair:
    """Find the pair that "CODE=candidate" names, where a candidate is an id or a name."""
    code, _equals, who = (piece.strip() for piece in text.rpartition("="))
    pairs = (*matching.sure, *matching.doubtful)
    portfolios = {one.code.casefold(): one for one in (*(pair.portfolio for pair in pairs), *matching.unlisted)}
    candidates = {one.id: one for one in (*(pair.candidate for pair in pairs), *matching.without_portfolio)}
    portfolio = portfolios.get(code.casefold())
    if portfolio is None:
        problem = _("There is no portfolio {code} in this workspace.").format(code=shown(code))
        raise NotFoundError(problem, near(code, [one.code for one in portfolios.values()]))
    chosen = [one for one in candidates.values() if who in (one.id, one.code) or who.casefold() == one.name.casefold()]
    if len(chosen) == 1:
        return Pair(chosen[0], portfolio, _("by you"))
    problem = _("“{who}” is nobody on the list.") if not chosen else _("Several candidates are called “{who}”.")
    hint = near(who, [one.name for one in candidates.values()]) if not chosen else _("Name the one by the id.")
    raise NotFoundError(problem.format(who=shown(who)), hint or _("“certdesk candidates list” shows who is on it."))


def _say_plan(plan: CandidatesPlan, waiting: list[PlannedRow], *, dry_run: bool) -> None:
    headings = plan.table[plan.match.heading] if plan.match.heading >= 0 else ()
    for column, part in enumerate(plan.match.parts):
        if part is not None:
            named = headings[column] if column < len(headings) else _("column {number}").format(number=column + 1)
            say(f"  {part.value}: {named}")
    if plan.match.fill_down:
        parts = ", ".join(part.value for part in plan.match.fill_down)
        say(_("  Empty cells mean the one above in: {parts} (--fill-down none if they don’t)").format(parts=parts))
    new, changed = len(plan.having(Standing.NEW)), len(plan.having(Standing.UPDATED))
    text = _("New: {new}. Changed: {changed}. As they were: {same}.")
    if dry_run:
        text = _("Would be new: {new}. Would change: {changed}. As they are: {same}.")
    say(text.format(new=new, changed=changed, same=len(plan.having(Standing.SAME))))
    for row in plan.having(Standing.SKIPPED):
        say(_("Row {number} left out: {reason}.").format(number=row.key, reason=row.reason))
    for row in waiting:
        text = _("Row {number}, {name}, waits for a decision: {reason}.")
        say(text.format(number=row.key, name=row.row.name or "–", reason=row.reason))
        for option in row.options:
            say(f"    {row.key}={option.id}  {option.name}, {option.school}".rstrip(", "))
    if waiting:
        say(_("Decide with --decide ROW=new, ROW=leave or ROW=ID."))
    if not plan.sheets[plan.sheet].complete:
        say(_("The list is longer than can be read at once: divide it, and take the rest in as a second list."))


def _say_matching(matching: CandidateMatching) -> None:
    for pair in matching.sure:
        say(f"{pair.portfolio.code}  {pair.candidate.name}  ({pair.why})")
    if matching.doubtful:
        say(_("To be decided:"))
    for pair in matching.doubtful:
        say(f"  {pair.portfolio.code}  {pair.candidate.name}  ({pair.why})  {pair.candidate.id}")
    without = matching.without_portfolio
    if without:
        count = len(without)
        text = ngettext("{count} candidate has no portfolio yet:", "{count} candidates have no portfolio yet:", count)
        say(text.format(count=count))
    for one in without:
        say(f"  {one.name}" + (f", {one.school}" if one.school else ""))
    if matching.unlisted:
        say(_("Portfolios of nobody on the list: {codes}").format(codes=", ".join(p.code for p in matching.unlisted)))


def _shape(one: ListedCandidate) -> dict[str, Any]:
    ids = [{"kind": known.kind, "value": known.value} for known in one.known_as]
    plain = {name: getattr(one, name) for name in ListedCandidate.__slots__ if name != "known_as"}
    return plain | {"known_as": ids}


def _pair_shape(pair: Pair) -> dict[str, Any]:
    return {
        "portfolio": pair.portfolio.code,
        "portfolio_id": pair.portfolio.id,
        "candidate": pair.candidate.name,
        "candidate_id": pair.candidate.id,
        "why": pair.why,
        "joined": pair.joined,
    }


def _plan_shape(plan: CandidatesPlan, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "sheet": plan.sheets[plan.sheet].name,
        "complete": plan.sheets[plan.sheet].complete,
        "heading_row": plan.match.heading + 1,
        "columns": [part.value if part else None for part in plan.match.parts],
        "fill_down": [part.value for part in plan.match.fill_down],
        "rows": [
            {
                "row": row.row.number,
                "name": row.row.name,
                "standing": row.standing.value,
                "reason": row.reason,
                "options": [one.id for one in row.options],
            }
            for row in plan.rows
        ],
    }
