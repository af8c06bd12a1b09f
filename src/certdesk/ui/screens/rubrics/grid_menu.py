"""Everything that can be done at a stop of the grid, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.editing_levels import FEWEST, MOST
from certdesk.core.editing_places import place_of
from certdesk.core.words import _
from certdesk.ui.screens.rubrics import grid_deeds
from certdesk.ui.screens.rubrics.grid_deeds import Deed
from certdesk.ui.screens.rubrics.grid_model import Grid, Spot
from certdesk.ui.widgets.level_tones import level_digits

Do = Callable[[Callable[[Grid], Deed | None]], object]


class GridMenu(QMenu):
    """A menu for one stop. ``do`` carries a deed out; ``more`` has what the grid itself can't do, by name."""

    def __init__(
        self, grid: Grid, spot: Spot, do: Do, more: Mapping[str, Callable[[], object]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gridMenu")
        self._grid, self._spot, self._do, self._more = grid, spot, do, more
        self.aboutToHide.connect(self.deleteLater)
        place = place_of(spot.key)
        if place.what == "floor":
            self._floors(self)
        elif place.of == "criterion":
            self._criterion(place.id)
        elif place.of == "section":
            self._section(place.id)
        elif place.of == "level":
            self._level(Fraction(place.at))

    def show_at(self, point: QPoint) -> None:
        """Open the menu."""
        self.popup(point)

    def _deed(self, menu: QMenu, name: str, words: str, make: Callable[[Grid], Deed | None], keys: str = "") -> QAction:
        return self._action(menu, name, words, lambda: self._do(make), keys)

    def _action(self, menu: QMenu, name: str, words: str, run: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(words.replace("&", "&&"), menu)
        action.setObjectName(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _on=False: run())
        menu.addAction(action)
        return action

    def _named(self, name: str, words: str, keys: str = "") -> None:
        if run := self._more.get(name):
            self._action(self, name, words, run, keys)

    def _criterion(self, name: str) -> None:
        grid, spot = self._grid, self._spot
        criterion = grid.rubric.criterion(name)
        self._named("edit", _("Edit text"), "F2")
        self._named("details", _("Details of {id}…").format(id=name))
        self._named("rename", _("Change the code…"))
        self.addSeparator()
        self._named("weight", _("Weight…"))
        if lock := self._more.get("lock"):
            kept = self._action(self, "lock", _("Keep this weight when rebalancing"), lock)
            kept.setCheckable(True)
            kept.setChecked(name in grid.locked)
        self._floors(self.addMenu(_("Floor")))
        critical = self._deed(
            self, "critical", _("Critical"), lambda g: grid_deeds.turn_critical(g, _at(name, "critical"))
        )
        critical.setCheckable(True)
        critical.setChecked(criterion.critical)
        self.addSeparator()
        self._deed(self, "add", _("Add a criterion below"), lambda g: grid_deeds.add_below(g, spot))
        self._deed(self, "duplicate", _("Duplicate"), lambda g: grid_deeds.duplicate(g, spot), "Ctrl+D")
        self._deed(self, "up", _("Move up"), lambda g: grid_deeds.step(g, _at(name, "title"), -1), "Alt+Up")
        self._deed(self, "down", _("Move down"), lambda g: grid_deeds.step(g, _at(name, "title"), 1), "Alt+Down")
        sections = self.addMenu(_("Move to section"))
        for section in grid.rubric.sections:
            words = f"{section.id} {section.title}"
            to = self._deed(
                sections,
                f"to-{section.id}",
                words,
                partial(grid_deeds.into_section, criterion_id=name, section_id=section.id),
            )
            to.setEnabled(section.id != criterion.section)
        self._deed(sections, "toNew", _("New section"), partial(grid_deeds.into_new_section, criterion_id=name))
        self.addSeparator()
        self._named("paste", _("Paste cells"), "Ctrl+V")
        self._deed(self, "remove", _("Remove {id}").format(id=name), lambda g: grid_deeds.remove(g, _at(name, "title")))

    def _floors(self, menu: QMenu) -> None:
        place = place_of(self._spot.key)
        criterion = self._grid.rubric.criterion(place.id)
        for level in self._grid.rubric.scale_of(criterion).levels:
            words = f"{level_digits(level.value)} {level.label}"
            spot = _at(place.id, "floor")
            action = self._deed(
                menu, f"floor-{level.value}", words, partial(grid_deeds.lay_floor, spot=spot, value=level.value)
            )
            action.setCheckable(True)
            action.setChecked(level.value == criterion.floor)

    def _section(self, section_id: str) -> None:
        spot = Spot(f"section/{section_id}/title")
        self._named("edit", _("Edit text"), "F2")
        self._deed(
            self, "add", _("Add a criterion"), lambda g: grid_deeds.add_below(g, Spot(f"section/{section_id}/add"))
        )
        self.addSeparator()
        self._deed(self, "up", _("Move up"), lambda g: grid_deeds.step(g, spot, -1), "Alt+Up")
        self._deed(self, "down", _("Move down"), lambda g: grid_deeds.step(g, spot, 1), "Alt+Down")
        self._deed(self, "newSection", _("Add a section"), grid_deeds.new_section)
        words = _("Remove section {id}, keep its criteria").format(id=section_id)
        remove = self._deed(self, "remove", words, lambda g: grid_deeds.remove(g, spot))
        remove.setEnabled(len(self._grid.rubric.sections) > 1)

    def _level(self, value: Fraction) -> None:
        grid, spot = self._grid, self._spot
        values = [level.value for level in grid.rubric.scale.levels]
        place = values.index(value)
        self._named("edit", _("Edit label"), "F2")
        self._named("scale", _("Values and meanings…"))
        standard = self._deed(self, "standard", _("Certificate standard"), lambda g: grid_deeds.make_standard(g, spot))
        standard.setCheckable(True)
        standard.setChecked(value == grid.rubric.scale.standard)
        self.addSeparator()
        below = _("Add a level below") if not place else _("Add a level between this and the one below")
        above = _("Add a level above") if place == len(values) - 1 else _("Add a level between this and the one above")
        for name, words, at in (("below", below, place), ("above", above, place + 1)):
            action = self._deed(self, name, words, partial(grid_deeds.new_level, place=at))
            action.setEnabled(len(values) < MOST)
        self.addSeparator()
        self._named("paste", _("Paste cells"), "Ctrl+V")
        remove = self._deed(self, "remove", _("Remove this level"), lambda g: grid_deeds.remove(g, Spot(spot.key)))
        remove.setEnabled(len(values) > FEWEST)


def _at(criterion_id: str, what: str) -> Spot:
    return Spot(f"criterion/{criterion_id}/{what}")
