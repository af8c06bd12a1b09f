"""The comment bank: ready-made words for a criterion and level, found by typing, to be made one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.bank_offers import Offer, Offers
from certdesk.core.words import _
from certdesk.ui.screens.score.bank_texts import is_for_summary, suggestion
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.typeahead_rows import Suggestion, SuggestionList

_WIDTH, _HEIGHT = 460, 420


class BankPopup(QFrame):
    """Type to find, arrows to choose, Enter to take: ``taken(Offer)``. Esc or a click elsewhere closes it.

    ``bank_asked()`` asks to show the bank itself.
    """

    taken = Signal(object)
    bank_asked = Signal()

    def __init__(self, theme: ThemeSource, parent: QWidget, person: Callable[[], str]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("bankPopup")
        self.setProperty("surface", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._person = person
        self._ask: Callable[[bool], Offers] | None = None
        self._offers: Offers | None = None
        self._typed = SearchField(theme, _("Find words in the bank"))
        self._typed.setObjectName("bankTyped")
        self._typed.textChanged.connect(self._filter)
        self._typed.installEventFilter(self)
        self._list = SuggestionList(theme, _("Comment bank"))
        self._list.setObjectName("bankList")
        self._list.itemClicked.connect(lambda _item: self._take())
        self._nothing = label("", "body", "text2")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        self._others = QCheckBox(_("Show others' words too"))
        self._others.setObjectName("bankOthers")
        self._others.toggled.connect(self._look_again)
        self._build()

    def open_above(self, target: QWidget, ask: Callable[[bool], Offers]) -> None:
        """Show what the bank offers, over ``target``; ``ask`` reads it, with other people's words too when told so."""
        self._ask = ask
        self._typed.clear()
        self._look_again()
        window = target.window().frameGeometry()
        width = min(self._theme.px(_WIDTH), window.width() - 32)
        size = QSize(width, min(self._wanted_height(width), self._theme.px(_HEIGHT), window.height() - 32))
        corner = target.mapToGlobal(QPoint(target.width() - size.width(), -size.height() - 4))
        left = min(max(corner.x(), window.left() + 16), window.right() - size.width() - 16)
        self.setGeometry(left, max(corner.y(), window.top() + 16), size.width(), size.height())
        self.show()
        self._typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter take, while the words are typed."""
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._list.step_with(event.key()):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _wanted_height(self, width: int) -> int:
        """Return the height at which everything that is offered can be seen."""
        bars = self._typed.sizeHint().height() + self._others.sizeHint().height() + 2 * 8 + 2 * 6 + 8
        return max(self._list.wanted_height(width - 2 * 8), self._theme.px(60)) + bars

    def _look_again(self) -> None:
        if self._ask is not None:
            self._offers = self._ask(self._others.isChecked())
            self._filter(self._typed.text())

    def _filter(self, typed: str) -> None:
        offers = self._offers.search(typed) if self._offers else ()
        found = [offer for offer in offers if not is_for_summary(offer)]
        groups = [
            (_("Strength"), [offer for offer in found if offer.is_strength]),
            (_("Next step"), [offer for offer in found if not offer.is_strength]),
        ]
        if typed.strip() and found and not found[0].is_strength:
            groups.reverse()  # what was looked for stands first
        rows: list[Suggestion] = []
        for heading, members in groups:
            rows += [Suggestion(heading)] if members else []
            rows += [suggestion(offer, self._person()) for offer in members]
        self._list.show_suggestions(tuple(rows))
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        text = _("Nothing in the bank holds “{typed}”.").format(typed=typed.strip())
        self._nothing.setText(text if typed.strip() else _("The bank has nothing for this criterion and level."))

    def _take(self) -> None:
        offer = self._list.current_value()
        if isinstance(offer, Offer):
            self.close()
            self.taken.emit(offer)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._typed)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self._others)
        foot.addStretch(1)
        show = button(self._theme, _("Open the bank"), kind="link", size="small")
        show.setObjectName("openBank")
        show.clicked.connect(self._show_bank)
        foot.addWidget(show)
        column.addLayout(foot)

    def _show_bank(self) -> None:
        self.close()
        self.bank_asked.emit()
