"""What a lead is shown to do today is theirs to mark, not what others were given."""

from __future__ import annotations

from tests.support.keeping import desk_later

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.looking import look_at_today, look_at_worklist


def test_what_others_were_given_and_what_is_released_is_not_for_today(tmp_path):
    workspace, made = desk_later(tmp_path / "desk")
    with workspace:
        assert len(look_at_worklist(workspace).rows) == 3
        today = look_at_today(workspace)
        assert (today.rows, today.elsewhere) == ((), 3)
        begin_assessment(workspace, made.portfolios[2].id)
        assert [row.portfolio_id for row in look_at_today(workspace).rows] == [made.portfolios[2].id]
