"""Rubrics to begin with: an empty one with a scale of so many levels, or one like another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from certdesk.core.editing_levels import FEWEST, MOST
from certdesk.core.errors import NotAllowedError
from certdesk.core.rubric import CertificateTerm, Criterion, DecisionRules, Level, Outcome, Rubric, Scale, Section
from certdesk.core.words import _

FIRST_VERSION = "1.0.0"


def empty_rubric(rubric_id: str, title: str, *, levels: int = 4, language: str = "en") -> Rubric:
    """Return a rubric with a scale, one section with one empty criterion, and the last outcome.

    The standard is the level above the middle. Raises NotAllowedError for a number of levels that is not 2 to 12.
    """
    if not FEWEST <= levels <= MOST:
        text = _("A scale has {fewest} to {most} levels.").format(fewest=FEWEST, most=MOST)
        raise NotAllowedError(text)
    scale = Scale(
        tuple(Level(Fraction(number), f"level_{number}", label) for number, label in enumerate(_labels(levels), 1)),
        standard=Fraction(levels // 2 + 1),
    )
    first = Criterion(
        id="C1",
        title="",
        section="A",
        weight=Fraction(100),
        floor=Fraction(1),
        critical=False,
        question="",
        descriptors={level.value: "" for level in scale.levels},
    )
    return Rubric(
        id=rubric_id,
        version=FIRST_VERSION,
        language=language,
        title=title,
        audience="",
        purpose="",
        scale=scale,
        sections=(Section("A", _("Section A"), ("C1",)),),
        criteria=(first,),
        decision=DecisionRules((Outcome("not_yet", _("Not yet"), ()),)),
        certificate=CertificateTerm(valid_years=3),
    )


def like(rubric: Rubric, rubric_id: str, title: str) -> Rubric:
    """Return a new rubric with everything that another one has, under an id, a title and a first version of its own.

    Criteria keep their ids: in another rubric they are other criteria. What other systems call them is left behind.
    """
    return replace(
        rubric,
        id=rubric_id,
        title=title,
        version=FIRST_VERSION,
        based_on="",
        external=(),
        translations=tuple(
            replace(each, texts={key: text for key, text in each.texts.items() if key != "title"})
            for each in rubric.translations
        ),
    )


def frame_of(rubric: Rubric, rubric_id: str, title: str) -> Rubric:
    """Return a rubric with the scale, sections and rules of another, and its criteria without descriptors."""
    copied = like(rubric, rubric_id, title)
    emptied = tuple(
        replace(each, descriptors=dict.fromkeys(each.descriptors, ""), look_for=(), question="")
        for each in copied.criteria
    )
    return replace(copied, criteria=emptied, examples=(), translations=(), remarks={})


def _labels(count: int) -> Sequence[str]:
    if count == 4:
        return _("Beginning"), _("Developing"), _("Secure"), _("Leading")
    if count == 2:
        return _("Not yet"), _("Met")
    if count == 3:
        return _("Not yet"), _("Met"), _("Beyond")
    if count == 5:
        return _("Beginning"), _("Developing"), _("Secure"), _("Strong"), _("Leading")
    return tuple(_("Level {number}").format(number=number) for number in range(1, count + 1))
