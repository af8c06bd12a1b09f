"""What evidence says about a criterion: it supports, it contradicts, or it raises a question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from certdesk.core.annotations import Stance
from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.models.stances import STANCE_ICONS, stance_words
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import keeps_key

_HEIGHT, _SIDE, _ICON, _GAP = 24, 6, 14, 4
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})


class StanceChoice(QWidget):
    """Three small radio buttons with a sign and a word each; arrow keys choose. ``chosen(Stance)``."""

    chosen = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setAccessibleName(_("What it says about the criterion"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._parts = {stance: StancePart(theme, stance) for stance in Stance}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for stance, part in self._parts.items():
            row.addWidget(part)
            part.toggled.connect(self._let_tab_stop)
            part.clicked.connect(lambda _checked=False, stance=stance: self.chosen.emit(stance))
        self.show_stance(Stance.SUPPORTS)

    @property
    def stance(self) -> Stance:
        """What is chosen."""
        return next((stance for stance, part in self._parts.items() if part.isChecked()), Stance.SUPPORTS)

    def show_stance(self, stance: Stance) -> None:
        """Choose; tells nobody."""
        self._parts[stance].setChecked(True)

    def _let_tab_stop(self) -> None:
        """Let Tab come to the chosen part alone: with Shift, Qt would come to the last one first."""
        for part in self._parts.values():
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if part.isChecked() else Qt.FocusPolicy.ClickFocus)


class StancePart(QRadioButton):
    """One of the three."""

    def __init__(self, theme: ThemeSource, stance: Stance) -> None:
        super().__init__()
        self._theme = theme
        self._icon = STANCE_ICONS[stance]
        self._words = stance_words(stance)
        self.setObjectName(f"stance-{stance.value}")
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size that holds sign and word."""
        theme = self._theme.theme
        words = QFontMetricsF(theme.font("small", 500)).horizontalAdvance(self._words)
        return QSize(round(words + theme.px(_ICON) + _GAP + 2 * _SIDE + 1), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the whole: words on buttons are not cut."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys: they choose here."""
        return keeps_key(event, _ARROWS) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw sign and word, in a box when chosen."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen:
            paint.box(painter, frame, 4, fill=theme.color("accent-soft"), border=theme.color("accent-line"))
        elif self.underMouse():
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        ink = theme.color("accent-text" if chosen else "text2")
        side = theme.px(_ICON)
        place = QRectF(_SIDE, 0, side, self.height())
        words = frame.adjusted(_SIDE + side + _GAP, 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveRight(self.width() - _SIDE)
            words = frame.adjusted(0, 0, -_SIDE - side - _GAP, 0)
        paint_icon(painter, place, self._icon, ink)
        painter.setFont(theme.font("small", 500))
        painter.setPen(ink)
        paint.line_of_text(painter, words, self._words)
        painter.end()
