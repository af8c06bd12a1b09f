import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import contents, folder_of, names, reasons
from tests.support.leap2a import packed, small_export

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.plain import dumps
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import System

USERS = {f"users/mahara-export-leap-user{n}-2026.zip": packed(small_export(f"Person {n}", str(n))) for n in (1, 2)}
ROWS = {"ann": "mahara-export-leap-user1-2026.zip", "bob": "mahara-export-leap-user2-2026.zip"}


def listing(*, header: bool = True, separator: str = ",") -> str:
    lines = [f'"username"{separator}"exportfile"'] if header else []
    return "\n".join([*lines, *(f'"{user}"{separator}"{file}"' for user, file in ROWS.items())]) + "\n"


def bulk(where: Path, files: dict[str, bytes | str], *, stored: bool = False) -> Path:
    path = where / "mahara-bulk-export-1663936346.zip"
    path.write_bytes(packed(files, stored=stored))
    return path


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("stored", [True, False])
@pytest.mark.parametrize("separator", [",", ";"])
def test_each_zip_is_a_portfolio_of_its_user(tmp_path, header, stored, separator):
    path = bulk(tmp_path, {"usernames.csv": listing(header=header, separator=separator), **USERS}, stored=stored)
    found = find_portfolios(path)
    assert found.system is System.MAHARA_BULK
    assert [one.known_as[0] for one in found.portfolios] == [
        ExternalId("mahara", "username", "ann"), ExternalId("mahara", "username", "bob"),
    ]  # fmt: skip
    assert [contents(one, tmp_path / "staging")["My lessons/pond.jpg"] for one in found.portfolios] == [
        b"a photo of 1", b"a photo of 2",
    ]  # fmt: skip
    assert not found.skipped


def test_an_unpacked_bulk_export_and_one_in_a_folder_are_the_same(tmp_path):
    folder = folder_of(tmp_path / "all" / "bulk", {"usernames.csv": "\ufeff" + listing(), **USERS})
    for path in (folder, folder.parent):
        assert len(find_portfolios(path).portfolios) == 2


def test_one_bad_zip_stops_no_other(tmp_path):
    rows = listing() + '"cid","broken.zip"\n"dora","gone.zip"\n'
    files = {
        "usernames.csv": rows,
        **USERS,
        "users/broken.zip": b"no zip",
        "users/extra.zip": packed(small_export("E", "9")),
    }
    found = find_portfolios(bulk(tmp_path, {**files, "readme.txt": "x"}))
    assert len(found.portfolios) == 3
    told = reasons(found)
    assert "is not a zip" in told["users/broken.zip"]
    assert "it is not there" in told["dora: gone.zip"]
    assert "beside the portfolios" in told["readme.txt"]
    assert any("whose portfolio" in warning for warning in found.portfolios[0].warnings)


def test_a_list_that_cannot_be_read_costs_only_the_names(tmp_path):
    found = find_portfolios(bulk(tmp_path, {"usernames.csv": b'"\xff\0\xfe' * 50, **USERS}))
    assert [names(one) for one in found.portfolios] == [["My lessons.html", "My lessons/pond.jpg"]] * 2


def test_a_bulk_export_of_nothing_but_bad_zips_says_why(tmp_path):
    with pytest.raises(UntrustedFileError, match=r"“a\.zip” is not a zip"):
        find_portfolios(bulk(tmp_path, {"usernames.csv": "ann,a.zip\n", "users/a.zip": b"no"}))


BULK = packed({"usernames.csv": listing(), **USERS}, stored=True)


def looked_at(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        found = find_portfolios(path)
    except CertDeskError:
        return
    assert dumps(found)
    for portfolio in found.portfolios:
        with suppress(CertDeskError):
            contents(portfolio, path.parent / "staging")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(BULK) - 1), st.integers(0, 300), st.binary(max_size=6))
def test_a_damaged_bulk_export_gives_a_report_or_a_sentence(tmp_path_factory, at, cut, put):
    looked_at(tmp_path_factory.getbasetemp() / "damaged-bulk.zip", BULK[:at] + put + BULK[at + cut :])


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, len(BULK) - 1), st.integers(0, 3_000), st.binary(max_size=60))
def test_any_damaged_bulk_export_gives_a_report_or_a_sentence(tmp_path_factory, at, cut, put):
    looked_at(tmp_path_factory.getbasetemp() / "damaged-bulk.zip", BULK[:at] + put + BULK[at + cut :])


@pytest.mark.slow
def test_a_cohort_of_three_hundred_big_portfolios_is_read_in_little_memory(tmp_path):
    import random
    import tracemalloc

    noise = random.Random(1).randbytes(40 * 2**20)
    one = small_export("Person", "1") | {"export_info/files/7-film.mp4": noise}
    path = tmp_path / "mahara-bulk-export-1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("users/big.zip", packed(one, stored=True))
        for number in range(300):
            archive.writestr(f"users/user{number}.zip", packed(small_export(f"Person {number}", str(number))))
    tracemalloc.start()
    found = find_portfolios(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.portfolios) == 301
    assert most < 64 * 2**20
