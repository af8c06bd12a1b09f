"""CertDesk's own rubric files: `schema: certdesk.rubric/1`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from certdesk.core.contradictions import contradictions
from certdesk.core.errors import RubricError
from certdesk.core.fields import LONGEST_TEXT, Fields, shown
from certdesk.core.importing import Answers, Reading, Row, Verdict
from certdesk.core.rubric import (
    Alignment,
    Cap,
    CertificateTerm,
    Criterion,
    EvidenceRule,
    ExternalId,
    Level,
    Rubric,
    Scale,
    Section,
    Translation,
    WorkedExample,
)
from certdesk.core.words import _
from certdesk.plain_yaml import parse_yaml
from certdesk.rubric_formats.decision_yaml import read_decision
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.our_yaml_layout import BEHIND, END
from certdesk.rubric_formats.our_yaml_remarks import remarks_of
from certdesk.rubric_formats.our_yaml_writing import losses, write
from certdesk.rubric_formats.text_encoding import decoded

SCHEMA = "certdesk.rubric/1"
_OF_THE_FILE = (
    "schema", "id", "version", "based_on", "language", "title", "audience", "purpose", "scale", "sections", "criteria",
    "decision", "certificate", "worked_examples", "translations", "external",
)  # fmt: skip
_OF_A_SCALE = ("kind", "standard_level", "half_levels", "ranges", "levels", "not_observed")
_OF_A_CRITERION = (
    "id", "title", "section", "weight", "floor", "critical", "question", "own_levels", "own_standard", "levels",
    "evidence", "look_for", "caps", "alignments",
)  # fmt: skip
_OWN_FIELDS_OF_EVIDENCE = ("type", "min", "note")
_Read = TypeVar("_Read")


def our_yaml() -> RubricFormat:
    """Return CertDesk's own format, the only one that holds everything."""
    return RubricFormat("certdesk", _("CertDesk rubric"), ".yaml", looks_like, read, write, losses)


def looks_like(source: Source) -> float:
    """Whether the file says that it is one of ours."""
    start = source.data[:20_000]
    return 1.0 if b"certdesk.rubric/" in start.replace(b"\x00", b"") else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read a file as a draft: what is wrong in one part leaves that part out, contradictions are said and stay.

    Raises RubricError when the file is no YAML, is of another kind, or its rules can't be read.
    """
    del answers  # our own format leaves nothing open
    found = _Found()
    rubric = _rubric(decoded(source.data), source.name, found)
    rows = [Row(_("rubric"), rubric.title, Verdict.ACCEPTED)]
    rows += [Row(_("rubric"), rubric.title, Verdict.ACCEPTED, sentence) for sentence in contradictions(rubric)]
    return Reading("certdesk", (rubric,), (*rows, *found.rows))


def read_rubric(text: str, *, name: str) -> Rubric:
    """Read a rubric file; ``name`` is the file's name for messages.

    Raises RubricError with the file, the place, what is wrong and what to do, also when the rubric is well written but
    contradicts itself. Fields that this version doesn't model are left alone, except among the decision rules.
    """
    rubric = _rubric(text, name, None)
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


@dataclass(slots=True)
class _Found:
    """What a lenient reading has to say about parts that it left out."""

    rows: list[Row] = field(default_factory=list)

    def unknown(self, fields: Fields, *known: str) -> None:
        for name in fields.values:
            if name not in known:
                reason = _("“{name}” is not known to this version of CertDesk and is not kept.").format(
                    name=shown(name)
                )
                self.rows.append(Row(fields.where, shown(name), Verdict.SKIPPED, reason))

    def skipped(self, fields: Fields, problem: RubricError) -> None:
        self.rows.append(Row(fields.where, shown(str(fields.values.get("id", ""))), Verdict.SKIPPED, str(problem)))


def _rubric(text: str, name: str, found: _Found | None) -> Rubric:
    file = top(text, name, SCHEMA)
    if found is not None:
        found.unknown(file, *_OF_THE_FILE)
        found.unknown(file.child("scale"), *_OF_A_SCALE)
    scale = _scale(file.child("scale"))
    rubric = Rubric(
        id=file.text("id"),
        version=file.text("version"),
        language=file.text("language", "en"),
        title=_exact(file, "title"),
        audience=_exact(file, "audience", ""),
        purpose=_exact(file, "purpose", ""),
        scale=scale,
        sections=tuple(_each(file.children("sections", "section"), _section, found)),
        criteria=tuple(_each(file.children("criteria", "criterion"), _Criteria(scale, found).criterion, found)),
        decision=read_decision(file.child("decision")),
        certificate=_certificate(file.child("certificate")),
        examples=tuple(_each(file.children("worked_examples", "worked example"), _example, found)),
        based_on=_exact(file, "based_on", ""),
        translations=_translations(file.child("translations")),
        external=tuple(_each(file.children("external", "external id"), _external, found)),
        remarks={place: words for place, words in remarks_of(text).items() if _is_kept(place)},
    )
    return rubric if found is None else _without_what_was_skipped(rubric)


def _each(parts: Iterator[Fields], read_one: Callable[[Fields], _Read], found: _Found | None) -> Iterator[_Read]:
    """Read every part; when reading leniently, one that can't be read is left out and said."""
    for fields in parts:
        try:
            yield read_one(fields)
        except RubricError as problem:
            if found is None:
                raise
            found.skipped(fields, problem)


def _without_what_was_skipped(rubric: Rubric) -> Rubric:
    known = {criterion.id for criterion in rubric.criteria}
    sections = tuple(
        replace(section, criteria=tuple(name for name in section.criteria if name in known))
        for section in rubric.sections
    )
    return rubric if sections == rubric.sections else replace(rubric, sections=sections)


def _is_kept(place: str) -> bool:
    """Whether the part that a comment speaks of is one that is kept."""
    return place in {"", END} or place.partition("/")[0].removesuffix(BEHIND) in _OF_THE_FILE


def _exact(fields: Fields, name: str, default: str | None = None) -> str:
    """Read a text letter for letter: an empty one in quotes is a text too, as in a draft."""
    value = fields.values.get(name)
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        return value
    return fields.text(name, default)


def _scale(fields: Fields) -> Scale:
    absent = fields.child("not_observed")
    allowed = absent.flag("allowed", default=bool(absent.values))
    return Scale(
        levels=tuple(_level(part) for part in fields.children("levels", "level")),
        standard=fields.number("standard_level"),
        not_observed_at_most=absent.whole("max_criteria", 1, most=999) if allowed else 0,
        never_not_observed=frozenset(absent.texts("never_for")),
        half_levels=fields.flag("half_levels", default=False),
        ranges=fields.flag("ranges", default=False),
    )


def _level(fields: Fields) -> Level:
    value = fields.number("value")
    key = _exact(fields, "key", str(value))
    return Level(value, key, _exact(fields, "label"), _exact(fields, "meaning", ""))


def _section(fields: Fields) -> Section:
    return Section(fields.text("id"), _exact(fields, "title"), fields.texts("criteria"))


@dataclass(frozen=True, slots=True)
class _Criteria:
    """Reads criteria, which need the rubric's scale for what they don't say themselves."""

    scale: Scale
    found: _Found | None

    def criterion(self, fields: Fields) -> Criterion:
        fields = fields.at(_("criterion {id}").format(id=fields.text("id")))
        if self.found is not None:
            self.found.unknown(fields, *_OF_A_CRITERION)
        evidence = fields.child("evidence")
        own = tuple(_level(part) for part in fields.children("own_levels", "own level"))
        lowest = min((level.value for level in own or self.scale.levels), default=Fraction(1))
        return Criterion(
            id=fields.text("id"),
            title=_exact(fields, "title"),
            section=_exact(fields, "section"),
            weight=fields.number("weight", Fraction(1)),
            floor=fields.number("floor", lowest),
            critical=fields.flag("critical", default=False),
            question=_exact(fields, "question", ""),
            descriptors=_descriptors(fields.child("levels")),
            required=tuple(_evidence_rule(part) for part in evidence.children("required", "required evidence")),
            accepted=evidence.texts("accepted"),
            sufficiency=_exact(evidence, "sufficiency", ""),
            look_for=fields.texts("look_for"),
            caps=tuple(_cap(part) for part in fields.children("caps", "cap")),
            own_levels=own,
            own_standard=fields.number("own_standard") if fields.has("own_standard") else None,
            alignments=tuple(_alignment(part) for part in fields.children("alignments", "alignment")),
        )


def _descriptors(fields: Fields) -> dict[Fraction, str]:
    values = {level: Fields({"level": level}, fields.where, fields.error).number("level") for level in fields.values}
    return {value: _exact(fields, level) for level, value in values.items()}


def _evidence_rule(fields: Fields) -> EvidenceRule:
    fields.filled()
    limits = tuple((name, fields.number(name)) for name in sorted(fields.values) if name not in _OWN_FIELDS_OF_EVIDENCE)
    note = _exact(fields, "note", "")
    return EvidenceRule(_exact(fields, "type"), fields.whole("min", 1, least=1, most=999), limits, note)


def _cap(fields: Fields) -> Cap:
    return Cap(_exact(fields, "when"), fields.number("max_level"), _exact(fields, "reason", ""))


def _alignment(fields: Fields) -> Alignment:
    return Alignment(
        framework=_exact(fields, "framework"),
        code=_exact(fields, "code"),
        statement=_exact(fields, "statement", ""),
        identifier=_exact(fields, "identifier", ""),
    )


def _certificate(fields: Fields) -> CertificateTerm:
    return CertificateTerm(
        valid_years=fields.whole("valid_years", least=1, most=99),
        renewal_window_months=fields.whole("renewal_window_months", 12, most=120),
        renewal_route=_exact(fields, "renewal_route", ""),
    )


def _example(fields: Fields) -> WorkedExample:
    name = _exact(fields, "name")
    fields = fields.at(_("worked example “{name}”").format(name=name))
    levels = fields.child("levels")
    marks = {criterion: _exact(levels, criterion) for criterion in levels.values}
    return WorkedExample(name, marks, fields.number("mean"), _exact(fields, "outcome"))


def _translations(fields: Fields) -> tuple[Translation, ...]:
    languages = ((language, fields.child(language)) for language in fields.values)
    return tuple(Translation(name, {key: _exact(texts, key) for key in texts.values}) for name, texts in languages)


def _external(fields: Fields) -> ExternalId:
    return ExternalId(_exact(fields, "system"), _exact(fields, "part", ""), _exact(fields, "value"))
