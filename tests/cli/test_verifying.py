"""The command ``verify``: files, folders, codes, trust bundles, tables and records."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.cli.conftest import Here
from tests.signing.badge.badges import badge
from tests.signing.programmes import Programme, found, signed


@pytest.fixture(scope="module")
def programme() -> Programme:
    return found()


@pytest.fixture(scope="module")
def stick(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stick with one report that the programme's assessor signed, and one that was changed."""
    folder = tmp_path_factory.mktemp("stick")
    content = signed(tmp_path_factory.mktemp("signing"), programme.person())
    (folder / "June").mkdir()
    (folder / "June" / "report.pdf").write_bytes(content)
    (folder / "forged.pdf").write_bytes(content + b"\n")
    (folder / "badge.json").write_bytes(badge())
    return folder


@pytest.fixture
def root(programme: Programme, tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(programme.root.certificate.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Here:
    """A desk without a workspace, which knows nobody."""
    return Here(tmp_path / "nowhere", capsys)


def test_a_stick_is_verified_and_summed_up(empty: Here, stick: Path):
    said = empty.run("verify", "--brief", stick)
    assert said.code == 3
    assert said.out.splitlines()[-1] == "3 files: 2 CANNOT TELL, 1 NOT GENUINE"
    assert f"{stick / 'forged.pdf'}: NOT GENUINE" in said.out


def test_a_root_that_is_named_is_believed_in(empty: Here, stick: Path, root: Path):
    (one,) = json.loads(empty.run("verify", "--json", "--trust", root, stick / "June").out)
    assert one["verdict"] == "genuine_but"
    assert one["signatures"][0]["chain"][0]["name"] == "Amara Okafor"
    assert "can't be read" in empty.refuses("verify", "--trust", stick / "nowhere.pem", stick)


def test_a_table_and_a_record(empty: Here, stick: Path, tmp_path: Path):
    table, record = tmp_path / "verdicts.csv", tmp_path / "record.pdf"
    empty.run("verify", "--csv", table, stick)
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [row["verdict"] for row in rows] == ["cannot_tell", "not_genuine", "cannot_tell"]
    assert empty.run("verify", "--record", record, stick / "forged.pdf").code == 3
    assert record.read_bytes().startswith(b"%PDF-")
    assert "A record is about one file." in empty.run("verify", "--record", record, stick).err
    said = empty.run("verify", "--record", record, stick / "forged.pdf", stick / "forged.pdf")
    assert (said.out, "one file" in said.err) == ("", True)


def test_a_badge_and_a_code(empty: Here, stick: Path):
    (one,) = json.loads(empty.run("verify", "--json", stick / "badge.json").out)
    assert (one["kind"], one["verdict"]) == ("badge", "cannot_tell")
    (one,) = json.loads(empty.run("verify", "--json", "CD1:RUBBISH").out)
    assert (one["kind"], one["verdict"], one["file"]) == ("code", "cannot_tell", "QR code")


def test_an_empty_folder_is_said_to_be_empty(empty: Here, tmp_path: Path):
    said = empty.run("verify", tmp_path)
    assert (said.code, said.out) == (2, "There is no PDF and no badge in there.\n")
    for name in ("one.jpg", "two.HEIC"):
        (tmp_path / name).write_bytes(b"photo")
    last = empty.run("verify", tmp_path).out.splitlines()[-1]
    assert last.startswith("2 photos were not looked at")
