"""One filed place, to be changed: its criteria, what it says about them, its note."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from certdesk.core.annotations import Annotation
from certdesk.core.composing import place_in_words
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import Tag
from certdesk.ui.screens.score.criterion_menu import CriterionMenu
from certdesk.ui.screens.score.criterion_tag import CriterionTag
from certdesk.ui.screens.score.foot_frame import FootFrame, together
from certdesk.ui.screens.score.note_line import NoteLine
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.stance_choice import StanceChoice
from certdesk.ui.widgets.tips import plain_tip

_LEAST_NOTE = 150


@dataclass(frozen=True, slots=True)
class Edited:
    """What is being changed, the rubric's criteria, and what the item is called."""

    annotation: Annotation
    criteria: tuple[Criterion, ...]
    title: str


class AnnotationBar(FootFrame):
    """Says what was changed, by the annotation's id; the owner writes it down at once, so that Undo takes it back."""

    note_written = Signal(str, str)
    stance_chosen = Signal(str, object)
    criterion_added = Signal(str, str)
    criterion_dropped = Signal(str, str)
    go_asked = Signal(str)
    removal_asked = Signal(str)
    closed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self.setObjectName("annotationBar")
        self._edited: Edited | None = None
        self._told = ""
        self._tags = QWidget()
        self._tag_row = QHBoxLayout(self._tags)
        self._place = FileName(theme, role="name", tone="text", middle=False)
        self._place.setObjectName("annotationPlace")
        self._stance = StanceChoice(theme)
        self.note = NoteLine("annotationNote", _("Note: why does this matter?"))
        self.note.setMinimumWidth(theme.px(_LEAST_NOTE))
        self._criteria = button(theme, _("Criteria…"))
        self._criteria.setObjectName("annotationCriteria")
        self._go = button(theme, _("Go there"))
        self._go.setObjectName("annotationGo")
        self._remove = icon_button(theme, "trash", _("Remove"), kind="secondary")
        self._remove.setObjectName("annotationRemove")
        self._close = icon_button(theme, "close", _("Done"), key="Esc", size="small")
        self._close.setObjectName("annotationDone")
        self._build()
        self._connect()
        self.hide()

    @property
    def annotation_id(self) -> str:
        """What is being changed, or an empty text."""
        return self._edited.annotation.id if self._edited else ""

    def show_edited(self, edited: Edited) -> None:
        """Show an annotation. A note that is being written stays as it is."""
        same = edited.annotation.id == self.annotation_id
        self._edited = edited
        note = edited.annotation
        self._show_tags(note.criteria)
        self._place.show_text(_("{item}, {place}").format(item=edited.title, place=place_in_words(note)))
        self._stance.show_stance(note.stance)
        if not (same and self.note.hasFocus()):
            with QSignalBlocker(self.note):
                self.note.setText(note.note)
                self.note.setCursorPosition(0)
            self.note.setToolTip(plain_tip(note.note))
            self._told = note.note
        self._share()
        self.show()

    def forget(self) -> None:
        """Write a half-typed note down and close."""
        self._tell_note()
        self.discard()

    def discard(self) -> None:
        """Close; what was typed and not told is let go."""
        self._edited = None
        self._told = self.note.text()
        self.hide()

    def open_menu(self) -> CriterionMenu:
        """Offer all criteria to be ticked."""
        edited = self._edited
        menu = CriterionMenu(edited.criteria if edited else (), edited.annotation.criteria if edited else (), self)
        menu.toggled.connect(self._tick)
        menu.popup(self._criteria.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def _tick(self, criterion: str, on: bool) -> None:
        (self.criterion_added if on else self.criterion_dropped).emit(self.annotation_id, criterion)

    def _tell_note(self) -> None:
        if self._edited and self.note.text() != self._told:
            self._told = self.note.text()
            self.note_written.emit(self.annotation_id, self._told)

    def _done(self) -> None:
        self._tell_note()
        self.closed.emit()

    def _show_tags(self, names: tuple[str, ...]) -> None:
        empty(self._tag_row)
        order = [one.id for one in self._edited.criteria] if self._edited else []
        for name in names:
            tag = CriterionTag(self._theme)
            tag.show_tag(Tag(name, order.index(name)))
            self._tag_row.addWidget(tag)

    def _build(self) -> None:
        self._tag_row.setContentsMargins(0, 0, 0, 0)
        self._tag_row.setSpacing(4)
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add_line(self._what(), together(self._stance, self._close))
        self.add_line(self.note, together(self._criteria, self._go, self._remove))

    def _what(self) -> QWidget:
        what = QWidget()
        row = QHBoxLayout(what)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._tags)
        row.addWidget(self._place, 1)
        return what

    def _connect(self) -> None:
        self.note.done.connect(self._done)
        self.note.left.connect(self._tell_note)
        self.note.let_go.connect(self.closed)
        self._close.clicked.connect(self._done)
        self._criteria.clicked.connect(self.open_menu)
        self._stance.chosen.connect(lambda stance: self.stance_chosen.emit(self.annotation_id, stance))
        self._go.clicked.connect(lambda: self.go_asked.emit(self.annotation_id))
        self._remove.clicked.connect(lambda: self.removal_asked.emit(self.annotation_id))
