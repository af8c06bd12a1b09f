"""Videos and sound: length, codecs, rotation and damage, by MediaInfo and by the outermost boxes; no decoding."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, BinaryIO

import pymediainfo

from certdesk.evidence.decoders import iso_tables
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused

_ISO_MEDIA = frozenset({"MP4", "QuickTime", "3GP", "M4A"})
_MAX_BOXES = 10_000
_READ_BYTES = 2**18
_INDEX_BYTES = 2**18
_PROTECTION = (b"sinf\0\0\0\x0cfrma", b"schm\0\0\0\0cenc", b"schm\0\0\0\0cbcs")
"""What stands in the description of a track that is encrypted (ISO/IEC 23001-7)."""


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What was found; ``trouble`` is None when nothing is wrong."""

    has_video: bool
    has_audio: bool
    duration_ms: int | None
    codecs: tuple[str, ...]
    pixel_size: tuple[int, int] | None
    rotation: int
    trouble: Case | None


def probe(opened: OpenedFile) -> MediaFacts:
    """Read the facts of a video or sound file."""
    trouble = container_trouble(opened)
    # MediaInfo takes very long over damaged boxes, and without an index it has nothing to tell.
    tracks = tracks_of(opened) if trouble is not Case.NO_INDEX else []
    general = next((each for each in tracks if each.get("@type") == "General"), {})
    video = [each for each in tracks if each.get("@type") == "Video"]
    audio = [each for each in tracks if each.get("@type") == "Audio"]
    if not video and not audio and trouble is None:
        trouble = Case.NO_STREAMS
    rotation = _rotation(video)
    return MediaFacts(
        has_video=bool(video),
        has_audio=bool(audio),
        duration_ms=_duration(general, video + audio),
        codecs=tuple(dict.fromkeys(_codec(each) for each in video + audio)),
        pixel_size=_upright_size(video, rotation),
        rotation=rotation,
        trouble=trouble,
    )


def tracks_of(opened: OpenedFile) -> list[dict[str, Any]]:
    """Return what MediaInfo tells of the whole and of each track, by its own names; read once and kept."""
    if opened.tracks is None:
        opened.tracks = _tracks(opened.file)
    return opened.tracks


def length_of(tracks: list[dict[str, Any]], sort: str) -> int | None:
    """Return how long the first track of a sort ("Video", "Audio") is, in ms, or None where nobody says."""
    first = next((each for each in tracks if each.get("@type") == sort), {})
    seconds = _number(first.get("Duration"))
    return None if seconds is None else round(seconds * 1000)


def container_trouble(opened: OpenedFile) -> Case | None:
    """Tell a file whose index is missing, or that stops before its own end, by its outermost structure."""
    if opened.sniffed.format in _ISO_MEDIA:
        return _iso_trouble(opened.file, opened.size)
    promised = 0
    if opened.sniffed.format in {"AVI", "WAV"} and opened.head[:4] == b"RIFF":
        promised = 8 + int.from_bytes(opened.head[4:8], "little")
    if opened.sniffed.format in {"Matroska", "WebM"}:
        promised = _matroska_end(opened.head)
    return Case.TRUNCATED_MEDIA if promised > opened.size and promised < 2**32 + 7 else None


def _iso_trouble(file: BinaryIO, size: int) -> Case | None:
    names, end = _boxes(file, size)
    if _is_protected(file, size, names):
        return Case.PROTECTED
    if not names & {b"moov", b"moof"}:
        if b"meta" in names:
            raise Refused(Case.DAMAGED)  # it was a picture once
        return Case.NO_INDEX
    if iso_tables.are_false(file, size):
        raise Refused(Case.DAMAGED)
    return Case.TRUNCATED_MEDIA if end > size else None


def _is_protected(file: BinaryIO, size: int, names: set[bytes]) -> bool:
    """Say whether a shop's key is needed: the outermost boxes say so, or the descriptions of the tracks."""
    if b"pssh" in names:
        return True
    file.seek(0)
    head = file.read(_INDEX_BYTES)
    file.seek(max(0, size - _INDEX_BYTES))
    return any(mark in part for part in (head, file.read(_INDEX_BYTES)) for mark in _PROTECTION)


def _boxes(file: BinaryIO, size: int) -> tuple[set[bytes], int]:
    """Return the names of the outermost boxes and where the last one says it ends."""
    names: set[bytes] = set()
    at = 0
    for _count in range(_MAX_BOXES):
        if at + 8 > size:
            break
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if length == 0:
            length = size - at
        if length < 8:
            break
        names.add(header[4:8])
        at += length
    return names, at


def _matroska_end(head: bytes) -> int:
    """Return where the segment says it ends, or 0 when it doesn't say (live recordings don't)."""
    at = head.find(b"\x18\x53\x80\x67")
    if at < 0 or at + 12 > len(head):
        return 0
    first = head[at + 4]
    width = 9 - first.bit_length()
    if not 1 <= width <= 8:
        return 0
    value = int.from_bytes(head[at + 4 : at + 4 + width], "big") & ((1 << (7 * width)) - 1)
    unknown = (1 << (7 * width)) - 1
    return 0 if value == unknown else at + 4 + width + value


def _tracks(file: BinaryIO) -> list[dict[str, Any]]:
    text = pymediainfo.MediaInfo.parse(
        file, output="JSON", full=False, parse_speed=0.3, buffer_size=_READ_BYTES, encoding_errors="replace"
    )
    try:
        media = json.loads(text).get("media") or {}
    except (ValueError, AttributeError):
        return []
    tracks = media.get("track") if isinstance(media, dict) else None
    return [each for each in tracks if isinstance(each, dict)] if isinstance(tracks, list) else []


def _duration(general: dict[str, Any], tracks: list[dict[str, Any]]) -> int | None:
    found = [seconds for each in [general, *tracks] if (seconds := _number(each.get("Duration"))) is not None]
    return round(found[0] * 1000) if found else None


def _codec(track: dict[str, Any]) -> str:
    name = str(track.get("Format") or track.get("CodecID") or "?")
    return {"AVC": "H.264", "MPEG Audio": "MP3" if track.get("Format_Profile") == "Layer 3" else "MPEG audio"}.get(
        name, name
    )[:40]


def _rotation(video: list[dict[str, Any]]) -> int:
    turned = _number(video[0].get("Rotation")) if video else None
    return round(turned / 90) * 90 % 360 if turned is not None else 0


def _upright_size(video: list[dict[str, Any]], rotation: int) -> tuple[int, int] | None:
    if not video:
        return None
    width, height = _number(video[0].get("Width")), _number(video[0].get("Height"))
    if not width or not height:
        return None
    wide = round(width * (_number(video[0].get("PixelAspectRatio")) or 1))
    return (round(height), wide) if rotation in {90, 270} else (wide, round(height))


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 0 <= number < 1e12 else None
