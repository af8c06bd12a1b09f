"""A reading whose rubrics bring more than criteria and levels: comments, worked answers, codes of standards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from certdesk.core.comment_bank import Comment
from certdesk.core.editing_ids import unused_id
from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import ExampleWork, Reading, Verdict
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.standards import Framework
from certdesk.core.words import _
from certdesk.rubric_formats.building import MOST_RUBRICS, built
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.found import FoundRubric


@dataclass(frozen=True, slots=True)
class Whole:
    """A rubric with all that came with it."""

    rubric: Rubric
    comments: tuple[Comment, ...] = ()
    example_work: tuple[ExampleWork, ...] = ()


Finish = Callable[[Rubric], Whole]
"""Adds to a rubric that was built what its format has beyond criteria and levels."""


def read_together(
    format_id: str,
    source: Source,
    parts: Iterable[tuple[FoundRubric, Finish]],
    asking: Asking,
    frameworks: tuple[Framework, ...] = (),
) -> Reading:
    """Build each rubric and finish it. Raises RubricError when there is nothing to use and nothing to ask."""
    every = list(parts)
    wholes: list[Whole] = []
    for found, finish in every[:MOST_RUBRICS]:
        rubric = built(found, source, asking)
        if rubric is not None:
            taken = {whole.rubric.id for whole in wholes}
            wholes.append(finish(replace(rubric, id=unused_id(rubric.id, taken))))
    if len(every) > MOST_RUBRICS:
        reason = _("Only the first {count} rubrics of a file are taken.").format(count=MOST_RUBRICS)
        asking.skipped(_("file"), source.name, reason)
    if not wholes and not frameworks and not any(row.verdict is Verdict.QUESTION for row in asking.rows):
        text = _("{file}: there is no criterion with levels in it.").format(file=shown(source.name))
        reasons = list(dict.fromkeys(row.reason for row in asking.rows if row.verdict is Verdict.SKIPPED))[:3]
        raise RubricError(text, " ".join(reasons) or _("Choose a file that holds a rubric."))
    return Reading(
        format_id,
        tuple(whole.rubric for whole in wholes),
        tuple(asking.rows),
        comments=tuple(comment for whole in wholes for comment in whole.comments),
        frameworks=frameworks,
        example_work=tuple(work for whole in wholes for work in whole.example_work),
    )


def with_criteria(rubric: Rubric, system: str, changed: Callable[[Criterion, str], Criterion]) -> Rubric:
    """Change each criterion that has an id of its own in the other program; ``changed`` is given that id too."""
    known = source_ids(rubric, system)
    criteria = tuple(changed(one, known[one.id]) if one.id in known else one for one in rubric.criteria)
    return replace(rubric, criteria=criteria)


def source_ids(rubric: Rubric, system: str) -> dict[str, str]:
    """Return what another program calls the rubric (under ``""``), its criteria and their levels, by part."""
    return {each.part: each.value for each in rubric.external if each.system == system}
