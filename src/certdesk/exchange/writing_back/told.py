"""What another system is told of one candidate, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from html import escape
from pathlib import Path

from certdesk.core.fields import written
from certdesk.core.result_tables import decimal
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class ToldCriterion:
    """What is told of a criterion: the level's value and name, None and why where there is no level, and words."""

    id: str
    title: str
    level: Fraction | None
    label: str
    strength: str = ""
    next_step: str = ""

    @property
    def words(self) -> str:
        """Both texts, a line each."""
        return "\n".join(text.strip() for text in (self.strength, self.next_step) if text.strip())


@dataclass(frozen=True, slots=True)
class ToldResult:
    """What is told of a candidate. ``ids`` are those of the system in question by kind; ``grade`` is what goes there.

    ``report`` is the signed report on this computer, None where there is none.
    """

    portfolio_id: str
    code: str
    name: str
    programme: str
    outcome: str
    certifies: bool
    grade: str
    summary: str
    released_at: datetime | None
    criteria: tuple[ToldCriterion, ...] = ()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    report: Path | None = None
    report_digest: str = ""


@dataclass(frozen=True, slots=True)
class BackLine:
    """One line of a preview: for whom, what goes there, or why nothing does.

    ``where`` names the row or file in the other system; ``before`` is what stood there.
    """

    where: str
    code: str = ""
    written: str = ""
    before: str = ""
    problem: str = ""

    @property
    def is_written(self) -> bool:
        """Whether something goes there."""
        return not self.problem


def as_number(value: Fraction) -> str:
    """Write a value with at most five decimals, as those systems keep it: cut off and never rounded up."""
    steps = value.numerator * 10**5 // value.denominator
    return f"{decimal(Fraction(steps, 10**5)):f}"


def as_html(told: ToldResult) -> str:
    """Return outcome and words as HTML in one line, as editors of other systems keep it."""
    parts = [f"<p><strong>{escape(told.outcome)}</strong></p>"]
    if told.summary.strip():
        parts.append(_paragraph(told.summary))
    for one in told.criteria:
        label = f"{one.label} ({written(one.level)})" if one.level is not None else one.label
        parts.append(f"<p><strong>{escape(one.title)}</strong>: {escape(label)}</p>")
        parts += [_paragraph(text) for text in (one.strength, one.next_step) if text.strip()]
    return "".join(parts)


def _paragraph(text: str) -> str:
    lines = [escape(line) for line in text.strip().splitlines()]
    return f"<p>{'<br>'.join(lines)}</p>"


def not_matched() -> str:
    """Say that nobody in the cohort is known by this row."""
    return _("nobody with a released result is known by this")


def matched_twice() -> str:
    """Say that more than one is."""
    return _("more than one candidate is known by this")
