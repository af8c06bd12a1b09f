"""The bank as it is kept, and what was used here."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from certdesk.actions.keeping_bank import keep_comments
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.errors import NotFoundError
from certdesk.store import bank
from certdesk.store.workspace import Workspace

WORDS = Comment(
    "c1",
    CommentKind.STRENGTH,
    ("T1", "T2"),
    (Fraction(3), Fraction(7, 2)),
    "At {pointer} “joint work”.\n= 1 + 1",
    rubric="stem",
    owner="p1",
    language="fr",
    shortcut="t1a",
    tags=("voice", "pairs"),
    points=Fraction(-1, 2),
)


def test_a_comment_comes_back_as_it_was(tmp_path):
    with Workspace(tmp_path) as workspace:
        keep_comments(workspace, [WORDS])
        assert bank.load_bank(workspace.db) == (WORDS,)
        assert bank.find_comment(workspace.db, "c1") == WORDS
        assert bank.find_comment(workspace.db, "c2") is None
        with pytest.raises(NotFoundError, match="c2"):
            bank.load_comment(workspace.db, "c2")


def test_uses_are_counted_by_person_and_criterion_and_can_be_forgotten(tmp_path):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    times = iter([now, now + timedelta(days=1), now, now])
    with Workspace(tmp_path, person="p1") as workspace:
        workspace.clock = lambda: next(times)
        bank.count_use(workspace, "c1", "T1")
        bank.count_use(workspace, "c1", "T1")
        bank.count_use(workspace, "c1", "T2")
        used = bank.uses_of(workspace.db, "p1")
        assert [(use.criterion_id, use.times) for use in used] == [("T1", 2), ("T2", 1)]
        assert used[0].last == now + timedelta(days=1)
        assert bank.uses_of(workspace.db, "p2") == ()
        assert bank.times_used(workspace.db)["c1"].times == 3
        bank.forget_uses(workspace)
        assert bank.uses_of(workspace.db, "p1") == ()
        workspace.clock = lambda: now


def test_uses_go_with_the_comment_that_takes_anothers_place(tmp_path):
    with Workspace(tmp_path, person="p1") as workspace:
        bank.count_use(workspace, "c1", "T1")
        bank.count_use(workspace, "c2", "T1")
        bank.move_uses(workspace, "c2", "c1")
        assert [(use.comment_id, use.times) for use in bank.uses_of(workspace.db, "p1")] == [("c1", 2)]
