"""What the process that mends is asked, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.recipes import Recipe
from certdesk.evidence.mending.refusing import Reason

DONE, NEEDS_CODING = 0, 3
"""Exit codes; others tell a `Reason`."""
_FIRST = 10


class Stage(StrEnum):
    """The runs in which a recording is made anew; everything else is ``copy``, one run."""

    COPY = "copy"
    CODE = "code"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A small film in the file of stretches: ``kind``, its first and last byte, and the ms at which the next begins."""

    kind: str
    begin: int
    end: int
    next_ms: int


@dataclass(frozen=True, slots=True)
class Job:
    """A file called ``name`` of format ``form``, and what is to be done with it. ``turn`` is only for joining."""

    form: str
    name: str
    recipe: tuple[Recipe, ...]
    stage: Stage = Stage.COPY
    done: tuple[Stretch, ...] = ()
    turn: int = 0


def exit_code(reason: Reason) -> int:
    """Return how a process ends for a reason."""
    return _FIRST + list(Reason).index(reason)


def reason_of(code: int) -> Reason:
    """Return what an exit code tells; one that nobody chose is a crash."""
    place = code - _FIRST
    return list(Reason)[place] if 0 <= place < len(Reason) else Reason.CRASHED
