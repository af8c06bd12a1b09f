"""Driving the player: what keys and controls do to the engine, and what is being marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from certdesk.core.annotations import TimeSpan
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.moment_choice import MomentChoice
from certdesk.ui.viewers.moment_marking import MomentMarking
from certdesk.ui.viewers.note_taking import NoteTaking
from certdesk.ui.viewers.playable_copy import PlayableCopy
from certdesk.ui.viewers.rates import beside
from certdesk.ui.viewers.recording_panel import RecordingPanel
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.watching import Watching

_JUMP_MS = 5_000


class PlayerHands(RecordingPanel):
    """Everything that a person does with a recording once it is open."""

    looping_changed = Signal(bool)

    def __init__(self, themes: ThemeSource, copy: PlayableCopy) -> None:
        super().__init__(themes, copy)
        self._told = -1
        self._looping = False
        self._keys = self._key_calls()
        self.marking = MomentMarking(self.engine)
        self.choice = MomentChoice(self)
        self.watching = Watching()
        self.notes = NoteTaking(self.note, self.engine, self.marking)
        self._connect_controls()
        self._connect_marks()

    # -- playing -------------------------------------------------------------------------------

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

    def change_rate(self, steps: int) -> None:
        """Play faster (1) or slower (-1)."""
        self.set_rate(beside(self.engine.rate, steps))

    def set_rate(self, rate: float) -> None:
        """Play at this speed."""
        self.engine.set_rate(rate)
        self.bar.show_rate(rate)
        self.place_changed.emit()

    def toggle_sound(self) -> None:
        """Turn sound off or on."""
        self.engine.sound.set_muted(muted=not self.engine.sound.muted)
        self.show_sound()
        self.place_changed.emit()

    def set_volume(self, percent: int) -> None:
        """Play as loud as this; 0 is off."""
        self.engine.sound.set_volume(percent)
        self.engine.sound.set_muted(muted=percent == 0)
        self.show_sound()
        self.place_changed.emit()

    def toggle_transcript(self) -> None:
        """Show or hide the words, where there are any."""
        if self.transcript.text.document().characterCount() > 1:
            self.want_transcript(wanted=not self._transcript_wanted)
            self.spans.show_transcript(on=self._transcript_wanted)

    # -- marking -------------------------------------------------------------------------------

    def mark_in(self) -> None:
        """Let the span begin here."""
        self.choice.choose("")
        self.marking.mark_in()

    def mark_out(self) -> None:
        """Let the span end here."""
        self.choice.choose("")
        self.marking.mark_out()

    def move_in(self) -> None:
        """Let the chosen mark begin here."""
        self.choice.move_edge(-1, self.engine.position, self.engine.duration)

    def move_out(self) -> None:
        """Let the chosen mark end here."""
        self.choice.move_edge(1, self.engine.position, self.engine.duration)

    def go_to_mark(self, by: int) -> None:
        """Go to the beginning of the next mark (1) or of the one before (-1), and choose it."""
        there = self.choice.beside(self.engine.position, by)
        if there is not None:
            mark, span = there
            self.choice.choose(mark.annotation_id)
            self.engine.seek(span.start_ms)
            self.timeline.point_out(span)

    def toggle_loop(self) -> None:
        """Play in to out of what is marked or chosen again and again, or no more."""
        self.set_loop(on=not self._looping)

    def set_loop(self, *, on: bool) -> None:
        """Play in to out again and again from now on, or play on."""
        span = self.shown_span
        self._looping = on and span.start is not None and span.end is not None
        self._show_loop()
        if self._looping and not self.engine.playing:
            self.engine.play()

    @property
    def looping(self) -> bool:
        """Whether a span is played again and again."""
        return self._looping

    @property
    def shown_span(self) -> Span:
        """In and out of the chosen mark, or of the mark being made."""
        return self.choice.span if self.choice.id else self.marking.span

    def let_go(self) -> None:
        """Choose no mark any more; or else forget in and out."""
        if self.choice.id:
            self.choice.choose("")
        else:
            self.marking.clear()

    def forget(self) -> None:
        """Begin with another recording."""
        self._told = -1
        self.set_loop(on=False)
        self.notes.forget()
        self.choice.choose("")
        self.marking.clear()
        self.watching = Watching()
        self.note.show_draft("")
        self.timeline.show_peaks(())
        self.timeline.show_pictures(())
        self.timeline.show_duration(0)
        self.film.show_scale(1.0)

    def show_spans(self) -> None:
        """Show in and out wherever they stand."""
        self.timeline.show_span(self.marking.span)
        self.timeline.choose(self.choice.id)
        self.moments.show_chosen(self.choice.id)
        self.film.show_plate(self.marking.plate())
        self.film.show_region(self.marking.region)
        self.spans.show_span(self.shown_span, self.choice.label)
        self._show_loop()

    # -- inside --------------------------------------------------------------------------------

    def _show_loop(self) -> None:
        start, end = self.shown_span.start, self.shown_span.end
        if start is None or end is None:
            self._looping = False
        self.engine.loop_between((start or 0, end or 0) if self._looping else None)
        self.spans.show_loop(on=self._looping)

    def _span_changed(self) -> None:
        self.show_spans()
        self.anchor_changed.emit()
        self.place_changed.emit()

    def _type_in(self, at: int | None) -> None:
        if not self.choice.id:
            self.marking.set_in(at)
        elif at is not None:
            self.choice.move_edge(-1, at, self.engine.duration)
        self.show_spans()

    def _type_out(self, at: int | None) -> None:
        if not self.choice.id:
            self.marking.set_out(at)
        elif at is not None:
            self.choice.move_edge(1, at, self.engine.duration)
        self.show_spans()

    def _pull_span(self, span: Span) -> None:
        self.choice.choose("")
        self.marking.set_span(span)

    def _moved(self, position: int) -> None:
        self.timeline.show_position(position)
        self.bar.show_time(position, self.engine.duration)
        self.transcript.show_position(position)
        second = position // 1000
        if self.engine.playing:
            self.watching.at(position)
        if second != self._told or not self.engine.playing:
            self._told = second
            self.place_changed.emit()

    def _rest(self, playing: bool) -> None:
        self.watching.rest()
        if playing and self.marking.span.empty:
            self.marking.set_region(None)  # a part of a picture that is gone means nothing without in and out

    def _key_calls(self) -> dict[str, Callable[[], None]]:
        return {
            " ": self.toggle_play,
            "k": self.toggle_play,
            "j": lambda: self.seek_by(-_JUMP_MS),
            "l": lambda: self.seek_by(_JUMP_MS),
            ",": lambda: self.step(-1),
            ".": lambda: self.step(1),
            "i": self.mark_in,
            "o": self.mark_out,
            "<": lambda: self.change_rate(-1),
            ">": lambda: self.change_rate(1),
            "+": lambda: self.timeline.zoom(0.8),
            "-": lambda: self.timeline.zoom(1.25),
            "r": self.toggle_loop,
            "t": self.toggle_transcript,
            "shift+i": self.move_in,
            "shift+o": self.move_out,
            "shift+j": lambda: self.go_to_mark(-1),
            "shift+l": lambda: self.go_to_mark(1),
            "\x1b": self.let_go,
        }

    def _connect_controls(self) -> None:
        engine, bar, spans = self.engine, self.bar, self.spans
        engine.moved.connect(self._moved)
        engine.playing_changed.connect(self._rest)
        bar.play_pressed.connect(self.toggle_play)
        bar.sought_by.connect(self.seek_by)
        bar.stepped.connect(self.step)
        bar.in_pressed.connect(self.mark_in)
        bar.out_pressed.connect(self.mark_out)
        bar.rate_chosen.connect(self.set_rate)
        bar.mute_pressed.connect(self.toggle_sound)
        bar.volume_chosen.connect(self.set_volume)
        spans.in_typed.connect(self._type_in)
        spans.out_typed.connect(self._type_out)
        spans.loop_switched.connect(lambda on: self.set_loop(on=on))
        spans.cleared.connect(self.let_go)
        spans.mark_stepped.connect(self.go_to_mark)
        spans.zoomed.connect(self.timeline.zoom)
        spans.transcript_switched.connect(lambda on: self.want_transcript(wanted=on))
        self.transcript.sought.connect(engine.seek)

    def _connect_marks(self) -> None:
        line, choice = self.timeline, self.choice
        self.marking.changed.connect(self._span_changed)
        choice.changed.connect(self.show_spans)
        choice.moved.connect(self.mark_moved)
        self.film.clicked.connect(self.toggle_play)
        self.film.region_drawn.connect(self.marking.set_region)
        line.sought.connect(self.engine.seek)
        line.mark_clicked.connect(choice.choose)
        line.mark_clicked.connect(self.mark_clicked)
        line.mark_pulled.connect(self._mark_pulled)
        line.span_pulled.connect(self._pull_span)
        self.moments.chosen.connect(choice.choose)
        self.moments.opened.connect(choice.choose)
        self.moments.opened.connect(self.mark_clicked)
        self.notes.ended.connect(self.film.setFocus)
        self.note.draft_changed.connect(self.place_changed)

    def _mark_pulled(self, annotation_id: str, span: TimeSpan) -> None:
        self.choice.choose(annotation_id)
        self.mark_moved.emit(annotation_id, span)
