"""A rubric as Moodle's `grading.xml`, with the names that Moodle's restore looks for, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from xml.etree.ElementTree import Element, SubElement

from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.losses import Holds, has_level_names, lost, rounded_points
from certdesk.rubric_formats.moodle_reading import GUIDE_DEFINITION, RUBRIC_DEFINITION, SYSTEM
from certdesk.rubric_formats.together import source_ids
from certdesk.rubric_formats.xml_writing import document

_PLAIN = "2"
"""Moodle's mark for text without any formatting: “<” is only a sign in it."""
_READY = "20"
_DECIMALS = 5
_OPTIONS = (
    "sortlevelsasc", "lockzeropoints", "alwaysshowdefinition", "showdescriptionteacher", "showdescriptionstudent",
    "showscoreteacher", "showscorestudent", "enableremarks", "showremarksstudent",
)  # fmt: skip
_GUIDE_OPTIONS = ("alwaysshowdefinition", "showmarkspercriterionstudents")


def grading_xml(rubric: Rubric) -> bytes:
    """Write a rubric, or a marking guide where every criterion is any number of points from nothing to a most."""
    ids = _Ids(rubric)
    guide = is_guide(rubric)
    areas = Element("areas")
    area = SubElement(areas, "area", {"id": "1"})
    _add(area, "areaname", "submissions")
    _add(area, "activemethod", "guide" if guide else "rubric")
    definition = SubElement(SubElement(area, "definitions"), "definition", {"id": ids.of("")})
    _add(definition, "method", "guide" if guide else "rubric")
    _add(definition, "name", rubric.title)
    _add(definition, "description", rubric.purpose)
    _add(definition, "descriptionformat", _PLAIN)
    _add(definition, "status", _READY)
    _add(definition, "timecreated", "0")
    _add(definition, "timemodified", "0")
    options = _GUIDE_OPTIONS if guide else _OPTIONS
    _add(definition, "options", json.dumps(dict.fromkeys(options, "1"), separators=(",", ":")))
    if guide:
        _guide(SubElement(definition, GUIDE_DEFINITION), rubric, ids)
    else:
        _rubric(SubElement(definition, RUBRIC_DEFINITION), rubric, ids)
    SubElement(definition, "instances")
    return document(areas)


def grading_losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what Moodle's forms can't hold of a rubric."""
    guide = is_guide(rubric)
    holds = {Holds.PURPOSE, Holds.QUESTIONS, Holds.OWN_LEVELS}
    if guide:
        holds |= {Holds.RANGES, Holds.LOOK_FORS}
    said = list(lost(rubric, frozenset(holds)))
    if guide and has_level_texts(rubric):
        said.append(_("A marking guide has no texts for levels; they are left out."))
    if not guide and has_level_names(rubric):
        said.append(_("Where a level has a name and no text, the name is written as its text."))
    if rounded_points(rubric, _DECIMALS):
        said.append(_("Points are rounded to five decimal places."))
    if any("\n" in one.title for one in rubric.criteria):
        said.append(_("Titles of several lines are split."))
    return tuple(said)


def is_guide(rubric: Rubric) -> bool:
    """Whether a marking guide holds this rubric: ranges, and only nothing and a most for every criterion."""
    levels = [rubric.scale_of(one).levels for one in rubric.criteria]
    return rubric.scale.ranges and bool(levels) and all(len(two) == 2 and not two[0].value for two in levels)


def has_level_texts(rubric: Rubric) -> bool:
    """Whether any level of any criterion is described."""
    return any(text for one in rubric.criteria for text in one.descriptors.values())


def _rubric(around: Element, rubric: Rubric, ids: _Ids) -> None:
    criteria = SubElement(around, "criteria")
    for number, one in enumerate(rubric.criteria, start=1):
        criterion = SubElement(criteria, "criterion", {"id": ids.of(one.id)})
        _add(criterion, "sortorder", str(number))
        _add(criterion, "description", _described(one))
        _add(criterion, "descriptionformat", _PLAIN)
        levels = SubElement(criterion, "levels")
        for level in rubric.scale_of(one).levels:
            element = SubElement(levels, "level", {"id": ids.of(f"{one.id}/{level.value}")})
            _add(element, "score", _score(level.value))
            _add(element, "definition", _defined(one, level))
            _add(element, "definitionformat", _PLAIN)


def _guide(around: Element, rubric: Rubric, ids: _Ids) -> None:
    criteria = SubElement(around, "guidecriteria")
    for number, one in enumerate(rubric.criteria, start=1):
        criterion = SubElement(criteria, "guidecriterion", {"id": ids.of(one.id)})
        _add(criterion, "sortorder", str(number))
        _add(criterion, "shortname", one.title)
        _add(criterion, "description", one.question)
        _add(criterion, "descriptionformat", _PLAIN)
        _add(criterion, "descriptionmarkers", "\n".join(one.look_for))
        _add(criterion, "descriptionmarkersformat", _PLAIN)
        _add(criterion, "maxscore", _score(rubric.scale_of(one).levels[-1].value))
    SubElement(criteria, "guidecomments")


def _described(criterion: Criterion) -> str:
    """Join title and question as they are split again; a title that was cut from its text is not said twice."""
    if criterion.title.endswith("…") and criterion.question.startswith(criterion.title[:-1]):
        return criterion.question
    return f"{criterion.title}\n{criterion.question}" if criterion.question else criterion.title


def _defined(criterion: Criterion, level: Level) -> str:
    named = "" if level.label == plain(level.value) else level.label
    return criterion.descriptors.get(level.value, "") or named


def _score(value: Fraction) -> str:
    scaled = round(value * 10**_DECIMALS)
    whole, rest = divmod(abs(scaled), 10**_DECIMALS)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:05d}"


def _add(around: Element, name: str, text: str) -> None:
    SubElement(around, name).text = text


class _Ids:
    """Moodle's own numbers where they are known, and numbers that nobody has for the rest."""

    def __init__(self, rubric: Rubric) -> None:
        known = source_ids(rubric, SYSTEM)
        self._known = {part: value for part, value in known.items() if value.isascii() and value.isdecimal()}
        self._free = _unused(set(self._known.values()))

    def of(self, part: str) -> str:
        """Return the number of a part: the rubric, a criterion's id, or a criterion's id and a level's value."""
        return self._known.get(part) or next(self._free)


def _unused(taken: set[str]) -> Iterator[str]:
    return (str(number) for number in count(1) if str(number) not in taken)
