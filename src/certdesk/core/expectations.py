"""What is expected of the evidence for a criterion, in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from certdesk.core.conditions import Condition, CriticalAtLeast, EveryCriterionAtLeast, NamedAtLeast
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Cap, Criterion, EvidenceRule, Rubric, Scale
from certdesk.core.words import N_, _, ngettext

_LIMITS = {
    "max_pages": N_("up to {number} pages"),
    "max_words": N_("up to {number} words"),
    "max_minutes": N_("up to {number} minutes"),
    "max_count": N_("up to {number} of them"),
    "max_mb": N_("up to {number} MB"),
    "min_pages": N_("at least {number} pages"),
    "min_words": N_("at least {number} words"),
    "min_minutes": N_("at least {number} minutes"),
    "min_count": N_("at least {number} of them"),
}


def evidence_name(type_id: str, names: Mapping[str, str]) -> str:
    """Return what people call a type of evidence; one that no catalogue has keeps its id, with blanks."""
    plain = type_id.replace("_", " ").strip()
    return names.get(type_id, "") or plain[:1].upper() + plain[1:]


def rule_in_words(rule: EvidenceRule, names: Mapping[str, str]) -> str:
    """Say one requirement: Lesson video, 2 or more, up to 20 minutes: unedited."""
    parts = [evidence_name(rule.type, names)]
    if rule.minimum != 1:
        parts.append(_("{count} or more").format(count=rule.minimum) if rule.minimum else _("if there is any"))
    parts += [limit_in_words(name, number) for name, number in rule.limits]
    said = ", ".join(parts)
    return _("{what}: {note}").format(what=said, note=rule.note) if rule.note else said


def limit_in_words(name: str, number: Fraction) -> str:
    """Say a limit: up to 6 pages. One that is not known is named as it is written."""
    known = _LIMITS.get(name)
    if known is None:
        return f"{name.replace('_', ' ')} {plain_number(number)}"
    return _(known).format(number=plain_number(number))


def cap_in_words(cap: Cap) -> str:
    """Say the highest level that may be given when something is wrong."""
    reason = f"{cap.reason[:1].lower()}{cap.reason[1:]}" if not cap.reason[:2].isupper() else cap.reason
    return _("At most {level} if {reason}").format(level=plain_number(cap.max_level), reason=reason.rstrip("."))


def standing_in_words(rubric: Rubric, criterion: Criterion) -> str:
    """Say what a criterion weighs: 16 %, floor 3, critical."""
    total = sum((each.weight for each in rubric.criteria), Fraction(0))
    weight = plain_number(criterion.weight)
    parts = [_("{weight} %") if total == 100 else _("weight {weight}")]
    parts = [parts[0].format(weight=weight)]
    levels = rubric.scale_of(criterion).levels
    if not levels or criterion.floor > levels[0].value:
        parts.append(_("floor {level}").format(level=plain_number(criterion.floor)))
    if criterion.critical:
        parts.append(_("critical"))
    return " · ".join(parts)


def needed_level(rubric: Rubric, criterion: Criterion) -> Fraction:
    """Return the least level that a criterion needs for a certificate: its floor, or more where the rules ask for more.

    Where several results certify, what the mildest of them asks for counts.
    """
    asked = [
        max((_asked(condition, criterion) for condition in outcome.conditions), default=criterion.floor)
        for outcome in rubric.decision.outcomes
        if outcome.certifies
    ]
    return max(min(asked, default=criterion.floor), criterion.floor)


def _asked(condition: Condition, criterion: Criterion) -> Fraction:
    match condition:
        case EveryCriterionAtLeast(level):
            return level
        case CriticalAtLeast(level) if criterion.critical:
            return level
        case NamedAtLeast(named, level) if criterion.id in named:
            return level
    return criterion.floor


def not_observed_in_words(scale: Scale) -> str:
    """Say how many criteria may stay without a level because there was nothing to see."""
    if not scale.not_observed_at_most:
        return _("Every criterion needs a level: “not observed” is not allowed.")
    said = ngettext(
        "At most {count} criterion may be “not observed”.",
        "At most {count} criteria may be “not observed”.",
        scale.not_observed_at_most,
    ).format(count=scale.not_observed_at_most)
    if not scale.never_not_observed:
        return said
    named = ", ".join(sorted(scale.never_not_observed))
    return f"{said} " + _("These must be observed: {criteria}.").format(criteria=named)
