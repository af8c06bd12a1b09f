"""What every change to a portfolio and its items asks first: whether anybody has assessed it."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.assessment import AssessmentState
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.words import _, ngettext
from certdesk.store.portfolios import load_item, load_portfolio
from certdesk.store.records import RowChange, read_row
from certdesk.store.workspace import Workspace


def changeable_portfolio(workspace: Workspace, portfolio_id: str) -> Portfolio:
    """Read a portfolio that may be changed. Raises NotAllowedError when its assessment is signed."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    if is_signed(workspace, portfolio_id):
        text = _("{code} is assessed and signed, so it stays as it is.").format(code=portfolio.code)
        raise NotAllowedError(
            text, _("Reopen the assessment with a reason, or take what is new in as a new portfolio.")
        )
    return portfolio


def changeable_item(workspace: Workspace, item_id: str) -> tuple[Portfolio, EvidenceItem]:
    """Read an item whose words may be changed, and its portfolio. Raises NotAllowedError when that is signed."""
    item = load_item(workspace.db, item_id)
    return changeable_portfolio(workspace, item.portfolio_id), item


def refuse_if_pointed_at(workspace: Workspace, item: EvidenceItem) -> None:
    """Raise NotAllowedError when annotations lead to an item, whose bytes then have to stay."""
    sql = "select count(*) from annotation where item_id = ?"
    count = workspace.db.execute(sql, [item.id]).fetchone()[0]
    if count:
        text = ngettext(
            "“{title}” has {count} annotation, which would lead nowhere.",
            "“{title}” has {count} annotations, which would lead nowhere.",
            count,
        )
        raise NotAllowedError(text.format(title=item.title, count=count), _("Keep it, or ask the assessor."))


def is_signed(workspace: Workspace, portfolio_id: str) -> bool:
    """Whether any assessment of a portfolio stands signed."""
    sql = "select 1 from assessment where portfolio_id = ? and state = ?"
    return bool(workspace.db.execute(sql, [portfolio_id, AssessmentState.SIGNED.value]).fetchone())


def is_begun(workspace: Workspace, portfolio_id: str) -> bool:
    """Whether somebody has begun to assess a portfolio."""
    sql = "select 1 from assessment where portfolio_id = ? and state <> ?"
    return bool(workspace.db.execute(sql, [portfolio_id, AssessmentState.CONFLICT.value]).fetchone())


def refuse_if_assessed_since(workspace: Workspace, changes: Iterable[RowChange]) -> None:
    """Refuse to take back what was done to items that somebody has signed or pointed at meanwhile."""
    for change in changes:
        if change.table != "item" or change.before == change.after:
            continue
        row = change.after or change.before or {}
        portfolio_id = str(row["portfolio_id"])
        if read_row(workspace.db, "portfolio", {"id": portfolio_id}) is None:
            continue  # it goes as a whole, which something that builds on it would refuse
        changeable_portfolio(workspace, portfolio_id)
        if change.before and change.after and change.before["digest"] != change.after["digest"]:
            refuse_if_pointed_at(workspace, load_item(workspace.db, str(row["id"])))
