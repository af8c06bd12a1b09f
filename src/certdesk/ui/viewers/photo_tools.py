"""The tools of a photo viewer: its page, moving pictures, zoom, turning, brightness and contrast."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.giving_way import give_way
from certdesk.ui.viewers.page_tools import PageField
from certdesk.ui.viewers.photo_animation import AnimationPlayer
from certdesk.ui.viewers.photo_tone import AS_IT_IS, Tone
from certdesk.ui.viewers.photo_tone_panel import TonePanel
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.zoom_tools import ZoomTools
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import label

_LEAST, _LINE = 240, 40


class PhotoTools(QWidget):
    """Belongs to one canvas; ``viewer`` is the widget inside which the keys work."""

    page_asked = Signal(int)

    def __init__(self, themes: ThemeSource, canvas: SheetCanvas, player: AnimationPlayer, viewer: QWidget) -> None:
        super().__init__()
        self._themes = themes
        self._player = player
        self._count = 0
        self._page = 1
        self.zoom = ZoomTools(themes, canvas, viewer)
        self.panel = TonePanel(themes, self)
        self.field = PageField()
        self._total = label("", "small", "text2", name="pageCount")
        self._previous = icon_button(themes, "chevron_left", _("Previous page"), key="Page up", size="small")
        self._next = icon_button(themes, "chevron_right", _("Next page"), key="Page down", size="small")
        self._back = icon_button(themes, "step_back", _("One picture back"), key=",", size="small")
        self._play = icon_button(themes, "play", _("Play"), key=_("Space"), size="small")
        self._on = icon_button(themes, "step_forward", _("One picture on"), key=".", size="small")
        self._frame = label("", "small", "text2", name="animationFrame")
        self._turn = icon_button(themes, "rotate", _("Turn right"), key="Ctrl R", size="small")
        self._tone = icon_button(themes, "tone", _("Brightness and contrast"), key="Ctrl T", size="small")
        self._build()
        self._connect()
        themes.changed.connect(self._dress)
        self._dress()

    def show_pages(self, page: int, count: int) -> None:
        """Show which page of how many is looked at; nothing of it when there is only one."""
        self._page, self._count = page, count
        for part in (self.field, self._total, self._previous, self._next):
            part.setVisible(count > 1)
        if not self.field.hasFocus() or not self.field.isModified():
            self.field.setText(str(page))
        self._total.setText(_("of {count}").format(count=count))
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < count)

    def show_tone(self, tone: Tone) -> None:
        """Show which tone a photo is seen in."""
        self.panel.show_tone(tone)
        self._tone.setChecked(tone != AS_IT_IS)

    def open_tone(self) -> None:
        """Let brightness and contrast be chosen."""
        self._tone.setChecked(self.panel.tone != AS_IT_IS)  # it says what is so, not that it was pressed
        self.panel.open_below(self._tone)

    def use_room(self, width: int) -> None:
        """Show what there is room for; everything here can be done with keys too."""
        give_way(self._row, width, (self.zoom.show_steps, self._show_steps))

    def minimumSizeHint(self) -> QSize:
        """Return the room for the page number, the size and turning."""
        return QSize(self._themes.px(_LEAST), self._themes.px(_LINE))

    def _show_steps(self, shown: bool) -> None:
        for tool in (self._previous, self._next):
            tool.setVisible(shown and self._count > 1)
        for tool in (self._back, self._on):
            tool.setVisible(shown and self._player.count > 1)

    def _tell_player(self) -> None:
        moving = self._player.count > 1
        for part in (self._back, self._play, self._on, self._frame):
            part.setVisible(moving)
        words = _("Pause") if self._player.playing else _("Play")
        self._play.set_icon("pause" if self._player.playing else "play")
        self._play.set_words(words)
        self._play.setToolTip(_("{action} (Space)").format(action=words))
        self._frame.setText(_("{number} of {count}").format(number=self._player.position, count=self._player.count))

    def _step_back(self) -> None:
        self._player.step(-1)

    def _step_on(self) -> None:
        self._player.step(1)

    def _previous_page(self) -> None:
        self.page_asked.emit(max(1, self._page - 1))

    def _next_page(self) -> None:
        self.page_asked.emit(min(self._count, self._page + 1))

    def _turn_pages(self, by: int) -> None:
        self.page_asked.emit(min(max(self._page + by, 1), self._count))

    def _go(self) -> None:
        self.field.setModified(False)
        self.page_asked.emit(min(int(self.field.text()), self._count))

    def _build(self) -> None:
        names = {
            "pagePrevious": self._previous,
            "pageNext": self._next,
            "animationBack": self._back,
            "animationPlay": self._play,
            "animationOn": self._on,
            "photoTurn": self._turn,
            "photoTone": self._tone,
        }
        for name, tool in names.items():
            tool.setObjectName(name)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for part in (self.field, self._total, self._previous, self._next, self._back, self._play, self._on):
            row.addWidget(part)
        for control in (self._frame, self.zoom, self._turn, self._tone):
            row.addWidget(control)
        self._tone.setCheckable(True)
        self.field.setValidator(QIntValidator(1, 9999, self))
        self.show_pages(1, 1)
        self._tell_player()

    def _connect(self) -> None:
        self._turn.clicked.connect(self.zoom.turn)
        self._tone.clicked.connect(self.open_tone)
        self._previous.clicked.connect(self._previous_page)
        self._next.clicked.connect(self._next_page)
        self.field.returnPressed.connect(self._go)
        self.field.turned.connect(self._turn_pages)
        self._back.clicked.connect(self._step_back)
        self._play.clicked.connect(self._player.toggle)
        self._on.clicked.connect(self._step_on)
        self._player.changed.connect(self._tell_player)

    def _dress(self) -> None:
        self.field.setFixedSize(self._themes.px(44), self._themes.px(32))
        self._frame.setMinimumWidth(self._themes.px(64))
