"""1EdTech CASE: rubrics of a package both ways, and its competency items as a framework of standards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.importing import Answers, Reading
from certdesk.core.rubric import Alignment, Criterion, ExternalId, Rubric
from certdesk.core.standards import Framework, StandardItem
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import one_line
from certdesk.rubric_formats.case_reading import (
    Package,
    Thing,
    all_decimals,
    criteria_of,
    exact,
    framework,
    levels_of,
    mended,
    named,
    packages,
    thing,
)
from certdesk.rubric_formats.case_writing import CHANGED, SYSTEM, URI, case_losses, case_package
from certdesk.rubric_formats.format import LARGEST, RubricFormat, Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.json_tree import read_json
from certdesk.rubric_formats.marked_up import words_of
from certdesk.rubric_formats.together import Finish, Whole, read_together, source_ids, with_criteria

_BEGINNING = 65536
_NAMES = re.compile(rb'"cf_?(?:document|items?|rubrics?|rubriccriteria|rubriccriterion|associations?|package)"', re.I)
_SAYS_RUBRIC = re.compile(rb'"type"\s*:\s*"rubric"', re.I)
_CODE = re.compile(r"(?=[^\s]*\d)[\w.\-:/()]{1,40}")
_LONGEST_CODE = 60
_MOST_PARTS = 2_000_000
"""Objects and lists: a framework of 30,000 items has some twenty for each, with its associations."""


def case() -> RubricFormat:
    """Return the format."""
    return RubricFormat(
        id="case",
        label=_("1EdTech CASE package"),
        suffix=".json",
        looks_like=_looks_like,
        read=_read,
        write=case_package,
        losses=case_losses,
    )


def _looks_like(source: Source) -> float:
    beginning = source.data[:_BEGINNING]
    if not beginning.lstrip(b"\xef\xbb\xbf\xff\xfe\x00\r\n\t ").startswith((b"{", b"[")):
        return 0.0
    if _NAMES.search(beginning.replace(b"\x00", b"")):
        return 1.0
    if _SAYS_RUBRIC.search(beginning) and b'"levels"' in beginning.lower():
        return 0.9
    return 0.9 if len(source.data) > _BEGINNING and _NAMES.search(source.data) else 0.0


def _read(source: Source, answers: Answers) -> Reading:
    asking = Asking(answers)
    found = list(packages(read_json(source.data, source.name, largest=LARGEST, most_parts=_MOST_PARTS)))
    frameworks = tuple(one for package in found if (one := framework(package, asking)) is not None)
    for one in frameworks:
        text = ngettext("{count} item of a framework", "{count} items of a framework", len(one.items))
        asking.accepted(_("framework"), one.title, text.format(count=len(one.items)))
    parts = [part for number, package in enumerate(found) for part in _rubrics(package, number, frameworks, asking)]
    return read_together("case", source, parts, asking, frameworks)


def _rubrics(
    package: Package, number: int, frameworks: tuple[Framework, ...], asking: Asking
) -> Iterator[tuple[FoundRubric, Finish]]:
    for place, rubric in enumerate(package.rubrics, start=1):
        key = f"{number}.{place}" if number else str(place)
        before = _("rubric {number}, ").format(number=place) if len(package.rubrics) > 1 else ""
        criteria = named(criteria_of(rubric), f"{rubric.text('identifier', 'title')}/{key}")
        titled = _categories_are_titles(criteria)
        if titled:
            reason = _("Every criterion has a category of its own, so the categories were read as their titles.")
            asking.accepted(one_line(rubric.text("title")) or _("rubric"), rubric.text("title"), reason)
        found = FoundRubric(
            key=key,
            title=rubric.text("title") or package.document.text("title"),
            criteria=tuple(_criterion(one, f"{before}{n}", titled, asking) for n, one in enumerate(criteria, start=1)),
            purpose=words_of(rubric.text("description")),
            language=_language(package),
            source_id=one_line(rubric.text("identifier", "id")),
            system=SYSTEM,
        )
        yield found, _Finishing(rubric, criteria, frameworks, asking)


def _language(package: Package) -> str:
    language = package.document.text("language").replace("_", "-")
    return language if re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,2}", language) else "en"


def _categories_are_titles(criteria: tuple[Thing, ...]) -> bool:
    """Whether the category names the criterion rather than a group: all differ, and no description has a first line."""
    names = [one_line(one.text("category")) for one in criteria]
    distinct = all(names) and max(Counter(names).values(), default=0) == 1
    return distinct and len(names) > 1 and not any("\n" in one.text("description") for one in criteria)


def _criterion(one: Thing, number: str, titled: bool, asking: Asking) -> FoundCriterion:
    category, named_so = one_line(one.text("category")), words_of(one.text("title", "name"))
    description = words_of(one.text("description")) or named_so
    first, _line_end, rest = description.partition("\n")
    title, question, section = first, rest.strip(), category
    if named_so and named_so != description:
        title, question = one_line(named_so), description
    elif titled or not description:
        title, question, section = category, description, ""
    elif len(first) > 250:
        title, question = f"{first[:90].rsplit(' ', 1)[0]}…", description
    place = _("criterion {number}").format(number=number)
    weight = _number(one.text("weight"), (place, title), asking)
    if weight == "0" or _endless(weight) is not None:
        weight = ""
    return FoundCriterion(
        place=place,
        title=title or one_line(thing(one.fields.get("cfitemuri")).text("title")),
        levels=tuple(_level(level, (place, title), asking) for level in levels_of(one)),
        description=question,
        weight=weight,
        section=section,
        source_id=one_line(one.text("identifier")),
    )


def _level(level: Thing, at: tuple[str, str], asking: Asking) -> FoundLevel:
    return FoundLevel(
        points=_number(level.text("score", "points"), at, asking),
        label=one_line(level.text("quality", "title", "name")),
        text=words_of(level.text("description")),
        source_id=one_line(level.text("identifier")),
    )


def _number(text: str, at: tuple[str, str], asking: Asking) -> str:
    """Return a number as it is written; one that a computer's arithmetic has frayed is mended, and that is said."""
    value = exact(text)
    if value is None:
        value = mended(text)
        if value is None:
            return text
        place, what = at
        asking.accepted(place, what, _("{frayed} was read as {number}.").format(frayed=text[:40], number=plain(value)))
    return plain(value)


def _endless(text: str) -> Fraction | None:
    """Return a weight with more decimals than a person would type, such as a third as a computer writes it."""
    return all_decimals(text) if exact(text) is None and mended(text) is None else None


@dataclass(frozen=True, slots=True)
class _Finishing:
    """Adds codes of standards, ready-made feedback and addresses to a rubric that was built."""

    rubric: Thing
    criteria: tuple[Thing, ...]
    frameworks: tuple[Framework, ...]
    asking: Asking

    def __call__(self, built: Rubric) -> Whole:
        things = {one_line(one.text("identifier")): one for one in self.criteria}
        items = {item.identifier: (one, item) for one in self.frameworks for item in one.items}
        weighed = with_criteria(built, SYSTEM, lambda one, id_: _weighed(one, things.get(id_, Thing({}))))
        aligned = with_criteria(weighed, SYSTEM, lambda one, id_: _aligned(one, things.get(id_, Thing({})), items))
        comments = tuple(self._comments(aligned, things))
        if comments:
            text = ngettext(
                "{count} text of feedback goes to the comment bank.",
                "{count} texts of feedback go to the comment bank.",
                len(comments),
            )
            self.asking.accepted(_("feedback"), built.title, text.format(count=len(comments)))
        return Whole(replace(aligned, external=(*aligned.external, *self._addresses(aligned, things))), comments)

    def _comments(self, built: Rubric, things: dict[str, Thing]) -> Iterator[Comment]:
        known = source_ids(built, SYSTEM)
        for criterion in built.criteria:
            one = things.get(known.get(criterion.id, ""))
            if one is None:
                continue
            feedback = {one_line(level.text("identifier")): level.text("feedback") for level in levels_of(one)}
            scale = built.scale_of(criterion)
            for level in scale.levels:
                id_ = known.get(f"{criterion.id}/{level.value}", "")
                if text := words_of(feedback.get(id_, "")):
                    kind = CommentKind.STRENGTH if level.value >= scale.standard else CommentKind.NEXT_STEP
                    yield Comment(f"case-{id_}", kind, (criterion.id,), (level.value,), text, rubric=built.id)

    def _addresses(self, built: Rubric, things: dict[str, Thing]) -> Iterator[ExternalId]:
        """Keep addresses and the time of the last change, so that what is written later says the same."""
        if changed := self.rubric.text("lastchangedatetime"):
            yield ExternalId(CHANGED, "", one_line(changed, 40))
        known = source_ids(built, SYSTEM)
        by_id = {one_line(self.rubric.text("identifier", "id")): self.rubric} | things
        for one in self.criteria:
            by_id |= {one_line(level.text("identifier")): level for level in levels_of(one)}
        for part, id_ in known.items():
            uri = one_line(by_id[id_].text("uri"), 2000) if id_ in by_id else ""
            if uri and uri != f"urn:uuid:{id_}":
                yield ExternalId(URI, part, uri)


def _weighed(criterion: Criterion, one: Thing) -> Criterion:
    weight = _endless(one.text("weight"))
    return replace(criterion, weight=weight) if weight is not None and weight > 0 else criterion


def _aligned(criterion: Criterion, one: Thing, items: dict[str, tuple[Framework, StandardItem]]) -> Criterion:
    link = thing(one.fields.get("cfitemuri"))
    identifier = one_line(link.text("identifier")) or one_line(link.text("uri").rstrip("/").rpartition("/")[2])
    if identifier in items:
        owner, item = items[identifier]
        alignment = Alignment(
            owner.title, item.code or one_line(item.statement, _LONGEST_CODE), item.statement, identifier
        )
        return replace(criterion, alignments=(alignment,))
    title = one_line(link.text("title"))
    if not title and not identifier:
        return criterion
    code, statement = _code_and_statement(title or identifier)
    return replace(criterion, alignments=(Alignment("", code, statement, identifier),))


def _code_and_statement(title: str) -> tuple[str, str]:
    """Split what a link says into a code and the words behind it, where it begins with something like a code."""
    head, _space, rest = title.partition(" ")
    if _CODE.fullmatch(head.rstrip(":")) and rest.strip(" -–:"):
        return head.rstrip(":"), rest.strip(" -–:")
    return (title, "") if len(title) <= _LONGEST_CODE else (one_line(title, _LONGEST_CODE - 1) + "…", title)
