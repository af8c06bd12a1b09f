"""Small rubrics and marks, built in one line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from certdesk import shipped
from certdesk.core.conditions import Condition
from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import (
    CertificateTerm,
    Criterion,
    DecisionRules,
    Level,
    Outcome,
    Rubric,
    Scale,
    Section,
)
from certdesk.rubric_formats.our_yaml import read_rubric

LEVELS = tuple(Level(Fraction(value), f"l{value}", f"Level {value}") for value in (1, 2, 3, 4))
NO = NotObserved()
NO_SOUND = Unscorable("U-AUDIO")


def built_in(name: str) -> Rubric:
    """One of the three rubrics that come with the program."""
    path = shipped.rubrics() / f"{name}.yaml"
    return read_rubric(path.read_text("utf-8"), name=path.name)


def criterion(id_: str, section: str, weight: str = "1", floor: int = 1, *, critical: bool = False) -> Criterion:
    return Criterion(
        id=id_,
        title=f"Title of {id_}",
        section=section,
        weight=Fraction(weight),
        floor=Fraction(floor),
        critical=critical,
        question="",
        descriptors={level.value: f"{id_} at {level.value}" for level in LEVELS},
    )


def outcome(id_: str, *conditions: Condition, certifies: bool = False, banks_from: int | None = None) -> Outcome:
    banks = None if banks_from is None else Fraction(banks_from)
    return Outcome(id_, id_.capitalize(), conditions, certifies=certifies, banks_from=banks, banks_months=24)


def rubric(*outcomes: Outcome, criteria: tuple[Criterion, ...] = (), **scale: object) -> Rubric:
    """A sound rubric: A1, A2 (critical, floor 3) and B1, B2 (weight 2), unless other criteria are given."""
    criteria = criteria or (
        criterion("A1", "A", "1", 2),
        criterion("A2", "A", "1", 3, critical=True),
        criterion("B1", "B", "2", 1),
        criterion("B2", "B", "2", 1),
    )
    names = sorted({one.section for one in criteria})
    sections = tuple(
        Section(name, f"Part {name}", tuple(c.id for c in criteria if c.section == name)) for name in names
    )
    return Rubric(
        id="small",
        version="1",
        language="en",
        title="Small rubric",
        audience="",
        purpose="",
        scale=Scale(LEVELS, Fraction(3), **scale),  # type: ignore[arg-type]
        sections=sections,
        criteria=criteria,
        decision=DecisionRules((*outcomes, outcome("not_yet"))),
        certificate=CertificateTerm(3),
    )


def ruled(base: Rubric, **rules: object) -> Rubric:
    """The same rubric with other decision rules."""
    return replace(base, decision=replace(base.decision, **rules))  # type: ignore[arg-type]


def levels(**given: str | int | Mark) -> Mapping[str, Mark]:
    """Marks from levels: ``levels(A1=3, A2="2.5", B1=NO)``."""
    return {id_: LevelGiven(Fraction(mark)) if isinstance(mark, str | int) else mark for id_, mark in given.items()}
