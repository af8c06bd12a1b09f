"""The editor: a draft's grid, its rules and its worked examples on one page, and three other views of the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.undoing import undo, undo_label
from certdesk.core.changes import Change, Kind
from certdesk.core.contradictions import find_contradictions
from certdesk.core.editing_merge import bones, rebased
from certdesk.core.editing_places import criterion_of, first_difference, place_of
from certdesk.core.errors import CertDeskError
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import with_language, without_language
from certdesk.core.words import _
from certdesk.store.rubric_drafts import RubricDraft, has_draft, load_draft
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.editor_commands import editor_commands
from certdesk.ui.screens.rubrics.editor_head import ASSESSOR, GRID, PRINT, WHAT_IF, EditorHead
from certdesk.ui.screens.rubrics.editor_layout import grid_page
from certdesk.ui.screens.rubrics.editor_list import EditorList, Line
from certdesk.ui.screens.rubrics.editor_origin import Origin
from certdesk.ui.screens.rubrics.editor_others import other_view
from certdesk.ui.screens.rubrics.editor_unkept import UnkeptEdit
from certdesk.ui.screens.rubrics.examples_part import ExamplesPart
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.grid_part import GridPart
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart, Pane
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.screens.rubrics.rules_part import RulesPart
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.tab_order import first_stop

if TYPE_CHECKING:
    from certdesk.ui.screens.rubrics.details_panel import DetailsPanel

_PAGES = (GRID, ASSESSOR, PRINT, WHAT_IF)
_IN_RUBRIC_DETAILS = ("scale", "audience", "purpose", "title", "renewal_route")
_IN_DETAILS = ("question", "look_for", "required", "sufficiency", "cap", "levels", "level")


class EditorPane(Pane):
    """Carries drafts between the store and the parts; every change is kept before anything shows it.

    Only the parts in front are renewed with each change; the others when somebody looks at them.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: DraftView | None = None
        self._seen: dict[EditorPart, DraftView] = {}
        self._own = False
        self._unkept = UnkeptEdit(tools.session, self)
        self._bones: tuple[object, ...] = ()
        self._origin = Origin(tools.session)
        self.grid, self.rules, self.examples = GridPart(tools), RulesPart(tools), ExamplesPart(tools)
        self._others: dict[str, EditorPart] = {}
        self._details: DetailsPanel | None = None
        self.head = EditorHead(tools.theme)
        self._pages, self._side = QStackedWidget(), QStackedWidget()
        self._build()
        self._connect()

    @property
    def details(self) -> DetailsPanel:
        """The details of a criterion or of the rubric; made when somebody first opens them."""
        if self._details is None:
            from certdesk.ui.screens.rubrics.details_panel import DetailsPanel

            self._details = DetailsPanel(self.tools)
            self._side.addWidget(self._details)
            self._details.show_language(self.grid.second)
            self._details.edited.connect(partial(self._keep_from, self._details))
            self._details.closed.connect(self.close_details)
            self._details.alignments_asked.connect(self._pick_alignments)
        return self._details

    @property
    def assessor(self) -> EditorPart:
        """The draft as the assessor sees it."""
        return self._other(ASSESSOR)

    @property
    def printed(self) -> EditorPart:
        """The draft as it prints."""
        return self._other(PRINT)

    @property
    def what_if(self) -> EditorPart:
        """What another cut, weight or floor would do."""
        return self._other(WHAT_IF)

    def enter(self, params: dict[str, Any]) -> None:
        """Show the draft that is asked for, in the view and at the place that are asked for."""
        db = self.tools.session.workspace.db
        draft = self._unkept.over(load_draft(db, str(params["draft"])))
        self._origin.forget()
        if self._view is None or self._view.draft.id != draft.id:
            self._side.setCurrentWidget(self.rules)
        self.show_view(str(params.get("view", GRID)))
        self._show(draft)
        if self.head.views.current() == GRID:  # the other views are no place for a cell
            self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._go_to(str(params.get("at", "")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let worked examples give way to the grid where there is little height."""
        super().resizeEvent(event)
        self._give_room()

    def leave(self) -> None:
        """Keep half-typed words. Raises StorageError for those that the disk does not take: they stay in front."""
        self._commit()
        self._unkept.insist()
        for shown in self.findChildren(EditorList):
            shown.close()  # it floats over the window and would stay over the next screen

    def on_changed(self, change: Change) -> None:
        """Show the draft again when it was changed, also by undo; leave when it is gone."""
        if self._view is None or not change.kinds & (Kind.RUBRIC_DRAFT | Kind.RUBRIC | Kind.ASSESSMENT):
            return
        db = self.tools.session.workspace.db
        draft_id, before = self._view.draft.id, self._view.draft.rubric
        if not has_draft(db, draft_id):
            self._view = None
            self._unkept.forget()
            self.asked.emit("library", {})
            return
        if not change.kinds & Kind.RUBRIC_DRAFT:
            self._origin.forget()
        draft = self._unkept.over(load_draft(db, draft_id))
        if self._origin.is_known and draft.rubric == before and not self._own:
            self.head.show_undo(undo_label(self.tools.session.workspace, within=draft_id))
            return  # what waited is on disk now: what is being typed meanwhile stays as it is
        self._show(draft)
        if not self._own and (place := first_difference(before, draft.rubric)):
            self._go_to(place)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return editor_commands(self)

    def place(self) -> dict[str, Any]:
        """Return the draft, the view and the stop of the keyboard."""
        if self._view is None:
            return {}
        spot = self.grid.view.spot
        return {"draft": self._view.draft.id, "view": self.head.views.current(), "at": spot.key if spot else ""}

    def undo_scope(self) -> str:
        """Return the draft's id."""
        return self._view.draft.id if self._view else ""

    def publish(self) -> None:
        """Go to where publishing is decided."""
        if self._settled() and self._view:
            self.asked.emit("versions", {"publish": self._view.draft.id})

    def take_back(self) -> None:
        """Take the newest change of this draft back."""
        if self._settled() and self._view:
            self.tools.session.do(undo, within=self._view.draft.id)

    def show_view(self, key: str) -> None:
        """Show the grid, or one of the three other views of the draft."""
        self._commit()
        self.head.views.set_current(key if key in _PAGES else GRID)
        chosen = self.head.views.current()
        if chosen == GRID:
            self._pages.setCurrentIndex(0)
        else:
            self._pages.setCurrentWidget(self._other(chosen))
        self._renew()

    def show_details(self, criterion_id: str = "") -> None:
        """Open the details of a criterion, or of the rubric, in place of the rules."""
        self.show_view(GRID)
        self._side.setCurrentWidget(self.details)
        self._renew()
        self.details.open_at(criterion_id)
        self.details.take_keyboard()

    def close_details(self) -> None:
        """Show the rules again."""
        if self._details:
            self._details.commit()
        self._side.setCurrentWidget(self.rules)
        self._renew()
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_part(self, step: int = 1) -> None:
        """Move the keyboard on: grid, rules or details, worked examples, the bar above, and round again."""
        parts: tuple[QWidget, ...] = (*self._in_front(), self.head)
        focused = QApplication.focusWidget()
        nowhere = 0 if step < 0 else -1
        here = next((n for n, part in enumerate(parts) if focused and part.isAncestorOf(focused)), nowhere)
        part = parts[(here + step) % len(parts)]
        if (stop := self.grid.view if part is self.grid else first_stop(part)) is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def list_open_points(self) -> None:
        """Open the list of what contradicts itself."""
        if self._view is None:
            return
        lines = (Line(each.text, each.place) for each in find_contradictions(self._view.draft.rubric))
        shown = EditorList(self.tools.theme, _("To settle before publishing"), tuple(lines), self)
        shown.chosen.connect(self._go_to)
        shown.open_above(self.head.open_points)

    def _show(self, draft: RubricDraft) -> None:
        self._view = self._origin.of(draft)
        self.head.show_draft(self._view, self.grid.second)
        skeleton = bones(draft.rubric)
        if skeleton != self._bones:
            self._bones = skeleton
            self.head.show_open_points(len(find_contradictions(draft.rubric)))
        self.head.show_undo(undo_label(self.tools.session.workspace, within=draft.id))
        self._renew()

    def _renew(self) -> None:
        """Show the draft in the parts that are in front and have not seen it yet."""
        if self._view is None:
            return
        for part in self._in_front():
            seen = self._seen.get(part)
            if seen is self._view or (part in (self.rules, self.examples) and self._view.has_same_bones(seen)):
                continue
            self._seen[part] = self._view
            part.show_draft(self._view)

    def _in_front(self) -> tuple[EditorPart, ...]:
        if self.head.views.current() == GRID:
            side = self.rules if self._side.currentWidget() is self.rules else self.details
            return (self.grid, side, self.examples)
        return (self._other(self.head.views.current()),)

    def _other(self, key: str) -> EditorPart:
        """Return one of the other views; it is made when somebody first looks at it, so that the editor opens soon."""
        if key not in self._others:
            made = other_view(key, self.tools)
            made.edited.connect(partial(self._keep_from, made))
            made.noticed.connect(self.noticed)
            self._others[key] = made
            self._pages.addWidget(made)
        return self._others[key]

    def _keep_from(self, part: EditorPart, edited: Rubric, words: str) -> None:
        """Keep what a part made of the draft that it was shown last, which may be some words behind."""
        seen = self._seen.get(part)
        if self._view and seen and seen is not self._view and seen.draft.id == self._view.draft.id:
            edited = rebased(seen.draft.rubric, edited, self._view.draft.rubric)
        self._keep(edited, words)

    def _keep(self, edited: Rubric, words: str) -> None:
        if self._view:
            self._own = True
            try:
                self._unkept.keep(self._view.draft, edited, words)
            finally:
                self._own = False

    def _commit(self) -> None:
        for part in self._parts():
            part.commit()

    def _settled(self) -> bool:
        """Keep half-typed words and what waits; False when the disk does not take them, which is said."""
        try:
            self.leave()
        except CertDeskError as problem:
            self.tools.session.refused.emit(problem)
            return False
        return True

    def _go_back(self) -> None:
        if self._settled():
            self.asked.emit("library", {})

    def _say_kept(self) -> None:
        self.noticed.emit(Notice(_("What could not be kept is kept now."), "ok"))

    def _go_to(self, place: str) -> None:
        """Show a place of `core.editing_places` or `core.places`; what the grid has no cell for is in the details."""
        if not place:
            return
        if self.head.views.current() != GRID:
            self.show_view(GRID)
        if place.startswith(("outcome/", "incomplete/")):
            self.close_details()
        elif place.startswith("example/"):
            self.examples.open_table(int(place.removeprefix("example/")) - 1)
        elif place.startswith(_IN_RUBRIC_DETAILS):
            self.show_details()
            self.details.show_part(place.split("/", 1)[0])
        elif self.grid.go_to(place):
            self._show_beside(place)

    def _show_beside(self, place: str) -> None:
        """Open the details at what only they show, or let open ones follow to another criterion."""
        found = place_of(place)
        if found.of == "criterion" and found.what in _IN_DETAILS:
            self.show_details(found.id)
            self.details.show_part(found.what)
        elif self._side.currentWidget() is not self.rules:
            self.details.follow(place)

    def _parts(self) -> tuple[EditorPart, ...]:
        details = (self._details,) if self._details else ()
        return (self.grid, *details, self.rules, self.examples, *self._others.values())

    def _show_language(self, language: str) -> None:
        self.grid.show_language(language)
        if self._details:
            self._details.show_language(language)
        if self._view:
            self.head.show_draft(self._view, self.grid.second)

    def _add_language(self, language: str) -> None:
        self._change_languages(with_language, language, _("{language} added"))
        self._show_language(language)

    def _remove_language(self, language: str) -> None:
        self._say_removed(self._change_languages(without_language, language, _("{language} removed")))
        self._show_language("")

    def _change_languages(self, change: Callable[[Rubric, str], Rubric], language: str, words: str) -> str:
        said = words.format(language=language_name(language))
        self.grid.commit()
        if self._view:
            self._keep(change(self._view.draft.rubric, language), said)
        return said

    def _say_removed(self, words: str) -> None:
        said = _("{what}.").format(what=words[:1].upper() + words[1:])
        self.noticed.emit(Notice(said, "info", _("Ctrl+Z takes it back.")))

    def _build(self) -> None:
        self._side.addWidget(self.rules)
        self._pages.addWidget(grid_page(self.tools.theme, self.grid, self._side, self.examples))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._unkept.waits.connect(self._show)
        self._unkept.kept.connect(self._say_kept)
        self.head.left.connect(self._go_back)
        self.head.view_chosen.connect(self.show_view)
        self.head.undo_asked.connect(self.take_back)
        self.head.publish_asked.connect(self.publish)
        self.head.details_asked.connect(self.show_details)
        self.head.list_asked.connect(self.list_open_points)
        self.head.languages.chosen.connect(self._show_language)
        self.head.languages.added.connect(self._add_language)
        self.head.languages.removed.connect(self._remove_language)
        self.grid.details_asked.connect(self.show_details)
        self.grid.rename_asked.connect(self._rename)
        self.grid.scale_asked.connect(self.show_details)
        self.grid.translation_asked.connect(self._translate)
        self.grid.removed.connect(self._say_removed)
        self.grid.view.spot_changed.connect(self._follow_spot)
        self.rules.trying.connect(self.examples.show_trial)
        self.tools.theme.changed.connect(self._give_room)
        for part in self._parts():
            part.edited.connect(partial(self._keep_from, part))

    def _give_room(self) -> None:
        self.examples.use_room(self.height())

    def _translate(self, key: str) -> None:
        """Go to a text that the second language lacks and the grid has no cell for."""
        self.show_details(criterion_of(key))
        self.details.go_to_translation(key)

    def _pick_alignments(self, criterion_id: str) -> None:
        """Leave for the frameworks, where codes are picked for a criterion of a draft."""
        if self._settled() and self._view:
            self.asked.emit("standards", {"draft": self._view.draft.id, "criterion": criterion_id})

    def _rename(self, criterion_id: str) -> None:
        self.show_details(criterion_id)
        self.details.edit_id()

    def _follow_spot(self, spot: Spot) -> None:
        if self._side.currentWidget() is not self.rules:
            self.details.follow(spot.key)
