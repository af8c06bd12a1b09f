"""Files out of a zip or tar: bounded in size, count and ratio, and the names are only names."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certdesk.core.errors import RubricError
from certdesk.rubric_formats.archives import LARGEST_ENTRY, is_tar, is_zip, open_archive


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/"), body)
    return packed.getvalue()


def tarred(mode="w:gz", **files):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name.replace("__", "/"))
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return packed.getvalue()


def every(_name):
    return True


@pytest.mark.parametrize("pack", [zipped, tarred, lambda **files: tarred("w", **files)])
def test_only_what_is_wanted_is_read(pack):
    data = pack(a__grading=b"1", b__other=b"2", c__empty=b"")
    opened = open_archive(data, "x.mbz", lambda name: name.endswith("grading"))
    assert opened.files == {"a/grading": b"1"}
    assert is_zip(data) or is_tar(data)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_entry_of_zeros_is_not_unpacked(pack):
    data = pack(a=bytes(LARGEST_ENTRY + 1), b=b"small")
    opened = open_archive(data, "x.mbz", every)
    assert "a" not in opened.files
    assert opened.problems


def test_a_stream_that_never_ends_is_left():
    data = gzip.compress(tarfile.TarInfo("a").tobuf() + bytes(200 * 2**20), 6)
    assert open_archive(data, "x.mbz", every).files.keys() <= {"a"}


def test_a_header_of_megabytes_is_not_understood():
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 10 * 2**20
    with pytest.raises(RubricError, match=r"x\.mbz is damaged"):
        open_archive(info.tobuf() + b"1" * info.size, "x.mbz", every)


def test_a_damaged_entry_is_one_problem():
    data = bytearray(zipped(a=b"one" * 100, b=b"two" * 100))
    data[35] ^= 0xFF
    opened = open_archive(bytes(data), "x.mbz", every)
    assert opened.files == {"b": b"two" * 100}
    assert opened.problems[0][0] == "a"


def test_links_and_folders_are_no_files():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        link = tarfile.TarInfo("grading.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert open_archive(packed.getvalue(), "x.mbz", every).files == {}


@given(st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08\x00", b""]))
def test_whatever_the_bytes_it_opens_or_refuses(data, beginning):
    with suppress(RubricError):
        open_archive(beginning + data, "x.mbz", every)


@given(st.integers(0, 2000), st.integers(0, 255))
@example(1866, 0)
def test_any_changed_byte_is_survived(place, value):
    for pack in (zipped, tarred):
        data = bytearray(pack(a__grading=b"<areas/>" * 9, b=b"x" * 700))
        data[place % len(data)] = value
        with suppress(RubricError):
            open_archive(bytes(data), "x.mbz", every)
