"""Masks as places and words, how a picture looks with them, and how a portfolio stands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QColor, QImage
from tests.support.building import a_portfolio, some_items

from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TimeSpan
from certdesk.core.preflight import Preflight
from certdesk.core.preflight_rules import found
from certdesk.core.recipes import Cover, Mask
from certdesk.ui.screens.portfolio_views.finding_rows import groups_of, summary_words
from certdesk.ui.screens.portfolio_views.mask_drawing import Drawn, anchor_of, marks_of, mask_of, mask_words
from certdesk.ui.screens.portfolio_views.mask_preview import masked
from certdesk.ui.screens.portfolio_views.standing_rows import MEND, READY, STOP, UNSEEN, standing_of

BOX = Rect(10, 10, 30, 20)
ITEM = some_items(a_portfolio())[0]


def test_a_span_of_a_film_is_masked_and_told_and_gone_to() -> None:
    film = replace(ITEM, kind="video", duration_ms=90_000)
    mask = mask_of(Drawn(BOX, 0, 5_000, 65_000), Cover.BLUR, silence=True)
    assert mask == Mask(BOX, Cover.BLUR, 5_000, 65_000, 0, silence=True)
    assert mask_words(mask, film) == "00:05 to 01:05, 20 × 10, blurred, silent"
    assert anchor_of(mask, film) == TimeSpan(5_000, 65_000, region=BOX)
    whole = mask_of(Drawn(BOX), Cover.BOX, silence=False)
    assert mask_words(whole, film) == "the whole recording, 20 × 10, under a box"
    assert anchor_of(whole, film) == TimeSpan(0, 90_000, region=BOX)
    assert [mark.criterion_label for mark in marks_of((mask, whole), film)] == ["1", "2"]


def test_pages_and_photos_have_their_own_places() -> None:
    mask = Mask(BOX, page=3)
    assert anchor_of(mask, replace(ITEM, kind="pdf")) == PageRegion(3, BOX)
    assert mask_words(mask, replace(ITEM, kind="pdf")).startswith("page 3, ")
    assert anchor_of(Mask(BOX), replace(ITEM, kind="image")) == PhotoRegion(BOX, 1)


def test_a_preview_covers_what_is_masked_and_nothing_else() -> None:
    picture = QImage(80, 60, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.setPixelColor(22, 22, QColor("red"))
    boxed = masked(picture, (40.0, 30.0), (Mask(BOX, Cover.BOX),))
    assert boxed.pixelColor(40, 30) == QColor("black")
    assert boxed.pixelColor(10, 10) == QColor("white")
    soft = masked(picture, (40.0, 30.0), (Mask(BOX, Cover.BLUR),))
    assert soft.pixelColor(22, 22) != QColor("red")
    assert masked(QImage(), (40.0, 30.0), ()).isNull()
    assert picture.pixelColor(22, 22) == QColor("red"), "the picture itself stays"


def test_a_portfolio_stands_by_its_worst_finding_and_is_never_ready_unseen() -> None:
    stop, mend, look = found("empty", ITEM.id), found("unsorted", ITEM.id), found("repaired", ITEM.id)
    told = Preflight("p", (stop, mend, look))
    assert standing_of(told, waiting=True) == STOP
    assert standing_of(Preflight("p", (mend,)), waiting=True) == UNSEEN
    assert standing_of(Preflight("p", (mend, look)), waiting=False) == MEND
    assert standing_of(Preflight("p", (look,)), waiting=False) == READY
    assert summary_words(told) == "1 finding stops an assessment, 1 breaks a rule, 1 to look at"
    assert summary_words(Preflight("p", (), complete=False)) == "Not looked through yet."


def test_a_hostile_title_cannot_turn_what_stands_beside_it() -> None:
    item = replace(ITEM, title="notes\u202efdp.exe")
    (group,) = groups_of(Preflight("p", (found("empty", item.id),)), {item.id: item}, {})
    assert "\u202e" not in group.checks[0].heading
    assert [action.key for action in group.checks[0].actions] == ["see"]
