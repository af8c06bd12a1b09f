"""Any rubric that can be kept: Hypothesis strategies for whole ones, and for plain ones that every format holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from certdesk.core import conditions as rule
from certdesk.core.rubric import (
    Alignment,
    Cap,
    CertificateTerm,
    Criterion,
    DecisionRules,
    EvidenceRule,
    ExternalId,
    Level,
    Outcome,
    Rubric,
    Scale,
    Section,
    Translation,
    WorkedExample,
)

_AWKWARD = (
    "yes",
    "NO",
    "null",
    "~",
    "1.0",
    "0x1F",
    "a: b",
    "# not a remark",
    "- dash",
    "'quoted'",
    '"double"',
    "{brace}",
    "a #b",
    "[list]",
    "*star",
    "&and",
    "!bang",
    "%pct",
    "@at",
    "`tick`",
    "tab\there",
    "two\nlines",
    "two\n\nparagraphs",
    "trailing ",
    " leading",
    "new line at the end\n",
    "\\back",
    "\x07",
    "\u2028",
    "\u200b",
    "é ü 漢字 🙂",
    "ends with colon:",
    "= formula",
    "word " * 60,
    "long-" * 60,
    "  indented\n    lines\n",
    "\r\n",
    "a\x85b",
    "\ufeff",
    "---",
    "...",
    "? x",
    "| x",
    "> x",
)
TEXTS = st.sampled_from(_AWKWARD) | st.text(max_size=60)
NAMED = TEXTS.filter(bool)
NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=100)
WEIGHTS = st.sampled_from([Fraction(1), Fraction(12), Fraction(1, 10), Fraction(1, 3), Fraction(33, 2)])
_IDS = st.sampled_from(["T1", "A.2", "no", "3", "ünï", "c-1", "x_y", "true", "0x1F", "12e3"])


@st.composite
def levels(draw) -> tuple[Level, ...]:
    values = sorted(draw(st.sets(st.fractions(-2, 20, max_denominator=4), min_size=2, max_size=5)))
    return tuple(Level(value, draw(_IDS), draw(TEXTS), draw(TEXTS)) for value in values)


@st.composite
def _criterion(draw, id_: str, section: str, scale: tuple[Level, ...]) -> Criterion:
    own = draw(st.just(()) | levels())
    values = [level.value for level in own or scale]
    limits = draw(st.dictionaries(st.sampled_from(["max_words", "min_minutes"]), NUMBERS, max_size=2))
    short = st.lists(NAMED, max_size=2).map(tuple)
    return Criterion(
        id=id_,
        title=draw(TEXTS),
        section=section,
        weight=draw(WEIGHTS),
        floor=draw(st.sampled_from(values)),
        critical=draw(st.booleans()),
        question=draw(TEXTS),
        descriptors={value: draw(TEXTS) for value in values if draw(st.booleans())},
        required=draw(
            st.lists(
                st.builds(EvidenceRule, NAMED, st.integers(1, 9), st.just(tuple(sorted(limits.items()))), TEXTS),
                max_size=2,
            ).map(tuple)
        ),
        accepted=draw(short),
        sufficiency=draw(TEXTS),
        look_for=draw(short),
        caps=draw(st.lists(st.builds(Cap, NAMED, st.sampled_from(values), TEXTS), max_size=2).map(tuple)),
        own_levels=own,
        own_standard=draw(st.none() | st.sampled_from(values)) if own else None,
        alignments=draw(st.lists(st.builds(Alignment, NAMED, NAMED, TEXTS, TEXTS), max_size=2).map(tuple)),
    )


CONDITIONS = st.one_of(
    st.builds(rule.MeanAtLeast, NUMBERS, st.booleans()),
    st.builds(rule.TotalAtLeast, NUMBERS, st.booleans()),
    st.builds(rule.EveryCriterionAtLeast, NUMBERS),
    st.just(rule.FloorsMet()),
    st.builds(rule.BelowFloorAtMost, st.integers(0, 9)),
    st.builds(rule.CriticalAtLeast, NUMBERS),
    st.builds(rule.SectionMeanAtLeast, _IDS, NUMBERS),
    st.builds(rule.SectionTotalAtLeast, _IDS, NUMBERS, st.booleans()),
    st.builds(
        rule.CountAtLevel, NUMBERS, st.integers(0, 9), st.none() | st.integers(0, 9), st.sampled_from(rule.Comparing)
    ),
    st.builds(rule.NamedAtLeast, st.lists(_IDS, min_size=1, max_size=3).map(tuple), NUMBERS),
    st.builds(rule.NotObservedAtMost, st.integers(0, 9)),
    st.builds(rule.BankedAtMost, st.integers(0, 9)),
)


@st.composite
def rubrics(draw) -> Rubric:
    """Draw any rubric, sound or not, whose ids are unique."""
    scale = draw(levels())
    names = draw(st.lists(_IDS, min_size=1, max_size=4, unique=True))
    sections = draw(st.lists(_IDS, min_size=1, max_size=2, unique=True))
    homes = {name: draw(st.sampled_from(sections)) for name in names}
    criteria = tuple(draw(_criterion(name, homes[name], scale)) for name in names)
    outcomes = tuple(
        Outcome(id_, draw(TEXTS), draw(st.lists(CONDITIONS, max_size=3).map(tuple)), draw(st.booleans()))
        for id_ in draw(st.lists(_IDS, min_size=1, max_size=3, unique=True))
    )
    return Rubric(
        id=draw(_IDS),
        version=draw(st.sampled_from(["1.0.0", "2.10", "1e3"])),
        language=draw(st.sampled_from(["en", "no"])),
        title=draw(TEXTS),
        audience=draw(TEXTS),
        purpose=draw(TEXTS),
        scale=Scale(
            scale,
            draw(st.sampled_from([level.value for level in scale])),
            draw(st.integers(0, 3)),
            frozenset(draw(st.lists(st.sampled_from(names), max_size=2))),
            draw(st.booleans()),
            draw(st.booleans()),
        ),
        sections=tuple(
            Section(id_, draw(TEXTS), tuple(name for name in names if homes[name] == id_)) for id_ in sections
        ),
        criteria=criteria,
        decision=DecisionRules(
            outcomes, draw(st.integers(1, 9)), draw(st.dictionaries(_IDS, st.integers(1, 9), max_size=2))
        ),
        certificate=CertificateTerm(draw(st.integers(1, 99)), draw(st.integers(0, 120)), draw(TEXTS)),
        examples=draw(
            st.lists(
                st.builds(WorkedExample, NAMED, st.dictionaries(_IDS, NAMED, max_size=3), NUMBERS, NAMED),
                max_size=2,
                unique_by=lambda example: example.name,
            ).map(tuple)
        ),
        based_on=draw(st.sampled_from(["", "1.0.0"])),
        translations=draw(
            st.lists(
                st.builds(Translation, st.sampled_from(["fr", "no", "de"]), st.dictionaries(NAMED, TEXTS, max_size=3)),
                max_size=2,
                unique_by=lambda each: each.language,
            ).map(tuple)
        ),
        external=draw(st.lists(st.builds(ExternalId, NAMED, TEXTS, NAMED), max_size=2).map(tuple)),
    )


_LINES = st.from_regex(r"[A-Za-z#:'\"\[{é][ A-Za-z0-9#:'\"\]}é-]{0,30}", fullmatch=True).map(str.strip).filter(bool)
REMARKS = st.lists(_LINES | st.just(""), min_size=1, max_size=3).filter(
    lambda lines: bool(lines[-1]) and bool(lines[0])
)


@st.composite
def remarked(draw) -> Rubric:
    """Draw a rubric with comments at its parts."""
    rubric = draw(rubrics())
    places = [
        "",
        "end",
        "scale",
        "sections",
        "criteria",
        "decision",
        "decision/outcomes",
        "title#",
        "criteria#",
        "purpose",
        *(f"criteria/{criterion.id}" for criterion in rubric.criteria),
        *(f"criteria/{criterion.id}/weight" for criterion in rubric.criteria),
        *(f"criteria/{criterion.id}/title#" for criterion in rubric.criteria),
        *(f"sections/{section.id}" for section in rubric.sections),
        *(f"decision/outcomes/{outcome.id}" for outcome in rubric.decision.outcomes),
    ]
    chosen = draw(
        st.lists(st.sampled_from([p for p in places if p != "purpose" or rubric.purpose]), unique=True, max_size=6)
    )
    remarks = {place: draw(_LINES) if place.endswith("#") else "\n".join(draw(REMARKS)) for place in chosen}
    return replace(rubric, remarks=remarks)


_WORDS = st.lists(
    st.sampled_from(
        ["The", "plan", "shows", "what", "pupils", "did,", "and", "why", "it", "helped;", "two", "of", "3", "groups"]
    ),
    min_size=1,
    max_size=12,
)


@st.composite
def plain_rubrics(draw) -> Rubric:
    """Draw a rubric of criteria, levels with whole points and texts, which every format that is written can hold."""
    values = sorted(draw(st.sets(st.integers(0, 12), min_size=3, max_size=3)))
    labels = draw(st.permutations(["Beginning", "Secure", "Leading", "Partly there"]))
    scale = tuple(
        Level(Fraction(value), label.lower().replace(" ", "-"), label)
        for value, label in zip(values, labels, strict=False)
    )
    names = draw(
        st.lists(_WORDS.map(lambda words: "Aim " + " ".join(words)), min_size=1, max_size=5, unique_by=str.casefold)
    )
    ids = tuple(f"C{number}" for number in range(1, len(names) + 1))
    criteria = tuple(
        Criterion(
            id=id_,
            title=name,
            section="A",
            weight=Fraction(1),
            floor=scale[0].value,
            critical=False,
            question="",
            descriptors={level.value: "Text " + " ".join(draw(_WORDS)) for level in scale},
        )
        for id_, name in zip(ids, names, strict=True)
    )
    return Rubric(
        id="any-rubric",
        version="1.0.0",
        language="en",
        title="Any rubric",
        audience="",
        purpose="",
        scale=Scale(scale, scale[1].value),
        sections=(Section("A", "Criteria", ids),),
        criteria=criteria,
        decision=DecisionRules((Outcome("result", "Result", ()),)),
        certificate=CertificateTerm(3),
    )
