"""One part of the editor: the grid of criteria and levels, edited in place."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.editing_places import criterion_of, place_of
from certdesk.core.hints import Hint, open_hints
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import untranslated
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.rubrics.editor_list import EditorList, Line
from certdesk.ui.screens.rubrics.grid_deeds import Deed
from certdesk.ui.screens.rubrics.grid_foot import GridFoot
from certdesk.ui.screens.rubrics.grid_head import GridHead, rebalanced
from certdesk.ui.screens.rubrics.grid_marks import foot_words, marks_of
from certdesk.ui.screens.rubrics.grid_menu import GridMenu
from certdesk.ui.screens.rubrics.grid_model import CellMark, Grid, Spot, make_grid
from certdesk.ui.screens.rubrics.grid_view import GridView
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import line

_MOST_LINES = 200


class GridPart(EditorPart):
    """Shows the grid of criteria and levels, edited in place.

    ``details_asked(criterion)``, ``rename_asked(criterion)``, ``scale_asked()``, ``translation_asked(key)`` ask for
    a panel; ``removed(words)`` says that something was taken away.
    """

    details_asked = Signal(str)
    rename_asked = Signal(str)
    scale_asked = Signal()
    translation_asked = Signal(str)
    removed = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._draft: DraftView | None = None
        self._section = ""
        self._second = ""
        self._locked: frozenset[str] = frozenset()
        self._hints: tuple[Hint, ...] = ()
        self._marks: dict[str, CellMark] = {}
        self.head, self.view, self.foot = GridHead(tools.theme), GridView(tools.theme), GridFoot(tools.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, line(), self.view, line(), self.foot):
            column.addWidget(part, 1 if part is self.view else 0)
        self.setFocusProxy(self.view)
        self._connect()

    @property
    def section(self) -> str:
        """The id of the section that is shown, or an empty text for all."""
        return self._section

    @property
    def second(self) -> str:
        """The second language, or an empty text."""
        return self._second

    def show_draft(self, view: DraftView) -> None:
        """Show this draft, keeping focus, scroll place and half-typed words where they are."""
        other = self._draft is None or self._draft.draft.id != view.draft.id
        self._draft = view
        if other:
            self._section, self._locked = "", frozenset()
        rubric = view.draft.rubric
        if self._section not in {section.id for section in rubric.sections}:
            self._section = ""
        known = {each.language for each in rubric.translations}
        self._second = self._second if self._second in known else ""
        self._renew()
        if other:
            self.view.begin()

    def commit(self) -> None:
        """Hand over half-typed words now."""
        self.view.close_box()

    def go_to(self, key: str, *, edit: bool = False) -> bool:
        """Bring a place of `core.editing_places` into view; False when the grid does not show it."""
        if self._draft is None:
            return False
        if key == "weights":
            self.head.take_keyboard()
            return True
        spot = _shown_as(key)
        if self._section and self.view.grid and self.view.grid.where(spot) is None:
            self.show_section("")
        return self.view.go_to(spot, edit=edit)

    def show_section(self, section: str) -> None:
        """Show one section, or all of them."""
        if self.view.close_box():
            self._section = section
            self._renew()

    def show_language(self, language: str) -> None:
        """Show a second language in every cell, or none."""
        if self.view.close_box():
            self._second = language
            self._renew()

    def show_missing(self) -> None:
        """Go to the next text that the second language lacks; what the grid has no cell for is in the details."""
        grid, here = self.view.grid, self.view.spot
        if grid is None or not self._second:
            return
        self.view.close_box()
        missing = untranslated(grid.rubric, self._second)
        shown = [key for key in missing if grid.where(Spot(key, self._second))]
        shown.sort(key=lambda key: grid.where(Spot(key, self._second)) or (0, 0))
        after = [key for key in shown if here and _comes_after(grid, Spot(key, self._second), here)]
        if found := (after or shown)[:1]:
            self.view.go_to(Spot(found[0], self._second), edit=True)
        elif missing:
            self.translation_asked.emit(missing[0])

    def rebalance(self, step: Fraction | None = None, *, equal: bool = False) -> None:
        """Make the weights total exactly 100; those that are kept stay."""
        self.view.close_box()
        words = _("weights rebalanced")
        self.view.do(lambda grid: Deed(rebalanced(grid.rubric, step, self._locked, equal=equal), words))

    def _renew(self) -> None:
        if self._draft is None:
            return
        rubric = self._draft.draft.rubric
        self._hints = open_hints(rubric, self._ignored(rubric))
        self._marks = marks_of(rubric, self._draft.before, self._hints)
        self.head.show_rubric(rubric, self._section)
        self.view.show_grid(
            make_grid(rubric, section=self._section, second=self._second, locked=self._locked, marks=self._marks)
        )
        missing = len(untranslated(rubric, self._second)) if self._second else 0
        named = language_name(self._second) if self._second else ""
        worded = [hint for hint in self._hints if not hint.id.startswith("empty:")]
        self.foot.show_counts(len(worded), missing, named)
        self._say()

    def _say(self, _spot: Spot | None = None) -> None:
        if self._draft is not None:
            draft = self._draft
            self.foot.show_words(foot_words(draft.draft.rubric, draft.before, self.view.spot, self._marks))

    def _open_menu(self, spot: Spot, point: QPoint) -> None:
        grid, name = self.view.grid, criterion_of(spot.key)
        if grid is None:
            return
        more = {
            "edit": lambda: self.view.open_box(spot),
            "paste": self.view.paste_clipboard,
            "scale": self.scale_asked.emit,
        }
        if name:
            more |= {
                "details": lambda: self.details_asked.emit(name),
                "rename": lambda: self.rename_asked.emit(name),
                "lock": lambda: self._lock(name),
                "weight": lambda: self._edit_weight(name),
            }
        GridMenu(grid, spot, self.view.do, more, self).show_at(point)

    def _edit_weight(self, name: str) -> None:
        if self.view.go_to(Spot(f"criterion/{name}/weight")):
            self.view.open_number()

    def _lock(self, name: str) -> None:
        self._locked ^= {name}
        self._renew()

    def _list_hints(self) -> None:
        lines = tuple(Line(hint.text, hint.place, hint.id) for hint in self._hints[:_MOST_LINES])
        shown = EditorList(self._tools.theme, _("Could be better"), lines, self)
        shown.chosen.connect(self.go_to)
        shown.ignored.connect(self._ignore)
        shown.open_above(self.foot.hints)

    def _ignored(self, rubric: Rubric) -> tuple[str, ...]:
        kept = recall_place(self._tools.session.workspace, f"hints/{rubric.id}").get("ignored", ())
        return tuple(str(each) for each in kept)

    def _ignore(self, hint: str) -> None:
        if self._draft is None:
            return
        rubric = self._draft.draft.rubric
        ignored = sorted({*self._ignored(rubric), hint})
        remember_place(self._tools.session.workspace, f"hints/{rubric.id}", {"ignored": ignored})
        self._renew()

    def _connect(self) -> None:
        self.view.edited.connect(self.edited)
        self.view.removed.connect(self.removed)
        self.view.refused.connect(self._tools.session.refused)
        self.view.spot_changed.connect(self._say)
        self.view.details_asked.connect(self.details_asked)
        self.view.menu_asked.connect(self._open_menu)
        self.head.section_chosen.connect(self.show_section)
        self.head.criterion_chosen.connect(lambda name: self.go_to(f"criterion/{name}/title"))
        self.head.rebalance_asked.connect(lambda step, equal: self.rebalance(step, equal=equal))
        self.foot.hints_asked.connect(self._list_hints)
        self.foot.missing_asked.connect(self.show_missing)


def _comes_after(grid: Grid, spot: Spot, here: Spot) -> bool:
    place, before = grid.where(spot), grid.where(here)
    return bool(place and before) and (place or (0, 0)) > (before or (0, 0))


def _shown_as(key: str) -> Spot:
    """Return the stop that a place is shown at; what the grid does not show is at its criterion's title."""
    place = place_of(key)
    shown = ("title", "descriptor", "weight", "floor", "critical")
    if place.of == "criterion" and place.what not in shown:
        return Spot(f"criterion/{place.id}/title")
    if place.of == "section":
        return Spot(f"section/{place.id}/title")
    if place.of == "level":
        return Spot(f"level/{place.at}/label")
    return Spot(key)
