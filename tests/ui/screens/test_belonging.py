"""Subtitles find their recording, and the clips of one lesson each other, in the order of their numbers."""

from __future__ import annotations

import pytest

from certdesk.core.portfolio import EvidenceItem
from certdesk.ui.screens.score.belonging import clips_of, companions_of


def items(*names: str, evidence_type: str = "") -> tuple[EvidenceItem, ...]:
    kinds = {"mp4": "video", "mov": "video", "m4a": "audio", "vtt": "text", "srt": "text", "pdf": "pdf"}
    return tuple(
        EvidenceItem(
            id=name,
            portfolio_id="p",
            position=place,
            digest=f"{place:064}",
            size=1,
            file_name=name,
            title=name,
            evidence_type=evidence_type,
            kind=kinds[name.rpartition(".")[2].lower()],
        )
        for place, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("lesson.mp4", "lesson.srt", "other.srt"), ["lesson.srt"]),
        (("lesson.mp4", "words.vtt"), ["words.vtt"]),
        (("lesson.mp4", "second.mp4", "words.vtt"), []),
        (("lesson.mp4", "lesson.en.vtt", "lesson.sw.vtt"), ["lesson.en.vtt", "lesson.sw.vtt"]),
        (("plan.pdf", "plan.srt"), []),
    ],
)
def test_companions(names: tuple[str, ...], expected: list[str]) -> None:
    everything = items(*names)
    assert [item.file_name for item in companions_of(everything, everything[0])] == expected


def test_clips_come_in_the_order_of_their_numbers() -> None:
    everything = items("IMG_10.MOV", "IMG_9.MOV", "IMG_2.MOV", "plan.pdf", "interview.m4a", "other 3.mp4")
    assert [clip.item_id for clip in clips_of(everything, everything[0])] == ["IMG_2.MOV", "IMG_9.MOV", "IMG_10.MOV"]
    assert clips_of(everything, everything[4]) == ()
    assert clips_of(everything, everything[5]) == ()


def test_names_without_a_number_are_no_clips() -> None:
    everything = items("lesson.mp4", "interview.mp4")
    assert clips_of(everything, everything[0]) == ()


def test_another_kind_of_evidence_is_another_lesson() -> None:
    first = items("part 1.mp4", evidence_type="lesson_video")
    second = items("x 0.mp4", "part 2.mp4", evidence_type="interview")[1:]
    assert clips_of((*first, *second), first[0]) == ()
