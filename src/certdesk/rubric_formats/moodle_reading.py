"""Moodle's advanced grading forms as they stand in `grading.xml`: rubrics and marking guides of any number of areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from xml.etree.ElementTree import Element

from certdesk.core.fields import LONGEST_TEXT
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import clean, from_html, one_line
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.marked_up import has_marks, words_of
from certdesk.rubric_formats.moodle_given import given
from certdesk.rubric_formats.xml_nodes import all_called, child_text

SYSTEM = "moodle"
GUIDE_DEFINITION = "plugin_gradingform_guide_definition"
RUBRIC_DEFINITION = "plugin_gradingform_rubric_definition"
_NULL = "$@NULL@$"
_CRITERIA = ("criterion", "rubric_criterion")
_GUIDE_CRITERIA = ("guidecriterion", "guide_criterion")
_COMMENTS = ("guidecomment", "guide_comment")
_LEVELS = ("level", "rubric_level")
_HTML, _PLAIN, _MARKDOWN = "1", "2", "4"
_PICTURES = re.compile(r"<(img|video|audio|object|iframe|embed|svg)\b", re.IGNORECASE)
_MARKED = re.compile(r"<(?!/?(?:p|br|div|span)\b)/?[a-zA-Z][^<>]*>|style\s*=", re.IGNORECASE)
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class FoundComment:
    """One of a marking guide's frequently used comments."""

    source_id: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A grading form: the rubric in it, what markers are told by criterion's own id, and its comments."""

    rubric: FoundRubric
    for_markers: tuple[str, ...] = ()
    comments: tuple[FoundComment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Area:
    """Where a form is used: the part of an activity, and the method that is switched on there."""

    name: str = ""
    active: str = ""


def forms(root: Element, activity: str, asking: Asking) -> Iterator[FoundForm]:
    """Find every grading form below ``root``; ``activity`` names where it comes from, or is empty."""
    for number, (area, definition) in enumerate(_definitions(root, _Area()), start=1):
        form = _form(definition, area, (activity, number), asking)
        if form is not None:
            yield form


def looks_like_grading(root_text: str) -> float:
    """Say from the beginning of a file how much it looks like a `grading.xml`, from 0 to 1."""
    if RUBRIC_DEFINITION in root_text or GUIDE_DEFINITION in root_text or "<guidecriteri" in root_text:
        return 1.0
    if "<areas" in root_text and "<area" in root_text:
        return 0.9
    if "<definition" in root_text and ("<method>" in root_text or "<level" in root_text):
        return 0.8
    return 0.6 if "<criteria" in root_text and "<level" in root_text and "<score>" in root_text else 0.0


def _definitions(element: Element, area: _Area) -> list[tuple[_Area, Element]]:
    """Find the forms; a level's own text is called “definition” too and has no parts."""
    found: list[tuple[_Area, Element]] = []
    waiting = [(area, element)]
    while waiting:
        around, one = waiting.pop()
        if one.tag == "area":
            around = _Area(_text(one, "areaname"), _text(one, "activemethod"))
        if one.tag == "definition" and len(one):
            found.append((around, one))
            continue
        waiting.extend((around, part) for part in reversed(one) if part.tag != "level")
    if not found and any(True for _one in all_called(element, (*_CRITERIA, *_GUIDE_CRITERIA))):
        found.append((area, element))
    return found


def _form(definition: Element, area: _Area, at: tuple[str, int], asking: Asking) -> FoundForm | None:
    activity, number = at
    name = one_line(_text(definition, "name"))
    method = _text(definition, "method") or area.active
    place = ", ".join(
        part for part in (activity, name or area.name or _("form {number}").format(number=number)) if part
    )
    guide = list(all_called(definition, _GUIDE_CRITERIA, but="instances"))
    plain_ones = list(all_called(definition, _CRITERIA, but="instances"))
    if not guide and not plain_ones:
        asking.skipped(place, name, _why_empty(method))
        return None
    texts = _Texts()
    criteria = _guide_criteria(guide, place, texts) if guide else _rubric_criteria(plain_ones, place, texts)
    purpose = texts.read(definition, "description")
    found = FoundRubric(
        key=f"{_slug(activity)}{number}",
        title=name or activity,
        criteria=tuple(criteria),
        purpose=purpose,
        source_id=definition.get("id", ""),
        system=SYSTEM,
    )
    markers = tuple(texts.read(one, "descriptionmarkers") for one in _sorted(guide))
    comments = tuple(_comments(definition, texts)) if guide else ()
    _say(definition, area, method, (place, name or activity), asking)
    texts.say(place, name, asking)
    return FoundForm(found, markers, comments)


def _rubric_criteria(elements: list[Element], place: str, texts: _Texts) -> Iterator[FoundCriterion]:
    for number, element in enumerate(_sorted(elements), start=1):
        title, rest = titled(texts.read(element, "description"))
        levels = tuple(
            FoundLevel(points(_text(level, "score")), text=texts.read(level, "definition"), source_id=_id(level))
            for level in all_called(element, _LEVELS)
        )
        at = _("{place}, criterion {number}").format(place=place, number=number)
        yield FoundCriterion(at, title, levels, description=rest, source_id=_id(element))


def _guide_criteria(elements: list[Element], place: str, texts: _Texts) -> Iterator[FoundCriterion]:
    for number, element in enumerate(_sorted(elements), start=1):
        description = texts.read(element, "description")
        title = one_line(_text(element, "shortname"))
        if not title:
            title, description = titled(description)
        most = points(_text(element, "maxscore"))
        at = _("{place}, criterion {number}").format(place=place, number=number)
        levels = (FoundLevel("0"), FoundLevel(most))
        yield FoundCriterion(at, title, levels, description=description, source_id=_id(element), ranges=True)


def _comments(definition: Element, texts: _Texts) -> Iterator[FoundComment]:
    for element in _sorted(list(all_called(definition, _COMMENTS, but="instances"))):
        text = texts.read(element, "description")
        if text:
            yield FoundComment(_id(element), text)


def _say(definition: Element, area: _Area, method: str, at: tuple[str, str], asking: Asking) -> None:
    """Say what stands in the form and is not taken."""
    place, name = at
    if area.active and method and area.active != method:
        asking.accepted(place, name, _("It isn't the form that is switched on in Moodle."))
    if _text(definition, "status") not in {"", "20"}:
        asking.accepted(place, name, _("It is still a draft in Moodle."))
    if _minimum_taken_off(definition):
        asking.accepted(
            place, name, _("Moodle takes the lowest points off before it works out a grade; here they count.")
        )
    count = given(definition)
    if count:
        text = ngettext(
            "{count} mark that was given with it is a result and isn't read.",
            "{count} marks that were given with it are results and aren't read.",
            count,
        )
        asking.skipped(place, name, text.format(count=count))


def _minimum_taken_off(definition: Element) -> bool:
    """Whether the form's options ask for the grade to begin above its lowest levels, and there are such levels."""
    if not re.search(r'"lockzeropoints"\s*:\s*"?0', _text(definition, "options")):
        return False
    lowest = (min(_scores(one), default=Fraction(0)) for one in all_called(definition, _CRITERIA, but="instances"))
    return any(lowest)


def _scores(criterion: Element) -> Iterator[Fraction]:
    for level in all_called(criterion, _LEVELS):
        value = read_points(_text(level, "score")).value
        if value is not None:
            yield value


def _why_empty(method: str) -> str:
    if method in {"", "rubric", "guide"}:
        return _("There is no criterion in this form.")
    return _("It is made for Moodle's grading method “{method}”, which CertDesk doesn't know.").format(method=method)


def titled(text: str) -> tuple[str, str]:
    """Split a criterion's text into its title and the rest: the first line, or the beginning of a long one."""
    first, _line_end, rest = text.partition("\n")
    if len(first) <= _LONGEST_TITLE:
        return first.strip(), rest.strip()
    for mark in (": ", ". ", "; ", " – ", " - "):
        head, found, tail = first.partition(mark)
        if found and len(head) <= _LONGEST_TITLE:
            return head.strip(), "\n".join(part for part in (tail.strip(), rest.strip()) if part)
    return f"{first[: _LONGEST_TITLE - 30].rsplit(' ', 1)[0]}…", text


def points(text: str) -> str:
    """Return a score without the zeros that Moodle's database puts behind it."""
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text


class _Texts:
    """Reads the texts of a form and remembers what could not be kept of them."""

    def __init__(self) -> None:
        self._pictures = self._marked = False

    def read(self, element: Element, name: str) -> str:
        """Return a text in plain words; Moodle says in a neighbour how it is written."""
        text = _text(element, name)
        if not text:
            return ""
        written = _text(element, f"{name}format")
        if written in {_PLAIN, _MARKDOWN}:
            return clean(text)
        self._pictures |= bool(_PICTURES.search(text))
        self._marked |= bool(_MARKED.search(text)) and has_marks(text)
        # Moodle's own format is plain text in which marks of HTML work and line ends count.
        return from_html(text) if written == _HTML else _own_format(text)

    def say(self, place: str, name: str, asking: Asking) -> None:
        """Say once for the form what its texts lost."""
        if self._pictures:
            asking.accepted(place, name, _("Pictures or films in its texts are left out; CertDesk keeps the words."))
        if self._marked:
            asking.accepted(place, name, _("Bold, lists and links in its texts became plain words."))


def _own_format(text: str) -> str:
    return words_of(text.replace("\n", "<br>") if has_marks(text) else text, entities=True)


def _sorted(elements: list[Element]) -> list[Element]:
    return sorted(elements, key=_sort_order)


def _sort_order(element: Element) -> Fraction:
    text = _text(element, "sortorder")
    return Fraction(text) if re.fullmatch(r"-?\d{1,12}", text) else Fraction(10**12)


def _id(element: Element) -> str:
    return one_line(element.get("id", ""), 60)


def _text(element: Element, name: str) -> str:
    text = child_text(element, name).strip()[: LONGEST_TEXT * 4]
    return "" if text == _NULL else text


def _slug(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text)[:60] + "." if text else ""
