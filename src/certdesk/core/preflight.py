"""What is found out about a portfolio before an assessor opens it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.annotations import Anchor


class Severity(StrEnum):
    """How much a finding matters."""

    STOP = "stop"
    """It can't be assessed like that: it predicts an unscorable code, or may not be shown."""
    MEND = "mend"
    """It breaks a rule of the programme; assessors can open it."""
    LOOK = "look"
    """Somebody should look; it may be in order."""


class RepairKind(StrEnum):
    """What the program can do about a finding itself."""

    ROTATE = "rotate"
    TRIM = "trim"
    SMALLER = "smaller"
    STRIP = "strip"
    RENAME = "rename"
    CONSENT = "consent"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. ``rule`` names it (`preflight_rules`), ``values`` fill its sentences.

    ``item_id`` is empty where it is about the whole portfolio; ``anchor`` says where in the item. ``predicts`` is the
    unscorable code that an assessor would have to give, or empty. ``others`` are the ids of other items concerned
    (the twin of a duplicate), ``of`` the code of the other portfolio where that is not this one.
    """

    rule: str
    severity: Severity
    item_id: str = ""
    anchor: Anchor | None = None
    values: tuple[tuple[str, str], ...] = ()
    predicts: str = ""
    repair: RepairKind | None = None
    others: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding in plain language: what was found, and what the teacher can do."""

    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Preflight:
    """Everything that was found out about one portfolio; ``complete`` is False where files could not be looked into."""

    portfolio_id: str
    findings: tuple[Finding, ...]
    complete: bool = True

    @property
    def predicted_codes(self) -> tuple[str, ...]:
        """The unscorable codes that an assessor would have to give, each once, in the order found."""
        return tuple(dict.fromkeys(finding.predicts for finding in self.findings if finding.predicts))
