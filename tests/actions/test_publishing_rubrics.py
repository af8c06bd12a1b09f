"""Publishing a draft: one permanent step that refuses what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import put_rubric, small_rubric

from certdesk.actions.editing_rubrics import begin_draft, begin_next_version, edit_draft
from certdesk.actions.publishing_rubrics import plan_publication, publish_draft
from certdesk.actions.undoing import redo, undo, undo_label
from certdesk.core import conditions as rule
from certdesk.core.differences import DifferenceKind
from certdesk.core.errors import NotAllowedError, NotFoundError, RubricError
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import DecisionRules, Rubric
from certdesk.store.journal import entries
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.rubric_drafts import has_draft, load_draft
from certdesk.store.rubrics import Usage, list_rubrics, load_rubric

ONE = RubricRef("small", "1.0.0")


def retitled(rubric: Rubric, title: str) -> Rubric:
    """The rubric with another title of its first criterion."""
    return replace(rubric, criteria=(replace(rubric.criteria[0], title=title), *rubric.criteria[1:]))


def draft_of(workspace, title="Talk"):
    draft_id, _change = begin_next_version(workspace, ONE, "1.1.0")
    edit_draft(workspace, draft_id, retitled(load_draft(workspace.db, draft_id).rubric, title), "T1")
    return draft_id


def test_a_published_draft_is_a_version_and_no_draft_any_more(workspace):
    draft_id = draft_of(workspace)
    change = publish_draft(workspace, draft_id, " 1.0.1 ", note="One name clearer.")
    published = load_rubric(workspace.db, RubricRef("small", "1.0.1"))
    assert (published.criteria[0].title, published.based_on) == ("Talk", "1.0.0")
    assert load_rubric(workspace.db, ONE) == small_rubric()
    assert not has_draft(workspace.db, draft_id)
    assert {"small", draft_id} <= change.subjects
    assert change.label == "Small rubric 1.0.1 published; One name clearer."
    assert next(entries(workspace.db, newest_first=True)).type == "rubric.published"
    with pytest.raises(NotFoundError):
        publish_draft(workspace, draft_id, "1.0.2")


def test_publishing_can_not_be_taken_back_nor_stands_in_the_way_of_what_came_before(workspace):
    before, _change = begin_draft(workspace, replace(small_rubric(), id="other", title="Other"))
    draft_id = draft_of(workspace)
    publish_draft(workspace, draft_id, "1.0.1")
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace, within=draft_id)
    with pytest.raises(NotAllowedError, match="nothing to redo"):
        redo(workspace)
    assert undo_label(workspace) == "draft of Other"
    undo(workspace)
    assert not has_draft(workspace.db, before)
    assert RubricRef("small", "1.0.1") in list_rubrics(workspace.db)
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)
    assert broken_links(workspace.db) == ()


def test_what_contradicts_itself_is_refused_with_how_many(workspace):
    broken = replace(small_rubric(), based_on="1.0.0", sections=())
    draft_id, _change = begin_draft(workspace, broken)
    with pytest.raises(RubricError, match=r"There are \d+ more like it\."):
        publish_draft(workspace, draft_id, "1.1.0")
    plan = plan_publication(workspace, draft_id)
    assert len(plan.contradictions) > 1
    assert not plan.ready
    assert has_draft(workspace.db, draft_id)


def test_a_failing_worked_example_is_refused(workspace):
    rubric = replace(small_rubric(), based_on="1.0.0")
    wrong = replace(rubric, examples=(replace(rubric.examples[0], outcome="no"),))
    draft_id, _change = begin_draft(workspace, wrong)
    with pytest.raises(RubricError, match="“all secure”"):
        publish_draft(workspace, draft_id, "1.1.0")
    assert [result.name for result in plan_publication(workspace, draft_id).failing] == ["all secure"]
    unreadable = replace(rubric, examples=(replace(rubric.examples[0], marks={"T1": "good"}),))
    edit_draft(workspace, draft_id, unreadable, "example")
    plan = plan_publication(workspace, draft_id)
    assert "“good” is not a mark" in plan.contradictions[0].text
    assert plan.examples == ()


def test_without_worked_examples_it_is_published_and_said(workspace):
    draft_id, _change = begin_draft(workspace, replace(small_rubric(), id="bare", examples=()))
    plan = plan_publication(workspace, draft_id)
    assert (plan.ready, plan.examples, plan.before, plan.version) == (True, (), None, "1.0.0")
    assert "without worked examples" in publish_draft(workspace, draft_id, "1.0.0").label


def test_a_rubric_that_certifies_nobody_is_published_and_said(workspace):
    nobody = small_rubric().decision.outcomes[-1:]
    idle = replace(small_rubric(), id="idle", examples=(), decision=DecisionRules(nobody))
    draft_id, _change = begin_draft(workspace, idle)
    assert "no result gives a certificate" in publish_draft(workspace, draft_id, "1.0.0").label


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("1.0.0", "published already"),
        ("01.0.00", "1.0.0 is published already"),
        ("0.9.9", "not above 1.0.0"),
        ("1.0", "not above 1.0.0"),
        ("", "can't be a version"),
        ("1.0 b", "can't be a version"),
    ],
)
def test_a_version_that_can_not_be(workspace, version, why):
    draft_id = draft_of(workspace)
    with pytest.raises(NotAllowedError, match=why):
        publish_draft(workspace, draft_id, version)
    assert has_draft(workspace.db, draft_id)


def test_the_version_that_is_proposed_says_how_much_changed(workspace):
    draft_id = draft_of(workspace)
    plan = plan_publication(workspace, draft_id)
    assert (plan.version, plan.difference.kind, plan.newer) == ("1.0.1", DifferenceKind.WORDING_ONLY, ())
    assert plan.uses == Usage(portfolios=2, assessments=0, signed=0)
    rubric = load_draft(workspace.db, draft_id).rubric
    passing = replace(rubric.decision.outcomes[0], conditions=(rule.MeanAtLeast(Fraction(14, 5)), rule.FloorsMet()))
    stricter = replace(rubric, decision=replace(rubric.decision, outcomes=(passing, *rubric.decision.outcomes[1:])))
    edit_draft(workspace, draft_id, stricter, "cut")
    plan = plan_publication(workspace, draft_id)
    assert (plan.version, plan.difference.kind) == ("1.1.0", DifferenceKind.SCORES_NEED_REVIEW)


def test_a_second_draft_of_the_same_version_is_told_of_the_first(workspace):
    first, second = draft_of(workspace, "Talk"), draft_of(workspace, "Listen")
    publish_draft(workspace, first, "1.0.1")
    plan = plan_publication(workspace, second)
    assert (plan.newer, plan.version) == (("1.0.1",), "1.0.2")
    with pytest.raises(NotAllowedError, match="published already"):
        publish_draft(workspace, second, "1.0.1")
    label = publish_draft(workspace, second, plan.version).label
    assert "it was made from 1.0.0, and 1.0.1 was published meanwhile" in label


def test_a_long_note_is_refused(workspace):
    with pytest.raises(NotAllowedError, match="501 characters"):
        publish_draft(workspace, draft_of(workspace), "1.0.1", note="x" * 501)


def test_a_draft_of_a_version_that_is_not_here_can_be_published(workspace):
    put_rubric(workspace, replace(small_rubric(), id="away", version="3.0.0"))
    draft_id, _change = begin_draft(workspace, replace(small_rubric(), id="away", based_on="2.0.0"))
    plan = plan_publication(workspace, draft_id)
    assert (plan.before, plan.newer, plan.version) == (None, ("3.0.0",), "3.0.1")
