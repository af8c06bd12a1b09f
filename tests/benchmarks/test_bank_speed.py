"""A bank of 5,000 comments: opened where somebody writes, and narrowed down with each letter."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from tests.benchmarks.conftest import median_seconds

from certdesk.actions.keeping_bank import keep_comments
from certdesk.core.bank_ranking import Asking, haystack, rank, search
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.store.bank import load_bank

pytestmark = pytest.mark.benchmark
COMMENTS = 5_000
ASKING = Asking("stem", "T4", (Fraction(3),), (CommentKind.STRENGTH,), "en", "amara")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = (
    "pupils", "listen", "explain", "measure", "group", "table", "question", "answer", "plan", "evidence", "lesson",
)  # fmt: skip


@pytest.fixture(scope="module")
def bank():
    chance = random.Random(1)
    kinds = list(CommentKind)
    return tuple(
        Comment(
            f"c{number:05}", chance.choice(kinds), (f"T{chance.randint(1, 8)}",), (Fraction(2), Fraction(3)),
            f"{number} " + " ".join(chance.choices(WORDS, k=20)), shortcut=f"s{number}",
        )
        for number in range(COMMENTS)
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["q", "que ans", "no such words"])
def test_a_letter_more(benchmark, ratio, bank, typed):
    ranked = rank(bank, ASKING, (), NOW)
    texts = [haystack(comment) for comment in bank]
    words = typed.split()
    baseline = median_seconds(lambda: [text for text in texts if all(word in text for word in words)], 9)
    benchmark.pedantic(lambda: search(ranked, typed), rounds=9, warmup_rounds=1)
    job = f"narrow {COMMENTS} comments down to “{typed}”, best first"
    ratio(job, benchmark.stats["median"], "substring scan of folded texts in memory", baseline, "")


def test_the_list_opens(benchmark, ratio, workspace, bank):
    keep_comments(workspace, bank)
    texts = [haystack(comment) for comment in bank]
    baseline = median_seconds(lambda: [text for text in texts if "q" in text], 9)
    benchmark.pedantic(lambda: search(rank(load_bank(workspace.db), ASKING, (), NOW), ""), rounds=9, warmup_rounds=1)
    job = f"read {COMMENTS} comments from the workspace and rank them for a box"
    ratio(job, benchmark.stats["median"], "substring scan of folded texts in memory", baseline, "")
