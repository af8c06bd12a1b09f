"""What can be done in the editor by key and palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from certdesk.core.editing_places import criterion_of
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics import grid_deeds
from certdesk.ui.screens.rubrics.editor_head import ASSESSOR, GRID, PRINT, WHAT_IF, choices
from certdesk.ui.screens.rubrics.grid_model import Spot

if TYPE_CHECKING:
    from certdesk.ui.screens.rubrics.editor_pane import EditorPane

_KEYS = {GRID: "Alt+1", ASSESSOR: "Alt+2", PRINT: "Alt+3", WHAT_IF: "Alt+4"}


def editor_commands(pane: EditorPane) -> tuple[Command, ...]:
    """Return the commands of the editor."""
    grid, group = pane.grid, _("In the grid")

    def on_criterion() -> bool:
        return pane.head.views.current() == GRID and bool(grid.view.spot and criterion_of(grid.view.spot.key))

    def in_grid() -> bool:
        return pane.head.views.current() == GRID

    def spot() -> Spot:
        return grid.view.spot or Spot("")

    def details() -> None:
        pane.show_details(criterion_of(spot().key))

    views = tuple(
        Command(f"rubric.view.{each.key}", each.words, (_KEYS[each.key],), partial(pane.show_view, each.key))
        for each in choices()
    )
    return (
        Command("rubric.publish", _("Publish"), ("Ctrl+Return",), pane.publish),
        *views,
        Command("rubric.pane", _("Next pane"), ("F6",), pane.next_part),
        Command("rubric.pane_back", _("Previous pane"), ("Shift+F6",), partial(pane.next_part, -1)),
        Command("rubric.up", _("Move the row up"), ("Alt+Up",), lambda: grid.view.move_row(-1), in_grid, group),
        Command("rubric.down", _("Move the row down"), ("Alt+Down",), lambda: grid.view.move_row(1), in_grid, group),
        Command(
            "rubric.duplicate",
            _("Duplicate the criterion"),
            ("Ctrl+D",),
            lambda: grid.view.do(lambda g: grid_deeds.duplicate(g, spot())),
            on_criterion,
            group,
        ),
        Command(
            "rubric.add",
            _("Add a criterion below"),
            ("Ctrl+Shift+N",),
            lambda: grid.view.do(lambda g: grid_deeds.add_below(g, spot())),
            in_grid,
            group,
        ),
        Command("rubric.section", _("Add a section"), (), lambda: grid.view.do(grid_deeds.new_section), in_grid, group),
        Command("rubric.rebalance", _("Rebalance the weights"), (), grid.rebalance, in_grid, group),
        Command("rubric.details", _("Details of the criterion"), ("Alt+Return",), details, on_criterion, group),
        Command("rubric.scale", _("Details of the rubric"), (), pane.show_details, in_grid, group),
        Command("rubric.settle", _("List what is to settle"), (), pane.list_open_points, group=group),
    )
