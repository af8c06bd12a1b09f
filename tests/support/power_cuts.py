"""A computer whose power can be cut: Debian's ``user-mode-linux`` with a real FAT32 stick in a file."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.support.children import REPOSITORY

_INIT = """#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
mount -t proc proc /proc
mount -t tmpfs tmpfs /mnt
mkdir /mnt/stick
cd {repository}
{python} - <<'END'
import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
for name in ("nls/nls_ascii", "nls/nls_cp437", "nls/nls_iso8859-1", "nls/nls_utf8", "fat/fat", "fat/vfat"):
    file = os.open(f"/usr/lib/uml/modules/{{platform.release()}}/kernel/fs/{{name}}.ko", os.O_RDONLY)
    libc.syscall(313, file, b"", 0)  # finit_module
END
mount -t vfat /dev/ubda /mnt/stick || echo NO STICK
{python} {script} /mnt/stick
umount /mnt/stick
echo END
halt -f
"""


def can_cut_power() -> bool:
    """Whether the tools are here: not in a packed test run, and only on this kind of machine."""
    tools = ("linux.uml", "mkfs.vfat")
    return platform.machine() == "x86_64" and all(shutil.which(tool) for tool in tools)


@dataclass(frozen=True)
class Computer:
    """A stick in a file, and a script that is run with it plugged in."""

    folder: Path
    size: int = 96 * 2**20

    @property
    def stick(self) -> Path:
        return self.folder / "stick.img"

    def format(self) -> None:
        """Begin with an empty stick."""
        with self.stick.open("wb") as file:
            file.truncate(self.size)
        subprocess.run(["mkfs.vfat", "-F", "32", "-n", "BUS-3", str(self.stick)], check=True, capture_output=True)

    def runs(self, script: str, *, cut_after: float | None = None, cut_at: str = "WRITING") -> str:
        """Run a script (its first argument is the stick) and return what it said.

        With ``cut_after`` the power goes so many seconds after it has said ``cut_at``.
        """
        (self.folder / "script.py").write_text(f"import sys\nsys.path.insert(0, {str(REPOSITORY)!r})\n{script}")
        init = self.folder / "init.sh"
        init.write_text(_INIT.format(repository=REPOSITORY, python=sys.executable, script=self.folder / "script.py"))
        init.chmod(0o755)
        command = ["linux.uml", "mem=512M", f"ubda={self.stick}", "root=/dev/root", "rootfstype=hostfs",
                   "rootflags=/", "rw", f"init={init}", "con=null", "con0=fd:0,fd:1", "quiet"]  # fmt: skip
        machine = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            start_new_session=True,
        )  # fmt: skip
        said: list[str] = []
        timer: threading.Timer | None = None
        assert machine.stdout
        for line in machine.stdout:
            said.append(line.strip())
            if cut_after is not None and said[-1] == cut_at:
                timer = threading.Timer(cut_after, os.killpg, (machine.pid, signal.SIGKILL))  # with its helpers
                timer.start()
        machine.wait()
        if timer:
            timer.cancel()
        machine.stdout.close()
        return "\n".join(said)
