"""The findings of a portfolio, grouped, and below them the files that were mended here and whose originals are kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from certdesk.actions.mending_words import in_words
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import ItemCopy
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.portfolio_views.finding_rows import MEND, SEE, SORT, FindingGroup
from certdesk.ui.screens.portfolio_views.group_cards import GroupCards
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.check_list import Check, CheckAction

_BACK, _GO, _MENDED = "back", "go", "mended-"
Mended = tuple[tuple[EvidenceItem, ItemCopy], ...]


class FindingsPanel(GroupCards):
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
        super().__init__(theme)
        self.action_chosen.connect(self._on_action)

    def show_findings(self, groups: tuple[FindingGroup, ...], mended: Mended, *, fine: str = "") -> None:
        """Show these groups; ``fine`` is said where nothing was found."""
        good = (FindingGroup("fine", "", (Check("fine", "ok", fine),)),) if fine else ()
        title = _("Mended here, originals kept")
        done = (FindingGroup("mended", title, tuple(_mended(*pair) for pair in mended)),) if mended else ()
        self.show_groups((*good, *groups, *done))

    def _on_action(self, key: str, action: str) -> None:
        item = key.removeprefix(_MENDED)
        if item != key:
            {SEE: self.item_asked, _BACK: self.back_asked, _GO: self.go_asked}[action].emit(item)
        else:
            {SEE: self.see_asked, MEND: self.mend_asked, SORT: self.sort_asked}[action].emit(int(key))


def _mended(item: EvidenceItem, copy: ItemCopy) -> Check:
    text = _("{how}. The original ({size}) is kept, and takes room, until you let it go.")
    how = in_words(copy.recipe)
    detail = text.format(how=how[:1].upper() + how[1:], size=size_words(copy.size))
    actions = (
        CheckAction(SEE, _("See it")),
        CheckAction(_BACK, _("Bring the original back"), "secondary"),
        CheckAction(_GO, _("Let the original go…"), "quiet"),
    )
    return Check(f"{_MENDED}{item.id}", "ok", shown(item.title), detail, actions)
