"""The title row of Verify: back to the list, and the ways to bring the next thing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label


class VerifyHead(QWidget):
    """Buttons and their menu; each says what was asked for."""

    back_asked = Signal()
    photo_asked = Signal()
    file_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    turn_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._back = button(theme, _("Back to the list"), kind="quiet", icon="back")
        self._back.setObjectName("backToList")
        self._back.hide()
        self._title = label(_("Verify"), "title")
        self._turn = button(theme, _("The document"))
        self._turn.setObjectName("turnOver")
        self._turn.hide()
        photo = button(theme, _("QR from a photo"), icon="image")
        photo.setObjectName("choosePhoto")
        self._another = button(theme, _("Open"), icon="down")
        self._another.set_icon("down", trailing="chevron_down")
        self._another.setObjectName("choose")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._back)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._turn)
        row.addWidget(photo)
        row.addWidget(self._another)
        self._back.clicked.connect(self.back_asked)
        self._turn.clicked.connect(self.turn_asked)
        photo.clicked.connect(self.photo_asked)
        self._another.clicked.connect(self._offer)

    def offer_back(self, *, back: bool) -> None:
        """Offer the way back to the list that an answer is from."""
        self._back.setVisible(back)

    def offer_turn(self, *, needed: bool, paper_in_front: bool) -> None:
        """Offer to show the document, or the answer again, where there is room for one of them only."""
        self._turn.set_words(_("The answer") if paper_in_front else _("The document"))
        self._turn.setVisible(needed)

    def take_keyboard(self) -> None:
        """Take the keyboard over from what is going away."""
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)

    def menu_now(self) -> QMenu:
        """Return the menu of what can be brought."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("bringMenu")
        for name, words, signal in (
            ("chooseFile", _("A file…"), self.file_asked),
            ("chooseFolder", _("A folder or a stick…"), self.folder_asked),
            ("choosePaste", _("What was copied"), self.paste_asked),
        ):
            action = QAction(words, menu)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, asked=signal: asked.emit())
            menu.addAction(action)
        return menu

    def _offer(self) -> None:
        self.menu_now().popup(self._another.mapToGlobal(QPoint(0, self._another.height() + 4)))
