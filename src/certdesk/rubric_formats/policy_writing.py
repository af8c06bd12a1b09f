"""A policy's numbers put into the values of its file; what stands there besides is left alone."""

from __future__ import annotations

import re

from certdesk.core.fields import written
from certdesk.core.policy import Conflict, ProgrammePolicy, Settle
from certdesk.plain_yaml import Value
from certdesk.rubric_formats.policy_words import (
    CODE,
    DIFFER_KEY,
    EQUAL,
    MODERATION_CLOSED,
    OTHER_OUTCOME,
    SAME_OUTCOME,
    TWO_APART,
)

_WORDS = {1: "one_standard_error", 2: "two_standard_errors", 3: "three_standard_errors"}


def fill(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    """Put every number of a policy into the values of a file."""
    _qualification(tree, policy)
    _people(tree, policy)
    _second_marking(tree, policy)
    _table(tree, policy)
    _moderation(tree, policy)
    _afterwards(tree, policy)
    if policy.smallest_cell != 5 or "smallest_cell" in tree:
        tree["smallest_cell"] = str(policy.smallest_cell)
    if policy.holidays or "holidays" in tree:
        tree["holidays"] = list(policy.holidays)


def _qualification(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    one = policy.qualification
    part = _part(tree, "assessor_qualification")
    part["training_items"] = str(one.training_items)
    _set(
        _part(part, "qualifying_set"),
        portfolios=str(one.portfolios),
        exact_at_least=written(one.exact_at_least),
        within_one_at_least=written(one.within_one_at_least),
        discrepant_at_most_per_portfolio=str(one.discrepant_at_most),
        outcome_match="required" if one.outcome_must_match else "not_required",
    )
    again = _part(part, "requalify")
    again["every_months"] = str(one.every_months)
    _set(
        _part(again, "or_after"),
        exact_below=written(one.requalify_exact_below),
        on_last_criteria=str(one.requalify_on_last),
    )


def _people(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    school = f"same_school_{policy.same_school_months}_months"
    blocks: list[Value] = [school if one is Conflict.SAME_SCHOOL else one.value for one in policy.conflicts]
    grounds = _part(tree, "conflict_of_interest")
    grounds["blocks"] = blocks
    if Conflict.SAME_SCHOOL not in policy.conflicts and policy.same_school_months != 24:
        grounds["same_school_months"] = str(policy.same_school_months)
    blind = policy.blind
    _set(
        _part(tree, "blind_marking"),
        candidate_hidden=_flag(blind.candidate),
        school_hidden=_flag(blind.school),
        file_names_replaced=_flag(blind.file_names),
        document_metadata_hidden=_flag(blind.properties),
        earlier_scores_hidden=_flag(blind.earlier_scores),
        other_assessor_hidden_until_submit=_flag(blind.other_assessor),
    )


def _second_marking(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    one = policy.second_marking
    part = _part(tree, "double_marking")
    _set(part, random_share=written(one.random_share))
    part["always_for"] = _words(
        (f"first_{one.first_of_new_assessor}_of_new_assessor", one.first_of_new_assessor),
        ("near_cut", one.near_cut),
        ("appeal", one.appeals),
        ("distinction_recommended", one.distinctions),
        (f"all_when_cohort_below_{one.all_below}", one.all_below),
    )
    errors = one.near_cut_errors
    words = _WORDS.get(int(errors), "") if errors.denominator == 1 else ""
    band = words or f"{written(errors)}_standard_errors"
    _set(_part(part, "near_cut"), band=band, fallback_band_points=written(one.fallback_band))


def _table(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    table = policy.adjudication
    rules = {
        SAME_OUTCOME: table.adjacent_same_outcome,
        OTHER_OUTCOME: table.adjacent_other_outcome,
        TWO_APART: table.two_apart,
        CODE: table.one_code,
    }
    here = tree.get("agreement_and_adjudication")
    rows: list[Value] = list(here) if isinstance(here, list) else [{"if": EQUAL, "final": "a"}]
    places = {row.get("if"): number for number, row in enumerate(rows) if isinstance(row, dict)}
    for rule, settle in rules.items():
        line: dict[str, Value] = {"if": rule, _final_or_action(settle): settle.value}
        if rule in places:
            before = rows[places[rule]]
            kept = dict(before) if isinstance(before, dict) else {}
            for name in ("final", "action"):
                kept.pop(name, None)
            rows[places[rule]] = kept | line
        else:
            rows.append(line)
    tree["agreement_and_adjudication"] = rows


def _final_or_action(settle: Settle) -> str:
    return "final" if settle is Settle.MEAN else "action"


def _moderation(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    one = policy.moderation
    part = _part(tree, "moderation_sample")
    _set(part, share=written(one.share), minimum=str(one.minimum))
    part["add"] = _words(
        (f"each_assessor_at_least_{one.each_assessor}", one.each_assessor),
        ("all_unscorable", one.unscorable),
        ("highest_and_lowest", one.extremes),
        ("all_within_band_of_cut", one.near_cut),
        (f"new_assessors_first_{one.first_of_new_assessor}", one.first_of_new_assessor),
    )
    differs = _part(part, "action_if_moderator_differs")
    others = {name: value for name, value in differs.items() if not DIFFER_KEY.fullmatch(name)}
    told = {f"levels_{one.differs_levels}_or_more_in": f"{one.differs_criteria}_criteria"}
    part["action_if_moderator_differs"] = {**told, **others}


def _afterwards(tree: dict[str, Value], policy: ProgrammePolicy) -> None:
    _part(tree, "release")["hold_all_until"] = MODERATION_CLOSED if policy.hold_until_moderated else "nothing"
    appeals = policy.appeals
    part = _part(tree, "appeals")
    part["window_days"] = str(appeals.window_days)
    part["grounds"] = [one.value for one in appeals.grounds]
    part["stages"] = [one.value for one in appeals.stages]
    part["days_per_stage"] = [str(days) for days in appeals.days_per_stage]
    if appeals.outcome_may_go_down or part.get("outcome_may_go_down") != "programme_setting":
        part["outcome_may_go_down"] = _flag(appeals.outcome_may_go_down)
    kept, again = policy.retention, policy.resubmission
    _set(
        _part(tree, "retention"),
        decision_records_years=str(kept.decision_records_years),
        portfolio_after_final_days=str(kept.portfolio_days),
        lesson_video_after_final_days=str(kept.lesson_video_days),
    )
    _set(
        _part(tree, "resubmission"),
        attempts=str(again.attempts),
        within_months=str(again.within_months),
        only_named_criteria=_flag(again.only_named_criteria),
        best_score_kept=_flag(again.best_score_kept),
    )


def _part(tree: dict[str, Value], name: str) -> dict[str, Value]:
    """Return a mapping of the file, made where there is none."""
    here = tree.get(name)
    part = dict(here) if isinstance(here, dict) else {}
    tree[name] = part
    return part


def _set(part: dict[str, Value], **values: str) -> None:
    """Put values in; a number that is the same stays written as it was, such as 0.20."""
    for name, value in values.items():
        before = part.get(name)
        if not (isinstance(before, str) and _same_number(before, value)):
            part[name] = value


def _same_number(before: str, value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+\.[0-9]+", before)) and before.rstrip("0").rstrip(".") == value


def _words(*words: tuple[str, int | bool]) -> list[Value]:
    return [word for word, wanted in words if wanted]


def _flag(value: bool) -> str:
    return "true" if value else "false"
