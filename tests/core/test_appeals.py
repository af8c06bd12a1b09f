"""Appeals: grounds, the window, stages and their working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from certdesk.core.appeals import Appeal, due_day, first_stage, moved_on, next_stage, time_left, why_no_appeal
from certdesk.core.policy import Appeals, AppealStage, Ground, ProgrammePolicy

RELEASED = date(2026, 12, 1)
POLICY = ProgrammePolicy(holidays=("2026-12-25", "2027-01-01"))
APPEAL = Appeal("a", "p", Ground.CLERICAL, "words", RELEASED, AppealStage.CLERICAL_CHECK, date(2026, 12, 15))


@pytest.mark.parametrize(
    ("released", "today", "ground", "told"),
    [
        (None, RELEASED, Ground.CLERICAL, "not released"),
        (RELEASED, date(2026, 12, 29), Ground.CLERICAL, ""),
        (RELEASED, date(2026, 12, 30), Ground.CLERICAL, "until 29 Dec 2026"),
        (RELEASED, RELEASED, Ground.CONFLICT, "“An assessor had a conflict of interest” is no ground"),
    ],
)
def test_an_appeal_is_refused_with_a_sentence(released, today, ground, told):
    policy = Appeals(grounds=(Ground.CLERICAL, Ground.PROCEDURE))
    found = why_no_appeal(policy, released, today, ground)
    assert found.startswith(told) if not told else told in found


def test_stages_follow_each_other_and_end():
    policy = Appeals()
    assert first_stage(policy) is AppealStage.CLERICAL_CHECK
    assert next_stage(policy, AppealStage.CLERICAL_CHECK) is AppealStage.REMARK
    assert next_stage(policy, AppealStage.PANEL) is None
    assert next_stage(Appeals(stages=(AppealStage.PANEL,), days_per_stage=(5,)), AppealStage.REMARK) is None


def test_a_stage_has_so_many_working_days():
    assert due_day(POLICY, AppealStage.CLERICAL_CHECK, RELEASED) == date(2026, 12, 15)
    assert due_day(POLICY, AppealStage.REMARK, RELEASED) == date(2026, 12, 30)
    short = replace(POLICY, appeals=Appeals(days_per_stage=(3,)))
    assert due_day(short, AppealStage.PANEL, RELEASED) == date(2026, 12, 30)
    assert moved_on(POLICY, APPEAL, AppealStage.REMARK, RELEASED).due_on == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 1), "10 working days left"),
        (date(2026, 12, 14), "1 working day left"),
        (date(2026, 12, 15), "due today"),
        (date(2026, 12, 19), "3 working days late"),
        (date(2026, 12, 17), "2 working days late"),
    ],
)
def test_the_time_that_is_left_is_told(today, words):
    assert time_left(POLICY, APPEAL, today) == words


def test_a_weekend_after_the_last_day_says_that_it_was_the_last():
    friday = replace(APPEAL, due_on=date(2026, 12, 18))
    assert time_left(POLICY, friday, date(2026, 12, 19)) == "was due on the last working day"
