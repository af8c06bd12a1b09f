"""Several items at once: slots, places, out and back, each one deed that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.building import furnished, sign, some_items

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.filling_slots import slots_of
from certdesk.actions.placing_items import bring_back_items, place_items, remove_items
from certdesk.actions.undoing import undo
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import item_row, load_items, load_portfolio
from certdesk.store.workspace import Workspace

HERE = "portfolio-P-001"
PLAN, VIDEO, LOG, POSTER = (f"item-P-001-{number}" for number in range(4))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path / "workspace", ("P-001",)) as workspace:
        items = some_items(load_portfolio(workspace.db, HERE), ("Plan", "Video", "Log", "Poster"))
        with workspace.recording("item.added", "more", subject=HERE) as recording:
            for item in items[2:]:
                recording.put("item", item_row(item))
        yield workspace


def standing(workspace: Workspace) -> list[tuple[str, str]]:
    return [(item.title, item.evidence_type) for item in load_items(workspace.db, HERE)]


def test_items_come_into_a_slot_in_one_deed_and_keep_their_places(desk: Workspace) -> None:
    before = standing(desk)
    change = place_items(desk, HERE, (PLAN, POSTER), "lesson_plan")
    assert change.label == "2 items sorted"
    assert standing(desk) == [("Plan", "lesson_plan"), ("Video", ""), ("Log", ""), ("Poster", "lesson_plan")]
    assert not place_items(desk, HERE, (PLAN, POSTER), "lesson_plan")
    undo(desk, within=HERE)
    assert standing(desk) == before


def test_a_place_in_the_slot_is_before_another_item_or_at_its_end(desk: Workspace) -> None:
    place_items(desk, HERE, (PLAN, VIDEO, LOG), "reflection")
    place_items(desk, HERE, (POSTER, LOG), "reflection", before=PLAN)
    assert [title for title, _type in standing(desk)] == ["Poster", "Log", "Plan", "Video"]
    assert place_items(desk, HERE, (POSTER,), "reflection", before="").label == "order of the evidence"
    assert [title for title, _type in standing(desk)] == ["Log", "Plan", "Video", "Poster"]


def test_several_items_go_out_and_come_back_into_a_slot(desk: Workspace) -> None:
    remove_items(desk, HERE, (PLAN, LOG))
    assert [title for title, _type in standing(desk)] == ["Video", "Poster"]
    place_items(desk, HERE, (LOG,), "lesson_plan")
    assert standing(desk)[-1] == ("Log", "lesson_plan")
    bring_back_items(desk, HERE, (PLAN,))
    assert not slots_of(desk, HERE).removed
    for _time in range(3):
        undo(desk, within=HERE)
    assert len(standing(desk)) == 4


def test_what_there_is_not_and_what_is_signed_is_refused_whole(desk: Workspace) -> None:
    with pytest.raises(NotFoundError):
        place_items(desk, HERE, (PLAN, "elsewhere"), "lesson_plan")
    with pytest.raises(NotFoundError):
        place_items(desk, HERE, (PLAN,), "no_such_sort")
    begin_assessment(desk, HERE)
    assessment = find_assessment(desk.db, HERE, desk.person)
    assert assessment is not None
    sign(desk, assessment.id)
    for deed in (lambda: place_items(desk, HERE, (PLAN,), "reflection"), lambda: remove_items(desk, HERE, (PLAN,))):
        with pytest.raises(NotAllowedError):
            deed()
    assert [type_id for _title, type_id in standing(desk)] == [""] * 4
