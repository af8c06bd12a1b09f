"""Where the sound of a recording goes: loudness, silence, and the device in use."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtMultimedia import QAudio, QAudioOutput, QMediaDevices, QMediaPlayer

from certdesk.ui.viewers.binding import look_now
from certdesk.ui.viewers.sound import sound_possible

_FELT = QAudio.VolumeScale.LogarithmicVolumeScale
_LINEAR = QAudio.VolumeScale.LinearVolumeScale


class SoundOutput(QObject):
    """Belongs to one player. Where there is no sound server, none is attached and nothing can be heard."""

    def __init__(self, player: QMediaPlayer) -> None:
        super().__init__(player)
        self._output: QAudioOutput | None = None
        if not sound_possible():
            return
        self._output = QAudioOutput(self)
        look_now(self._output.deviceChanged)
        player.setAudioOutput(self._output)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow_default_device)

    @property
    def possible(self) -> bool:
        """Whether anything can be heard."""
        return self._output is not None

    @property
    def muted(self) -> bool:
        """Whether sound is off."""
        return self._output is not None and self._output.isMuted()

    @property
    def volume(self) -> int:
        """Loudness as people feel it, 0 to 100."""
        if self._output is None:
            return 0
        return round(QAudio.convertVolume(self._output.volume(), _LINEAR, _FELT) * 100)

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 100 as people feel it."""
        if self._output is not None:
            self._output.setVolume(QAudio.convertVolume(percent / 100, _FELT, _LINEAR))

    def set_muted(self, *, muted: bool) -> None:
        """Turn sound off or on."""
        if self._output is not None:
            self._output.setMuted(muted)

    def _follow_default_device(self) -> None:
        if self._output is not None:
            self._output.setDevice(QMediaDevices.defaultAudioOutput())
