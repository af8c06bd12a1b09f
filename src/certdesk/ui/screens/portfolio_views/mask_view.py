"""Masks: hide parts of photos, pages and films in a copy that may be shown to others; the item stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.masking import plan_shareable, set_masks, shareable_of
from certdesk.core.annotations import Anchor
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import CopyPurpose, Cover, Mask
from certdesk.core.words import _, ngettext
from certdesk.evidence.formats import Kind as FileKind
from certdesk.store.copies import copies_of_portfolio
from certdesk.store.portfolios import load_items
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.portfolio_views.mask_panel import MaskPanel
from certdesk.ui.screens.portfolio_views.mask_state import MASKABLE, MaskState, mask_state
from certdesk.ui.screens.portfolio_views.mending_flow import MendingFlow
from certdesk.ui.screens.portfolio_views.place_picture import PlacePicture
from certdesk.ui.screens.portfolio_views.place_side import PlaceSide, viewed
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice

_PANEL, _PREVIEW_MS = 320, 60
_CHANGES = Kind.PORTFOLIO | Kind.EVIDENCE


class MaskView(Pane):
    """One item with its masks on it, and the panel beside it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._portfolio = ""
        self._items: dict[str, EvidenceItem] = {}
        self._state: MaskState | None = None
        self._picture = QImage()
        self._pictured: tuple[str, int] = ("", 0)
        self._shows_copy = False
        self._mending = MendingFlow(tools, self)
        self._pictures = PlacePicture(tools, self)
        self._choice = ComboBox(theme, _("Item"))
        self._choice.setObjectName("maskItem")
        self._choice.setMinimumContentsLength(32)
        self.side = PlaceSide(tools, _("Nothing chosen"), _("Choose an item above."), faithful=False)
        from certdesk.ui.screens.portfolio_views.mask_drawing import MaskDrawing  # loads the viewers

        self.side.stage.select_for(_("To hide"))
        self.drawing = MaskDrawing(self.side.stage)
        self.panel = MaskPanel(theme)
        self._soon = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._soon.timeout.connect(self._preview)
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show an item of a portfolio, at a place if one is named; without an item the first that can be masked."""
        portfolio = str(params["portfolio"])
        self._portfolio = portfolio
        self._read_items()
        wanted = str(params.get("item", "")) or (self.side.item_id if self.side.item_id in self._items else "")
        first = next((one.id for one in self._items.values() if one.kind in MASKABLE), "")
        self._show_item(wanted if wanted in self._items else first, params.get("anchor"))

    def leave(self) -> None:
        """Let go of the file."""
        self._pictures.forget()
        self.side.close_item()
        self._state = None

    def on_changed(self, change: Change) -> None:
        """Read the masks anew."""
        if change.kinds & _CHANGES:
            here = self._state.item.id if self._state else ""
            self._read_items()
            self._show_item(here if here in self._items else "")

    def place(self) -> dict[str, Any]:
        """Return the item that is shown."""
        return {"item": self._state.item.id} if self._state else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        state = self._state
        can = state is not None and bool(state.masks) and not state.busy
        return (
            Command("masks.draw", _("Draw a rectangle to hide"), ("Ctrl+R",), self._begin, icon="region"),
            Command("masks.make", _("Make the shareable copy"), (), self._make, lambda: can, icon="copy"),
        )

    def _read_items(self) -> None:
        items = load_items(self.tools.session.workspace.db, self._portfolio)
        self._items = {item.id: item for item in items}
        copies = copies_of_portfolio(self.tools.session.workspace.db, self._portfolio)
        hidden = {copy.item_id for copy in copies if copy.purpose is CopyPurpose.SHAREABLE}
        named = tuple(
            (item.id, _("{title} (masked)").format(title=shown(item.title)) if item.id in hidden else shown(item.title))
            for item in items
        )
        self._choice.show_choices(named, self.side.item_id)

    def _show_item(self, item_id: str, anchor: Anchor | None = None) -> None:
        item = self._items.get(item_id)
        if item is None:
            self.side.close_item()
            self._state = None
            self.panel.show_state(None)
            return
        workspace = self.tools.session.workspace
        if self._state is None or self._state.item.id != item_id:
            self._shows_copy = False
            self._picture, self._pictured = QImage(), ("", 0)
            self.panel.preview.clear()
        busy = self._mending.is_busy(item_id)
        state = self._state = mask_state(workspace, item, busy=busy, shows_copy=self._shows_copy)
        self._shows_copy = state.shows_copy
        self._choice.set_current(item_id)
        if state.shows_copy:
            self._show_copy(state)
        else:
            self.side.show_item(workspace, item, anchor)
            self._show_marks()
        self.panel.show_state(state)
        self._on_drawn()

    def _show_copy(self, state: MaskState) -> None:
        workspace = self.tools.session.workspace
        found = shareable_of(workspace, state.item.id)
        if found is None or self.side.showing == (state.item.id, found.copy.digest):
            return
        path = workspace.vault.path(found.copy.digest)
        title = _("{title} (copy)").format(title=state.item.title)
        as_item = viewed(workspace, state.item)
        kind = {"PDF": FileKind.PDF}.get(found.copy.format, as_item.kind)
        self.side.show_file(
            ViewedItem(state.item.id, path, title, kind, _name(found.copy.format, state.item), digest=found.copy.digest)
        )

    def _show_marks(self) -> None:
        from certdesk.ui.screens.portfolio_views.mask_drawing import marks_of

        if self._state is not None:
            self.side.stage.set_marks(marks_of(self._state.masks, self._state.item))

    # -- deeds -----------------------------------------------------------------------------------

    def _set(self, masks: tuple[Mask, ...]) -> bool:
        if self._state is None:
            return False
        return self.tools.session.do(set_masks, self._state.item.id, masks) is not None

    def _add(self, mask: Mask) -> None:
        if self._state is not None and not self._shows_copy and self._set((*self._state.masks, mask)):
            self.drawing.clear()

    def _change(self, number: int) -> None:
        if self._state is not None and number < len(self._state.masks):
            masks = list(self._state.masks)
            other = Cover.BOX if masks[number].cover is Cover.BLUR else Cover.BLUR
            masks[number] = replace(masks[number], cover=other)
            self._set(tuple(masks))

    def _remove(self, number: int) -> None:
        if self._state is not None:
            self._set(tuple(mask for at, mask in enumerate(self._state.masks) if at != number))

    def _remove_all(self) -> None:
        if self._state is None:
            return
        count = len(self._state.masks)
        question = ngettext("Take {count} mask and the copy away?", "Take {count} masks and the copy away?", count)
        detail = _("The item itself stays as it is. The copy is deleted.")
        if not self._state.copy or self.tools.dialogs.confirm(
            question.format(count=count), detail, _("Take them away")
        ):
            self._shows_copy = False
            self._set(())

    def _see(self, number: int) -> None:
        from certdesk.ui.screens.portfolio_views.mask_drawing import anchor_of

        if self._state is not None and number < len(self._state.masks):
            self._back_to_item()
            self.side.stage.go_to(anchor_of(self._state.masks[number], self._state.item))

    def _back_to_item(self) -> None:
        if self._shows_copy and self._state is not None:
            self._on_copy(show=False)

    def _on_copy(self, *, show: bool) -> None:
        self._shows_copy = show
        if self._state is not None:
            self._show_item(self._state.item.id)

    def _make(self) -> None:
        if self._state is None:
            return
        try:
            plan = plan_shareable(self.tools.session.workspace, self._state.item.id)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        title = _("Making the shareable copy of “{title}”").format(title=self._state.item.title)
        self._mending.start(title, (plan,))
        self._show_item(self._state.item.id)

    def _begin(self) -> None:
        if self._shows_copy:
            self._back_to_item()
        if not self.drawing.begin():
            text = _("There is no picture here to draw on.")
            self.noticed.emit(Notice(text, "info", _("Wait until it is shown, or choose another item.")))

    # -- what is drawn ---------------------------------------------------------------------------

    def _on_drawn(self) -> None:
        self.panel.show_drawn(self.drawing.drawn if not self._shows_copy else None)
        self._soon.start()

    def _preview(self) -> None:
        """Show what is looked at with its masks: the page or picture, or the film where it stands."""
        state = self._state
        size = self.drawing.size
        if state is None or state.refusal or size is None or self._shows_copy:
            return
        player = self.side.stage.player
        if player is not None:
            self._picture = player.engine.still()
            self._show_preview()
            return
        page = self.drawing.page
        if self._pictured != (state.item.digest, page):
            self._pictured, self._picture = (state.item.digest, page), QImage()
            self._pictures.request(state.item, page, self._take_picture)
        self._show_preview()

    def _take_picture(self, picture: QImage) -> None:
        self._picture = picture
        self._show_preview()

    def _show_preview(self) -> None:
        state, size = self._state, self.drawing.size
        if state is None or size is None:
            return
        player = self.side.stage.player
        if player is not None:
            now = player.engine.position
            masks = tuple(one for one in state.masks if (one.start_ms or 0) <= now <= (one.end_ms or now))
        else:
            masks = tuple(one for one in state.masks if max(1, one.page) == self.drawing.page)
        self.panel.show_preview(self._picture, size, masks)

    def _on_ended(self, item_ids: tuple[str, ...]) -> None:
        if self._state is not None and self._state.item.id in item_ids:
            self._show_item(self._state.item.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel grow with the text, but leave the item its room."""
        super().resizeEvent(event)
        self.panel.setFixedWidth(min(self.tools.theme.px(_PANEL), round(self.width() * 0.42)))

    def _connect(self) -> None:
        self._choice.chosen.connect(self._show_item)
        self.drawing.changed.connect(self._on_drawn)
        self.side.stage.place_changed.connect(self._soon.start)
        panel = self.panel
        panel.begun.connect(self._begin)
        panel.nudged.connect(lambda right, down, stretch: self.drawing.nudge(right, down, stretch=stretch))
        panel.restyled.connect(self._soon.start)
        panel.added.connect(self._add)
        panel.seen.connect(self._see)
        panel.changed.connect(self._change)
        panel.removed.connect(self._remove)
        panel.make_asked.connect(self._make)
        panel.copy_asked.connect(lambda show: self._on_copy(show=show))
        panel.remove_asked.connect(self._remove_all)
        self._mending.noticed.connect(self.noticed)
        self._mending.ended.connect(self._on_ended)

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 12, 24, 14)
        page.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(8)
        name = label(_("Item"), "small", "text2")
        name.setBuddy(self._choice)
        top.addWidget(name)
        top.addWidget(self._choice)
        top.addStretch(1)
        page.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.side, 1)
        row.addWidget(self.panel)
        page.addLayout(row, 1)


def _name(form: str, item: EvidenceItem) -> str:
    from certdesk.actions.repairing import named_for

    return named_for(item.file_name, form)
