"""Looks at a recording here and there over its length: black, standing still, dark, cut."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from statistics import median

from PIL import Image, ImageChops, ImageStat

from certdesk.core.preflight_looks import FilmLook
from certdesk.evidence.film.av1 import FAULTS
from certdesk.evidence.film.decoding import Stills
from certdesk.evidence.film.libraries import FilmError, Libraries
from certdesk.evidence.film.source import Source, Track

SAMPLES, _MOST_A_SECOND = 24, 2
LARGEST = 160
_BLACK = 24
"""The brightest hundredth of a black picture: video black is 16 of 255, and coding adds a little."""
_STILL_MEAN, _STILL_MOST = 0.35, 12
"""How much two pictures of a standing camera differ at least: noise of its sensor alone is more. Coding blurs noise
away, but never a moving person, who changes some places by more than 12 of 255."""
_ALL_PIXELS = 4 * 10**8
"""A film with fewer pixels altogether is looked at picture by picture: 8 s of 1080p, 4 min of 240p."""
_CUT, _CUT_TIMES = 28.0, 5.0
"""A cut changes the mean by more than 28 of 255, and five times as much as the pictures around it change."""
_MOST_CUTS = 12
_AROUND = (Fraction(-3, 25), Fraction(-1, 25), Fraction(1, 25))
"""Where a cut is looked for: a little before and after a key picture (s), as indexes round."""
_KEYS_LOOKED_AT = 10
_EARLY = 0.92
"""A key picture after less than so much of the usual distance was put there because the picture changed."""
_MOST_ENTRIES = 400_000
_KEY = 1
_JUMP_SECONDS = Fraction(2)
_JUMP_TIMES = 20


def look(libraries: Libraries, source: Source, track: Track, until: float) -> FilmLook:
    """Measure the pictures of a track; ``until`` is when to stop (`time.monotonic`)."""
    size = (track.height, track.width) if track.rotation in {90, 270} else (track.width, track.height)
    entries = list(_entries(libraries, source, track))
    jumps = tuple(_jumps(entries, track, source.start))
    try:
        with _Flow(libraries, source, LARGEST) as stills:
            pictures = list(_sampled(stills, source.duration, until))
            if not pictures:
                return FilmLook(*size, jumps=jumps, decoded=False)
            cuts = tuple(_cuts(stills, source, (track, entries), until))[:_MOST_CUTS]
    except (FilmError, *FAULTS):
        return FilmLook(*size, jumps=jumps, decoded=False)
    return FilmLook(
        *size,
        samples=len(pictures),
        black=sum(_is_black(picture) for picture in pictures),
        still=sum(_is_same(one, other) for one, other in pairwise(pictures)),
        brightness=round(max(_highlight(picture) for picture in pictures)),
        cuts=cuts,
        jumps=jumps,
    )


class _Flow(Stills):
    """Stills that can also be had one after the other."""

    def every(self) -> Iterator[tuple[Fraction, Image.Image]]:
        """Give picture after picture with its moment (s from the beginning)."""
        self._source.rewind()
        self._libraries.codec.avcodec_flush_buffers(self._decoder)
        for moment in self._frames():
            picture = self._scaled(self._frame)
            if picture is not None:
                yield moment - self._source.start, picture.convert("L")


def _sampled(stills: Stills, duration: Fraction, until: float) -> Iterator[Image.Image]:
    """Give key pictures spread over the length; at a film of unknown length, its first."""
    before = Fraction(-1)
    # Of a short film there are not so many pictures that differ.
    count = max(2, min(SAMPLES, int(duration * _MOST_A_SECOND)))
    for number in range(count):
        moment = duration * (2 * number + 1) / (2 * count)
        enough = (before + moment) / 2 if before >= 0 else None
        picture = stills.at(moment, enough)
        if picture is not None:
            yield picture.convert("L")
        before = moment
        if not duration or time.monotonic() > until:
            return


def _is_black(picture: Image.Image) -> bool:
    return _highlight(picture) < _BLACK


def _highlight(picture: Image.Image) -> int:
    """Return what the brightest hundredth reaches."""
    left = picture.width * picture.height // 100
    for value, count in reversed(list(enumerate(picture.histogram()))):
        left -= count
        if left < 0:
            return value
    return 0


def _is_same(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    change = ImageChops.difference(one, other)
    most = change.getextrema()[1]
    return ImageStat.Stat(change).mean[0] < _STILL_MEAN and isinstance(most, int) and most <= _STILL_MOST


def _cuts(stills: _Flow, source: Source, told: tuple[Track, list[tuple[int, int]]], until: float) -> Iterator[int]:
    """Give moments (ms) at which the picture changes all at once."""
    track, entries = told
    count = len(entries) or int(source.duration * 60)
    if track.codec != "av1" and 0 < count * track.width * track.height <= _ALL_PIXELS:
        yield from _cuts_among(stills.every(), until)
        return
    for moment in _early_keys(entries, track)[:_KEYS_LOOKED_AT]:
        if time.monotonic() > until:
            return
        shown = [stills.at(moment + step) for step in _AROUND]
        if any(picture is None for picture in shown):
            continue
        earlier, before, after = (picture.convert("L") for picture in shown if picture is not None)
        if _is_black(before) or _is_black(after):
            continue
        change, usual = _change(before, after), _change(earlier, before)
        if change > _CUT and change > _CUT_TIMES * (usual + 0.5):
            yield int(moment * 1000)


def _cuts_among(pictures: Iterator[tuple[Fraction, Image.Image]], until: float) -> Iterator[int]:
    changes: list[tuple[Fraction, float]] = []
    last: Image.Image | None = None
    for moment, picture in pictures:
        if last is not None and last.size == picture.size:
            # A light that goes on is no cut.
            dark = _is_black(last) or _is_black(picture)
            changes.append((moment, 0.0 if dark else _change(last, picture)))
        last = picture
        if time.monotonic() > until:
            break
    for at, (moment, change) in enumerate(changes):
        around = [other for _moment, other in (*changes[max(0, at - 6) : at], *changes[at + 1 : at + 7])]
        if around and change > _CUT and change > _CUT_TIMES * (max(around) + 0.5):
            yield int(moment * 1000)


def _change(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


class _Entry(ctypes.Structure):
    """An entry of the index of a stream: AVIndexEntry of libavformat 61."""

    _fields_ = (
        ("pos", ctypes.c_int64),
        ("timestamp", ctypes.c_int64),
        ("flags_and_size", ctypes.c_uint32),
        ("min_distance", ctypes.c_int),
    )


def _entries(libraries: Libraries, source: Source, track: Track) -> Iterator[tuple[int, int]]:
    """Give time (in the track's unit) and flags of the pictures that the index knows: of MP4 all, else key pictures."""
    form = libraries.format
    form.avformat_index_get_entries_count.restype = ctypes.c_int
    form.avformat_index_get_entries_count.argtypes = [ctypes.c_void_p]
    form.avformat_index_get_entry.restype = ctypes.POINTER(_Entry)
    form.avformat_index_get_entry.argtypes = [ctypes.c_void_p, ctypes.c_int]
    stream = ctypes.byref(source.stream(track))
    for number in range(min(form.avformat_index_get_entries_count(stream), _MOST_ENTRIES)):
        entry = form.avformat_index_get_entry(stream, number)
        if entry:
            yield entry.contents.timestamp, entry.contents.flags_and_size & 3


def _jumps(entries: list[tuple[int, int]], track: Track, start: Fraction) -> Iterator[int]:
    """Give moments (ms) after which the index leaves out a piece: far more than from any picture to the next."""
    if not entries or all(flags & _KEY for _time, flags in entries[:200]):
        return  # only key pictures are told of: their distances say nothing
    steps = [later - earlier for (earlier, _flags), (later, _more) in pairwise(entries)]
    usual = median(steps) if steps else 0
    for (earlier, _flags), step in zip(entries, steps, strict=False):
        if usual > 0 and step > _JUMP_TIMES * usual and step * track.time_base > _JUMP_SECONDS:
            yield max(0, int((earlier * track.time_base - start) * 1000))


def _early_keys(entries: list[tuple[int, int]], track: Track) -> list[Fraction]:
    """Return when key pictures come that stand sooner after the last than usual (s from the beginning).

    An index counts by when pictures are decoded; its first entry belongs to the first picture.
    """
    keys = [moment for moment, flags in entries if flags & _KEY]
    steps = [later - earlier for earlier, later in pairwise(keys)]
    if len(steps) < 3:
        return []
    usual = max(steps)
    first = entries[0][0]
    return [(key - first) * track.time_base for key, step in zip(keys[1:], steps, strict=True) if step < _EARLY * usual]
