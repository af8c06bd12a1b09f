"""Videos and sound: watch, step, mark in and out, write a note without reaching for the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage

from certdesk.core.annotations import Anchor, TimeSpan
from certdesk.core.coverage import TOLD
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Description, Reply
from certdesk.evidence.requests import Describe
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.loudness import Levels, loudness
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.picture_strip import PictureStrip
from certdesk.ui.viewers.playable_copy import MakesCopies, PlayableCopy
from certdesk.ui.viewers.player_hands import PlayerHands
from certdesk.ui.viewers.playing_trouble import Trouble
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.rates import RATES
from certdesk.ui.viewers.recording_words import (
    ROUGH,
    Words,
    unplayable,
    words_about,
    words_about_quiet,
    words_about_trouble,
)
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.subtitles import Subtitles
from certdesk.ui.viewers.viewer import Place, ViewedItem

_STRIP_FROM_MS = 10_000
_SHORT_MS = 1_000
"""The length that a file tells and what really plays differ by less."""


class LooksInside(Protocol):
    """Takes stills of a film and listens to it, in processes of their own."""

    def request(self, path: Path, times: Sequence[int]) -> Future[list[bytes]]:
        """Return JPEGs of these moments (ms)."""

    def peaks(self, path: Path) -> Future[Levels]:
        """Return how loud it is along its length."""


class VideoPlayer(PlayerHands):
    """Plays one item. A screen's shortcuts call its methods; the same keys work when the player has the keyboard."""

    note_written = Signal(object, str)
    """A note was finished: its `TimeSpan`, and the words."""
    clip_wanted = Signal(str, bool)
    """Another recording of the same lesson is wanted: its item, and whether it plays at once."""

    def __init__(
        self,
        themes: ThemeSource,
        worker: Asks,
        deliveries: Deliveries,
        stills: LooksInside | None = None,
        proxies: MakesCopies | None = None,
    ) -> None:
        super().__init__(themes, PlayableCopy(themes, proxies, deliveries))
        self._worker = worker
        self._deliveries = deliveries
        self._stills = stills
        self.strip = PictureStrip(self, stills.request if stills is not None else None, deliveries)
        self.subtitles = Subtitles(self, self.engine, worker, deliveries)
        self._item: ViewedItem | None = None
        self._known: Description | None = None
        self._said = Words()
        self._sent_to: Anchor | None = None
        self._tickets: list[int] = []
        self._plays_on = ""
        self._follow_everything()

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a recording, paused at its place; a clip that was gone on to plays."""
        plays_on = self._plays_on == item.id
        self.close_item()
        self._item = item
        self.header.show_title(item.title, item.file_name)
        self.clips.show_clips(item.clips, item.id)
        self.set_marks(item.marks)
        self.subtitles.load(item.companions)
        if plays_on:
            self.engine.play()
        if item.description is not None:
            self._open(item.description)
            return
        self.film.show_message(_("Opening…"))
        asked = self._worker.submit(Describe(item.path, item.file_name), URGENT)
        self._tickets.append(self._deliveries.bring(asked, self._open, self._refuse))

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self.timeline.show_marks(marks)
        self.film.show_marks(marks)
        self.moments.show_marks(marks)
        self.choice.show_marks(marks)

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed now."""
        self.marking.set_criterion(label)
        self.note.show_criterion(label)
        self.show_spans()

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
        """Return the span from in to out, or a moment of ten seconds from where it is, with a part of the picture."""
        return self.marking.anchor()

    def clear_selection(self) -> None:
        """Forget in and out."""
        self.marking.clear()

    def place(self) -> Place:
        """Return the second, the speed, the loudness, in and out, and the note being written."""
        place: Place = {"second": round(self.engine.position / 1000, 3), "rate": self.engine.rate}
        sound = self.engine.sound
        if sound.possible:
            place |= {"volume": sound.volume, "muted": sound.muted}
        return place | self.marking.place() | {"note": self.note.draft}

    def restore(self, place: Place) -> None:
        """Go back there, paused."""
        if place.get("rate") in RATES:
            self.set_rate(float(place["rate"]))
        if isinstance(place.get("volume"), int):
            self.engine.sound.set_volume(min(max(0, place["volume"]), 100))
            self.engine.sound.set_muted(muted=bool(place.get("muted")))
        self.marking.restore(place)
        self.note.show_draft(str(place.get("note") or ""))
        self.share_height()
        self.engine.seek(_milliseconds(place))

    def looked_at(self) -> frozenset[int]:
        """Return the whole seconds played since this was last asked, and the second whose picture stands still.

        A film whose pictures can't be shown was opened, however long its sound was heard.
        """
        watched = self.watching.take()
        if not self.isVisible():
            return frozenset()
        if self._said.sentence and self._said.trouble:
            return frozenset({TOLD})
        sound_alone = self._known is not None and self._known.kind is Kind.AUDIO
        if not self.engine.ready or not (sound_alone or self.engine.shows_picture):
            return frozenset()
        shown = not self.engine.playing and self.engine.shows_picture
        return watched | {self.engine.position // 1000} if shown else watched

    def close_item(self) -> None:
        """Let go of the recording."""
        for ticket in self._tickets:
            self._deliveries.drop(ticket)
        self._tickets.clear()
        self.engine.close()
        self._item, self._known, self._sent_to, self._plays_on = None, None, None, ""
        self._said = Words()
        if self.strip is not None:
            self.strip.stop()
        self.subtitles.forget()
        self.copy.withdraw()
        self.forget()
        self._show_subtitles()
        self._remark.say("")
        self.enable_controls(enabled=False)

    def still(self) -> QImage:
        """Return the picture that is shown, null for sound."""
        return self.engine.still()

    def still_within(self, span: TimeSpan) -> QImage:
        """Return the picture that is shown when it belongs to a span, else a null one."""
        return self.engine.still_within(span.start_ms, span.end_ms)

    # -- opening -------------------------------------------------------------------------------

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Description) or self._item is None:
            return
        self._known = reply
        item, length = self._item, reply.duration_ms or 0
        copy = self.copy.existing(item.digest)
        sound = reply.kind is Kind.AUDIO
        self.expect_shape(reply.pixel_size, only_sound=sound, strip=self._stills is not None and not sound)
        self.lighter.setVisible(not sound)
        why = self.copy.needed(reply) if self.copy.possible(reply) else ""
        self._said = words_about(reply, item.title, copied=copy is not None, why=why)
        self.timeline.show_duration(length)
        self.engine.assume_duration(length)
        self.bar.show_time(0, length)
        self.say(self._said)
        if not self._said.playable:
            self.engine.assume_duration(length)
            self.enable_controls(enabled=False)
            self.restore(item.place)
            return
        if copy is None and why:
            # Packing pictures anew as they are takes seconds, and without it hardly a place can be gone to.
            self.copy.offer(item.path, item.digest, length, at_once=reply.format in ROUGH)
        self.bar.show_frames(possible=not sound)
        self._start(copy or item.path, item.place)
        self._listen(copy or item.path, length)

    def _start(self, path: Path, place: Place) -> None:
        self.engine.open(path, _milliseconds(place))
        self.engine.assume_duration(self._known.duration_ms or 0 if self._known is not None else 0)
        self.restore(place)
        if self._sent_to is not None:
            self.go_to(self._sent_to)

    def _listen(self, path: Path, length: int) -> None:
        """Have the sound looked at, and pictures taken, in the background."""
        if self._stills is None or self._item is None:
            return
        heard = self._stills.peaks(path)
        self._tickets.append(self._deliveries.bring(heard, self._show_loudness, self._stay_silent))
        if self._known is not None and self._known.kind is Kind.VIDEO and length >= _STRIP_FROM_MS and self.strip:
            self.strip.show(path, self._item.digest, length)

    def _show_loudness(self, levels: Levels) -> None:
        heard = loudness(levels)
        self.timeline.show_peaks(heard.peaks)
        if heard.quiet and not self._said.remark:
            self._said = replace(self._said, remark=words_about_quiet(hear=self.engine.has_sound))
            self._remark.say(self._said.remark)
            if self.engine.has_sound:
                self.set_volume(100)
            self.share_height()

    def _stay_silent(self, problem: Exception) -> None:
        words_of(problem)  # a recording without sound has no waveform; that needs no words

    def _opened(self) -> None:
        self.enable_controls(enabled=True)
        self.timeline.show_duration(self.engine.duration)
        self.bar.show_time(self.engine.position, self.engine.duration)
        self.show_sound()
        if not self.subtitles.said.cues:
            self.engine.tracks.show(0)
        self._show_subtitles()

    def _failed(self, trouble: Trouble) -> None:
        if self._known is None or self._item is None:
            return
        self._said = words_about_trouble(trouble, self._known.codecs)
        if self.copy.possible(self._known) and self.copy.existing(self._item.digest) is None:
            if self._said.sentence:
                hint = _("Marks and notes on its times still work. A copy that can be played here can be made.")
                self._said = replace(self._said, hint=hint)
            self.copy.offer(self._item.path, self._item.digest, self._known.duration_ms or 0)
        self.say(self._said)

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._said = unplayable(sentence, hint)
        self.say(self._said)

    def _show_copy(self, digest: str) -> None:
        """Show the copy that was made, where the original was."""
        copy = self.copy.existing(digest)
        if copy is None or self._item is None or self._item.digest != digest or self._known is None:
            return
        self.copy.withdraw()
        place = self.place()
        self._said = words_about(self._known, self._item.title, copied=True)
        self.say(self._said)
        self._start(copy, place)
        self._listen(copy, self._known.duration_ms or 0)

    # -- following -------------------------------------------------------------------------------

    def _show_subtitles(self) -> None:
        cues, possible = bool(self.subtitles.said.cues), self.subtitles.possible
        self.spans.show_words(transcript=cues, subtitles=possible)
        self.spans.show_switches(transcript=self._transcript_wanted and cues, subtitles=self.subtitles.shown)
        self.transcript.show_said(self.subtitles.said, complete=self.subtitles.complete)
        self.want_transcript(wanted=self._transcript_wanted and cues)
        self._show_words()

    def _show_words(self) -> None:
        self.film.show_words(self.subtitles.words_at(self.engine.position))

    def _switch_subtitles(self, shown: bool) -> None:
        self.subtitles.shown = shown
        self._show_words()

    def _shape_came(self) -> None:
        image, known = self.still(), self._known
        if known is not None and known.pixel_size and image.width() > 0:
            self.film.show_scale(max(known.pixel_size) / max(image.width(), image.height()))

    def _clip_ended(self) -> None:
        told = (self._known.duration_ms if self._known is not None else None) or 0
        played = self.engine.duration
        self.watching.end(told if 0 < told - played < _SHORT_MS else played)
        after = self.clips.after
        if after is not None and self.clips.go_on.isChecked():
            self._plays_on = after.item_id
            self.clip_wanted.emit(after.item_id, True)

    def _want_clip(self, item_id: str) -> None:
        playing = self.engine.playing
        self._plays_on = item_id if playing else ""
        self.clip_wanted.emit(item_id, playing)

    def _show_strip(self) -> None:
        if self.strip is not None:
            self.timeline.show_pictures(self.strip.pictures)

    def _quote(self, words: str, start: int, end: int) -> None:
        self.note.add_quote(words)
        self.marking.note_is_about(TimeSpan(start, end))

    def _follow_everything(self) -> None:
        engine = self.engine
        engine.opened.connect(self._opened)
        engine.failed.connect(self._failed)
        engine.shape_changed.connect(self._shape_came)
        engine.framed.connect(self._show_words)
        engine.moved.connect(self._show_words)
        engine.ended.connect(self._clip_ended)
        self.copy.made.connect(self._show_copy)
        self.clips.wanted.connect(self._want_clip)
        self.subtitles.changed.connect(self._show_subtitles)
        self.spans.subtitles_switched.connect(self._switch_subtitles)
        self.transcript.quoted.connect(self._quote)
        self.notes.written.connect(self.note_written)
        if self.strip is not None:
            self.strip.grown.connect(self._show_strip)
        self.film.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)


def _milliseconds(place: Place) -> int:
    second = place.get("second")
    return round(second * 1000) if isinstance(second, int | float) and second > 0 else 0
