"""Where in a rubric something is: names of its parts that stay when texts change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One sentence, and the place it is about.

    Places are made of ids, level values and numbers from 1: nothing at all for the rubric, ``scale``,
    ``scale/level/3``, ``scale/standard``, ``scale/never_not_observed``, ``section/A``, ``criterion/T4``,
    ``criterion/T4/weight`` (also ``floor``, ``section``, ``critical``, ``levels``), ``criterion/T4/descriptor/3``,
    ``criterion/T4/cap/1``, ``outcome/certified``, ``outcome/certified/2`` for its second condition, ``incomplete/A``
    for the limit of a section, ``example/3``.
    """

    text: str
    place: str
