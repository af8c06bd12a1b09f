"""What the tables of a hand-over mean: each column in words, and the rubric's criteria, levels and outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from certdesk.core.codebook_columns import CODEBOOK, CRITERIA, LEVELS, OUTCOMES
from certdesk.core.result_columns import Column
from certdesk.core.result_tables import (
    Cells,
    ResultRecord,
    Table,
    Told,
    decimal,
    exact,
    marks_table,
    results_table,
)
from certdesk.core.rubric import Rubric
from certdesk.core.words import _


def all_tables(records: tuple[ResultRecord, ...], told: Told) -> tuple[Table, ...]:
    """Return every table of a hand-over: results, marks, the rubric's, and the codebook of them."""
    tables = (results_table(records, told), marks_table(records, told), *rubric_tables(told.rubric))
    return (*tables, codebook_table(tables))


def codebook_table(tables: Iterable[Table]) -> Table:
    """Return a row for each column of the tables, in words of the language in use."""
    rows = tuple(_entry(table.name, column) for table in tables for column in table.columns)
    return Table("codebook", CODEBOOK, rows)


def rubric_tables(rubric: Rubric) -> tuple[Table, ...]:
    """Return the criteria, the levels of each, and the outcomes, as tables to join with."""
    titles = {section.id: section.title for section in rubric.sections}
    criteria: tuple[Cells, ...] = tuple(
        (
            one.id, one.section, titles.get(one.section, ""), one.title, one.question, exact(one.weight),
            decimal(one.weight), decimal(one.floor), one.critical,
        )
        for one in rubric.criteria
    )  # fmt: skip
    outcomes = tuple((one.id, one.label, one.certifies) for one in rubric.decision.outcomes)
    return (
        Table("criteria", CRITERIA, criteria),
        Table("levels", LEVELS, tuple(_levels(rubric))),
        Table("outcomes", OUTCOMES, outcomes),
    )


def in_words(column: Column) -> tuple[str, str, str]:
    """Return title, meaning and what a missing value means, in words."""
    if not column.criterion:
        return _(column.title), _(column.meaning), _(column.missing) if column.missing else ""
    title = f"{column.criterion} {column.title}"
    if column.name.startswith("level_"):
        text = _("The level of criterion {criterion} that counts, as a decimal cut off after six places")
        return title, text.format(criterion=column.criterion), _("a kind of mark that has no level")
    text = _(
        "The mark of criterion {criterion} that counts: an exact level, not_observed, unscorable:CODE, comment_only or "
        "unmarked"
    )
    return title, text.format(criterion=column.criterion), ""


def _entry(table: str, column: Column) -> Cells:
    title, meaning, missing = in_words(column)
    return table, column.name, column.kind.value, title, meaning, missing or None


def _levels(rubric: Rubric) -> Iterator[Cells]:
    for criterion in rubric.criteria:
        scale = rubric.scale_of(criterion)
        for level in scale.levels:
            meets = not scale.is_below_standard(level.value)
            words = criterion.descriptors.get(level.value) or None
            yield criterion.id, exact(level.value), decimal(level.value), level.label, meets, words
