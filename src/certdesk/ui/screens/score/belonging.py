"""Which files of a portfolio belong together: a recording and its subtitles, the clips of one lesson."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from certdesk.actions.companions import transcripts_of
from certdesk.core.portfolio import EvidenceItem
from certdesk.ui.viewers.viewer import Clip

_SUBTITLES = (".srt", ".vtt")
_RECORDINGS = frozenset({"video", "audio"})
_NUMBER = re.compile(r"\d+")


def companions_of(items: tuple[EvidenceItem, ...], item: EvidenceItem) -> tuple[EvidenceItem, ...]:
    """Return the subtitles of a recording: those named after it, or the only ones when it is the only recording."""
    if item.kind not in _RECORDINGS:
        return ()
    if named := transcripts_of(items).get(item.id):
        return named
    texts = tuple(other for other in items if other.file_name.casefold().endswith(_SUBTITLES))
    recordings = [other for other in items if other.kind in _RECORDINGS]
    return texts if len(texts) == 1 and len(recordings) == 1 else ()


def clips_of(items: tuple[EvidenceItem, ...], item: EvidenceItem) -> tuple[Clip, ...]:
    """Return the recordings of one lesson in the order of their numbers; empty when there is only this one."""
    if item.kind not in _RECORDINGS:
        return ()
    family = _family(item)
    clips = [other for other in items if other.kind == item.kind and _family(other) == family]
    if len(clips) < 2:
        return ()
    clips.sort(key=lambda clip: (_numbers(clip), clip.position))
    return tuple(Clip(clip.id, clip.title, clip.duration_ms) for clip in clips)


def _family(item: EvidenceItem) -> tuple[str, str]:
    """Return what the clips of one lesson share: the kind of evidence, and the name without its numbers."""
    name = _NUMBER.sub("#", _stem(item))
    # A name without a number is nobody's part two.
    return item.evidence_type, name if "#" in name else f"{name}/{item.id}"


def _numbers(item: EvidenceItem) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBER.findall(_stem(item)))


def _stem(item: EvidenceItem) -> str:
    return PurePosixPath(item.file_name).stem.casefold()
