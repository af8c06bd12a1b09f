"""What a worker can't do any more once it is locked up, tried from inside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks of the Linux kernel")

ATTEMPTS = {
    "read a person's file": "open({secret!r}).read()",
    "list a person's folder": "os.listdir({folder!r})",
    "write a file": "open({folder!r} + '/new', 'w')",
    "write beside the program": "open(os.path.dirname(limits.__file__) + '/new', 'w')",
    "delete a file": "os.unlink({secret!r})",
    "rename a file": "os.rename({secret!r}, {secret!r} + 'x')",
    "change a mode": "os.chmod({secret!r}, 0o777)",
    "open a socket": "socket.socket()",
    "open a local socket": "socket.socketpair()",
    "start a program": "os.execv('/bin/true', ['true'])",
    "start a process": "os.fork()",
    "kill the parent": "os.kill(os.getppid(), 0)",
    "take more than its memory": "bytearray(2**30 + 2**28)",
    "open very many files": "[os.dup(0) for _ in range(100)]",
    "raise its own limits": "resource.setrlimit(resource.RLIMIT_DATA, (2**40, 2**40))",
}
ALLOWED = {
    "work": "sum(range(1000))",
    "start a thread": "threading.Thread(target=print).start()",
    "read its own library": "open(os.path.dirname(limits.__file__) + '/limits.py').read()",
    "read a file it was handed": "os.pread(handed, 100, 0).decode()",
}
SCRIPT = """
import json, os, resource, socket, sys, threading
from certdesk.evidence import limits
handed = os.open({secret!r}, os.O_RDONLY)
in_force = limits.confine()
results = {{}}
for name, code in {attempts!r}.items():
    try:
        eval(code)
        results[name] = "done"
    except BaseException as fault:
        results[name] = type(fault).__name__
os.write(1, json.dumps([in_force, results]).encode())
os._exit(0)
"""


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    folder = tmp_path_factory.mktemp("private")
    secret = folder / "secret.txt"
    secret.write_text("secret")
    places = {"secret": str(secret), "folder": str(folder)}
    attempts = {name: code.format(**places) for name, code in (ALLOWED | ATTEMPTS).items()}
    script = SCRIPT.format(attempts=attempts, **places)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    in_force, results = json.loads(done.stdout)
    assert secret.read_text() == "secret"
    assert sorted(folder.iterdir()) == [secret]
    return set(in_force), results


def needs(in_force: set[str]) -> None:
    if not {"file system", "system calls"} <= in_force:
        pytest.skip(f"this kernel offers only {', '.join(sorted(in_force))}")


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_escape_fails(tried, attempt):
    in_force, results = tried
    needs(in_force)
    assert results[attempt] in {"PermissionError", "OSError", "MemoryError", "ValueError"}


@pytest.mark.parametrize("attempt", ALLOWED)
def test_work_goes_on(tried, attempt):
    assert tried[1][attempt] == "done"


def test_the_running_worker_says_what_holds_and_the_kernel_agrees(make):
    with EvidenceWorker() as worker:
        assert worker.limits() == ()
        worker.ask(Describe(make.pdf("a.pdf", "x")))
        in_force = set(worker.limits())
        status = Path(f"/proc/{worker._desks[0].worker.process.pid}/status").read_text()
        limits = Path(f"/proc/{worker._desks[0].worker.process.pid}/limits").read_text()
        environment = Path(f"/proc/{worker._desks[0].worker.process.pid}/environ").read_bytes()
    assert {"memory", "files", "writing", "processor"} <= in_force
    assert "Max data size             1073741824" in limits
    assert "Max file size             0" in limits
    assert {each.split(b"=")[0] for each in environment.split(b"\0") if each} == {
        b"LANG",
        b"FONTCONFIG_FILE",
        b"XDG_DATA_HOME",
    }
    needs(in_force)
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
