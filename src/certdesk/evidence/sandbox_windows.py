"""The Windows kernel's own lock on a worker: a Job Object, which the worker can't leave and which ends with us.

Written from the documentation of Win32 (winnt.h, jobapi2.h); the shapes are tested everywhere, the calls only run on
Windows. A Job Object keeps a worker from starting programs and from taking memory without end, not from reading files
or the network: it is weaker than what Linux offers.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from typing import Any

EXTENDED_LIMIT_INFORMATION = 9
BASIC_UI_RESTRICTIONS = 4
"""Which kind of information is set, of JOBOBJECTINFOCLASS."""

LIMIT_ACTIVE_PROCESS = 0x00000008
LIMIT_PROCESS_MEMORY = 0x00000100
LIMIT_JOB_MEMORY = 0x00000200
LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x00000400
LIMIT_KILL_ON_JOB_CLOSE = 0x00002000
LIMITS = (
    LIMIT_ACTIVE_PROCESS
    | LIMIT_PROCESS_MEMORY
    | LIMIT_JOB_MEMORY
    | LIMIT_DIE_ON_UNHANDLED_EXCEPTION
    | LIMIT_KILL_ON_JOB_CLOSE
)

UI_HANDLES = 0x01
UI_READ_CLIPBOARD = 0x02
UI_WRITE_CLIPBOARD = 0x04
UI_SYSTEM_PARAMETERS = 0x08
UI_DISPLAY_SETTINGS = 0x10
UI_GLOBAL_ATOMS = 0x20
UI_DESKTOP = 0x40
UI_EXIT_WINDOWS = 0x80
UI_LIMITS = (
    UI_HANDLES
    | UI_READ_CLIPBOARD
    | UI_WRITE_CLIPBOARD
    | UI_SYSTEM_PARAMETERS
    | UI_DISPLAY_SETTINGS
    | UI_GLOBAL_ATOMS
    | UI_DESKTOP
    | UI_EXIT_WINDOWS
)

NO_WINDOW = 0x08000000
"""CREATE_NO_WINDOW: a worker is no reason for a black window on the screen."""


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class Counters(ctypes.Structure):
    """IO_COUNTERS."""

    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in (
            "ReadOperationCount",
            "WriteOperationCount",
            "OtherOperationCount",
            "ReadTransferCount",
            "WriteTransferCount",
            "OtherTransferCount",
        )
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", Counters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class UiLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_UI_RESTRICTIONS."""

    _fields_ = (("UIRestrictionsClass", ctypes.c_uint32),)


def extended_limits(memory: int) -> ExtendedLimits:
    """Return what is asked of the kernel: one process, ``memory`` bytes, and its end when we end."""
    wanted = ExtendedLimits()
    wanted.BasicLimitInformation.LimitFlags = LIMITS
    wanted.BasicLimitInformation.ActiveProcessLimit = 1
    wanted.ProcessMemoryLimit = memory
    wanted.JobMemoryLimit = memory
    return wanted


@dataclass(slots=True)
class Job:
    """A worker's Job Object; ``limits`` names what holds: "memory" and "processes", and "windows" where it could be.

    Closing it ends the worker, as does the end of this process, however it comes.
    """

    limits: tuple[str, ...] = ()
    handle: int = 0

    def close(self) -> None:
        """End what runs in it; once is enough."""
        if self.handle and sys.platform == "win32":
            _kernel().CloseHandle(ctypes.c_void_p(self.handle))
        self.handle = 0


def confine(process: int, memory: int) -> Job:
    """Put the process behind this handle into a job of its own; anywhere but on Windows, nothing.

    A process that some other job holds already (a terminal's, a launcher's) can't be kept from windows and clipboard
    as well: then the rest holds without that.
    """
    if sys.platform != "win32":
        return Job()
    limits = extended_limits(memory)
    for windows in (True, False):
        if handle := _assigned(process, limits, windows):
            return Job(("memory", "processes", *(("windows",) if windows else ())), handle)
    return Job()


def _assigned(process: int, limits: ExtendedLimits, windows: bool) -> int:
    """Return the handle of a new job that holds the process, or 0."""
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return 0
    held = _set(kernel, job, EXTENDED_LIMIT_INFORMATION, limits)
    if windows:
        held = held and _set(kernel, job, BASIC_UI_RESTRICTIONS, UiLimits(UI_LIMITS))
    if held and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(process)):
        return int(job)
    kernel.CloseHandle(ctypes.c_void_p(job))
    return 0


def _set(kernel: Any, job: int, kind: int, information: ctypes.Structure) -> bool:  # noqa: ANN401
    size = ctypes.c_uint32(ctypes.sizeof(information))
    return bool(
        kernel.SetInformationJobObject(ctypes.c_void_p(job), ctypes.c_int(kind), ctypes.byref(information), size)
    )


def _kernel() -> Any:  # noqa: ANN401 - what a library exports has no type
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    for name in ("SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle"):
        getattr(kernel, name).restype = ctypes.c_int
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    return kernel
