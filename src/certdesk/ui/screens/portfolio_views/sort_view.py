"""Sort: what the rubric asks for, what fills it, and what still waits to be put where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout

from certdesk.actions.filling_slots import SlotsView, slots_of
from certdesk.core.changes import Change
from certdesk.core.errors import NotFoundError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.store.assessments import find_assessment
from certdesk.store.rubrics import load_rubric
from certdesk.ui.commands import Command
from certdesk.ui.models.slot_rows import REMOVED
from certdesk.ui.screens.elsewhere import OpeningElsewhere
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.portfolio_views.adding import Adding
from certdesk.ui.screens.portfolio_views.details_flow import DetailsFlow
from certdesk.ui.screens.portfolio_views.item_side import ItemShown
from certdesk.ui.screens.portfolio_views.sort_commands import item_commands, sort_commands
from certdesk.ui.screens.portfolio_views.sort_deeds import SortDeeds
from certdesk.ui.screens.portfolio_views.sort_groups import (
    OTHER,
    changing_words,
    proposals,
    slot_groups,
    standing_words,
    suggestions,
    waiting_groups,
)
from certdesk.ui.screens.portfolio_views.sort_layout import ITEM, WHOSE, SortLayout
from certdesk.ui.screens.portfolio_views.sort_pictures import SortPictures
from certdesk.ui.screens.portfolio_views.sort_tree import SortTree
from certdesk.ui.screens.portfolio_views.type_chooser import TypeChooser
from certdesk.ui.screens.portfolio_views.writing_flow import WritingFlow
from certdesk.ui.screens.portfolio_views.writing_side import LINKS, NOTE
from certdesk.ui.tools import Tools


class SortView(Pane):
    """The evidence of a portfolio by its sorts; every deed is one step of undo."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._view: SlotsView | None = None
        self._pictures = SortPictures(tools.thumbnails, self)
        self._chosen: tuple[str, ...] = ()
        self._asked_about: tuple[str, ...] = ()
        self.deeds = SortDeeds(tools.session)
        self.parts = SortLayout(theme)
        self.chooser = TypeChooser(theme, self)
        self.adding = Adding(tools, self)
        self._details = DetailsFlow(self.parts.item, self.parts.people, self.deeds)
        self._writing = WritingFlow(self.parts, self.deeds, self.adding)
        self._elsewhere = OpeningElsewhere(tools, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show ``portfolio``; ``item`` is chosen, ``side`` "whose" shows whose it is."""
        portfolio = str(params.get("portfolio", ""))
        if self._view is None or self._view.portfolio.id != portfolio:
            self._writing.put_aside()
            self._chosen = ()
        if item := str(params.get("item", "")):
            self._chosen = (item,)
        self._show(slots_of(self.tools.session.workspace, portfolio))
        if params.get("side") in {ITEM, WHOSE}:
            self.parts.show_side(str(params["side"]))
        tree = self.parts.waiting if self._view and self._view.unsorted else self.parts.slots
        if not self._chosen:
            tree.setFocus()

    def leave(self) -> None:
        """Write down what was typed."""
        self._details.put_down()
        self._writing.put_aside()

    def on_changed(self, change: Change) -> None:
        """Look again when this portfolio changed."""
        if self._view is None or self._view.portfolio.id not in change.subjects:
            return
        try:
            self._show(slots_of(self.tools.session.workspace, self._view.portfolio.id))
        except NotFoundError:
            self._view = None  # the screen leads elsewhere

    def place(self) -> dict[str, Any]:
        """Come back to the same item."""
        return {"item": self._chosen[0], "side": self.parts.which.current()} if len(self._chosen) == 1 else {}

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.parts.side_width()

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Add files that were dropped."""
        self._add_files(files, "")
        return True

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return sort_commands(self)

    def sort_as(self, type_id: str) -> None:
        """Put what is chosen into a slot."""
        if self._view and self._chosen:
            self.deeds.place(self._view.portfolio.id, self._chosen, type_id, None)

    def choose_type(self) -> None:
        """Ask which sort what is chosen is."""
        self._ask_type(self._chosen)

    def accept(self, item_id: str = "") -> None:
        """Sort an item, or what is chosen, as was proposed."""
        offered = self.offered((item_id,) if item_id else None)
        if offered:
            self.deeds.accept(offered)

    def accept_all(self) -> None:
        """Sort everything as was proposed."""
        if self._view:
            self.deeds.accept(proposals(self._view))

    def shift(self, by: int) -> None:
        """Move the chosen item up or down in its slot."""
        item = self._one()
        if self._view is None or item is None:
            return
        fellows = [slot.items for slot in self._view.slots if slot.type == item.evidence_type]
        order = fellows[0] if fellows and item.evidence_type else tuple(one.item for one in self._view.unsorted)
        ids = [one.id for one in order]
        at = ids.index(item.id) if item.id in ids else -1
        if at < 0 or not 0 <= at + by < len(ids):
            return
        ids.remove(item.id)
        before = ids[at + by] if at + by < len(ids) else ""
        self.deeds.place(self._view.portfolio.id, (item.id,), item.evidence_type, before)

    def remove(self) -> None:
        """Take what is chosen out of the portfolio."""
        if self._view and self._chosen and not self.any_removed():
            self.deeds.remove(self._view.portfolio.id, self._chosen)

    def bring_back(self) -> None:
        """Bring what is chosen back."""
        if self._view and self.any_removed():
            self.deeds.bring_back(self._view.portfolio.id, self._chosen)

    def open(self) -> None:
        """Open the chosen item in the system's own program."""
        if item := self._one():
            self._elsewhere.open(item)

    def edit_title(self) -> None:
        """Write the title of the chosen item."""
        self.parts.show_side(ITEM)
        self.parts.item.title.line.setFocus()
        self.parts.item.title.line.selectAll()

    def show_whose(self) -> None:
        """Show whose portfolio it is, ready to be written."""
        self.parts.show_side(WHOSE)
        self.parts.people.focus_name()

    def choose_files(self, type_id: str = "") -> None:
        """Ask for files and add them."""
        if files := self.tools.dialogs.choose_files(_("Choose files to add"), _("All files (*)")):
            self._add_files(files, type_id)

    def choose_folder(self) -> None:
        """Ask for a folder and add all files in it."""
        if folder := self.tools.dialogs.choose_folder(_("Choose a folder to add")):
            self._add_files((folder,), "")

    def write(self, kind: str) -> None:
        """Begin a note or a list of links."""
        if self._view is not None:
            self._writing.begin(self._view, kind)

    def _show(self, view: SlotsView) -> None:
        self._view = view
        parts = self.parts
        focused = next((tree for tree in (parts.waiting, parts.slots) if tree.hasFocus()), None)
        for tree, groups in ((parts.waiting, waiting_groups(view)), (parts.slots, slot_groups(view))):
            tree.blockSignals(True)
            tree.rows.show_groups(groups, self._pictures.known, fixed=view.signed)
            tree.expandAll()
            tree.blockSignals(False)
        parts.standing.show_text(standing_words(view))
        parts.show_banner(changing_words(view))
        count = len(proposals(view))
        text = ngettext("Accept the proposal", "Accept all {count} proposals", count).format(count=count)
        parts.accept_all.set_words(text)
        parts.accept_all.setVisible(bool(count) and not view.signed)
        parts.add.setVisible(not view.signed)
        self._pictures.ask(self._items().values())
        self._choose_again(focused)
        self._show_people(view)

    def _on_picture(self, item_id: str) -> None:
        for tree in (self.parts.waiting, self.parts.slots):
            tree.rows.renew(item_id)
        self.parts.item.show_picture(item_id, self._pictures.known[item_id])

    def _choose_again(self, focused: SortTree | None) -> None:
        """Keep what is chosen, wherever it stands now; the keyboard goes with it."""
        known = self._items()
        self._chosen = tuple(item_id for item_id in self._chosen if item_id in known)
        for tree in (self.parts.waiting, self.parts.slots):
            tree.blockSignals(True)
            found = tree.choose(self._chosen)
            tree.blockSignals(False)
            if found and focused is not None and focused is not tree:
                tree.setFocus()
        self._show_chosen()

    def _on_chosen(self, tree: SortTree) -> None:
        chosen = tuple(node.item.id for node in tree.chosen_items())
        if not chosen and not tree.hasFocus():
            return
        self._chosen = chosen
        other = self.parts.slots if tree is self.parts.waiting else self.parts.waiting
        other.blockSignals(True)
        other.clearSelection()
        other.blockSignals(False)
        if chosen:
            self.parts.show_side(ITEM)
            self._writing.put_aside()
        self._show_chosen()

    def _show_chosen(self) -> None:
        view, known = self._view, self._items()
        items = tuple(known[item_id] for item_id in self._chosen)
        self._details.item_id = self._chosen[0] if self.is_one() and self.is_open() else ""
        self._details.portfolio_id = view.portfolio.id if view is not None and not view.signed else ""
        self.parts.show_item(any_chosen=bool(items) and view is not None)
        if view is None or not items:
            return
        first = items[0]
        single = len(items) == 1
        offer = next((one.suggested for one in view.unsorted if one.item.id == first.id), None) if single else None
        rubric = load_rubric(self.tools.session.workspace.db, view.portfolio.rubric)
        self.parts.item.show_items(
            ItemShown(
                items=items,
                choices=view.choices,
                criteria=tuple((criterion.id, criterion.title) for criterion in rubric.criteria),
                day=view.days.get(first.id),
                today=self.tools.session.workspace.clock().date(),
                proposal=dict(view.choices).get(offer.sure_type, "") if offer else "",
                reason=offer.reason if offer else "",
                removed=self.any_removed(),
                fixed=view.signed,
                picture=self._pictures.known.get(first.id),
                drafts=self.deeds.typed(first.id) if single else {},
            )
        )

    def _show_people(self, view: SlotsView) -> None:
        workspace = self.tools.session.workspace
        assesses = find_assessment(workspace.db, view.portfolio.id, workspace.person) is not None
        typed = self.deeds.typed(view.portfolio.id, "whose/")
        self.parts.people.show_portfolio(view.portfolio, typed, blind=assesses, fixed=view.signed)

    def _items(self) -> Mapping[str, EvidenceItem]:
        view = self._view
        if view is None:
            return {}
        here = (*(one.item for one in view.unsorted), *(item for slot in view.slots for item in slot.items))
        return {item.id: item for item in (*here, *view.removed)}

    def _one(self) -> EvidenceItem | None:
        return self._items().get(self._chosen[0]) if self.is_one() else None

    def is_one(self) -> bool:
        """Whether one item is chosen."""
        return len(self._chosen) == 1 and not self.any_removed()

    def is_open(self) -> bool:
        """Whether anything can be changed."""
        return self._view is not None and not self._view.signed

    def may_change(self) -> bool:
        """Whether something is chosen that can be changed."""
        return bool(self._chosen) and self.is_open()

    def any_removed(self) -> bool:
        """Whether something is chosen that was taken out."""
        gone = {item.id for item in self._view.removed} if self._view else set()
        return bool(set(self._chosen) & gone)

    def any_offer(self) -> bool:
        """Whether there is any proposal."""
        return self._view is not None and self.is_open() and bool(proposals(self._view))

    def any_offered(self) -> bool:
        """Whether there is a proposal for what is chosen."""
        return bool(self.offered())

    def offered(self, item_ids: tuple[str, ...] | None = None) -> Mapping[str, str]:
        """Return the proposed types of items, or of what is chosen, by item id."""
        if self._view is None or self._view.signed:
            return {}
        wanted = self._chosen if item_ids is None else item_ids
        return {item_id: type_id for item_id, type_id in proposals(self._view).items() if item_id in wanted}

    def _ask_type(self, item_ids: tuple[str, ...]) -> None:
        view = self._view
        if view is not None and item_ids and not view.signed:
            self._asked_about = item_ids
            self.chooser.open_with(suggestions(view, item_ids))

    def _on_type(self, type_id: str) -> None:
        self._chosen = self._asked_about
        self.sort_as(type_id)

    def _on_placed(self, item_ids: tuple[str, ...], group: str, before: str | None) -> None:
        view = self._view
        if view is None:
            return
        self._chosen = item_ids
        if group == REMOVED:
            self.deeds.remove(view.portfolio.id, item_ids)
        elif group == OTHER:
            self._ask_type(item_ids)
        else:
            self.deeds.place(view.portfolio.id, item_ids, group, before)

    def _on_filling(self, group: str) -> None:
        if self._view is None or self._view.signed or group == REMOVED:
            return
        known = {type_id for type_id, _label in self._view.choices}
        self.choose_files(group if group in known else "")

    def _add_files(self, files: tuple[Path, ...], type_id: str) -> None:
        if self._view is not None:
            known = {one for one, _label in self._view.choices}
            self.adding.add_files(self._view.portfolio.id, files, type_id if type_id in known else "")

    def _on_added(self, portfolio: str, item_ids: tuple[str, ...]) -> None:
        if self._view is not None and self._view.portfolio.id == portfolio and item_ids:
            self._chosen = item_ids
            self._choose_again(None)

    def _menu(self, at: QPoint) -> None:
        """Offer what can be done with what is chosen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for command in item_commands(self):
            if command.possible():
                menu.addAction(command.words.replace("&", "&&"), command.run)
        menu.popup(at)

    def _connect(self) -> None:
        parts = self.parts
        for tree in (parts.waiting, parts.slots):
            tree.chosen.connect(lambda tree=tree: self._on_chosen(tree))
            tree.opened.connect(self.choose_type)
            tree.filling.connect(self._on_filling)
            tree.accepted.connect(self.accept)
            tree.menu_asked.connect(self._menu)
            tree.rows.placed.connect(self._on_placed)
            tree.rows.files_dropped.connect(self._add_files)
        self.chooser.type_chosen.connect(self._on_type)
        parts.accept_all.clicked.connect(lambda _on=False: self.accept_all())
        for words, run in (
            (_("Files…"), self.choose_files),
            (_("A folder…"), self.choose_folder),
            (_("A note"), lambda: self.write(NOTE)),
            (_("A list of links"), lambda: self.write(LINKS)),
        ):
            parts.add_menu.addAction(words, run)
        parts.add.clicked.connect(
            lambda _on=False: parts.add_menu.popup(parts.add.mapToGlobal(QPoint(0, parts.add.height() + 2)))
        )
        self._connect_sides()

    def _connect_sides(self) -> None:
        item = self.parts.item
        item.sorted_as.connect(self.sort_as)
        item.accepted.connect(self.accept)
        item.removed.connect(self.remove)
        item.returned.connect(self.bring_back)
        item.opened.connect(self.open)
        self.parts.people.list_asked.connect(lambda: self.left_for.emit("candidates", {}))
        self._writing.ended.connect(self.parts.waiting.setFocus)
        self._pictures.arrived.connect(self._on_picture)
        self.adding.noticed.connect(self.noticed)
        self.adding.added.connect(self._on_added)
