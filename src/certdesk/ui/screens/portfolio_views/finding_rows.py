"""What a preflight found, as rows to read: grouped by how much it matters, with what can be done about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.mending_offers import FILE_REPAIRS
from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, TextQuote, TimeSpan, clock
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight import Finding, Preflight, RepairKind, Severity
from certdesk.core.preflight_rules import headline_of, words_of
from certdesk.core.words import N_, _, ngettext
from certdesk.ui.widgets.check_list import Check, CheckAction

SEE, MEND, SORT = "see", "mend", "sort"
TITLES = {
    Severity.STOP: N_("Can't be assessed like that"),
    Severity.MEND: N_("Breaks a rule of the programme"),
    Severity.LOOK: N_("Have a look"),
}
LOOKS = {Severity.STOP: "bad", Severity.MEND: "warn", Severity.LOOK: "info"}
_REPAIRS = {
    RepairKind.ROTATE: N_("Turn it…"),
    RepairKind.TRIM: N_("Cut it…"),
    RepairKind.SMALLER: N_("Make it smaller…"),
    RepairKind.STRIP: N_("Take it out…"),
    RepairKind.RENAME: N_("Rename it…"),
    RepairKind.CONSENT: N_("Record consent…"),
    RepairKind.MASK: N_("Cover it…"),
}
_SORTED = frozenset(
    {
        "nothing_here",
        "part_missing",
        "too_few",
        "too_many",
        "unsorted",
        "kind_unknown",
        "wrong_medium",
        "too_many_items",
    }
)
"""Rules about what is there and in which place: that is mended by sorting."""
_WORDED = frozenset({"name_in_caption"})


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that matter alike, each as a row whose key is its place in the preflight."""

    key: str
    title: str
    checks: tuple[Check, ...]


def groups_of(
    told: Preflight, items: Mapping[str, EvidenceItem], offered: Mapping[str, frozenset[RepairKind]]
) -> tuple[FindingGroup, ...]:
    """Group findings; ``offered`` says by item which repairs its file admits, and none once it is being assessed."""
    made: dict[Severity, list[Check]] = {severity: [] for severity in Severity}
    for number, finding in enumerate(told.findings):
        made[finding.severity].append(_check(str(number), finding, items, offered.get(finding.item_id, frozenset())))
    return tuple(
        FindingGroup(severity.value, f"{_(TITLES[severity])} ({len(checks)})", tuple(checks))
        for severity, checks in made.items()
        if checks
    )


def place_words(anchor: Anchor | None) -> str:
    """Say where in an item something lies: "page 3", "at 02:10"."""
    match anchor:
        case PageRegion(page=page):
            return _("page {page}").format(page=page)
        case TimeSpan(start_ms=start):
            return _("at {time}").format(time=clock(start))
        case PhotoRegion(page=page) if page > 1:
            return _("picture {page}").format(page=page)
        case TextQuote(quote=quote):
            return f"“{quote}”"
    return ""


def repair_words(kind: RepairKind) -> str:
    """Return what the button of a repair says."""
    return _(_REPAIRS[kind])


def spoken_finding(finding: Finding, items: Mapping[str, EvidenceItem]) -> str:
    """Say in one line what was found and in which item."""
    item = items.get(finding.item_id)
    return f"{shown(item.title)}: {headline_of(finding)}" if item is not None else headline_of(finding)


def _check(key: str, finding: Finding, items: Mapping[str, EvidenceItem], offered: frozenset[RepairKind]) -> Check:
    words = words_of(finding)
    also = _("It is also in {code}.").format(code=finding.of) if finding.of else ""
    code = _("An assessor would have to give {code}.").format(code=finding.predicts) if finding.predicts else ""
    # Where nothing is mended here these words speak to the teacher, as they do in the fix list.
    told = words.do if finding.repair or not words.do else _("For the teacher: {words}").format(words=words.do)
    detail = " ".join(part for part in (words.what, also, code, told) if part)
    heading = spoken_finding(finding, items)
    return Check(key, LOOKS[finding.severity], heading, detail, _actions(finding, items, offered))


def _actions(
    finding: Finding, items: Mapping[str, EvidenceItem], offered: frozenset[RepairKind]
) -> tuple[CheckAction, ...]:
    actions = []
    if finding.item_id in items:
        where = place_words(finding.anchor) if not isinstance(finding.anchor, TextQuote) else ""
        actions.append(CheckAction(SEE, _("See {place}").format(place=where) if where else _("See it")))
    kind = finding.repair
    if kind is not None and (kind not in FILE_REPAIRS or kind in offered) and finding.item_id:
        actions.append(CheckAction(MEND, _(_REPAIRS[kind]), "secondary"))
    if finding.rule in _SORTED:
        actions.append(CheckAction(SORT, _("Sort…"), "secondary"))
    if finding.rule in _WORDED:
        actions.append(CheckAction(SORT, _("Change the words…"), "secondary"))
    return tuple(actions)


def summary_words(told: Preflight) -> str:
    """Say how a portfolio stands, in one sentence."""
    counts = {severity: sum(one.severity is severity for one in told.findings) for severity in Severity}
    if not told.findings:
        return _("Everything is here, and everything can be opened.") if told.complete else _("Not looked through yet.")
    parts = []
    if count := counts[Severity.STOP]:
        words = ngettext("{count} finding stops an assessment", "{count} findings stop an assessment", count)
        parts.append(words.format(count=count))
    if count := counts[Severity.MEND]:
        parts.append(ngettext("{count} breaks a rule", "{count} break a rule", count).format(count=count))
    if count := counts[Severity.LOOK]:
        parts.append(ngettext("{count} to look at", "{count} to look at", count).format(count=count))
    return ", ".join(parts)
