"""Mahara's SmartEvidence frameworks (`.matrix`): standards become sections, elements criteria, statuses levels."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework, StandardItem
from certdesk.core.words import _
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import from_html, one_line
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.json_tree import Json, fields_of, parts_of, read_json, text_of
from certdesk.rubric_formats.losses import Holds, lost

FORMAT = "mahara"
_STATUSES = ("begun", "incomplete", "partialcomplete", "completed")
"""Their order is their number: a file may name them by either."""
_USUAL = ("Ready for assessment", "Doesn't meet the standard", "Partially meets the standard", "Meets the standard")
_LONGEST_CODE, _LONGEST_NAME = 100, 255


def mahara() -> RubricFormat:
    """Return the format of SmartEvidence frameworks."""
    return RubricFormat(FORMAT, _("Mahara SmartEvidence framework"), ".matrix", looks_like, read, write, losses)


def looks_like(source: Source) -> float:
    """Whether it is JSON that speaks of a framework with standards."""
    text = source.data[: 2**20].replace(b"\x00", b"")
    if b'"framework"' in text and b'"standards"' in text:
        return 0.95 if b'"standardelement' in text or b'"evidencestatuses"' in text else 0.6
    return 0.3 if source.name.lower().endswith(".matrix") and b"{" in text[:100] else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read the framework as a rubric and as a list of codes. Raises RubricError when it has neither."""
    framework = fields_of(fields_of(read_json(source.data, source.name)).get("framework"))
    standards = [fields_of(standard) for standard in parts_of(framework.get("standards"))]
    if not standards:
        problem = _("{file} holds no SmartEvidence framework with standards.").format(file=shown(source.name))
        raise RubricError(problem, _("Export the framework once more from Mahara."))
    asking = Asking(answers)
    elements = tuple(_elements(framework, standards, asking))
    levels = _levels(framework, asking)
    title = from_html(text_of(framework.get("name")))
    criteria = tuple(
        FoundCriterion(
            place=_("element {number}").format(number=number),
            title=one.name or one.code,
            levels=levels,
            code=one.id or one.code,
            description=one.description,
            section=one.section,
            section_code=one.section_code,
        )
        for number, one in enumerate(elements, start=1)
    )
    purpose = from_html(text_of(framework.get("description")))
    whole = reading(FORMAT, source, [FoundRubric("1", title, criteria, purpose)], asking)
    return replace(whole, frameworks=(_framework(title, standards, elements),))


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what SmartEvidence won't hold of this rubric."""
    holds = {Holds.PURPOSE, Holds.SECTIONS, Holds.QUESTIONS, Holds.LEVEL_NAMES}
    own = any(criterion.own_levels for criterion in rubric.criteria)
    values = [level.value for level in rubric.scale.levels]
    texts = any(text for criterion in rubric.criteria for text in criterion.descriptors.values())
    found = (
        (texts, _("The descriptors are left out: SmartEvidence has names of levels only.")),
        (
            len(values) != 3,
            _("SmartEvidence has three levels; they become the lowest, the one below the standard, and the standard."),
        ),
        (len(values) == 3 and values != [1, 2, 3], _("The points of the levels are left out.")),
        (own, _("All criteria get the levels of the rubric.")),
    )
    return (*lost(rubric, frozenset(holds)), *(sentence for has, sentence in found if has))


def write(rubric: Rubric) -> bytes:
    """Return a `.matrix` file for all institutions, without self-assessment."""
    numbers = {section.id: number for number, section in enumerate(rubric.sections, start=1)}
    framework = {
        "institution": "all",
        "name": rubric.title[:_LONGEST_NAME],
        "description": _as_html(rubric.purpose),
        "selfassess": False,
        "evidencestatuses": [{name: label} for name, label in zip(_STATUSES, _labels(rubric), strict=True)],
        "standards": [
            {
                "shortname": section.id[:_LONGEST_CODE],
                "name": section.title[:_LONGEST_NAME],
                "description": "",
                "standardid": numbers[section.id],
            }
            for section in rubric.sections
        ],
        "standardelements": [
            {
                "shortname": criterion.id[:_LONGEST_CODE],
                "name": criterion.title[:_LONGEST_NAME],
                "description": _as_html(criterion.question),
                "standardid": numbers.get(criterion.section, 1),
                "elementid": criterion.id,
            }
            for section in rubric.sections
            for criterion in rubric.criteria
            if criterion.section == section.id
        ],
    }
    return json.dumps({"framework": framework}, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of a standard."""

    id: str
    code: str
    name: str
    description: str
    parent: str
    section: str
    section_code: str


def _elements(framework: Mapping[str, Json], standards: list[dict[str, Json]], asking: Asking) -> Iterator[_Element]:
    """Return the elements of each standard, in the order of the standards, old files' nested ones too."""
    loose = [fields_of(element) for element in parts_of(framework.get("standardelements"))]
    known = {text_of(standard.get("standardid")) for standard in standards}
    for number, standard in enumerate(standards, start=1):
        id_ = text_of(standard.get("standardid"))
        nested = [fields_of(element) for element in parts_of(standard.get("standardelement"))]
        own = nested + [element for element in loose if id_ and text_of(element.get("standardid")) == id_]
        name = one_line(from_html(text_of(standard.get("name"))))
        if not own:
            reason = _("It has no elements, and only those are judged.")
            asking.skipped(_("standard {number}").format(number=number), name, reason)
        for element in own:
            yield _element(element, name, text_of(standard.get("shortname")))
    for element in loose:
        if text_of(element.get("standardid")) not in known:
            reason = _("It belongs to standard “{id}”, which is not in the file.")
            name = one_line(from_html(text_of(element.get("name"))))
            asking.accepted(_("element"), name, reason.format(id=shown(text_of(element.get("standardid")))))
            yield _element(element, "", "")


def _element(element: Mapping[str, Json], section: str, section_code: str) -> _Element:
    parent = text_of(element.get("parentelementid"))
    return _Element(
        id=text_of(element.get("elementid")),
        code=text_of(element.get("shortname")),
        name=one_line(from_html(text_of(element.get("name")))),
        description=from_html(text_of(element.get("description"))),
        parent="" if parent in {"undefined", "null"} else parent,
        section=section,
        section_code=section_code,
    )


def _levels(framework: Mapping[str, Json], asking: Asking) -> tuple[FoundLevel, ...]:
    named: dict[str, str] = {}
    for number, part in enumerate(parts_of(framework.get("evidencestatuses"))):
        for key, label in fields_of(part).items() if isinstance(part, dict) else ((str(number), part),):
            place = int(key) if key in {"0", "1", "2", "3"} else -1
            named[_STATUSES[place] if place >= 0 else key] = one_line(from_html(text_of(label)))
    begun = named.get("begun", "")
    if begun:
        asking.skipped(_("statuses"), begun, _("It says that work waits to be looked at, so it is not a level."))
    usual = dict(zip(_STATUSES, _USUAL, strict=True))
    return tuple(
        FoundLevel(str(points), named.get(status) or usual[status])
        for points, status in enumerate(_STATUSES[1:], start=1)
    )


def _labels(rubric: Rubric) -> tuple[str, ...]:
    """Return the names of the four statuses."""
    levels = rubric.scale.levels
    if len(levels) == 3:
        return (_USUAL[0], *(level.label for level in levels))
    standard = next((n for n, level in enumerate(levels) if level.value == rubric.scale.standard), len(levels) - 1)
    partial = levels[standard - 1].label if standard > 1 else _USUAL[2]
    return (
        _USUAL[0],
        levels[0].label if levels else _USUAL[1],
        partial,
        levels[standard].label if levels else _USUAL[3],
    )


def _framework(title: str, standards: list[dict[str, Json]], elements: tuple[_Element, ...]) -> Framework:
    """Return the same as codes to align criteria to; a code that stands there twice counts once."""
    items: dict[str, StandardItem] = {}
    for standard in standards:
        code, name = one_line(text_of(standard.get("shortname"))), one_line(from_html(text_of(standard.get("name"))))
        if code or name:
            items.setdefault(f"standard/{code or name}", StandardItem(f"standard/{code or name}", code, name))
    for element in elements:
        id_ = element.id or element.code or element.name
        parent = element.parent or (f"standard/{element.section_code or element.section}" if element.section else "")
        if id_:
            items.setdefault(id_, StandardItem(id_, element.code or id_, element.name, parent))
    return Framework(f"mahara/{title}", title, tuple(items.values()))


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")
