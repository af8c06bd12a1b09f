"""What a dispute is about and what the programme's table says, in words."""

from __future__ import annotations

from certdesk.core.adjudication import Step, Why
from certdesk.core.adjudication_words import explain_open
from certdesk.core.cases import OpenMark
from certdesk.core.cohorts import Turn
from certdesk.core.marks import Mark
from certdesk.core.words import N_, _

_HEADINGS = {
    Why.OUTCOMES: N_("One level apart, and the outcomes differ"),
    Why.APART: N_("Two levels apart or more"),
    Why.ONE_CODE: N_("One could not judge the evidence"),
    Why.TWO_CODES: N_("Two different codes"),
    Why.NO_LEVEL: N_("Not both gave a level"),
    Why.UNMARKED: N_("A mark is missing"),
    Why.OFF_SCALE: N_("A mark that the rubric doesn’t have"),
    Why.BY_TABLE: N_("One level apart"),
    Why.WITH_OTHERS: N_("In dispute together with other criteria"),
    Why.MEANS: N_("The means would change the outcome"),
    Why.NO_MIDDLE: N_("There is no middle"),
}


def turn_words(turn: Turn) -> str:
    """Say as what somebody marked."""
    words = {
        Turn.FIRST: _("First assessor"),
        Turn.SECOND: _("Second assessor"),
        Turn.THIRD: _("Third assessor"),
        Turn.MODERATOR: _("Moderator"),
        Turn.APPEAL: _("Assessor of the appeal"),
        Turn.QUALIFYING: _("Qualifying"),
        Turn.CIRCLE: _("Calibration"),
    }
    return words[turn]


def turn_word(turn: Turn) -> str:
    """Say the same in one word, as a small chip does."""
    words = {
        Turn.FIRST: _("First"),
        Turn.SECOND: _("Second"),
        Turn.THIRD: _("Third"),
        Turn.MODERATOR: _("Moderator"),
        Turn.APPEAL: _("Appeal"),
        Turn.QUALIFYING: _("Qualifying"),
        Turn.CIRCLE: _("Calibration"),
    }
    return words[turn]


def dispute_heading(found: OpenMark) -> str:
    """Say in a line why a criterion is not settled, and what the programme asks for."""
    third = _("the programme asks for a third assessor")
    asks = third if found.step is Step.THIRD else _("the programme lead decides")
    return f"{_(_HEADINGS[found.why])}: {asks}"


def dispute_detail(found: OpenMark, given: tuple[Mark, ...]) -> str:
    """Say how it goes on."""
    told = explain_open(found.why, found.step, given)
    if found.step is Step.THIRD:
        after = _("If the third equals one of them, that counts; otherwise the median of three levels.")
        return f"{told} {after} {_('All marks are kept.')}"
    return f"{told} {_('All marks are kept.')}"
