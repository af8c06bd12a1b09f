"""Any mix of work, undo, redo and restarts leaves what a list of snapshots would."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.support.building import CRITERIA, furnished, level, open_workspace
from tests.support.fixtures import begun
from tests.support.folders import fast_folder

from certdesk.actions.annotating import (
    Filing,
    also_for,
    change_annotation,
    file_evidence,
    move_annotation,
    no_longer_for,
    remove_annotation,
)
from certdesk.actions.assessing import flag_assessment, hold_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, redo_label, undo, undo_label
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Assessment
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable
from certdesk.store.assessments import load_assessment
from certdesk.store.rebuilding import broken_links, rebuild, snapshot

CODES = ("P-001", "P-002")
where = st.sampled_from(CODES)
criteria = st.sampled_from(CRITERIA)
words = st.sampled_from(["", "You listen.", "Ask why.", "中文"])
reasons = st.sampled_from(["", "video missing", "whose work?"])
marks = st.sampled_from(
    [level(1), level(3), level(4), Unscorable("U-AUDIO"), Unscorable("U-BLANK"), CommentOnly(), UNMARKED]
) | st.just(NotObserved())
numbers = st.integers(0, 50)
boxes = st.builds(Rect, numbers, numbers, st.floats(51, 99), st.floats(51, 99))
anchors = st.one_of(
    st.builds(PageRegion, st.integers(1, 3), boxes),
    st.builds(PhotoRegion, boxes),
    st.builds(TimeSpan, numbers, st.integers(51, 99)),
    st.builds(TextQuote, words),
    st.just(WholeItem()),
)


@dataclass
class Done:
    """One change that stands: its number among all changes ever made, and what the assessment was before it."""

    number: int
    before: Assessment


@dataclass
class Undone:
    """One change that was taken back. It is dead for everybody once anything new was done anywhere."""

    code: str
    done: Done
    after: Assessment
    dead: bool = False


class Sitting(RuleBasedStateMachine):
    """An assessor at work on two portfolios."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(fast_folder())
        self.workspace = furnished(folder / "workspace", CODES)
        self.ids = {code: begun(self.workspace, code) for code in CODES}
        self.done: dict[str, list[Done]] = {code: [] for code in CODES}
        self.undone: list[Undone] = []
        self.now = {code: self.read(code) for code in CODES}
        self.count = 0

    def read(self, code: str) -> Assessment:
        return load_assessment(self.workspace.db, self.ids[code])

    def did(self, code: str, change: Change) -> None:
        """Note a change that an action reports, and hold it to its word."""
        found = self.read(code)
        assert bool(change) == (found != self.now[code])
        if not change:
            return
        assert self.ids[code] in change.subjects
        self.count += 1
        self.done[code].append(Done(self.count, self.now[code]))
        self.now[code] = found
        self.undone = [one for one in self.undone if one.code != code]
        for one in self.undone:
            one.dead = True

    @rule(code=where, criterion=criteria, mark=marks)
    def mark(self, code, criterion, mark):
        if criterion == "T4" and isinstance(mark, NotObserved):
            with pytest.raises(NotAllowedError):
                mark_criterion(self.workspace, self.ids[code], criterion, mark)
            return
        self.did(code, mark_criterion(self.workspace, self.ids[code], criterion, mark))
        assert self.now[code].mark(criterion) == mark

    @rule(code=where, criterion=criteria, strength=words, step=words)
    def comment(self, code, criterion, strength, step):
        change = write_feedback(self.workspace, self.ids[code], criterion, strength=strength, next_step=step)
        self.did(code, change)
        assert self.now[code].words(criterion).next_step == step

    @rule(code=where, summary=words)
    def summarise(self, code, summary):
        self.did(code, write_summary(self.workspace, self.ids[code], summary))

    @rule(code=where, item=st.integers(0, 1), anchor=anchors, criterion=criteria, note=words)
    def file_evidence(self, code, item, anchor, criterion, note):
        filing = Filing(f"item-{code}-{item}", anchor, (criterion,), note)
        self.did(code, file_evidence(self.workspace, self.ids[code], filing))
        assert not file_evidence(self.workspace, self.ids[code], filing)

    @rule(code=where, which=st.integers(0, 5), note=words, stance=st.sampled_from(Stance))
    def change_evidence(self, code, which, note, stance):
        if annotation := self.annotation(code, which):
            better = replace(annotation, note=note, stance=stance)
            self.did(code, change_annotation(self.workspace, self.ids[code], better))

    @rule(code=where, which=st.integers(0, 5))
    def remove_evidence(self, code, which):
        if annotation := self.annotation(code, which):
            self.did(code, remove_annotation(self.workspace, self.ids[code], annotation.id))

    @rule(code=where, which=st.integers(0, 5), criterion=criteria)
    def serve_one_more(self, code, which, criterion):
        if annotation := self.annotation(code, which):
            self.did(code, also_for(self.workspace, self.ids[code], annotation.id, criterion))
            assert any(one.id == annotation.id and criterion in one.criteria for one in self.now[code].annotations)

    @rule(code=where, which=st.integers(0, 5), criterion=criteria)
    def serve_one_fewer(self, code, which, criterion):
        if annotation := self.annotation(code, which):
            self.did(code, no_longer_for(self.workspace, self.ids[code], annotation.id, criterion))
            left = [one for one in self.now[code].annotations if one.id == annotation.id]
            assert [one.criteria for one in left] == [
                kept for kept in [tuple(name for name in annotation.criteria if name != criterion)] if kept
            ]

    @rule(code=where, which=st.integers(0, 5), anchor=anchors)
    def move(self, code, which, anchor):
        if annotation := self.annotation(code, which):
            if type(anchor) is not type(annotation.anchor):
                with pytest.raises(NotAllowedError):
                    move_annotation(self.workspace, self.ids[code], annotation.id, anchor)
                return
            self.did(code, move_annotation(self.workspace, self.ids[code], annotation.id, anchor))

    def annotation(self, code, which):
        found = self.now[code].annotations
        return found[which % len(found)] if found else None

    @rule(code=where, reason=reasons)
    def flag(self, code, reason):
        self.did(code, flag_assessment(self.workspace, self.ids[code], reason))

    @rule(code=where, reason=reasons)
    def hold(self, code, reason):
        self.did(code, hold_assessment(self.workspace, self.ids[code], reason))

    @rule(code=st.sampled_from([*CODES, ""]), times=st.integers(1, 3))
    def undo(self, code, times):
        for _time in range(times):
            self.undo_once(code)

    def undo_once(self, code):
        standing = [(self.done[at][-1].number, at) for at in CODES if self.done[at] and code in {at, ""}]
        within = self.ids[code] if code else ""
        if not standing:
            # Taking in the portfolios stands before everything else, but their assessments build on them.
            with pytest.raises(NotAllowedError):
                undo(self.workspace, within=within)
            return
        _number, at = max(standing)
        one = self.done[at].pop()
        self.undone.append(Undone(at, one, self.now[at]))
        assert undo(self.workspace, within=within)
        self.now[at] = one.before

    @rule(code=st.sampled_from([*CODES, ""]))
    def redo(self, code):
        alive = [one for one in self.undone if one.code == code or (not code and not one.dead)]
        within = self.ids[code] if code else ""
        assert bool(redo_label(self.workspace, within=within)) == bool(alive)
        if not alive:
            with pytest.raises(NotAllowedError, match="nothing to redo"):
                redo(self.workspace, within=within)
            return
        one = alive[-1]
        self.undone.remove(one)
        self.done[one.code].append(one.done)
        assert redo(self.workspace, within=within)
        self.now[one.code] = one.after

    @rule()
    def restart(self):
        self.workspace.close()
        self.workspace = open_workspace(self.workspace.folder, clock=self.workspace.clock)

    @invariant()
    def agrees(self):
        for code in CODES:
            assert self.read(code) == self.now[code]
            assert bool(undo_label(self.workspace, within=self.ids[code])) == bool(self.done[code])

    def teardown(self):
        assert snapshot(rebuild(self.workspace.db)) == snapshot(self.workspace.db)
        assert not broken_links(self.workspace.db)
        self.workspace.close()
        self.stack.close()


class TestSitting(Sitting.TestCase):
    settings = settings(max_examples=8, stateful_step_count=25, deadline=None)


@pytest.mark.slow
@pytest.mark.timeout(1800)
class TestLongSitting(Sitting.TestCase):
    settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
