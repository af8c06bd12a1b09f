"""Nobody sees how others scored before everybody has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.building import AMARA, BEN, CRITERIA, furnished, level, sign
from tests.support.fixtures import begun

from certdesk.actions.calibrating import (
    CircleAbout,
    cast,
    circles_here,
    close_circle,
    leave_circle,
    look_at_circle,
    open_circle,
    take_over_assessments,
)
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import NotObserved

ABOUT = CircleAbout("portfolio-P-001", ("Amara Obi", "Ben Alvarez", "Cleo"), ("T1", "T4"))


@pytest.fixture
def desk(tmp_path):
    with furnished(tmp_path / "desk") as workspace:
        yield workspace


def opened(desk, **changes):
    open_circle(desk, replace(ABOUT, **changes))
    return circles_here(desk)[0].id


def test_the_spread_is_shown_when_the_last_one_has_scored(desk):
    id_ = opened(desk)
    cast(desk, id_, "Amara Obi", {"T1": level(2), "T4": level(3)})
    cast(desk, id_, "Amara Obi", {"T1": level(3), "T4": level(3)})
    cast(desk, id_, "Ben Alvarez", {"T1": level(4), "T4": NotObserved()})
    view = look_at_circle(desk, id_)
    assert (view.seen, view.spread, view.votes, view.waiting) == (False, (), (), ("Cleo",))
    with pytest.raises(NotAllowedError, match="Cleo"):
        close_circle(desk, id_)
    cast(desk, id_, "Cleo", {"T1": level(1), "T4": level(3)})
    first, last = look_at_circle(desk, id_).spread
    assert [(int(value), count) for value, count in first.levels] == [(1, 1), (2, 0), (3, 1), (4, 1)]
    assert (first.median, first.range, first.votes) == (3, 4, 3)
    assert last.others == ((NotObserved(), 1),)
    with pytest.raises(NotAllowedError, match="seen the spread"):
        cast(desk, id_, "Cleo", {"T1": level(3), "T4": level(3)})
    with pytest.raises(NotAllowedError, match="seen the spread"):
        undo(desk)
    close_circle(desk, id_, "T1: a check of learning is needed for 3")
    assert look_at_circle(desk, id_).circle.note.startswith("T1")


def test_who_leaves_holds_nobody_up_and_does_not_count(desk):
    id_ = opened(desk)
    for member in ("Amara Obi", "Ben Alvarez"):
        cast(desk, id_, member, {"T1": level(2), "T4": level(3)})
    leave_circle(desk, id_, ["Cleo"])
    assert look_at_circle(desk, id_).spread[0].votes == 2
    with pytest.raises(NotAllowedError):
        leave_circle(desk, id_, ["Ben Alvarez"])


def test_scores_are_whole_and_on_the_scale(desk):
    id_ = opened(desk)
    with pytest.raises(NotAllowedError, match="T4"):
        cast(desk, id_, "Cleo", {"T1": level(2)})
    with pytest.raises(NotAllowedError, match="level"):
        cast(desk, id_, "Cleo", {"T1": level(2), "T4": level(9)})
    with pytest.raises(NotFoundError, match="Diego"):
        cast(desk, id_, "Diego", {"T1": level(2), "T4": level(2)})
    with pytest.raises(NotAllowedError, match="two members"):
        opened(desk, members=("Cleo", "Cleo "))
    with pytest.raises(NotFoundError, match="T9"):
        opened(desk, criteria=("T9",))


def test_what_members_signed_at_their_desks_is_taken_over(desk):
    for person, value, criteria in ((AMARA, 2, CRITERIA), (BEN, 4, CRITERIA[:1])):
        desk.person = person
        assessment = begun(desk, "P-001")
        for criterion in criteria:
            mark_criterion(desk, assessment, criterion, level(value))
        sign(desk, assessment)
    id_ = opened(desk, members=("Amara Obi", "Ben Alvarez"))
    take_over_assessments(desk, id_)
    assert look_at_circle(desk, id_).waiting == ("Ben Alvarez",)  # who was asked for less has not scored the rest
    cast(desk, id_, "Ben Alvarez", {"T1": level(4), "T4": level(4)})
    view = look_at_circle(desk, id_)
    assert view.seen
    assert view.spread[0].range == 3
