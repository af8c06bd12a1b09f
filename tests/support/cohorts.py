"""Cohorts of made-up candidates with marks, put into the tables at once, so that three hundred cost a moment.

The same seed gives the same cohort. What is put in this way stands in no journal; where a test needs that, it acts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

from tests.support.building import START, digest_of

from certdesk import shipped
from certdesk.actions.rubric_loading import read_checked
from certdesk.core.annotations import Annotation, TimeSpan
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.candidates import ListedCandidate
from certdesk.core.cohorts import Allocation, Cohort, CohortState, Turn
from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.plain import canonical
from certdesk.core.portfolio import Candidate, EvidenceItem, Portfolio, RubricRef
from certdesk.core.rubric import Rubric
from certdesk.store.assessments import annotation_row, assessment_row, feedback_row, mark_row
from certdesk.store.candidates import candidate_row
from certdesk.store.portfolios import item_row, portfolio_row
from certdesk.store.records import Row
from certdesk.store.rubrics import rubric_row
from certdesk.store.workspace import Workspace

PROGRAMME = "STEM Teaching Certificate"
ASSESSORS = (
    "Amara Diallo", "Bongani Khumalo", "Chantal Mbeki", "Diego Ramos", "Esther Nyambura", "Fatou Sarr", "Hamid Larbi",
    "Ines Pereira", "Joao Vaz",
)  # fmt: skip
_FIRST = (
    "Miriam", "Kwame", "Leyla", "Tomás", "Aiko", "Ngozi", "Samuel", "Priya", "Ewa", "Luís", "Zanele", "Håkon",
    "Maximiliana Guadalupe", "أمل", "ትዕግሥት", "Nguyễn Thị",
)  # fmt: skip
_LAST = (
    "Adeyemi", "Owusu", "Haddad", "García", "Tanaka", "Eze", "Otieno", "Nair", "Żółć", "Ferreira", "Dlamini",
    "Wolfeschlegelsteinhausenbergerdorff", "المنصوري", "አለሙ", "Ánh", "O’Neill-Smith",
)  # fmt: skip
_SCHOOLS = (
    "Lakeside Primary", "Hill Road JSS", "St Clare’s", "Makuti Secondary", "Riverbend", "Old Market", "Kisumu North",
    "Mount Carmel Girls’ High School and Teachers’ Practice Centre", "مدرسة النور", "Garden City", "Port View",
    "East Ridge", "Baobab Community School", "Sunrise", "Green Valley", "St Mary’s", "Ngong Hills", "Lycée Pasteur",
    "Escola do Vale", "Three Rivers", "Acacia", "Harbour", "Northgate", "Central", "Westlands", "Savannah", "Kopje",
    "Mission Hill", "Lower Town", "Upper Town", "Cedar Grove",
)  # fmt: skip
_SUBJECTS = ("Mathematics", "Physics", "Biology", "Computing", "Design and technology")
_LANGUAGES = ("en", "en", "en", "fr", "pt", "ar", "sw")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the cohort, its portfolios, and the assessments by turn, portfolio by portfolio."""

    cohort: Cohort
    portfolios: tuple[Portfolio, ...]
    first: Mapping[str, Assessment]
    second: Mapping[str, Assessment]
    assessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a cohort is to be. Shares are of the candidates; ``lost`` is the share whose first marks are not here."""

    candidates: int = 300
    assessors: int = 9
    double: float = 0.2
    lost: float = 0.0
    seed: int = 7
    name: str = "2026 B"
    state: CohortState = CohortState.OPEN
    words: bool = True
    """Whether feedback and evidence are written too."""


@cache
def shipped_rubric(name: str = "stem_teaching") -> Rubric:
    """One of the rubrics that the program brings along."""
    return read_checked(shipped.rubrics() / f"{name}.yaml")


def put_cohort(workspace: Workspace, shape: Shape | None = None, rubric: Rubric | None = None) -> Made:
    """Enter a cohort with candidates, portfolios, assessors, allocations and signed marks."""
    shape, rubric = shape or Shape(), rubric or shipped_rubric()
    made = _make(shape, rubric)
    people = made.assessors
    desks = {each: f"LAP-{number:02}" for number, each in enumerate(people, 1)}
    with workspace.local_change():
        _insert(workspace, "rubric", [rubric_row(rubric)], "or ignore ")
        _insert(
            workspace,
            "person",
            (_person(each, ASSESSORS[n % len(ASSESSORS)]) for n, each in enumerate(people)),
            "or ignore ",
        )
        _insert(
            workspace,
            "assessor",
            (_assessor(each, ASSESSORS[n % len(ASSESSORS)], desks[each]) for n, each in enumerate(people)),
            "or ignore ",
        )
        _insert(workspace, "cohort", [_cohort_row(made.cohort)])
        _insert(workspace, "candidate", (candidate_row(_listed(each, n)) for n, each in enumerate(made.portfolios)))
        _insert(workspace, "portfolio", map(portfolio_row, made.portfolios))
        _insert(workspace, "item", (item_row(item) for each in made.portfolios for item in _items(each)))
        _insert(workspace, "allocation", map(_allocation_row, _allocations(made)))
        every = (*made.first.values(), *made.second.values())
        _insert(workspace, "assessment", map(assessment_row, every))
        _insert(workspace, "mark", (mark_row(one.id, key, mark) for one in every for key, mark in one.marks.items()))
        _insert(
            workspace,
            "feedback",
            (feedback_row(one.id, key, told) for one in every for key, told in one.feedback.items()),
        )
        _insert(workspace, "annotation", (annotation_row(note) for one in every for note in one.annotations))
    return made


def _make(shape: Shape, rubric: Rubric) -> Made:
    chance = random.Random(shape.seed)
    people = tuple(f"person-{number:02}" for number in range(1, shape.assessors + 1))
    ref = RubricRef(rubric.id, rubric.version)
    cohort = Cohort(
        f"cohort-{shape.name}", PROGRAMME, shape.name, ref, shape.state, opened_at=START - timedelta(days=30),
        due_on=date(2026, 12, 15),
    )  # fmt: skip
    portfolios = tuple(_portfolio(chance, cohort, number) for number in range(1, shape.candidates + 1))
    severity = {each: chance.gauss(0, 0.25) for each in people}
    first: dict[str, Assessment] = {}
    second: dict[str, Assessment] = {}
    for number, portfolio in enumerate(portfolios):
        ability = chance.gauss(2.8, 0.6)
        one, other = people[number % len(people)], people[(number * 5 + 3) % len(people)]
        if chance.random() >= shape.lost:
            first[portfolio.id] = _assessment(
                chance, (portfolio, one, Turn.FIRST), rubric, ability + severity[one], words=shape.words
            )
        if chance.random() < shape.double and other != one:
            second[portfolio.id] = _assessment(
                chance, (portfolio, other, Turn.SECOND), rubric, ability + severity[other], words=shape.words
            )
    return Made(cohort, portfolios, first, second, people)


def _portfolio(chance: random.Random, cohort: Cohort, number: int) -> Portfolio:
    school = _SCHOOLS[min(int(chance.expovariate(0.12)), len(_SCHOOLS) - 1)]
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    code = f"{cohort.name[-1]}-{number:05}" if number > 999 else f"{cohort.name.replace(' ', '')}-{number:03}"
    return Portfolio(
        id=f"portfolio-{cohort.name}-{number:05}",
        code=code,
        title=f"Portfolio {number}",
        candidate=Candidate(name, school, chance.choice(_LANGUAGES)),
        programme=cohort.programme,
        cohort=cohort.name,
        rubric=cohort.rubric,
        received_on=date(2026, 11, 1),
        due_on=cohort.due_on,
    )


def _assessment(
    chance: random.Random, about: tuple[Portfolio, str, Turn], rubric: Rubric, ability: float, *, words: bool
) -> Assessment:
    portfolio, person, turn = about
    id_ = f"{portfolio.id}-{turn.value}"
    signed_at = START - timedelta(days=chance.randrange(1, 25), minutes=chance.randrange(600))
    marks = {criterion.id: _mark(chance, rubric, criterion.id, ability) for criterion in rubric.criteria}
    item = _items(portfolio)[0].id
    return Assessment(
        id=id_,
        portfolio_id=portfolio.id,
        assessor_id=person,
        state=AssessmentState.SIGNED,
        begun_at=signed_at - timedelta(hours=3),
        marks=marks,
        feedback={key: Feedback(f"Pupils lead in {key}.", f"Plan one more step for {key}.") for key in marks}
        if words
        else {},
        annotations=tuple(_note(id_, item, key, number) for number, key in enumerate(marks)) if words else (),
        summary="A thoughtful portfolio." if words else "",
        signed_at=signed_at,
    )


def _mark(chance: random.Random, rubric: Rubric, criterion_id: str, ability: float) -> Mark:
    luck = chance.random()
    if luck < 0.004:
        return Unscorable("U-MISSING")
    if luck < 0.01 and criterion_id not in rubric.scale.never_not_observed and rubric.scale.not_observed_at_most:
        return NotObserved()
    scale = rubric.scale_of(next(one for one in rubric.criteria if one.id == criterion_id))
    values = [level.value for level in scale.levels]
    aim = ability + chance.gauss(0, 0.55)
    return LevelGiven(min(values, key=lambda value: abs(float(value) - aim)))


def _note(assessment_id: str, item_id: str, criterion_id: str, number: int) -> Annotation:
    return Annotation(
        id=f"{assessment_id}-{number}",
        assessment_id=assessment_id,
        item_id=item_id,
        anchor=TimeSpan(1000 * number, 1000 * number + 5000),
        criteria=(criterion_id,),
        note=f"what shows in {criterion_id}",
    )


def _items(portfolio: Portfolio) -> tuple[EvidenceItem, ...]:
    return (
        EvidenceItem(
            f"item-{portfolio.id}", portfolio.id, 0, digest_of(portfolio.id), 1000, "lesson.mp4", "Lesson",
            evidence_type="lesson_video", kind="video", format="mp4", duration_ms=900_000,
        ),
    )  # fmt: skip


def _allocations(made: Made) -> Iterator[Allocation]:
    count = len(made.assessors)
    for number, portfolio in enumerate(made.portfolios):
        yield Allocation(
            f"a1-{portfolio.id}",
            portfolio.id,
            made.assessors[number % count],
            Turn.FIRST,
            START,
            due_on=date(2026, 12, 1),
        )
        if portfolio.id in made.second:
            who = made.second[portfolio.id].assessor_id
            yield Allocation(f"a2-{portfolio.id}", portfolio.id, who, Turn.SECOND, START, due_on=date(2026, 12, 1))


def _listed(portfolio: Portfolio, number: int) -> ListedCandidate:
    candidate = portfolio.candidate
    return ListedCandidate(
        f"candidate-{portfolio.id}", candidate.name, candidate.school, candidate.language, portfolio.code,
        portfolio.programme, portfolio.cohort, _SUBJECTS[number % len(_SUBJECTS)],
    )  # fmt: skip


def _person(id_: str, name: str) -> Row:
    return {"id": id_, "name": name, "role": "assessor", "fingerprint": digest_of(name), "made_at": START.isoformat()}


def _assessor(id_: str, name: str, desk: str) -> Row:
    lists = {"subjects": "[]", "languages": "[]", "schools": "[]"}
    return {"id": id_, "name": name, "desk": desk, "share": "1", "new_since": None, "active": 1, "note": "", **lists}


def _cohort_row(cohort: Cohort) -> Row:
    return {
        "id": cohort.id, "programme": cohort.programme, "name": cohort.name, "rubric_id": cohort.rubric.id,
        "rubric_version": cohort.rubric.version, "state": cohort.state.value, "policy": cohort.policy,
        "opened_at": _moment(cohort.opened_at), "due_on": str(cohort.due_on), "note": cohort.note,
    }  # fmt: skip


def _allocation_row(one: Allocation) -> Row:
    return {
        "id": one.id, "portfolio_id": one.portfolio_id, "assessor_id": one.assessor_id, "turn": one.turn.value,
        "criteria": canonical(one.criteria), "reasons": canonical(one.reasons), "due_on": str(one.due_on),
        "made_at": _moment(one.made_at), "ended_at": None, "ended_why": "",
    }  # fmt: skip


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _insert(workspace: Workspace, table: str, rows: Iterable[Row], how: str = "") -> None:
    rows = list(rows)
    if rows:
        names = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        workspace.db.conn.executemany(
            f"insert {how}into {table} ({names}) values ({marks})",  # noqa: S608 - our own names
            [tuple(row.values()) for row in rows],
        )


def mean_of(rubric: Rubric, marks: Mapping[str, Mark]) -> Fraction:
    """The plain mean of the levels given, to compare with."""
    levels = [mark.level for mark in marks.values() if isinstance(mark, LevelGiven)]
    return sum(levels, Fraction(0)) / len(levels) if levels else Fraction(0)
