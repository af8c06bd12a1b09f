"""The shapes and numbers that Windows is asked with, as its documentation has them; the calls run only there."""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys

import pytest

from certdesk.evidence import sandbox_windows as windows

only_64_bit = pytest.mark.skipif(struct.calcsize("P") != 8, reason="the sizes of 64-bit Windows")


@only_64_bit
def test_structures_have_the_size_of_the_headers():
    assert ctypes.sizeof(windows.BasicLimits) == 64
    assert ctypes.sizeof(windows.Counters) == 48
    assert ctypes.sizeof(windows.ExtendedLimits) == 144
    assert ctypes.sizeof(windows.UiLimits) == 4


@only_64_bit
def test_fields_lie_where_the_kernel_looks():
    assert windows.BasicLimits.LimitFlags.offset == 16
    assert windows.BasicLimits.ActiveProcessLimit.offset == 40
    assert windows.BasicLimits.Affinity.offset == 48
    assert windows.ExtendedLimits.IoInfo.offset == 64
    assert windows.ExtendedLimits.ProcessMemoryLimit.offset == 112
    assert windows.ExtendedLimits.JobMemoryLimit.offset == 120


def test_constants_are_those_of_the_documentation():
    assert windows.LIMITS == 0x8 | 0x100 | 0x200 | 0x400 | 0x2000
    assert windows.UI_LIMITS == 0xFF
    assert (windows.EXTENDED_LIMIT_INFORMATION, windows.BASIC_UI_RESTRICTIONS) == (9, 4)
    assert getattr(subprocess, "CREATE_NO_WINDOW", 0x08000000) == windows.NO_WINDOW


def test_what_is_asked_for():
    asked = windows.extended_limits(2**30)
    assert asked.BasicLimitInformation.ActiveProcessLimit == 1
    assert asked.BasicLimitInformation.LimitFlags == windows.LIMITS
    assert asked.ProcessMemoryLimit == asked.JobMemoryLimit == 2**30
    assert asked.BasicLimitInformation.PerProcessUserTimeLimit == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there it does something")
def test_elsewhere_it_is_nothing():
    job = windows.confine(4711, 2**30)
    assert (job.limits, job.handle) == ((), 0)
    job.close()
    job.close()


@pytest.mark.skipif(sys.platform != "win32", reason="needs the kernel of Windows")
def test_closing_the_job_ends_the_process():
    with subprocess.Popen([sys._base_executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        job = windows.confine(int(process._handle), 2**30)
        assert {"memory", "processes"} <= set(job.limits)
        assert process.poll() is None
        job.close()
        assert process.wait(10) is not None
