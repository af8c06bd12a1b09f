"""What differs between the criteria and levels of two versions of a rubric."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core import conditions as rule
from certdesk.core.differences import (
    OTHER,
    REVIEW,
    WORDING,
    DifferenceKind,
    Line,
    by_key,
    moved,
    number,
    numbers,
    same_but_for_signs,
)
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Alignment, Cap, Criterion, EvidenceRule, Level, Rubric
from certdesk.core.words import _


def criterion_lines(old: Rubric, new: Rubric) -> Iterator[Line]:
    """Yield what differs between the criteria, which are the same where their ids are."""
    both, removed, added, reordered = by_key(old.criteria, new.criteria, lambda criterion: criterion.id)
    kind = REVIEW if both else OTHER
    for criterion in removed:
        text = _("{id} removed: {title}").format(id=criterion.id, title=criterion.title)
        yield Line(f"criterion/{criterion.id}", text, kind, criterion.title)
    for criterion in added:
        text = _("{id} added: {title}").format(id=criterion.id, title=criterion.title)
        yield Line(f"criterion/{criterion.id}", text, kind, "", criterion.title)
    if reordered:
        before, after = (", ".join(criterion.id for criterion in each.criteria) for each in (old, new))
        yield Line("criteria", _("The criteria stand in another order"), WORDING, before, after)
    for before_, after_ in both:
        yield from _one(old, new, before_, after_)


def level_lines(old: tuple[Level, ...], new: tuple[Level, ...], place: str, whose: str) -> Iterator[Line]:
    """Yield what differs between two scales; ``place`` and ``whose`` name the criterion of its own levels, or none."""
    values = [level.value for level in old], [level.value for level in new]
    if sorted(values[0]) != sorted(values[1]):
        text = _("{whose}level values changed from {before} to {after}")
        before, after = numbers(values[0]), numbers(values[1])
        told = _sentence(text.format(whose=whose, before=before, after=after))
        yield Line(f"{place}levels", told, OTHER, before, after)
    both, _removed, _added, reordered = by_key(old, new, lambda level: level.value)
    if reordered:
        text = _("{whose}the levels stand in another order").format(whose=whose)
        yield Line(f"{place}levels", _sentence(text), REVIEW)
    for before_, after_ in both:
        named = f"{place}level/{after_.value}"
        value = plain_number(after_.value)
        if before_.label != after_.label:
            text = _("{whose}level {value} is now called “{label}”")
            text = text.format(whose=whose, value=value, label=after_.label)
            yield Line(f"{named}/label", _sentence(text), WORDING, before_.label, after_.label, words=True)
        if before_.meaning != after_.meaning:
            text = _("{whose}what level {value} means: new wording").format(whose=whose, value=value)
            yield Line(f"{named}/meaning", _sentence(text), WORDING, before_.meaning, after_.meaning, words=True)
        if before_.key != after_.key:
            text = _("{whose}level {value} has another short name").format(whose=whose, value=value)
            yield Line(f"{named}/key", _sentence(text), WORDING, before_.key, after_.key)


def _one(old_rubric: Rubric, new_rubric: Rubric, old: Criterion, new: Criterion) -> Iterator[Line]:
    place = f"criterion/{new.id}/"
    if old.title != new.title:
        text = _("{id} is now called “{title}”").format(id=new.id, title=new.title)
        yield Line(f"{place}title", text, WORDING, old.title, new.title, words=True)
    if old.section != new.section:
        text = _("{id} moved from section {before} to {after}").format(id=new.id, before=old.section, after=new.section)
        kind = REVIEW if _by_section(old_rubric) or _by_section(new_rubric) else WORDING
        yield Line(f"{place}section", text, kind, old.section, new.section)
    yield from _numbers_of(old, new, place)
    yield from _own_levels(old_rubric, new_rubric, old, new)
    yield from _words_of(old, new, place)
    yield from _descriptors(old_rubric, new_rubric, old, new)
    yield from _lists(old, new, place)


def _own_levels(old_rubric: Rubric, new_rubric: Rubric, old: Criterion, new: Criterion) -> Iterator[Line]:
    place = f"criterion/{new.id}/"
    if bool(old.own_levels) == bool(new.own_levels):
        yield from level_lines(old.own_levels, new.own_levels, place, f"{new.id}: ")
        return
    before, after = old_rubric.scale_of(old).levels, new_rubric.scale_of(new).levels
    same = [level.value for level in before] == [level.value for level in after]
    text = _("{id} has levels of its own now") if new.own_levels else _("{id} has the rubric's levels now")
    was, now = (numbers(level.value for level in levels) for levels in (before, after))
    yield Line(f"{place}levels", text.format(id=new.id), WORDING if same else OTHER, was, now)


def _numbers_of(old: Criterion, new: Criterion, place: str) -> Iterator[Line]:
    if old.weight != new.weight:
        text = moved(_("The weight of {id}").format(id=new.id), old.weight, new.weight)
        yield Line(f"{place}weight", text, REVIEW, number(old.weight), number(new.weight))
    if old.floor != new.floor:
        text = moved(_("The floor of {id}").format(id=new.id), old.floor, new.floor)
        yield Line(f"{place}floor", text, REVIEW, number(old.floor), number(new.floor))
    if old.critical != new.critical:
        text = _("{id} is critical now") if new.critical else _("{id} is not critical any more")
        yield Line(f"{place}critical", text.format(id=new.id), REVIEW)
    if old.own_standard != new.own_standard:
        before, after = ("" if each is None else number(each) for each in (old.own_standard, new.own_standard))
        yield Line(f"{place}own_standard", _("{id} has another standard").format(id=new.id), REVIEW, before, after)


def _words_of(old: Criterion, new: Criterion, place: str) -> Iterator[Line]:
    for name, before, after, text in (
        ("question", old.question, new.question, _("{id}, its question: new wording")),
        ("sufficiency", old.sufficiency, new.sufficiency, _("{id}, how much evidence is enough: new wording")),
    ):
        if before != after:
            yield Line(f"{place}{name}", text.format(id=new.id), WORDING, before, after, words=True)


def _descriptors(old_rubric: Rubric, new_rubric: Rubric, old: Criterion, new: Criterion) -> Iterator[Line]:
    place = f"criterion/{new.id}/"
    scales = new_rubric.scale_of(new), old_rubric.scale_of(old)
    for value in sorted(set(old.descriptors) | set(new.descriptors)):
        before, after = old.descriptors.get(value), new.descriptors.get(value)
        if before == after:
            continue
        level = scales[0].level(value) or scales[1].level(value)
        name = f"{new.id} {level.label if level and level.label else plain_number(value)}"
        text, kind = _of_a_text(before or "", after or "")
        yield Line(f"{place}descriptor/{value}", text.format(name=name), kind, before or "", after or "", words=True)


def _of_a_text(before: str, after: str) -> tuple[str, DifferenceKind]:
    if same_but_for_signs(before, after):
        return _("{name}: the same words, other signs or spaces"), WORDING
    if not before.strip():
        return _("{name}: wording added"), REVIEW
    if not after.strip():
        return _("{name}: wording removed"), REVIEW
    return _("{name}: new wording"), REVIEW


def _lists(old: Criterion, new: Criterion, place: str) -> Iterator[Line]:
    if old.required != new.required:
        before, after = ("\n".join(map(_evidence, each.required)) for each in (old, new))
        yield Line(f"{place}required", _("{id} asks for other evidence").format(id=new.id), REVIEW, before, after)
    if old.accepted != new.accepted:
        before, after = (", ".join(each.accepted) for each in (old, new))
        text = _("{id} accepts other kinds of evidence").format(id=new.id)
        yield Line(f"{place}accepted", text, WORDING, before, after)
    if old.look_for != new.look_for:
        before, after = ("\n".join(each.look_for) for each in (old, new))
        text = _("{id}, what to look for: new wording").format(id=new.id)
        yield Line(f"{place}look_for", text, WORDING, before, after, words=True)
    if old.caps != new.caps:
        before, after = ("\n".join(map(_cap, each.caps)) for each in (old, new))
        reasons = [(cap.when, cap.max_level) for cap in old.caps] == [(cap.when, cap.max_level) for cap in new.caps]
        text = _("{id}: the reason of a limit is worded anew") if reasons else _("{id}: other limits to its level")
        yield Line(f"{place}caps", text.format(id=new.id), WORDING if reasons else REVIEW, before, after)
    if old.alignments != new.alignments:
        before, after = ("\n".join(map(_alignment, each.alignments)) for each in (old, new))
        text = _("{id} stands for other codes of standards").format(id=new.id)
        yield Line(f"{place}alignments", text, WORDING, before, after)


def _by_section(rubric: Rubric) -> bool:
    """Whether the result depends on which section a criterion belongs to."""
    return bool(rubric.decision.unscorable_in_section) or any(
        isinstance(condition, rule.SectionMeanAtLeast | rule.SectionTotalAtLeast)
        for outcome in rubric.decision.outcomes
        for condition in outcome.conditions
    )


def _evidence(one: EvidenceRule) -> str:
    limits = "".join(f", {name.replace('_', ' ')} {number(value)}" for name, value in one.limits)
    return f"{one.minimum} × {one.type}{limits}{': ' if one.note else ''}{one.note}"


def _cap(cap: Cap) -> str:
    text = _("at most {level} when {when}: {reason}")
    return text.format(level=plain_number(cap.max_level), when=cap.when.replace("_", " "), reason=cap.reason)


def _alignment(one: Alignment) -> str:
    return f"{one.framework} {one.code} {one.statement}".strip()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
