"""What happened and what to do next, at the foot of the screen. Good news goes away; warnings stay."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.check_list import status_look
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph

_LEAVES_AFTER_MS = 8000
_WIDEST, _MARGIN = 720, 16
_STAYING = ("warn", "bad")


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, what kind of news it is (ok, info, warn, bad), a hint, and one action with its own key."""

    words: str
    kind: str = "info"
    hint: str = ""
    action: str = ""
    action_key: str = ""

    @property
    def stays(self) -> bool:
        """Whether it waits until somebody deals with it."""
        return self.kind in _STAYING


class NoticeBar(QFrame):
    """The bar, laid over the foot of ``host``. Good news queues; a new warning is shown at once."""

    action_chosen = Signal(str)  # the notice's action_key
    dismissed = Signal(object)  # Notice

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("noticeBar")
        self.setProperty("surface", "notice")
        self._theme = theme
        self._host = host
        self._lift = self._aside = 0
        self._now: Notice | None = None
        self._waiting: deque[Notice] = deque()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_LEAVES_AFTER_MS)
        self._clock.timeout.connect(self._leave)
        self._icon = IconView(theme, "info")
        self._words = Paragraph(theme)
        self._count = label("", "small", "text3")
        self._action = button(theme, "", kind="link")
        self._action.setObjectName("noticeAction")
        self._action.clicked.connect(self._act)
        self._close = icon_button(theme, "close", _("Dismiss"), size="small")
        self._close.setObjectName("noticeClose")
        self._close.clicked.connect(self._leave)
        self._row = QHBoxLayout(self)
        self._build()
        host.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice now, or after the ones that wait; the same one twice is shown once."""
        if notice == self._now or notice in self._waiting:
            return
        if self._now is None:
            self._show(notice)
        elif notice.stays:  # the newest answers what somebody has just done
            self._waiting.appendleft(self._now)
            self._show(notice)
        else:
            self._waiting.append(notice)
            self._show_count()

    def drop_good_news(self) -> None:
        """Take away what tells of something that has just been undone or done again; warnings stay."""
        self._waiting = deque(each for each in self._waiting if each.stays)
        if self._now is not None and not self._now.stays:
            self._leave()
        self._show_count()

    def set_lift(self, lift: int, aside: int = 0) -> None:
        """Leave so many px free at the foot, and at the end of the line, where somebody is writing."""
        self._lift, self._aside = lift, aside
        self._place()

    def current(self) -> Notice | None:
        """Return the notice that is shown, or None."""
        return self._now

    def clear(self) -> None:
        """Take all notices away, such as when the workspace closes."""
        self._waiting.clear()
        self._now = None
        self._clock.stop()
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while somebody points at it."""
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        self._count_down()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host, and wait while a button inside has the keyboard."""
        if watched is self._host and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif event.type() == QEvent.Type.FocusIn:
            self._clock.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._count_down()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        row = self._row
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        for part in (self._icon, self._words, self._count, self._action, self._close):
            if part is self._words:
                middle = QVBoxLayout()  # an alignment would give it less than its lines need
                middle.addStretch(1)
                middle.addWidget(part)
                middle.addStretch(1)
                row.addLayout(middle, 1)
            else:
                row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._action, self._close):
            part.installEventFilter(self)

    def _show(self, notice: Notice) -> None:
        self._now = notice
        icon, tone = status_look(notice.kind)
        self._icon.show_icon(icon, tone)
        self._words.show_text(f"{notice.words} {notice.hint}".strip())
        self._action.set_words(notice.action)
        self._action.setVisible(bool(notice.action))
        self.setProperty("tone", notice.kind if notice.stays else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._show_count()
        self._place()  # before it is shown, so that it never lies under a mouse that is elsewhere
        self.show()
        self._place()
        self._announce(notice)
        self._count_down()

    def _show_count(self) -> None:
        self._count.setText(_("{count} more").format(count=len(self._waiting)))
        self._count.setVisible(bool(self._waiting))
        self._place()  # the words have less room beside it

    def _announce(self, notice: Notice) -> None:
        event = QAccessibleAnnouncementEvent(self, f"{notice.words} {notice.hint}".strip())
        if notice.stays:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _count_down(self) -> None:
        inside = self.underMouse() or self._action.hasFocus() or self._close.hasFocus()
        if self._now is None or self._now.stays or inside:
            self._clock.stop()
        else:
            self._clock.start()

    def _act(self) -> None:
        if self._now is not None:
            self.action_chosen.emit(self._now.action_key)
        self._leave()

    def _leave(self) -> None:
        gone, self._now = self._now, None
        if gone is None:
            return
        if self._waiting:
            self._show(self._waiting.popleft())
        else:
            self.hide()
        self.dismissed.emit(gone)

    def _place(self) -> None:
        if self._now is None:
            return
        words = self._words.fontMetrics().horizontalAdvance(self._words.text())
        around = self._row.minimumSize().width() - self._words.minimumSizeHint().width() + _MARGIN
        whole = self._host.width() - self._aside
        width = min(self._theme.px(_WIDEST), whole - 2 * _MARGIN, words + around + 2)
        edge = self.width() - self.contentsRect().width()  # its border takes room from the words
        height = self._row.heightForWidth(width - edge) + edge
        left = (whole - width) // 2
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left += self._aside
        self.setGeometry(left, self._host.height() - height - self._lift - _MARGIN, width, height)
        self.raise_()
