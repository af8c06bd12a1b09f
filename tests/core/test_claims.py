"""What the candidate claims to show where: told as a claim, and checked against the file."""

from __future__ import annotations

import pytest

from certdesk.core.annotations import PageRegion, Rect, TimeSpan
from certdesk.core.claims import claim_findings, claim_in_words, claims_for, is_in_file
from certdesk.core.portfolio import Claim, EvidenceItem

NOWHERE = Rect(0, 0, 0, 0)


def an_item(name: str, *places: Claim, claims: tuple[str, ...] = (), **facts) -> EvidenceItem:
    claims = (*claims, *(place.criterion for place in places))
    return EvidenceItem(name, "p", 0, "d", 1, name, name, claims=claims, claim_places=places, **facts)


def page(number: int, words: str = "") -> Claim:
    return Claim("T4", PageRegion(number, NOWHERE), words)


def span(start: int, end: int) -> Claim:
    return Claim("T4", TimeSpan(start * 1000, end * 1000))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (Claim("T4"), ""),
        (page(3), "page 3"),
        (page(3, "they argue"), "page 3, “they argue”"),
        (span(185, 220), "03:05 to 03:40"),
        (span(185, 185), "at 03:05"),
        (Claim("T4", None, "they argue"), "“they argue”"),
        (Claim("T4", None, "turned \u202earound"), "“turned \ufffdaround”"),
    ],
)
def test_a_claim_is_told_in_words(claim, words):
    assert claim_in_words(claim) == words


def test_claims_for_a_criterion_come_with_place_or_for_the_whole_item():
    plan = an_item("plan", page(1), page(2), claims=("T1",))
    video = an_item("video", claims=("T4",))
    assert [(item.id, claim) for item, claim in claims_for((plan, video), "T4")] == [
        ("plan", page(1)),
        ("plan", page(2)),
        ("video", Claim("T4")),
    ]
    assert list(claims_for((plan, video), "T2")) == []


@pytest.mark.parametrize(
    ("claim", "facts", "there"),
    [
        (page(3), {"kind": "pdf", "pages": 3}, True),
        (page(4), {"kind": "pdf", "pages": 3}, False),
        (page(4), {"kind": "document"}, True),
        (page(1), {"kind": "video"}, False),
        (span(9, 12), {"kind": "video", "duration_ms": 9000}, True),
        (span(10, 12), {"kind": "audio", "duration_ms": 9000}, False),
        (span(10, 12), {"kind": "video"}, True),
        (span(1, 2), {"kind": "pdf", "pages": 3}, False),
        (Claim("T4", None, "x"), {"kind": "image"}, True),
    ],
)
def test_a_place_is_in_the_file_as_far_as_is_known(claim, facts, there):
    item = an_item("file", claim, **facts)
    assert is_in_file(claim, item) is there
    assert (claim_findings([item], {"T4"}) == ()) is there


def test_claims_that_lead_nowhere_are_named():
    items = [
        an_item("plan.pdf", page(9), claims=("X1",), kind="pdf", pages=4),
        an_item("film.mp4", span(600, 610), kind="video", duration_ms=125_000),
        an_item("poster.jpg", span(1, 2), kind="image"),
    ]
    assert claim_findings(items, {"T4"}) == (
        "plan.pdf is claimed for X1, which the rubric does not have.",
        "The claim for T4 points to page 9, but plan.pdf has 4 pages.",
        "The claim for T4 points to 10:00 to 10:10, but film.mp4 is 02:05 long.",
        "The claim for T4 points to 00:01 to 00:02, which a file like poster.jpg does not have.",
    )
