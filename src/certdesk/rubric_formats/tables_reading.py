"""A rubric from any table: one row a level, a grid either way round, or a list of criteria with points."""

from __future__ import annotations

import re
from dataclasses import replace

from certdesk.core.importing import Question
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain, read_points
from certdesk.rubric_formats.building_questions import SKIP, Asking, choices
from certdesk.rubric_formats.building_text import clean, one_line
from certdesk.rubric_formats.canvas import header_row, rubrics_in
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.tables_below import with_points_beside, without_made_up_names
from certdesk.rubric_formats.tables_grid import grid_criteria
from certdesk.rubric_formats.tables_long import bare_list, by_rubric, list_header, long_criteria, long_header
from certdesk.rubric_formats.tables_order import in_order
from certdesk.rubric_formats.tables_pairs import pairs_criteria, pairs_header
from certdesk.rubric_formats.tables_shape import find_header, turned

_CALLED = re.compile(
    r"(?:rubric|title|rubrik|titel|rúbrica|título|name of rubric|rubric title)\s*[:=]\s*", re.IGNORECASE
)
_TO_FILL_IN = re.compile(r".{0,40}:\s*_*|.*_{3,}.*")
_LONGEST_TITLE = 150
_PERSON = re.compile(
    r"(student|learner|candidate|pupil|participant|user)s?( (id|name|number|no))?|user ?name|first name|last name"
    r"|surname|e-?mail( address)?|sis (user )?id|matrikelnummer|matrikel-nr\.?"
)


def rubrics_of(table: Table, key: str, asking: Asking) -> list[FoundRubric]:
    """Return what rubrics a table holds, none while its shape is not known or when it holds nothing like one.

    ``key`` tells it from other sheets of the same file.
    """
    if header_row(table) is not None:
        return [replace(one, key=f"{key}.{one.key}") for one in rubrics_in(table, asking)]
    if _holds_marks_of_people(table, asking):
        return []
    named = _with_known_columns(table, key, asking)
    if named is not None:
        return named
    table = without_made_up_names(table)
    head = find_header(table, key, asking)
    if head is None:
        return []
    whole = table if head < 0 else turned(with_points_beside(table, head), head, key, asking)
    if whole is None:
        return []
    criteria = grid_criteria(whole, head, key, asking)
    return [_rubric(table, head, key, criteria, asking)] if criteria else []


def _holds_marks_of_people(table: Table, asking: Asking) -> bool:
    """Whether a row a person is what the table has, as a list of marks does; that is said then."""
    first = next((row for row in table.rows if any(row)), ())
    if not first or not _PERSON.fullmatch(" ".join(first[0].replace("_", " ").lower().split())):
        return False
    asking.skipped(_("row {number}").format(number=1), first[0], _("It holds what people got, not a rubric."))
    return True


def _with_known_columns(table: Table, key: str, asking: Asking) -> list[FoundRubric] | None:
    """Return the rubrics of a table whose columns say what they hold, by their names or being only two, or None."""
    paired, long, listed = pairs_header(table), long_header(table), list_header(table)
    head = next((at for at in (paired, long, listed) if at is not None), None)
    if head is None:
        bare = bare_list(table, asking)
        return [FoundRubric(key, one_line(table.name), _of_points(bare, key, asking))] if bare else None
    if paired is not None:
        criteria = in_order(pairs_criteria(table, head, asking), key, asking)
    else:
        criteria = long_criteria(table, head, asking, joined=long is not None)
    if head not in {paired, long} or not any(len(criterion.levels) > 1 for criterion in criteria):
        criteria = _of_points(criteria, key, asking)
    whole = _rubric(table, head, key, criteria, asking)
    parts = by_rubric(table, head, criteria)
    if len(parts) < 2:
        return [whole]
    return [replace(whole, key=f"{key}.{n}", title=name, criteria=part) for n, (name, part) in enumerate(parts, 1)]


def looks_like_a_table(table: Table) -> bool:
    """Whether there are at least two rows, and one of them has at least two cells."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in table.rows]
    return sum(bool(count) for count in filled) >= 2 and max(filled) >= 2


def _rubric(table: Table, head: int, key: str, criteria: tuple[FoundCriterion, ...], asking: Asking) -> FoundRubric:
    """Take the lines above the table as the title and the purpose."""
    title, purpose = "", []
    for number, row in enumerate(table.rows[: max(head, 0)], start=1):
        cells = [cell.strip() for cell in row if cell.strip()]
        place = _("row {number}").format(number=number)
        if not cells:
            continue
        text = " ".join(dict.fromkeys(cells))
        called = _CALLED.match(text)
        if not called and _TO_FILL_IN.fullmatch(one_line(text)):
            asking.skipped(place, text, _("It is filled in when marking, and left out."))
        elif not title and len(one_line(text)) <= _LONGEST_TITLE:
            title = one_line(text[called.end() if called else 0 :])
            asking.accepted(place, title, _("It was taken as the title."))
        else:
            purpose.append(clean(text))
            asking.accepted(place, text, _("It was taken as the purpose."))
    return FoundRubric(key, title or one_line(table.name), criteria, "\n".join(purpose))


def _of_points(criteria: tuple[FoundCriterion, ...], key: str, asking: Asking) -> tuple[FoundCriterion, ...]:
    """Ask once what a list of criteria with highest points means, as there are no levels in it."""
    if not criteria:
        return ()
    text = _("There is one number of points for each criterion and no levels. How are the points given?")
    offered = choices(
        ("any", _("Any points from 0 to that number")), ("all", _("All of them or none")), (SKIP, _("Leave them out"))
    )
    answer = asking.ask(criteria[0].place, criteria[0].title, Question(f"{key}.list", text, offered))
    if answer in {"", SKIP}:
        return ()
    names = ("", "") if answer == "any" else (_("Not met"), _("Met"))
    return tuple(_between(one, names, ranges=answer == "any") for one in criteria)


def _between(criterion: FoundCriterion, names: tuple[str, str], *, ranges: bool) -> FoundCriterion:
    """Give a criterion of a list its two levels: none of the points, or the fewest of a range, and the most."""
    given = criterion.levels[0] if criterion.levels else FoundLevel("")
    points = read_points(given.points)
    lowest, highest = ("0", given.points)
    if points.is_range:
        lowest, highest = plain(min(points.possible)), plain(max(points.possible))
    return replace(
        criterion,
        levels=(FoundLevel(lowest, names[0]), FoundLevel(highest, names[1])),
        description=criterion.description or given.text,
        ranges=ranges,
    )
