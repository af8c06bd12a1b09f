"""What is shown of a package before, while and after it travels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Carrier(StrEnum):
    """How a package travels."""

    STICK = "stick"
    FOLDER = "folder"
    """A folder that is shared or replicated: packages are dropped there and never changed."""
    MAIL = "mail"
    """One small file with statements only."""


class SenderTrust(StrEnum):
    """What is known of whoever signed."""

    KNOWN = "known"
    """Their key is on the list of a programme that is known here, or was accepted by its words."""
    UNKNOWN = "unknown"
    """The signature fits, and nobody here knows the key: everything is held until somebody accepts it."""
    ENDED = "ended"
    """The key was revoked or its certificate ended before."""
    BROKEN = "broken"
    """The signature doesn't fit: nothing can come in."""


LEAST_FOR_USUAL = 3
"""From so many signed portfolios on, somebody's usual time is known, and tells nothing about a single one."""


@dataclass(frozen=True, slots=True)
class UsualTime:
    """How long somebody usually takes for a portfolio: the median minutes of so many that they signed by a rubric."""

    rubric: str
    minutes: int
    portfolios: int


@dataclass(frozen=True, slots=True)
class Sender:
    """Who packed: the name in their certificate, their desk, and what is known of their key."""

    person: str
    name: str
    desk: str
    trust: SenderTrust
    words: tuple[str, ...] = ()
    """The six words to compare by telephone where the key is unknown."""


class LineKind(StrEnum):
    """The lines of a preview, in the order in which they are shown."""

    NEW_PORTFOLIO = "new_portfolio"
    UPDATED_PORTFOLIO = "updated_portfolio"
    NEW_RUBRIC = "new_rubric"
    NEW_ASSESSMENT = "new_assessment"
    CHANGED_MARK = "changed_mark"
    TASK = "task"
    """What the programme asks of whoever takes it in."""
    RECEIPT = "receipt"
    DECIDE = "decide"
    HELD = "held"
    """Waits for something that is not here yet: a rubric version, a portfolio, a file of another stick."""
    ALREADY_HERE = "already_here"
    DAMAGED = "damaged"
    QUARANTINED = "quarantined"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line: how many, which (codes or file names, at most 100 of them), how big in bytes, and why in words."""

    kind: LineKind
    count: int
    about: tuple[str, ...] = ()
    size: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PackagePreview:
    """What taking a package in would change. ``package`` is its id.

    ``parts`` of ``parts_of`` were found in the places looked at; ``missing`` bytes lie elsewhere.
    """

    package: str
    carrier: Carrier
    sender: Sender
    made_at: datetime
    lines: tuple[PreviewLine, ...]
    parts: int = 1
    parts_of: int = 1
    missing: int = 0
    files: int = 0
    size: int = 0

    @property
    def changes(self) -> int:
        """How many records would change here."""
        changing = {
            LineKind.NEW_PORTFOLIO,
            LineKind.UPDATED_PORTFOLIO,
            LineKind.NEW_RUBRIC,
            LineKind.NEW_ASSESSMENT,
            LineKind.CHANGED_MARK,
            LineKind.TASK,
            LineKind.RECEIPT,
        }
        return sum(line.count for line in self.lines if line.kind in changing)


class Direction(StrEnum):
    """Which way a package went."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"


class ReceiptState(StrEnum):
    """How it stands with the receipt."""

    WAITED_FOR = "waited_for"
    BACK = "back"
    SENT = "sent"
    TO_SEND = "to_send"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One package that came or went. ``can_take_back`` until when it can be undone, or None."""

    id: str
    package: str
    direction: Direction
    carrier: Carrier
    peer: str
    at: datetime
    portfolios: int
    assessments: int
    size: int
    receipt: ReceiptState
    complete: bool = True
    taken_back: bool = False
    can_take_back: datetime | None = None
    receipts: int = 0
    rubrics: int = 0


class StepState(StrEnum):
    """How far a step of a hand-over is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HandOverStep:
    """One line of a hand-over: ``part`` from 1, or 0 for steps that are not about a part; bytes done of all."""

    key: str
    part: int
    state: StepState
    done: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Medium:
    """A place to hand over to. ``file_size_limit`` is None where files may be of any size; bytes."""

    path: str
    label: str
    file_system: str
    size: int
    free: int
    removable: bool
    writable: bool
    file_size_limit: int | None = None
    cluster: int = 4096
