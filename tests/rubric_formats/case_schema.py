"""The rules of a CASE package as 1EdTech publishes them for versions 1.0 and 1.1, and a check against them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")


@dataclass(frozen=True)
class Shape:
    """An object: what every field must be, which must be there, and what version 1.1 alone has besides."""

    fields: dict[str, object]
    required: frozenset[str]
    newer: dict[str, object] = field(default_factory=dict)


def uuid(value):
    return isinstance(value, str) and UUID.fullmatch(value)


def uri(value):
    return isinstance(value, str) and URI.fullmatch(value)


def text(value):
    return isinstance(value, str)


def number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31


def moment(value):
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def texts(value):
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


IDENTITY = {"identifier": uuid, "uri": uri, "lastChangeDateTime": moment}
ALWAYS = frozenset(IDENTITY)
LINK = Shape({"title": text, "identifier": uuid, "uri": uri}, frozenset({"title", "identifier", "uri"}))
LEVEL = Shape(
    {
        **IDENTITY,
        "description": text,
        "quality": text,
        "score": number,
        "feedback": text,
        "position": whole,
        "rubricCriterionId": uuid,
    },
    ALWAYS,
    {"extensions": list},
)
CRITERION = Shape(
    {
        **IDENTITY,
        "category": text,
        "description": text,
        "CFItemURI": LINK,
        "weight": number,
        "position": whole,
        "rubricId": uuid,
        "CFRubricCriterionLevels": [LEVEL],
    },
    ALWAYS,
    {"extensions": dict},
)
RUBRIC = Shape({**IDENTITY, "title": text, "description": text, "CFRubricCriteria": [CRITERION]}, ALWAYS)
DOCUMENT = Shape(
    {
        **IDENTITY,
        "creator": text,
        "title": text,
        "officialSourceURL": uri,
        "publisher": text,
        "description": text,
        "subject": texts,
        "language": text,
        "version": text,
        "adoptionStatus": text,
        "notes": text,
    },
    ALWAYS | {"creator", "title"},
    {"caseVersion": text, "frameworkType": text},
)
ITEM = Shape({**IDENTITY, "fullStatement": text, "humanCodingScheme": text}, ALWAYS | {"fullStatement"})
PACKAGE = Shape(
    {"CFDocument": DOCUMENT, "CFItems": [ITEM], "CFAssociations": list, "CFDefinitions": dict, "CFRubrics": [RUBRIC]},
    frozenset({"CFDocument"}),
)


def faults(value, shape=PACKAGE, where="package", version="1.0"):
    """Every place where a value breaks the rules of this version."""
    if isinstance(shape, Shape):
        return list(_faults_of(value, shape, where, version))
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [fault for n, one in enumerate(value) for fault in faults(one, shape[0], f"{where}[{n}]", version)]
    fine = isinstance(value, shape) if isinstance(shape, type) else shape(value)
    return [] if fine else [f"{where} is {value!r}"]


def _faults_of(value, shape, where, version):
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    known = shape.fields | (shape.newer if version == "1.1" else {})
    yield from (f"{where} has no {name}" for name in sorted(shape.required - set(value)))
    yield from (f"{where} must not have {name}" for name in sorted(set(value) - set(known)))
    for name in sorted(set(value) & set(known)):
        yield from faults(value[name], known[name], f"{where}.{name}", version)
