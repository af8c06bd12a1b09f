"""Published data, and the check numbers that lie beside the repository where there are any."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from certdesk.core.rubric import Level, Scale

BESIDE = Path(__file__).parents[4] / "shared" / "data" / "agreement-check-numbers.json"

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: four coders, twelve units.
FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
# Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., p. 120: the same with the last rating by another rater.
FOUR_RATERS = (*FOUR_CODERS[:1], (*FOUR_CODERS[1][:-1], None), (*FOUR_CODERS[2][:-1], 3), *FOUR_CODERS[3:])
# Shrout & Fleiss 1979, table 2: six targets, four judges.
SIX_TARGETS = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
# Fleiss 1971, as in the well-known worked example: 14 raters, 10 subjects, 5 categories.
FOURTEEN_RATERS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
# Holmquist, McMahan & Williams 1967, two pathologists, 118 slides (as in Agresti and in Gwet).
PATHOLOGISTS = ((22, 2, 2, 0), (5, 7, 14, 0), (0, 2, 36, 0), (0, 1, 17, 10))
# Brennan 2001, Generalizability Theory, synthetic data set 3, by occasion, person, item.
BRENNAN_3 = (
    ((2, 6, 7, 5), (4, 5, 6, 7), (5, 5, 4, 6), (5, 9, 8, 6), (4, 3, 5, 6), (4, 4, 4, 7), (2, 6, 6, 5), (3, 4, 4, 5),
     (0, 5, 4, 5), (6, 8, 7, 6)),
    ((2, 5, 5, 5), (6, 7, 5, 7), (5, 4, 5, 5), (5, 7, 7, 6), (4, 5, 6, 4), (6, 4, 7, 8), (2, 7, 7, 5), (6, 6, 6, 4),
     (5, 5, 5, 3), (6, 8, 8, 6)),
)  # fmt: skip


@cache
def beside() -> dict[str, list[dict]]:
    return json.loads(BESIDE.read_text(encoding="utf-8"))


def check_numbers(kind: str, which: str = "") -> dict:
    """Read one set of check numbers; skip where the file isn't there."""
    if not BESIDE.is_file():
        pytest.skip("the check numbers are not here")
    return next(entry for entry in beside()[kind] if which in {"", entry["id"]})


def indexed(rows, lowest=1):
    """Turn levels into places on the scale."""
    return [[None if value is None else value - lowest for value in row] for row in rows]


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def scale(*values, half=False, ranges=False):
    levels = tuple(Level(Fraction(value), str(value), str(value)) for value in values)
    return Scale(levels, levels[-1].value, half_levels=half, ranges=ranges)
