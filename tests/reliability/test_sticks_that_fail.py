"""What the system itself says no to: faults put into the calls of a process that writes a stick (``strace``)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.children import REPOSITORY
from tests.support.command_line import Desk, command
from tests.support.packing import built, job

from certdesk.exchange.checking import check_stick
from certdesk.exchange.package import SIGNATURE
from certdesk.exchange.stick_writer import write_stick

WRITE = """
import json, sys
from pathlib import Path
from tests.support.packing import job
from certdesk.core.errors import CertDeskError
from certdesk.exchange.building import Built
from certdesk.exchange.reading import read_head
from certdesk.exchange.stick_writer import write_stick
folder = Path(sys.argv[1])
head = (folder / "certdesk-package.json").read_bytes()
signature = (folder / "certdesk-signature.json").read_bytes()
try:
    write_stick(job(Built(folder, read_head(head), head, signature), Path(sys.argv[2])))
    print(json.dumps("done"))
except CertDeskError as problem:
    print(json.dumps(problem.sentence))
"""
FAULTS = (
    ("fsync:error=EIO:when=3", "", False),
    ("fsync:error=EIO:when=6", "", True),
    ("fsync:error=EIO:when=4+", "", False),
    ("write:error=ENOSPC:when=1+", "part", False),
    ("write:error=EIO:when=1", "part", True),
    ("write:retval=4096:when=1", "part", False),
    ("openat:error=EROFS:when=1", "part", False),
    ("mkdir:error=EROFS:when=1", "", False),
)


def under_strace(package: Path, target: Path, fault: str, on: Path | None) -> str:
    """Write a stick in a process into whose calls a fault is put, and return what it says at its end."""
    name = fault.split(":", maxsplit=1)[0]
    only = ["-P", str(on)] if on else []
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={fault}", *only]
    python = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{WRITE}", package, target]
    done = subprocess.run([*command, *map(str, python)], capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.parametrize(("fault", "where", "helped"), FAULTS)
def test_no_fault_makes_a_stick_look_whole(tmp_path, fault, where, helped):
    package = built(tmp_path / "p", (b"a" * 300_000, b"b" * 900_000), group=400_000, piece=500_000)
    target = tmp_path / "stick" / "CertDesk-1"
    target.parent.mkdir()
    part = target / "data" / package.head.parts[0].name
    on = part if where else None
    said = under_strace(package.folder, target, fault, on)
    found = check_stick(target.parent)
    assert (said == "done") is helped, said
    assert all(one.complete is helped for one in found)
    assert helped or not (target / SIGNATURE).exists()
    assert helped or "othing is lost" in said
    write_stick(job(package, target))
    assert [one.complete for one in check_stick(target.parent)] == [True]


EVERYWHERE = (
    *(f"fsync:error=EIO:when={number}" for number in (1, 4, 9, 15, 22, 30)),
    "fsync:error=ENOSPC:when=12+",
    "fdatasync:error=EIO:when=1+",
    "pwrite64:error=ENOSPC:when=3",
    "pwrite64:error=EIO:when=1+",
    "rename:error=EROFS:when=1+",
)


@pytest.fixture(scope="module")
def packer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a portfolio to pack."""
    folder = tmp_path_factory.mktemp("packer")
    (folder / "P-001").mkdir()
    (folder / "P-001" / "plan.txt").write_text("Pupils order the layers. " * 99_999, encoding="utf-8")
    desk = Desk(folder / "desk")
    desk.does("new", "--name", "Ada Obi", "--role", "coordinator")
    desk.does("receive", folder / "P-001")
    return folder / "desk"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.parametrize("fault", EVERYWHERE)
def test_a_command_that_meets_a_fault_says_so_and_goes_on_afterwards(tmp_path, packer, fault):
    """The fault may hit the workspace as well as the stick."""
    desk, stick = Desk(tmp_path / "desk"), tmp_path / "stick"
    shutil.copytree(packer, desk.workspace)
    stick.mkdir()
    words = command("pack", "P-001", "--passphrase", "--to", stick)
    inject = ["-e", f"trace={fault.split(':', maxsplit=1)[0]}", "-e", f"inject={fault}"]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", *inject, *words],
        env=desk.environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    said = "Done" in done.stdout
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    assert said is any(one.complete for one in check_stick(stick))
    assert said or done.stderr.startswith("certdesk: ")
    assert desk.tells("check")["sound"]
    again = stick.with_name("another")
    again.mkdir()
    desk.does("pack", "P-001", "--passphrase", "--to", again)
    assert [one.complete for one in check_stick(again)] == [True]
