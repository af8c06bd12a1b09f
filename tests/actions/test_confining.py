"""What the reader of evidence is kept from here, and what is said when none can be started."""

from __future__ import annotations

import sys

import pytest

from certdesk.actions.confining import look_at_confinement, rouse
from certdesk.evidence import process
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import Case
from certdesk.evidence.process import WorkerLostError


def test_a_running_reader_tells_what_it_is_kept_from():
    with EvidenceWorker() as worker:
        told = look_at_confinement(worker, rouse(worker).result())
        assert told.limits == worker.limits() != ()
    assert "is kept from" in told.kept_from
    assert told.problem == ""
    if sys.platform == "linux" and {"file system", "system calls"} <= set(told.limits):
        assert told.open_to == ""


def test_nothing_is_claimed_of_a_reader_that_does_not_start(monkeypatch: pytest.MonkeyPatch):
    def no_start() -> None:
        raise WorkerLostError(Case.NO_WORKER)

    monkeypatch.setattr(process, "launch", no_start)
    with EvidenceWorker() as worker:
        told = look_at_confinement(worker, rouse(worker).result())
    assert (told.limits, told.kept_from, told.open_to) == ((), "", "")
    assert told.problem
