"""CertDesk's own rubric files: `schema: certdesk.rubric/1`."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.contradictions import contradictions
from certdesk.core.errors import RubricError
from certdesk.core.fields import Fields
from certdesk.core.rubric import (
    Cap,
    CertificateTerm,
    Criterion,
    EvidenceRule,
    Level,
    Rubric,
    Scale,
    Section,
    WorkedExample,
)
from certdesk.core.words import _
from certdesk.plain_yaml import parse_yaml
from certdesk.rubric_formats.decision_yaml import read_decision

SCHEMA = "certdesk.rubric/1"
_OWN_FIELDS_OF_EVIDENCE = ("type", "min", "note")


def read_rubric(text: str, *, name: str) -> Rubric:
    """Read a rubric file; ``name`` is the file's name for messages.

    Raises RubricError with the file, the place, what is wrong and what to do, also when the rubric is well written but
    contradicts itself. Fields that this version doesn't model are left alone, except among the decision rules.
    """
    file = top(text, name, SCHEMA)
    scale = _scale(file.child("scale"))
    rubric = Rubric(
        id=file.text("id"),
        version=file.text("version"),
        language=file.text("language", "en"),
        title=file.text("title"),
        audience=file.text("audience", ""),
        purpose=file.text("purpose", ""),
        scale=scale,
        sections=tuple(_section(part) for part in file.children("sections", "section")),
        criteria=tuple(_criterion(part, scale) for part in file.children("criteria", "criterion")),
        decision=read_decision(file.child("decision")),
        certificate=_certificate(file.child("certificate")),
        examples=tuple(_example(part) for part in file.children("worked_examples", "worked example")),
    )
    found = contradictions(rubric)
    if found:
        raise RubricError(f"{name}: {found[0]}", _("Correct the file and open it again."))
    return rubric


def top(text: str, name: str, schema: str) -> Fields:
    """Return the outermost fields of one of CertDesk's own files after checking that it is of this kind."""
    values = parse_yaml(text, name, RubricError)
    if not isinstance(values, dict):
        raise RubricError(_("{file} holds no fields at all.").format(file=name), _("Choose another file."))
    file = Fields(values, name, RubricError)
    found = file.text("schema")
    if found == schema:
        return file
    kind, _slash, version = found.rpartition("/")
    if kind == schema.rpartition("/")[0] and version.isdecimal():
        problem = _("it is written for a newer CertDesk (“{schema}”).").format(schema=found)
        raise file.fail(problem, _("Install the current version of CertDesk to open it."))
    problem = _("“schema” must be “{schema}”.").format(schema=schema)
    raise file.fail(problem, _("Choose a file of this kind, or add that line at the top."))


def _scale(fields: Fields) -> Scale:
    absent = fields.child("not_observed")
    allowed = absent.flag("allowed", default=bool(absent.values))
    return Scale(
        levels=tuple(_level(part) for part in fields.children("levels", "level")),
        standard=fields.number("standard_level"),
        not_observed_at_most=absent.whole("max_criteria", 1, most=999) if allowed else 0,
        never_not_observed=frozenset(absent.texts("never_for")),
        half_levels=fields.flag("half_levels", default=False),
    )


def _level(fields: Fields) -> Level:
    value = fields.number("value")
    return Level(value, fields.text("key", str(value)), fields.text("label"), fields.text("meaning", ""))


def _section(fields: Fields) -> Section:
    return Section(fields.text("id"), fields.text("title"), fields.texts("criteria"))


def _criterion(fields: Fields, scale: Scale) -> Criterion:
    fields = fields.at(_("criterion {id}").format(id=fields.text("id")))
    evidence = fields.child("evidence")
    lowest = min((level.value for level in scale.levels), default=Fraction(1))
    return Criterion(
        id=fields.text("id"),
        title=fields.text("title"),
        section=fields.text("section"),
        weight=fields.number("weight", Fraction(1)),
        floor=fields.number("floor", lowest),
        critical=fields.flag("critical", default=False),
        question=fields.text("question", ""),
        descriptors=_descriptors(fields.child("levels")),
        required=tuple(_evidence_rule(part) for part in evidence.children("required", "required evidence")),
        accepted=evidence.texts("accepted"),
        sufficiency=evidence.text("sufficiency", ""),
        look_for=fields.texts("look_for"),
        caps=tuple(_cap(part) for part in fields.children("caps", "cap")),
    )


def _descriptors(fields: Fields) -> dict[Fraction, str]:
    values = {level: Fields({"level": level}, fields.where, fields.error).number("level") for level in fields.values}
    return {value: fields.text(level) for level, value in values.items()}


def _evidence_rule(fields: Fields) -> EvidenceRule:
    fields.filled()
    limits = tuple((name, fields.number(name)) for name in sorted(fields.values) if name not in _OWN_FIELDS_OF_EVIDENCE)
    return EvidenceRule(fields.text("type"), fields.whole("min", 1, least=1, most=999), limits, fields.text("note", ""))


def _cap(fields: Fields) -> Cap:
    return Cap(fields.text("when"), fields.number("max_level"), fields.text("reason", ""))


def _certificate(fields: Fields) -> CertificateTerm:
    return CertificateTerm(
        valid_years=fields.whole("valid_years", least=1, most=99),
        renewal_window_months=fields.whole("renewal_window_months", 12, most=120),
        renewal_route=fields.text("renewal_route", ""),
    )


def _example(fields: Fields) -> WorkedExample:
    name = fields.text("name")
    fields = fields.at(_("worked example “{name}”").format(name=name))
    levels = fields.child("levels")
    marks = {criterion: levels.text(criterion) for criterion in levels.values}
    return WorkedExample(name, marks, fields.number("mean"), fields.text("outcome"))
