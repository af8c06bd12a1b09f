"""What is looked at: which item stands in which pane, where in it, and how to get to a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from certdesk.core.annotations import Anchor
from certdesk.ui.models.claims import claim_of
from certdesk.ui.screens.score.desk import TWO
from certdesk.ui.screens.score.in_view import item_beside, media_marks, viewed_item
from certdesk.ui.screens.score.stage_pane import StagePane
from certdesk.ui.screens.single_keys import single_keys

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen


_FILES = "E"


class Viewing:
    """Items and places, for the one or two panes of a `ScoreScreen`."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._shown: dict[int, tuple[str, str]] = {}
        """By pane: the item, and the sentence in its place where it is closed."""
        self.pointed_at: Anchor | None = None
        """The filed place that was gone to last; a viewer may select its words, which offers nothing new to file."""

    def show(self) -> None:
        """Show what belongs into the panes that can be seen, and let go of what can't."""
        screen = self._screen
        view = screen.view
        if view is None:
            return
        items, seen = screen.left_off.items, screen.desk.shown_panes
        with screen.desk.steady():
            for pane in screen.desk.panes:
                if pane not in seen:
                    self._let_go(pane)
            for pane in seen:
                if not items[pane.number] and view.items:
                    items[pane.number] = item_beside(view, items[0], 1)
                if self._shown.get(pane.number) != (items[pane.number], self._why_closed(items[pane.number])):
                    self._show_in(pane)
        self.tell_keys()

    def show_pictures(self) -> None:
        """Ask for the small pictures of the portfolio that is listed."""
        screen = self._screen
        for row in screen.view.items if screen.view else ():
            if self._why_closed(row.id):
                continue
            screen.tools.thumbnails.request(row, screen.evidence.show_picture, screen.evidence.in_sight)

    def show_marks(self) -> None:
        """Show what is filed, on each pane, and for which criterion something would be filed."""
        screen = self._screen
        if screen.view is None:
            return
        criterion = screen.left_off.criterion
        for pane in screen.desk.shown_panes:
            item = screen.left_off.items[pane.number]
            pane.stage.set_criterion(criterion)
            pane.stage.set_marks(media_marks(screen.view, item, criterion, screen.noting.moving.anchor_of))
            pane.show_items(screen.view.items, item)

    def step(self, by: int) -> None:
        """Show the next or previous item in the active pane."""
        screen = self._screen
        if screen.view and screen.view.items:
            self.go_to_item(item_beside(screen.view, screen.left_off.item, by))

    def go_to_item(self, item_id: str, anchor: Anchor | None = None) -> None:
        """Show an item in the active pane where it was left, or at ``anchor``."""
        screen = self._screen
        if item_id != screen.left_off.item:
            self.keep_places()
            screen.coverage.flush()
            screen.noting.let_go()
            screen.left_off.item = item_id
            self.show()
            screen.refresh()
        if anchor is not None:
            self.pointed_at = None
            screen.stage.go_to(anchor)
        screen.remember_soon()

    def open_beside(self, item_id: str) -> None:
        """Show an item beside the one in view, and work in it."""
        desk = self._screen.desk
        if desk.shown_layout != TWO:
            self.keep_places()
            self._screen.left_off.items[1] = item_id
            desk.show_layout(TWO)
        other = 0 if desk.pane.number else 1
        desk.activate(other)
        self.go_to_item(item_id)
        desk.keep_keyboard()

    def go_to_annotation(self, annotation_id: str) -> None:
        """Show the place of an annotation, in the pane that has its item, else in the active one."""
        screen = self._screen
        note = screen.annotation(annotation_id)
        if note is None:
            return
        self._activate_with(note.item_id)
        self.go_to_item(note.item_id)
        self.pointed_at = note.anchor
        screen.stage.go_to(note.anchor)
        screen.panel.filed.select(annotation_id)
        screen.evidence.marks.select(annotation_id)

    def go_to_claim(self, row_id: str) -> None:
        """Show where the candidate says that something is."""
        found = claim_of(self._screen.view.items if self._screen.view else (), row_id)
        if found:
            self._activate_with(found[0])
            self.go_to_item(found[0], found[1].anchor)

    def keep_places(self) -> None:
        """Keep where the person is in what is shown."""
        for pane in self._screen.desk.panes:
            if pane.number in self._shown:
                self._screen.left_off.keep_place(pane.number, pane.stage.place())

    def close(self) -> None:
        """Let go of everything that is shown."""
        with self._screen.desk.steady():
            for pane in self._screen.desk.panes:
                self._let_go(pane)

    def tell_keys(self) -> None:
        """Tell the players whether single letters act."""
        enabled = single_keys(self._screen.tools.session.workspace)
        for pane in self._screen.desk.panes:
            pane.stage.set_filing_key(_FILES if enabled else "")
            if pane.stage.player:
                pane.stage.player.set_single_keys(enabled=enabled)

    def _activate_with(self, item_id: str) -> None:
        screen = self._screen
        for pane in screen.desk.shown_panes:
            if screen.left_off.items[pane.number] == item_id != screen.left_off.item:
                screen.desk.activate(pane.number)

    def _show_in(self, pane: StagePane) -> None:
        screen = self._screen
        view = screen.view
        item = view.item(screen.left_off.items[pane.number]) if view else None
        if view is None or item is None:
            return
        closing = view.closed.get(item.id)
        self._shown[pane.number] = item.id, self._why_closed(item.id)
        if closing is not None:
            pane.stage.close_item()
            pane.stage.withhold(closing.sentence, closing.hint, "lock", "text3")
            return
        place = screen.left_off.place_in(pane.number)
        pane.stage.show_item(viewed_item(screen.tools.session.workspace, view, item, screen.left_off.criterion, place))
        screen.unchanged.look()

    def _why_closed(self, item_id: str) -> str:
        """Return the sentence that stands in place of an item that nobody consented to, or ""."""
        view = self._screen.view
        closing = view.closed.get(item_id) if view else None
        return closing.sentence if closing else ""

    def _let_go(self, pane: StagePane) -> None:
        if self._shown.pop(pane.number, None) is not None:
            pane.stage.close_item()
