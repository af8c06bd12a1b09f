"""What the printed progress of a cohort says: values only, ready to be printed; no candidate is named in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """One assessor and laptop; ``late`` says in words why somebody should ask after them."""

    who: str
    desk: str
    signed: int
    allocated: int
    begun: int
    held: int
    last: str
    left: str = ""
    late: str = ""


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """A cohort at one moment. ``facts`` are names with their values, ``missing`` what should have come or has to go."""

    language: str
    document_id: str
    program: str
    programme: str
    cohort: str
    made_at: datetime
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ProgressLine, ...]
    pace: str
    missing: tuple[str, ...] = ()
