"""Judges a portfolio by all rules of preflight, from what was measured. Nothing here opens a file."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.consent import ConsentState
from certdesk.core.preflight import Finding, Preflight
from certdesk.core.preflight_days import day_findings
from certdesk.core.preflight_facts import Checked, CheckedItem, Limits, Programme, limits_of
from certdesk.core.preflight_films import film_findings
from certdesk.core.preflight_identity import identity_findings
from certdesk.core.preflight_names import name_findings
from certdesk.core.preflight_opening import can_be_seen, opening_findings
from certdesk.core.preflight_pages import page_findings
from certdesk.core.preflight_parts import part_findings
from certdesk.core.preflight_rules import found, in_order
from certdesk.core.preflight_twins import Twins, twin_findings

_WITHOUT_CONSENT = {
    ConsentState.MISSING: "consent_missing",
    ConsentState.ENDED: "consent_ended",
    ConsentState.WITHDRAWN: "consent_withdrawn",
}


def check(checked: Checked, programme: Programme, twins: Twins) -> Preflight:
    """Judge one portfolio; ``twins`` knows its items and those of the portfolios that it is compared with."""
    findings = in_order(tuple(_findings(checked, programme, twins)))
    complete = all(each.look is not None and each.look.looked for each in checked.items)
    return Preflight(checked.portfolio.id, findings, complete)


def _findings(checked: Checked, programme: Programme, twins: Twins) -> Iterator[Finding]:
    limits = limits_of(checked.rubric)
    yield from part_findings(checked, programme, limits)
    for each in checked.items:
        yield from _of_item(checked, each, programme, limits)
    yield from name_findings(checked.items)
    yield from twin_findings(checked.portfolio.id, checked.items, twins, programme)


def _of_item(checked: Checked, each: CheckedItem, programme: Programme, limits: Limits) -> Iterator[Finding]:
    yield from opening_findings(each)
    if can_be_seen(each):
        yield from film_findings(each, programme, limits)
        yield from page_findings(each, programme, limits)
    yield from _consent(each)
    yield from identity_findings(checked.portfolio, each, programme)
    yield from day_findings(each, programme, checked.portfolio.received_on)


def _consent(each: CheckedItem) -> Iterator[Finding]:
    if each.unsettled:
        yield found("consent_to_ask", each.id)
    elif each.consent is not None and not each.consent.is_open:
        yield found(_WITHOUT_CONSENT[each.consent], each.id)
