"""The only system calls that a worker may make, as a filter for the kernel (seccomp); any other "does not exist".

Measured over every decoder and then widened by what C libraries of other ages use in their place. What is missing
answers `ENOSYS`, so that a library falls back to an older call instead of giving up. Numbers are those of the kernel's
headers (asm/unistd.h, linux/seccomp.h, linux/bpf_common.h).
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Iterator

from certdesk.evidence.call_numbers import CHECKED, FREE, Numbers

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""What the kernel calls them in a filter. Others, and 32-bit programs, have no filter."""

_RETURN_ALLOW, _RETURN_ERROR, _RETURN_KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_X32_BIT = 0x40000000
_EPERM, _EACCES, _EINVAL, _ENOTTY, _ENOMEM, _ENOSYS = 1, 13, 22, 25, 12, 38

_CLONE_THREAD = 0x10000
_WRITING = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND and what makes a nameless file."""
_SHARED_NOWHERE = 0x21
"""MAP_SHARED and MAP_ANONYMOUS: memory that the limit on memory does not count."""
_GROWS_DOWN = 0x100
"""MAP_GROWSDOWN: a stack, which it does not count either."""
_TERMINAL_QUESTIONS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX."""
_OF_DESCRIPTORS = (0, 1, 2, 3, 4, 1030)
"""F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC."""
_OF_NAMES = (15, 16, 0x53564D41)
"""PR_SET_NAME, PR_GET_NAME, PR_SET_VMA: names of threads and of memory."""


def machine() -> str:
    """Return the name of this machine when there is a filter for it and this program is of its kind, else ""."""
    name = platform.machine()
    return name if name in ARCHITECTURES and struct.calcsize("P") == 8 else ""


def worker_filter(machine: str, process: int) -> list[bytes]:
    """Return the filter for the worker with this process number on ``machine``, one of `ARCHITECTURES`.

    Files open for reading only; it starts threads but no processes, signals and limits nobody but itself, and what it
    takes of memory is all counted.
    """
    column = 0 if machine == "x86_64" else 1
    code = [_load(_MACHINE), _line(_EQUAL, ARCHITECTURES[machine], 1, 0), _line(_RETURN, _RETURN_KILL), _load(_NUMBER)]
    code += [_line(_AT_LEAST, _X32_BIT, 0, 1), _line(_RETURN, _RETURN_ERROR | _ENOSYS)]
    for number in _numbers(FREE, column):
        code += [_line(_EQUAL, number, 0, 1), _line(_RETURN, _RETURN_ALLOW)]
    for name, rule in _rules(process).items():
        checked = CHECKED[name][column]
        if checked is not None:
            code += [_line(_EQUAL, checked, 0, len(rule)), *rule]
    return [*code, _line(_RETURN, _RETURN_ERROR | _ENOSYS)]


def _rules(process: int) -> dict[str, list[bytes]]:
    """Return what each checked call must be like; every rule ends with an answer."""
    return {
        "openat": _without(2, _WRITING, _EACCES),
        "open": _without(1, _WRITING, _EACCES),
        "mmap": [
            _argument(3),
            _line(_ANY_BIT, _GROWS_DOWN, 2, 0),
            _line(_AND, _SHARED_NOWHERE),
            _line(_EQUAL, _SHARED_NOWHERE, 0, 1),
            _refuse(_ENOMEM),
            _line(_RETURN, _RETURN_ALLOW),
        ],
        "clone": [_argument(0), _line(_ANY_BIT, _CLONE_THREAD, 1, 0), _refuse(_EPERM), _line(_RETURN, _RETURN_ALLOW)],
        "tgkill": _one_of(0, (process,), _EPERM),
        "prlimit64": _one_of(0, (0, process), _EPERM),
        "ioctl": _one_of(1, _TERMINAL_QUESTIONS, _ENOTTY),
        "fcntl": _one_of(1, _OF_DESCRIPTORS, _EINVAL),
        "prctl": _one_of(0, _OF_NAMES, _EINVAL),
    }


def _without(argument: int, bits: int, error: int) -> list[bytes]:
    return [_argument(argument), _line(_ANY_BIT, bits, 0, 1), _refuse(error), _line(_RETURN, _RETURN_ALLOW)]


def _one_of(argument: int, values: tuple[int, ...], error: int) -> list[bytes]:
    last = len(values)
    choices = [_line(_EQUAL, value, last - at, 0) for at, value in enumerate(values)]
    return [_argument(argument), *choices, _refuse(error), _line(_RETURN, _RETURN_ALLOW)]


def _numbers(calls: Numbers, column: int) -> Iterator[int]:
    yield from sorted(number for pair in calls.values() if (number := pair[column]) is not None)


def _argument(at: int) -> bytes:
    """Load the lower half of an argument; both machines keep it first."""
    return _load(_FIRST_ARGUMENT + 8 * at)


def _refuse(error: int) -> bytes:
    return _line(_RETURN, _RETURN_ERROR | error)


def _load(offset: int) -> bytes:
    return _line(_LOAD, offset)


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
