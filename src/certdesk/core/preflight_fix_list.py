"""What a teacher is asked to put right, on one page: the findings of a preflight, those of one rule together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from certdesk.core.preflight import Finding, Preflight, Severity
from certdesk.core.preflight_rules import headline_of, words_of

_CASES, _PARTS, _NAMES = 5, 15, 12


@dataclass(frozen=True, slots=True)
class FixLine:
    """One line to tick off: in two to six words, then per file what was found, then what to do.

    ``cases`` are pairs of what a file is called (empty for the portfolio) and the sentence about it; ``more`` counts
    files of which nothing else is said.
    """

    headline: str
    cases: tuple[tuple[str, str], ...]
    do: str
    severity: Severity
    more: int = 0


@dataclass(frozen=True, slots=True)
class FixList:
    """The sheet of one candidate, the largest problems first. ``language`` is the one it is written in."""

    code: str
    name: str
    title: str
    programme: str
    made_at: datetime
    lines: tuple[FixLine, ...]
    due_on: date | None = None
    program: str = "CertDesk"
    language: str = "en"


def fix_lines(preflight: Preflight, titles: Mapping[str, str]) -> tuple[FixLine, ...]:
    """Gather findings into lines; ``titles`` names items by their ids."""
    by_rule: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in preflight.findings:
        by_rule.setdefault((finding.severity, finding.rule, words_of(finding).do), []).append(finding)
    return tuple(_line(findings, titles) for findings in by_rule.values())


def _line(findings: list[Finding], titles: Mapping[str, str]) -> FixLine:
    told = _cases(findings, titles)
    first = findings[0]
    # What is missing stands nowhere else, so all of it is named.
    most = _CASES if first.item_id else _PARTS
    return FixLine(headline_of(first), told[:most], words_of(first).do, first.severity, max(0, len(told) - most))


def _cases(findings: Iterable[Finding], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Say of each file what was found; where it is the same of several, once, with all their names."""
    by_words: dict[str, list[str]] = {}
    for finding in findings:
        by_words.setdefault(words_of(finding).what, []).append(titles.get(finding.item_id, ""))
    return tuple((_named(names), words) for words, names in by_words.items())


def _named(names: list[str]) -> str:
    told = ", ".join(dict.fromkeys(name for name in names[:_NAMES] if name))
    return f"{told} …" if len(names) > _NAMES else told
