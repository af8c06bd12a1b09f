"""Long work, above the status foot: what it does, how much is left, Pause and Stop."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.progress_bar import ProgressBar

_MOST = 3
_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class ShownJob:
    """One job: ``share`` 0.0 to 1.0 or None when it cannot be counted; ``left`` such as "4.1 of 8.9 GB, 7 min left"."""

    key: str
    words: str
    icon: str = "package"
    share: float | None = None
    left: str = ""
    can_pause: bool = False
    paused: bool = False


class JobStrip(QFrame):
    """One line for each job, at most three, then "and 2 more"; hidden while there is none."""

    pause_asked = Signal(str)
    resume_asked = Signal(str)
    stop_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("jobStrip")
        self.setProperty("surface", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._lines: dict[str, JobLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 0)
        self._column.setSpacing(0)
        self._more = label("", "small", "text3", name="moreJobs")
        self._more.hide()
        self._column.addWidget(self._more)
        self.hide()

    def show_jobs(self, jobs: tuple[ShownJob, ...]) -> None:
        """Show these jobs; lines of jobs that go on are kept, so that a pressed button stays pressed."""
        shown = {job.key: job for job in jobs[:_MOST]}
        for key in [key for key in self._lines if key not in shown]:
            gone = self._lines.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, (key, job) in enumerate(shown.items()):
            if key not in self._lines:
                self._lines[key] = self._line(key, place)
            self._lines[key].show_job(job)
        hidden = len(jobs) - len(shown)
        self._more.setText(_("and {count} more").format(count=hidden))
        self._more.setVisible(hidden > 0)
        self.setVisible(bool(jobs))

    def _line(self, key: str, place: int) -> JobLine:
        made = JobLine(self._theme, key)
        made.pause_asked.connect(self.pause_asked)
        made.resume_asked.connect(self.resume_asked)
        made.stop_asked.connect(self.stop_asked)
        self._column.insertWidget(place, made)
        return made


class JobLine(QWidget):
    """One job."""

    pause_asked = Signal(str)
    resume_asked = Signal(str)
    stop_asked = Signal(str)

    def __init__(self, theme: ThemeSource, key: str) -> None:
        super().__init__()
        self.setObjectName(f"job-{key}")
        self._theme = theme
        self._key = key
        self._paused = False
        self._icon = IconView(theme, "package", "accent-text")
        self._words = label("", "name")
        self._bar = ProgressBar(theme)
        self._left = label("", "small", "text2")
        self._pause = button(theme, _("Pause"), kind="quiet", size="small")
        self._pause.setObjectName("pause")
        self._stop = button(theme, _("Stop"), kind="quiet", size="small")
        self._stop.setObjectName("stop")
        self._stop.set_tone("bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in (self._icon, self._words, self._bar, self._left, self._pause, self._stop):
            row.addWidget(part, 1 if part is self._bar else 0)
        self._pause.clicked.connect(self._on_pause)
        self._stop.clicked.connect(self._on_stop)
        theme.changed.connect(self._dress)
        self._dress()

    def show_job(self, job: ShownJob) -> None:
        """Show how far the job is."""
        self._paused = job.paused
        self._icon.show_icon(job.icon, "accent-text")
        self._words.setText(job.words)
        self._left.setText(job.left or (_("working") if job.share is None else ""))
        self._bar.setAccessibleName(job.words)
        self._stop.setAccessibleDescription(job.words)
        if job.share is None:
            self._bar.show_working()
        else:
            self._bar.show_share(job.share)
        self._pause.set_words(_("Go on") if job.paused else _("Pause"))
        self._pause.setVisible(job.can_pause)

    def _on_pause(self) -> None:
        (self.resume_asked if self._paused else self.pause_asked).emit(self._key)

    def _on_stop(self) -> None:
        self.stop_asked.emit(self._key)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))
