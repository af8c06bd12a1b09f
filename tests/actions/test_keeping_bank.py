"""The comment bank: added to, changed, taken from, brought together; all of it can be undone."""

from dataclasses import replace
from fractions import Fraction

import pytest

from certdesk.actions import keeping_bank as keeping
from certdesk.actions.undoing import undo
from certdesk.core.changes import Kind
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.errors import NotAllowedError
from certdesk.store.bank import count_use, load_bank, load_comment, times_used
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.workspace import Workspace

ONE = Comment("", CommentKind.STRENGTH, ("T1",), (Fraction(3),), "You listen to {who}.")


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path, person="amara") as opened:
        yield opened


def test_comments_are_kept_once_however_often_they_come(workspace):
    change = keeping.keep_comments(workspace, [ONE, replace(ONE, text="You  listen to {WHO}.")])
    assert change.kinds is Kind.COMMENT
    assert len(load_bank(workspace.db)) == 1
    assert not keeping.keep_comments(workspace, [ONE])


def test_an_id_of_another_rubrics_comment_is_not_taken_over(workspace):
    keeping.keep_comments(workspace, [replace(ONE, id="T1a", rubric="stem")])
    keeping.keep_comments(workspace, [replace(ONE, id="T1a", rubric="arts", text="Other words")])
    assert load_comment(workspace.db, "T1a").rubric == "stem"
    assert {one.rubric for one in load_bank(workspace.db)} == {"stem", "arts"}


def test_the_same_comment_with_new_words_takes_the_place_of_the_old_one(workspace):
    keeping.keep_comments(workspace, [replace(ONE, id="T1a")])
    keeping.keep_comments(workspace, [replace(ONE, id="T1a", text="New words")])
    assert [one.text for one in load_bank(workspace.db)] == ["New words"]


def test_a_changed_comment_is_changed_everywhere_and_undo_brings_the_words_back(workspace):
    id_, _change = keeping.add_comment(workspace, ONE)
    keeping.edit_comment(workspace, replace(load_comment(workspace.db, id_), text="Other"))
    assert load_comment(workspace.db, id_).text == "Other"
    undo(workspace, within=keeping.BANK)
    assert load_comment(workspace.db, id_).text == ONE.text
    undo(workspace, within=keeping.BANK)
    assert load_bank(workspace.db) == ()


def test_what_is_there_already_is_not_added_again(workspace):
    first, _change = keeping.add_comment(workspace, ONE)
    second, change = keeping.add_comment(workspace, ONE)
    assert first == second
    assert not change


def test_somebody_elses_words_are_not_changed_but_can_be_copied(workspace):
    keeping.keep_comments(workspace, [replace(ONE, id="k", owner="joseph")])
    with pytest.raises(NotAllowedError, match="somebody else's"):
        keeping.edit_comment(workspace, replace(ONE, id="k", owner="joseph", text="Mine now"))
    with pytest.raises(NotAllowedError, match="somebody else's"):
        keeping.remove_comments(workspace, ["k"])
    copy, _change = keeping.duplicate_comment(workspace, "k")
    assert load_comment(workspace.db, copy).owner == "amara"


def test_removed_comments_come_back_with_undo(workspace):
    ids = [keeping.add_comment(workspace, replace(ONE, text=text))[0] for text in ("One", "Two", "Three")]
    change = keeping.remove_comments(workspace, ids[:2])
    assert change.label == "2 comments removed"
    assert [one.text for one in load_bank(workspace.db)] == ["Three"]
    undo(workspace)
    assert len(load_bank(workspace.db)) == 3


def test_duplicates_are_brought_together_and_keep_shortcut_and_tags(workspace):
    with workspace.recording("comment.kept", "as another desk has them", subject=keeping.BANK) as recording:
        for id_, shortcut, tags in (("a", "", ("x",)), ("b", "t1", ("y",)), ("c", "t2", ())):
            twin = replace(ONE, id=id_, shortcut=shortcut, tags=tags)
            recording.put("bank_comment", keeping.comment_row(twin))
    count_use(workspace, "a", "T1")
    count_use(workspace, "c", "T1")
    merged, change = keeping.merge_duplicates(workspace)
    assert merged == {"b": "a", "c": "a"}
    assert change
    assert load_bank(workspace.db) == (replace(ONE, id="a", shortcut="t1", tags=("x", "y")),)
    assert times_used(workspace.db)["a"].times == 2
    assert keeping.merge_duplicates(workspace) == ({}, keeping.UNCHANGED)


@pytest.mark.parametrize(
    "wrong",
    [replace(ONE, text="  "), replace(ONE, text="x" * 4001), replace(ONE, criteria=())],
    ids=lambda c: c.text[:3],
)
def test_what_no_report_could_print_is_refused(workspace, wrong):
    with pytest.raises(NotAllowedError):
        keeping.add_comment(workspace, wrong)
    assert load_bank(workspace.db) == ()


def test_the_bank_can_be_made_again_from_the_journal_alone(workspace):
    first, _change = keeping.add_comment(workspace, ONE)
    keeping.keep_comments(workspace, [replace(ONE, text="Two", points=Fraction(-1, 2), tags=("a",))])
    keeping.remove_comments(workspace, [first])
    undo(workspace)
    assert snapshot(rebuild(workspace.db))["bank_comment"] == snapshot(workspace.db)["bank_comment"]
