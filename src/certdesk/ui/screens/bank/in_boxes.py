"""The comment bank inside a box for words to a teacher: type-ahead, open slots, and keeping one's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit

from certdesk.actions.bank_offers import Offer, Place, learn_use, offers_at, proposed
from certdesk.actions.keeping_bank import add_comment
from certdesk.actions.looking import AssessmentView
from certdesk.core.changes import Change
from certdesk.core.comment_bank import Comment
from certdesk.core.slots import SLOT, without_names
from certdesk.core.words import _
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.bank.saving import SaveAsMine
from certdesk.ui.screens.score.bank_texts import first_slot, suggestions
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead import Search, TypeAhead
from certdesk.ui.widgets.typeahead_edit import edit_of
from certdesk.ui.widgets.typeahead_slots import SlotKeys

Where = Callable[[], tuple[AssessmentView, Place] | None]


class BankInBox(QObject):
    """Serves one box. ``where`` says which assessment, criterion and item it is about now; None while it is about none.

    ``noticed(Notice)`` says what was kept.
    """

    noticed = Signal(object)

    def __init__(self, tools: Tools, box: TextBox | QLineEdit, where: Where) -> None:
        super().__init__(box)
        self._tools = tools
        self._box = box
        self._edit = edit_of(box)
        self._where = where
        self._saving: SaveAsMine | None = None
        self.type_ahead = TypeAhead(tools.theme, box, self._search)
        self.type_ahead.taken.connect(self.take)
        self.slots = SlotKeys(tools.theme, box)
        self._edit.widget.installEventFilter(self)
        if isinstance(box, TextBox):
            box.writing.setPlaceholderText(_("Type / for the comment bank"))

    def take(self, offer: object) -> None:
        """Write an offer where the caret is, with its first open slot selected, and remember that it was used here."""
        here = self._where()
        if not isinstance(offer, Offer) or here is None:
            return
        self._edit.insert(offer.text, first_slot(offer.text))
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        learn_use(self._tools.session.workspace, offer, here[1])

    def save_as_mine(self) -> None:
        """Ask whether to keep what is selected in the box, or all of it, as the person's own words."""
        here = self._where()
        words = self._words()
        if here is None or not words:
            self.noticed.emit(Notice(_("There are no words in this box to keep yet.")))
            return
        view, place = here
        if self._saving is None:
            self._saving = SaveAsMine(self._tools.theme, self._box.window())
            self._saving.saved.connect(self._keep)
        self._saving.ask(proposed(self._tools.session.workspace, view, place, words), view.rubric)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer to keep the words in the menu of the box."""
        if watched is self._edit.widget and isinstance(event, QContextMenuEvent):
            self._show_menu(event)
            return True
        return super().eventFilter(watched, event)

    def _words(self) -> str:
        """Return what is selected, or everything; a slot that waits to be filled is no selection of anybody's."""
        start, end = self._edit.selection()
        selected = self._edit.text()[start:end].strip()
        return self._edit.text().strip() if not selected or SLOT.fullmatch(selected) else selected

    def _search(self) -> Search | None:
        here = self._where()
        if here is None:
            return None
        workspace = self._tools.session.workspace
        return suggestions(offers_at(workspace, *here), workspace.person)

    def _show_menu(self, event: QContextMenuEvent) -> None:
        box = self._box
        menu = box.writing.createStandardContextMenu() if isinstance(box, TextBox) else box.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("boxMenu")
        menu.addSeparator()
        offer = menu.addAction(_("Insert from the comment bank"))
        offer.setEnabled(not self._edit.read_only())
        offer.triggered.connect(self.type_ahead.open)
        keep = menu.addAction(_("Save as mine…"))
        keep.setObjectName("saveAsMineAction")
        keep.setEnabled(bool(self._edit.text().strip()))
        keep.triggered.connect(self.save_as_mine)
        menu.popup(event.globalPos())

    def _keep(self, comment: Comment) -> None:
        here = self._where()
        names = [here[0].portfolio.candidate.name] if here else []
        text, name_hidden = without_names(comment.text, names)
        change = self._tools.session.do(_add, replace(comment, text=text))
        if change is None:
            return
        said = _("Kept as yours. Type / in a box to use it.") if change else _("It was in the bank already.")
        hint = _("The candidate's name was taken out.") if name_hidden else ""
        self.noticed.emit(Notice(said, "ok", hint))


def _add(workspace: Workspace, comment: Comment) -> Change:
    return add_comment(workspace, comment)[1]
