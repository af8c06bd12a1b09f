"""A process that takes films apart reaches nothing but the files it was handed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRY = """
import os, socket, subprocess, sys
from certdesk.evidence.film import av1, locks
from certdesk.evidence.film.libraries import load
load()
av1.prepare()
print(sorted(locks.confine(1000)))
for what in (
    lambda: open(sys.argv[1], "rb").read(),
    lambda: open(sys.argv[1] + ".new", "wb"),
    lambda: os.listdir(os.path.dirname(sys.argv[1])),
    lambda: socket.socket(),
    lambda: subprocess.run(["/bin/true"]),
    lambda: os.fork(),
):
    try:
        what()
    except OSError as refused:
        print("refused")
    else:
        print("ALLOWED")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the locks are the Linux kernel's")
def test_nothing_else_can_be_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("marks")
    tried = subprocess.run(
        [sys.executable, "-c", TRY, str(secret)], capture_output=True, text=True, check=True, timeout=60
    )
    held, *answers = tried.stdout.splitlines()
    if held != "['file system', 'system calls']":
        pytest.skip("this kernel has not got these locks")
    assert answers == ["refused"] * 6
