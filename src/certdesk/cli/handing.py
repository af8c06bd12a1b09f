"""The commands ``hand-over-results|write-back``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from certdesk.actions.cohorts import find_cohort
from certdesk.actions.handing_over_results import (
    HandOverChoice,
    ResultsPlan,
    hand_overs_of,
    keep_results_hand_over,
    make_results_hand_over,
    plan_results_hand_over,
)
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.writing_back import BackChoice, BackPlan, BackTo, Grade, plan_write_back, write_back
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.core.cohorts import Cohort
from certdesk.core.words import _, ngettext
from certdesk.exchange.media import medium_of
from certdesk.intake.copying import human_size
from certdesk.store.workspace import Workspace

_MOST_CODES = 20


def hand_over(options: argparse.Namespace) -> int:
    """Write results to a stick or folder, or say what would be written."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        if options.only_list:
            return _list(workspace, cohort, options)
        if not options.to:
            raise MisunderstoodError(_("Say where to: --to FOLDER."), _("See: certdesk hand-over-results --help"))
        plan = plan_results_hand_over(workspace, cohort, medium_of(options.to), _choice(options))
        if options.dry_run:
            return _tell(plan, options)
        signer = unlock_mine(workspace, passphrase(options))
        try:
            done = make_results_hand_over(plan, signer, progress_line())
        finally:
            signer.lock()
        keep_results_hand_over(workspace, done)
    if options.json:
        say_json(_shape(plan) | {"path": str(done.path), "files": done.files, "size": done.size, "digest": done.digest})
        return 0
    _warn(plan)
    say(_counted(plan))
    say(done.sentence)
    return 0


def write(options: argparse.Namespace) -> int:
    """Write results back to another system, or show what would be written. Returns 1 when nobody could be matched."""
    choice = BackChoice(
        BackTo(options.system), options.sheet, Grade(options.grade), _pairs((*options.named, *options.criteria))
    )
    with opened(options) as workspace:
        plan = plan_write_back(workspace, find_cohort(workspace, options.cohort), choice)
        count = write_back(plan, options.to) if options.to else 0
    if options.json:
        say_json({
            "system": plan.to.value, "written": count, "path": str(options.to) if options.to else "",
            "lines": [
                {"where": one.where, "code": one.code, "written": one.written, "before": one.before,
                 "problem": one.problem}
                for one in plan.lines
            ],
            "unmatched": list(plan.unmatched),
        })  # fmt: skip
        return 0 if plan.count else 1
    rows = [(one.where, one.code, one.before, one.problem or one.written) for one in plan.lines]
    if rows and not options.to:
        say_table((_("There"), _("Code"), _("Before"), _("Would be written")), rows)
    for one in plan.lines if options.to else ():
        if one.problem:
            warn(f"{one.where}: {one.problem}")
    if options.to:
        text = ngettext("{count} result is written to {path}.", "{count} results are written to {path}.", count)
        say(text.format(count=count, path=options.to))
        _warn_unmatched(plan)
        return 0
    say(plan.sentence)
    return 0 if plan.count else 1


def _choice(options: argparse.Namespace) -> HandOverChoice:
    return HandOverChoice(
        options.recipient, options.pseudonymise, tuple(options.columns), options.words, options.assessor_names,
        options.schools, options.documents,
    )  # fmt: skip


def _list(workspace: Workspace, cohort: Cohort, options: argparse.Namespace) -> int:
    found = hand_overs_of(workspace, cohort)
    if options.json:
        say_json([
            {"id": one.id, "at": one.at.isoformat(), "for": one.recipient, "path": one.place,
             "candidates": one.candidates, "pseudonymised": one.pseudonymised, "digest": one.digest}
            for one in found
        ])  # fmt: skip
        return 0
    if not found:
        say(_("Nothing of this cohort was handed over yet."))
        return 0
    names = {True: _("left out"), False: _("included")}
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.recipient, str(one.candidates), names[one.pseudonymised], one.place)
        for one in found
    ]
    say_table((_("When"), _("For"), _("Candidates"), _("Names"), _("Where")), rows)
    return 0


def _tell(plan: ResultsPlan, options: argparse.Namespace) -> int:
    if options.json:
        say_json(_shape(plan) | {"path": str(plan.target), "needed": plan.needed, "problems": list(plan.problems)})
        return 1 if plan.problems else 0
    say(_counted(plan))
    for table in plan.tables():
        text = ngettext(
            "{name}: {count} row, {columns} columns", "{name}: {count} rows, {columns} columns", len(table.rows)
        )
        say("  " + text.format(name=table.name, count=len(table.rows), columns=len(table.columns)))
    say(_("It would lie in {path} and take about {size}.").format(path=plan.target, size=human_size(plan.needed)))
    _warn(plan)
    for problem in plan.problems:
        warn(problem)
    return 1 if plan.problems else 0


def _counted(plan: ResultsPlan) -> str:
    head = plan.draft.head
    text = ngettext(
        "{count} candidate, {reports} reports, {certificates} certificates.",
        "{count} candidates, {reports} reports, {certificates} certificates.",
        head.candidates,
    )
    return text.format(count=head.candidates, reports=head.reports, certificates=head.certificates)


def _warn(plan: ResultsPlan) -> None:
    if plan.left_out:
        text = ngettext(
            "{count} candidate is left out: the result is not released.",
            "{count} candidates are left out: their results are not released.",
            plan.left_out,
        )
        warn(text.format(count=plan.left_out))
    if plan.without_report:
        text = _("without a signed report here: {codes}")
        warn(text.format(codes=_some(plan.without_report)))


def _warn_unmatched(plan: BackPlan) -> None:
    if plan.unmatched:
        warn(_("went nowhere: {codes}").format(codes=_some(plan.unmatched)))


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")


def _shape(plan: ResultsPlan) -> dict[str, Any]:
    head = plan.draft.head
    return {
        "cohort": head.cohort, "programme": head.programme, "candidates": head.candidates, "left_out": head.left_out,
        "reports": head.reports, "certificates": head.certificates, "pseudonymised": head.pseudonymised,
        "without_report": list(plan.without_report),
        "tables": {table.name: {"rows": len(table.rows), "columns": list(table.names)} for table in plan.tables()},
    }  # fmt: skip


def _pairs(texts: Iterable[str]) -> Mapping[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and name.strip() and value.strip()):
            raise MisunderstoodError(_("“{text}” should look like NAME=VALUE.").format(text=text))
        found[name.strip()] = value.strip()
    return found
