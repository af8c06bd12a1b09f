"""Videos and sound through the worker: facts and damage, without decoding."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from certdesk import shipped
from certdesk.evidence.decoders import iso_tables
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, ReadDocument, Thumbnail


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


FTYP = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41")


@pytest.fixture
def video() -> Path:
    found = sorted(shipped.resources().glob("sample_cohort/*/*.mp4"))
    if not found:
        pytest.skip("the sample cohort is not here")
    return found[0]


def test_sound_has_a_length(worker, make):
    found = worker.ask(Describe(make.wav("a.wav", 2.5)))
    assert (found.kind, found.duration_ms, found.codecs, found.problem) == (Kind.AUDIO, 2500, ("PCM",), None)


def test_a_video_is_described(worker, video):
    found = worker.ask(Describe(video))
    assert found.kind is Kind.VIDEO
    assert "H.264" in found.codecs
    assert found.duration_ms > 1000
    assert found.pixel_size[0] > found.pixel_size[1]
    assert found.problem is None


def test_tables_that_promise_more_than_they_have_are_not_counted(worker, make):
    lie = box(b"stts", struct.pack(">II", 0, 0xFFFFFFFF) + b"\xff" * 800)
    head = box(b"mdhd", bytes(24)) + box(b"hdlr", bytes(8) + b"vide" + bytes(13))
    media = box(b"mdia", head + box(b"minf", box(b"stbl", lie)))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(84)) + media))
    found = worker.ask(Describe(make.file("false.mp4", FTYP + moov + box(b"mdat", b"x" * 100))))
    assert found.problem.code is Code.DAMAGED


def test_the_tables_of_a_sound_film_are_true(video):
    with video.open("rb") as file:
        assert not iso_tables.are_false(file, video.stat().st_size)


def test_a_video_whose_index_is_missing(worker, make):
    path = make.file("cut.mp4", FTYP + struct.pack(">I", 5_000_000) + b"mdat" + b"\x11" * 4000)
    found = worker.ask(Describe(path))
    assert found.problem.code is Code.NO_INDEX
    assert found.problem.sentence == "The video was cut off while copying: its index is missing."
    assert found.problem.hint == "Ask for the file again."
    assert found.kind is Kind.VIDEO


def test_a_video_cut_off_behind_its_index(worker, make, video):
    data = video.read_bytes()
    moov = data.find(b"moov") - 4
    index = data[moov : moov + int.from_bytes(data[moov : moov + 4], "big")]
    path = make.file("cut.mp4", FTYP + index + struct.pack(">I", 900_000) + b"mdat" + b"\x11" * 4000)
    found = worker.ask(Describe(path))
    assert found.problem.code is Code.TRUNCATED
    assert found.duration_ms is not None


def test_sound_cut_off(worker, make):
    whole = make.wav("a.wav", 3).read_bytes()
    found = worker.ask(Describe(make.file("cut.wav", whole[: len(whole) // 2])))
    assert found.problem.code is Code.TRUNCATED


def test_turned_by_the_camera(worker, make, video):
    """The matrix in the track's header turns the picture: 90 degrees clockwise here."""
    data = bytearray(video.read_bytes())
    header = data.find(b"tkhd")
    upright = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    matrix = data.find(upright, header)
    data[matrix : matrix + 36] = struct.pack(">9I", 0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000)
    plain, turned = worker.ask(Describe(video)), worker.ask(Describe(make.file("turned.mp4", bytes(data))))
    assert turned.rotation == 90
    assert turned.pixel_size == plain.pixel_size[::-1]


def test_stills_and_text_of_a_video_are_refused_kindly(worker, make):
    path = make.wav("a.wav", 1)
    for request in (Thumbnail(path, 100, 100), ReadDocument(path)):
        with pytest.raises(EvidenceError) as told:
            worker.ask(request)
        assert told.value.problem.code is Code.UNSUPPORTED
        assert told.value.hint


@pytest.mark.parametrize("parts", [(b"pssh", bytes(60)), (b"moov", b"....sinf\0\0\0\x0cfrmaavc1" + bytes(40))])
def test_a_recording_that_a_shop_protects(worker, make, parts):
    found = worker.ask(Describe(make.file("film.mp4", FTYP + box(*parts) + box(b"mdat", bytes(100)))))
    assert found.problem.code is Code.LOCKED
    assert "protected" in found.problem.sentence


def test_a_damaged_picture_that_looks_like_a_film_is_not_called_one(worker, make):
    odd = box(b"ftyp", b"zzzz\0\0\0\0zzzz") + box(b"meta", bytes(90))
    found = worker.ask(Describe(make.file("photo.heic", odd)))
    assert found.problem.code is Code.DAMAGED
    assert "HEIC" in found.problem.sentence


@pytest.mark.parametrize(
    ("name", "head", "format_"),
    [
        ("a.aac", b"ADIF" + bytes(60), "AAC"),
        ("a.ac3", b"\x0b\x77" + bytes(60), "AC-3"),
        ("a.caf", b"caff\0\x01\0\0" + bytes(60), "CAF"),
        ("a.mpc", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + b"MPCK", "Musepack"),
        ("a.flac", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + b"fLaC", "FLAC"),
        ("a.mp3", b"ID3\x04\0\0\0\0\x10\x0a" + bytes(10), "MP3"),
    ],
)
def test_sounds_are_told_by_their_marks(worker, make, name, head, format_):
    found = worker.ask(Describe(make.file(name, head)))
    assert (found.kind, found.format) == (Kind.AUDIO, format_)
