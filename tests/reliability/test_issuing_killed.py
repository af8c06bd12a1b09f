"""At whatever moment a job of certificates dies: nothing is issued twice, and nothing signed is unknown."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from tests.support.building import open_workspace
from tests.support.children import READY, start
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys

from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.identifying import act_as
from certdesk.actions.issuing import issuing_desk
from certdesk.actions.issuing_batch import unfinished_batches
from certdesk.actions.registering import events_here, look_at_register
from certdesk.actions.verifying import verify_file
from certdesk.signing.verification import Verdict
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.store.workspace import Workspace

__all__ = ["lead_keys"]
SHORT, LONG = 1, 60

# Goes on with what was begun, then issues what is left; says so once it is ready to, and once it is done.
ISSUE_ALL = """
from certdesk.actions.certificates import eligible
from certdesk.actions.identifying import act_as, unlock_mine
from certdesk.actions.issuing_batch import keep_issue, make_issue, plan_issue, resume_issue, unfinished_batches
from certdesk.core.progress import silent
import certdesk.signing.pdf.pades, certdesk.reports.certificate_pdf, certdesk.signing.badge.make
workspace = Workspace(folder)
act_as(workspace)
signer = unlock_mine(workspace, sys.argv[2])
print("ready")
def finish(plan):
    make_issue(plan, signer, signer, silent, int(sys.argv[3]))
    keep_issue(workspace, plan, signer)
for batch in unfinished_batches(workspace):
    finish(resume_issue(workspace, batch.id))
if ready := [each.assessment_id for each in eligible(workspace) if each.ready]:
    finish(plan_issue(workspace, ready))
workspace.close()
print("done")
"""


def issue(folder: Path, seconds: float | None, workers: int) -> bool:
    """Let a process issue and kill it after some seconds, if any; say whether it came to its end."""
    child = start(ISSUE_ALL, folder, PASSPHRASE, workers)
    assert child.stdout
    assert child.stdout.readline().strip() == READY
    timer = threading.Timer(seconds if seconds is not None else 300, child.kill)
    timer.start()
    try:
        return "done\n" in child.stdout.readlines()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        child.stdout.close()


def assert_nothing_twice_and_nothing_unknown(workspace: Workspace) -> None:
    assert not broken_links(workspace.db)
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)
    unfinished_batches(workspace)
    rows, register = certificates(workspace), issuing_desk(workspace).register
    events = events_here(workspace, register)
    assert look_at_register(workspace, register).look.complete
    for values in ([row.serial for row in rows], [row.assessment_id for row in rows]):
        assert len(set(values)) == len(values)
    assert sorted(event.serial for event in events) == sorted(row.serial for row in rows)
    assert len({event.status_index for event in events}) == len(events)
    files = set(workspace.documents.iterdir()) if workspace.documents.is_dir() else set()
    assert files == {row.document for row in rows}


def issue_and_kill(folder: Path, keys, kills: int, workers: int, count: int = 6) -> None:
    chance = random.Random(kills)
    with issuing_workspace(folder, keys, [f"P-{number:03}" for number in range(count)]):
        pass
    ended = 0
    for _kill in range(kills):
        ended += issue(folder, chance.uniform(0.1, 0.25 * count), workers)
        with open_workspace(folder, person="") as workspace:
            act_as(workspace)
            assert_nothing_twice_and_nothing_unknown(workspace)
    assert issue(folder, None, workers)
    with open_workspace(folder, person="") as workspace:
        act_as(workspace)
        assert_nothing_twice_and_nothing_unknown(workspace)
        assert not [each for each in eligible(workspace) if each.ready]
        rows = certificates(workspace)
        assert len(rows) == count
        assert verify_file(rows[0].document, folder).verdict is Verdict.GENUINE


def test_a_kill_while_issuing(tmp_path, lead_keys):
    issue_and_kill(tmp_path / "workspace", lead_keys, SHORT, 1, count=3)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("workers", [1, 2])
def test_many_kills_while_issuing(tmp_path, lead_keys, workers):
    issue_and_kill(tmp_path / "workspace", lead_keys, LONG // workers, workers)
