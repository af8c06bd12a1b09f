"""MarkUs's annotation categories: YAML by name, or a CSV without heads; with or without criteria and deductions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Choice, Question, Reading
from certdesk.core.words import _
from certdesk.rubric_formats.bank_found import FoundComment, comments_of
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.csv_cells import read_cells
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.text_encoding import decoded
from certdesk.rubric_formats.yaml_entries import LARGEST, Entries, read_entries

FORMAT = "markus-annotations"
_LIST_UNDER_NAME = re.compile(r"^[^\s#:\-\[{][^\n]*:\s*(\n\s*-\s|\[)", re.MULTILINE)
_START = re.compile(r"\ufeff?(---[^\n]*\n)?")
_NUMBER = re.compile(r"[+-]?\d{1,6}([.,]\d{1,6})?")
_CRITERION_FIRST, _TEXTS_ONLY = "criterion", "texts"


def looks_like_yaml(source: Source) -> float:
    """Whether names stand above lists of texts, and nothing says that it is a file of CertDesk."""
    start = dedent(_START.sub("", decoded(source.data[:65_536]), count=1))
    return 0.5 if _LIST_UNDER_NAME.search(start) and "schema:" not in start and "max_mark" not in start else 0.0


def read_yaml(source: Source, answers: Answers) -> Reading:
    """Read categories from YAML. Raises RubricError when it holds none."""
    if len(source.data) > LARGEST:
        raise RubricError(_("{file} is too large.").format(file=shown(source.name)), _("Choose another file."))
    file = read_entries(decoded(source.data), source.name)
    if not isinstance(file, Entries):
        problem = _("{file} holds no categories by name.").format(file=shown(source.name))
        raise RubricError(problem, _("Download the annotation categories once more from MarkUs."))
    asking = Asking(answers)
    found: list[FoundComment] = []
    for name, value, line in file.pairs:
        place = _("line {number}, {name}").format(number=line, name=shown(name))
        if not isinstance(value, tuple):
            asking.skipped(place, name, _("There is no list of texts under it."))
            continue
        cells = [one if isinstance(one, str) else "" for one in value]
        found += _of_category(name, cells, place, with_criterion=_has_deductions(cells))
    return Reading(FORMAT, rows=(), comments=()) if not file.pairs else _reading(found, asking)


def looks_like_csv(source: Source) -> float:
    """Whether it is a table at all; MarkUs's has no heads, so anything else is likelier."""
    try:
        rows = read_cells(Source(source.name, source.data[:65_536])).rows
    except RubricError:
        return 0.0
    filled = [row for row in rows if row]
    with_texts = sum(len(row) >= 2 for row in filled)
    return (
        0.1 if filled and with_texts > 0.8 * len(filled) - 1 and with_texts and source.data[:1] not in b"<{[" else 0.0
    )


def read_csv(source: Source, answers: Answers) -> Reading:
    """Read categories from a CSV. Which of its two shapes it has often can't be told from the file, so it is asked."""
    asking = Asking(answers)
    rows = [(number, row) for number, row in enumerate(read_cells(source).rows, start=1) if any(row)]
    if not rows:
        problem = _("{file} is empty.").format(file=shown(source.name))
        raise RubricError(problem, _("Download the annotation categories once more from MarkUs."))
    text = _("What stands in the second column?")
    choices = (Choice(_TEXTS_ONLY, _("A comment already")), Choice(_CRITERION_FIRST, _("The name of a criterion")))
    place = _("row {number}").format(number=rows[0][0])
    shape = _CRITERION_FIRST
    if not any(_names_no_criterion(row) or _has_deductions(list(row[1:])) for _number, row in rows):
        shape = asking.ask(place, ", ".join(rows[0][1][:3]), Question("markus.shape", text, choices))
    if not shape:
        return Reading(FORMAT, rows=tuple(asking.rows))
    found: list[FoundComment] = []
    for number, row in rows:
        at = _("row {number}").format(number=number)
        found += _of_category(row[0], list(row[1:]), at, with_criterion=shape == _CRITERION_FIRST)
    return _reading(found, asking)


def _reading(found: list[FoundComment], asking: Asking) -> Reading:
    comments = comments_of(found, asking)
    return Reading(FORMAT, rows=tuple(asking.rows), comments=comments)


def _has_deductions(cells: list[str]) -> bool:
    """Whether the list reads criterion, text, deduction, text, deduction, and so on."""
    return len(cells) >= 3 and len(cells) % 2 == 1 and all(_NUMBER.fullmatch(one.strip()) for one in cells[2::2])


def _names_no_criterion(row: tuple[str, ...]) -> bool:
    """Whether the place of the criterion is empty and texts follow."""
    return len(row) > 2 and not row[1].strip()


def _of_category(name: str, cells: list[str], place: str, *, with_criterion: bool) -> Iterator[FoundComment]:
    criterion = cells[0].strip() if with_criterion and cells else ""
    texts = cells[1:] if with_criterion else cells
    paired = with_criterion and _has_deductions(cells)
    pairs = list(zip(texts[::2], texts[1::2], strict=True)) if paired else [(text, "") for text in texts]
    for number, (text, points) in enumerate(pairs, start=1):
        if not text.strip() and len(pairs) > 1:
            continue
        yield FoundComment(
            place=_("{place}, comment {number}").format(place=place, number=number),
            text=text,
            criteria=(criterion,) if criterion else (),
            tags=(name.strip(),) if name.strip() else (),
            points=f"-{points.strip()}" if points.strip() and not points.strip().startswith("-") else points,
        )
