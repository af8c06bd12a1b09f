"""Which subtitle file goes with which recording: the one that is called alike."""

from __future__ import annotations

import re
from collections.abc import Mapping

from certdesk.core.portfolio import EvidenceItem
from certdesk.intake.names import same_name

_SUBTITLES = re.compile(r"\.(srt|vtt)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"\.[a-z]{2,3}(-[a-z0-9]{2,8})?$", re.IGNORECASE)
_ENDING = re.compile(r"\.[^./]{1,5}$")


def recordings_of(items: tuple[EvidenceItem, ...]) -> Mapping[str, str]:
    """Return the recording's item id by the subtitle file's: lesson.mp4 and lesson.srt or lesson.en.vtt go together."""
    recordings = {_stem(item.file_name): item.id for item in items if item.kind in {"video", "audio"}}
    found: dict[str, str] = {}
    for item in items:
        if not _SUBTITLES.search(item.file_name):
            continue
        name = _SUBTITLES.sub("", item.file_name)
        for stem in (same_name(name), _stem(name), same_name(_LANGUAGE.sub("", name))):
            if stem in recordings:
                found[item.id] = recordings[stem]
                break
    return found


def transcripts_of(items: tuple[EvidenceItem, ...]) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """Return the subtitle files of each recording that has some, by the recording's item id."""
    found: dict[str, tuple[EvidenceItem, ...]] = {}
    by_id = {item.id: item for item in items}
    for subtitles, recording in recordings_of(items).items():
        found[recording] = (*found.get(recording, ()), by_id[subtitles])
    return found


def _stem(file_name: str) -> str:
    return same_name(_ENDING.sub("", file_name))
