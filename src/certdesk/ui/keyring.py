"""The person's unlocked key, for as long as they allow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from certdesk.signing.signer import Signer

KEEP_MINUTES = 30


class Keyring(QObject):
    """Holds a signer after its passphrase was typed, and forgets it after half an hour or when asked."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signer: Signer | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)

    def signer(self) -> Signer | None:
        """Return the unlocked signer, or None when the passphrase has to be typed."""
        return self._signer

    def keep(self, signer: Signer) -> None:
        """Keep a signer that was just unlocked."""
        self._signer = signer
        self._timer.start(KEEP_MINUTES * 60_000)
        self.changed.emit()

    def lock(self) -> None:
        """Forget the key."""
        if self._signer is not None:
            self._signer.lock()
        self._signer = None
        self._timer.stop()
        self.changed.emit()
