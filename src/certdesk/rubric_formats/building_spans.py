"""Spans of points, such as "10-8", that stand above several columns: what they mean is asked once for all of them."""

from __future__ import annotations

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain, read_points
from certdesk.rubric_formats.building_questions import choices
from certdesk.rubric_formats.found import FoundRubric

HIGHER, LOWER, RANGE, EACH = "high", "low", "range", "each"


def question_of_spans(found: FoundRubric) -> Question | None:
    """Return the question about all spans of a rubric, or None when fewer than two levels have one.

    Levels below a common head count once. An answer given to one of them alone goes before the answer for all.
    """
    spans: dict[str, str] = {}
    for number, criterion in enumerate(found.criteria):
        for at, level in enumerate(criterion.levels):
            points = read_points(level.points)
            if points.is_range:
                ends = "-".join(map(plain, points.possible))
                spans.setdefault(level.key or f"{number}.{at}", ends)
    if len(spans) < 2:
        return None
    text = _("There are spans of points, such as “{span}”. What do they mean?")
    offered = choices(
        (HIGHER, _("The level is worth the higher number")),
        (LOWER, _("The level is worth the lower number")),
        (RANGE, _("Any points between the two can be given")),
        (EACH, _("Ask me for each of them")),
    )
    return Question(f"{found.key}.spans", text.format(span=next(iter(spans.values()))), offered)
