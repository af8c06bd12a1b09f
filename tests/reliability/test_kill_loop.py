"""Whatever was acknowledged is there, at whatever moment the process dies."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support.building import open_workspace
from tests.support.children import READY, start
from tests.support.fixtures import begun

from certdesk.store.journal import has_entry
from certdesk.store.opening import is_workspace
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.workspace import Workspace

SHORT, LONG = 6, 200

# Prints a line only after an action returned: that line is the promise.
MARK_WITHOUT_END = """
import itertools, json
from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.commenting import write_feedback
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, undo
from certdesk.core.annotations import TimeSpan
ids, first = sys.argv[2:4], int(sys.argv[4])
workspace = open_workspace(folder)
print("ready")
for count in itertools.count(first):
    id_, criterion = ids[count % 2], CRITERIA[count % 4]
    code = "P-001" if id_ == ids[0] else "P-002"
    changes = [
        mark_criterion(workspace, id_, criterion, level(1 + count // 8 % 4)),
        write_feedback(workspace, id_, criterion, comment=f"number {count} " + "x" * (count % 900)),
        file_evidence(workspace, id_, Filing(f"item-{code}-0", TimeSpan(count, count + 9), (criterion,))),
    ]
    if count % 5 == 0:
        changes += [undo(workspace), redo(workspace)]
    for change in changes:
        if change:
            print(json.dumps([count, change.entry_id]))
workspace.close()
"""


def assert_whole(workspace: Workspace) -> None:
    assert workspace.db.execute("pragma quick_check").fetchone()[0] == "ok"
    assert not broken_links(workspace.db)
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)


@contextmanager
def killed_at_some_moment(child: subprocess.Popen[str], seconds: float, lines: int = 0) -> Iterator[list[str]]:
    """Kill a child ``seconds`` after it was ready and had said some lines more; hand over what it had said by then."""
    assert child.stdout
    assert child.stdout.readline().strip() == READY
    said = [child.stdout.readline() for _line in range(lines)]
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    try:
        yield said + child.stdout.readlines()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        child.stdout.close()


def promised(lines: list[str]) -> list[tuple[int, str]]:
    """The entries that were acknowledged; a line that was cut off is no promise."""
    return [tuple(json.loads(line)) for line in lines if line.endswith("]\n")]


def mark_and_kill(workspace: Workspace, kills: int) -> int:
    """Kill a process that marks, again and again, and return how many changes were acknowledged in all."""
    chance = random.Random(kills)
    ids = [begun(workspace, "P-001"), begun(workspace, "P-002")]
    workspace.close()
    entry_ids: list[str] = []
    first = 0
    for kill in range(kills):
        child = start(MARK_WITHOUT_END, workspace.folder, *ids, first)
        # However slow the computer is, something was promised before every second kill.
        with killed_at_some_moment(child, chance.uniform(0, 0.15), kill % 2) as lines:
            told = promised(lines)
        entry_ids += [entry_id for _count, entry_id in told]
        first = told[-1][0] + 1 if told else first + 1
        with open_workspace(workspace.folder) as again:
            lost = [entry_id for entry_id in entry_ids if not has_entry(again.db, entry_id)]
            assert not lost
            assert_whole(again)
    return len(entry_ids)


def test_some_kills_while_marking(workspace):
    assert mark_and_kill(workspace, SHORT) >= SHORT // 2


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_hundred_kills_while_marking(workspace):
    assert mark_and_kill(workspace, LONG) > 500


RECEIVE = """
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.core.portfolio import RubricRef
from certdesk.evidence.client import EvidenceWorker
workspace = open_workspace(folder)
worker = EvidenceWorker()
plan = plan_receive(workspace, Path(sys.argv[2]), rubric=RubricRef("small", "1.0.0"))
print("ready")
def say(done, total, label):
    print("copying", done)
received = make_receive(plan, worker, say)
print("keeping")
receipt = keep_receive(workspace, plan, received)
print("kept", *receipt.codes)
worker.close()
workspace.close()
"""
FILES = 12
OWN = {"P-001", "P-002"}


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """Two portfolios of photos and notes, as somebody hands them over."""
    chance = random.Random(3)
    for name in ("Amina", "Bode"):
        folder = tmp_path / "delivery" / name
        folder.mkdir(parents=True)
        for number in range(FILES):
            (folder / f"note-{number}.txt").write_bytes(
                f"{name} {number} ".encode() + chance.randbytes(50_000).hex().encode()
            )
    return tmp_path / "delivery"


def assert_nothing_half_received(workspace: Workspace) -> set[str]:
    """Each portfolio is there whole or not at all, with every file; return their codes."""
    assert list(workspace.staging.iterdir()) == []
    counts = dict(
        workspace.db.execute(
            "select p.code, count(i.id) from portfolio p left join item i on i.portfolio_id = p.id group by p.code"
        )
    )
    received = {code: count for code, count in counts.items() if code not in OWN}
    assert set(received.values()) <= {FILES}
    for row in workspace.db.query("select * from item where file_name like 'note-%'"):
        path = workspace.vault.path(row["digest"])
        content = path.read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (row["size"], row["digest"])
    return set(received)


def receive_and_kill(workspace: Workspace, delivery: Path, kills: int, longest: float) -> list[set[str]]:
    """Kill a process that takes portfolios in, each time in what it left; return what was there after each kill."""
    chance = random.Random(kills)
    workspace.close()
    found = []
    for _kill in range(kills):
        child = start(RECEIVE, workspace.folder, delivery)
        with killed_at_some_moment(child, chance.uniform(0, longest)) as lines:
            kept = {
                code for line in lines if line.startswith("kept") and line.endswith("\n") for code in line.split()[1:]
            }
        with open_workspace(workspace.folder) as again:
            here = assert_nothing_half_received(again)
            assert kept <= here
            assert_whole(again)
        found.append(here)
    return found


def test_kills_while_a_portfolio_comes_in(workspace, delivery):
    receive_and_kill(workspace, delivery, 3, longest=0.6)
    child = start(RECEIVE, workspace.folder, delivery)
    child.communicate()
    assert child.returncode == 0
    with open_workspace(workspace.folder) as again:
        assert len(assert_nothing_half_received(again)) == 2


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_kills_while_a_portfolio_comes_in(workspace, delivery):
    receive_and_kill(workspace, delivery, 60, longest=1.5)


KEEP_WITHOUT_END = RECEIVE.replace('print("ready")', "").replace('print("keeping")', 'print("ready")')


def test_kills_while_it_is_kept(workspace, delivery):
    chance = random.Random(1)
    workspace.close()
    for _kill in range(3):
        child = start(KEEP_WITHOUT_END, workspace.folder, delivery)
        assert child.stdout
        while child.stdout.readline().strip() != READY:
            pass
        time.sleep(chance.uniform(0, 0.03))  # the moment of a kill, not a wait for something
        child.kill()
        child.communicate()
        with open_workspace(workspace.folder) as again:
            assert_nothing_half_received(again)
            assert_whole(again)


def test_a_kill_in_the_very_first_moments_leaves_a_folder_that_can_be_used(tmp_path):
    chance = random.Random(7)
    for number in range(4):
        folder = tmp_path / str(number)
        child = start("print('ready')\nopen_workspace(folder).close()", folder)
        with killed_at_some_moment(child, chance.uniform(0, 0.03)):
            pass
        open_workspace(folder).close()
        assert is_workspace(folder)
