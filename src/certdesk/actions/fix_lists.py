"""Fix lists of candidates as a PDF to hand over, and the findings of a cohort as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import Portfolio
from certdesk.core.preflight import Preflight, Severity
from certdesk.core.preflight_fix_list import FixList, fix_lines
from certdesk.core.preflight_rules import headline_of, words_of
from certdesk.core.words import N_, _
from certdesk.store.portfolios import load_items, load_portfolios
from certdesk.store.workspace import Workspace

SEVERITIES = {Severity.STOP: N_("stops it"), Severity.MEND: N_("to mend"), Severity.LOOK: N_("look")}


def fix_lists(workspace: Workspace, preflights: Sequence[Preflight]) -> tuple[FixList, ...]:
    """Make the fix list of each candidate. Raises NotFoundError."""
    portfolios = load_portfolios(workspace.db, (each.portfolio_id for each in preflights))
    return tuple(_list(workspace, *pair) for pair in zip(portfolios, preflights, strict=True))


def write_fix_lists(workspace: Workspace, preflights: Sequence[Preflight], target: Path) -> int:
    """Write the fix lists of candidates into one PDF, a page each, and return how many pages. Raises StorageError."""
    from certdesk.reports.fix_list import write_fix_lists as write  # loads what makes PDFs

    if not preflights:
        raise NotAllowedError(_("There is nobody to write a fix list for."), _("Take a portfolio in first."))
    return write(fix_lists(workspace, preflights), target)


def findings_as_csv(workspace: Workspace, preflights: Iterable[Preflight]) -> bytes:
    """Return the findings of portfolios as CSV, for spreadsheets; cells that would be formulas are made harmless."""
    from certdesk.rubric_formats.csv_cells import write_cells

    head = (
        _("Code"), _("Candidate"), _("How much it matters"), _("What"), _("File"), _("In detail"),
        _("What the teacher can do"), _("Code if nothing is done"), _("Also in"), _("Rule"),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = [head]
    told = tuple(preflights)
    for portfolio, preflight in zip(
        load_portfolios(workspace.db, (each.portfolio_id for each in told)), told, strict=True
    ):
        rows += _rows(workspace, portfolio, preflight)
    return write_cells(rows, marked=True)


def _list(workspace: Workspace, portfolio: Portfolio, preflight: Preflight) -> FixList:
    titles = {item.id: item.title or item.file_name for item in load_items(workspace.db, portfolio.id)}
    return FixList(
        code=portfolio.code,
        name=portfolio.candidate.name,
        title=portfolio.title,
        programme=f"{portfolio.programme} {portfolio.cohort}".strip(),
        made_at=workspace.clock(),
        lines=fix_lines(preflight, titles),
        due_on=portfolio.due_on,
    )


def _rows(workspace: Workspace, portfolio: Portfolio, preflight: Preflight) -> list[tuple[str, ...]]:
    files = {item.id: item.file_name for item in load_items(workspace.db, portfolio.id)}
    rows: list[tuple[str, ...]] = []
    for finding in preflight.findings:
        words = words_of(finding)
        rows.append((
            portfolio.code, portfolio.candidate.name, _(SEVERITIES[finding.severity]), headline_of(finding),
            files.get(finding.item_id, ""), words.what, words.do, finding.predicts, finding.of, finding.rule,
        ))  # fmt: skip
    return rows
