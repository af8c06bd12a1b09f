"""A package as a small file, and a folder that another program replicates."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from pathlib import Path

import pytest
from tests.support.packing import READER_KEY, built, job

from certdesk.core.errors import UntrustedFileError
from certdesk.exchange.bounds import Bounds
from certdesk.exchange.box import Standing, scan_box
from certdesk.exchange.building import Built
from certdesk.exchange.checking import check_stick
from certdesk.exchange.looking import is_mail, look_at_bag
from certdesk.exchange.mail import mail_bytes, read_mail, unpack_mail
from certdesk.exchange.package import HEAD, SIGNATURE
from certdesk.exchange.stick_writer import write_stick
from certdesk.exchange.unpacking import open_index

NAME = "CertDesk-20261122-000000aa"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("outbox") / "p", (), statements=("{}",))


@pytest.fixture
def letter(package, tmp_path) -> Path:
    path = tmp_path / f"{NAME}.certdesk.zip"
    path.write_bytes(mail_bytes(package, NAME))
    return path


def test_a_letter_is_a_whole_bag_and_opens(letter, tmp_path):
    bagit = pytest.importorskip("bagit")
    assert is_mail(letter)
    assert check_stick(letter)[0].complete
    found = look_at_bag(unpack_mail(letter, tmp_path / "out"))
    assert found.fits
    assert open_index([found], READER_KEY.open).statements == ("{}",)
    zipfile.ZipFile(letter).extractall(tmp_path / "zip")
    assert bagit.Bag(str(tmp_path / "zip" / NAME)).validate()
    assert letter.stat().st_size < 9_000


def _zip(entries: list[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def test_other_zips_are_refused(letter, tmp_path):
    whole = [(f"{NAME}/{name}", content) for name, content in read_mail(letter).items()]
    hostile = {
        "up": [*whole, (f"{NAME}/../../x", b"")],
        "stranger": [*whole, (f"{NAME}/evil.exe", b"MZ")],
        "two roots": [*whole, (f"other/{HEAD}", b"{}")],
        "bomb": [*whole, (f"{NAME}/data/{'0' * 32}.age", bytes(3 * 2**20))],
        "no head": [one for one in whole if not one[0].endswith(HEAD)],
    }
    for what, entries in hostile.items():
        path = tmp_path / "x.certdesk.zip"
        path.write_bytes(_zip(entries))
        with pytest.raises(UntrustedFileError):
            read_mail(path, Bounds(mail=2**20))
        assert what == "bomb" or check_stick(path)[0].problem, what
    path.write_bytes(letter.read_bytes()[:-40])
    with pytest.raises(UntrustedFileError):
        read_mail(path)


def test_what_arrives_in_a_box_is_told_apart(package, tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    full = built(tmp_path / "q", (b"x" * 4_000,), package="01936f00-0000-7000-8000-0000000000bb")
    write_stick(job(full, box / "CertDesk-20261122-000000bb-1", in_place=False))
    (box / f"{NAME}.certdesk.zip").write_bytes(mail_bytes(package, NAME))
    (box / f"{NAME} (conflicted copy 2026).certdesk.zip").write_bytes(b"PK\x03\x04 something")
    (box / "~syncthing~CertDesk-20261122-000000cc-1.tmp").write_bytes(b"")
    (box / "holiday.jpg").write_bytes(b"")
    found = {one.package[-2:]: one for one in scan_box(box)}
    assert {key: one.standing for key, one in found.items()} == {"aa": Standing.WHOLE, "bb": Standing.WHOLE}

    (box / "CertDesk-20261122-000000bb-1" / "data" / full.head.parts[0].name).unlink()
    half = next(one for one in scan_box(box) if one.package.endswith("bb"))
    assert (half.standing, half.missing) == (Standing.ARRIVING, full.head.parts[0].size)
    (box / "CertDesk-20261122-000000bb-1" / SIGNATURE).unlink()
    assert next(one for one in scan_box(box) if one.package.endswith("bb")).standing is Standing.ARRIVING
    (box / "CertDesk-20261122-000000bb-1" / HEAD).unlink()
    assert next(one for one in scan_box(box) if not one.package).standing is Standing.ARRIVING


@pytest.mark.slow
def test_a_box_of_thousands_is_scanned_quickly(package, tmp_path):
    box = tmp_path / "box"
    target = box / "CertDesk-20261122-00000000-1"
    box.mkdir()
    write_stick(job(package, target))
    for number in range(1, 3_000):
        shutil.copytree(target, box / f"CertDesk-20261122-{number:08x}-1")
    start = time.perf_counter()
    assert len(scan_box(box)[0].paths) == 3_000
    assert time.perf_counter() - start < 10
