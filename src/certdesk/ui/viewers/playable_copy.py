"""Offers to make a copy that can be played here, when the recording itself can't be: how long, how far, stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.evidence.replies import Description
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar

_SHARE_OF_LENGTH = 0.5
"""A copy of an ordinary phone film takes about half as long to make as it takes to watch, on a five-year-old laptop."""


class MakesCopies(Protocol):
    """What makes playable copies and keeps them by digest."""

    def needed(self, description: Description) -> str:
        """Return why this recording can't be played, or sought in, well here; "" when it can."""

    def can_make(self, description: Description) -> bool:
        """Say whether a copy can be tried."""

    def existing(self, digest: str) -> Path | None:
        """Return the copy, if there is one."""

    def make(self, path: Path, digest: str, progress: Callable[[float], None]) -> Future[Path]:
        """Make one; progress is told from another thread, 0 to 1."""

    def cancel(self, digest: str) -> None:
        """Stop making it; it can be made later."""


class _Progress(QObject):
    """The way from the thread that makes the copy."""

    told = Signal(str, float)


class PlayableCopy(QWidget):
    """A button, or a bar with Stop. Goes on by itself while something else is looked at."""

    made = Signal(str)
    """There is a copy of the recording with this digest."""

    def __init__(self, themes: ThemeSource, copies: MakesCopies | None, deliveries: Deliveries) -> None:
        super().__init__()
        self._themes = themes
        self._copies = copies
        self._deliveries = deliveries
        self._path, self._digest, self._length = Path(), "", 0
        self._working: dict[str, float] = {}
        self._stopped: set[str] = set()
        self._began = 0.0
        self._ways = _Progress(self)
        self._ways.told.connect(self._show_share, Qt.ConnectionType.QueuedConnection)
        self.setObjectName("playableCopy")
        self.make = button(themes, _("Make a playable copy"), icon="copy")
        self.stop = button(themes, _("Stop"), kind="quiet", size="small")
        self._bar = ProgressBar(themes, _("Making a playable copy"))
        self._words = Paragraph(themes, "", role="small", tone="text2", centred=True)
        self._build()
        self.hide()

    @property
    def working(self) -> bool:
        """Whether a copy of the recording in view is being made."""
        return self._digest in self._working

    def needed(self, description: Description) -> str:
        """Return why a copy would be better, or ""."""
        return self._copies.needed(description) if self._copies is not None else ""

    def existing(self, digest: str) -> Path | None:
        """Return the copy that was made before."""
        return self._copies.existing(digest) if self._copies is not None and digest else None

    def possible(self, description: Description | None) -> bool:
        """Say whether a copy of this recording can be tried here."""
        return self._copies is not None and description is not None and self._copies.can_make(description)

    def offer(self, path: Path, digest: str, length: int, *, at_once: bool = False) -> None:
        """Offer a copy of a recording ``length`` ms long; ``at_once`` begins with it, unless it was stopped before."""
        if self._copies is None or not digest:
            self.withdraw()
            return
        self._path, self._digest, self._length = path, digest, length
        self._show_state()
        self.show()
        if at_once and digest not in self._stopped:
            self._begin()

    def withdraw(self) -> None:
        """Offer nothing; what is being made goes on."""
        self._digest = ""
        self.hide()

    # -- inside --------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._copies is None or self.working or not self._digest:
            return
        digest = self._digest
        self._working[digest], self._began = 0.0, time.monotonic()
        future = self._copies.make(self._path, digest, lambda share: self._ways.told.emit(digest, share))
        self._deliveries.bring(future, lambda _path: self._end(digest, ""), lambda why: self._fail(digest, why))
        self._show_state()

    def _halt(self) -> None:
        if self._copies is not None and self._digest:
            self._copies.cancel(self._digest)
            self._stopped.add(self._digest)
            self._working.pop(self._digest, None)
            self._show_state(_("Stopped. It can be made later; the original is untouched."))

    def _fail(self, digest: str, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._end(digest, f"{sentence} {hint}".strip())

    def _end(self, digest: str, trouble: str) -> None:
        was = self._working.pop(digest, None)
        if trouble:
            if digest == self._digest and was is not None:
                self._show_state(trouble)
        else:
            self.made.emit(digest)

    def _show_share(self, digest: str, share: float) -> None:
        if digest not in self._working:
            return
        self._working[digest] = share
        if digest == self._digest:
            self._bar.show_share(share)
            self._words.show_text(self._left(share))

    def _show_state(self, trouble: str = "") -> None:
        working = self.working
        for part in (self._bar, self.stop):
            part.setVisible(working)
        self.make.setVisible(not working)
        if working:
            self._bar.show_share(self._working[self._digest])
            self._words.show_text(_("Making a copy; the original stays as it is."))
        else:
            self._words.show_text(trouble or self._about())

    def _about(self) -> str:
        minutes = max(1, round(self._length * _SHARE_OF_LENGTH / 60_000))
        words = ngettext("Takes about a minute.", "Takes about {count} minutes.", minutes).format(count=minutes)
        return words + " " + _("The original stays as it is.")

    def _left(self, share: float) -> str:
        if share < 0.02:
            return _("Making a copy; the original stays as it is.")
        seconds = (time.monotonic() - self._began) * (1 - share) / share
        if seconds < 60:
            return _("Less than a minute left")
        minutes = round(seconds / 60)
        return ngettext("About a minute left", "About {count} minutes left", minutes).format(count=minutes)

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.make.setObjectName("makeCopy")
        self.stop.setObjectName("stopCopy")
        self._words.setObjectName("copyWords")
        self._bar.setMinimumWidth(self._themes.px(160))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for part in (self.make, self._bar, self.stop):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._words)
        self.make.clicked.connect(self._begin)
        self.stop.clicked.connect(self._halt)
