"""Writes Turnitin's `.rbc`: a custom rubric, whose points stand in the cells, with every cell of the grid."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import count, zip_longest
from typing import Any

from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.losses import Holds, lost, rounded_points

LONGEST_CRITERION = 13
_LONGEST_TITLE, _LONGEST_LEVEL = 30, 25
_HOLDS = frozenset({Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.PURPOSE})
_CUSTOM = 4


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what a Turnitin file won't hold of this rubric."""
    own = any(criterion.own_levels for criterion in rubric.criteria)
    names = [criterion.title for criterion in rubric.criteria if len(criterion.title) > LONGEST_CRITERION]
    labels = [level.label for level in rubric.scale.levels if len(level.label) > _LONGEST_LEVEL]
    uneven = len({len(rubric.scale_of(criterion).levels) for criterion in rubric.criteria}) > 1
    found = (
        (own, _("All criteria get the level names of the rubric; their points stay their own.")),
        (uneven, _("Criteria with fewer levels get empty cells with 0 points, as Turnitin's grid is always full.")),
        (
            bool(names),
            _("Turnitin cuts names of criteria after {most} letters, so their whole names go to the description."),
        ),
        (bool(labels), _("Turnitin cuts names of levels after 25 letters.")),
        (len(rubric.title) > _LONGEST_TITLE, _("Turnitin cuts the title after 30 letters.")),
        (rounded_points(rubric, 2), _("Points are rounded to hundredths.")),
    )
    said = tuple(sentence.format(most=LONGEST_CRITERION) for has, sentence in found if has)
    return (*lost(rubric, _HOLDS | ({Holds.OWN_LEVELS} if own else set())), *said)


def write(rubric: Rubric) -> bytes:
    """Return the file, with the best level first as Turnitin shows it."""
    ids, theirs = count(1), _known(rubric)
    columns = max((len(rubric.scale_of(one).levels) for one in rubric.criteria), default=0)
    labels = [level.label[:_LONGEST_LEVEL] for level in reversed(rubric.scale.levels)]
    labels += [""] * (columns - len(labels))
    scales: list[dict[str, Any]] = [
        {"id": next(ids), "num": place, "position": place, "value": 0, "name": label, "rubric": 1}
        for place, label in enumerate(labels[:columns], start=1)
    ]
    criteria: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    for place, criterion in enumerate(rubric.criteria, start=1):
        id_ = theirs.get(criterion.id) or 2_000_000 + place
        row = _row(rubric, criterion, id_, [scale["id"] for scale in scales])
        for number, cell in enumerate(row, start=1):
            cell["id"] = 3_000_000 + place * 1000 + number
        cells += row
        criteria.append(_criterion(criterion, id_, place, [cell["id"] for cell in row]))
    head = {
        "id": 1, "name": rubric.title[:_LONGEST_TITLE], "description": rubric.purpose or None,
        "scoring_method": _CUSTOM, "total_points": None, "criterion": [one["id"] for one in criteria],
        "scale_values": [scale["id"] for scale in scales], "criterion_scales_all": [cell["id"] for cell in cells],
        "distribute_criterion_percentage": 0, "rubric_group": None, "is_starred": 0, "deleted": 0, "papers_scored": 0,
        "owner": 0, "cv_loaded": "1",
    }  # fmt: skip
    file = {"Rubric": [head], "RubricScale": scales, "RubricCriterion": criteria, "RubricCriterionScale": cells}
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def _known(rubric: Rubric) -> dict[str, int]:
    """Return the numbers that Turnitin once gave to the criteria, where each is one and none is given twice."""
    known = {one.part: int(one.value) for one in rubric.external if one.system == "turnitin" and one.value.isdecimal()}
    return known if len(set(known.values())) == len(known) else {}


def _criterion(criterion: Criterion, id_: int, place: int, cells: list[int]) -> dict[str, Any]:
    cut = len(criterion.title) > LONGEST_CRITERION
    description = "\n".join(part for part in (criterion.title if cut else "", criterion.question) if part)
    return {
        "id": id_,
        "rubric": 1,
        "name": criterion.title[:LONGEST_CRITERION].strip(),
        "description": description or None,
        "value": 0,
        "num": place,
        "position": place,
        "previous_version": None,
        "criterion_scales": cells,
    }


def _row(rubric: Rubric, criterion: Criterion, id_: int, scales: list[int]) -> list[dict[str, Any]]:
    levels = reversed(rubric.scale_of(criterion).levels)
    return [
        {
            "criterion": id_,
            "scale_value": scale,
            "value": _number(level.value) if level else 0,
            "description": (criterion.descriptors.get(level.value) or None) if level else None,
        }
        for scale, level in zip_longest(scales, levels)
    ]


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(round(value, 2))
