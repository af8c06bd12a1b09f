"""What a person is told of the limits of this system, and the watch on memory where the system keeps none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from certdesk.evidence import limits

LINUX = ("memory", "files", "writing", "core", "processor", "file system", "system calls")
MAC = ("memory, asked for", "files", "writing", "core", "processor", "memory watch")
WINDOWS = ("memory", "processes", "windows")


def test_where_everything_holds_nothing_is_said_to_be_open():
    told = limits.in_words(LINUX)
    assert len(told) == 1
    assert told[0] == (
        "The part of the program that reads evidence is kept from opening other files, writing files, using the "
        "network, starting programs, reaching windows and the clipboard, taking more than 1 GB of memory, using the "
        "processor without end."
    )


@pytest.mark.parametrize(
    ("held", "weak"),
    [
        (MAC, ["opening other files", "using the network", "starting programs", "reaching windows and the clipboard"]),
        (WINDOWS, ["opening other files", "writing files", "using the network"]),
        ((), ["opening other files", "writing files", "using the network", "starting programs"]),
    ],
)
def test_weaker_systems_are_said_to_be_weaker(held, weak):
    kept, open_to = limits.in_words(held)
    assert "using the processor without end" in kept
    for thing in weak:
        assert thing in open_to
        assert thing not in kept


def test_every_limit_that_is_named_counts_for_something():
    known = set().union(*(names for _thing, names in limits._KEPT_FROM))
    assert set(LINUX + MAC + WINDOWS) - known == {"files", "core", "memory, asked for"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has its own limit")
def test_the_watch_on_memory_ends_the_process():
    script = (
        "from certdesk.evidence import limits; limits.watch_memory(limits.held() + 2**24);"
        "import threading; held = b'x' * (limits.held() + 2**26); threading.Event().wait(20)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=30).returncode == limits.TOOK_TOO_MUCH
