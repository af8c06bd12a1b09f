"""The small panel for brightness and contrast of a photo: two sliders, light for dark, and back to what it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.photo_tone import AS_IT_IS, MOST, Tone
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.switch import Switch

_GROOVE, _KNOB, _WIDTH, _HEIGHT, _STEP = 4, 14, 176, 28, 10


class ToneSlider(QSlider):
    """From less to more with "as it is" in the middle; the wheel leaves it alone, a double click sets it back."""

    def __init__(self, themes: ThemeSource, name: str, what: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._themes = themes
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.setRange(-MOST, MOST)
        self.setSingleStep(_STEP // 2)
        self.setPageStep(_STEP * 2)
        self.setProperty("ringRadius", 6)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size: long enough to be set finely, high enough for a finger."""
        return QSize(self._themes.px(_WIDTH), self._themes.px(_HEIGHT))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls."""
        event.ignore()

    def mouseDoubleClickEvent(self, _event: object) -> None:
        """Set it back."""
        self.setValue(0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, how far the knob is from the middle, and the knob."""
        painter, theme = QPainter(self), self._themes.theme
        side = theme.px(_KNOB)
        groove = QRectF(side / 2, (self.height() - _GROOVE) / 2, self.width() - side, _GROOVE)
        paint.box(painter, groove, 2, fill=theme.color("pressed"))
        middle, there = groove.center().x(), groove.left() + groove.width() * (self.value() + MOST) / (2 * MOST)
        if self.isRightToLeft():
            there = 2 * middle - there
        reached = QRectF(min(middle, there), groove.top(), abs(there - middle), _GROOVE)
        paint.box(painter, reached, 2, fill=theme.color("accent"))
        painter.fillRect(QRectF(middle - 0.5, groove.top() - 3, 1, _GROOVE + 6), theme.color("ctl"))
        knob = QRectF(there - side / 2, (self.height() - side) / 2, side, side)
        paint.box(painter, knob, side / 2, fill=theme.color("surface"), border=theme.color("ctl"))
        painter.end()


class TonePanel(QFrame):
    """Pops up below a button; Esc or a click elsewhere closes it. Says what was chosen, keeps nothing."""

    chosen = Signal(object)
    """The `Tone` that is shown now."""

    def __init__(self, themes: ThemeSource, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self._themes = themes
        self.setObjectName("tonePanel")
        self.setProperty("surface", "floating")
        self.setAccessibleName(_("Brightness and contrast"))
        self._bright = ToneSlider(themes, "toneBrightness", _("Brightness"))
        self._contrast = ToneSlider(themes, "toneContrast", _("Contrast"))
        self._inverted = Switch(themes, _("Light for dark"))
        self._inverted.setObjectName("toneInvert")
        self._reset = button(themes, _("As it is"), kind="quiet", size="small")
        self._reset.setObjectName("toneReset")
        self._telling = True
        self._build()

    @property
    def tone(self) -> Tone:
        """What is chosen."""
        return Tone(self._bright.value(), self._contrast.value(), self._inverted.isChecked())

    def show_tone(self, tone: Tone) -> None:
        """Show a tone; tells nobody."""
        self._telling = False
        self._bright.setValue(tone.brightness)
        self._contrast.setValue(tone.contrast)
        self._inverted.show_on(on=tone.inverted)
        self._telling = True
        self._show_values()

    def open_below(self, place: QWidget) -> None:
        """Pop up below a button, inside the screen."""
        self.setLayoutDirection(place.layoutDirection())
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), place.height() + 4))
        screen = place.screen().availableGeometry()
        self.move(max(screen.left() + 4, min(corner.x(), screen.right() - self.width())), corner.y())
        self.show()
        self._bright.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._show_values()
        if self._telling:
            self.chosen.emit(self.tone)

    def _show_values(self) -> None:
        for slider, value in ((self._bright, self._bright_value), (self._contrast, self._contrast_value)):
            value.setText(f"{slider.value():+d}" if slider.value() else "0")
        self._reset.setEnabled(self.tone != AS_IT_IS)

    def _set_back(self) -> None:
        self.show_tone(AS_IT_IS)
        self.chosen.emit(AS_IT_IS)

    def _build(self) -> None:
        self._bright_value, self._contrast_value = label("0", "small", "text2"), label("0", "small", "text2")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        rows = (
            (_("Brightness"), self._bright, self._bright_value),
            (_("Contrast"), self._contrast, self._contrast_value),
        )
        for row, (words, slider, value) in enumerate(rows):
            grid.addWidget(label(words, "small", "text"), row, 0)
            grid.addWidget(slider, row, 1)
            value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            value.setMinimumWidth(self._themes.px(34))
            grid.addWidget(value, row, 2)
            slider.valueChanged.connect(self._tell)
        grid.addWidget(label(_("Light for dark"), "small", "text"), 2, 0)
        grid.addWidget(self._inverted, 2, 1)
        self._inverted.toggled.connect(self._tell)
        foot = QHBoxLayout()
        foot.addWidget(label(_("Only the view changes, never the file."), "tiny", "text3"), 1)
        foot.addWidget(self._reset)
        self._reset.clicked.connect(self._set_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(foot)
        self._show_values()
