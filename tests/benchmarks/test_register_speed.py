"""A register of 10,000 entries and the codes of certificates, against the bare hashing, parsing and signing in them."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.signing.codes.samples import AWARD, ISSUER, NOW, code_of, trust
from tests.signing.register.samples import KEEPER, KEYS, REGISTER, an_event, lines, signed_file

from certdesk.actions.registering import append_events, settle
from certdesk.core.merkle import Tree
from certdesk.signing.codes.checking import verify_code
from certdesk.signing.register.checking import check_register

pytestmark = pytest.mark.benchmark
SIZE = 10_000


@pytest.fixture(scope="module")
def entries():
    return lines(SIZE)


def test_the_tree_of_10000_entries(benchmark, ratio, entries):
    data = [line.encode() for line in entries]
    bare = median_seconds(lambda: [sha256(each).digest() for each in (*data, *data)], 9)
    benchmark.pedantic(lambda: Tree(data).root(), rounds=9, warmup_rounds=1)
    ratio("tree over 10,000 entries", benchmark.stats["median"], "20,000 bare SHA-256", bare)


def test_a_register_of_10000_entries_is_checked(benchmark, ratio, entries):
    file = signed_file(entries)
    bare = median_seconds(lambda: [(json.loads(line), sha256(line.encode()).digest()) for line in entries], 5)
    benchmark.pedantic(lambda: check_register(file, KEYS), rounds=5, warmup_rounds=1)
    ratio("check a register of 10,000 entries", benchmark.stats["median"], "json.loads and SHA-256 of each line", bare)


def test_one_entry_more(benchmark, ratio, workspace, entries):
    def enter(count: int, start: int) -> None:
        with workspace.recording("certificate.issued", "issued") as recording:
            events = [an_event(number) for number in range(start, start + count)]
            append_events(workspace, recording, REGISTER, events, KEEPER)
        settle(workspace, REGISTER, ISSUER)

    enter(SIZE, 0)
    places = iter(range(SIZE, 2 * SIZE))
    bare = median_seconds(lambda: Tree(line.encode() for line in entries).root(), 5)
    benchmark.pedantic(lambda: enter(1, next(places)), rounds=5, warmup_rounds=1)
    ratio("enter one more among 10,000", benchmark.stats["median"], "the tree over 10,000 entries", bare)


def test_a_code_is_made(benchmark, ratio):
    bare = median_seconds(lambda: KEEPER.sign_statement(b"x" * 300), 50)
    benchmark.pedantic(lambda: code_of(AWARD), rounds=50, warmup_rounds=2)
    ratio("make a QR code's text", benchmark.stats["median"], "one bare Ed25519 signature", bare)


def test_a_code_is_judged(benchmark, ratio):
    signature, key = KEEPER.sign_statement(b"x" * 300), KEEPER.private.public_key()
    code, known = code_of(AWARD), trust()
    bare = median_seconds(lambda: key.verify(signature, b"x" * 300), 50)
    benchmark.pedantic(lambda: verify_code(code, known, NOW), rounds=50, warmup_rounds=2)
    ratio("judge a QR code's text", benchmark.stats["median"], "one bare Ed25519 check", bare)
