"""Subtitle files as people really have them: every dialect, every encoding, every kind of untidiness."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.evidence.decoders import transcripts
from certdesk.evidence.decoders.opened import open_file
from certdesk.evidence.problems import Case, Code, EvidenceError, Refused
from certdesk.evidence.replies import Cue, Transcript
from certdesk.evidence.requests import ReadTranscript

SRT = """1
00:00:01,000 --> 00:00:03,500
Good morning. <i>Please</i> take
your jars.

2
00:00:04,250 --> 00:00:06,000 X1:40 X2:600
{\\an8}<font color="#ffff00">What do you see?</font>
"""
VTT = """WEBVTT - lesson four
Kind: captions

STYLE
::cue { color: lime }

NOTE checked by
two people

intro
01:02.500 --> 01:04.000 align:start position:10%
<v.loud Ms Okafor>Good <c.yellow>morning</c> &amp; welcome</v>

00:01:05.000 --> 00:01:06.000
<00:01:05.200><c>Sand</c> <00:01:05.700><c>and gravel</c>
"""
SBV = "0:00:01.000,0:00:02.500\nFirst line\nsecond line\n\n0:00:03.000,0:00:04.000\nThird\n"
ASS = """[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.50,0:00:03.00,Default,Teacher,0,0,0,,{\\i1}Look{\\i0}, here\\Nat the filter
"""


def transcript(tmp_path, data: bytes) -> Transcript:
    path = tmp_path / "lesson.srt"
    path.write_bytes(data)
    with path.open("rb") as file:
        import os

        opened = open_file(os.dup(file.fileno()), path.name)
    try:
        return transcripts.read(opened)
    finally:
        opened.close()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_subrip(tmp_path, ends, encoding):
    found = transcript(tmp_path, SRT.replace("\n", ends).encode(encoding))
    assert found == Transcript(
        (
            Cue(1000, 3500, "Good morning. Please take your jars."),
            Cue(4250, 6000, "What do you see?"),
        )
    )


def test_webvtt_with_voices_styles_notes_and_settings(tmp_path):
    assert transcript(tmp_path, VTT.encode()).cues == (
        Cue(62_500, 64_000, "Good morning & welcome", "Ms Okafor"),
        Cue(65_000, 66_000, "Sand and gravel"),
    )


def test_other_dialects(tmp_path):
    assert transcript(tmp_path, SBV.encode()).cues == (
        Cue(1000, 2500, "First line second line"),
        Cue(3000, 4000, "Third"),
    )
    assert transcript(tmp_path, ASS.encode()).cues == (Cue(1500, 3000, "Look, here at the filter", "Teacher"),)


def test_letters_of_windows(tmp_path):
    data = "1\n00:00:01,000 --> 00:00:02,000\nZoë’s café – naïve\n".encode("cp1252")
    assert transcript(tmp_path, data).cues[0].text == "Zoë’s café – naïve"


def test_cues_that_overlap_or_stand_in_no_order_are_put_in_order(tmp_path):
    text = "00:09 --> 00:11\nlast\n\n00:01.5 --> 00:08\nlong\n\n00:02 --> 00:03\ninside\n\n00:05 --> 00:04\nbackwards\n"
    assert transcript(tmp_path, text.encode()).cues == (
        Cue(1500, 8000, "long"),
        Cue(2000, 3000, "inside"),
        Cue(5000, 5000, "backwards"),
        Cue(9000, 11_000, "last"),
    )


def test_empty_lines_that_somebody_forgot(tmp_path):
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\nTwo\n17 jars\n"
    assert [cue.text for cue in transcript(tmp_path, text.encode()).cues] == ["One", "Two 17 jars"]


def test_a_name_in_front_is_the_speaker(tmp_path):
    text = "00:01 --> 00:02\n- PUPIL 2: It is sand.\n\n00:03 --> 00:04\nMs Okafor: Why?\n\n"
    text += "00:05 --> 00:06\nAt 9:30 we stop.\n"
    assert [(cue.speaker, cue.text) for cue in transcript(tmp_path, text.encode()).cues] == [
        ("PUPIL 2", "It is sand."),
        ("Ms Okafor", "Why?"),
        ("", "At 9:30 we stop."),
    ]


@pytest.mark.parametrize("text", ["", "Just words.", "WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n\n", "\0" * 99])
def test_what_has_nothing_said_in_it_is_refused(tmp_path, text):
    with pytest.raises(Refused) as refused:
        transcript(tmp_path, text.encode())
    assert refused.value.case is Case.NO_READING


def test_more_than_can_be_listed(tmp_path):
    text = "".join(f"{at // 60}:{at % 60:02}.000 --> {at // 60}:{at % 60:02}.900\nx\n\n" for at in range(20_010))
    found = transcript(tmp_path, text.replace("333:", "33:").encode())
    assert len(found.cues) == transcripts.MAX_CUES
    assert not found.complete


@pytest.mark.parametrize(
    "text",
    [
        "00:01 --> 00:02\n" + "<" * 200_000,
        "00:01 --> 00:02\n" + "<v " * 100_000,
        "00:01 --> 00:02\n" + "A " * 200_000 + ":",
        ("00:01 --> " * 50_000) + "\nx",
        "1\n" * 400_000,
        "Dialogue:" + "," * 400_000,
        "00:01 --> 00:02\n" + "&" * 300_000 + "{\\" * 10_000,
    ],
    ids=["open tags", "voices", "names", "arrows", "numbers", "commas", "entities"],
)
def test_hostile_texts_are_read_or_refused_quickly(tmp_path, text):
    began = time.process_time()
    try:
        found = transcript(tmp_path, text.encode())
    except Refused:
        found = Transcript(())
    assert time.process_time() - began < 1
    assert all(len(cue.text) <= transcripts.MAX_LETTERS for cue in found.cues)


@given(st.integers(0, 2**32), st.integers(0, 40))
def test_damaged_subtitles_raise_nothing_else(tmp_path_factory, seed, changes):
    chance = random.Random(seed)
    data = bytearray(chance.choice([SRT, VTT, SBV, ASS]).encode())
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    folder = tmp_path_factory.getbasetemp()
    try:
        found = transcript(folder, bytes(data[: chance.randrange(len(data)) + 1]))
    except Refused:
        return
    assert all(0 <= cue.start_ms <= cue.end_ms and cue.text for cue in found.cues)


def test_through_the_worker(worker, make):
    found = worker.ask(ReadTranscript(make.file("lesson.vtt", VTT.encode())))
    assert [cue.start_ms for cue in found.cues] == [62_500, 65_000]
    with pytest.raises(EvidenceError) as told:
        worker.ask(ReadTranscript(make.file("plain.srt", b"hello")))
    assert told.value.problem.code is Code.UNSUPPORTED
