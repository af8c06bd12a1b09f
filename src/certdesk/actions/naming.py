"""Give a candidate a name, where the portfolio came without one: a certificate needs it."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.store.portfolios import load_portfolio, portfolio_row
from certdesk.store.workspace import Workspace


def name_candidate(workspace: Workspace, portfolio_id: str, name: str) -> Change:
    """Name the candidate of a portfolio. Raises NotAllowedError for an empty name."""
    if not name.strip():
        raise NotAllowedError(_("The name is empty."), _("Write it as it should stand on the certificate."))
    portfolio = load_portfolio(workspace.db, portfolio_id)
    named = replace(portfolio, candidate=replace(portfolio.candidate, name=name.strip()))
    label = _("candidate named in {code}").format(code=portfolio.code)
    with workspace.recording("candidate.named", label, subject=portfolio_id) as recording:
        recording.put("portfolio", portfolio_row(named))
    return recording.change
