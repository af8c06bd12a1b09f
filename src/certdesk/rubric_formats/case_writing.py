"""A rubric as a CASE package that both versions of the published schema accept."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from certdesk.core.rubric import Alignment, Criterion, Level, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.losses import Holds, has_sections, lost
from certdesk.rubric_formats.together import source_ids

SYSTEM, URI, CHANGED = "case", "case-uri", "case-changed"
_CREATOR = "CertDesk"
_UNKNOWN_TIME = "1970-01-01T00:00:00+00:00"
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_HOLDS = frozenset({Holds.PURPOSE, Holds.SECTIONS, Holds.WEIGHTS, Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.OWN_LEVELS})


def case_package(rubric: Rubric) -> bytes:
    """Write a package with one rubric. It holds no time of its own: the same rubric gives the same bytes."""
    names = _Names(rubric)
    document = names.new("document")
    plain = {
        "CFDocument": {
            "identifier": document,
            "uri": f"urn:uuid:{document}",
            "creator": _CREATOR,
            "title": rubric.title,
            "language": rubric.language,
            "version": rubric.version,
            "lastChangeDateTime": names.changed,
        },
        "CFItems": [],
        "CFAssociations": [],
        "CFRubrics": [_rubric(rubric, names)],
    }
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def case_losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what a CASE package can't hold of a rubric."""
    several = any(len(one.alignments) > 1 for one in rubric.criteria)
    said = list(lost(rubric, _HOLDS | {Holds.ALIGNMENTS}))
    if has_sections(rubric) and _one_each(rubric):
        said.append(_("The sections are left out; the criteria keep their order."))
    if any(one.alignments for one in rubric.criteria):
        said.append(_("Of a standard its code is written, but not the words of its statement or its framework's name."))
    if several:
        said.append(_("Only the first standard of a criterion is written."))
    numbers = [one.weight for one in rubric.criteria]
    numbers += [level.value for one in rubric.criteria for level in rubric.scale_of(one).levels]
    known = source_ids(rubric, SYSTEM).values()
    if any(not _UUID.fullmatch(value.lower()) for value in known):
        said.append(_("Identifiers that are no UUIDs are replaced by ones that are: CASE allows nothing else."))
    if any(Fraction(str(_number(value))) != value for value in numbers):
        said.append(_("Weights and points that are no decimal numbers are rounded."))
    return tuple(said)


def _one_each(rubric: Rubric) -> bool:
    """Whether sections would be taken for titles: each has one criterion."""
    sections = [one.section for one in rubric.criteria]
    return len(sections) > 1 and len(set(sections)) == len(sections)


def _rubric(rubric: Rubric, names: _Names) -> dict[str, Any]:
    titles = {} if _one_each(rubric) else {section.id: section.title for section in rubric.sections}
    return _filled(
        {
            **names.of(""),
            "title": rubric.title,
            "description": rubric.purpose,
            "lastChangeDateTime": names.changed,
            "CFRubricCriteria": [
                _criterion(rubric, (number, one), titles.get(one.section, ""), names)
                for number, one in enumerate(rubric.criteria, start=1)
            ],
        }
    )


def _criterion(rubric: Rubric, at: tuple[int, Criterion], category: str, names: _Names) -> dict[str, Any]:
    position, one = at
    levels = rubric.scale_of(one).levels
    return _filled(
        {
            **names.of(one.id),
            "category": "" if category == _("Criteria") and not has_sections(rubric) else category,
            "description": f"{one.title}\n{one.question}" if one.question else one.title,
            "CFItemURI": _link(one.alignments[0]) if one.alignments else None,
            "weight": _number(one.weight),
            "position": position,
            "rubricId": names.of("")["identifier"],
            "lastChangeDateTime": names.changed,
            "CFRubricCriterionLevels": [
                _level(one, (number, level), names) for number, level in enumerate(levels, start=1)
            ],
        }
    )


def _level(criterion: Criterion, at: tuple[int, Level], names: _Names) -> dict[str, Any]:
    position, level = at
    return _filled(
        {
            **names.of(f"{criterion.id}/{level.value}"),
            "description": criterion.descriptors.get(level.value, ""),
            "quality": level.label,
            "score": _number(level.value),
            "position": position,
            "rubricCriterionId": names.of(criterion.id)["identifier"],
            "lastChangeDateTime": names.changed,
        }
    )


def _link(alignment: Alignment) -> dict[str, str]:
    known = alignment.identifier.lower()
    made = str(
        uuid5(NAMESPACE_URL, f"certdesk:standard/{alignment.framework}/{alignment.identifier or alignment.code}")
    )
    identifier = known if _UUID.fullmatch(known) else made
    return {"title": alignment.code or alignment.statement, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out what has no value: the schema knows no nulls."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


class _Names:
    """Identifiers and addresses: those that the rubric came with, else made from our own ids, always the same."""

    def __init__(self, rubric: Rubric) -> None:
        self._known = source_ids(rubric, SYSTEM)
        self._uris = source_ids(rubric, URI)
        self._root = f"certdesk:rubric/{rubric.id}/{rubric.version}"
        changed = source_ids(rubric, CHANGED).get("", "")
        self.changed = changed if _TIME.fullmatch(changed) else _UNKNOWN_TIME

    def new(self, part: str) -> str:
        """Return an identifier for something that only we know."""
        return str(uuid5(NAMESPACE_URL, f"{self._root}/{part}"))

    def of(self, part: str) -> dict[str, str]:
        """Return the identifier and the address of the rubric, a criterion or a level."""
        known = self._known.get(part, "").lower()
        identifier = str(UUID(known)) if _UUID.fullmatch(known) else self.new(part or "rubric")
        uri = self._uris.get(part, "")
        return {"identifier": identifier, "uri": uri if ":" in uri else f"urn:uuid:{identifier}"}
