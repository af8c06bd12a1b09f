"""Rubrics as plain values for the database and packages: what is left out has its default, numbers are exact text.

The form follows from the fields of the rubric's classes; a field added later with a default leaves the plain form of
older rubrics, and so their digest, as it is.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from fractions import Fraction
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from certdesk.core import conditions as rule
from certdesk.core.errors import RubricError
from certdesk.core.fields import exact_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _

_CONDITIONS: dict[str, type] = {
    "mean_at_least": rule.MeanAtLeast,
    "total_at_least": rule.TotalAtLeast,
    "every_criterion_at_least": rule.EveryCriterionAtLeast,
    "floors_met": rule.FloorsMet,
    "below_floor_at_most": rule.BelowFloorAtMost,
    "critical_at_least": rule.CriticalAtLeast,
    "section_mean_at_least": rule.SectionMeanAtLeast,
    "count_at_level": rule.CountAtLevel,
}
T = TypeVar("T")
_KINDS = {kind: name for name, kind in _CONDITIONS.items()}


def rubric_to_plain(rubric: Rubric) -> dict[str, object]:
    """Write a rubric as mappings, lists, texts, whole numbers and booleans; equal rubrics give equal values."""
    return _object_to_plain(rubric)


def rubric_from_plain(plain: Mapping[str, object]) -> Rubric:
    """Read what `rubric_to_plain` wrote. Raises RubricError when it did not."""
    try:
        return cast("Rubric", _object_from_plain(Rubric, plain))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        message = _("A stored rubric is damaged and can't be read.")
        raise RubricError(
            message, _("Restore a backup of the workspace, or open the rubric's own file again.")
        ) from error


def _to_plain(value: object) -> object:
    if value is None or isinstance(value, str | int):
        return value
    match value:
        case Fraction():
            return str(value)
        case frozenset():
            return sorted(value)
        case tuple():
            return [_to_plain(part) for part in value]
        case Mapping():
            return {str(key): _to_plain(part) for key, part in value.items()}
        case _:
            kind = _KINDS.get(type(value))
            return {"kind": kind, **_object_to_plain(value)} if kind else _object_to_plain(value)


def _object_to_plain(value: object) -> dict[str, object]:
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(value)
    present = [(field.name, getattr(value, field.name), _default(field)) for field in fields(value)]
    return {name: _to_plain(part) for name, part, default in present if default is MISSING or part != default}


def _default(field: Field[object]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _object_from_plain(kind: type, plain: Mapping[str, object]) -> object:
    hints = get_type_hints(kind)
    unknown = set(plain) - set(hints)
    if unknown:
        raise ValueError(unknown)
    return kind(**{name: _from_plain(hints[name], part) for name, part in plain.items()})


def _from_plain(hint: object, plain: object) -> object:
    if isinstance(hint, type):
        return _single_from_plain(hint, plain)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _of_a_union(arguments, plain)
    if origin is tuple:
        return _tuple_from_plain(arguments, _checked(list, plain))
    if origin is frozenset:
        return frozenset(_from_plain(arguments[0], part) for part in _checked(list, plain))
    key, value = arguments
    return {_from_plain(key, name): _from_plain(value, part) for name, part in _checked(dict, plain).items()}


def _single_from_plain(kind: type, plain: object) -> object:
    if kind is Fraction:
        return exact_number(_checked(str, plain))
    if kind in (str, int, bool):
        return _checked(kind, plain)
    return _object_from_plain(kind, _checked(dict, plain))


def _of_a_union(kinds: tuple[object, ...], plain: object) -> object:
    if plain is None and type(None) in kinds:
        return None
    if isinstance(plain, dict):
        return _object_from_plain(_CONDITIONS[plain["kind"]], {key: plain[key] for key in plain if key != "kind"})
    return _from_plain(kinds[0], plain)


def _tuple_from_plain(kinds: tuple[object, ...], plain: list[object]) -> tuple[object, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_from_plain(kinds[0], part) for part in plain)
    return tuple(_from_plain(kind, part) for kind, part in zip(kinds, plain, strict=True))


def _checked(kind: type[T], value: object) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(value)
    return value
