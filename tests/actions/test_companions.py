"""Subtitles go with the recording that is called alike."""

from __future__ import annotations

import pytest

from certdesk.actions.companions import recordings_of, transcripts_of
from certdesk.core.portfolio import EvidenceItem


def items(*names: str) -> tuple[EvidenceItem, ...]:
    kinds = {"mp4": "video", "m4a": "audio", "srt": "text", "vtt": "text", "pdf": "pdf"}
    return tuple(
        EvidenceItem(name, "p", at, "d", 1, name, name, kind=kinds[name.rpartition(".")[2].lower()])
        for at, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("subtitles", "recording"),
    [
        ("lesson.srt", "lesson.mp4"),
        ("Lesson.SRT", "lesson.MP4"),
        ("lesson.en.vtt", "lesson.mp4"),
        ("lesson.pt-br.srt", "lesson.mp4"),
        ("lesson.mp4.srt", "lesson.mp4"),
        ("talk.vtt", "talk.m4a"),
        ("film/le\u0301cole.srt", "film/l\u00e9cole.mp4"),
    ],
)
def test_they_go_together(subtitles, recording):
    found = items(subtitles, recording, "other.mp4")
    assert recordings_of(found) == {subtitles: recording}
    assert {id_: [one.id for one in several] for id_, several in transcripts_of(found).items()} == {
        recording: [subtitles]
    }


@pytest.mark.parametrize("subtitles", ["other.srt", "a/lesson.srt", "lesson2.srt", "lesson.pdf"])
def test_they_do_not(subtitles):
    assert recordings_of(items(subtitles, "lesson.mp4")) == {}


def test_one_recording_may_have_several():
    found = items("lesson.en.srt", "lesson.mp4", "lesson.fr.srt")
    assert [one.id for one in transcripts_of(found)["lesson.mp4"]] == ["lesson.en.srt", "lesson.fr.srt"]
