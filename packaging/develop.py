"""Sets everything up in a folder of its own (.venv) and runs CertDesk or its tests.

    python3 packaging/develop.py run      the program on the sample cohort; without a screen the same job in text
    python3 packaging/develop.py test     linters, types, import rules and tests

Needs Python 3.11 or newer and nothing else. Everything is installed from hashed lists into .venv.
"""

# This file has to be read by every Python there is, so that an old one can be told that it is too old.
from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
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

# Asked in .venv: whether there is a screen that a window could be shown on, by the program's own rule.
ASK_FOR_SCREEN = "import os, certdesk.cli.window as window; window.check_screen(os.environ)"


def main() -> int:
    """Do what the first word says."""
    verbs = {"run": run, "test": test, "setup": lambda _rest: 0}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        print(__doc__)
        return 2
    if sys.version_info < OLDEST:
        return start_again_with_a_newer_python()
    verb = sys.argv[1]
    try:
        set_up("run" if verb == "run" else "dev")
        install_qt_libraries()
        return verbs[verb](sys.argv[2:])
    except KeyboardInterrupt:
        print("\nStopped. Start it again to go on.", file=sys.stderr)
        return 130


def run(rest: list[str]) -> int:
    """Open the window on the sample cohort, or do its main job in text where there is no screen."""
    if has_screen():
        job = ["open-sample", str(ROOT / "build" / "sample")]
    else:
        job = ["sample", "--in", str(ROOT / "build" / time.strftime("sample-%Y%m%d-%H%M%S"))]
    return call([PYTHON, "-m", "certdesk", *job, *rest])


def test(rest: list[str]) -> int:
    """Run every check, the tests last, and say at the end whether all of them passed."""
    checks = [
        ("ruff", [PYTHON, "-m", "ruff", "check", "src", "tests", "packaging"]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "src", "tests", "packaging"]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("import rules", [BIN / "lint-imports"]),
        ("tests", [PYTHON, "-m", "pytest", *side_by_side(rest), *rest]),
    ]
    failed = []
    for name, command in checks:
        print(f"--- {name}", flush=True)
        if call(command) != 0:
            failed.append(name)
    print(f"--- failed: {', '.join(failed)}" if failed else "--- all checks passed", flush=True)
    return 1 if failed else 0


def side_by_side(rest: list[str]) -> list[str]:
    """Let the tests run on several cores at once, unless somebody chose how, or wants to stop inside one of them."""
    if any(word.startswith(("-n", "--pdb", "--benchmark", "--co")) for word in rest):
        return []
    # One more than there are cores: tests wait for windows and for processes of their own for a third of their time.
    return ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]


def set_up(purpose: str) -> None:
    """Make .venv hold exactly what the hashed list for ``purpose`` (run or dev) says. At once when it does."""
    if is_set_up(purpose):
        return
    print(f"Setting up {VENV.name} (once; a minute or two, about 400 MB to fetch) ...", flush=True)
    if not venv_works():
        make_venv()
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    # What comes as source only is made with the tools of the list before it, so that nothing unhashed is fetched.
    as_source = [["--require-hashes", "--no-build-isolation", "-r", REQUIREMENTS / "source.txt"]]
    for part in (
        ["--require-hashes", "-r", REQUIREMENTS / f"{purpose}.txt"],
        *(as_source if purpose == "dev" else ()),
        ["--no-deps", "--no-build-isolation", "-e", "."],
    ):
        if call([*pip, *part]) != 0:
            sys.exit(
                "Setting up failed; the lines above say why. It needs the internet this once: check the connection "
                "and the free space, then start it again. It goes on where it stopped."
            )
    stamp(purpose).write_text(key(purpose), encoding="utf-8")


def is_set_up(purpose: str) -> bool:
    """Whether .venv holds what is wanted; what the tests need includes all that the program needs."""
    return any(
        stamp(each).is_file() and stamp(each).read_text(encoding="utf-8") == key(each) for each in {purpose, "dev"}
    )


def stamp(purpose: str) -> Path:
    """Return the file that says what was installed for a purpose."""
    return VENV / f"installed-{purpose}"


def key(purpose: str) -> str:
    """Say what has to be installed, and where: a folder that was moved or copied has to be set up again."""
    lists = [REQUIREMENTS / f"{purpose}.txt", *([REQUIREMENTS / "source.txt"] if purpose == "dev" else [])]
    parts = [*(each.read_bytes() for each in lists), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def venv_works() -> bool:
    """Whether there is a .venv made in this very place, with a Python that starts and has pip."""
    activate = BIN / "activate"
    if not PYTHON.is_file() or not activate.is_file() or str(ROOT) not in activate.read_text(errors="replace"):
        return False
    return call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def make_venv() -> None:
    """Make .venv anew; Debian keeps the module for it in a package of its own."""
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", VENV]
    if call(command) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not install_with_apt([package]) or call(command) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(f"Python can't make an environment here. On Debian and Ubuntu: apt-get install {package}")


def install_qt_libraries() -> None:
    """Install what Qt needs on a bare Linux where that is allowed; otherwise say it in one line."""
    if not sys.platform.startswith("linux"):
        return
    known = known_libraries()
    missing = [
        package
        for name, package in QT_LIBRARIES.items()
        if f"lib{name}.so" not in known and not ctypes.util.find_library(name)
    ]
    if missing and not install_with_apt(missing):
        print(f"Qt needs system libraries that are missing here: apt-get install {' '.join(missing)}", file=sys.stderr)


def known_libraries() -> str:
    """Ask the system once for the names of all its libraries; asking for each alone takes a second."""
    for command in ("ldconfig", "/sbin/ldconfig"):
        try:
            return subprocess.run([command, "-p"], capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
    return ""


def install_with_apt(packages: list[str]) -> bool:
    """Install Debian packages if this is Debian and we may."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing {' '.join(packages)} ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call(["apt-get", "update", "-qq"], **quiet)
    return subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet) == 0


def has_screen() -> bool:
    """Whether a window could be shown and seen."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    return call([PYTHON, "-c", ASK_FOR_SCREEN], stderr=subprocess.DEVNULL) == 0


def start_again_with_a_newer_python() -> int:
    """Hand over to a newer Python if there is one under its own name."""
    for minor in range(30, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and subprocess.call([newer, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call([newer, *sys.argv])
    print(f"CertDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
    return 1


def call(command: list, **settings: object) -> int:
    """Run a command in this folder, without what would lead another Python than ours astray."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    misleading.add("PYTHONDONTWRITEBYTECODE")  # else each of the many processes of a test run compiles everything
    environment = {name: value for name, value in os.environ.items() if name not in misleading}
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment, **settings)


if __name__ == "__main__":
    sys.exit(main())
