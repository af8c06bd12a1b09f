"""A recording copied stream by stream: cut, turned or freed of its tags without coding anything anew."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from certdesk.evidence.film.libraries import FilmError, Libraries
from certdesk.evidence.film.source import Source, Track, has_time
from certdesk.evidence.film.structures import PacketPointer
from certdesk.evidence.film.writer import takes
from certdesk.evidence.mending.film_files import MATROSKA, MP4, TURNING, CleanWriter
from certdesk.evidence.mending.film_plan import CONTAINERS, FORMATS, FilmPlan
from certdesk.evidence.mending.refusing import CannotMendError, Reason

HONEST = Fraction(1, 20)
"""Seconds: a cut may begin so much earlier than was asked for; more than that is coded anew."""

_IN_OGG = frozenset({"vorbis", "opus", "flac", "speex", "theora", "vp8"})

Progress = Callable[[float], None]


def container_for(libraries: Libraries, source: Source, form: str, turn: int) -> bytes:
    """Return how the copy is written: as the recording is, where that can hold what is wanted."""
    same = CONTAINERS.get(form, MATROSKA)
    if turn and same not in TURNING:
        return MP4 if all(takes(libraries, MP4, track) for track in source.tracks) else MATROSKA
    if all(_fits(libraries, same, track) for track in source.tracks):
        return same
    return MATROSKA


def begins_honestly(source: Source, plan: FilmPlan) -> bool:
    """Say whether a cut can begin where it was asked for without coding pictures anew."""
    video = source.video
    if video is None or plan.start == 0:
        return True
    source.seek(video, plan.start + source.start)
    for packet in source.packets():
        fields = packet.contents
        if fields.stream_index == video.index and has_time(fields.pts):
            begin = fields.pts * video.time_base - source.start
            return bool(abs(begin - plan.start) <= HONEST)
    return False


def copy(libraries: Libraries, source: Source, plan: FilmPlan, form: str, target: int, progress: Progress) -> str:
    """Write the streams to ``target`` and return the format that they are in. Raises FilmError, CannotMendError."""
    container = container_for(libraries, source, form, plan.turn)
    with CleanWriter(libraries, target, container) as written:
        numbers: dict[int, int] = {}
        for track in source.tracks:
            if container == MATROSKA and not written.takes(track):
                raise CannotMendError(Reason.CODED)
            numbers[track.index] = number = written.copy(source, track)
            turn = (track.rotation + plan.turn) % 360
            if track.video and container in TURNING and (plan.turn or turn):
                written.turn(number, turn)
        if not numbers:
            raise CannotMendError(Reason.DAMAGED)
        written.begin()
        count = _run(source, plan, (written, numbers), progress)
        written.finish()
        if not count:
            raise CannotMendError(Reason.NOTHING_LEFT)
    return form if CONTAINERS.get(form) == container else FORMATS.get(container, form)


def _run(source: Source, plan: FilmPlan, into: tuple[CleanWriter, dict[int, int]], progress: Progress) -> int:
    written, numbers = into
    tracks = {track.index: track for track in source.tracks}
    end = plan.end if plan.end is not None else source.duration
    length = max(Fraction(1, 1000), end - plan.start)
    if plan.start > 0:
        source.seek(source.video or source.tracks[0], plan.start + source.start)
    else:
        source.rewind()
    count, done = 0, set[int]()
    begin = plan.start + source.start
    for packet in source.packets():
        track = tracks.get(packet.contents.stream_index)
        if track is None or track.index in done:
            continue
        moment = _moment(packet, track) - begin
        if plan.end is not None and moment >= plan.end - plan.start:
            done.add(track.index)
            if len(done) == len(tracks):
                break
            continue
        if not _shifted(packet, track, begin):
            continue
        written.write(packet, numbers[track.index], track.time_base)
        count += 1
        progress(float(moment / length))
    return count


def _moment(packet: PacketPointer, track: Track) -> Fraction:
    """Return when a packet is decoded, in seconds of the recording's own clock."""
    fields = packet.contents
    time = fields.dts if has_time(fields.dts) else fields.pts
    return time * track.time_base if has_time(time) else Fraction(0)


def _shifted(packet: PacketPointer, track: Track, begin: Fraction) -> bool:
    """Count the packet's times from the beginning of the cut; False where it lies before."""
    fields = packet.contents
    if not has_time(fields.pts):
        fields.pts = fields.dts
    if not has_time(fields.pts):
        return False
    shift = round(begin / track.time_base)
    early = fields.pts - shift
    if early * track.time_base < (-HONEST if track.video else -HONEST / 2):
        return False
    fields.pts = early
    if has_time(fields.dts):
        fields.dts -= shift
    return True


def _fits(libraries: Libraries, container: bytes, track: Track) -> bool:
    if container == b"ogg":  # FFmpeg has no list of what fits into it
        return track.codec in _IN_OGG
    try:
        return takes(libraries, container, track)
    except FilmError:
        return False
