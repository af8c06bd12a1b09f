"""A worker that was taken over, or can't even start: whatever it sends, the main process only ever says "crashed"."""

from __future__ import annotations

import pytest

from certdesk.evidence import process
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPage

TAKEN_OVER = """
import sys, os; sys.path[:0] = {{folders!r}}
from certdesk.evidence import handover, wire
from certdesk.evidence.replies import *
from certdesk.evidence.problems import *
line = handover.connection_on_standard_input()
line.send_bytes(b"everything")
while True:
    line.recv_bytes(); handover.take(line)
    {attack}
"""
ATTACKS = {
    "no JSON": "line.send_bytes(b'nonsense')",
    "no answer": 'line.send_bytes(b\'{{"value": 3, "blobs": []}}\')',
    "another reply": "line.send_bytes(wire.pack(Answer(Pages(1, (), '', False)))[0])",
    "nothing at all": "line.send_bytes(wire.pack(Answer(None))[0])",
    "a picture without pixels": (
        'line.send_bytes(b\'{{"value": {{"is": "Answer", "has": [{{"is": "Picture", "has": [9, 9, 0]}},'
        ' null, ""]}}, "blobs": [4]}}\'); line.send_bytes(b"1234")'
    ),
    "more bytes than told": "line.send_bytes(b'{{\"value\": null, \"blobs\": [4]}}'); line.send_bytes(b'x' * 5000)",
    "a message without end": "os.write(line.fileno(), b'\\\\x7f\\\\xff\\\\xff\\\\xff' + b'x' * 100)",
    "a message beyond all bounds": "os.write(line.fileno(), b'\\\\xff\\\\xff\\\\xff\\\\xff' + b'\\\\x7f' * 8)",
    "another case": 'line.send_bytes(b\'{{"value": {{"is": "Answer", "has": [null, {{"is": "Trouble"}}, ""]}}}}\')',
    "its end": "sys.exit()",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_nothing_it_sends_does_harm(monkeypatch, make, attack):
    path = make.pdf("a.pdf", "x")
    monkeypatch.setattr(process, "_START", TAKEN_OVER.format(attack=attack))
    with EvidenceWorker(seconds=5) as worker:
        found = worker.ask(Describe(path))
        assert found.problem.code is Code.CRASHED
        assert found.format == "PDF"
        with pytest.raises(EvidenceError) as told:
            worker.ask(RenderPage(path, 1, 1.0))
    assert told.value.problem.code is Code.CRASHED


def test_a_worker_that_does_not_start(monkeypatch, make):
    monkeypatch.setattr(process, "_START", "raise SystemExit({folders!r})")
    with EvidenceWorker() as worker:
        found = worker.ask(Describe(make.pdf("a.pdf", "x")))
    assert found.problem.sentence == "The part of the program that reads files could not be started."
