"""Rubrics as they come from other programs: what any of their formats can hold, for laws and round trips."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from certdesk.core.rubric import CertificateTerm, Criterion, DecisionRules, Level, Outcome, Rubric, Scale, Section
from certdesk.core.words import _
from certdesk.rubric_formats.building import standard_of
from certdesk.rubric_formats.building_points import plain

_LETTERS = "aBéж学5<&;:'\"/.!-"
words = st.lists(st.text(_LETTERS, min_size=1, max_size=9), min_size=1, max_size=6).map(" ".join)
paragraphs = st.lists(words, min_size=1, max_size=3).map("\n".join)
whole_points = st.integers(min_value=0, max_value=200).map(Fraction)
decimal_points = st.integers(min_value=0, max_value=20_000).map(lambda number: Fraction(number, 100))


def level(value: Fraction, label: str = "") -> Level:
    return Level(value, label or plain(value), label or plain(value))


def rubric(scale: Scale, sections: tuple[Section, ...], criteria: tuple[Criterion, ...], title: str) -> Rubric:
    return Rubric(
        id="r",
        version="1.0.0",
        language="en",
        title=title,
        audience="",
        purpose="",
        scale=scale,
        sections=sections,
        criteria=criteria,
        decision=DecisionRules((Outcome("result", _("Result"), ()),)),
        certificate=CertificateTerm(3),
    )


@st.composite
def drafts(draw: st.DrawFn, points: st.SearchStrategy[Fraction], *, named_levels: bool) -> Rubric:
    """A rubric with unweighted criteria in one section, each with levels of its own."""
    titles = draw(st.lists(words, min_size=1, max_size=6, unique_by=str.casefold))
    criteria = []
    for number, title in enumerate(titles, start=1):
        values = sorted(draw(st.lists(points, min_size=2, max_size=6, unique=True)))
        labels = draw(st.lists(words, min_size=len(values), max_size=len(values), unique=True))
        levels = tuple(level(value, label if named_levels else "") for value, label in zip(values, labels, strict=True))
        criteria.append(
            Criterion(
                id=f"C{number}",
                title=title,
                section="A",
                weight=Fraction(1),
                floor=values[0],
                critical=False,
                question=draw(st.one_of(st.just(""), paragraphs)),
                descriptors={value: draw(paragraphs) for value in values},
                own_levels=levels,
                own_standard=standard_of(levels),
            )
        )
    first = criteria[0].own_levels
    section = Section("A", _("Criteria"), tuple(one.id for one in criteria))
    return rubric(Scale(first, standard_of(first)), (section,), tuple(criteria), draw(words))


def essence(found: Rubric) -> object:
    """What an assessor sees of a rubric: titles, texts, points and weights, whatever they are called inside."""
    return (
        found.title,
        found.purpose,
        [section.title for section in found.sections],
        [
            (
                one.title,
                one.question,
                one.weight,
                found.section(one.section).title,
                [(each.value, each.label, one.descriptors.get(each.value, "")) for each in found.scale_of(one).levels],
            )
            for one in found.criteria
        ],
    )
