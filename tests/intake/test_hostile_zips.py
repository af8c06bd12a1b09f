"""Zips that lie, are cut off, come in parts or were made by odd programs: they come in right, or it is said why not."""

import csv
import os
import random
import struct
import zipfile
import zlib
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import contents, in_zip, names, patch, raw_named_zip, reasons, zip_of

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.intake.copying import copy_hashed
from certdesk.intake.finding import find_portfolios
from certdesk.intake.inner_zips import Rewound
from certdesk.intake.limits import Limits
from certdesk.intake.sources import Sources
from certdesk.intake.zips import opened_zip

CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
PLAN, FILM = b"a plan " * 40, os.urandom(300)


def honest(path: Path) -> Path:
    return zip_of(path, {"plan.txt": PLAN, "film.mp4": FILM})


def refusal(path: Path) -> UntrustedFileError:
    with pytest.raises(UntrustedFileError) as caught:
        find_portfolios(path)
    assert path.name in str(caught.value)
    assert caught.value.hint
    return caught.value


class _Pipe:
    """Where a zip can only be written forward, as phones and web servers do it."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    def flush(self) -> None:
        pass


def streamed() -> bytes:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("plan.txt", PLAN)
        archive.writestr("film.mp4", FILM)
    return bytes(pipe.data)


def test_a_zip_written_in_one_go_comes_in(tmp_path):
    (tmp_path / "a.zip").write_bytes(streamed())
    [found] = find_portfolios(tmp_path / "a.zip").portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}


@pytest.mark.parametrize("pipe", [False, True])
def test_what_is_whole_in_a_zip_that_was_cut_off_comes_in_and_the_rest_is_told(tmp_path, pipe):
    whole = streamed() if pipe else honest(tmp_path / "w.zip").read_bytes()
    path = tmp_path / "a.zip"
    path.write_bytes(whole[: whole.rfind(LOCAL) + 100])
    found = find_portfolios(path)
    assert contents(found.portfolios[0], tmp_path / "s") == {"plan.txt": PLAN}
    told = reasons(found)
    assert "its end is missing or damaged" in told["a.zip"]
    assert told["film.mp4"] == "it was cut off on its way"


def test_a_zip_without_its_list_of_files_loses_nothing_else(tmp_path):
    whole = streamed()
    (tmp_path / "a.zip").write_bytes(whole[: whole.find(CENTRAL)])
    [found] = find_portfolios(tmp_path / "a.zip").portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}


def test_a_program_that_unpacks_itself_is_read_as_a_zip(tmp_path):
    (tmp_path / "a.exe").write_bytes(b"MZ" + bytes(5_000) + honest(tmp_path / "w.zip").read_bytes() + b"tail")
    [found] = find_portfolios(tmp_path / "a.exe").portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}


@pytest.mark.parametrize(
    ("offset", "layout", "value", "reason"),
    [
        (8, "<H", 0, "the zip says in two different ways how it is packed"),
        (14, "<I", 7, "the zip says two different things about its size or its bytes"),
        (18, "<I", 7, "the zip says two different things about its size or its bytes"),
        (22, "<I", 7, "the zip says two different things about its size or its bytes"),
        (26, "<H", 4, "the zip gives it two different names"),
    ],
)
def test_a_header_that_contradicts_the_list_keeps_its_file_outside(tmp_path, offset, layout, value, reason):
    path = honest(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    struct.pack_into(layout, data, data.find(LOCAL) + offset, value)
    path.write_bytes(data)
    found = find_portfolios(path)
    assert names(found.portfolios[0]) == ["film.mp4"]
    assert reasons(found) == {"plan.txt": reason}


def test_files_that_lie_over_one_another_are_refused(tmp_path):
    inner = raw_named_zip(tmp_path / "i.zip", b"b.txt", b"x" * 50).read_bytes()
    hidden = inner[: inner.find(CENTRAL)]
    path = raw_named_zip(tmp_path / "a.zip", b"a.txt", hidden)
    data = path.read_bytes()
    start = data.find(CENTRAL, len(hidden))
    second = inner[inner.find(CENTRAL) : inner.find(END)]
    second = second[:42] + struct.pack("<I", data.find(hidden)) + second[46:]
    central = data[start : data.find(END, start)] + second
    path.write_bytes(data[:start] + central + END + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(central), start, 0))
    assert "claim the same bytes" in str(refusal(path))


def test_a_zip_that_holds_itself_is_only_a_file_after_a_few_steps(tmp_path):
    data = honest(tmp_path / "x.zip").read_bytes()
    for _step in range(8):
        data = zip_of(tmp_path / "y.zip", {"a.zip": data}).read_bytes()
    found = find_portfolios(tmp_path / "y.zip")
    assert [names(one) for one in found.portfolios] == [["a.zip"]]


def test_an_inner_zip_that_grows_too_much_is_not_opened(tmp_path):
    inner = tmp_path / "b.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("zero", bytes(400_000))
    outer = zip_of(tmp_path / "a.zip", {"b.zip": inner.read_bytes()})
    limits = Limits(zip_ratio_from=100_000, zip_ratio=2_000)
    with Sources(limits) as sources, pytest.raises(UntrustedFileError, match="as a zip bomb does"):
        sources.list_inside(in_zip(outer, name="b.zip"))


def test_a_stored_or_packed_zip_inside_a_zip_is_read_where_it_lies(tmp_path):
    inner = honest(tmp_path / "b.zip").read_bytes()
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        outer = tmp_path / "a.zip"
        with zipfile.ZipFile(outer, "w", method) as archive:
            archive.writestr("b.zip", inner)
        with Sources() as sources:
            entries = sources.list_inside(in_zip(outer, name="b.zip")).entries
            assert [sources.read(entry.file, 10_000) for entry in entries] == [PLAN, FILM]


@pytest.fixture(scope="module")
def long_entry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    data = os.urandom(1_500_000) * 3
    return zip_of(tmp_path_factory.mktemp("long") / "a.zip", {"in.zip": data}), data


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4_600_000), st.integers(0, 3_000_000)), min_size=1, max_size=4))
def test_a_packed_entry_can_be_read_from_any_place(long_entry, places):
    path, data = long_entry
    with opened_zip(path, Limits()) as archive:
        stream = Rewound(archive, 0, "in.zip")
        assert stream.seek(0, os.SEEK_END) == len(data)
        for place, size in places:
            stream.seek(place)
            assert stream.read(size) == data[place : place + size]


@pytest.mark.parametrize("method", [0, 8])
def test_a_size_that_is_a_lie_everywhere_is_noticed_while_copying(tmp_path, method):
    for claimed in (10, 1_000):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("a.txt", bytes(range(100)))
        patch(patch(path, CENTRAL, 24, "<I", claimed), LOCAL, 22, "<I", claimed)
        file, target = in_zip(path), tmp_path / "out"
        with Sources() as sources, pytest.raises(UntrustedFileError, match="damaged"), sources.open(file) as stream:
            copy_hashed(stream, target, name=file.name, size=file.size)
        assert not target.exists()


def test_a_wrong_place_of_the_list_loses_nothing(tmp_path):
    path = honest(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    at = data.rfind(END) + 16
    struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] - 7)
    path.write_bytes(data)
    [found] = find_portfolios(path).portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}


def test_of_two_lists_of_files_neither_is_believed(tmp_path):
    other = zip_of(tmp_path / "o.zip", {"evil.txt": b"evil"}).read_bytes()
    path = honest(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, len(data) - 2, len(other))
    path.write_bytes(bytes(data) + other)
    found = find_portfolios(path)
    assert contents(found.portfolios[0], tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}
    assert "missing or damaged" in reasons(found)["a.zip"]


def test_a_comment_behind_the_list_does_no_harm(tmp_path):
    path = honest(tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"PK\x05\x06 is how a list ends"
    [found] = find_portfolios(path).portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM, "plan.txt": PLAN}


def test_one_part_of_a_zip_in_parts_is_told(tmp_path):
    path = patch(honest(tmp_path / "a.zip"), END, 4, "<H", 2)
    error = refusal(path)
    assert str(error) == "“a.zip” is one of several parts of a zip."
    assert "all its parts" in error.hint
    first = tmp_path / "a.zip.001"
    first.write_bytes(honest(path).read_bytes()[:-100])
    assert str(refusal(first)) == "“a.zip.001” is one of several parts of a zip."


@pytest.mark.parametrize(("method", "name"), [(12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (77, "method 77")])
def test_a_way_of_packing_is_called_by_its_name(tmp_path, method, name):
    path = patch(patch(honest(tmp_path / "a.zip"), CENTRAL, 10, "<H", method), LOCAL, 8, "<H", method)
    assert f"it is packed with {name}, which CertDesk does not open" in refusal(path).hint


def test_what_windows_does_with_large_files_is_told(tmp_path):
    path = patch(patch(honest(tmp_path / "a.zip"), CENTRAL, 10, "<H", 9), LOCAL, 8, "<H", 9)
    assert "Deflate64, as Windows does with very large files" in refusal(path).hint


@pytest.mark.parametrize("number", [2**63 - 1, 2**64 - 1])
def test_places_beyond_any_disk_are_told(tmp_path, number):
    path = honest(tmp_path / "a.zip")
    whole = path.read_bytes()
    at = whole.find(CENTRAL)
    one = bytearray(whole[at : whole.find(CENTRAL, at + 4)])
    struct.pack_into("<I", one, 42, 0xFFFFFFFF)
    struct.pack_into("<H", one, 30, 12)
    wide = struct.pack("<HHQ", 1, 8, number)
    central = bytes(one) + wide
    tail = END + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), at + 3, 0)
    path.write_bytes(whole[:at] + central + tail)
    assert "does not lie where the zip says" in refusal(path).hint


def test_sizes_in_the_wide_field_count(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("film.mp4", "w", force_zip64=True) as out:
        out.write(FILM)
    [found] = find_portfolios(path).portfolios
    assert contents(found, tmp_path / "s") == {"film.mp4": FILM}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only there are pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.zip")
    assert str(refusal(tmp_path / "a.zip")) == "“a.zip” is not an ordinary file."


def test_a_document_is_no_zip_of_evidence(tmp_path):
    path = zip_of(tmp_path / "plan.docx", {"[Content_Types].xml": b"", "word/document.xml": b"<w/>"})
    assert str(refusal(path)) == "“plan.docx” is a document, not a zip of evidence."


@pytest.mark.parametrize(
    ("raw", "utf8", "name"),
    [
        (b"photos\\a.jpg", False, "a.jpg"),
        ("plan\u202efdp.exe".encode(), True, "planfdp.exe"),
        (b"pl\x07an\x1b[31m.txt", False, "plan[31m.txt"),
        ("می\u200cشود.pdf".encode(), True, "می\u200cشود.pdf"),
        ("教學計畫.pdf".encode("big5"), False, "教學計畫.pdf"),
        ("教案和反思记录.docx".encode("gbk"), False, "教案和反思记录.docx"),
        ("授業の計画.pdf".encode("cp932"), False, "授業の計画.pdf"),
        ("수업 계획서.hwp".encode("euc-kr"), False, "수업 계획서.hwp"),
        (b"\xff\xfe.pdf", True, "\ufffd\ufffd.pdf"),
    ],
)
def test_names_come_in_as_they_were_meant_and_hide_nothing(tmp_path, raw, utf8, name):
    path = raw_named_zip(tmp_path / "a.zip", raw, utf8=utf8)
    [found] = find_portfolios(path).portfolios
    assert names(found) == [name]
    assert contents(found, tmp_path / "s") == {name: b"data"}


def test_names_that_people_take_for_the_same_all_come_in_with_a_warning(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"Plán.txt": b"1", "pla\u0301n.TXT": b"22", "b.txt": b"333"})
    [found] = find_portfolios(path).portfolios
    assert sorted(item.file.size for item in found.items) == [1, 2, 3]
    assert len(found.warnings) == 1


CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpora"
FROM_OTHERS = sorted(path for path in (CORPUS / "zips").rglob("*") if path.is_file())
IN_PART = {"encrypt-aes128.zip", "encrypt_plus_extra.zip", "test_read_format_zip_7z_deflate.zip"}
REFUSED = {
    "bz2_hang": "is not a zip, or it was damaged", "encryption_data": "is locked with a password",
    "winzip_aes256": "encrypted with AES", "ppmd8": "packed with PPMd",
    "compsize-larger": "longer than the zip itself", "central-crc": "two different things",
    "central-size-larger": "two different things", "incons-data": "is damaged inside the zip",
    "zip64-v2": "not an ordinary file", "filename-short": "two different names", "stored-size": "is damaged",
    "streamed-2": "not an ordinary file", "zip64-3mf": "not an ordinary file",
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("path", FROM_OTHERS, ids=lambda path: path.name)
def test_zips_of_other_peoples_test_suites_come_in_right_or_are_told(path, tmp_path):
    expected = next((words for part, words in REFUSED.items() if part in path.name), "")
    if expected:
        with pytest.raises(CertDeskError) as caught:
            contents(find_portfolios(path).portfolios[0], tmp_path / "s")
        assert expected in caught.value.sentence
        assert caught.value.hint
        return
    found = find_portfolios(path)
    whole = path.read_bytes()
    sums = {struct.unpack_from("<I", whole, at + 16)[0] for at in _all(whole, CENTRAL)}
    assert {crc32(data) for data in contents(found.portfolios[0], tmp_path / "s").values()} <= sums
    assert bool(reasons(found)) is (path.name in IN_PART or "count-high" in path.name)


@pytest.mark.corpus
def test_the_index_of_the_corpus_names_every_zip():
    if not FROM_OTHERS:
        pytest.skip("the files of other test suites are not here")
    with (CORPUS / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["path"] for row in csv.DictReader(file) if row["kind"] == "zips"}
    assert listed == {str(path.relative_to(CORPUS)) for path in FROM_OTHERS}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[bytes, ...]]:
    folder = tmp_path_factory.mktemp("seeds")
    plain = honest(folder / "a.zip").read_bytes()
    nested = zip_of(folder / "b.zip", {"x/portfolio.yaml": "schema: certdesk.portfolio/1\ncode: A-1\n"}).read_bytes()
    return folder, (plain, streamed(), zip_of(folder / "c.zip", {"1.zip": nested, "2.zip": nested}).read_bytes())


def _told(folder: Path, data: bytes) -> None:
    (folder / "m.zip").write_bytes(data)
    try:
        for found in find_portfolios(folder / "m.zip").portfolios:
            contents(found, folder / "s")
    except CertDeskError as error:
        assert error.sentence  # noqa: PT017 - any other error comes through


def _mutated(whole: bytes, data: st.DataObject) -> bytes:
    broken = bytearray(whole)
    heads = [at for mark in (LOCAL, CENTRAL, END) for at in _all(whole, mark)]
    for _change in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            place = data.draw(st.sampled_from(heads)) + data.draw(st.integers(0, 45))
            broken[min(place, len(broken) - 1)] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))
        else:
            broken[data.draw(st.integers(0, len(broken) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    what = data.draw(st.sampled_from(["keep", "keep", "cut", "drop", "double"]))
    return bytes(
        {"keep": broken, "cut": broken[:last], "drop": broken[:first] + broken[last:], "double": broken + broken}[what]
    )


def _all(data: bytes, mark: bytes) -> list[int]:
    return [at for at in range(len(data)) if data.startswith(mark, at)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_mutated_zip_comes_in_or_is_told(seeds, data):
    folder, wholes = seeds
    _told(folder, _mutated(data.draw(st.sampled_from(wholes)), data))


@pytest.mark.slow
@settings(max_examples=4_000, deadline=None)
@given(st.data())
def test_any_of_thousands_of_mutated_zips_comes_in_or_is_told(seeds, data):
    folder, wholes = seeds
    _told(folder, _mutated(data.draw(st.sampled_from(wholes)), data))


def test_small_files_written_in_one_go_are_saved_from_a_zip_that_was_cut_off(tmp_path):
    """Bytes that follow packed data which grew much were once counted twice."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    plain = bytes(3_000_000) + random.Random(7).randbytes(100_000)
    data = packer.compress(plain) + packer.flush()
    entries = b""
    for name in (b"1.pdf", b"2.pdf"):
        entries += b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 8, 8, 0, 0x21, 0, 0, 0, len(name), 0) + name + data
        entries += b"PK\x07\x08" + struct.pack("<III", zlib.crc32(plain), len(data), len(plain))
    path = tmp_path / "P-1.zip"
    path.write_bytes(entries)
    found = find_portfolios(path)
    assert [(item.file.name, item.file.size) for item in found.portfolios[0].items] == [
        ("1.pdf", len(plain)),
        ("2.pdf", len(plain)),
    ]


def test_files_before_the_list_that_it_does_not_name_are_told(tmp_path):
    first = zip_of(tmp_path / "a.zip", {"hidden.pdf": b"1"}).read_bytes()
    path = tmp_path / "P-1.zip"
    path.write_bytes(first + zip_of(tmp_path / "b.zip", {"plan.pdf": b"2"}).read_bytes())
    found = find_portfolios(path)
    assert names(found.portfolios[0]) == ["plan.pdf"]
    assert "files that its own list does not name" in reasons(found)["P-1.zip"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("moodle_backup.xml", "backup of a Moodle course"),
        ("AndroidManifest.xml", "program for Android"),
        ("Index/Document.iwa", "is a document"),
    ],
)
def test_other_things_packed_as_zips_are_called_by_their_names(tmp_path, name, sentence):
    with pytest.raises(UntrustedFileError, match=sentence):
        find_portfolios(zip_of(tmp_path / "x.zip", {name: b"x", "a/b.pdf": b"y"}))
