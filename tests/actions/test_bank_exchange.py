"""Comments from a file meet those that are here: nothing is doubled, nothing is overwritten unasked."""

from dataclasses import replace
from fractions import Fraction

import pytest

from certdesk.actions import bank_exchange as exchange
from certdesk.actions.keeping_bank import keep_comments
from certdesk.actions.undoing import undo
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.errors import NotAllowedError, RubricError
from certdesk.store.bank import count_use, load_bank
from certdesk.store.workspace import Workspace

GOOD = Comment("a", CommentKind.STRENGTH, ("T1",), (Fraction(3),), "Good work")


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "workspace", person="amara") as opened:
        yield opened


def written(workspace, tmp_path, *comments):
    path = tmp_path / "bank.csv"
    exchange.save_bank(workspace, path, comments, force=True)
    return path


def read(workspace, path, **answers):
    named = {key.replace("_", ":", 1): value for key, value in answers.items()}
    return exchange.read_bank(exchange.plan_bank_import(workspace, path), named)


def test_a_bank_goes_to_another_desk_and_comes_back_without_doubling(workspace, tmp_path):
    keep_comments(workspace, [GOOD, replace(GOOD, id="b", text="Other", owner="amara")])
    before = load_bank(workspace.db)
    path = written(workspace, tmp_path, *before)
    again = read(workspace, path)
    assert again.comments == ()
    assert [row.verdict.value for row in again.rows[1:]] == ["skipped", "skipped"]
    with Workspace(tmp_path / "other", person="joseph") as other:
        reading = read(other, path)
        exchange.keep_bank_import(other, reading.comments)
        assert load_bank(other.db) == before
        undo(other)
        assert load_bank(other.db) == ()


def test_the_same_id_with_other_words_is_asked_about(workspace, tmp_path):
    path = written(workspace, tmp_path, replace(GOOD, text="Better work"))
    keep_comments(workspace, [GOOD])
    assert [one.id for one in read(workspace, path).questions] == ["same:a"]
    assert read(workspace, path, same_a="leave").comments == ()
    taken = read(workspace, path, same_a="take").comments
    exchange.keep_bank_import(workspace, taken)
    assert [one.text for one in load_bank(workspace.db)] == ["Better work"]


def test_the_same_words_under_another_id_are_here_already(workspace, tmp_path):
    path = written(workspace, tmp_path, replace(GOOD, id="z"))
    keep_comments(workspace, [GOOD])
    assert read(workspace, path).comments == ()


def test_how_often_words_were_used_stands_in_the_file_and_stays_here(workspace, tmp_path):
    keep_comments(workspace, [GOOD])
    count_use(workspace, "a", "T1")
    path = written(workspace, tmp_path, *load_bank(workspace.db))
    assert ",1,20" in path.read_text(encoding="utf-8-sig")


def test_a_file_that_is_there_is_not_written_over_unasked(workspace, tmp_path):
    path = written(workspace, tmp_path, GOOD)
    with pytest.raises(NotAllowedError):
        exchange.save_bank(workspace, path, [GOOD])


def test_an_unknown_format_is_refused_before_the_file_is_read(workspace, tmp_path):
    with pytest.raises(RubricError, match="no format"):
        exchange.plan_bank_import(workspace, tmp_path / "missing", "word")
