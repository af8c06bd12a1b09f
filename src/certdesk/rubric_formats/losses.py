"""What of a rubric a format can't hold, in sentences that are said before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from fractions import Fraction

from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain


class Holds(Enum):
    """A part of a rubric that some formats have a place for, and others don't."""

    PURPOSE = auto()
    SECTIONS = auto()
    WEIGHTS = auto()
    QUESTIONS = auto()
    LEVEL_NAMES = auto()
    OWN_LEVELS = auto()
    RANGES = auto()
    ALIGNMENTS = auto()
    LOOK_FORS = auto()
    TRANSLATIONS = auto()


def lost(rubric: Rubric, holds: frozenset[Holds]) -> tuple[str, ...]:
    """Return a sentence for each part that this rubric has and that a format which ``holds`` only these drops."""
    said = [sentence for part, has, sentence in _parts() if part not in holds and has(rubric)]
    return (*said, *_never_held(rubric))


def _parts() -> tuple[tuple[Holds, Callable[[Rubric], bool], str], ...]:
    return (
        (Holds.PURPOSE, lambda rubric: bool(rubric.purpose), _("The purpose is left out.")),
        (Holds.SECTIONS, has_sections, _("The sections are left out; the criteria keep their order.")),
        (Holds.WEIGHTS, has_weights, _("The weights are left out: every criterion counts by its points.")),
        (Holds.QUESTIONS, _has_questions, _("The questions of the criteria are left out.")),
        (Holds.LEVEL_NAMES, has_level_names, _("The names of the levels are left out; their points and texts stay.")),
        (Holds.OWN_LEVELS, _has_own_levels, _("Criteria can't have levels of their own there.")),
        (Holds.RANGES, _has_ranges, _("Points between two levels can't be given there.")),
        (Holds.ALIGNMENTS, _has_alignments, _("The codes of standards are left out.")),
        (Holds.LOOK_FORS, _has_look_fors, _("What to look for is left out.")),
        (Holds.TRANSLATIONS, lambda rubric: bool(rubric.translations), _("Only the rubric's own language is written.")),
    )


def _never_held(rubric: Rubric) -> tuple[str, ...]:
    """Say what no other program's format has a place for."""
    first = rubric.criteria[0] if rubric.criteria else None
    found = (
        (_has_decision(rubric), _("The decision rules, with what is banked and what is incomplete, are left out.")),
        (_has_floors(rubric), _("Floors and critical criteria are left out.")),
        (_has_evidence(rubric), _("What evidence is required, and the caps where it is missing, are left out.")),
        (bool(rubric.scale.not_observed_at_most), _("“Not observed” can't be given there.")),
        (rubric.scale.half_levels, _("Half levels can't be given there.")),
        (_has_standard(rubric), _("Which level is the standard is left out.")),
        (_has_meanings(rubric), _("The meanings of the levels are left out.")),
        (bool(rubric.examples), _("The worked examples are left out.")),
        (bool(rubric.audience), _("Whom the rubric is for is left out.")),
        (bool(rubric.remarks), _("Remarks of the rubric's file are left out.")),
        (first is not None, _("The version, the ids of criteria and the term of the certificate are left out.")),
    )
    return tuple(sentence for has, sentence in found if has)


def has_sections(rubric: Rubric) -> bool:
    """Whether criteria are grouped: one section alone is none."""
    return len(rubric.sections) > 1


def has_weights(rubric: Rubric) -> bool:
    """Whether criteria weigh differently."""
    return len({criterion.weight for criterion in rubric.criteria}) > 1


def has_level_names(rubric: Rubric) -> bool:
    """Whether any level is called something else than its value."""
    every = (*rubric.scale.levels, *(level for one in rubric.criteria for level in one.own_levels))
    return any(level.label and level.label != plain(level.value) for level in every)


def rounded_points(rubric: Rubric, decimals: int) -> bool:
    """Whether any level's points need more decimal places than there are."""
    step = Fraction(10) ** decimals
    used = (level.value for one in rubric.criteria for level in rubric.scale_of(one).levels)
    return any((value * step).denominator != 1 for value in used)


def _has_questions(rubric: Rubric) -> bool:
    return any(criterion.question for criterion in rubric.criteria)


def _has_own_levels(rubric: Rubric) -> bool:
    return any(criterion.own_levels for criterion in rubric.criteria)


def _has_ranges(rubric: Rubric) -> bool:
    return rubric.scale.ranges


def _has_alignments(rubric: Rubric) -> bool:
    return any(criterion.alignments for criterion in rubric.criteria)


def _has_look_fors(rubric: Rubric) -> bool:
    return any(criterion.look_for for criterion in rubric.criteria)


def _has_decision(rubric: Rubric) -> bool:
    rules = rubric.decision
    plain = len(rules.outcomes) == 1 and not rules.outcomes[0].conditions and not rules.outcomes[0].certifies
    return bool(rules.outcomes) and not plain


def _has_floors(rubric: Rubric) -> bool:
    return any(_above_the_lowest(rubric, number) for number in range(len(rubric.criteria)))


def _above_the_lowest(rubric: Rubric, number: int) -> bool:
    criterion = rubric.criteria[number]
    levels = rubric.scale_of(criterion).levels
    return criterion.critical or (bool(levels) and criterion.floor != min(level.value for level in levels))


def _has_evidence(rubric: Rubric) -> bool:
    return any(one.required or one.accepted or one.sufficiency or one.caps for one in rubric.criteria)


def _has_standard(rubric: Rubric) -> bool:
    values = [level.value for level in rubric.scale.levels]
    return bool(values) and rubric.scale.standard != values[-2 if len(values) > 2 else -1]


def _has_meanings(rubric: Rubric) -> bool:
    every = (*rubric.scale.levels, *(level for one in rubric.criteria for level in one.own_levels))
    return any(level.meaning for level in every)
