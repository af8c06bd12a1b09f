"""What can be done in the sort view, by key and from the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.portfolio_views.writing_side import LINKS, NOTE

if TYPE_CHECKING:
    from certdesk.ui.screens.portfolio_views.sort_view import SortView


def sort_commands(view: SortView) -> tuple[Command, ...]:
    """Return the commands about what is chosen, then those about the whole portfolio."""
    return (*item_commands(view), *_adding(view))


def item_commands(view: SortView) -> tuple[Command, ...]:
    """Return what can be done with what is chosen."""
    here, one = view.may_change, view.is_one
    return (
        Command("sort.as", _("Sort what is chosen as…"), ("S",), view.choose_type, here, icon="folder"),
        Command("sort.accept", _("Accept the proposal"), ("A",), view.accept, view.any_offered, icon="check"),
        Command("sort.up", _("Move up in its slot"), ("Alt+Up",), lambda: view.shift(-1), here, icon="up"),
        Command("sort.down", _("Move down in its slot"), ("Alt+Down",), lambda: view.shift(1), here, icon="down"),
        Command("sort.unsort", _("Take out of its slot"), ("Backspace",), lambda: view.sort_as(""), here),
        Command("sort.remove", _("Take out of the portfolio"), ("Delete",), view.remove, here, icon="minus"),
        Command("sort.return", _("Bring back"), ("Insert",), view.bring_back, view.any_removed, icon="undo"),
        Command("sort.open", _("Open in its own program"), ("O",), view.open, one, icon="eye"),
        Command("sort.title", _("Change the title"), ("F2",), view.edit_title, one, icon="edit"),
    )


def _adding(view: SortView) -> tuple[Command, ...]:
    here, written = view.is_open, view.parts.writing
    links = _("Add a list of links")
    return (
        Command("sort.all", _("Accept all proposals"), ("Shift+A",), view.accept_all, view.any_offer, icon="check"),
        Command("sort.whose", _("Whose portfolio it is"), ("W",), view.show_whose, icon="person"),
        Command("sort.files", _("Add files"), ("Ctrl+O",), view.choose_files, here, icon="plus"),
        Command("sort.folder", _("Add a folder"), ("Ctrl+Shift+O",), view.choose_folder, here, icon="folder"),
        Command("sort.note", _("Add a note"), ("Ctrl+N",), lambda: view.write(NOTE), here, icon="text"),
        Command("sort.links", links, ("Ctrl+L",), lambda: view.write(LINKS), here, icon="link"),
        Command(
            "sort.add",
            _("Add what is written"),
            ("Ctrl+Return",),
            written.add,
            lambda: view.parts.is_writing,
            icon="check",
        ),
    )
