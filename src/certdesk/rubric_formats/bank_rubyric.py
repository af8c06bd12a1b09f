"""Rubyric's phrases: below each criterion texts with a grade and a feedback category, perhaps in several languages."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.importing import Answers, Reading
from certdesk.core.words import _
from certdesk.rubric_formats.bank_found import FoundComment, comments_of
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.json_tree import Json, fields_of, parts_of, read_json, text_of

FORMAT = "rubyric"
_DEEPEST = 40


def looks_like(source: Source) -> float:
    """Whether it is JSON with phrases in it."""
    start = source.data[:200_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return 0.9 if start[:1] in (b"{", b"[") and b'"phrases"' in start else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read every phrase. Raises RubricError when it is no JSON."""
    tree = read_json(source.data, source.name)
    asking = Asking(answers)
    comments = comments_of(_phrases(tree, _categories(tree), "", 0), asking)
    return Reading(FORMAT, rows=tuple(asking.rows), comments=comments)


def _categories(tree: Json) -> dict[str, str]:
    fields = fields_of(tree)
    listed = parts_of(fields.get("feedbackCategories") or fields.get("feedback_categories"))
    known = {}
    for one in map(fields_of, listed):
        known[text_of(one.get("id"))] = next((text for _language, text in _texts(one.get("name"))), "")
    return known


def _phrases(value: Json, categories: dict[str, str], criterion: str, depth: int) -> Iterator[FoundComment]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _phrases(part, categories, criterion, depth + 1)
        return
    fields = fields_of(value)
    named = next((text for _language, text in _texts(fields.get("name"))), "")
    phrases = parts_of(fields.get("phrases"))
    for number, phrase in enumerate(map(fields_of, phrases), start=1):
        category = text_of(phrase.get("category")) or text_of(phrase.get("categoryId"))
        place = _("{criterion}, phrase {number}").format(criterion=named or criterion, number=number)
        grade = text_of(phrase.get("grade"))
        for language, text in _texts(phrase.get("text") or phrase.get("content")):
            yield FoundComment(
                place=place,
                text=text,
                kind=categories.get(category, category),
                criteria=(named,) if named else (),
                lowest=grade,
                language=language,
            )
    for name, part in fields.items():
        if name != "phrases" and isinstance(part, list | dict):
            yield from _phrases(part, categories, named or criterion, depth + 1)


def _texts(value: Json) -> list[tuple[str, str]]:
    """Return a text in each of its languages; the language is empty where there is only one."""
    if isinstance(value, dict):
        return [(language, text) for language, text in ((key, text_of(one)) for key, one in value.items()) if text]
    return [("", text_of(value))] if text_of(value) else []
