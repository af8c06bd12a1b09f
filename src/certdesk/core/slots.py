"""The {slots} of ready-made words: found, filled from what is known, recognised in somebody's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from certdesk.core.annotations import TimeSpan, WholeItem, clock
from certdesk.core.composing import Judged, gist, level_label, place_in_words, priorities, resubmission
from certdesk.core.conditions import MeanAtLeast
from certdesk.core.later import months_later
from certdesk.core.marks import level_of
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import show_mean, show_number

SLOT = re.compile(r"\{([a-z][a-z_0-9]{0,60})(\?)?\}")
"""A slot; with a question mark it goes away when nothing fills it. Braces around anything else are the writer's own."""
NAME = "name"
"""Stands for the candidate's name; nothing ever fills it, because reports do not name the candidate."""
_SHORTEST, _LEAST_OF_NAME = 4, 3
_TELLING = ("pointer", "file", "start", "end", "mean", "criteria_list", "bank_date")


def open_slots(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each slot begins and ends."""
    return tuple(found.span() for found in SLOT.finditer(text))


def slot_after(text: str, place: int) -> tuple[int, int] | None:
    """Return where the first slot at or after a place begins and ends, or None."""
    found = SLOT.search(text, place)
    return found.span() if found else None


def filled(text: str, known: Mapping[str, str]) -> str:
    """Fill what is known. Other slots stay, to show what to add; those with a question mark go away."""

    def value(found: re.Match[str]) -> str:
        return known.get(found[1], "" if found[2] else found[0])

    return SLOT.sub(value, text)


def known_slots(judged: Judged, criterion: Criterion | None, item_id: str, today: date) -> Mapping[str, str]:
    """Return what fills slots: from the decision so far, and for one criterion from its level and filed evidence."""
    slots = _of_the_whole(judged, today)
    item = next((one for one in judged.items if one.id == item_id), None)
    if item:
        slots["file"] = item.title
    if criterion is not None:
        slots |= _of_the_level(judged, criterion) | _of_the_evidence(judged, criterion, item_id)
    return slots


def recognised(text: str, known: Mapping[str, str]) -> str:
    """Put slots where somebody's words say what is true of this portfolio only: its files, places, times and numbers.

    A value of letters alone, such as a file called Plan, may be a word of the sentence and is left alone.
    """
    special = {slot: known[slot] for slot in _TELLING if slot in known and not known[slot].replace(" ", "").isalpha()}
    for slot, value in sorted(special.items(), key=lambda pair: -len(pair[1])):
        if len(value) >= _SHORTEST:
            text = re.sub(rf"(?<![\w{{]){re.escape(value)}(?![\w}}])", f"{{{slot}}}", text)
    return text


def without_names(text: str, names: Iterable[str]) -> tuple[str, bool]:
    """Put the slot for a name where one of these names stands, whole or in part; say whether one did.

    A part of a name counts as it is written: Hope is somebody, hope is not.
    """
    before = text
    for name in names:
        parts = [part for part in name.split() if len(part.strip(".,")) >= _LEAST_OF_NAME or _is_uncased(part)]
        for pattern in (_pattern(name, re.IGNORECASE), *(_pattern(part) for part in parts)):
            text = pattern.sub(f"{{{NAME}}}", text)
    return re.sub(r"\{name\}(?:\s+\{name\})+", f"{{{NAME}}}", text), text != before


def _pattern(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Find a name as a word of its own; scripts without capitals may join words, so there any place counts."""
    wanted = re.escape(name.strip())
    if not wanted:
        return re.compile(r"(?!)")
    return re.compile(wanted if _is_uncased(name) else rf"(?<!\w){wanted}(?!\w)", flags)


def _is_uncased(name: str) -> bool:
    return len(name) > 1 and name.lower() == name.upper()


def _of_the_whole(judged: Judged, today: date) -> dict[str, str]:
    rubric, assessment, decision = judged.rubric, judged.assessment, judged.decision
    slots = {}
    cut = cut_of(rubric)
    if cut is not None:
        slots["cut"] = show_number(cut)
    if decision.mean is not None:
        slots["mean"] = show_mean(rubric, decision.mean)
    titles = {criterion.id: criterion.title for criterion in rubric.criteria}
    if again := resubmission(rubric, assessment, decision):
        slots["criteria_list"] = ", ".join(f"{id_} {titles[id_]}" for id_ in again)
    below = [one for one in rubric.criteria if one.critical and one.id in decision.below_floor]
    if below:
        slots["critical_criterion"] = f"{below[0].id} {below[0].title}"
    for number, (id_, _text) in enumerate(priorities(rubric, assessment), start=1):
        slots[f"priority_{number}"] = inside_a_sentence(titles[id_])
    if best := _best(judged):
        slots["strength"] = inside_a_sentence(best.title)
    outcome = next((one for one in rubric.decision.outcomes if one.id == decision.outcome), None)
    if outcome and decision.banked and outcome.banks_months:
        slots["bank_date"] = months_later(today, outcome.banks_months).isoformat()
    return slots


def cut_of(rubric: Rubric) -> Fraction | None:
    """Return the mean that the easiest certifying outcome asks for: what is needed to meet the standard at all."""
    cuts = [
        condition.cut
        for outcome in rubric.decision.outcomes
        for condition in outcome.conditions
        if outcome.certifies and isinstance(condition, MeanAtLeast)
    ]
    return min(cuts, default=None)


def _best(judged: Judged) -> Criterion | None:
    """Return the criterion with the highest level that reaches its standard; among equals the heaviest."""
    rubric = judged.rubric
    levels = {one.id: level_of(judged.assessment.mark(one.id)) for one in rubric.criteria}
    good = [
        (level, one.weight, one)
        for one in rubric.criteria
        if (level := levels[one.id]) is not None and level >= rubric.scale_of(one).standard
    ]
    return max(good, key=lambda entry: entry[:2])[2] if good else None


def _of_the_level(judged: Judged, criterion: Criterion) -> dict[str, str]:
    slots = {"criterion_title": inside_a_sentence(criterion.title), "criterion": criterion.id}
    mark = judged.assessment.mark(criterion.id)
    level = level_of(mark)
    if level is None:
        return slots
    slots["level"] = level_label(judged.rubric.scale_of(criterion), mark)
    higher = next((one for one in judged.rubric.scale_of(criterion).levels if one.value > level), None)
    if higher:
        slots["next_level_label"] = higher.label
        if described := criterion.descriptors.get(higher.value):
            slots["next_descriptor"] = gist(described)
    return slots


def _of_the_evidence(judged: Judged, criterion: Criterion, item_id: str) -> dict[str, str]:
    """Take the newest evidence that is filed for the criterion, first from the item in view."""
    slots = {}
    notes = sorted(judged.assessment.evidence_for(criterion.id), key=lambda note: note.item_id != item_id)
    if notes:
        titles = {item.id: item.title for item in judged.items}
        whole = isinstance(notes[0].anchor, WholeItem)
        # The quoted words would make the sentence too long.
        place = "" if whole else place_in_words(notes[0]).partition(", “")[0]
        slots["pointer"] = f"{titles.get(notes[0].item_id, '')}, {place}".strip(", ")
    for note in notes:
        if isinstance(note.anchor, TimeSpan):
            slots |= {"start": clock(note.anchor.start_ms), "end": clock(note.anchor.end_ms)}
            break
    return slots


def inside_a_sentence(title: str) -> str:
    """Write a title as it stands inside a sentence; an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
