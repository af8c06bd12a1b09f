"""What belongs to this desk only: places, half-typed texts, time."""

from __future__ import annotations

from tests.support.building import open_workspace

from certdesk.store.journal import entries
from certdesk.store.places import add_time, drafts, keep_draft, place_time, recall_place, remember_place, time_spent


def test_a_place_is_remembered_over_a_restart(workspace, assessment_id):
    place = {"item": "item-P-001-0", "page": 3, "zoom": 1.25, "second": 12.5, "criterion": "T2", "words": "é中"}
    remember_place(workspace, assessment_id, {"page": 1})
    remember_place(workspace, assessment_id, place)
    moment = place_time(workspace, assessment_id)
    workspace.close()
    with open_workspace(workspace.folder) as again:
        assert recall_place(again, assessment_id) == place
        assert place_time(again, assessment_id) == moment


def test_an_unknown_place_is_empty(workspace):
    assert recall_place(workspace, "nowhere") == {}
    assert place_time(workspace, "nowhere") is None


def test_half_typed_texts_survive_and_go(workspace, assessment_id):
    keep_draft(workspace, assessment_id, "T1/strength", "You ask pupils to")
    keep_draft(workspace, assessment_id, "T1/strength", "You ask pupils to explain")
    keep_draft(workspace, assessment_id, "T2/next_step", "")
    keep_draft(workspace, "another", "T1/strength", "not this one")
    workspace.close()
    with open_workspace(workspace.folder) as again:
        assert drafts(again, assessment_id) == {"T1/strength": "You ask pupils to explain", "T2/next_step": ""}
        keep_draft(again, assessment_id, "T1/strength", None)
        keep_draft(again, assessment_id, "T1/strength", None)
        assert drafts(again, assessment_id) == {"T2/next_step": ""}


def test_half_an_emoji_does_not_stop_a_draft(workspace, assessment_id):
    keep_draft(workspace, assessment_id, "T1/strength", "well done \ud83d")
    keep_draft(workspace, assessment_id, "T2/strength", "well done \ud83d\ude00")
    assert drafts(workspace, assessment_id) == {"T1/strength": "well done \ufffd", "T2/strength": "well done 😀"}


def test_time_adds_up(workspace, assessment_id):
    assert time_spent(workspace, assessment_id) == 0
    add_time(workspace, assessment_id, 40)
    add_time(workspace, assessment_id, 2)
    add_time(workspace, "another", 1000)
    assert time_spent(workspace, assessment_id) == 42


def test_none_of_it_is_in_the_journal(workspace, assessment_id):
    before = list(entries(workspace.db))
    remember_place(workspace, assessment_id, {"page": 1})
    keep_draft(workspace, assessment_id, "T1/strength", "You")
    add_time(workspace, assessment_id, 5)
    assert list(entries(workspace.db)) == before
