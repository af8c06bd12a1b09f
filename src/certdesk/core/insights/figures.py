"""The figures of a cohort as values: screens, printed reports and exports all say what stands here and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from certdesk.core.portfolio import RubricRef
from certdesk.core.statistics.results import Interval, Proportion


class Breakdown(StrEnum):
    """By what a heat map is told."""

    SCHOOL = "school"
    SUBJECT = "subject"
    LANGUAGE = "language"
    SECTION = "section"
    """The aims of the rubric; the columns are the whole cohort and its subjects."""
    CODE = "code"
    """The codes of a framework of standards; columns as for sections."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Whose results are told: those of one subject, school or language, or of two of them; "" means all."""

    subject: str = ""
    school: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.subject or self.school or self.language)


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many marks count to a level; ``share`` is of all marks with a level. ``below`` the standard or not."""

    value: Fraction
    label: str
    count: int
    share: Fraction
    below: bool


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """One criterion over all whose results are told. With ``hidden``, a sentence, there is no number.

    ``n`` counts the levels given; the four marks without a level are counted apart. ``between`` are levels that lie
    between two steps of the scale, as means of two assessors do: they count to the step that they have reached.
    """

    id: str
    title: str
    section: str
    standard: Fraction
    n: int = 0
    levels: tuple[LevelCount, ...] = ()
    between: int = 0
    not_observed: int = 0
    unscorable: int = 0
    comment_only: int = 0
    unmarked: int = 0
    codes: tuple[tuple[str, int], ...] = ()
    mean: Fraction | None = None
    mean_interval: Interval | None = None
    at_standard: Proportion | None = None
    below_standard: Proportion | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeFigure:
    """How many came to an outcome, of all whose results are told."""

    id: str
    label: str
    certifies: bool
    share: Proportion


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A column of a heat map: a criterion, or a group of teachers."""

    id: str
    title: str
    standard: Fraction


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The mean level of a group; ``tone`` is from 1 (far below the standard) to 5 (well above), 0 for none.

    ``shown`` is the mean as it is written, with one decimal and never on the other side of the standard.
    """

    mean: Fraction | None = None
    shown: str = ""
    n: int | None = None
    tone: int = 0
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A group, how many teachers are in it, and its means. ``hidden`` says why there are none."""

    key: str
    label: str
    n: int
    cells: tuple[HeatCell, ...]
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Mean levels by group, largest group first."""

    by: Breakdown
    title: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]

    @property
    def shown(self) -> tuple[HeatRow, ...]:
        """The rows with numbers."""
        return tuple(row for row in self.rows if not row.hidden)


@dataclass(frozen=True, slots=True)
class Offered:
    """Professional development that may help, as the catalogue has it."""

    id: str
    title: str
    length: str
    form: str
    language: str
    where_found: str
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """A criterion with the share that is below the standard, and what could help."""

    criterion: str
    title: str
    share: Proportion
    offers: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class Strength:
    """A criterion with the share that meets the standard."""

    criterion: str
    title: str
    share: Proportion


class Grown(StrEnum):
    """What may be said of two attempts of the same candidate."""

    UP = "up"
    DOWN = "down"
    WITHIN_ERROR = "within_error"
    """The difference is smaller than two assessors' differences may make it."""
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class AttemptChange:
    """Two attempts of one candidate, for the lead's screen only: mean levels, what may be said and why not more."""

    portfolio_id: str
    code: str
    before: Fraction | None
    after: Fraction | None
    change: Fraction | None
    verdict: Grown
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GrowthFigures:
    """Growth of those with two attempts. ``error`` is the scoring error of a mean, ``band`` 1.96 x error x root 2.

    ``n`` counts comparable pairs; with ``hidden``, a sentence, there is no number.
    """

    n: int = 0
    not_comparable: int = 0
    up: int = 0
    down: int = 0
    within_error: int = 0
    mean_change: Fraction | None = None
    error: float | None = None
    error_n: int = 0
    band: float | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One cohort on a line: the share with its interval, or why there is none."""

    cohort: str
    share: Proportion | None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The share at standard or above over cohorts; ``criterion`` is empty for the share that was certified."""

    criterion: str
    title: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Shares over the cohorts of a programme, the oldest first."""

    cohorts: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """Everything that is told of a cohort. ``people`` are those counted, ``members`` all of the cohort.

    ``released`` is False where results are counted that nobody may be told yet. With ``hidden``, a sentence, there are
    too few people to tell anything. The lists for filters hold what may be chosen.
    """

    cohort_id: str
    programme: str
    cohort: str
    rubric: RubricRef
    rubric_title: str
    language: str
    made_at: datetime
    chosen: Filter
    released: bool
    people: int
    members: int
    smallest: int
    criteria: tuple[CriterionFigures, ...] = ()
    outcomes: tuple[OutcomeFigure, ...] = ()
    certified: Proportion | None = None
    heat: tuple[HeatMap, ...] = ()
    needs: tuple[Need, ...] = ()
    strengths: tuple[Strength, ...] = ()
    growth: GrowthFigures = GrowthFigures()
    trends: Trends = Trends((), ())
    subjects: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: str = ""

    def criterion(self, criterion_id: str) -> CriterionFigures | None:
        """Find the figures of a criterion."""
        return next((one for one in self.criteria if one.id == criterion_id), None)

    def map_by(self, by: Breakdown) -> HeatMap | None:
        """Find a heat map; the first of several frameworks."""
        return next((one for one in self.heat if one.by is by), None)
