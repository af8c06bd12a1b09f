"""Qualifying sets keep live work closed to who does not mark as the programme does."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.support.building import AMARA, BEN, CRITERIA, furnished, level, put_portfolio, sign
from tests.support.fixtures import begun

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.qualifying import (
    agreed_from,
    put_in_set,
    qualifications,
    refuse_unqualified,
    set_here,
    take_out_of_set,
    who_is_not_qualified,
)
from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import NotAllowedError
from certdesk.core.qualifying import SetPurpose

AGREED = {id_: level(3) for id_ in CRITERIA}


@pytest.fixture
def desk(tmp_path):
    with furnished(tmp_path / "desk", ("Q-001", "Q-002", "LIVE-1")) as workspace:
        for code in ("Q-001", "Q-002"):
            put_in_set(workspace, f"portfolio-{code}", SetPurpose.QUALIFYING, AGREED)
        yield workspace


def why_not(workspace, person):
    return who_is_not_qualified(workspace, [person]).get(person, "")


def signs(workspace, code, levels):
    id_ = begun(workspace, code)
    for criterion, value in zip(CRITERIA, levels, strict=True):
        mark_criterion(workspace, id_, criterion, level(value))
    sign(workspace, id_)
    return id_


def test_live_work_stays_closed_until_the_set_is_passed(desk):
    with pytest.raises(NotAllowedError, match="0 of 2 portfolios"):
        begin_assessment(desk, "portfolio-LIVE-1")
    signs(desk, "Q-001", (3, 3, 3, 3))
    assert "1 of 2" in why_not(desk, AMARA)
    signs(desk, "Q-002", (3, 3, 3, 2))
    standing = qualifications(desk, [AMARA])[AMARA]
    assert (standing.exact, standing.within_one) == (Fraction(7, 8), 1)
    assert "another outcome" in standing.reasons[0]


def test_who_passes_may_begin_and_has_to_qualify_again_a_year_later(desk):
    for code in ("Q-001", "Q-002"):
        signs(desk, code, (3, 3, 3, 3))
    assert why_not(desk, AMARA) == ""
    assert begin_assessment(desk, "portfolio-LIVE-1")
    assert "0 of 2" in why_not(desk, BEN)
    desk.clock.now = desk.clock.now.replace(year=2027, month=12)
    assert "qualify again" in why_not(desk, AMARA)


def test_two_levels_off_in_two_criteria_is_said_with_the_portfolio(desk):
    signs(desk, "Q-001", (1, 1, 3, 3))
    signs(desk, "Q-002", (3, 3, 3, 3))
    why = why_not(desk, AMARA)
    assert "two levels off or more in 2 criteria of Q-001" in why
    assert "within one level in 75 of 100" in why


def test_portfolios_of_a_set_are_open_to_everybody_and_agreed_marks_must_be_whole(desk):
    refuse_unqualified(desk, "portfolio-Q-001")
    put_portfolio(desk, "Q-003")
    with pytest.raises(NotAllowedError, match="T4"):
        put_in_set(desk, "portfolio-Q-003", SetPurpose.TRAINING, dict(list(AGREED.items())[:3]))
    take_out_of_set(desk, "portfolio-Q-001")
    take_out_of_set(desk, "portfolio-Q-002")
    assert set_here(desk) == ()
    assert why_not(desk, AMARA) == ""


def test_signed_marks_can_be_the_agreed_ones(desk):
    id_ = signs(desk, "Q-001", (3, 2, 3, 4))
    put_in_set(desk, "portfolio-Q-001", SetPurpose.QUALIFYING, agreed_from(desk, id_))
    assert set_here(desk)[0].expected["T4"] == level(4)
    with pytest.raises(NotAllowedError, match="not signed"):
        agreed_from(desk, begun(desk, "Q-002"))
