"""What a worker can't do any more once it is locked up, tried from inside."""

from __future__ import annotations

import json
import os
import platform
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from certdesk.evidence import sandbox_linux, worker_calls
from certdesk.evidence.call_numbers import CHECKED, FREE
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks of the Linux kernel")

DANGEROUS = {
    "clone3": (435, 435),
    "creat": (85, None),
    "openat2": (437, 437),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "recvfrom": (45, 207),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "memfd_create": (319, 279),
    "process_madvise": (440, 440),
    "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122),
    "setpriority": (141, 140),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "sethostname": (170, 161),
    "iopl": (172, None),
    "modify_ldt": (154, None),
    "quotactl": (179, 60),
    "splice": (275, 76),
    "vmsplice": (278, 75),
    "copy_file_range": (326, 285),
    "mlockall": (151, 230),
    "timer_create": (222, 107),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
}
"""Calls that open ways out, beside those forbidden to other programs."""

ATTEMPTS = {
    "read a person's file": "open({secret!r}).read()",
    "read it through its own root": "open('/proc/self/root' + {secret!r}).read()",
    "open anew what it was handed": "open(f'/proc/self/fd/{{handed}}').read()",
    "open what it was handed for writing": "os.open(f'/proc/self/fd/{{handed}}', os.O_RDWR)",
    "write to what it was handed": "os.write(handed, b'x')",
    "shorten what it was handed": "os.ftruncate(handed, 0)",
    "change the mode of what it was handed": "os.fchmod(handed, 0o777)",
    "read what the parent was started with": "open(f'/proc/{{os.getppid()}}/environ').read()",
    "read the parent's memory file": "open(f'/proc/{{os.getppid()}}/mem', 'rb').read(1)",
    "list a person's folder": "os.listdir({folder!r})",
    "read passwords": "open('/etc/passwd').read()",
    "read a device": "open('/dev/zero', 'rb').read(1)",
    "write a file": "open({folder!r} + '/new', 'w')",
    "write a file for a while": "open('/tmp/certdesk-new', 'w')",
    "write beside the program": "open(os.path.dirname(limits.__file__) + '/new', 'w')",
    "write to nothing": "open('/dev/null', 'w')",
    "make a folder": "os.mkdir({folder!r} + '/new')",
    "make a link": "os.symlink({secret!r}, {folder!r} + '/new')",
    "make a pipe": "os.mkfifo({folder!r} + '/new')",
    "make a file without a name": "os.memfd_create('x')",
    "delete a file": "os.unlink({secret!r})",
    "rename a file": "os.rename({secret!r}, {secret!r} + 'x')",
    "change a mode": "os.chmod({secret!r}, 0o777)",
    "change a time": "os.utime({secret!r})",
    "see another root": "os.chroot('/usr')",
    "open a socket": "socket.socket()",
    "open a socket to the newer internet": "socket.socket(socket.AF_INET6)",
    "open a socket without connection": "socket.socket(type=socket.SOCK_DGRAM)",
    "open a raw socket": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "open a socket to the kernel": "socket.socket(socket.AF_NETLINK)",
    "open a socket to other programs": "socket.socket(socket.AF_UNIX)",
    "open two sockets": "socket.socketpair()",
    "become a program": "os.execv('/bin/true', ['true'])",
    "become what it was handed": "os.execve(handed, ['x'], {{}})",
    "start a program": "subprocess.run(['/bin/true'])",
    "spawn a program": "os.posix_spawn('/bin/true', ['true'], {{}})",
    "start a process": "os.fork()",
    "start a session": "os.setsid()",
    "ask the parent": "os.kill(os.getppid(), 0)",
    "signal everybody": "os.kill(-1, 0)",
    "hold the parent": "os.pidfd_open(os.getppid())",
    "lower the parent's limits": "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (0, 0))",
    "make the parent wait": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "move the parent": "os.sched_setaffinity(os.getppid(), {{0}})",
    "make the parent a batch": "os.sched_setscheduler(os.getppid(), os.SCHED_BATCH, os.sched_param(0))",
    "take more than its memory": "bytearray(2**30 + 2**28)",
    "take memory that is not counted": "mmap.mmap(-1, 4096)",
    "take a stack that is not counted": "mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x100)",
    "take memory for all": "shared_memory.SharedMemory(create=True, size=4096)",
    "open very many files": "[os.dup(0) for _ in range(100)]",
    "raise its own limits": "resource.setrlimit(resource.RLIMIT_DATA, (2**40, 2**40))",
}
ALLOWED = {
    "work": "sum(range(1000))",
    "start a thread": "threading.Thread(target=print).start()",
    "read its own library": "open(os.path.dirname(limits.__file__) + '/limits.py').read()",
    "read a file it was handed": "os.pread(handed, 100, 0).decode()",
    "take memory of its own": "mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
    "end itself by a signal": "signal.raise_signal(signal.SIGURG)",
    "ask about its limits": "resource.prlimit(os.getpid(), resource.RLIMIT_CPU)",
    "load a library late": "__import__('sqlite3')",
}
SCRIPT = """
import ctypes, json, mmap, os, resource, signal, socket, subprocess, sys, threading
from multiprocessing import resource_tracker, shared_memory
from certdesk.evidence import limits
handed = os.open({secret!r}, os.O_RDONLY)
system = ctypes.CDLL(None, use_errno=True)
def call(number):
    result = system.syscall(number, 0, 0, 0, 0, 0, 0)
    return ctypes.get_errno() if result == -1 else 0
in_force = limits.confine()
results = {{}}
for name, code in {attempts!r}.items():
    try:
        eval(code)
        results[name] = "done"
    except BaseException as fault:
        results[name] = type(fault).__name__
if "system calls" in in_force:
    results["calls"] = {{name: call(number) for name, number in {calls!r}.items()}}
os.write(1, json.dumps([in_force, results]).encode())
os._exit(0)
"""
ENOSYS = 38


def calls_of_this_machine(table):
    column = 0 if platform.machine() == "x86_64" else 1
    return {name: pair[column] for name, pair in table.items() if pair[column] is not None}


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    folder = tmp_path_factory.mktemp("private")
    secret = folder / "secret.txt"
    secret.write_text("secret")
    places = {"secret": str(secret), "folder": str(folder)}
    attempts = {name: code.format(**places) for name, code in (ALLOWED | ATTEMPTS).items()}
    calls = {**calls_of_this_machine(sandbox_linux._FORBIDDEN), **calls_of_this_machine(DANGEROUS)}
    script = SCRIPT.format(attempts=attempts, calls=calls, **places)
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
    assert results[attempt] in {"PermissionError", "OSError", "MemoryError", "ValueError"}, attempt


def test_calls_that_nothing_here_needs_do_not_exist(tried):
    in_force, results = tried
    needs(in_force)
    assert {name for name, error in results["calls"].items() if error != ENOSYS} == set()


def test_the_numbers_are_those_of_the_headers():
    """Both machines' numbers, wherever the headers are installed."""
    tables = {0: Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), 1: Path("/usr/include/asm-generic/unistd.h")}
    seen = 0
    for column, header in tables.items():
        if not header.exists():
            continue
        found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text())
        known = {name: int(number) for name, number in found} | {"newfstatat": {0: 262, 1: 79}[column]}
        for name, pair in (FREE | CHECKED | DANGEROUS | sandbox_linux._FORBIDDEN).items():
            assert pair[column] == known.get(name), name
            seen += 1
    if not seen:
        pytest.skip("the headers of the kernel are not here")


def test_a_machine_without_a_filter_has_none(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert worker_calls.machine() == ""
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    assert worker_calls.machine() == "aarch64"


@pytest.mark.parametrize("machine", worker_calls.ARCHITECTURES)
def test_no_line_of_a_filter_jumps_out_of_it(machine):
    code = [struct.unpack("HBBI", line) for line in worker_calls.worker_filter(machine, 4711)]
    assert len(code) < 4096
    for at, (kind, if_true, if_false, _value) in enumerate(code):
        if kind & 0x07 == 0x05:
            assert at + 1 + max(if_true, if_false) < len(code)
    assert code[-1][0] == 0x06


def test_an_old_kernel_without_landlock_is_told_of(monkeypatch):
    """Asked in a process of its own, because nothing unlocks it."""
    script = (
        "import ctypes, sys; from certdesk.evidence import limits, sandbox_linux;"
        "sandbox_linux._LANDLOCK_CREATE_RULESET = 100000;"
        "held = limits.confine(); print(*held, sep='|'); print(*limits.in_words(held), sep='|')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    held, words = done.stdout.splitlines()
    assert "file system" not in held.split("|")
    assert "does not keep it from opening other files" in words


def test_it_ends_when_its_parent_is_gone(make):
    """A reader that hangs while the program is killed must not stay behind."""
    script = (
        "import sys, threading, signal; from certdesk.evidence import process;"
        "worker = process.start(); worker.process.send_signal(signal.SIGSTOP);"
        "print(worker.process.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with parent:
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while alive(worker) and time.monotonic() < deadline:
        os.sched_yield()
    assert not alive(worker)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("attempt", ALLOWED)
def test_work_goes_on(tried, attempt):
    assert tried[1][attempt] == "done"


def test_nothing_that_the_main_process_has_open_reaches_the_worker(make):
    kept = os.open(make.file("open.txt", b"open"), os.O_RDONLY)
    os.set_inheritable(kept, True)
    try:
        with EvidenceWorker() as worker:
            worker.ask(Describe(make.pdf("a.pdf", "x")))
            descriptors = Path(f"/proc/{worker._desks[0].worker.process.pid}/fd")
            opened = sorted(str(each.readlink()) for each in descriptors.iterdir())
    finally:
        os.close(kept)
    evidence = str(make.folder / "a.pdf")
    assert [each for each in opened if each.startswith("/") and each != evidence] == ["/dev/null"] * 3
    assert len([each for each in opened if each.startswith("socket:")]) == 1
    assert all(each.startswith(("/dev/null", "socket:", evidence)) for each in opened)


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
