"""The comments that come with the program, and what becomes of a person's own changes to them."""

from dataclasses import replace

import pytest

from certdesk import shipped
from certdesk.actions.catalogues import comment_bank, load_built_in_comments
from certdesk.actions.keeping_bank import edit_comment, remove_comments
from certdesk.actions.undoing import undo
from certdesk.core.errors import NotAllowedError
from certdesk.store.bank import find_comment, load_bank, load_comment
from certdesk.store.workspace import Workspace

HEAD = "schema: certdesk.comment-bank/1\nlanguage: en\ncomments:\n"
LINE = "  - {{id: {id}, kind: strength, criteria: [any], level: [3], text: {text}}}\n"


@pytest.fixture
def workspace(tmp_path):
    with Workspace(tmp_path / "workspace", person="amara") as opened:
        yield opened


def ship(folder, **texts):
    (folder / "comment_bank.yaml").write_text(
        HEAD + "".join(LINE.format(id=id_, text=text) for id_, text in texts.items()), encoding="utf-8"
    )
    return folder


def texts(workspace):
    return {one.id: one.text for one in load_bank(workspace.db)}


def test_the_shipped_comments_are_official_and_loaded_once(workspace):
    assert load_built_in_comments(workspace, shipped.rubrics())
    assert sorted(load_bank(workspace.db), key=lambda one: one.id) == sorted(
        comment_bank(shipped.rubrics()), key=lambda one: one.id
    )
    assert not load_built_in_comments(workspace, shipped.rubrics())
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace)


def test_criteria_of_the_same_name_in_two_rubrics_are_told_apart():
    bank = {one.id: one for one in comment_bank(shipped.rubrics())}
    assert bank["C1a"].is_about("C1", "stem-coordinator")
    assert not bank["C1a"].is_about("C1", "stem-lesson-practice")
    assert bank["T4a"].shortcut == "t4a"


def test_a_new_file_brings_the_untouched_ones_up_to_date_and_leaves_changed_ones(workspace, tmp_path):
    load_built_in_comments(workspace, ship(tmp_path, A="one", B="two", C="three", D="four"))
    edit_comment(workspace, replace(load_comment(workspace.db, "B"), text="my two"))
    remove_comments(workspace, ["C"])
    load_built_in_comments(workspace, ship(tmp_path, A="new one", B="new two", C="new three", E="five"))
    assert texts(workspace) == {"A": "new one", "B": "my two", "E": "five"}
    load_built_in_comments(workspace, ship(tmp_path, A="newer one", B="newer two"))
    assert texts(workspace) == {"A": "newer one", "B": "my two"}
    assert find_comment(workspace.db, "E") is None
