"""Every rule of preflight: how much it matters, which unscorable code it predicts, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from certdesk.core.annotations import Anchor
from certdesk.core.preflight import Finding, FindingWords, RepairKind, Severity
from certdesk.core.preflight_rule import Rule
from certdesk.core.preflight_rules_files import FILE_RULES
from certdesk.core.preflight_rules_films import FILM_RULES
from certdesk.core.preflight_rules_pages import PAGE_RULES
from certdesk.core.preflight_rules_portfolio import PORTFOLIO_RULES
from certdesk.core.words import _

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.id: rule for rule in (*PORTFOLIO_RULES, *FILE_RULES, *FILM_RULES, *PAGE_RULES)}
)
_HOLE = re.compile(r"\{(\w+)\}")
_ORDER = {Severity.STOP: 0, Severity.MEND: 1, Severity.LOOK: 2}


def found(rule: str, item_id: str = "", *, anchor: Anchor | None = None, others: tuple[str, ...] = (),
          of: str = "", **values: object) -> Finding:  # fmt: skip
    """Make a finding of a rule; ``values`` fill its sentences, numbers as they are to be read."""
    known = RULES[rule]
    said = tuple((name, str(value)) for name, value in values.items())
    return Finding(rule, known.severity, item_id, anchor, said, known.predicts, known.repair, others, of)


def words_of(finding: Finding) -> FindingWords:
    """Put a finding into plain words, in the language in use."""
    rule = RULES[finding.rule]
    values = dict(finding.values)
    return FindingWords(_filled(_(rule.what), values), _filled(_(rule.do), values))


def headline_of(finding: Finding) -> str:
    """Name a finding in two to six words, for lists in which findings of the same rule stand together."""
    return _(RULES[finding.rule].headline)


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Sort what stops an assessment before what breaks a rule before what wants a look; within these as found."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def repairs() -> Mapping[str, RepairKind]:
    """Return the repair of each rule that has one."""
    return {rule.id: rule.repair for rule in RULES.values() if rule.repair}


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Fill the holes; a stranger's text in a value is never taken for a hole itself."""
    return _HOLE.sub(lambda hole: values.get(hole[1], "?"), text)
