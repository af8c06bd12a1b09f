"""The person's unlocked keys, for as long as somebody is at the desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from certdesk.core.words import _
from certdesk.signing.signer import Signer
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command

USUAL_MINUTES = 10
MINUTES = (5, 10, 30, 0)
"""What can be chosen; 0 forgets a key as soon as what it was unlocked for is done."""
_SUBJECT = "keyring"
_TICK_MS, _ASLEEP_S = 5_000, 60
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class Lockable(Protocol):
    """Whatever holds private keys until it is told to forget them."""

    def lock(self) -> None:
        """Forget them."""


K = TypeVar("K", bound=Lockable)


def idle_minutes(workspace: Workspace) -> int:
    """Return after how many minutes without key or mouse the keys of this workspace are forgotten; 0 is at once."""
    chosen = recall_place(workspace, _SUBJECT).get("idle_minutes", USUAL_MINUTES)
    return chosen if chosen in MINUTES else USUAL_MINUTES


def choose_idle_minutes(workspace: Workspace, minutes: int) -> None:
    """Remember after how many minutes keys are forgotten on this desk."""
    remember_place(workspace, _SUBJECT, {"idle_minutes": minutes})


def locking(keyring: Keyring, group: str) -> tuple[Command, ...]:
    """Return the command that forgets all keys, for every screen."""
    words = _("Lock my keys now")
    return (Command("keyring.lock", words, ("Ctrl+Alt+L",), keyring.lock, lambda: keyring.open, group, "lock"),)


class Keyring(QObject):
    """Holds the person's signer, and the keys of programmes, after their passphrases were typed.

    They are forgotten when nobody touched key or mouse for a while, when somebody asks, and after the computer slept.
    What work under way has borrowed (`lent`) is forgotten when it is given back, so that signing ends well.
    ``changed()`` says that something was unlocked or locked, ``ticked()`` that the time left is another one.
    """

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._clock, self._wall = clock, wall
        self._signer: Signer | None = None
        self._authorities: dict[str, Lockable] = {}
        self._lent: list[Lockable] = []
        self._minutes = USUAL_MINUTES
        self._touched_at = clock()
        self._ticked_at = wall()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
            app.focusWindowChanged.connect(self._watch)

    @property
    def minutes(self) -> int:
        """After how many minutes without key or mouse everything is forgotten; 0 keeps nothing."""
        return self._minutes

    @property
    def open(self) -> bool:
        """Whether anything is unlocked."""
        return self._signer is not None or bool(self._authorities)

    def set_minutes(self, minutes: int) -> None:
        """Forget after so many minutes from now on."""
        self._minutes = minutes
        if minutes:
            self.look()
            self.ticked.emit()
        else:
            self.lock()

    def signer(self) -> Signer | None:
        """Return the unlocked signer, or None when the passphrase has to be typed."""
        return self._signer

    def authority(self, programme_id: str) -> Lockable | None:
        """Return the unlocked keys of a programme's issuing desk, or None."""
        return self._authorities.get(programme_id)

    def keep(self, signer: Signer) -> None:
        """Keep a signer that was just unlocked, unless keys are to be forgotten at once."""
        if self._minutes:
            if self._signer is not None and self._signer is not signer:
                self._forget(self._signer)
            self._signer = signer
            self._begin()

    def keep_authority(self, programme_id: str, keys: Lockable) -> None:
        """Keep a programme's keys that were just unlocked, unless keys are to be forgotten at once."""
        if self._minutes:
            before = self._authorities.get(programme_id)
            if before is not None and before is not keys:
                self._forget(before)
            self._authorities[programme_id] = keys
            self._begin()

    def lend(self, keys: K) -> K:
        """Hand keys to work that takes a while; whatever happens meanwhile, it ends with them. Then `give_back`."""
        self._lent.append(keys)
        return keys

    def give_back(self, keys: Lockable) -> None:
        """Take keys back from work that has ended; what is not kept any more is forgotten now."""
        self._lent = [one for place, one in enumerate(self._lent) if place != self._place(keys)]
        if not self._holds(keys) and self._place(keys) < 0:
            keys.lock()

    @contextmanager
    def lent(self, *several: Lockable) -> Iterator[None]:
        """Lend keys for the length of a ``with`` block on the GUI thread."""
        for keys in several:
            self.lend(keys)
        try:
            yield
        finally:
            for keys in several:
                self.give_back(keys)

    def lock(self) -> None:
        """Forget everything; work that has borrowed keys goes on to its end."""
        held = [*self._authorities.values(), *([self._signer] if self._signer is not None else [])]
        self._signer = None
        self._authorities.clear()
        for keys in held:
            self._forget(keys)
        self._end()
        self.changed.emit()

    def seconds_left(self) -> int:
        """Return after how many seconds everything is forgotten if nobody does anything; 0 when it is."""
        if not self.open:
            return 0
        return max(0, ceil(self._minutes * 60 - (self._clock() - self._touched_at)))

    def touch(self) -> None:
        """Count from now: somebody is at the desk."""
        self._touched_at = self._clock()

    def look(self) -> None:
        """See whether the time is over, or the computer slept meanwhile."""
        now, before = self._wall(), self._ticked_at
        self._ticked_at = now
        slept = abs(now - before) > _ASLEEP_S
        if self.open and (slept or not self.seconds_left()):
            self.lock()
        elif self.open:
            self.ticked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take notice of key and mouse in any of the program's windows, and of nothing else."""
        if event.type() in _SIGNS_OF_LIFE:
            self.touch()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self.touch()
        self._ticked_at = self._wall()
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)
        self.changed.emit()

    def _end(self) -> None:
        self._timer.stop()
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        # A window sees each key and each movement once; watching the application would see every event of every part.
        if window is not None and self.open:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self.touch()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended and self.open:
            self.lock()

    def _forget(self, keys: Lockable) -> None:
        if self._place(keys) < 0:
            keys.lock()

    def _place(self, keys: Lockable) -> int:
        return next((place for place, one in enumerate(self._lent) if one is keys), -1)

    def _holds(self, keys: Lockable) -> bool:
        return keys is self._signer or any(keys is one for one in self._authorities.values())
