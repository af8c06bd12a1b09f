"""Videos and sound: watch, step, mark in and out, write a note without reaching for the mouse."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from certdesk.core.annotations import Anchor, TimeSpan
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Description, Reply
from certdesk.evidence.requests import Describe
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.media_engine import RATES, Trouble
from certdesk.ui.viewers.moment_marking import MomentMarking
from certdesk.ui.viewers.note_taking import NoteTaking
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.recording_panel import RecordingPanel
from certdesk.ui.viewers.recording_words import unplayable, words_about, words_about_trouble
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.viewer import Place, ViewedItem

Hears = Callable[[Path], "Future[tuple[float, ...]]"]
"""Finds out how loud a recording is along its length."""


class VideoPlayer(RecordingPanel):
    """Plays one item. A screen's shortcuts call its methods; the same keys work when the player has the keyboard."""

    note_written = Signal(object, str)
    """A note was finished: its `TimeSpan`, and the words."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries, hear: Hears | None = None) -> None:
        super().__init__(themes)
        self._worker = worker
        self._deliveries = deliveries
        self._hear = hear
        self._item: ViewedItem | None = None
        self._known: Description | None = None
        self._sent_to: Anchor | None = None
        self._tickets: list[int] = []
        self._told = -1
        self._keys = self._key_calls()
        self.marking = MomentMarking(self.engine)
        self._notes = NoteTaking(self.note, self.engine, self.marking)
        self._connect()

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a recording, paused at its place."""
        self.close_item()
        self._item = item
        self.header.show_title(item.title, item.file_name)
        self.set_marks(item.marks)
        if item.description is not None:
            self._open(item.description)
            return
        self.film.show_message(_("Opening…"))
        asked = self._worker.submit(Describe(item.path, item.file_name), URGENT)
        self._tickets.append(self._deliveries.bring(asked, self._open, self._refuse))

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self.timeline.show_marks(marks)
        self.moments.show_marks(marks)
        self.share_height()

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed now."""
        self.marking.set_criterion(label)
        self.note.show_criterion(label)
        self._show_span()

    def go_to(self, anchor: Anchor) -> None:
        """Go to the beginning of a span and point it out; anything else goes to the beginning."""
        # While the file is still being looked into there is nothing to seek in; `_open` comes back to it.
        self._sent_to = anchor if self._known is None else None
        if isinstance(anchor, TimeSpan):
            self.engine.seek(anchor.start_ms)
            self.timeline.point_out(anchor)
        else:
            self.engine.seek(0)

    def anchor(self) -> Anchor:
        """Return the span from in to out, or a moment of ten seconds from where it is."""
        return self.marking.anchor()

    def clear_selection(self) -> None:
        """Forget in and out."""
        self.marking.clear()

    def place(self) -> Place:
        """Return the second, the speed, in and out, and the note being written."""
        place: Place = {"second": round(self.engine.position / 1000, 3), "rate": self.engine.rate}
        return place | self.marking.place() | {"note": self.note.draft}

    def restore(self, place: Place) -> None:
        """Go back there, paused."""
        rate = place.get("rate")
        if rate in RATES:
            self._set_rate(float(rate))
        self.marking.restore(place)
        self.note.show_draft(str(place.get("note") or ""))
        self.engine.seek(_milliseconds(place))

    def close_item(self) -> None:
        """Let go of the recording."""
        for ticket in self._tickets:
            self._deliveries.drop(ticket)
        self._tickets.clear()
        self.engine.close()
        self._item, self._known, self._told = None, None, -1
        self._sent_to = None
        self._notes.forget()
        self.marking.clear()
        self.note.show_draft("")
        self.timeline.show_peaks(())
        self._remark.say("")
        self.enable_controls(enabled=False)

    # -- driving -------------------------------------------------------------------------------

    def toggle_play(self) -> None:
        """Play or pause."""
        if self.engine.playing:
            self.engine.pause()
        else:
            self.engine.play()

    def pause(self) -> None:
        """Stand still."""
        self.engine.pause()

    def seek_by(self, milliseconds: int) -> None:
        """Jump forward or back."""
        self.engine.seek(self.engine.position + milliseconds)

    def step(self, frames: int) -> None:
        """Go forward or back by single pictures, paused."""
        self.engine.step(frames)

    def mark_in(self) -> None:
        """Let the span begin here."""
        self.marking.mark_in()

    def mark_out(self) -> None:
        """Let the span end here."""
        self.marking.mark_out()

    def change_rate(self, steps: int) -> None:
        """Play faster (1) or slower (-1)."""
        nearest = min(range(len(RATES)), key=lambda number: abs(RATES[number] - self.engine.rate))
        self._set_rate(RATES[min(max(nearest + steps, 0), len(RATES) - 1)])

    def toggle_sound(self) -> None:
        """Turn sound off or on."""
        self.engine.sound.set_muted(muted=not self.engine.sound.muted)
        self.show_sound()

    def still(self) -> QImage:
        """Return the picture that is shown, null for sound."""
        return self.engine.still()

    def _key_calls(self) -> dict[str, Callable[[], None]]:
        return {
            " ": self.toggle_play,
            "k": self.toggle_play,
            "j": lambda: self.seek_by(-5000),
            "l": lambda: self.seek_by(5000),
            ",": lambda: self.step(-1),
            ".": lambda: self.step(1),
            "i": self.mark_in,
            "o": self.mark_out,
            "<": lambda: self.change_rate(-1),
            ">": lambda: self.change_rate(1),
        }

    # -- opening -------------------------------------------------------------------------------

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Description) or self._item is None:
            return
        self._known = reply
        words = words_about(reply, self._item.title)
        self.say(words)
        if not words.playable:
            return
        self.bar.show_frames(possible=reply.kind is not Kind.AUDIO)
        self.timeline.show_duration(reply.duration_ms or 0)
        self.bar.show_time(0, reply.duration_ms or 0)
        if self._hear is not None:
            heard = self._hear(self._item.path)
            self._tickets.append(self._deliveries.bring(heard, self.timeline.show_peaks, self._stay_silent))
        self.engine.open(self._item.path, _milliseconds(self._item.place))
        self.restore(self._item.place)
        if self._sent_to is not None:
            self.go_to(self._sent_to)

    def _stay_silent(self, problem: Exception) -> None:
        words_of(problem)  # a recording without sound has no waveform; that needs no words

    def _opened(self) -> None:
        self.enable_controls(enabled=True)
        self.timeline.show_duration(self.engine.duration)
        self._show_time(self.engine.position)
        self.show_sound()

    def _failed(self, trouble: Trouble) -> None:
        codecs = self._known.codecs if self._known is not None else ()
        self.say(words_about_trouble(trouble, codecs))

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self.say(unplayable(sentence, hint))

    # -- following the engine ------------------------------------------------------------------

    def _moved(self, position: int) -> None:
        self.timeline.show_position(position)
        self._show_time(position)
        second = position // 1000
        if second != self._told or not self.engine.playing:
            self._told = second
            self.place_changed.emit()

    def _show_time(self, position: int) -> None:
        self.bar.show_time(position, self.engine.duration)

    def _set_volume(self, percent: int) -> None:
        self.engine.sound.set_volume(percent)
        self.engine.sound.set_muted(muted=percent == 0)
        self.show_sound()

    def _set_rate(self, rate: float) -> None:
        self.engine.set_rate(rate)
        self.bar.show_rate(rate)
        self.place_changed.emit()

    def _show_span(self) -> None:
        self.timeline.show_span(self.marking.span)
        self.film.show_plate(self.marking.plate())

    def _span_changed(self) -> None:
        self._show_span()
        self.anchor_changed.emit()
        self.place_changed.emit()

    # -- inside --------------------------------------------------------------------------------

    def _connect(self) -> None:
        engine, bar = self.engine, self.bar
        engine.opened.connect(self._opened)
        engine.moved.connect(self._moved)
        engine.failed.connect(self._failed)
        self.marking.changed.connect(self._span_changed)
        bar.play_pressed.connect(self.toggle_play)
        bar.sought_by.connect(self.seek_by)
        bar.stepped.connect(self.step)
        bar.in_pressed.connect(self.mark_in)
        bar.out_pressed.connect(self.mark_out)
        bar.rate_chosen.connect(self._set_rate)
        bar.mute_pressed.connect(self.toggle_sound)
        bar.volume_chosen.connect(self._set_volume)
        self.film.clicked.connect(self.toggle_play)
        self.timeline.sought.connect(engine.seek)
        self.timeline.mark_clicked.connect(self.mark_clicked)
        self.moments.opened.connect(self.mark_clicked)
        self._notes.written.connect(self.note_written)
        self._notes.ended.connect(self.film.setFocus)
        self.note.draft_changed.connect(self.place_changed)


def _milliseconds(place: Place) -> int:
    second = place.get("second")
    return round(second * 1000) if isinstance(second, int | float) and second > 0 else 0
