"""The marks that are no level: not observed, unscorable, comment only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from certdesk.core.marks import CommentOnly, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.key_cap import key_size, paint_key
from certdesk.ui.widgets.level_disc import paint_mark

_HEIGHT, _SIDE, _GAP, _DISC = 28, 8, 7, 16


class OtherMarks(QWidget):
    """Three quiet buttons. Unscorable needs a code, so its button only asks for one."""

    not_observed_chosen = Signal()
    code_asked = Signal()
    comment_only_chosen = Signal()
    mark_cleared = Signal()

    def __init__(self, theme: ThemeSource, scale: Scale, *, keys: tuple[str, str, str] = ("N", "U", "")) -> None:
        super().__init__()
        row = FlowLayout(4)
        self.setLayout(row)
        self._not_observed = MarkButton(theme, scale, NotObserved(), _("Not observed"), keys[0])
        self._unscorable = MarkButton(theme, scale, Unscorable(""), _("Unscorable"), keys[1])
        self._comment_only = MarkButton(theme, scale, CommentOnly(), _("Comment only"), keys[2])
        pairs = (
            (self._not_observed, "notObserved", self.not_observed_chosen),
            (self._unscorable, "unscorable", self.code_asked),
            (self._comment_only, "commentOnly", self.comment_only_chosen),
        )
        for made, name, signal in pairs:
            made.setObjectName(name)
            made.chosen.connect(signal)
            made.cleared.connect(self.mark_cleared)
            row.addWidget(made)

    def show_mark(self, mark: Mark) -> None:
        """Show which of the three the mark is, if any; the code stands in the button's words."""
        self._not_observed.show_chosen(chosen=isinstance(mark, NotObserved))
        self._comment_only.show_chosen(chosen=isinstance(mark, CommentOnly))
        code = mark.code if isinstance(mark, Unscorable) else ""
        self._unscorable.show_words(_("Unscorable, {code}").format(code=code) if code else _("Unscorable"))
        self._unscorable.show_chosen(chosen=bool(code))

    def allow_not_observed(self, *, allowed: bool, reason: str = "") -> None:
        """Make "not observed" available or not, with the reason in its tooltip."""
        self._not_observed.setEnabled(allowed)
        self._not_observed.updateGeometry()  # a key that does nothing is not shown
        self._not_observed.setToolTip("" if allowed else reason)
        self._not_observed.setAccessibleDescription("" if allowed else reason)


class MarkButton(QAbstractButton):
    """One of the three."""

    chosen = Signal()
    cleared = Signal()

    def __init__(self, theme: ThemeSource, scale: Scale, mark: Mark, words: str, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._scale = scale
        self._mark: Mark = mark
        self._key = key
        self._words = words
        self._chosen = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.show_words(words)
        theme.changed.connect(self.updateGeometry)

    def show_words(self, words: str) -> None:
        """Change what the button says."""
        self._words = words
        self._name()
        self.updateGeometry()
        self.update()

    def show_chosen(self, *, chosen: bool) -> None:
        """Show it as the mark given, or not; tells nobody."""
        self._chosen = chosen
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that holds disc, words and key."""
        theme = self._theme.theme
        words = QFontMetricsF(theme.font("name")).horizontalAdvance(self._words)
        width = theme.px(2 * _SIDE + _DISC + _GAP) + words + 1
        if self._key and self.isEnabled():
            width += _GAP + key_size(theme, self._key).width()
        return QSize(round(width + 0.5), theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc, words and key; a frame when it is the mark given."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self._chosen:
            paint.box(painter, frame, 6, fill=theme.color("accent-soft"), border=theme.color("accent-line"))
        elif self.isEnabled() and (self.underMouse() or self.isDown()):
            paint.box(painter, frame, 6, fill=theme.color("pressed" if self.isDown() else "hover"))
        left = float(theme.px(_SIDE))
        words = QFontMetricsF(theme.font("name")).horizontalAdvance(self._words) + 1
        key = key_size(theme, self._key)
        painter.setFont(theme.font("name"))
        ink = "text3" if not self.isEnabled() else "accent-text" if self._chosen else "text2"
        painter.setPen(theme.color(ink))
        disc = self._turned(QRectF(left, 0, theme.px(_DISC), self.height()))
        paint_mark(painter, theme, disc, self._mark, self._scale, dimmed=not self.isEnabled())
        left += theme.px(_DISC + _GAP)
        painter.drawText(self._turned(QRectF(left, 0, words, self.height())), Qt.AlignmentFlag.AlignCenter, self._words)
        left += words + _GAP
        if self._key and self.isEnabled():
            cap = QRectF(left, (self.height() - key.height()) / 2, key.width(), key.height())
            paint_key(painter, theme, self._turned(cap), self._key)
        painter.end()

    def _turned(self, box: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.right())
        return box

    def _on_clicked(self) -> None:
        (self.cleared if self._chosen else self.chosen).emit()

    def _name(self) -> None:
        self.setAccessibleName(_("{words}, given").format(words=self._words) if self._chosen else self._words)
