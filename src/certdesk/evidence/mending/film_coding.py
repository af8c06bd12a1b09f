"""A recording coded anew in stretches that are kept one by one, so that work that was ended goes on where it was.

First run: the sound, then stretch after stretch of pictures, each a small film of its own behind the one before it in
one file; whoever started the run is told where each ends and makes sure that it is on the disk. Second run: the small
films become one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from certdesk.evidence.film.libraries import Libraries
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import FramePointer, PacketPointer
from certdesk.evidence.film.writer import takes
from certdesk.evidence.mending.film_copy import Progress
from certdesk.evidence.mending.film_files import MP4, NUT, CleanWriter, PartOfFile
from certdesk.evidence.mending.film_pictures import (
    TIME_BASE,
    PictureDecoder,
    PictureWriter,
    shape_for,
)
from certdesk.evidence.mending.film_plan import FORMATS, FilmPlan
from certdesk.evidence.mending.film_sound import SoundCoder
from certdesk.evidence.mending.job import Stretch
from certdesk.evidence.mending.refusing import CannotMendError, Reason

STRETCH_MS = 5_000
_KEPT_SOUND = frozenset({"aac", "mp3"})
_MOST_BITS = 200_000
_SOUND, _PICTURES = "sound", "pictures"


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told of each stretch that is complete, and of how far it is."""

    stretch: Callable[[Stretch], None]
    progress: Progress


def code(
    libraries: Libraries, source: Source, plan: FilmPlan, where: tuple[int, tuple[Stretch, ...]], told: Told
) -> None:
    """Write the stretches that are not done yet behind those that are, into the file ``where`` has both.

    Raises FilmError, CannotMendError.
    """
    target, done = where
    video = source.video
    if video is None or not video.width or not video.height:
        raise CannotMendError(Reason.NOT_THIS_KIND)
    at = done[-1].end if done else 0
    if not any(one.kind == _SOUND for one in done):
        at = _code_sound(libraries, source, plan, target, at)
        told.stretch(Stretch(_SOUND, done[-1].end if done else 0, at, 0))
    begin = max((one.next_ms for one in done), default=0)
    _code_pictures(libraries, source, (plan, video), (target, at, begin), told)


def _code_sound(libraries: Libraries, source: Source, plan: FilmPlan, target: int, at: int) -> int:
    """Write the sound of the span and return where it ends; nothing where there is none."""
    track = next((each for each in source.tracks if not each.video), None)
    if track is None:
        return at
    with CleanWriter(libraries, target, NUT, at) as written:
        if _stays(libraries, source, track, plan):
            number = written.copy(source, track)
            written.begin()
            for packet in _sound_as_it_is(source, track, plan):
                written.write(packet, number, track.time_base)
        else:
            with SoundCoder(libraries, source, track) as coder:
                number = written.add(coder.context, Fraction(1, coder.rate))
                written.begin()
                for packet in coder.packets(plan.start, plan.end, plan.silences):
                    written.write(packet, number, Fraction(1, coder.rate))
        written.finish()
        return written.bytes


def _stays(libraries: Libraries, source: Source, track: Track, plan: FilmPlan) -> bool:
    """Say whether the sound is small enough and common enough to stay as it is."""
    small = source.parameters(track).contents.bit_rate <= _MOST_BITS
    return track.codec in _KEPT_SOUND and small and not plan.silences and takes(libraries, MP4, track)


def _sound_as_it_is(source: Source, track: Track, plan: FilmPlan) -> Iterator[PacketPointer]:
    if plan.start > 0:
        source.seek(track, plan.start + source.start)
    else:
        source.rewind()
    begin = round((plan.start + source.start) / track.time_base)
    end = None if plan.end is None else round((plan.end - plan.start) / track.time_base)
    for packet in source.packets():
        fields = packet.contents
        if fields.stream_index != track.index or not has_time(fields.pts):
            continue
        fields.pts -= begin
        fields.dts = fields.pts
        if end is not None and fields.pts >= end:
            return
        if fields.pts >= 0:
            yield packet


def _code_pictures(
    libraries: Libraries,
    source: Source,
    what: tuple[FilmPlan, Track],
    where: tuple[int, int, int],
    told: Told,
) -> None:
    plan, video = what
    target, at, begin = where
    shape, turn = shape_for(video, plan.height), (video.rotation + plan.turn) % 360
    start_ms = round(plan.start / TIME_BASE)
    end_ms = round((plan.end if plan.end is not None else source.duration) / TIME_BASE)
    length = max(1, end_ms - start_ms)
    with PictureDecoder(libraries, source, video) as decoder:
        shown = decoder.pictures(Fraction(start_ms + begin, 1000))
        stretch: _Stretch | None = None
        for moment, picture in shown:
            when = moment - start_ms
            if plan.end is not None and moment >= end_ms:
                break
            if when < begin:
                continue
            if stretch is not None and when >= stretch.until:
                at = stretch.close()
                told.stretch(Stretch(_PICTURES, stretch.begin, at, stretch.until))
                stretch = None
            if stretch is None:
                until = (when // STRETCH_MS + 1) * STRETCH_MS
                coder = PictureWriter(libraries, video, shape, plan.masks, turn)
                stretch = _Stretch(libraries, (target, at), coder, until)
            stretch.take(picture, when, moment)
            told.progress(when / length)
        if stretch is not None:
            at = stretch.close()
            told.stretch(Stretch(_PICTURES, stretch.begin, at, stretch.until))
        elif begin == 0:
            raise CannotMendError(Reason.NOTHING_LEFT)


class _Stretch:
    """One stretch of pictures that is being written."""

    def __init__(self, libraries: Libraries, where: tuple[int, int], coder: PictureWriter, until: int) -> None:
        target, self.begin = where
        self.until = until
        self._coder = coder.__enter__()
        self._writer = CleanWriter(libraries, target, NUT, self.begin).__enter__()
        self._number = self._writer.add(coder.context, TIME_BASE)
        self._writer.begin()

    def take(self, picture: FramePointer, when: int, moment: int) -> None:
        """Code one picture."""
        for packet in self._coder.code(picture, when, moment):
            self._writer.write(packet, self._number, TIME_BASE)

    def close(self) -> int:
        """Finish the small film and return where it ends."""
        for packet in self._coder.finish():
            self._writer.write(packet, self._number, TIME_BASE)
        self._writer.finish()
        end = self._writer.bytes
        self._writer.__exit__(None, None, None)
        self._coder.__exit__(None, None, None)
        return end


def join(
    libraries: Libraries, stretches: int, done: tuple[Stretch, ...], turn: int, target: int, progress: Progress
) -> str:
    """Make one film of the small ones in the file ``stretches`` and return its format. Raises FilmError."""
    pictures = [one for one in done if one.kind == _PICTURES]
    sound = next((one for one in done if one.kind == _SOUND and one.end > one.begin), None)
    if not pictures:
        raise CannotMendError(Reason.NOTHING_LEFT)
    with CleanWriter(libraries, target, MP4) as written:
        with PartOfFile(libraries, stretches, pictures[0].begin, pictures[0].end) as first:
            shown = written.copy(first, first.tracks[0])
        written.turn(shown, turn)
        heard = None
        if sound is not None:
            with PartOfFile(libraries, stretches, sound.begin, sound.end) as spoken:
                heard = written.copy(spoken, spoken.tracks[0])
        written.begin()
        voices = [_packets(libraries, stretches, pictures, shown)]
        if heard is not None and sound is not None:
            voices.append(_packets(libraries, stretches, [sound], heard))
        length = Fraction(max(one.next_ms for one in pictures), 1000)
        for voice in _in_order(voices):
            written.write(voice.packet, voice.number, voice.time_base)
            progress(min(1.0, float(voice.time / length)))
        written.finish()
    return FORMATS[MP4]


@dataclass(slots=True)
class _Voice:
    """The next packet of a stream, and when it belongs (s)."""

    time: Fraction
    packet: PacketPointer
    number: int
    time_base: Fraction


def _packets(libraries: Libraries, stretches: int, parts: list[Stretch], number: int) -> Iterator[_Voice]:
    for part in parts:
        with PartOfFile(libraries, stretches, part.begin, part.end) as film:
            track = film.tracks[0]
            for packet in film.packets():
                fields = packet.contents
                time = fields.dts if has_time(fields.dts) else fields.pts
                yield _Voice(time * track.time_base, packet, number, track.time_base)


def _in_order(voices: list[Iterator[_Voice]]) -> Iterator[_Voice]:
    """Give the packets of all streams by their times; each is only there until the next is asked for."""
    upcoming = [next(voice, None) for voice in voices]
    while True:
        there = [(found.time, at) for at, found in enumerate(upcoming) if found is not None]
        if not there:
            return
        _time, at = min(there)
        found = upcoming[at]
        assert found is not None  # noqa: S101 - it was among those that are there
        yield found
        upcoming[at] = next(voices[at], None)
