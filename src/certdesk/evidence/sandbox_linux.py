"""The Linux kernel's own locks on a worker: Landlock for files, seccomp for system calls. Nothing unlocks them.

Numbers and structures are those of the kernel's headers (linux/landlock.h, linux/seccomp.h, linux/bpf_common.h).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from certdesk import shipped
from certdesk.evidence import worker_calls

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_VERSION = 1
_LANDLOCK_PATH_BENEATH = 1
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_MAKE_DEVICES, _MAKE_SOCKET = 1 << 6 | 1 << 11, 1 << 9
_FILE_ONLY = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14
"""The rights that may be given on a file that is no folder."""
_ALL_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_FILE_RIGHTS_NOW = (1 << 16) - 1
_ALL_NETWORK_RIGHTS = 3
_ALL_SCOPES = 3

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 1, 38, 22, 2
_RETURN_ALLOW, _RETURN_ERROR, _RETURN_KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _ENOSYS = 1, 38
_AF_UNIX = 1
_CLONE_THREAD = 0x10000

_SOCKET = {"x86_64": 41, "aarch64": 198}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_X32_BIT = 0x40000000
_Calls = dict[str, tuple[int | None, int | None]]
# Names are for the reader; what counts is (x86_64, aarch64), None where the machine has no such call.
_FORBIDDEN: _Calls = {
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "sendto": (44, 206),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "accept4": (288, 242),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kill": (62, 129),
    "tkill": (200, 130),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "personality": (135, 92),
    "acct": (163, 89),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "utimensat": (280, 88),
}
# What another program needs to start and to work on its own files. Its only sockets are those within this computer,
# and it may listen on them but connect to nobody's.
_SPARED_FOR_PROGRAMS = frozenset(
    {"execve", "socket", "bind", "listen", "accept", "accept4", "chmod", "fchmod", "fchmodat", "utimensat"}
)
_FORBIDDEN_TO_PROGRAMS: _Calls = {"setsid": (112, 157), "setpgid": (109, 154)}
"""With these a process could leave the group in which it is ended."""

_Rules = tuple[tuple[Path, int], ...]


def lock(also: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Lock this thread and those it will start; returns which of "file system" and "system calls" hold now.

    It may read its own program and, where they are there, the files and folders in ``also``. Call it before there are
    other threads.
    """
    machine = worker_calls.machine()
    code = worker_calls.worker_filter(machine, os.getpid()) if machine else []
    places = (*readable_places(), *(place for place in also if place.exists()))
    return _lock(tuple((place, _READ_FILE | _READ_DIR) for place in places), code)


@dataclass(frozen=True, slots=True)
class Places:
    """Where another program may do what; nothing is allowed anywhere else."""

    readable: tuple[Path, ...]
    runnable: tuple[Path, ...]
    writable: tuple[Path, ...]
    sockets: tuple[Path, ...]
    """Where it may make a meeting point for other processes of this computer, and nothing else."""


def lock_program(places: Places) -> tuple[str, ...]:
    """Lock this process, which is about to become another program; returns what holds, as `lock` does.

    It starts no further process, has no network and connects to nobody.
    """
    reading = _READ_FILE | _READ_DIR
    rules = [(place, reading) for place in places.readable]
    rules += [(place, reading | _EXECUTE) for place in places.runnable]
    rules += [(place, _ALL_FILE_RIGHTS[3] & ~_EXECUTE & ~_MAKE_DEVICES) for place in places.writable]
    rules += [(place, _MAKE_SOCKET) for place in places.sockets]
    calls = {name: numbers for name, numbers in _FORBIDDEN.items() if name not in _SPARED_FOR_PROGRAMS}
    machine = worker_calls.machine()
    return _lock(tuple(rules), _program(machine, calls | _FORBIDDEN_TO_PROGRAMS) if machine else [])


def _lock(rules: _Rules, code: list[bytes]) -> tuple[str, ...]:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return ()
    held = []
    if _lock_files(libc, rules):
        held.append("file system")
    if code and _lock_calls(libc, code):
        held.append("system calls")
    return tuple(held)


def end_with_parent() -> None:
    """Let the kernel end this process when the thread that started it is gone, however that one ended."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def be_ended_first() -> None:
    """When the machine runs out of memory, this process is the one to go."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def readable_places() -> tuple[Path, ...]:
    """Return what a worker may read: the program itself, its libraries and fonts, nothing of a person's."""
    paths = sysconfig.get_paths()
    program = [
        Path(__file__).parents[1],
        Path(paths["stdlib"]),
        Path(paths["platstdlib"]),
        Path(paths["purelib"]),
        Path(paths["platlib"]),
        *(Path(folder) for folder in sys.path if Path(folder).is_absolute()),
        Path(sys.prefix) / "lib",
        Path(sys.base_prefix) / "lib",
    ]
    system = [
        "/usr/lib",
        "/usr/lib64",
        "/lib",
        "/lib64",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/etc/fonts",
        "/usr/share/fontconfig",
        "/var/cache/fontconfig",
        "/usr/share/mime",
        "/usr/share/locale",
        "/usr/share/zoneinfo",
        "/etc/ld.so.cache",
        "/proc/cpuinfo",
        "/proc/meminfo",
        "/proc/self",
        "/sys/devices/system/cpu",
        "/dev/urandom",
        "/dev/null",
    ]
    program += [shipped.resources()]
    frozen = [Path(sys.prefix)] if getattr(sys, "frozen", False) else []
    return tuple(place for place in (*program, *frozen, *map(Path, system)) if place.exists())


def _lock_files(libc: ctypes.CDLL, allowed: _Rules) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_LANDLOCK_VERSION))
    if version < 1:
        return False
    files = _ALL_FILE_RIGHTS.get(version, _ALL_FILE_RIGHTS_NOW)
    wanted = struct.pack("QQQ", files, _ALL_NETWORK_RIGHTS if version >= 4 else 0, _ALL_SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = libc.syscall(_LANDLOCK_CREATE_RULESET, wanted, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules < 0:
        return False
    try:
        for place, rights in allowed:
            _allow(libc, rules, place, rights & files)
        return bool(libc.syscall(_LANDLOCK_RESTRICT_SELF, rules, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, place: Path, rights: int) -> None:
    folder = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = rights if place.is_dir() else rights & _FILE_ONLY
        libc.syscall(
            _LANDLOCK_ADD_RULE, rules, _LANDLOCK_PATH_BENEATH, struct.pack("=Qi", rights, folder), ctypes.c_uint32(0)
        )
    finally:
        os.close(folder)


def _lock_calls(libc: ctypes.CDLL, code: list[bytes]) -> bool:
    lines = ctypes.create_string_buffer(b"".join(code))
    header = struct.pack("HxxxxxxP", len(code), ctypes.addressof(lines))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0) == 0)


def _program(machine: str, forbidden: _Calls) -> list[bytes]:
    load_number, load_machine, load_first = (_line(0x20, at) for at in (0, 4, 16))
    column = 0 if machine == "x86_64" else 1
    numbers = sorted(number for pair in forbidden.values() if (number := pair[column]) is not None)
    code = [
        load_machine,
        _line(0x15, worker_calls.ARCHITECTURES[machine], 1, 0),
        _line(0x06, _RETURN_KILL),
        load_number,
    ]
    code += [_line(0x35, _X32_BIT, 0, 1), _line(0x06, _RETURN_ERROR | _EPERM)]
    for number in numbers:
        code += [_line(0x15, number, 0, 1), _line(0x06, _RETURN_ERROR | _EPERM)]
    code += [_line(0x15, _SOCKET[machine], 0, 4), load_first, _line(0x15, _AF_UNIX, 1, 0)]
    code += [_line(0x06, _RETURN_ERROR | _EPERM), _line(0x06, _RETURN_ALLOW)]
    # The C library falls back from clone3, whose flags can't be seen here, to clone, whose flags can: threads only.
    code += [_line(0x15, _CLONE3, 0, 1), _line(0x06, _RETURN_ERROR | _ENOSYS)]
    code += [_line(0x15, _CLONE[machine], 0, 4), load_first, _line(0x45, _CLONE_THREAD, 1, 0)]
    code += [_line(0x06, _RETURN_ERROR | _EPERM), _line(0x06, _RETURN_ALLOW)]
    return [*code, _line(0x06, _RETURN_ALLOW)]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
