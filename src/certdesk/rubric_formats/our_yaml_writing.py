"""Writes CertDesk's own rubric files: always in the same order, so that two versions can be compared line by line."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.rubric import Criterion, EvidenceRule, Level, Rubric, Scale
from certdesk.plain_yaml import Value
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.decision_yaml import write_decision
from certdesk.rubric_formats.our_yaml_layout import Style, layout

_SCHEMA = "certdesk.rubric/1"
_STYLE = Style(
    blocks=frozenset({"criteria", "decision/outcomes"}),
    apart=frozenset({"criteria"}),
    rows=frozenset({"worked_examples", "scale/levels"}),
    open=frozenset({("criteria", "levels")}),
)
Tree = dict[str, Value]


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Return nothing: this format holds everything."""
    del rubric
    return ()


def write(rubric: Rubric) -> bytes:
    """Return the file of a rubric, which `our_yaml.read` reads back as the same rubric."""
    return layout(_tree(rubric), rubric.remarks, _STYLE).encode()


def _tree(rubric: Rubric) -> Tree:
    certificate: Tree = {"valid_years": str(rubric.certificate.valid_years)}
    certificate["renewal_window_months"] = str(rubric.certificate.renewal_window_months)
    certificate |= _texts(renewal_route=rubric.certificate.renewal_route)
    return {
        "schema": _SCHEMA,
        "id": rubric.id,
        "version": rubric.version,
        **_texts(based_on=rubric.based_on),
        "language": rubric.language,
        "title": rubric.title,
        **_texts(audience=rubric.audience, purpose=rubric.purpose),
        "scale": _scale(rubric.scale),
        "sections": [
            {"id": section.id, "title": section.title, "criteria": list(section.criteria)}
            for section in rubric.sections
        ],
        "criteria": [_criterion(criterion) for criterion in rubric.criteria],
        "decision": write_decision(rubric.decision),
        "certificate": certificate,
        **_lists(worked_examples=_examples(rubric)),
        **_some("translations", {each.language: dict(each.texts) for each in rubric.translations}),
        **_lists(
            external=[
                {"system": each.system, **_texts(part=each.part), "value": each.value} for each in rubric.external
            ]
        ),
    }


def _scale(scale: Scale) -> Tree:
    tree: Tree = {"standard_level": plain(scale.standard)}
    tree |= {name: "true" for name, on in (("half_levels", scale.half_levels), ("ranges", scale.ranges)) if on}
    tree["levels"] = [_level(level) for level in scale.levels]
    never: list[Value] = [*sorted(scale.never_not_observed)]
    if scale.not_observed_at_most:
        tree["not_observed"] = {"allowed": "true", "max_criteria": str(scale.not_observed_at_most), "never_for": never}
    elif never:
        tree["not_observed"] = {"allowed": "false", "never_for": never}
    return tree


def _level(level: Level) -> Tree:
    return {"value": plain(level.value), "key": level.key, "label": level.label, **_texts(meaning=level.meaning)}


def _criterion(criterion: Criterion) -> Tree:
    tree: Tree = {"id": criterion.id, "title": criterion.title, "section": criterion.section}
    tree["weight"] = plain(criterion.weight)
    tree["floor"] = plain(criterion.floor)
    if criterion.critical:
        tree["critical"] = "true"
    tree |= _texts(question=criterion.question)
    tree |= _lists(own_levels=[_level(level) for level in criterion.own_levels])
    if criterion.own_standard is not None:
        tree["own_standard"] = plain(criterion.own_standard)
    tree |= _some("levels", {plain(value): criterion.descriptors[value] for value in sorted(criterion.descriptors)})
    tree |= _some("evidence", _evidence(criterion))
    tree |= _lists(look_for=criterion.look_for)
    tree |= _lists(
        caps=[
            {"when": cap.when, "max_level": plain(cap.max_level), **_texts(reason=cap.reason)} for cap in criterion.caps
        ]
    )
    tree |= _lists(
        alignments=[
            {
                "framework": each.framework,
                "code": each.code,
                **_texts(statement=each.statement, identifier=each.identifier),
            }
            for each in criterion.alignments
        ]
    )
    return tree


def _evidence(criterion: Criterion) -> Tree:
    return {
        **_lists(required=[_rule(rule) for rule in criterion.required], accepted=criterion.accepted),
        **_texts(sufficiency=criterion.sufficiency),
    }


def _rule(rule: EvidenceRule) -> Tree:
    limits: Tree = {name: plain(value) for name, value in rule.limits}
    return {"type": rule.type, "min": str(rule.minimum), **limits, **_texts(note=rule.note)}


def _examples(rubric: Rubric) -> list[Value]:
    return [
        {"name": each.name, "levels": dict(each.marks), "mean": plain(each.mean), "outcome": each.outcome}
        for each in rubric.examples
    ]


def _texts(**texts: str) -> Tree:
    """Leave out what is empty."""
    return {name: text for name, text in texts.items() if text}


def _lists(**lists: Iterable[Value]) -> Tree:
    found = {name: list(parts) for name, parts in lists.items()}
    return {name: parts for name, parts in found.items() if parts}


def _some(name: str, tree: Tree) -> Tree:
    return {name: tree} if tree else {}
