"""The panel of details: of a criterion or of the rubric, in place of the rules for the moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.core.editing_places import criterion_of
from certdesk.core.errors import CertDeskError
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_criterion import CriterionDetails
from certdesk.ui.screens.rubrics.details_fields import Change
from certdesk.ui.screens.rubrics.details_language import TranslatedTexts
from certdesk.ui.screens.rubrics.details_rubric import RubricDetails
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.text_box import Field


class DetailsPanel(EditorPart):
    """``closed`` when the rules should be shown again; ``alignments_asked(criterion)`` asks for codes to pick from."""

    closed = Signal()
    alignments_asked = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("detailsPanel")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tools = tools
        self._view: DraftView | None = None
        self._id = ""
        self._asked = ""
        self._language = ""
        self._heading = FileName(tools.theme, "", role="heading", tone="text", middle=False)
        self._heading.setObjectName("detailsHeading")
        close = icon_button(tools.theme, "close", _("Back to the rules"), key="Esc", size="small")
        close.setObjectName("closeDetails")
        close.clicked.connect(self.closed)
        self.criterion = CriterionDetails(tools.theme, evidence_types(shipped.rubrics()))
        self.rubric = RubricDetails(tools.theme)
        self._pages = QStackedWidget()
        self._translated = (TranslatedTexts(tools.theme), TranslatedTexts(tools.theme))
        for form, translated in zip((self.criterion, self.rubric), self._translated, strict=True):
            form.add(translated)
            translated.changed.connect(self._apply)
        for form in (self.criterion, self.rubric):
            form.body.setContentsMargins(16, 4, 16, 16)
            form.changed.connect(self._apply)
            self._pages.addWidget(from_the_top(form))
        self.criterion.renamed.connect(self._expect)
        self.criterion.alignments_asked.connect(self.alignments_asked)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 6)
        head.addWidget(self._heading, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def open_at(self, criterion_id: str) -> None:
        """Show the details of a criterion, or of the rubric when none is named."""
        self.commit()
        self._id = self._asked = criterion_id
        self._renew()

    def show_language(self, language: str) -> None:
        """Show the texts in a second language too, or in none."""
        self._language = language
        self._renew()

    def go_to_translation(self, key: str) -> bool:
        """Give the keyboard to a text in the second language; False when it is not here."""
        return any(each.isVisibleTo(self) and each.go_to(key) for each in self._translated)

    def follow(self, place: str) -> None:
        """Show the criterion that the keyboard went to, where one is shown."""
        name = criterion_of(place)
        if self._id and name and name != self._id:
            self.open_at(name)

    def show_draft(self, view: DraftView) -> None:
        """Show this draft, keeping the keyboard and half-typed words where they are."""
        self._view = view
        self._renew()

    def commit(self) -> None:
        """Hand over half-typed words now."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            field = focused.parentWidget()
            while field is not None and not isinstance(field, Field):
                field = field.parentWidget()
            if field is not None:
                focused.clearFocus()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first field."""
        (self.criterion.question if self._id else self.rubric.title).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, what: str) -> None:
        """Scroll to a part of the details: the last word of a place, such as ``cap`` or ``scale``."""
        form, scroller = self.criterion, self._pages.currentWidget()
        parts: dict[str, QWidget] = {
            "question": form.question,
            "look_for": form.look_for,
            "required": form.required,
            "sufficiency": form.sufficiency,
            "cap": form.caps,
            "levels": form.levels,
            "level": form.levels,
            "scale": self.rubric.levels,
            "audience": self.rubric.audience,
            "purpose": self.rubric.purpose,
            "renewal_route": self.rubric.route,
        }
        page = scroller.widget() if isinstance(scroller, QScrollArea) else None
        if what not in parts or page is None or not isinstance(scroller, QScrollArea):
            return
        # The page has to have its height before it can be scrolled.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        top = parts[what].mapTo(page, QPoint(0, 0)).y()
        scroller.verticalScrollBar().setValue(top - 8)

    def edit_id(self) -> None:
        """Give the keyboard to the id."""
        self.criterion.id.setFocus(Qt.FocusReason.OtherFocusReason)
        self.criterion.id.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        if self._view is None:
            return
        criterion = self._shown()
        if criterion is None:
            self._id = ""
            self._heading.show_text(_("Details of the rubric"))
            self.rubric.show_rubric(self._view.draft.rubric)
        else:
            self._heading.show_text(f"{criterion.id} {criterion.title}".strip())
            self.criterion.show_criterion(self._view.draft.rubric, criterion, self._view.before)
        page = 0 if criterion else 1
        self._translated[page].show_texts(self._view.draft.rubric, self._language, self._id)
        self._pages.setCurrentIndex(page)

    def _shown(self) -> Criterion | None:
        if self._view is None:
            return None
        return next((each for each in self._view.draft.rubric.criteria if each.id == self._id), None)

    def _expect(self, new_id: str) -> None:
        """Follow a criterion whose id is about to change; it stays what it was if that is refused."""
        self._asked = self._id
        if self._view and all(each.id != new_id for each in self._view.draft.rubric.criteria):
            self._id = new_id

    def _apply(self, change: Change, words: str) -> None:
        if self._view is None:
            return
        before = self._view.draft.rubric
        try:
            edited = change(before)
        except CertDeskError as problem:
            self._tools.session.refused.emit(problem)
            self._id = self._asked if any(each.id == self._asked for each in before.criteria) else ""
            self._renew()
            return
        if edited != before:
            self.edited.emit(edited, words)
