"""Reading and writing a rubric by place: the keys of `core.wordings`, and what a grid shows besides texts.

Besides texts there are ``criterion/T4/weight``, ``criterion/T4/floor`` and ``criterion/T4/critical``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core import editing
from certdesk.core.editing_levels import rename_level
from certdesk.core.editing_sections import rename_section
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.wordings import text_in, texts, with_text
from certdesk.core.words import _

_ENDS = {
    "criterion": re.compile(
        r"(.*)/(title|question|sufficiency|weight|floor|critical|section|levels|"
        r"(?:descriptor|level|look_for|required|cap)(?=/|\Z))(?:/(-?\d+(?:/\d+)?(?:/(?:label|meaning))?))?",
        re.DOTALL,
    ),
    "section": re.compile(r"(.*)/(title|add)()", re.DOTALL),
    "outcome": re.compile(r"(.*)/(label|\d+)()", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A key in parts: ``criterion/T4/descriptor/3`` is criterion T4, its descriptor, at 3. Others have only what."""

    of: str
    id: str
    what: str
    at: str = ""


def place_of(key: str) -> Place:
    """Take a key apart, from its end: ids of other systems, and values such as 7/2, may hold slashes themselves."""
    head, _slash, rest = key.partition("/")
    match head:
        case "criterion" | "section" | "outcome":
            found = _ENDS[head].fullmatch(rest)
            return Place(head, found[1], found[2], found[3] or "") if found else Place(head, rest, "")
        case "level":
            value, _slash, what = rest.rpartition("/")
            return Place("level", "", what, value)
        case _:
            return Place("", "", key)


def criterion_of(key: str) -> str:
    """Return the id of the criterion that a place belongs to, or an empty text."""
    place = place_of(key)
    return place.id if place.of == "criterion" else ""


def read_at(rubric: Rubric, key: str, language: str = "") -> str:
    """Return the text at a place, in a language when one is named; empty where there is none."""
    if language and language != rubric.language:
        return text_in(rubric, language, key)
    place = place_of(key)
    if place.of == "criterion" and place.what == "descriptor":
        criterion = _criterion(rubric, place.id)
        return criterion.descriptors.get(Fraction(place.at), "") if criterion else ""
    if place.of == "criterion" and place.what == "title":
        criterion = _criterion(rubric, place.id)
        return criterion.title if criterion else ""
    if place.of == "level" and place.what == "label":
        level = _level(rubric.scale.levels, place.at)
        return level.label if level else ""
    if place.of == "section":
        return next((section.title for section in rubric.sections if section.id == place.id), "")
    return texts(rubric).get(key, "")


def write_at(rubric: Rubric, key: str, text: str, language: str = "") -> Rubric:
    """Write the text at a place, in a language when one is named. Raises KeyError for a place that has no text."""
    if language and language != rubric.language:
        return with_text(rubric, language, key, text)
    place = place_of(key)
    match place.of:
        case "criterion":
            return _write_in_criterion(rubric, place, text)
        case "section":
            return rename_section(rubric, place.id, text)
        case "outcome":
            return editing.with_outcomes(
                rubric, lambda outcome: replace(outcome, label=text) if outcome.id == place.id else outcome
            )
        case "level":
            return _write_in_level(rubric, place, text, of="")
        case _:
            return _write_in_head(rubric, key, text)


def words_for(rubric: Rubric, key: str, language: str = "") -> str:
    """Name a place in a few words, for undo and for screen readers: “T4 Secure”, “title of T4”."""
    words = _words_for(rubric, place_of(key))
    if language and language != rubric.language:
        return _("{place} ({language})").format(place=words, language=language)
    return words


def first_difference(before: Rubric, after: Rubric) -> str:
    """Return the place of the first thing that differs between two states of a draft, or an empty text."""
    if before == after:
        return ""
    for criterion in after.criteria:
        old = _criterion(before, criterion.id)
        if old is None:
            return f"criterion/{criterion.id}/title"
        if old != criterion and (key := _difference_in(old, criterion)):
            return key
    old_texts, new_texts = texts(before), texts(after)
    for key, text in new_texts.items():
        if old_texts.get(key) != text:
            return key
    return _moved_criterion(before, after) or _translated(before, after)


def _translated(before: Rubric, after: Rubric) -> str:
    old = {each.language: each.texts for each in before.translations}
    for each in after.translations:
        known = old.get(each.language, {})
        for key in sorted(set(each.texts) | set(known)):
            if each.texts.get(key) != known.get(key):
                return key
    return ""


def _moved_criterion(before: Rubric, after: Rubric) -> str:
    old = [criterion.id for criterion in before.criteria]
    new = [criterion.id for criterion in after.criteria]
    for one, other in zip(old, new, strict=False):
        if one != other:
            return f"criterion/{other}/title"
    return f"criterion/{new[-1]}/title" if new and len(old) != len(new) else ""


def _difference_in(old: Criterion, new: Criterion) -> str:
    start = f"criterion/{new.id}/"
    for value in sorted(set(old.descriptors) | set(new.descriptors)):
        if old.descriptors.get(value) != new.descriptors.get(value) and value in new.descriptors:
            return f"{start}descriptor/{value}"
    for what in ("title", "weight", "floor", "critical", "question"):
        if getattr(old, what) != getattr(new, what):
            return f"{start}{what}"
    return f"{start}title" if old != new else ""


def _write_in_criterion(rubric: Rubric, place: Place, text: str) -> Rubric:
    match place.what:
        case "descriptor":
            return editing.set_descriptor(rubric, place.id, Fraction(place.at), text)
        case "title":
            return editing.set_title(rubric, place.id, text)
        case "question":
            return editing.set_question(rubric, place.id, text)
        case "sufficiency":
            return editing.set_sufficiency(rubric, place.id, text)
        case "level":
            value, _slash, what = place.at.rpartition("/")
            return _write_in_level(rubric, Place("level", "", what, value), text, of=place.id)
        case _:
            raise KeyError(place)


def _write_in_level(rubric: Rubric, place: Place, text: str, *, of: str) -> Rubric:
    if place.what == "label":
        return rename_level(rubric, Fraction(place.at), label=text, of=of)
    if place.what == "meaning":
        return rename_level(rubric, Fraction(place.at), meaning=text, of=of)
    raise KeyError(place)


def _write_in_head(rubric: Rubric, key: str, text: str) -> Rubric:
    match key:
        case "title":
            return editing.set_head(rubric, title=text)
        case "audience":
            return editing.set_head(rubric, audience=text)
        case "purpose":
            return editing.set_head(rubric, purpose=text)
        case "renewal_route":
            return editing.set_certificate(rubric, replace(rubric.certificate, renewal_route=text))
        case _:
            raise KeyError(key)


def _words_for(rubric: Rubric, place: Place) -> str:
    if place.of == "criterion":
        return _words_in_criterion(rubric, place)
    if place.of == "section":
        return _("title of section {id}").format(id=place.id)
    if place.of == "level":
        level = _level(rubric.scale.levels, place.at)
        return _("level {label}").format(label=level.label or place.at) if level else _("level")
    names = {
        "title": _("title"),
        "audience": _("audience"),
        "purpose": _("purpose"),
        "renewal_route": _("renewal"),
    }
    return names.get(place.what, _("text"))


def _words_in_criterion(rubric: Rubric, place: Place) -> str:
    criterion = _criterion(rubric, place.id)
    if place.what == "descriptor" and criterion:
        level = _level(rubric.scale_of(criterion).levels, place.at)
        return _("{id} {label}").format(id=place.id, label=(level.label if level else "") or place.at)
    sentences = {
        "title": _("title of {id}"),
        "weight": _("weight of {id}"),
        "floor": _("floor of {id}"),
        "critical": _("{id} critical"),
        "question": _("question of {id}"),
        "sufficiency": _("evidence of {id}"),
    }
    return sentences.get(place.what, "{id}").format(id=place.id)


def _level(levels: tuple[Level, ...], value: str) -> Level | None:
    return next((level for level in levels if str(level.value) == value), None)


def _criterion(rubric: Rubric, criterion_id: str) -> Criterion | None:
    return next((each for each in rubric.criteria if each.id == criterion_id), None)
