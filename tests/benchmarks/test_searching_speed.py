"""Words in 40 files with 2,000 pages: our search, with places and contexts, against bare substring search in memory."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.building import a_portfolio, digest_of, some_items

from certdesk.actions.searching import find_in_portfolio, keep_texts
from certdesk.core.searching import folded
from certdesk.store.portfolios import item_row
from certdesk.store.searching import SearchedFile, SearchedPart

pytestmark = pytest.mark.benchmark
FILES, PAGES = 40, 50
RARE = "zwei Sonderwörter"


@pytest.fixture
def pages(workspace):
    """Invented pages of about 3,000 letters each, kept for searching; the rare words stand on every 100th."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyzéü"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _count in range(8000)]
    portfolio, texts = a_portfolio(), []
    with workspace.recording("test", "files") as recording:
        for item in some_items(portfolio, map(str, range(FILES))):
            recording.put("item", item_row(replace(item, kind="pdf", pages=PAGES)))
    for number in range(FILES):
        parts = []
        for page in range(1, PAGES + 1):
            text = "\n".join(" ".join(chance.choices(words, k=12)) for _line in range(36))
            text += f"\n{RARE}" if (number * PAGES + page) % 100 == 0 else ""
            texts.append(text)
            parts.append(SearchedPart(page, text, folded(text)))
        keep_texts(workspace, (SearchedFile(digest_of(f"{portfolio.code} {number}"), tuple(parts)),))
    return [text.casefold() for text in texts]


@pytest.mark.parametrize(("words", "least"), [(RARE, 20), ("th", 500), ("no such words", 0)])
def test_find_in_portfolio(benchmark, ratio, workspace, pages, words, least):
    bare = words.casefold()
    baseline = median_seconds(lambda: [text.find(bare) for text in pages], 9)
    found = find_in_portfolio(workspace, "portfolio-P-001", words)
    assert len(found.hits) >= least
    benchmark.pedantic(lambda: find_in_portfolio(workspace, "portfolio-P-001", words), rounds=9, warmup_rounds=2)
    job = f"find “{words}” in {FILES} files, {FILES * PAGES} pages"
    ratio(job, benchmark.stats["median"], "str.find in casefolded pages in memory", baseline, f"{len(found.hits)} hits")
