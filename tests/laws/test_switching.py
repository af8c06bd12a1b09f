"""However wildly somebody switches, no mark lands on another candidate or criterion."""

from __future__ import annotations

import random

import pytest
from tests.support.building import CRITERIA, furnished, level, marks_of, open_workspace
from tests.support.fixtures import begun
from tests.support.folders import fast_folder

from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import undo, undo_label
from certdesk.core.marks import UNMARKED, CommentOnly, Mark, NotObserved, Unscorable
from certdesk.store.places import recall_place, remember_place
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.workspace import Workspace

CODES = tuple(f"P-{number:03}" for number in range(6))
MARKS: tuple[Mark, ...] = (level(1), level(2), level(3), level(4), Unscorable("U-AUDIO"), CommentOnly(), UNMARKED)


class Assessor:
    """Somebody who jumps between candidates and criteria, marks, changes their mind, and restarts the program."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.chance = random.Random(seed)
        self.ids = {code: begun(workspace, code) for code in CODES}
        self.sheets: dict[str, dict[str, Mark]] = {code: {} for code in CODES}
        self.history: dict[str, list[dict[str, Mark]]] = {code: [] for code in CODES}
        self.code, self.criterion = CODES[0], 0

    def step(self) -> None:
        deeds = [self.next_criterion, self.previous_criterion, self.switch, self.mark, self.mark, self.undo]
        self.chance.choices(deeds, weights=[4, 2, 3, 4, 1, 1])[0]()

    def next_criterion(self) -> None:
        self.criterion = (self.criterion + 1) % len(CRITERIA)

    def previous_criterion(self) -> None:
        self.criterion = (self.criterion - 1) % len(CRITERIA)

    def switch(self) -> None:
        if self.chance.random() < 0.05:
            self.restart()
        remember_place(self.workspace, self.ids[self.code], {"criterion": self.criterion})
        self.code = self.chance.choice(CODES)
        self.criterion = recall_place(self.workspace, self.ids[self.code]).get("criterion", 0)

    def restart(self) -> None:
        self.workspace.close()
        self.workspace = open_workspace(self.workspace.folder, clock=self.workspace.clock)

    def mark(self) -> None:
        criterion, mark = CRITERIA[self.criterion], self.chance.choice(MARKS)
        if criterion != "T4" and self.chance.random() < 0.1:
            mark = NotObserved()
        before = self.sheets[self.code]
        change = mark_criterion(self.workspace, self.ids[self.code], criterion, mark)
        after = {id_: one for id_, one in (before | {criterion: mark}).items() if one != UNMARKED}
        assert bool(change) == (after != before)
        if change:
            self.history[self.code].append(before)
            self.sheets[self.code] = after
        self.check(self.code)

    def undo(self) -> None:
        id_ = self.ids[self.code]
        assert bool(undo_label(self.workspace, within=id_)) == bool(self.history[self.code])
        if self.history[self.code]:
            undo(self.workspace, within=id_)
            self.sheets[self.code] = self.history[self.code].pop()
        self.check(self.code)

    def check(self, *codes: str) -> None:
        for code in codes:
            assert marks_of(self.workspace, self.ids[code]) == self.sheets[code]


def sit(steps: int, seed: int) -> None:
    with fast_folder() as folder:
        assessor = Assessor(furnished(folder / "workspace", CODES), seed)
        for number in range(steps):
            assessor.step()
            if number % 100 == 0:
                assessor.check(*CODES)
        assessor.check(*CODES)
        assert all(assessor.sheets.values())
        assert snapshot(rebuild(assessor.workspace.db)) == snapshot(assessor.workspace.db)
        assert not broken_links(assessor.workspace.db)
        assessor.workspace.close()


def test_fifteen_hundred_steps():
    sit(1_500, seed=20261122)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ten_thousand_steps(seed):
    sit(10_000, seed)
