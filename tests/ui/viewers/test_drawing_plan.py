"""What is drawn first, and how much is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from certdesk.core.annotations import Rect
from certdesk.ui.viewers.drawing_plan import MOST_PIXELS, Wanted, plan
from certdesk.ui.viewers.picture_cache import PictureCache, Shot

A4 = (595.0, 842.0)
SIZES = (A4,) * 5
WHOLE = Rect(0, 0, *A4)


def test_what_is_seen_comes_first_and_coarse_before_sharp() -> None:
    wanted = Wanted(((2, WHOLE), (3, WHOLE)), (4, 1), 2.0)
    order = list(plan(wanted, SIZES, {}))
    assert [shot.page for shot in order] == [2, 3, 2, 3, 4, 1]
    assert order[0].scale < order[2].scale == 2.0


def test_a_small_page_is_drawn_sharply_at_once() -> None:
    assert list(plan(Wanted(((1, WHOLE),), (), 0.8), SIZES, {})) == [Shot(1, 0.8)]


def test_what_exists_is_not_asked_for_again() -> None:
    wanted = Wanted(((1, WHOLE),), (2,), 1.3)
    assert list(plan(wanted, SIZES, {1: [Shot(1, 1.3)], 2: [Shot(2, 1.3)]})) == []


def test_near_to_the_page_only_the_part_that_is_seen_is_sharp() -> None:
    seen = Rect(100, 100, 200, 180)
    order = list(plan(Wanted(((1, seen),), (), 10.0), SIZES, {1: [Shot(1, 0.4)]}))
    whole, part = order
    assert whole.scale**2 * A4[0] * A4[1] <= MOST_PIXELS * 1.01
    assert part.scale == 10.0
    assert part.part == Rect(75, 80, 226, 201)
    have = {1: order}
    nearby = Rect(110, 110, 210, 190)
    assert list(plan(Wanted(((1, nearby),), (), 10.0), SIZES, have)) == []
    far = Rect(300, 300, 400, 380)
    assert [shot.page for shot in plan(Wanted(((1, far),), (), 10.0), SIZES, have)] == [1]


def picture(side: int) -> QImage:
    return QImage(side, side, QImage.Format.Format_RGB32)


def test_the_cache_lets_go_of_what_was_not_used_for_longest() -> None:
    cache = PictureCache(3 * 100 * 100 * 4)
    path = Path("plan.pdf")
    for page in (1, 2, 3):
        cache.keep(path, Shot(page, 1.0), picture(100))
    assert cache.get(path, Shot(1, 1.0)) is not None
    cache.keep(path, Shot(4, 1.0), picture(100))
    assert cache.get(path, Shot(2, 1.0)) is None
    assert cache.get(path, Shot(1, 1.0)) is not None
    assert cache.bytes_kept == 3 * 100 * 100 * 4


def test_the_cache_keeps_documents_apart_and_counts_a_picture_once() -> None:
    cache = PictureCache()
    cache.keep(Path("a"), Shot(1, 1.0), picture(10))
    cache.keep(Path("a"), Shot(1, 1.0), picture(20))
    cache.keep(Path("b"), Shot(1, 2.0), picture(10))
    assert cache.bytes_kept == 20 * 20 * 4 + 10 * 10 * 4
    assert cache.shots_of(Path("a"), 1) == [Shot(1, 1.0)]
    assert cache.shots_of(Path("b"), 2) == []
