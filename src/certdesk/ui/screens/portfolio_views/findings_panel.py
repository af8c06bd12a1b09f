"""The findings of a portfolio, grouped, and below them the files that were mended here and whose originals are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.mending_words import in_words
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import ItemCopy
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.portfolio_views.finding_rows import MEND, SEE, SORT, FindingGroup
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.emptying import empty

_BACK, _GO = "back", "go"
Mended = tuple[tuple[EvidenceItem, ItemCopy], ...]


class FindingsPanel(QWidget):
    """``see_asked(number)``, ``mend_asked(number)`` and ``sort_asked(number)`` for a finding by its place.

    ``back_asked(item id)`` and ``go_asked(item id)`` for the original of a file that was mended.
    """

    see_asked = Signal(int)
    mend_asked = Signal(int)
    sort_asked = Signal(int)
    back_asked = Signal(str)
    go_asked = Signal(str)
    item_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[FindingGroup, ...], Mended] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_findings(self, groups: tuple[FindingGroup, ...], mended: Mended, *, fine: str = "") -> None:
        """Show these groups; the keyboard stays at what it was on, where that is still here. ``fine`` if none is."""
        if self._shown == (groups, mended) and not fine:
            return
        self._shown = (groups, mended)
        at = self.focusWidget().objectName() if self.focusWidget() and self.isAncestorOf(self.focusWidget()) else ""
        empty(self._column)
        if fine:
            self._add("fine", "", (Check("fine", "ok", fine),))
        for group in groups:
            self._add(group.severity.value, group.title, group.checks)
        if mended:
            self._add("mended", _("Mended here, originals kept"), tuple(_mended(*pair) for pair in mended))
        again = self.findChild(QWidget, at) if at else None
        if again is not None:
            again.setFocus()
        self.updateGeometry()

    def _add(self, name: str, title: str, checks: tuple[Check, ...]) -> None:
        box = card(title, name=f"group-{name}")
        rows = CheckList(self._theme)
        rows.show_checks(checks)
        rows.action_chosen.connect(self._on_action)
        box.body.addWidget(rows)
        self._column.addWidget(box)

    def _on_action(self, key: str, action: str) -> None:
        if action == SEE and not key.isdigit():
            self.item_asked.emit(key.removeprefix("mended-"))
        elif action in {SEE, MEND, SORT}:
            {SEE: self.see_asked, MEND: self.mend_asked, SORT: self.sort_asked}[action].emit(int(key))
        else:
            {_BACK: self.back_asked, _GO: self.go_asked}[action].emit(key.removeprefix("mended-"))


def _mended(item: EvidenceItem, copy: ItemCopy) -> Check:
    text = _("{how}. The original ({size}) is kept, and takes room, until you let it go.")
    how = in_words(copy.recipe)
    detail = text.format(how=how[:1].upper() + how[1:], size=size_words(copy.size))
    actions = (
        CheckAction(SEE, _("See it")),
        CheckAction(_BACK, _("Bring the original back"), "secondary"),
        CheckAction(_GO, _("Let the original go…"), "quiet"),
    )
    return Check(f"mended-{item.id}", "ok", item.title, detail, actions)
