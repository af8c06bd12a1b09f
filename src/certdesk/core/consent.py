"""Who may be seen in a piece of evidence, on what basis, for what, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """Why people may be seen or heard."""

    CONSENT = "consent"
    """They said so themselves."""
    PARENT = "parent"
    """A parent or guardian said so."""
    SCHOOL = "school"
    """The school's own rule or the law allows it."""
    NOBODY = "nobody"
    """Nobody can be recognised in it."""
    OVERRIDE = "override"
    """There is no record; the lead opened it all the same, for the reason in the note, and for assessment only."""


class Scope(StrEnum):
    """What the evidence may be used for; each is given on its own."""

    ASSESSMENT = "assessment"
    TRAINING = "training"
    EXEMPLAR = "exemplar"


@dataclass(frozen=True, slots=True)
class Consent:
    """One record of consent. ``item_id`` is empty where it covers every item of the portfolio.

    ``people`` says who can be recognised, in words that name nobody ("class 9B, 24 pupils"). ``proof_item_id`` is the
    item that holds the signed form. Days are inclusive; ``until`` None means without end.
    """

    id: str
    portfolio_id: str
    people: str
    basis: Basis
    scopes: tuple[Scope, ...] = (Scope.ASSESSMENT,)
    item_id: str = ""
    given_on: date | None = None
    until: date | None = None
    withdrawn_on: date | None = None
    proof_item_id: str = ""
    note: str = ""


class ConsentState(StrEnum):
    """How an item stands on one day."""

    NOT_NEEDED = "not_needed"
    GIVEN = "given"
    MISSING = "missing"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether assessors may see the item."""
        return self in {ConsentState.NOT_NEEDED, ConsentState.GIVEN}
