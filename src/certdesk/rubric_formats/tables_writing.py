"""A rubric as rows of cells that a teacher can edit and read in again: a grid, or a row a level where levels differ."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.losses import Holds, has_sections, lost

_HOLDS = frozenset({Holds.PURPOSE, Holds.SECTIONS, Holds.WEIGHTS, Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.OWN_LEVELS})
HEAD = ("Section", "Code", "Criterion", "Question", "Weight")
LEVEL_HEAD = ("Level", "Description", "Points")


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what a table won't hold of this rubric."""
    return lost(rubric, _HOLDS)


def is_grid(rubric: Rubric) -> bool:
    """Whether all criteria have the levels of the rubric, so that these can stand above the columns."""
    return not any(criterion.own_levels for criterion in rubric.criteria)


def lines_above(rubric: Rubric) -> list[str]:
    """Return the title and the purpose, which stand above the table."""
    return [text for text in (f"Rubric: {rubric.title}", rubric.purpose) if text]


def header(rubric: Rubric) -> list[str]:
    """Return the names of the columns, which are read back in any language of the program."""
    if not is_grid(rubric):
        return [*HEAD, *LEVEL_HEAD]
    return [*HEAD, *(level_name(level) for level in rubric.scale.levels)]


def body(rubric: Rubric) -> Iterator[list[str]]:
    """Return a row for each criterion, or for each level of each where they differ."""
    titles = {section.id: section.title for section in rubric.sections} if has_sections(rubric) else {}
    for criterion in rubric.criteria:
        first = [titles.get(criterion.section, ""), criterion.id, criterion.title, criterion.question]
        first.append(plain(criterion.weight))
        if is_grid(rubric):
            yield [*first, *(criterion.descriptors.get(level.value, "") for level in rubric.scale.levels)]
            continue
        for level in _levels(rubric, criterion):
            yield [*first, level.label, criterion.descriptors.get(level.value, ""), plain(level.value)]


def level_name(level: Level) -> str:
    """Write a level's name and points so that both are told apart again."""
    return f"{level.label} ({plain(level.value)})" if level.label else plain(level.value)


def edit_hint() -> tuple[str, ...]:
    """Return the sentences that tell a person how the table may be changed."""
    return (
        _("Change the words and the weights as you like, add rows, and read the file in again with Rubrics > Import."),
        _("The code of a criterion is how CertDesk knows it again; leave it as it is when you change the title."),
        _("The number behind a level's name is its points."),
    )


def _levels(rubric: Rubric, criterion: Criterion) -> tuple[Level, ...]:
    return rubric.scale_of(criterion).levels
