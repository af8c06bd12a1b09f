"""The three designs beside each other, each with its own page in small."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from certdesk.core.certificate_design import Look
from certdesk.core.words import N_, _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

PAGE = QSize(112, 158)
"""The room for one page in px."""
_PAD, _WORDS, _RADIUS = 6, 22, 6
_NAMES = {Look.LEDGER: N_("Ledger"), Look.SIGNAL: N_("Signal"), Look.FIELD: N_("Field")}
_ABOUT = {
    Look.LEDGER: N_("Serif, double rule, a rosette that no other certificate has"),
    Look.SIGNAL: N_("Sans, one colour band, criteria named, large name"),
    Look.FIELD: N_("Warm paper, a band of tumbling blocks in the programme’s colour"),
}


class LookCards(QWidget):
    """Three cards of which one is chosen; arrow keys choose. ``chosen(Look)``."""

    chosen = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setAccessibleName(_("Design"))
        self.cards = {look: LookCard(theme, look) for look in Look}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for look, card in self.cards.items():
            row.addWidget(card)
            card.toggled.connect(lambda on, look=look: self.chosen.emit(look) if on else None)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_current(self, look: Look) -> None:
        """Show a look as chosen; tells nobody."""
        for other, card in self.cards.items():
            card.blockSignals(True)
            card.setChecked(other is look)
            card.blockSignals(False)
            card.update()

    def take_focus(self) -> None:
        """Take the keyboard to the card that is chosen."""
        for card in self.cards.values():
            if card.isChecked():
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, look: Look, page: QPixmap) -> None:
        """Show how the certificate looks in one of them."""
        self.cards[look].show_page(page)


class LookCard(QRadioButton):
    """One design: its page in small, and its name."""

    def __init__(self, theme: ThemeSource, look: Look) -> None:
        super().__init__()
        self._theme = theme
        self._page = QPixmap()
        self.setText(_(_NAMES[look]))
        self.setToolTip(_(_ABOUT[look]))
        self.setAccessibleDescription(_(_ABOUT[look]))
        self.setObjectName(f"look-{look}")
        self.setProperty("ringRadius", _RADIUS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def show_page(self, page: QPixmap) -> None:
        """Show a page."""
        self._page = page
        self.update()

    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._page.isNull()

    def sizeHint(self) -> QSize:
        """Return the room for page and name."""
        words = self._theme.theme.px(_WORDS)
        return QSize(PAGE.width() + 2 * _PAD, PAGE.height() + 2 * _PAD + words)

    def minimumSizeHint(self) -> QSize:
        """Return the same size."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the page and the name."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = self.isChecked()
        fill = "accent-soft" if chosen else "hover" if self.underMouse() else "surface"
        border = "accent" if chosen else "line2"
        paint.box(painter, QRectF(self.rect()), _RADIUS, fill=theme.color(fill), border=theme.color(border))
        if chosen:
            inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            paint.box(painter, inner, _RADIUS - 1, border=theme.color("accent"))
        self._paint_page(painter)
        words = QRectF(_PAD, PAGE.height() + 1.5 * _PAD, PAGE.width(), self.height() - PAGE.height() - 2 * _PAD)
        painter.setFont(theme.font("small", 600 if chosen else None))
        painter.setPen(theme.color("accent-text" if chosen else "text"))
        name = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()

    def _paint_page(self, painter: QPainter) -> None:
        theme = self._theme.theme
        frame = QRectF(_PAD, _PAD, PAGE.width(), PAGE.height())
        if self._page.isNull():
            paint.box(painter, frame, 2, fill=theme.color("sunken"))
            return
        size = self._page.deviceIndependentSize()
        scale = min(frame.width() / size.width(), frame.height() / size.height())
        place = QRectF(0, 0, size.width() * scale, size.height() * scale)
        place.moveCenter(frame.center())
        painter.drawPixmap(place, self._page, QRectF(self._page.rect()))
        paint.box(painter, place, 0, border=theme.color("line2"))
