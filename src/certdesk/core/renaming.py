"""Other ids for criteria, wherever a rubric names them: sections, rules, examples, translations, remarks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from certdesk.core.conditions import Condition, NamedAtLeast
from certdesk.core.rubric import DecisionRules, Rubric, Translation


def named_in(place: str, ids: Collection[str]) -> str:
    """Return the id that a place such as ``T4/descriptor/3`` begins with: the longest one, as ids may hold slashes.

    An empty text when it begins with none.
    """
    parts = place.split("/")
    begins = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((begin for begin in begins if begin in ids), "")


def with_criteria_renamed(rubric: Rubric, ids: Mapping[str, str]) -> Rubric:
    """Return the rubric with other ids for its criteria, wherever they are named."""

    def named(id_: str) -> str:
        return ids.get(id_, id_)

    all_ids = {**{each.id: each.id for each in rubric.criteria}, **ids}
    return replace(
        rubric,
        scale=replace(rubric.scale, never_not_observed=frozenset(map(named, rubric.scale.never_not_observed))),
        sections=tuple(replace(each, criteria=tuple(map(named, each.criteria))) for each in rubric.sections),
        criteria=tuple(replace(each, id=named(each.id)) for each in rubric.criteria),
        decision=_rules_renamed(rubric.decision, ids),
        examples=tuple(
            replace(each, marks={named(id_): mark for id_, mark in each.marks.items()}) for each in rubric.examples
        ),
        translations=tuple(
            Translation(each.language, {_key(key, all_ids): text for key, text in each.texts.items()})
            for each in rubric.translations
        ),
        external=tuple(replace(each, part=_moved(each.part, all_ids)) for each in rubric.external),
        remarks={_key(key, all_ids): text for key, text in rubric.remarks.items()},
    )


def _rules_renamed(rules: DecisionRules, ids: Mapping[str, str]) -> DecisionRules:
    def renamed(condition: Condition) -> Condition:
        if not isinstance(condition, NamedAtLeast):
            return condition
        return replace(condition, criteria=tuple(ids.get(id_, id_) for id_ in condition.criteria))

    outcomes = tuple(replace(each, conditions=tuple(map(renamed, each.conditions))) for each in rules.outcomes)
    return replace(rules, outcomes=outcomes)


def _key(key: str, ids: Mapping[str, str]) -> str:
    start, slash, rest = key.partition("/")
    if start not in {"criterion", "criteria"}:
        return key
    return f"{start}{slash}{_moved(rest, ids)}"


def _moved(place: str, ids: Mapping[str, str]) -> str:
    id_ = named_in(place, ids)
    return ids.get(id_, id_) + place.removeprefix(id_)
