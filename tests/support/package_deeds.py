"""Deeds that a test ends at any moment: a fork does each, and an alarm that nobody handles ends it like a kill."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Callable

import pytest

from certdesk.core.errors import CertDeskError

FAILED, UNTOUCHED = 3, 0.0


def ended_after(seconds: float, deed: Callable[[], object]) -> bool:
    """Do a deed in a process of its own that is killed after so long, never for 0; say whether it came to its end."""
    if not hasattr(os, "fork"):
        pytest.skip("processes are not forked here")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads, which the child has no use for
        child = os.fork()
    if not child:
        _do(seconds, deed)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the deed failed by itself"
    return not os.WIFSIGNALED(status)


def _do(seconds: float, deed: Callable[[], object]) -> None:
    code = FAILED
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if seconds:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        deed()
        code = 0
    except CertDeskError as problem:
        os.write(2, f"{problem.sentence}\n".encode())
    finally:
        os._exit(code)  # nothing of the test runner may run in here


def duration(deed: Callable[[], object]) -> float:
    """Say how long a deed takes when nobody ends it."""
    before = time.perf_counter()
    assert ended_after(UNTOUCHED, deed)
    return time.perf_counter() - before
