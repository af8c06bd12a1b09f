"""A small rubric, portfolios and assessments, put into a workspace in the way that the actions do it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

from certdesk.core import conditions as rule
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.core.rubric import (
    CertificateTerm,
    Criterion,
    DecisionRules,
    EvidenceRule,
    Level,
    Outcome,
    Rubric,
    Scale,
    Section,
    WorkedExample,
)
from certdesk.store.assessments import assessment_row, load_assessment
from certdesk.store.people import find_person
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.rubrics import rubric_row
from certdesk.store.workspace import Workspace

AMARA, BEN = "person-amara", "person-ben"
CRITERIA = ("T1", "T2", "T3", "T4")
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that goes on by a second each time somebody looks at it."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def level(value: float | str) -> LevelGiven:
    """A mark with a level."""
    return LevelGiven(Fraction(value))


def small_rubric(version: str = "1.0.0") -> Rubric:
    """Four criteria in two sections, four levels; T4 is critical and may not stay unobserved."""
    return Rubric(
        id="small",
        version=version,
        language="en",
        title="Small rubric",
        audience="Tests",
        purpose="To be marked quickly.",
        scale=Scale(
            levels=tuple(
                Level(Fraction(value), label.lower(), label)
                for value, label in enumerate(("Beginning", "Developing", "Secure", "Leading"), 1)
            ),
            standard=Fraction(3),
            not_observed_at_most=1,
            never_not_observed=frozenset({"T4"}),
        ),
        sections=(Section("A", "Colleagues", ("T1", "T2")), Section("B", "Pupils", ("T3", "T4"))),
        criteria=tuple(
            _criterion(id_, section, Fraction(weight))
            for id_, section, weight in (("T1", "A", 10), ("T2", "A", 20), ("T3", "B", 30), ("T4", "B", 40))
        ),
        decision=DecisionRules(
            outcomes=(
                Outcome("pass", "Certificate", (rule.MeanAtLeast(Fraction(3)), rule.FloorsMet()), certifies=True),
                Outcome("near", "Near miss", (rule.MeanAtLeast(Fraction(5, 2)),), banks_from=Fraction(3)),
                Outcome("no", "Not yet", ()),
            ),
        ),
        certificate=CertificateTerm(valid_years=5),
        examples=(WorkedExample("all secure", dict.fromkeys(CRITERIA, "3"), Fraction(3), "pass"),),
    )


def _criterion(id_: str, section: str, weight: Fraction) -> Criterion:
    return Criterion(
        id=id_,
        title=f"Title of {id_}",
        section=section,
        weight=weight,
        floor=Fraction(2),
        critical=id_ == "T4",
        question=f"How good is {id_}?",
        descriptors={Fraction(value): f"First sentence of {id_} at {value}. Second sentence." for value in range(1, 5)},
        required=(EvidenceRule("lesson_plan", limits=(("max_pages", Fraction(10)),)),),
    )


def digest_of(text: str) -> str:
    """A digest for evidence that has no file."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def a_portfolio(code: str = "P-001", **changes: object) -> Portfolio:
    """A portfolio with the id ``portfolio-CODE``."""
    plain = Portfolio(
        id=f"portfolio-{code}",
        code=code,
        title=f"Bridges, {code}",
        candidate=Candidate("Miriam Adeyemi", "Hill School"),
        programme="STEM Teaching Certificate",
        cohort="2026",
        rubric=RubricRef("small", "1.0.0"),
        received_on=date(2026, 11, 1),
        due_on=date(2026, 12, 1),
    )
    return replace(plain, **changes)


def some_items(portfolio: Portfolio, titles: Iterable[str] = ("Plan", "Video")) -> tuple[EvidenceItem, ...]:
    """Evidence items with the ids ``item-CODE-0``, ``item-CODE-1`` ..., whose files are nowhere."""
    return tuple(
        EvidenceItem(
            id=f"item-{portfolio.code}-{position}",
            portfolio_id=portfolio.id,
            position=position,
            digest=digest_of(f"{portfolio.code} {title}"),
            size=1000 + position,
            file_name=f"{title.lower()}.bin",
            title=title,
            claims=("T1",),
        )
        for position, title in enumerate(titles)
    )


def put_rubric(workspace: Workspace, rubric: Rubric) -> None:
    """Enter a rubric version."""
    with workspace.recording("rubric.loaded", "rubric", subject=rubric.id) as recording:
        recording.put("rubric", rubric_row(rubric))


def put_person(workspace: Workspace, person_id: str, name: str) -> None:
    """Enter a person whose key is nowhere."""
    if find_person(workspace.db, person_id):
        return
    row = {"id": person_id, "name": name, "role": "assessor", "fingerprint": digest_of(name), "made_at": str(START)}
    with workspace.recording("person.made", "identity made", subject=person_id) as recording:
        recording.put("person", row)


def put_portfolio(workspace: Workspace, code: str = "P-001", **changes: object) -> Portfolio:
    """Enter a portfolio with two evidence items."""
    portfolio = a_portfolio(code, **changes)
    with workspace.recording("portfolio.received", f"{code} taken in", subject=portfolio.id) as recording:
        recording.put("portfolio", portfolio_row(portfolio))
        for item in some_items(portfolio):
            recording.put("item", item_row(item))
    return portfolio


def sign(workspace: Workspace, assessment_id: str) -> None:
    """Put the journal entry and the state that signing leaves, without documents."""
    assessment = load_assessment(workspace.db, assessment_id)
    signed = replace(assessment, state=AssessmentState.SIGNED, signed_at=workspace.clock())
    with workspace.recording("assessment.signed", "signed", subject=assessment_id) as recording:
        recording.put("assessment", assessment_row(signed))


def marks_of(workspace: Workspace, assessment_id: str) -> dict[str, Mark]:
    """The marks as they are in the database."""
    return dict(load_assessment(workspace.db, assessment_id).marks)


def open_workspace(folder: Path, *, person: str = AMARA, clock: Clock | None = None) -> Workspace:
    """Open a workspace with a clock that a test can turn."""
    return Workspace(folder, clock=clock or Clock(), person=person)


def furnished(folder: Path, codes: Iterable[str] = ("P-001", "P-002"), *, clock: Clock | None = None) -> Workspace:
    """Open a workspace with the small rubric, two people and some portfolios; Amara acts."""
    workspace = open_workspace(folder, clock=clock)
    put_rubric(workspace, small_rubric())
    put_person(workspace, AMARA, "Amara Obi")
    put_person(workspace, BEN, "Ben Alvarez")
    for code in codes:
        put_portfolio(workspace, code)
    return workspace
