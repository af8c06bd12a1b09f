"""The limited process that looks at what strangers bring: what holds it, and what its main process believes."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from certdesk.actions.intake_reader import IntakeReader
from certdesk.core.errors import CancelledError, StorageError, UntrustedFileError
from certdesk.evidence import process


def a_zip(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"KITE-37/{name}.txt", data)
    return path


def content(reader: IntakeReader, path: Path) -> dict[str, bytes]:
    [portfolio] = reader.look(path).portfolios
    found = {}
    for item in portfolio.items:
        with reader.open(item.file) as stream:
            found[item.file.name] = b"".join(iter(lambda: stream.read(7), b""))
    return found


def test_what_is_found_in_the_process_is_found_as_ever(reader, tmp_path):
    path = a_zip(tmp_path / "a.zip", plan=b"one " * 1000, empty=b"")
    assert content(reader, path) == {"plan.txt": b"one " * 1000, "empty.txt": b""}
    told = []
    reader.look(path, lambda *step: told.append(step))
    assert told
    with pytest.raises(StorageError, match="is not there"):
        reader.look(tmp_path / "gone")


@pytest.mark.skipif(sys.platform != "linux", reason="what holds it differs elsewhere")
def test_it_reads_its_place_only_and_writes_nothing(tmp_path):
    place = tmp_path / "place"
    (place / "KITE-37").mkdir(parents=True)
    (place / "KITE-37" / "plan.txt").write_text("one")
    other = a_zip(tmp_path / "other.zip", plan=b"two")
    with IntakeReader(place) as own:
        assert own.look(place).portfolios[0].code == "KITE-37"
        assert {"memory", "writing", "processor", "system calls"} <= set(own.limits)
        if "file system" in own.limits:
            with pytest.raises(StorageError, match="Permission denied"):
                own.look(other)


def test_a_file_that_is_left_in_the_middle_does_not_spoil_the_next(reader, tmp_path):
    path = a_zip(tmp_path / "a.zip", big=os.urandom(3 * 2**20), small=b"small")
    files = {item.file.name: item.file for item in reader.look(path).portfolios[0].items}
    with IntakeReader(path) as own:
        with own.open(files["big.txt"]) as stream:
            stream.read(10)
        with own.open(files["small.txt"]) as stream:
            assert stream.read(100) == b"small"


EVIL = """
import json, os, sys, time; sys.path[:0] = {{folders!r}}
from certdesk.evidence import handover
line = handover.connection_on_standard_input()
place = json.loads(line.recv_bytes())["places"][0]  # {{module}}
line.send_bytes(b"nothing holds me")
request = json.loads(line.recv_bytes())
avoid = request.get("avoid", {{{{}}}})
{attack}
"""
FOUND = (
    "from certdesk.core.plain import dumps; from certdesk.intake.found import *\n"
    "from certdesk.core.portfolio import *\n"
    "from pathlib import Path\n"
    'file = FoundFile("x", 1, OnDisk(Path({path!r})))\n'
    'found = Found((FoundPortfolio("A", "A", Candidate(""), (FoundItem(file, "", "x"),)),))\n'
    'line.send_bytes(b"r" + dumps(found).encode())\n'
    "time.sleep(9)"
)
ATTACKS = {
    "no JSON": ('line.send_bytes(b"r{")', "broke down"),
    "no Found": ('line.send_bytes(b\'r{"is": "Found"}\')', "broke down"),
    "an unknown message": ('line.send_bytes(b"z" * 99); os._exit(0)', "broke down"),
    "too long a message": ('line.send_bytes(b"r" * (2**27 + 2))', "broke down"),
    "nothing at all": ("time.sleep(9)", "took so long"),
    "too much memory": ("os._exit(86)", "more memory"),
    "somebody else's file": (FOUND.format(path="/etc/hostname"), "broke down"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_nothing_that_it_says_does_harm(monkeypatch, tmp_path, attack):
    code, said = attack
    monkeypatch.setattr(process, "_START", EVIL.format(attack=code.replace("{", "{{").replace("}", "}}")))
    with IntakeReader(tmp_path, seconds=0.6) as own, pytest.raises(UntrustedFileError, match=said):
        own.look(tmp_path)


def test_a_file_at_which_it_breaks_down_is_named_and_left_out(monkeypatch, tmp_path):
    attack = """
if place + "/bad.zip" not in avoid:
    line.send_bytes(b"o" + (place + "/bad.zip").encode())
    os.abort()
told = {{"kind": "UntrustedFileError", "text": avoid[place + "/bad.zip"], "hint": ""}}
line.send_bytes(b"p" + json.dumps(told).encode())
time.sleep(9)"""
    monkeypatch.setattr(process, "_START", EVIL.format(attack=attack))
    with IntakeReader(tmp_path, seconds=5) as own, pytest.raises(UntrustedFileError) as told:
        own.look(tmp_path)
    assert str(told.value).startswith("“bad.zip” is made in such a way")


def test_looking_can_be_stopped_at_any_moment(monkeypatch, tmp_path):
    def stop(_done: int, _total: int, _label: str) -> None:
        if steps.append(1) or len(steps) > 2:
            raise CancelledError("stopped")

    steps: list[int] = []
    monkeypatch.setattr(process, "_START", EVIL.format(attack="time.sleep(60)"))
    with IntakeReader(tmp_path) as own, pytest.raises(CancelledError):
        own.look(tmp_path, stop)
