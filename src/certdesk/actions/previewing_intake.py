"""What an intake would change, to be looked at before it changes anything, and what the person decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.words import N_
from certdesk.intake.found import Skipped, System

SYSTEMS: Mapping[System, str] = {
    System.FOLDER: N_("Folder"),
    System.ZIP: N_("Zip"),
    System.BAGIT: N_("BagIt bag"),
    System.LEAP2A: N_("Leap2A portfolio"),
    System.MAHARA_BULK: N_("Mahara export"),
    System.MOODLE: N_("Moodle assignment"),
    System.CANVAS: N_("Canvas submissions"),
    System.ORA2: N_("edX (ORA2) responses"),
}
"""Where portfolios come from."""


class Standing(StrEnum):
    """How a portfolio that is found stands to what is here."""

    DOUBTFUL = "doubtful"
    """Somebody has to decide."""
    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    """Nothing to do."""


class Choice(StrEnum):
    """What becomes of a portfolio."""

    NEW = "new"
    """It comes in as a portfolio of its own."""
    UPDATE = "update"
    """It goes into one that is here."""
    LEAVE = "leave"
    """It stays outside."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person decided about the portfolio ``key`` of an intake. ``portfolio_id`` says which one to update.

    It may be empty where there is only one that it could be.
    """

    key: str
    choice: Choice
    portfolio_id: str = ""


class ItemStanding(StrEnum):
    """How a file that is found stands to the items of the portfolio that it belongs to."""

    NEW = "new"
    CHANGED = "changed"
    """Known by its id or name, with other bytes."""
    BESIDE = "beside"
    """The same, but somebody has begun to assess: it comes in beside the item that is here."""
    DESCRIBED = "described"
    """The same bytes with another title, caption, type, day or claim."""
    SAME = "same"
    TAKEN_OUT = "taken_out"
    """The coordinator took it out of the portfolio here; it stays out."""
    GONE = "gone"
    """It is here, and no longer at the source; it stays here."""


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """One file: its name at the source, its title, how it stands, its bytes, and the item that is here, if any."""

    name: str
    title: str
    standing: ItemStanding
    size: int
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Namesake:
    """A portfolio that is here and that this one could be."""

    portfolio_id: str
    code: str
    title: str
    name: str
    signed: bool = False
    """Its assessment is signed, so that nothing can go into it any more."""


@dataclass(frozen=True, slots=True)
class PreviewPortfolio:
    """One portfolio of an intake. ``key`` names it in a `Decision`; ``why`` says what is doubtful, in sentences.

    ``choice`` is what will become of it as things stand: None where a decision is needed first. ``portfolio_id`` is
    the portfolio that it updates or is the same as, ``namesakes`` are those that it could be.
    """

    key: str
    code: str
    title: str
    name: str
    school: str
    standing: Standing
    choice: Choice | None
    items: tuple[PreviewItem, ...]
    portfolio_id: str = ""
    why: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What else would change: the name, the school."""
    namesakes: tuple[Namesake, ...] = ()
    offered: tuple[str, ...] = ()
    """Titles of what stays outside unless it is asked for (``offers_of`` of `decide_receive`): pages of a profile."""
    selected: bool = True
    """Whether it was left in the selection; what is not selected stays outside."""

    @property
    def comes_in(self) -> bool:
        """Whether taking this intake in would change anything here by it."""
        if not self.selected or self.choice in {None, Choice.LEAVE}:
            return False
        return self.standing is not Standing.SAME or self.choice is Choice.NEW

    @property
    def to_copy(self) -> int:
        """Bytes that would be copied."""
        copied = {ItemStanding.NEW, ItemStanding.CHANGED, ItemStanding.BESIDE}
        return sum(item.size for item in self.items if item.standing in copied) if self.comes_in else 0

    def count(self, *standings: ItemStanding) -> int:
        """Say how many of its items stand so."""
        return sum(item.standing in standings for item in self.items)


@dataclass(frozen=True, slots=True)
class IntakePreview:
    """Everything that an intake holds. ``title`` is what the other system calls it; ``size`` bytes would be copied."""

    source: str
    system: System
    title: str
    portfolios: tuple[PreviewPortfolio, ...]
    skipped: tuple[Skipped, ...]

    @property
    def size(self) -> int:
        """Bytes that would be copied."""
        return sum(one.to_copy for one in self.portfolios)

    @property
    def to_decide(self) -> tuple[PreviewPortfolio, ...]:
        """The portfolios that wait for a decision."""
        return tuple(one for one in self.portfolios if one.selected and one.choice is None)

    def with_standing(self, standing: Standing) -> tuple[PreviewPortfolio, ...]:
        """Return the portfolios that stand so."""
        return tuple(one for one in self.portfolios if one.standing is standing)
