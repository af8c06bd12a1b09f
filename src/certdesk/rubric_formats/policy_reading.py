"""The parts of a policy, one function for each: every number is checked, with a sentence for each that can't be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from certdesk.core.errors import CertDeskError
from certdesk.core.fields import Fields, shown
from certdesk.core.policy import (
    AdjudicationTable,
    Appeals,
    AppealStage,
    Blind,
    Conflict,
    Ground,
    ModerationSample,
    Qualification,
    Resubmission,
    Retention,
    SecondMarking,
    Settle,
)
from certdesk.core.words import _
from certdesk.rubric_formats.policy_words import (
    BAND,
    CODE,
    DIFFER_KEY,
    DIFFER_VALUE,
    EACH,
    MODERATION_CLOSED,
    NEW_IN_SAMPLE,
    NEW_IN_SECOND,
    OTHER_OUTCOME,
    SAME_OUTCOME,
    SAME_SCHOOL,
    SMALL,
    TWO_APART,
    WORDS_FOR_NUMBERS,
)

_Choice = TypeVar("_Choice", bound=StrEnum)
_MOST_MONTHS, _MOST_DAYS, _MOST_YEARS = 600, 40_000, 200


def qualification_of(file: Fields) -> Qualification:
    """Read what an assessor has to reach."""
    usual = Qualification()
    fields = _part(file, "assessor_qualification")
    chosen, again = _part(fields, "qualifying_set"), _part(fields, "requalify")
    after = _part(again, "or_after")
    match = chosen.text("outcome_match", "required")
    if match not in {"required", "not_required"}:
        raise _not_among(chosen, "outcome_match", match, ("required", "not_required"))
    return Qualification(
        training_items=fields.whole("training_items", usual.training_items, most=1000),
        portfolios=chosen.whole("portfolios", usual.portfolios, most=1000),
        exact_at_least=_share(chosen, "exact_at_least", usual.exact_at_least),
        within_one_at_least=_share(chosen, "within_one_at_least", usual.within_one_at_least),
        discrepant_at_most=chosen.whole("discrepant_at_most_per_portfolio", usual.discrepant_at_most, most=1000),
        outcome_must_match=match == "required",
        every_months=again.whole("every_months", usual.every_months, least=1, most=_MOST_MONTHS),
        requalify_exact_below=_share(after, "exact_below", usual.requalify_exact_below),
        requalify_on_last=after.whole("on_last_criteria", usual.requalify_on_last, least=1, most=10_000),
    )


def conflicts_of(file: Fields) -> tuple[tuple[Conflict, ...], int]:
    """Read the grounds on which somebody may not assess, and for how many months a school counts."""
    fields = _part(file, "conflict_of_interest")
    months = fields.whole("same_school_months", 24, most=_MOST_MONTHS)
    if not fields.has("blocks"):
        return tuple(Conflict), months
    found: dict[Conflict, None] = {}
    for text in fields.texts("blocks"):
        school = SAME_SCHOOL.fullmatch(text)
        if school:
            months = _bounded(fields, "blocks", int(school[1]), _MOST_MONTHS)
        found[Conflict.SAME_SCHOOL if school else _choice(fields, "blocks", text, Conflict)] = None
    return tuple(found), months


def blind_of(file: Fields) -> Blind:
    """Read what is hidden; a policy that says nothing about it does not mark blind, but always independently."""
    fields = _part(file, "blind_marking")
    return Blind(
        candidate=fields.flag("candidate_hidden", default=False),
        school=fields.flag("school_hidden", default=False),
        file_names=fields.flag("file_names_replaced", default=False),
        properties=fields.flag("document_metadata_hidden", default=False),
        earlier_scores=fields.flag("earlier_scores_hidden", default=True),
        other_assessor=fields.flag("other_assessor_hidden_until_submit", default=True),
    )


def second_marking_of(file: Fields) -> SecondMarking:
    """Read which portfolios are marked by two."""
    usual = SecondMarking()
    fields = _part(file, "double_marking")
    near = _part(fields, "near_cut")
    always = Always(fields, "always_for", ("near_cut", "appeal", "distinction_recommended"), (NEW_IN_SECOND, SMALL))
    band = near.text("band", "one_standard_error")
    return SecondMarking(
        random_share=_share(fields, "random_share", usual.random_share),
        first_of_new_assessor=always.count(NEW_IN_SECOND, usual.first_of_new_assessor),
        near_cut=always.has("near_cut"),
        near_cut_errors=_errors(near, band),
        fallback_band=_at_least_nought(near, "fallback_band_points", usual.fallback_band),
        distinctions=always.has("distinction_recommended"),
        all_below=always.count(SMALL, usual.all_below),
        appeals=always.has("appeal"),
    )


def adjudication_of(file: Fields) -> AdjudicationTable:
    """Read the table of what happens when two levels differ."""
    found: dict[str, Settle] = {}
    for row in file.children("agreement_and_adjudication"):
        rule = row.text("if", "")
        if rule in {SAME_OUTCOME, OTHER_OUTCOME, TWO_APART, CODE}:
            told = row.text("final", "") or row.text("action")
            allowed = [one for one in Settle if one is not Settle.SAME and (rule != CODE or one is not Settle.MEAN)]
            if told not in allowed:
                raise _not_among(row, "final" if row.has("final") else "action", told, allowed)
            found[rule] = Settle(told)
    usual = AdjudicationTable()
    return AdjudicationTable(
        found.get(SAME_OUTCOME, usual.adjacent_same_outcome),
        found.get(OTHER_OUTCOME, usual.adjacent_other_outcome),
        found.get(TWO_APART, usual.two_apart),
        found.get(CODE, usual.one_code),
    )


def moderation_of(file: Fields) -> ModerationSample:
    """Read how large the sample is and what always belongs to it."""
    usual = ModerationSample()
    fields = _part(file, "moderation_sample")
    words = ("all_unscorable", "highest_and_lowest", "all_within_band_of_cut")
    always = Always(fields, "add", words, (EACH, NEW_IN_SAMPLE))
    levels, criteria = _differs(_part(fields, "action_if_moderator_differs"))
    return ModerationSample(
        share=_share(fields, "share", usual.share),
        minimum=fields.whole("minimum", usual.minimum, most=100_000),
        each_assessor=always.count(EACH, usual.each_assessor),
        unscorable=always.has("all_unscorable"),
        extremes=always.has("highest_and_lowest"),
        near_cut=always.has("all_within_band_of_cut"),
        first_of_new_assessor=always.count(NEW_IN_SAMPLE, usual.first_of_new_assessor),
        differs_levels=levels,
        differs_criteria=criteria,
    )


def held_until_moderated(file: Fields) -> bool:
    """Read whether results wait until the moderation is closed."""
    fields = _part(file, "release")
    told = fields.text("hold_all_until", MODERATION_CLOSED)
    if told not in {MODERATION_CLOSED, "nothing"}:
        raise _not_among(fields, "hold_all_until", told, (MODERATION_CLOSED, "nothing"))
    return told == MODERATION_CLOSED


def appeals_of(file: Fields) -> Appeals:
    """Read grounds, stages and days of appeals."""
    usual = Appeals()
    fields = _part(file, "appeals")
    stages = _choices(fields, "stages", AppealStage, usual.stages)
    days = tuple(_whole_of(fields, "days_per_stage", number, _MOST_DAYS) for number in fields.numbers("days_per_stage"))
    days = days if fields.has("days_per_stage") else usual.days_per_stage[: len(stages)]
    if len(days) != len(stages):
        text = _("“days_per_stage” has {days} numbers for {stages} stages.")
        raise fields.fail(
            text.format(days=len(days), stages=len(stages)), _("Give each stage a number of working days.")
        )
    down = fields.text("outcome_may_go_down", "programme_setting")
    return Appeals(
        window_days=fields.whole("window_days", usual.window_days, most=_MOST_DAYS),
        grounds=_choices(fields, "grounds", Ground, usual.grounds),
        stages=stages,
        days_per_stage=days,
        outcome_may_go_down=down != "programme_setting" and fields.flag("outcome_may_go_down"),
    )


def retention_of(file: Fields) -> Retention:
    """Read how long things are kept."""
    usual = Retention()
    fields = _part(file, "retention")
    return Retention(
        fields.whole("decision_records_years", usual.decision_records_years, most=_MOST_YEARS),
        fields.whole("portfolio_after_final_days", usual.portfolio_days, most=_MOST_DAYS),
        fields.whole("lesson_video_after_final_days", usual.lesson_video_days, most=_MOST_DAYS),
    )


def resubmission_of(file: Fields) -> Resubmission:
    """Read how often and until when criteria may be handed in again."""
    usual = Resubmission()
    fields = _part(file, "resubmission")
    return Resubmission(
        fields.whole("attempts", usual.attempts, least=1, most=1000),
        fields.whole("within_months", usual.within_months, most=_MOST_MONTHS),
        fields.flag("only_named_criteria", default=usual.only_named_criteria),
        fields.flag("best_score_kept", default=usual.best_score_kept),
    )


def smallest_cell_of(file: Fields) -> int:
    """Read how many people a number about a group needs at least."""
    return file.whole("smallest_cell", 5, least=1, most=1000)


def holidays_of(file: Fields) -> tuple[str, ...]:
    """Read the days that are no working days."""
    found = file.texts("holidays")
    for text in found:
        try:
            date.fromisoformat(text)
        except ValueError:
            problem = _("“holidays” holds “{text}”, which is no day.").format(text=shown(text))
            raise file.fail(problem, _("Write days like 2026-12-25.")) from None
    return found


class Always:
    """A list of words, some of which hold a number; without the list, all of them are meant."""

    def __init__(self, fields: Fields, name: str, words: tuple[str, ...], counted: tuple[re.Pattern[str], ...]) -> None:
        self._fields, self._name, self._all = fields, name, not fields.has(name)
        self._texts = fields.texts(name)
        for text in self._texts:
            if text not in words and not any(one.fullmatch(text) for one in counted):
                samples = [re.sub(r"\(.*?\)", "3", one.pattern) for one in counted]
                raise _not_among(fields, name, text, (*words, *samples))

    def has(self, word: str) -> bool:
        """Whether a word is there."""
        return self._all or word in self._texts

    def count(self, pattern: re.Pattern[str], usual: int) -> int:
        """Return the number in a word, 0 where the list is there without it."""
        found = [int(match[1]) for text in self._texts if (match := pattern.fullmatch(text))]
        if self._all:
            return usual
        return _bounded(self._fields, self._name, found[-1], 10_000) if found else 0


def _differs(fields: Fields) -> tuple[int, int]:
    usual = ModerationSample()
    for name in fields.values:
        match = DIFFER_KEY.fullmatch(str(name))
        if match is None:
            continue
        told = DIFFER_VALUE.fullmatch(fields.text(str(name)))
        if told is None:
            problem = _("“{name}” must say how many criteria.").format(name=name)
            raise fields.fail(problem, _("Write it like 2_criteria."))
        levels = _bounded(fields, str(name), int(match[1]), 100)
        return max(1, levels), max(1, _bounded(fields, str(name), int(told[1]), 1000))
    return usual.differs_levels, usual.differs_criteria


def _errors(fields: Fields, band: str) -> Fraction:
    match = BAND.fullmatch(band)
    if match is None:
        problem = _("“band” is “{text}”, which is not known here.").format(text=shown(band))
        raise fields.fail(problem, _("Write one_standard_error, or a number such as 1.5_standard_errors."))
    if match[1] in WORDS_FOR_NUMBERS:
        return Fraction(WORDS_FOR_NUMBERS[match[1]])
    return _within(fields, "band", Fields({"band": match[1]}, fields.where, fields.error).number("band"), 100)


def _part(fields: Fields, name: str) -> Fields:
    return fields.child(name) if fields.has(name) else Fields({}, f"{fields.where}, {name}", fields.error)


def _share(fields: Fields, name: str, usual: Fraction) -> Fraction:
    return _within(fields, name, fields.number(name, usual), 1)


def _at_least_nought(fields: Fields, name: str, usual: Fraction) -> Fraction:
    return _within(fields, name, fields.number(name, usual), 1000)


def _within(fields: Fields, name: str, number: Fraction, most: int) -> Fraction:
    if not 0 <= number <= most:
        text = _("“{name}” is {number}, but must be a number from 0 to {most}.")
        raise fields.fail(text.format(name=name, number=fields.text(name), most=most))
    return number


def _bounded(fields: Fields, name: str, number: int, most: int) -> int:
    if number > most:
        raise fields.fail(_("“{name}” holds a number above {most}.").format(name=name, most=most))
    return number


def _whole_of(fields: Fields, name: str, number: Fraction, most: int) -> int:
    if number.denominator != 1 or not 0 <= number <= most:
        raise fields.fail(_("“{name}” must hold whole numbers from 0 to {most}.").format(name=name, most=most))
    return int(number)


def _choice(fields: Fields, name: str, text: str, kind: type[_Choice]) -> _Choice:
    if text not in set(kind):
        raise _not_among(fields, name, text, kind)
    return kind(text)


def _choices(fields: Fields, name: str, kind: type[_Choice], usual: tuple[_Choice, ...]) -> tuple[_Choice, ...]:
    if not fields.has(name):
        return usual
    return tuple(dict.fromkeys(_choice(fields, name, text, kind) for text in fields.texts(name)))


def _not_among(fields: Fields, name: str, text: str, allowed: Iterable[str]) -> CertDeskError:
    problem = _("“{name}” holds “{text}”, which is not known here.").format(name=name, text=shown(text))
    return fields.fail(problem, _("Allowed are: {allowed}.").format(allowed=", ".join(allowed)))
