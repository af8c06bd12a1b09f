import stat
import struct
import zipfile
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import (
    DESCRIPTION,
    FILES,
    contents,
    in_zip,
    names,
    patch,
    raw_named_zip,
    reasons,
    zip_of,
)

from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.intake.copying import copy_hashed
from certdesk.intake.finding import find_portfolios
from certdesk.intake.limits import Limits
from certdesk.intake.sources import Sources

CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def refused(path: Path, limits: Limits | None = None) -> UntrustedFileError:
    with pytest.raises(UntrustedFileError) as caught:
        find_portfolios(path, limits or Limits())
    assert caught.value.hint
    return caught.value


def test_a_zip_of_one_portfolio_comes_in(tmp_path):
    path = zip_of(tmp_path / "kite.zip", {"portfolio.yaml": DESCRIPTION, **FILES})
    [found] = find_portfolios(path).portfolios
    assert (found.code, names(found)) == ("KITE-37", ["unit-plan.pdf", "film.mp4"])
    assert contents(found, tmp_path / "staging") == FILES


def test_a_zip_of_several_portfolios_comes_in(tmp_path):
    described = "schema: certdesk.portfolio/1\ncode: {}\n"
    path = zip_of(
        tmp_path / "cohort.zip",
        {
            "cohort/a/portfolio.yaml": described.format("A-1"), "cohort/a/x.pdf": b"1",
            "cohort/b/portfolio.yaml": described.format("B-1"), "cohort/b/y.pdf": b"2",
        },
    )  # fmt: skip
    found = find_portfolios(path)
    assert [(one.code, names(one)) for one in found.portfolios] == [("A-1", ["x.pdf"]), ("B-1", ["y.pdf"])]


def test_a_zip_without_a_description_is_named_after_itself(tmp_path):
    [found] = find_portfolios(
        zip_of(tmp_path / "P-7.zip", {"./lesson plan.pdf": b"1", "photos//a.jpg": b"2"})
    ).portfolios
    assert (found.code, names(found)) == ("P-7", ["lesson plan.pdf", "photos/a.jpg"])


def test_a_folder_of_nothing_but_zips_is_opened_zip_by_zip(tmp_path):
    folder = tmp_path / "received"
    folder.mkdir()
    zip_of(folder / "P-2.zip", {"x.pdf": b"2", "../evil": b"3"})
    zip_of(folder / "P-1.ZIP", {"portfolio.yaml": DESCRIPTION, **FILES})
    zip_of(folder / "P-3.zip", {"portfolio.yaml": DESCRIPTION, **FILES})
    (folder / "P-4.zip").write_bytes(b"not a zip")
    (folder / "Thumbs.db").write_bytes(b"clutter")
    found = find_portfolios(folder)
    assert [one.code for one in found.portfolios] == ["KITE-37", "P-2", "KITE-37-2"]
    assert contents(found.portfolios[2], tmp_path / "staging") == FILES
    told = reasons(found)
    assert told["P-2.zip/../evil"] == "its name leads out of the folder"
    assert told["P-4.zip"].startswith("“P-4.zip” is not a zip")


def test_zips_beside_other_files_are_items(tmp_path):
    folder = tmp_path / "P-1"
    folder.mkdir()
    zip_of(folder / "data.zip", {"x.pdf": b"2"})
    (folder / "plan.pdf").write_bytes(b"1")
    [found] = find_portfolios(folder).portfolios
    assert names(found) == ["data.zip", "plan.pdf"]


def test_a_folder_of_broken_zips_is_told(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"not a zip")
    assert "“a.zip” is not a zip" in str(refused(tmp_path))


def test_an_archive_inside_is_an_item_like_any_other(tmp_path):
    inner = zip_of(tmp_path / "inner.zip", {"a.txt": b"1"}).read_bytes()
    [found] = find_portfolios(zip_of(tmp_path / "P-7.zip", {"inner.zip": inner})).portfolios
    assert contents(found, tmp_path / "staging") == {"inner.zip": inner}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil.txt", "its name leads out of the folder"),
        ("a/../../evil.txt", "its name leads out of the folder"),
        ("/etc/evil", "its name points to a fixed place on a disk"),
        ("C:/evil.txt", "its name points to a fixed place on a disk"),
        ("c:evil.txt", "its name points to a fixed place on a disk"),
        ("..\\evil.txt", "its name leads out of the folder"),
        ("a\\..\\..\\evil.txt", "its name leads out of the folder"),
        ("\\\\server\\evil.txt", "its name points to a fixed place on a disk"),
        (".\u202e./evil.txt", "its name leads out of the folder"),
        ("x/" * 3_000 + "evil.txt", "its name is longer than any disk can keep"),
        ("evil.pdf\0.exe", "its name holds a character that hides its end"),
        (".", "it has no name"),
        ("", "it has no name"),
    ],
)
def test_a_name_that_leads_elsewhere_stays_outside_and_the_rest_comes_in(tmp_path, name, reason):
    one = raw_named_zip(tmp_path / "one.zip", name.encode(), utf8=True)
    assert reason in refused(one).hint
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("good.pdf", b"good")
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"evil")
    found = find_portfolios(tmp_path / "two.zip")
    assert contents(found.portfolios[0], tmp_path / "staging") == {"good.pdf": b"good"}
    assert list(reasons(found).values()) == [reason]
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK | 0o777, "it is a link to another place, and links are not followed"),
        (stat.S_IFCHR | 0o666, "it is not an ordinary file"),
        (stat.S_IFBLK | 0o666, "it is not an ordinary file"),
        (stat.S_IFIFO | 0o666, "it is not an ordinary file"),
    ],
)
def test_links_and_devices_in_a_zip_stay_outside(tmp_path, mode, reason):
    odd = zipfile.ZipInfo("odd")
    odd.external_attr = mode << 16
    found = find_portfolios(zip_of(tmp_path / "a.zip", [("good.pdf", b"1"), (odd, b"/etc/passwd")]))
    assert names(found.portfolios[0]) == ["good.pdf"]
    assert reasons(found) == {"odd": reason}


def test_what_macs_and_windows_leave_in_a_zip_is_left_out_without_fuss(tmp_path):
    entries = {"a/x.pdf": b"1", "__MACOSX/a/._x.pdf": b"2", "a/.DS_Store": b"3", "a/Thumbs.db": b"4"}
    found = find_portfolios(zip_of(tmp_path / "a.zip", entries))
    assert names(found.portfolios[0]) == ["x.pdf"]
    assert reasons(found) == {}
    assert len(found.skipped) == 3


def test_a_locked_zip_is_told(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"x.pdf": b"1"})
    error = refused(patch(path, CENTRAL, 8, "<H", 1))
    assert error.sentence == (
        "“a.zip” is locked with a password. Unpack it with its password first, then choose the folder; "
        "or ask its sender for a zip without a password."
    )


def test_a_locked_file_among_others_stays_outside(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"x.pdf": b"1", "y.pdf": b"2"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.find(CENTRAL) + 8, 1)
    path.write_bytes(data)
    found = find_portfolios(path)
    assert names(found.portfolios[0]) == ["y.pdf"]
    assert reasons(found) == {"x.pdf": "it is locked with a password; ask for the file without one"}


def test_a_way_of_packing_that_we_do_not_open_is_told(tmp_path):
    info = zipfile.ZipInfo("x.pdf")
    info.compress_type = zipfile.ZIP_BZIP2
    found = find_portfolios(zip_of(tmp_path / "a.zip", [("good.pdf", b"1"), (info, b"2" * 100)]))
    assert "packed with bzip2, which CertDesk does not open" in reasons(found)["x.pdf"]


def test_a_bomb_is_refused(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"x.pdf": bytes(12 * 2**20)})
    assert "as a zip bomb does" in str(refused(path))


def test_a_bomb_among_honest_files_stays_outside(tmp_path):
    noise = bytes(range(256)) * 4
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("honest.bin", noise * 40)
        archive.writestr("bomb.bin", bytes(300_000), zipfile.ZIP_DEFLATED)
    found = find_portfolios(path, Limits(zip_ratio_from=100_000))
    assert names(found.portfolios[0]) == ["honest.bin"]
    assert reasons(found) == {"bomb.bin": "it would grow more than 200 times"}


def test_a_small_picture_of_one_colour_is_no_bomb(tmp_path):
    [found] = find_portfolios(zip_of(tmp_path / "a.zip", {"white.bmp": bytes(2**20)})).portfolios
    assert names(found) == ["white.bmp"]


def test_files_that_claim_the_same_bytes_are_refused(tmp_path):
    path = raw_named_zip(tmp_path / "a.zip", b"a.txt", b"x" * 100)
    data = path.read_bytes()
    start, end = data.find(CENTRAL), data.find(b"PK\x05\x06")
    central, count = data[start:end], 50
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central) * count, start, 0)
    path.write_bytes(data[:start] + central * count + tail)
    patch(path, CENTRAL, 20, "<I", 100)
    assert "claim the same bytes" in str(refused(path))


def test_a_zip_of_too_many_files_is_refused(tmp_path):
    path = zip_of(tmp_path / "a.zip", {f"{n}.txt": b"" for n in range(20)})
    assert "holds more than 10 files" in str(refused(path, Limits(zip_entries=10)))


def test_a_zip_with_an_endless_list_of_files_is_not_even_read(tmp_path):
    path = zip_of(tmp_path / "a.zip", {f"{n}.txt": b"" for n in range(200)})
    assert "its list of files is unreasonably long" in str(refused(path, Limits(zip_directory=2_000)))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello", "“a.zip” is not a zip, or it was damaged on its way."),
        (b"", "“a.zip” is not a zip, or it was damaged on its way: it is empty."),
        (b"PK\x03\x04", "“a.zip” is not a zip, or it was damaged on its way."),
        (b"%PDF-1.7\n", "“a.zip” is a PDF, not a zip."),
        (b"7z\xbc\xaf\x27\x1c\0\4", "“a.zip” is a 7z archive, not a zip."),
        (b"Rar!\x1a\x07\x01\0", "“a.zip” is a RAR archive, not a zip."),
        (b"\x1f\x8b\x08\0", "“a.zip” is a gz archive, not a zip."),
        (bytes(257) + b"ustar\x0000", "“a.zip” is a tar archive, not a zip."),
        (b"PK\x07\x08PK\x03\x04" + bytes(40), "“a.zip” is one of several parts of a zip."),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><title>Log in", "“a.zip” is a web page, not a zip"),
    ],
)  # fmt: skip
def test_what_is_not_a_zip_is_told(tmp_path, data, told):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert str(refused(path)).startswith(told)


NAME_TESTS = [
    ("plán.pdf".encode(), False, b"", "plán.pdf"),  # a Mac, which doesn't say that it writes UTF-8
    ("plán.pdf".encode(), True, b"", "plán.pdf"),
    ("plán.pdf".encode("cp437"), False, b"", "plán.pdf"),  # old DOS and Windows
    (b"plain.pdf", False, b"", "plain.pdf"),
    ("خطة الدرس.pdf".encode(), True, b"", "خطة الدرس.pdf"),
    ("😀.pdf".encode(), True, b"", "😀.pdf"),
    (b"CON", False, b"", "CON"),
    (b"x" * 300 + b".pdf", False, b"", "x" * 300 + ".pdf"),
    ("São João.pdf".encode("cp850"), False, b"", "São João.pdf"),
    ("café.pdf".encode("cp1252"), False, b"", "café.pdf"),
    ("план урока.pdf".encode("cp866"), False, b"", "план урока.pdf"),
    ("план урока.pdf".encode("cp1251"), False, b"", "план урока.pdf"),
    ("一覧表の計画.pdf".encode("cp932"), False, b"", "一覧表の計画.pdf"),
    ("教学计划.pdf".encode("gbk"), False, b"", "教学计划.pdf"),
    ("수업계획.pdf".encode("cp949"), False, b"", "수업계획.pdf"),
    ("خطة الدرس.pdf".encode("cp1256"), False, b"", "خطة الدرس.pdf"),
    (b"\xb0\xb1\xb2.pdf", False, b"", "░▒▓.pdf"),  # no alphabet fits, so it stays as the standard says
]


@pytest.mark.parametrize(("raw", "utf8", "extra", "name"), NAME_TESTS)
def test_names_in_a_zip_are_read_as_they_were_meant(tmp_path, raw, utf8, extra, name):
    [found] = find_portfolios(raw_named_zip(tmp_path / "a.zip", raw, utf8=utf8, extra=extra)).portfolios
    assert names(found) == [name]
    assert contents(found, tmp_path / "staging") == {name: b"data"}


def test_a_name_in_the_extra_field_counts_if_it_belongs_to_the_entry(tmp_path):
    raw, real = b"plan?.pdf", "план.pdf".encode()
    for checksum, expected in ((crc32(raw), "план.pdf"), (crc32(b"other"), "plan?.pdf")):
        body = struct.pack("<BI", 1, checksum) + real
        extra = struct.pack("<HH", 0x9999, 2) + b"zz" + struct.pack("<HH", 0x7075, len(body)) + body
        [found] = find_portfolios(raw_named_zip(tmp_path / "a.zip", raw, extra=extra)).portfolios
        assert names(found) == [expected]


def test_the_names_of_one_zip_are_read_in_one_alphabet(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"1.txt": b"1", "2.txt": b"2"})
    data = path.read_bytes()
    for old, new in ((b"1.txt", "ПРИ".encode("cp866")), (b"2.txt", "мир".encode("cp866"))):
        data = data.replace(old, new + b".x")
    path.write_bytes(data)
    [found] = find_portfolios(path).portfolios
    assert sorted(names(found)) == ["ПРИ.x", "мир.x"]


def test_the_same_name_twice_gives_two_items_and_a_warning(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zip_of(tmp_path / "a.zip", [("x.pdf", b"first"), ("x.pdf", b"second")])
    [found] = find_portfolios(path).portfolios
    assert [item.file.size for item in found.items] == [5, 6]
    assert found.warnings == ("2 files are called “x.pdf”; all of them come in.",)


def copied(path: Path, target: Path) -> CertDeskError:
    """What is told when the first entry of a zip is copied."""
    file = in_zip(path)
    with Sources() as sources, pytest.raises(CertDeskError) as caught, sources.open(file) as stream:
        copy_hashed(stream, target, name=file.name, size=file.size)
    assert not target.exists()
    return caught.value


def test_damaged_bytes_are_noticed_while_copying(tmp_path):
    path = raw_named_zip(tmp_path / "a.zip", b"a.txt", b"x" * 100)
    path.write_bytes(path.read_bytes().replace(b"x" * 100, b"x" * 99 + b"y"))
    error = copied(path, tmp_path / "out")
    assert str(error) == "“a.txt” is damaged inside the zip."
    assert isinstance(error, UntrustedFileError)


@pytest.mark.parametrize("claimed", [10, 1000])
def test_a_size_that_is_a_lie_is_noticed_while_copying(tmp_path, claimed):
    path = zip_of(tmp_path / "a.zip", {"a.txt": bytes(range(100))})
    copied(patch(path, CENTRAL, 24, "<I", claimed), tmp_path / "out")


def test_a_zip_that_was_exchanged_meanwhile_is_noticed(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"first"})
    [found] = find_portfolios(path).portfolios
    zip_of(path, {"a.txt": b"other"})
    with Sources() as sources, pytest.raises(StorageError, match="has changed"), sources.open(found.items[0].file):
        pass


def test_a_zip_that_is_gone_is_told(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"first"})
    [found] = find_portfolios(path).portfolios
    path.unlink()
    with Sources() as sources, pytest.raises(StorageError, match="can't be read"), sources.open(found.items[0].file):
        pass


def test_a_damaged_twin_does_not_hide_the_portfolio(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"first", "b.txt": b"other"})
    data = bytearray(path.read_bytes())
    data[data.find(LOCAL) : data.find(LOCAL) + 4] = b"XXXX"
    path.write_bytes(data)
    found = find_portfolios(path)
    assert names(found.portfolios[0]) == ["b.txt"]
    assert reasons(found) == {"a.txt": "it does not lie where the zip says"}


def told_about(path: Path, staging: Path) -> str:
    """Take in whatever these bytes are, as the program does; other exceptions than our own come through."""
    try:
        for found in find_portfolios(path).portfolios:
            contents(found, staging)
    except CertDeskError as error:
        return error.sentence
    return "came in"


def _zip_bytes(folder: Path) -> bytes:
    entries = {
        "P/portfolio.yaml": DESCRIPTION,
        "P/unit-plan.pdf": b"plan" * 50,
        "P/film.mp4": b"film",
        "P/sub/á.txt": b"film",
    }
    return zip_of(folder / "seed.zip", entries).read_bytes()


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("fuzz")
    return folder, _zip_bytes(folder)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_zip_with_any_bytes_changed_comes_in_or_is_told(seed, data):
    folder, honest = seed
    broken = bytearray(honest)
    for place in data.draw(st.lists(st.integers(0, len(honest) - 1), min_size=1, max_size=6)):
        broken[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([0, 0, 0, 1, 22, 60, len(honest) // 2]))
    (folder / "a.zip").write_bytes(broken[: len(broken) - cut])
    assert told_about(folder / "a.zip", folder / "staging")


@settings(max_examples=100, deadline=None)
@given(
    central=st.lists(st.tuples(st.integers(4, 45), st.integers(0, 255)), max_size=4),
    end=st.lists(st.tuples(st.integers(4, 21), st.integers(0, 255)), max_size=3),
)
def test_a_zip_with_lies_in_its_directory_comes_in_or_is_told(seed, central, end):
    folder, honest = seed
    broken = bytearray(honest)
    for signature, changes in ((CENTRAL, central), (b"PK\x05\x06", end)):
        for offset, value in changes:
            broken[broken.find(signature) + offset] = value
    (folder / "b.zip").write_bytes(broken)
    assert told_about(folder / "b.zip", folder / "staging")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_as_a_zip_are_told(seed, data):
    folder, _honest = seed
    (folder / "c.zip").write_bytes(data)
    assert told_about(folder / "c.zip", folder / "staging")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Křížová Žaneta - příprava hodiny.docx", "cp852"),
        ("Ayşe Yılmaz - ders planı.docx", "cp857"),
        ("Иванова Анна - план урока.docx", "koi8-r"),
        ("Μαρία - σχέδιο μαθήματος.docx", "cp1253"),
        ("משה - תכנית שיעור.docx", "cp862"),
        ("משה - תכנית שיעור.docx", "cp1255"),
        ("สมชาย - แผนการสอน.docx", "cp874"),
    ],
)
def test_names_of_more_languages_are_read_as_they_were_meant(tmp_path, name, encoding):
    [found] = find_portfolios(raw_named_zip(tmp_path / "a.zip", name.encode(encoding))).portfolios
    assert names(found) == [name]
