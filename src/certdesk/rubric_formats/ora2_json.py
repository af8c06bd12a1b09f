"""Open edX open response assessments as JSON: what Studio's editor sends and keeps, and what its clients are given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.json_tree import Json, fields_of, parts_of, read_json, text_of
from certdesk.rubric_formats.ora2_found import Asked, Option, Problem, TrainingExample, found
from certdesk.rubric_formats.ora2_writing import ora2_losses, written
from certdesk.rubric_formats.together import read_together

_BEGINNING = 65536
_DEEPEST = 12
_MOST_PROBLEMS = 60
_WHOLE = re.compile(r"-?\d{1,9}")
_CRITERIA = ("rubric_criteria", "criteria")
_PARTS_OF_A_CRITERION = ("options", "prompt", "feedback", "order_num", "feedbackEnabled")


def ora2_json() -> RubricFormat:
    """Return the format."""
    return RubricFormat(
        id="ora2-json",
        label=_("Open edX assessment (JSON)"),
        suffix=".json",
        looks_like=_looks_like,
        read=_read,
        write=_write,
        losses=ora2_losses,
    )


def _looks_like(source: Source) -> float:
    beginning = source.data[:_BEGINNING].replace(b"\x00", b"").decode("latin-1")
    if not beginning.lstrip("ï»¿ÿþ\n\r\t ").startswith(("{", "[")):
        return 0.0
    if '"options_selected"' in beginning or '"rubric_criteria"' in beginning or '"feedback_default_text"' in beginning:
        return 0.95
    if '"criteria"' not in beginning and '"options"' not in beginning:
        return 0.0
    if '"options"' in beginning and ('"explanation"' in beginning or '"order_num"' in beginning):
        return 0.9
    return 0.3 if '"options"' in beginning and '"points"' in beginning else 0.0


def _read(source: Source, answers: Answers) -> Reading:
    asking = Asking(answers)
    problems = list(_problems(read_json(source.data, source.name), {}, "", 0))[:_MOST_PROBLEMS]
    several = len(problems) > 1
    parts = [found(_problem(one, number, several), asking) for number, one in enumerate(problems, start=1)]
    return read_together("ora2-json", source, parts, asking)


def _problems(value: Json, around: dict[str, Json], name: str, depth: int) -> Iterator[dict[str, Json]]:
    """Find everything that has criteria, with what stands around it; a list of criteria may also stand alone."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if _are_criteria(value):
            yield around | {"criteria": value}
            return
        for part in value:
            yield from _problems(part, {}, name, depth + 1)
        return
    if not isinstance(value, dict):
        return
    key = next((key for key in _CRITERIA if _are_criteria(value.get(key))), "")
    if key:
        yield {"title": name} | around | value | {"criteria": value[key]}
        return
    context = {key: part for key, part in value.items() if key in {"title", "display_name", "prompts", "assessments"}}
    for inner_name, part in value.items():
        hint = name if inner_name in {"rubric", "rubric_config"} else inner_name
        yield from _problems(part, context, hint if len(value) > 1 or name == "" else name, depth + 1)


def _are_criteria(value: Json) -> bool:
    return isinstance(value, list) and any(
        isinstance(one, dict) and ("name" in one or "label" in one) and any(key in one for key in _PARTS_OF_A_CRITERION)
        for one in value
    )


def _problem(fields: dict[str, Json], number: int, several: bool) -> Problem:
    before = _("problem {number}, ").format(number=number) if several else ""
    feedback = fields.get("rubric_feedback_prompt", fields.get("feedback_prompt", fields.get("feedbackprompt")))
    return Problem(
        key=str(number),
        title=text_of(fields.get("title")) or text_of(fields.get("display_name")),
        prompts=tuple(_prompts(fields)),
        criteria=tuple(
            _criterion(one, f"{before}{n}") for n, one in enumerate(_ordered(fields.get("criteria")), start=1)
        ),
        examples=tuple(_examples(fields)),
        prompts_are_html=text_of(fields.get("prompts_type")) == "html",
        feedback_prompt=text_of(feedback),
    )


def _ordered(value: Json) -> list[dict[str, Json]]:
    """Sort by the number that says the order; where it is missing it counts as nothing."""
    return sorted((fields_of(one) for one in parts_of(value) if isinstance(one, dict)), key=_order)


def _order(fields: dict[str, Json]) -> int:
    text = text_of(fields.get("order_num"))
    return int(text) if _WHOLE.fullmatch(text) else 0


def _criterion(fields: dict[str, Json], number: str) -> Asked:
    name = text_of(fields.get("name"))
    return Asked(
        place=_("criterion {number}").format(number=number),
        name=name,
        label=text_of(fields.get("label")) or name,
        prompt=text_of(fields.get("prompt")) or text_of(fields.get("description")),
        options=tuple(_option(one) for one in _ordered(fields.get("options"))),
        feedback=text_of(fields.get("feedback")),
    )


def _option(fields: dict[str, Json]) -> Option:
    name = text_of(fields.get("name"))
    explanation = text_of(fields.get("explanation")) or text_of(fields.get("description"))
    return Option(name, text_of(fields.get("label")) or name, text_of(fields.get("points")), explanation)


def _prompts(fields: dict[str, Json]) -> Iterator[str]:
    if "prompts" not in fields:
        yield _old_prompt(text_of(fields.get("prompt")))
    for prompt in parts_of(fields.get("prompts")):
        yield text_of(prompt) or text_of(fields_of(prompt).get("description"))


def _old_prompt(text: str) -> str:
    """Return the words of a prompt; for a time several prompts were kept as JSON inside a text."""
    if not text.lstrip().startswith("[{"):
        return text
    inner = parts_of(read_json(text.encode(), "prompt")) if text.rstrip().endswith("}]") else []
    words = [text_of(fields_of(one).get("description")) for one in inner]
    return "\n\n".join(word for word in words if word) or text


def _examples(fields: dict[str, Json]) -> Iterator[TrainingExample]:
    for assessment in parts_of(fields.get("assessments", fields.get("rubric_assessments"))):
        for example in parts_of(fields_of(assessment).get("examples")):
            chosen = tuple(
                (text_of(fields_of(one).get("criterion")), text_of(fields_of(one).get("option")))
                for one in parts_of(fields_of(example).get("options_selected"))
            )
            yield TrainingExample(tuple(_answer(fields_of(example).get("answer"))), chosen)


def _answer(value: Json) -> Iterator[str]:
    """Return the parts of an answer: one text, a list of texts, or parts with a text each."""
    if isinstance(value, str):
        yield value
        return
    for part in parts_of(fields_of(value).get("parts") if isinstance(value, dict) else value):
        yield text_of(part) or text_of(fields_of(part).get("text"))


def _write(rubric: Rubric) -> bytes:
    whole = written(rubric)
    criteria = [
        {
            "order_num": number,
            "name": one.name,
            "label": one.label,
            "prompt": one.prompt,
            "feedback": one.feedback,
            "options": [
                {
                    "order_num": place,
                    "points": int(option.points),
                    "name": option.name,
                    "label": option.label,
                    "explanation": option.explanation,
                }
                for place, option in enumerate(one.options)
            ],
        }
        for number, one in enumerate(whole.criteria)
    ]
    plain = {
        "title": one_line(whole.title),
        "prompts": [{"description": whole.prompt}],
        "criteria": criteria,
        "assessments": [{"name": "staff-assessment", "required": True}],
    }
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
