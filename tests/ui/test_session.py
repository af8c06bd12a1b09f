"""Quick actions through the session: screens hear what changed, the person hears what was refused."""

from __future__ import annotations

import pytest
from tests.support.building import CRITERIA, level, marks_of
from tests.support.fixtures import assessment_id, workspace

from certdesk.actions.scoring import mark_criterion
from certdesk.core.changes import UNCHANGED, Kind
from certdesk.core.errors import NotAllowedError
from certdesk.ui.session import Session

__all__ = ["assessment_id", "workspace"]


@pytest.fixture
def session(workspace, qtbot):
    return Session(workspace)


@pytest.fixture
def heard(session):
    told = []
    session.changed.connect(lambda change: told.append(("changed", change)))
    session.refused.connect(lambda problem: told.append(("refused", problem)))
    return told


def test_a_change_is_told_after_it_is_on_the_disk(session, workspace, assessment_id):
    seen = []
    session.changed.connect(lambda change: seen.append((change.kinds, marks_of(workspace, assessment_id))))
    change = session.do(mark_criterion, assessment_id, "T1", level(3))
    assert seen == [(Kind.MARK, {"T1": level(3)})]
    assert change.label == "T1 = 3"


def test_what_changes_nothing_is_not_told(session, assessment_id, heard):
    session.do(mark_criterion, assessment_id, "T1", level(3))
    again = session.do(mark_criterion, assessment_id, "T1", level(3))
    assert again is not None
    assert not again
    assert len(heard) == 1


def test_a_refusal_is_told_not_raised(session, workspace, assessment_id, heard):
    assert session.do(mark_criterion, assessment_id, "T1", level(9)) is None
    [(kind, problem)] = heard
    assert kind == "refused"
    assert isinstance(problem, NotAllowedError)
    assert problem.hint == "The levels are 1, 2, 3, 4."
    assert marks_of(workspace, assessment_id) == {}


def test_a_bug_is_not_swallowed(session, heard):
    def broken(_workspace):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.do(broken)
    assert heard == []


def test_a_change_that_was_made_elsewhere(session, workspace, assessment_id, heard):
    change = mark_criterion(workspace, assessment_id, CRITERIA[0], level(3))
    session.announce(change)
    session.announce(UNCHANGED)
    assert heard == [("changed", change)]
