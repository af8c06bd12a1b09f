"""Printed insights: accessible, the same numbers in all of them, and no hidden number in any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.reports import pdf_checks
from tests.support.cohorts import Shape, _make, shipped_rubric
from tests.support.insights import MADE

from certdesk.core.catalogue import Meant, Offer
from certdesk.core.cohorts import CohortMember, CohortResult, ResultState
from certdesk.core.insights.assembling import Known, assemble, protected
from certdesk.core.insights.figures import Breakdown, CohortFigures
from certdesk.core.insights.growth import Attempts, MarkingError
from certdesk.core.insights.trends import past_cohort
from certdesk.reports.insights.documents import (
    write_cohort_report,
    write_coordinators_page,
    write_directors_summary,
    write_resource_brief,
)

OFFERS = tuple(Offer(f"o{n}", f"Offer for T{n}", (Meant("", f"T{n}"),), f"{n} h", "kit") for n in range(1, 9))
LONG = "Mount Carmel Girls’ High School and Teachers’ Practice Centre"
ARABIC = "مدرسة النور"


def figures_of(count: int, rubric: str = "stem_teaching", *, released: bool = True) -> CohortFigures:
    shipped = shipped_rubric(rubric)
    made = _make(Shape(candidates=count, words=False), shipped)
    results = tuple(
        CohortResult(
            CohortMember(one.id, one.code, one.candidate.name, one.candidate.school, one.candidate.language,
                         ("Physics", "Biology")[number % 2]),
            one.rubric, ResultState.RELEASED, "a", "certified" if number % 3 else "not_yet", "", bool(number % 3), None,
            made.first[one.id].marks,
        )
        for number, one in enumerate(made.portfolios)
    )  # fmt: skip
    past = (past_cohort("2025 A", shipped, results[: count // 2]), past_cohort("2026 B", shipped, results))
    attempts = tuple(Attempts(one.assessment_id, one.member.code, 2, 3) for one in results[:8])  # type: ignore[arg-type]
    known = Known(
        made.cohort, shipped, results, count + 7, released, 5, MADE, OFFERS, past, attempts, MarkingError(0.2, 40)
    )
    return assemble(protected(known))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[CohortFigures, dict[str, Path]]:
    folder, figures = tmp_path_factory.mktemp("insights"), figures_of(90)
    files = {name: folder / f"{name}.pdf" for name in ("report", "brief", "summary", "page")}
    assert write_cohort_report(figures, files["report"]) <= 6
    assert write_resource_brief(figures, files["brief"]) == 1
    assert write_directors_summary(figures, files["summary"]) <= 2
    assert write_coordinators_page(figures, (LONG, ARABIC, "Lakeside Primary"), files["page"]) == 1
    return figures, files


def numbers(path: Path) -> set[str]:
    """Every number in a document, but those of its pages."""
    text = re.sub(r"Page \d+ of \d+", "", pdf_checks.text_by_pdfium(path))
    return set(re.findall(r"\d+(?:\.\d+)?", text))


@pytest.mark.parametrize("name", ["report", "brief", "summary", "page"])
def test_they_can_be_read_by_everybody(written: tuple[CohortFigures, dict[str, Path]], name: str) -> None:
    path = written[1][name]
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    assert "Figure" in pdf_checks.tags(path)


@pytest.mark.parametrize("name", ["brief", "summary", "page"])
def test_every_number_stands_in_the_cohort_report(written: tuple[CohortFigures, dict[str, Path]], name: str) -> None:
    assert numbers(written[1][name]) - numbers(written[1]["report"]) == set()
    assert len(numbers(written[1][name])) > 20


def test_the_report_tells_the_figures_and_nothing_that_is_hidden(
    written: tuple[CohortFigures, dict[str, Path]],
) -> None:
    figures, files = written
    text = pdf_checks.text_by_pdfium(files["report"])
    for one in figures.criteria:
        assert {str(one.n), *(str(level.count) for level in one.levels)} <= set(text.split())
    schools = figures.map_by(Breakdown.SCHOOL)
    assert schools is not None
    hidden = [row for row in schools.rows if row.hidden]
    assert hidden
    for row in hidden:
        line = next((line for line in text.splitlines() if line.startswith(row.label)), "")
        assert not re.search(r"\d\.\d", line)


def test_no_teacher_is_named(written: tuple[CohortFigures, dict[str, Path]]) -> None:
    made = _make(Shape(candidates=90, words=False), shipped_rubric())
    for path in written[1].values():
        text = pdf_checks.text_by_pdfium(path)
        assert not [one.code for one in made.portfolios if one.candidate.name in text or one.code in text]


@pytest.mark.parametrize("count", [1, 7])
def test_small_cohorts(tmp_path: Path, count: int) -> None:
    figures = figures_of(count, "stem_lesson_practice", released=False)
    for write in (write_cohort_report, write_resource_brief, write_directors_summary):
        write(figures, tmp_path / "x.pdf")
        text = pdf_checks.text_by_pdfium(tmp_path / "x.pdf")
        assert "Not released" in text
        assert ("one result only" in text) == (count == 1)
    assert pdf_checks.structure_faults(tmp_path / "x.pdf") == []
