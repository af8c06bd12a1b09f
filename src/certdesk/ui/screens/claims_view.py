"""The evidence by criterion: what the candidate claims shows it, and what is filed for it so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.looking import PortfolioView
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.rubric import Criterion
from certdesk.core.words import _, ngettext
from certdesk.ui.models.claims import claim_place, claims_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.scrolling import from_the_top


class ClaimsView(QWidget):
    """``criterion_chosen(criterion)``. A claim is the candidate's word, not yet evidence."""

    criterion_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._list = CheckList(theme)
        self._list.setObjectName("byCriterion")
        self._list.action_chosen.connect(lambda criterion, _action: self.criterion_chosen.emit(criterion))
        holder = card(name="claimsCard")
        holder.body.addWidget(from_the_top(self._list))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)

    def show_view(self, view: PortfolioView) -> None:
        """Show every criterion that is asked for."""
        self._list.show_checks(tuple(_check(view, criterion) for criterion in view.criteria))


def _claimed(item: EvidenceItem, criterion: str) -> str:
    """Say what the candidate claims that an item shows: its title, and the place where one was named."""
    places = [claim_place(claim) for claim in claims_of(item) if claim.criterion == criterion]
    if not places:
        return ""
    named = [place for place in places if place]
    return f"{item.title} ({', '.join(named)})" if named else item.title


def _check(view: PortfolioView, criterion: Criterion) -> Check:
    claimed = [words for item in view.items if (words := _claimed(item, criterion.id))]
    filed = len(view.assessment.evidence_for(criterion.id)) if view.assessment else 0
    parts = [_("The candidate claims nothing for it")]
    if claimed:
        parts = [_("Claimed: {items}").format(items=", ".join(claimed))]
    if filed:
        parts.append(ngettext("{count} piece filed", "{count} pieces filed", filed).format(count=filed))
    heading = f"{criterion.id}  {criterion.title}"
    kind = "ok" if filed else "document" if claimed else "circle"
    return Check(criterion.id, kind, heading, ". ".join(parts), (CheckAction("score", _("Score it")),))
