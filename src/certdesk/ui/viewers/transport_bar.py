"""The controls of a recording: play, step, in and out, speed, sound."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from certdesk.core.annotations import clock
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.giving_way import Give, give_way
from certdesk.ui.viewers.rates import RATES
from certdesk.ui.viewers.volume import Volume
from certdesk.ui.widgets.button import Button, button, icon_button
from certdesk.ui.widgets.labels import label

_LEAST = 300


class TransportBar(QWidget):
    """Says what was pressed; knows nothing of players."""

    play_pressed = Signal()
    sought_by = Signal(int)
    stepped = Signal(int)
    in_pressed = Signal()
    out_pressed = Signal()
    rate_chosen = Signal(float)
    mute_pressed = Signal()
    volume_chosen = Signal(int)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._play = icon_button(themes, "play", _("Play"), key=_("Space"))
        self._now = label("00:00", "name", name="timeNow")
        self._whole = label("/ 00:00", "body", "text3", name="timeWhole")
        self._in = button(themes, _("In"), icon="mark_in", key="I", size="small")
        self._out = button(themes, _("Out"), icon="mark_out", key="O", size="small")
        self._rate = button(themes, "1×", kind="quiet", size="small")
        self._mute = icon_button(themes, "sound", _("Sound off"), size="small")
        self._volume = Volume(themes)
        self._rates = self._make_rates()
        self._has_frames = True
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs to the right in every language
        self._build()

    # -- what is shown -------------------------------------------------------------------------

    def show_playing(self, *, playing: bool) -> None:
        """Offer what can be done now."""
        words = _("Pause") if playing else _("Play")
        self._play.set_icon("pause" if playing else "play")
        self._play.set_words(words)
        self._play.setToolTip(_("{action} (Space)").format(action=words))

    def show_time(self, position: int, duration: int) -> None:
        """Show where it is and how long it takes (ms)."""
        self._now.setText(clock(position))
        self._whole.setText(_("/ {time}").format(time=clock(duration)))

    def show_rate(self, rate: float) -> None:
        """Show the speed."""
        words = f"{rate:g}×"
        self._rate.set_words(words)
        self._rate.setAccessibleName(_("Speed: {rate}").format(rate=words))

    def show_sound(self, volume: int, *, muted: bool, possible: bool) -> None:
        """Show the loudness, or that there is no sound to be heard."""
        self._mute.setEnabled(possible)
        self._volume.setEnabled(possible)
        silent = muted or not possible
        self._mute.set_icon("muted" if silent else "sound")
        words = _("No sound here") if not possible else _("Sound on") if muted else _("Sound off")
        self._mute.set_words(words)
        self._mute.setToolTip(words)
        if not self._volume.isSliderDown():
            self._volume.setValue(volume)

    def show_frames(self, *, possible: bool) -> None:
        """Leave out the picture steps of what has no pictures."""
        self._has_frames = possible
        self.use_room(self.width())

    def use_room(self, width: int) -> None:
        """Show what there is room for; everything here can be done with keys too."""
        give_way(self._row, width, self._order)

    def minimumSizeHint(self) -> QSize:
        """Return the room for play, time, in and out."""
        return QSize(self._themes.px(_LEAST), self._themes.px(40))

    # -- inside ----------------------------------------------------------------------------------

    def _build(self) -> None:
        themes = self._themes
        back = icon_button(themes, "rewind", _("Back 5 seconds"), key="J", size="small")
        forward = icon_button(themes, "fast_forward", _("Forward 5 seconds"), key="L", size="small")
        frame_back = icon_button(themes, "step_back", _("One picture back"), key=",", size="small")
        frame_on = icon_button(themes, "step_forward", _("One picture forward"), key=".", size="small")
        self._frame_tools: tuple[Button, Button] = (frame_back, frame_on)
        self._in.setToolTip(_("The mark begins here (I)"))
        self._out.setToolTip(_("The mark ends here (O)"))
        self._in.setAccessibleName(_("The mark begins here"))
        self._out.setAccessibleName(_("The mark ends here"))
        self._rate.setToolTip(_("Speed: slower with <, faster with >"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(2)
        named: tuple[tuple[Button, str], ...] = (
            (self._play, "play"), (back, "back5"), (forward, "forward5"), (frame_back, "frameBack"),
            (frame_on, "frameForward"), (self._in, "markIn"), (self._out, "markOut"), (self._rate, "rate"),
            (self._mute, "mute"),
        )  # fmt: skip
        for tool, name in named:
            tool.setObjectName(name)
        row.addWidget(self._play)
        row.addWidget(self._now)
        row.addWidget(self._whole)
        row.addSpacing(6)
        for part in (back, forward, frame_back, frame_on):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self._in)
        row.addSpacing(2)
        row.addWidget(self._out)
        row.addStretch(1)
        for last in (self._rate, self._mute, self._volume):
            row.addWidget(last)
        self._order: tuple[Give, ...] = (
            self._volume.setVisible,
            self._show_keys,
            self._show_frame_tools,
            self._whole.setVisible,
            self._show_jumps,
        )
        self._jump_tools: tuple[Button, Button] = (back, forward)
        self._play.clicked.connect(self.play_pressed)
        back.clicked.connect(self._back)
        forward.clicked.connect(self._forward)
        frame_back.clicked.connect(self._frame_back)
        frame_on.clicked.connect(self._frame_on)
        self._in.clicked.connect(self.in_pressed)
        self._out.clicked.connect(self.out_pressed)
        self._rate.clicked.connect(self._open_rates)
        self._mute.clicked.connect(self.mute_pressed)
        self._volume.sliderMoved.connect(self.volume_chosen)
        self._volume.actionTriggered.connect(self._volume_stepped)

    def _show_keys(self, shown: bool) -> None:
        for tool, key in ((self._in, "I"), (self._out, "O")):
            tool.set_key(key if shown else None)

    def _show_jumps(self, shown: bool) -> None:
        for tool in self._jump_tools:
            tool.setVisible(shown)

    def _show_frame_tools(self, shown: bool) -> None:
        for tool in self._frame_tools:
            tool.setVisible(shown and self._has_frames)

    def _make_rates(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("rates")
        for rate in RATES:
            menu.addAction(f"{rate:g}×").setData(rate)
        menu.triggered.connect(self._choose_rate)
        return menu

    def _choose_rate(self, action: QAction) -> None:
        self.rate_chosen.emit(action.data())

    def _open_rates(self) -> None:
        self._rates.popup(self._rate.mapToGlobal(QPoint(0, self._rate.height())))

    def _volume_stepped(self) -> None:
        self.volume_chosen.emit(self._volume.sliderPosition())

    def _back(self) -> None:
        self.sought_by.emit(-5000)

    def _forward(self) -> None:
        self.sought_by.emit(5000)

    def _frame_back(self) -> None:
        self.stepped.emit(-1)

    def _frame_on(self) -> None:
        self.stepped.emit(1)
