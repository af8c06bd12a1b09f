"""Rows of lists: what is filed, what is only claimed, what was found; and how much was seen, in few words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from certdesk.actions.searching import Findings, Hit, Unsearchable
from certdesk.core.annotations import Annotation, PageRegion, Rect, Stance, TimeSpan
from certdesk.core.coverage import ItemCoverage, Ranges, Unit
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.evidence.problems import Case, Trouble, explain
from certdesk.ui.models.claims import claim_of, claims_for_criterion, claims_on_item
from certdesk.ui.models.evidence_items import EvidenceItems, ItemRow, facts
from certdesk.ui.models.filed_evidence import FiledEvidence, Tag, rows_for_criterion, rows_on_item, words_of
from certdesk.ui.models.found_places import FoundPlaces, RowKind, rows_of
from certdesk.ui.models.seen import facts_and_seen, seen_share, told_at_length

BOX = Rect(0, 0, 10, 10)
PLAN = EvidenceItem(
    "plan", "p", 0, "0" * 64, 1, "plan.pdf", "Lesson plan", claims=("T1", "T4"), kind="pdf", format="PDF", pages=12,
    claim_places=(Claim("T4", PageRegion(3, BOX), "they argue"), Claim("T4", PageRegion(99, BOX))),
)  # fmt: skip
FILM = EvidenceItem(
    "film", "p", 1, "1" * 64, 1, "a.mp4", "Film", claims=("T4",), kind="video", format="MP4", duration_ms=1_120_000
)
NUMBERS = {"T1": 0, "T4": 3}
NOTE = Annotation("n", "a", "film", TimeSpan(185_000, 220_000), ("T4", "T1"), "asks why", Stance.QUESTION)


def test_a_filed_row_says_place_note_stance_and_the_other_criteria() -> None:
    (row,) = rows_for_criterion((NOTE,), (PLAN, FILM), Tag("T4", 3))
    assert words_of(row) == "Question Film, 03:05–03:40 asks why also for T1"
    (row,) = rows_on_item((NOTE,), "film", "T1", NUMBERS)
    assert row.tags == (Tag("T4", 3), Tag("T1", 0))
    assert row.current
    assert rows_on_item((NOTE,), "plan", "T1", NUMBERS) == ()


def test_claims_are_said_to_be_claims_with_their_place() -> None:
    rows = claims_on_item(PLAN, "T4", NUMBERS)
    assert [(row.claim, row.place) for row in rows] == [(True, "p. 3"), (True, "p. 99"), (True, "whole item")]
    assert words_of(rows[0]) == "Claimed by the candidate: T4 p. 3 they argue"
    assert "no such place" in rows[1].note
    assert claim_of((PLAN, FILM), rows[0].id) == ("plan", PLAN.claim_places[0])
    assert [row.place for row in claims_for_criterion((PLAN, FILM), "T4", NUMBERS)] == [
        "Lesson plan, p. 3",
        "Lesson plan, p. 99",
        "Film",
    ]


def test_a_claim_for_a_criterion_that_the_rubric_does_not_have_is_left_out() -> None:
    assert claims_on_item(replace(PLAN, claims=("X9",), claim_places=()), "T1", NUMBERS) == ()


def test_the_same_rows_with_other_words_keep_the_current_one() -> None:
    model = FiledEvidence()
    tester = QAbstractItemModelTester(model)
    (row,) = rows_on_item((NOTE,), "film", "T4", NUMBERS)
    model.show_rows((row,))
    kept = model.index_of("n")
    model.show_rows((replace(row, note="asks again"),))
    assert kept.isValid()
    assert kept.data(FiledEvidence.RowRole).note == "asks again"
    assert tester is not None


def test_found_places_come_by_item_and_what_was_not_searched_last() -> None:
    hits = (Hit("plan", 3, "layers", "the ", " of", 9), Hit("film", 0, "layers", "", "", 0, at_ms=65_000))
    rows = rows_of(Findings(hits, (Unsearchable("film", "No words."),), complete=True), (PLAN, FILM))
    kinds = [row.kind for row in rows]
    hit, heading = RowKind.HIT, RowKind.HEADING
    assert kinds == [heading, hit, heading, hit, heading, RowKind.UNSEARCHABLE]
    assert [row.place for row in rows if row.kind is hit] == ["p. 3", "01:05"]
    model = FoundPlaces()
    tester = QAbstractItemModelTester(model)
    model.show_rows(rows)
    assert model.index(1).data() == "p. 3, …the layers of…"
    assert tester is not None


def test_how_much_was_seen_in_few_words() -> None:
    pages = ItemCoverage("plan", Unit.PAGES, Ranges.of({1, 2, 3, 4}), 12)
    assert facts_and_seen(PLAN, pages) == "4 of 12 pages"
    assert seen_share(pages) == 4 / 12
    assert told_at_length(PLAN, pages) == "4 of 12 pages seen"
    seconds = ItemCoverage("film", Unit.SECONDS, Ranges.of(range(370)), 1120)
    assert facts_and_seen(FILM, seconds) == "06:10 of 18:40"
    assert told_at_length(FILM, seconds) == "06:10 of 18:40 watched"
    whole = ItemCoverage("plan", Unit.PAGES, Ranges.of(range(1, 13)), 12)
    assert facts_and_seen(PLAN, whole) == "PDF, 12 pages"
    assert told_at_length(PLAN, whole) == "PDF, 12 pages, all seen"
    assert told_at_length(PLAN, None) == "PDF, 12 pages"
    assert seen_share(whole) == 1.0
    assert facts_and_seen(PLAN, ItemCoverage("plan", Unit.PAGES)) == "PDF, 12 pages"


def test_a_filter_keeps_the_pictures_and_another_portfolio_does_not(qapp: QApplication) -> None:
    model = EvidenceItems()
    tester = QAbstractItemModelTester(model)
    rows = (ItemRow(PLAN, ()), ItemRow(FILM, ()))
    model.show_rows(rows)
    model.show_picture("film", QPixmap(4, 4))
    model.show_rows(rows[1:])
    assert model.index(0).data(EvidenceItems.PictureRole) is not None
    model.show_rows((ItemRow(replace(PLAN, id="other"), ()),))
    model.show_rows(rows)
    assert model.index(1).data(EvidenceItems.PictureRole) is None
    assert tester is not None


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (Case.LOCKED, "PDF, locked"),
        (Case.LOCKED_FOR_GOOD, "PDF, locked"),
        (Case.TRUNCATED, "PDF, cut off"),
        (Case.DAMAGED, "PDF, damaged"),
        (Case.MISNAMED, "PDF, misnamed"),
        (Case.TOO_LARGE, "PDF, too large"),
        (Case.HUNG, "PDF, can't be shown"),
    ],
)
def test_what_is_wrong_with_an_item_is_said_in_a_word(case: Case, words: str) -> None:
    problem = explain(Trouble(case, "PDF", "DOCX"))
    assert facts(replace(PLAN, problem=f"{problem.sentence} {problem.hint}")) == words
