"""Tell a fault of this program from what a file makes of it: a bug of ours is never a verdict on somebody."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from types import ModuleType

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.signing.verification import Check, CheckState, Verdict, Verification

log = logging.getLogger(__name__)
_PACKAGE = __name__.partition(".")[0]
_WRONG_CALL = re.compile(r"\(\) (missing|takes|got)|not callable")


def is_own_fault(problem: BaseException) -> bool:
    """Say whether no file can have caused this error: a name, a module or a call that does not exist in the program.

    What a library raises over nonsense, or what comes of a number where a dictionary should be, is not one.
    """
    if isinstance(problem, NameError | ImportError):
        return True
    if isinstance(problem, AttributeError):
        thing = problem.obj
        return isinstance(thing, ModuleType) or type(thing).__module__.partition(".")[0] == _PACKAGE
    return isinstance(problem, TypeError) and _WRONG_CALL.search(str(problem)) is not None


def without_own_faults(check: Callable[[], Verification]) -> Verification:
    """Do ``check``; an error that nobody expected is logged, and nothing can be told then.

    Expected problems (`CertDeskError`) and an exhausted memory are the caller's.
    """
    try:
        return check()
    except (CertDeskError, MemoryError):
        raise
    # Whatever it was: the signer has not done it, and whoever asks gets an answer.
    except Exception as problem:  # noqa: BLE001
        _write_down(problem)
        sentence = _("This could not be checked because of an error in CertDesk, which says nothing about the file.")
        check_ = Check("own_fault", CheckState.FAILED, sentence, type(problem).__name__)
        return Verification(Verdict.CANNOT_TELL, sentence, (check_,))


def _write_down(problem: BaseException) -> None:
    """Log where it happened, but not the words of the error, in which there may be names from the file."""
    places, trace = [], problem.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("a check failed with %s: %s", type(problem).__name__, " > ".join(places[-12:]))
