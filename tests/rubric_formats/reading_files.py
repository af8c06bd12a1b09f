"""Reading a text as a file of a format, and its rubrics and rows in short."""

from __future__ import annotations

from certdesk.core.importing import Reading, Row, Verdict
from certdesk.core.rubric import Criterion, Rubric
from certdesk.rubric_formats.all_formats import format_called
from certdesk.rubric_formats.format import Source


def read(
    format_id: str, content: str | bytes, answers: dict[str, str] | None = None, name: str = "essay.csv"
) -> Reading:
    data = content if isinstance(content, bytes) else content.encode()
    return format_called(format_id).read(Source(name, data), answers or {})


def grid(rubric: Rubric) -> dict[str, dict[str, tuple[str, str]]]:
    """Title of each criterion -> value -> label and descriptor."""
    return {one.title: levels_of(rubric, one) for one in rubric.criteria}


def levels_of(rubric: Rubric, criterion: Criterion) -> dict[str, tuple[str, str]]:
    return {
        str(level.value): (level.label, criterion.descriptors.get(level.value, ""))
        for level in rubric.scale_of(criterion).levels
    }


def asked(reading: Reading) -> dict[str, list[str]]:
    """Id of each open question -> ids of its choices."""
    return {question.id: [choice.id for choice in question.choices] for question in reading.questions}


def skipped(reading: Reading) -> list[Row]:
    return [row for row in reading.rows if row.verdict is Verdict.SKIPPED]
