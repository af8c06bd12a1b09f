"""Any mix of edits, undo, redo and restarts keeps each draft as it was left, and the journal knows all of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.support.any_rubric import CONDITIONS, TEXTS, WEIGHTS, rubrics
from tests.support.building import furnished, open_workspace
from tests.support.folders import fast_folder

from certdesk.actions.editing_rubrics import begin_draft, discard_draft, edit_draft
from certdesk.actions.undoing import redo, redo_label, undo, undo_label
from certdesk.core import editing, editing_criteria, editing_examples, editing_levels, editing_rules, editing_sections
from certdesk.core.contradictions import find_contradictions
from certdesk.core.editing_ids import free_id
from certdesk.core.editing_places import place_of, read_at, write_at
from certdesk.core.editing_weights import rebalance
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import texts, with_text
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.rubric_drafts import load_draft

ODD_IDS = ("A/1", "criterion/A/title", "head", "a", "A", "T1/3", "", " ", "é", "ك", "../x", "🙂", "x" * 300)
places = st.integers(0, 50)


class Editing(RuleBasedStateMachine):
    """Somebody who edits several drafts at once."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.workspace = furnished(self.stack.enter_context(fast_folder()) / "workspace", ())
        self.now: dict[str, Rubric | None] = {}
        self.done: dict[str, list[Rubric | None]] = {}
        self.undone: dict[str, list[Rubric | None]] = {}

    @rule(rubric=rubrics(), odd=st.sampled_from([None, *ODD_IDS]))
    def begin(self, rubric, odd):
        if odd is not None and all(each.id != odd for each in rubric.criteria):
            rubric = with_first_id(rubric, odd)
        draft_id, _change = begin_draft(self.workspace, rubric)
        self.now[draft_id], self.done[draft_id], self.undone[draft_id] = rubric, [None], []

    def some(self, which: int) -> str | None:
        open_ones = [id_ for id_, rubric in self.now.items() if rubric is not None]
        return open_ones[which % len(open_ones)] if open_ones else None

    def edit(self, which: int, change: Callable[[Rubric], Rubric]) -> None:
        draft_id = self.some(which)
        if draft_id is None:
            return
        before = self.now[draft_id]
        assert before is not None
        after = before
        with suppress(NotAllowedError, CertDeskError):
            after = change(before)
        assert bool(edit_draft(self.workspace, draft_id, after, "something")) == (after != before)
        if after != before:
            self.did(draft_id, after)
        find_contradictions(after)

    def did(self, draft_id: str, after: Rubric | None) -> None:
        self.done[draft_id].append(self.now[draft_id])
        self.undone[draft_id] = []
        self.now[draft_id] = after

    @rule(which=places, at=places, text=TEXTS, language=st.sampled_from(["", "fr", "no"]))
    def write(self, which, at, text, language):
        def change(rubric: Rubric) -> Rubric:
            keys = [key for key in texts(rubric) if place_of(key).what not in ("required", "look_for", "cap")]
            if not keys:
                return rubric
            key = keys[at % len(keys)]
            if language and language != rubric.language:
                changed = with_text(rubric, language, key, text)
                assert read_at(changed, key, language) == text
                return changed
            changed = write_at(rubric, key, text)
            assert read_at(changed, key) == text
            return changed

        self.edit(which, change)

    @rule(which=places, at=places, deed=st.sampled_from(["add", "copy", "remove", "rename", "up", "down", "section"]))
    def change_criteria(self, which, at, deed):
        def change(rubric: Rubric) -> Rubric:
            section = rubric.sections[at % len(rubric.sections)].id
            if deed == "section":
                return editing_sections.remove_section(rubric, section)
            if deed == "add" or not rubric.criteria:
                return editing_criteria.add_criterion(rubric, section)[0]
            id_ = rubric.criteria[at % len(rubric.criteria)].id
            match deed:
                case "copy":
                    return editing_criteria.duplicate_criterion(rubric, id_)[0]
                case "remove":
                    return editing_criteria.remove_criterion(rubric, id_)
                case "rename":
                    fresh = free_id("N1", {each.id for each in rubric.criteria})
                    return editing_criteria.rename_criterion(rubric, id_, fresh)
                case _:
                    return editing_sections.step_criterion(rubric, id_, -1 if deed == "up" else 1)

        self.edit(which, change)

    @rule(which=places, at=places, deed=st.sampled_from(["add", "remove", "number", "own", "shared", "value"]))
    def change_levels(self, which, at, deed):
        def change(rubric: Rubric) -> Rubric:
            value = rubric.scale.levels[at % len(rubric.scale.levels)].value
            criterion = rubric.criteria[at % len(rubric.criteria)].id if rubric.criteria else ""
            match deed:
                case "add":
                    return editing_levels.add_level(rubric, at % 14)
                case "remove":
                    return editing_levels.remove_level(rubric, value)
                case "number":
                    return editing_levels.number_levels(rubric, Fraction(at, 2))
                case "value":
                    return editing_levels.set_value(rubric, value, value + Fraction(1, 4))
                case "own":
                    return editing_levels.give_own_levels(rubric, criterion) if criterion else rubric
                case _:
                    return editing_levels.take_own_levels(rubric, criterion) if criterion else rubric

        self.edit(which, change)

    @rule(which=places, at=places, weight=WEIGHTS, deed=st.sampled_from(["weight", "share", "critical"]))
    def change_weights(self, which, at, weight, deed):
        def change(rubric: Rubric) -> Rubric:
            if not rubric.criteria:
                return rubric
            one = rubric.criteria[at % len(rubric.criteria)]
            match deed:
                case "weight":
                    return editing.set_weight(rubric, one.id, weight)
                case "critical":
                    return editing.set_critical(rubric, one.id, critical=not one.critical)
                case _:
                    return rebalance(rubric, locked={one.id})

        self.edit(which, change)

    @rule(which=places, at=places, condition=CONDITIONS, deed=st.sampled_from(["add", "if", "step", "remove"]))
    def change_rules(self, which, at, condition, deed):
        def change(rubric: Rubric) -> Rubric:
            if deed == "add" or not rubric.decision.outcomes:
                return editing_rules.add_outcome(rubric, "New")[0]
            one = rubric.decision.outcomes[at % len(rubric.decision.outcomes)]
            if deed == "if":
                return editing_rules.add_condition(rubric, one.id, condition)
            if deed == "remove":
                return editing_rules.remove_outcome(rubric, one.id)
            if not one.conditions:
                return rubric
            return editing_rules.step_condition(rubric, one.id, at % len(one.conditions), 1 if at % 2 else -1)[0]

        self.edit(which, change)

    @rule(which=places, deed=st.sampled_from(["add", "copy", "remove", "expect"]))
    def change_examples(self, which, deed):
        def change(rubric: Rubric) -> Rubric:
            editing_examples.check_each_example(rubric)
            if deed == "add":
                return editing_examples.add_example(rubric)
            if not rubric.examples:
                return rubric
            match deed:
                case "copy":
                    return editing_examples.duplicate_example(rubric, 0)
                case "remove":
                    return editing_examples.remove_example(rubric, 0)
                case _:
                    return editing_examples.expect_what_is_found(rubric, 0)

        self.edit(which, change)

    @rule(which=places)
    def discard(self, which):
        draft_id = self.some(which)
        if draft_id is not None:
            assert discard_draft(self.workspace, draft_id)
            self.did(draft_id, None)

    @rule(which=places, times=st.integers(1, 4))
    def undo(self, which, times):
        if not self.now:
            return
        draft_id = list(self.now)[which % len(self.now)]
        for _time in range(times):
            if not self.done[draft_id]:
                with pytest.raises(NotAllowedError):
                    undo(self.workspace, within=draft_id)
                return
            assert undo(self.workspace, within=draft_id)
            self.undone[draft_id].append(self.now[draft_id])
            self.now[draft_id] = self.done[draft_id].pop()

    @rule(which=places)
    def redo(self, which):
        if not self.now:
            return
        draft_id = list(self.now)[which % len(self.now)]
        if not self.undone[draft_id]:
            with pytest.raises(NotAllowedError):
                redo(self.workspace, within=draft_id)
            return
        assert redo(self.workspace, within=draft_id)
        self.done[draft_id].append(self.now[draft_id])
        self.now[draft_id] = self.undone[draft_id].pop()

    @rule()
    def restart(self):
        self.workspace.close()
        self.workspace = open_workspace(self.workspace.folder, clock=self.workspace.clock)

    @invariant()
    def agrees(self):
        for draft_id, rubric in self.now.items():
            if rubric is None:
                with pytest.raises(NotFoundError):
                    load_draft(self.workspace.db, draft_id)
            else:
                assert load_draft(self.workspace.db, draft_id).rubric == rubric
            assert bool(undo_label(self.workspace, within=draft_id)) == bool(self.done[draft_id])
            assert bool(redo_label(self.workspace, within=draft_id)) == bool(self.undone[draft_id])

    def teardown(self):
        assert snapshot(rebuild(self.workspace.db)) == snapshot(self.workspace.db)
        assert not broken_links(self.workspace.db)
        self.workspace.close()
        self.stack.close()


def with_first_id(rubric: Rubric, id_: str) -> Rubric:
    """Give the first criterion an id as other systems have them."""
    old = rubric.criteria[0].id
    return replace(
        rubric,
        criteria=(replace(rubric.criteria[0], id=id_), *rubric.criteria[1:]),
        sections=tuple(
            replace(each, criteria=tuple(id_ if name == old else name for name in each.criteria))
            for each in rubric.sections
        ),
    )


class TestEditing(Editing.TestCase):
    settings = settings(max_examples=6, stateful_step_count=25, deadline=None)


@pytest.mark.slow
@pytest.mark.timeout(1800)
class TestLongEditing(Editing.TestCase):
    settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
