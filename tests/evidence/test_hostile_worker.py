"""A worker that was taken over, or can't even start: whatever it sends, the main process only ever says "crashed"."""

from __future__ import annotations

import sys

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


BOMB = """
import json, os, resource, signal, sys, threading, time; sys.path[:0] = {{folders!r}}
from certdesk.evidence import handover, limits, wire
from certdesk.evidence.problems import *
line = handover.connection_on_standard_input()
limits.CPU_SECONDS = {cpu}
limits.confine()
line.send_bytes(b"everything")
line.recv_bytes(); handover.take(line)
limits.allow_cpu()
{attack}
"""
BOMBS = {
    "memory": ("held = [bytearray(2**24) for _ in range(200)]", Code.TOO_BIG),
    "memory taken by a library": (
        "import ctypes; take = ctypes.CDLL(None).malloc; take.restype = ctypes.c_void_p\n"
        "while at := take(ctypes.c_size_t(2**24)): ctypes.memset(ctypes.c_void_p(at), 1, 2**24)\n"
        "os.abort()",
        Code.TOO_BIG,
    ),
    "processor": ("while True: pass", Code.HUNG),
    "processor on all cores": (
        "work = 'while True: pass'\nfor _ in range(4): threading.Thread(target=exec, args=(work,)).start()",
        Code.HUNG,
    ),
    "processor, deaf": ("signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nfor _ in iter(int, 1): pass", Code.HUNG),
    "open files": ("while True: os.dup(0)", Code.CRASHED),
    "threads": (
        "wait = threading.Event()\nwhile True: threading.Thread(target=wait.wait, daemon=True).start()",
        Code.CRASHED,
    ),
    "a message too long": "line.send_bytes(b'x' * 2**25 + b'x')",
    "answers without end": "while True: line.send_bytes(b'x' * 4096)",
    "more blobs than allowed": 'line.send_bytes(b\'{{"value": null, "blobs": [268435457]}}\'); time.sleep(30)',
    "very many blobs": 'line.send_bytes(json.dumps({{"value": None, "blobs": [0] * 10001}}).encode()); time.sleep(30)',
    "blobs of less than nothing": 'line.send_bytes(b\'{{"value": null, "blobs": [-1]}}\'); time.sleep(30)',
    "a blob that does not come": (
        'line.send_bytes(b\'{{"value": null, "blobs": [4]}}\'); time.sleep(30)',
        Code.HUNG,
    ),
    "recursion": "class Deep: __repr__ = lambda deep: repr(deep)\nsys.setrecursionlimit(10**9); repr(Deep())",
    "recursion in a message": "line.send_bytes(b'[' * 10**6)",
    "recursion in an answer": (
        'deep = b"[" * 900 + b"]" * 900;'
        'line.send_bytes(b\'{{"value": {{"is": "Answer", "has": \' + deep + b\'}}, "blobs": []}}\')'
    ),
    "a number of a million digits": 'line.send_bytes(b\'{{"value": \' + b"1" * 10**6 + b\', "blobs": []}}\')',
    "silence": ("time.sleep(30)", Code.HUNG),
    "half an answer": ("os.write(line.fileno(), b'\\0\\0\\1\\0' + b'x'); time.sleep(30)", Code.HUNG),
    "standing still": ("signal.raise_signal(signal.SIGSTOP)", Code.HUNG),
    "an abort": "os.abort()",
    "a wild pointer": "import ctypes; ctypes.string_at(1)",
    "closing the line": ("line.close(); time.sleep(30)", Code.CRASHED),
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits that Windows does not have")
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_costs_one_calm_answer(monkeypatch, make, bomb):
    attack, code = bomb if isinstance(bomb, tuple) else (bomb, Code.CRASHED)
    path = make.pdf("a.pdf", "x")
    busy = "while True: pass" in attack
    monkeypatch.setattr(process, "_START", BOMB.format(attack=attack, cpu=0 if busy else 10))
    with EvidenceWorker(seconds=0.5 if code is Code.HUNG and not busy else 10) as worker:
        found = worker.ask(Describe(path))
        assert found.problem.code is code
        assert found.problem.hint
        assert "  " not in found.problem.sentence
        assert found.format == "PDF"
        assert worker._desks[0].worker is None


@pytest.mark.skipif(sys.platform == "win32", reason="limits that Windows does not have")
def test_the_next_worker_is_as_good_as_new(monkeypatch, make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker(seconds=20) as worker:
        with monkeypatch.context() as once:
            once.setattr(process, "_START", BOMB.format(attack="os.abort()", cpu=10))
            assert worker.ask(Describe(path)).problem.code is Code.CRASHED
        assert worker.ask(Describe(path)).problem is None


def test_a_worker_that_does_not_start(monkeypatch, make):
    monkeypatch.setattr(process, "_START", "raise SystemExit({folders!r})")
    with EvidenceWorker() as worker:
        found = worker.ask(Describe(make.pdf("a.pdf", "x")))
    assert found.problem.sentence == "The part of the program that reads files could not be started."
