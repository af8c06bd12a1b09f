"""Sets everything up in a folder of its own (.venv) and runs CertDesk or its tests.

    python3 packaging/develop.py run      the program on the sample cohort; without a screen the same job in text
    python3 packaging/develop.py test     linters, types, import rules and tests

Needs Python 3.11 or newer and nothing else. Everything is installed from hashed lists into .venv.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "packaging" / "requirements"

# What Qt needs on a bare Debian or Ubuntu, by the library's short name: no Python package brings these.
QT_LIBRARIES = {
    "EGL": "libegl1", "GL": "libgl1", "X11": "libx11-6", "dbus-1": "libdbus-1-3", "fontconfig": "libfontconfig1",
    "freetype": "libfreetype6", "xkbcommon": "libxkbcommon0", "glib-2.0": "libglib2.0-0", "brotlidec": "libbrotli1",
    "gssapi_krb5": "libgssapi-krb5-2", "Xext": "libxext6", "Xrandr": "libxrandr2", "drm": "libdrm2",
    "X11-xcb": "libx11-xcb1", "xcb-cursor": "libxcb-cursor0", "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1", "xkbcommon-x11": "libxkbcommon-x11-0", "xcb-shape": "libxcb-shape0",
    "pulse": "libpulse0",
}  # fmt: skip


def main() -> int:
    """Do what the first word says."""
    verbs = {"run": run, "test": test, "setup": lambda _rest: 0}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this file may have an older one
        print(f"CertDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 1
    verb = sys.argv[1]
    set_up("run" if verb == "run" else "dev")
    install_qt_libraries()
    return verbs[verb](sys.argv[2:])


def run(rest: list[str]) -> int:
    """Open the window on the sample cohort, or do its main job in text where there is no screen."""
    job = ["open-sample", str(ROOT / "build" / "sample")] if has_screen() else ["sample"]
    return subprocess.call([PYTHON, "-m", "certdesk", *job, *rest], cwd=ROOT)


def test(rest: list[str]) -> int:
    """Run every check, the tests last, and say at the end whether all of them passed."""
    checks = [
        ("ruff", [PYTHON, "-m", "ruff", "check", "src", "tests", "packaging"]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "src", "tests", "packaging"]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("import rules", [BIN / "lint-imports"]),
        ("tests", [PYTHON, "-m", "pytest", *rest]),
    ]
    failed = [name for name, command in checks if subprocess.call(command, cwd=ROOT) != 0]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def set_up(purpose: str) -> None:
    """Make .venv hold exactly what the hashed list for ``purpose`` (run or dev) says."""
    wanted = REQUIREMENTS / f"{purpose}.txt"
    stamp = VENV / f"installed-{purpose}"
    key = hashlib.sha256(wanted.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == key:
        return
    print(f"Setting up {VENV.name} (once; a minute or two) ...", flush=True)
    if not PYTHON.exists():
        make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.check_call([*pip, "--require-hashes", "-r", wanted], cwd=ROOT)
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", "-e", "."], cwd=ROOT)
    stamp.write_text(key)


def make_venv() -> None:
    """Make .venv; Debian keeps the module for it in a package of its own."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(command) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not install_with_apt([package]):
        sys.exit(f"Python's venv module is missing. Install it with: apt-get install {package}")
    subprocess.check_call(command)


def install_qt_libraries() -> None:
    """Install what Qt needs on a bare Linux where that is allowed; otherwise say it in one line."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in QT_LIBRARIES.items() if not ctypes.util.find_library(name)]
    if missing and not install_with_apt(missing):
        print(f"Qt needs system libraries that are missing here: apt-get install {' '.join(missing)}", file=sys.stderr)


def install_with_apt(packages: list[str]) -> bool:
    """Install Debian packages if this is Debian and we may."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing {' '.join(packages)} ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    return subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet) == 0


def has_screen() -> bool:
    """Whether a window could be shown."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
