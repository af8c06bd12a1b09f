"""The catalogue of professional development: what comes along, and what a programme makes of it."""

from __future__ import annotations

import pytest
from tests.support.cohorts import shipped_rubric

from certdesk.actions.development_catalogue import (
    catalogue,
    find_offer,
    import_offers,
    keep_offer,
    read_catalogue_file,
    reset_offer,
    restore_offer,
    retire_offer,
    save_catalogue,
    shipped_offers,
)
from certdesk.actions.undoing import undo
from certdesk.core.catalogue import Meant, Offer, found_offers, offers_for
from certdesk.core.errors import NotAllowedError, NotFoundError, RubricError

WALK = Offer("", "Science walk", (Meant("stem-teaching", "T8"),), "2 h", "walk", where_found="=1+1", offline=True)


def test_every_criterion_that_comes_along_has_an_offer_that_needs_no_network():
    offers = shipped_offers()
    assert len(offers) >= 24
    known = set()
    for name in ("stem_teaching", "stem_coordinator", "stem_lesson_practice"):
        rubric = shipped_rubric(name)
        for criterion in rubric.criteria:
            known.add(Meant(rubric.id, criterion.id))
            assert any(one.offline for one in offers_for(offers, rubric.id, criterion.id)), criterion.id
    assert {each for one in offers for each in one.criteria} <= known
    assert all(one.length and one.form and one.where_found and one.note for one in offers)


def test_offers_are_added_changed_retired_and_taken_back(workspace):
    before = catalogue(workspace)
    keep_offer(workspace, WALK)
    assert not keep_offer(workspace, find_offer(workspace, "science-walk"))
    keep_offer(workspace, WALK)
    assert find_offer(workspace, "science-walk-2").title == "Science walk"
    retire_offer(workspace, "partner-visit-kit")
    assert not find_offer(workspace, "partner-visit-kit").active
    assert "partner-visit-kit" not in {one.id for one in offers_for(catalogue(workspace), "stem-teaching", "T8")}
    restore_offer(workspace, "partner-visit-kit")
    reset_offer(workspace, "partner-visit-kit")
    reset_offer(workspace, "science-walk-2")
    undo(workspace)
    assert {one.id for one in catalogue(workspace)} - {one.id for one in before} == {"science-walk", "science-walk-2"}
    assert [one.id for one in found_offers(catalogue(workspace), "WALK science")] == ["science-walk", "science-walk-2"]
    with pytest.raises(NotFoundError):
        retire_offer(workspace, "nothing")
    with pytest.raises(NotAllowedError, match="no criterion"):
        keep_offer(workspace, Offer("x", "X", ()))


@pytest.mark.parametrize("name", ["out.csv", "out.yaml"])
def test_a_file_that_was_written_is_read_as_it_was(workspace, tmp_path, name):
    keep_offer(workspace, WALK)
    retire_offer(workspace, "partner-visit-kit")
    save_catalogue(workspace, tmp_path / name)
    read = read_catalogue_file(tmp_path / name)
    assert len(read) == len(catalogue(workspace))
    assert [one for one in read if one not in catalogue(workspace)] == []
    assert not import_offers(workspace, read)
    with pytest.raises(NotAllowedError):
        save_catalogue(workspace, tmp_path / name)


def test_a_short_table_is_enough_and_a_wrong_one_says_where(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("Title;Criteria;Offline\nSoil day;stem-teaching/T8 T2;yes\n", "utf-8")
    (one,) = read_catalogue_file(path)
    assert (one.id, one.criteria, one.offline) == ("soil-day", (Meant("stem-teaching", "T8"), Meant("", "T2")), True)
    path.write_text("title,criteria\nSoil day,/T8\n", "utf-8")
    with pytest.raises(RubricError, match="row 2"):
        read_catalogue_file(path)
    path.write_text("name,points\na,1\n", "utf-8")
    with pytest.raises(RubricError, match="no catalogue"):
        read_catalogue_file(path)
