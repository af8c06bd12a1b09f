"""What comes in with a package, and what would become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from certdesk.actions.record_state import Record
from certdesk.core.exchange import Carrier, UsualTime
from certdesk.core.statements import Sealed, SubjectKind
from certdesk.signing.statements import Card
from certdesk.store.exchanges import Fate
from certdesk.store.records import RowChange
from certdesk.store.statements import Kept


class Code(StrEnum):
    """Why a statement does not count: the first ones wait for something, the others for a person, the last never."""

    RUBRIC = "rubric"
    FILE = "file"
    PORTFOLIO = "portfolio"
    ITEM = "item"
    UNFIT = "unfit"
    ASSESSED = "assessed"
    KEY = "key"
    ENDED = "ended"
    WRITER = "writer"
    ROLE = "role"
    OTHER_RUBRIC = "other_rubric"
    ODD = "odd"
    BROKEN = "broken"


WAITING = frozenset({Code.RUBRIC, Code.FILE, Code.PORTFOLIO, Code.ITEM, Code.UNFIT, Code.ASSESSED})
AGAIN = WAITING | {Code.KEY, Code.ENDED}
"""What may come in later by itself: looked at again whenever something arrives."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a package holds, and what is known of the way it came. ``peer`` is the id of the person who packed it.

    ``has_file`` says whether a file (by digest) of the package is at hand, beside those that are here already.
    """

    package: str
    carrier: Carrier
    peer: str
    made_at: datetime
    statements: tuple[str, ...]
    cards: tuple[str, ...]
    has_file: Callable[[str], bool] = field(default=lambda _digest: False, compare=False)
    size: int = 0
    complete: bool = True
    usual_time: UsualTime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement: its fate, and in words why where it didn't come in.

    ``package`` is the one that it came with: what was held comes in with another one. ``waits_for`` names what is
    missing.
    """

    hash: str
    kind: str
    subject: str
    fate: Fate
    code: str = ""
    reason: str = ""
    waits_for: str = ""
    package: str = ""
    sealed: Sealed | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Touched:
    """A record before and after. ``changes`` are the rows of the tables that would change."""

    kind: SubjectKind
    subject: str
    before: Record
    after: Record
    fresh: tuple[Kept, ...]
    changes: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything that keeping a package would do. ``others`` are statements of kinds that are not known here."""

    outcomes: tuple[Outcome, ...]
    touched: tuple[Touched, ...]
    others: tuple[Kept, ...]
    cards: Mapping[str, Card]
