"""AV1 packets wrapped so that Pillow decodes them."""

from __future__ import annotations

import ctypes
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.support import numbered

from certdesk.evidence.film import av1
from certdesk.evidence.film.av1 import Av1Coding
from certdesk.evidence.film.libraries import Libraries
from certdesk.evidence.film.source import Source


@pytest.fixture(scope="session")
def packets(libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> tuple[Av1Coding, list[bytes]]:
    path = numbered.av1_film(libraries, tmp_path_factory.mktemp("av1") / "film.mkv", 12)
    descriptor = os.open(path, os.O_RDONLY)
    with Source(libraries, descriptor) as source:
        track = source.video
        assert track is not None
        assert (track.codec, track.width, track.height) == ("av1", numbered.WIDTH, numbered.HEIGHT)
        samples = [ctypes.string_at(each.contents.data, each.contents.size) for each in source.packets()]
    os.close(descriptor)
    return Av1Coding(track.width, track.height, track.extra), samples


def numbers(coding: Av1Coding, samples: list[bytes]) -> list[int]:
    size = (coding.width, coding.height)
    return [numbered.number_in(Image.frombytes("RGB", size, pixels)) for pixels in av1.pictures(coding, samples)]


def test_every_packet_gives_its_picture(packets: tuple[Av1Coding, list[bytes]]) -> None:
    assert numbers(*packets) == list(range(12))


def test_a_header_that_only_the_container_has_is_put_in_front(packets: tuple[Av1Coding, list[bytes]]) -> None:
    coding, (first, *rest) = packets
    assert av1.has_sequence_header(first)
    header = b"".join(first[begin:end] for kind, begin, end in av1.units(first) if kind == 1)
    bare = b"".join(first[begin:end] for kind, begin, end in av1.units(first) if kind != 1)
    assert not av1.has_sequence_header(bare)
    coding = Av1Coding(coding.width, coding.height, coding.record[:4] + header)
    assert numbers(coding, [bare, *rest]) == list(range(12))


def test_a_size_that_the_pictures_do_not_have_is_refused(packets: tuple[Av1Coding, list[bytes]]) -> None:
    coding, samples = packets
    with pytest.raises(av1.FAULTS):
        list(av1.pictures(Av1Coding(16_000, 16_000, coding.record), samples))


@given(st.binary(max_size=60))
def test_units_of_anything_end(sample: bytes) -> None:
    assert sum(end - begin for _kind, begin, end in av1.units(sample)) <= len(sample)


@given(at=st.integers(0, 400), byte=st.integers(0, 255))
def test_damaged_packets_raise_only_what_is_expected(
    packets: tuple[Av1Coding, list[bytes]], at: int, byte: int
) -> None:
    coding, samples = packets
    damaged = bytearray(samples[0])
    damaged[at % len(damaged)] = byte
    try:
        numbers(coding, [bytes(damaged), *samples[1:3]])
    except av1.FAULTS:
        return
