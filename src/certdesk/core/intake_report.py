"""What became of an intake: which portfolios came in, which files stayed out and why, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Became(StrEnum):
    """What became of a portfolio, in the order in which a report lists them."""

    DECIDE = "decide"
    """Nothing yet: somebody has to decide."""
    UNFINISHED = "unfinished"
    """Not in, because the intake ended before its turn or in the middle of it."""
    FAILED = "failed"
    """Nothing of it can come in."""
    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    LEFT_OUT = "left_out"
    """Somebody chose so."""

    @property
    def is_in(self) -> bool:
        """Whether it is in the workspace as it came."""
        return self in {Became.NEW, Became.UPDATED, Became.SAME}


class FileBecame(StrEnum):
    """What became of a file."""

    NEW = "new"
    REPLACED = "replaced"
    """A newer version took the place of the one that was here."""
    BESIDE = "beside"
    """A newer version came in beside the one that was here, because somebody has begun to assess that."""
    DESCRIBED = "described"
    """The same bytes under a better title, caption or claim."""
    SAME = "same"
    GONE = "gone"
    """It is here, and no longer in what came now."""
    TAKEN_OUT = "taken_out"
    """The coordinator took it out of the portfolio before; it stays out."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ReportedFile:
    """One file; ``reason`` is a sentence where something is to be said about it."""

    name: str
    became: FileBecame
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportedPortfolio:
    """One portfolio with its files; ``notes`` are sentences, and ``portfolio_id`` is empty where it is not here."""

    code: str
    name: str
    title: str
    became: Became
    files: tuple[ReportedFile, ...] = ()
    notes: tuple[str, ...] = ()
    portfolio_id: str = ""


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """One intake as it is kept and printed. ``source`` is the name of the folder or file, ``system`` where it is from.

    ``skipped`` are files that belong to no portfolio; ``ended`` says why it ended early, if it did.
    """

    id: str
    at: datetime
    source: str
    system: str
    title: str
    portfolios: tuple[ReportedPortfolio, ...]
    skipped: tuple[ReportedFile, ...] = ()
    ended: str = ""

    def with_state(self, *became: Became) -> tuple[ReportedPortfolio, ...]:
        """Return the portfolios of which one of these became."""
        return tuple(one for one in self.portfolios if one.became in became)

    def left_out(self) -> Iterator[tuple[str, ReportedFile]]:
        """Name every file that stayed out, with the code of its portfolio, or nothing where it belongs to none."""
        for one in self.portfolios:
            for file in one.files:
                if file.became is FileBecame.SKIPPED:
                    yield one.code, file
        for file in self.skipped:
            yield "", file

    @property
    def is_whole(self) -> bool:
        """Whether everything that came is in, or was left out on purpose."""
        troubled = self.with_state(Became.DECIDE, Became.UNFINISHED, Became.FAILED)
        return not (self.ended or troubled or any(True for _each in self.left_out()))
