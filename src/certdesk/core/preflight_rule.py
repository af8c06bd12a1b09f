"""What a rule of preflight is."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.preflight import RepairKind, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``what`` says what was found and ``do`` what the teacher can do; both have holes for values.

    ``predicts`` is a code of the programme's list of reasons why something can't be scored.
    """

    id: str
    severity: Severity
    headline: str
    what: str
    do: str
    predicts: str = ""
    repair: RepairKind | None = None


OPEN, AUDIO, IMAGE, MISSING = "U-OPEN", "U-AUDIO", "U-IMAGE", "U-MISSING"
LIMIT, EDITED, CONSENT, OUTDATED = "U-LIMIT", "U-EDITED", "U-CONSENT", "U-OUTDATED"
