"""What is stored under a digest is shown only as long as it has those bytes."""

from __future__ import annotations

from hashlib import sha256

import pytest

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, ReadDocument


@pytest.fixture
def kept(make):
    """Put a file where a vault would, under the digest of its bytes."""
    data = b"What the teacher sent"
    digest = sha256(data).hexdigest()
    folder = make.folder / digest[:2]
    folder.mkdir(exist_ok=True)
    path = folder / digest
    path.write_bytes(data)
    return path


def test_what_was_taken_in_is_shown(worker, kept):
    assert worker.ask(Describe(kept, "a.txt")).problem is None
    assert worker.ask(ReadDocument(kept, "a.txt")).blocks


@pytest.mark.parametrize("data", [b"What somebody else wrote", b"What the", b""], ids=["other", "short", "empty"])
def test_what_was_changed_while_the_program_runs_is_not_shown(worker, kept, data):
    assert worker.ask(Describe(kept, "a.txt")).problem is None
    kept.write_bytes(data)
    problem = worker.ask(Describe(kept, "a.txt")).problem
    assert problem.code is Code.UNREADABLE
    assert "not the file that was taken in" in problem.sentence
    with pytest.raises(EvidenceError, match="not the file that was taken in"):
        worker.ask(ReadDocument(kept, "a.txt"))


def test_a_file_under_any_other_name_is_what_it_is(worker, make):
    assert worker.ask(Describe(make.file("0" * 64, b"words"), "a.txt")).problem is None
