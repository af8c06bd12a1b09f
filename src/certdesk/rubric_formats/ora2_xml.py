"""Open edX open response assessments as XML: the whole problem, or only its rubric, in old and new shapes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.ora2_found import Asked, Option, Problem, TrainingExample, found
from certdesk.rubric_formats.ora2_writing import Written, ora2_losses, written
from certdesk.rubric_formats.together import read_together
from certdesk.rubric_formats.xml_nodes import all_called, child, child_text, children, own_text
from certdesk.rubric_formats.xml_tree import read_xml
from certdesk.rubric_formats.xml_writing import document

_BEGINNING = 65536


def ora2_xml() -> RubricFormat:
    """Return the format."""
    return RubricFormat(
        id="ora2-xml",
        label=_("Open edX assessment (XML)"),
        suffix=".xml",
        looks_like=_looks_like,
        read=_read,
        write=_write,
        losses=ora2_losses,
    )


def _looks_like(source: Source) -> float:
    beginning = source.data[:_BEGINNING].replace(b"\x00", b"").decode("latin-1")
    if "<openassessment" in beginning:
        return 1.0
    if "<rubric" in beginning and "<criterion" in beginning:
        return 0.9 if "<option" in beginning else 0.7
    return 0.8 if "<criterion" in beginning and "<option" in beginning and "points" in beginning else 0.0


def _read(source: Source, answers: Answers) -> Reading:
    asking = Asking(answers)
    tree = read_xml(source.data, source.name)
    for sentence in tree.mended:
        asking.accepted(_("file"), source.name, sentence)
    around = Element("file")
    around.append(tree.root)
    return read_together("ora2-xml", source, [found(problem, asking) for problem in _problems(around)], asking)


def _problems(around: Element) -> Iterator[Problem]:
    """Find the problems; a rubric, or criteria, may also stand alone."""
    problems = list(all_called(around, ("openassessment",)))
    if not problems:
        problems = [_as_problem(rubric) for rubric in all_called(around, ("rubric",))] or [around]
    for number, problem in enumerate(problems, start=1):
        rubric = child(problem, "rubric")
        rubric = problem if rubric is None else rubric
        several = _("problem {number}, ").format(number=number) if len(problems) > 1 else ""
        criteria = tuple(_criterion(one, f"{several}{n}") for n, one in enumerate(_criteria(rubric), start=1))
        yield Problem(
            key=str(number),
            title=child_text(problem, "title") or problem.get("display_name", ""),
            prompts=tuple(_prompts(problem, rubric)),
            criteria=criteria,
            examples=tuple(_examples(problem)),
            prompts_are_html=problem.get("prompts_type", "text") == "html",
            feedback_prompt=child_text(rubric, "feedbackprompt"),
        )


def _as_problem(rubric: Element) -> Element:
    problem = Element("openassessment")
    problem.append(rubric)
    return problem


def _criteria(rubric: Element) -> Iterator[Element]:
    return all_called(rubric, ("criterion",))


def _criterion(element: Element, number: str) -> Asked:
    name = child_text(element, "name") or element.get("name", "")
    options = tuple(_option(option) for option in all_called(element, ("option",)))
    place = _("criterion {number}").format(number=number)
    feedback = element.get("feedback", "")
    return Asked(place, name, child_text(element, "label") or name, child_text(element, "prompt"), options, feedback)


def _option(element: Element) -> Option:
    name = child_text(element, "name") or element.get("name", "")
    explanation = child_text(element, "explanation", "description")
    points = element.get("points", "") or child_text(element, "points")
    return Option(name, child_text(element, "label") or name, points, explanation)


def _prompts(problem: Element, rubric: Element) -> Iterator[str]:
    """Return what learners are asked; the oldest problems have one prompt inside the rubric."""
    prompts = child(problem, "prompts")
    if prompts is None:
        yield child_text(rubric, "prompt")
        yield child_text(problem, "prompt") if problem is not rubric else ""
        return
    for prompt in children(prompts, "prompt"):
        yield child_text(prompt, "description") or own_text(prompt)


def _examples(problem: Element) -> Iterator[TrainingExample]:
    for assessment in all_called(problem, ("assessment",)):
        for example in all_called(assessment, ("example",)):
            answer = child(example, "answer")
            parts = tuple(own_text(part) for part in all_called(answer, ("part",))) if answer is not None else ()
            chosen = tuple(
                (select.get("criterion", ""), select.get("option", "")) for select in children(example, "select")
            )
            yield TrainingExample(parts or (own_text(answer),), chosen)


def _write(rubric: Rubric) -> bytes:
    whole = written(rubric)
    root = Element("openassessment", {"prompts_type": "text", "text_response": "required"})
    SubElement(root, "title").text = one_line(whole.title)
    assessments = SubElement(root, "assessments")
    SubElement(assessments, "assessment", {"name": "staff-assessment", "required": "True"})
    prompt = SubElement(SubElement(root, "prompts"), "prompt")
    SubElement(prompt, "description").text = whole.prompt
    _write_criteria(SubElement(root, "rubric"), whole)
    return document(root)


def _write_criteria(rubric: Element, whole: Written) -> None:
    for one in whole.criteria:
        criterion = SubElement(rubric, "criterion", {"feedback": one.feedback})
        _texts(criterion, {"name": one.name, "label": one.label, "prompt": one.prompt})
        for choice in one.options:
            option = SubElement(criterion, "option", {"points": choice.points})
            _texts(option, {"name": choice.name, "label": choice.label, "explanation": choice.explanation})


def _texts(around: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        SubElement(around, name).text = text
