"""What slots could be filled with, to show how a comment will read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from certdesk.core.comment_bank import Comment
from certdesk.core.composing import gist
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import show_number
from certdesk.core.slots import cut_of, inside_a_sentence
from certdesk.core.words import _


def sample_slots(comment: Comment, rubrics: Iterable[Rubric]) -> Mapping[str, str]:
    """Fill what only evidence can tell with an example, the rest from the comment's own rubric and criterion."""
    slots = {
        "pointer": _("lesson-video.mp4, 03:05–03:40"),
        "file": _("lesson-video.mp4"),
        "start": "03:05",
        "end": "03:40",
        "mean": "2.94",
        "bank_date": "2028-06-30",
    }
    for rubric in rubrics:
        if comment.rubric not in ("", rubric.id):
            continue
        if "criteria_list" not in slots:
            slots |= _of_result(rubric)
        criterion = next((one for one in rubric.criteria if one.id in comment.criteria), None)
        if criterion is not None or not slots.get("cut"):
            cut = cut_of(rubric)
            slots |= {"cut": show_number(cut)} if cut is not None else {}
        if criterion is not None:
            return slots | _of_criterion(comment, rubric, criterion)
    return slots


def _of_result(rubric: Rubric) -> dict[str, str]:
    """Make up what a result could be about from the rubric's first criteria."""
    first = rubric.criteria[:2]
    slots = {"criteria_list": ", ".join(f"{one.id} {one.title}" for one in first)}
    slots |= {f"priority_{number}": inside_a_sentence(one.title) for number, one in enumerate(first, start=1)}
    if rubric.criteria:
        slots["strength"] = inside_a_sentence(rubric.criteria[-1].title)
    critical = next((one for one in rubric.criteria if one.critical), None)
    return slots | ({"critical_criterion": f"{critical.id} {critical.title}"} if critical else {})


def _of_criterion(comment: Comment, rubric: Rubric, criterion: Criterion) -> dict[str, str]:
    slots = {"criterion": criterion.id, "criterion_title": inside_a_sentence(criterion.title)}
    levels = rubric.scale_of(criterion).levels
    here = next((level for level in levels if level.value in comment.levels), None)
    if here is not None:
        slots["level"] = here.label
        above = next((level for level in levels if level.value > here.value), None)
        if above is not None:
            slots["next_level_label"] = above.label
            slots["next_descriptor"] = gist(criterion.descriptors.get(above.value, "")) or above.label
    return slots
