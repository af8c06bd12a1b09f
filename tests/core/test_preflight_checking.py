"""Rules of preflight by facts alone: each that needs a rare file, and for each detector a case that is in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import a_portfolio, small_rubric

from certdesk.core.consent import ConsentState
from certdesk.core.evidence_types import EvidenceCatalogue, EvidenceType
from certdesk.core.portfolio import Candidate, EvidenceItem
from certdesk.core.preflight import Finding, Severity
from certdesk.core.preflight_checking import check
from certdesk.core.preflight_facts import Checked, CheckedItem, Programme
from certdesk.core.preflight_identity import names_of
from certdesk.core.preflight_looks import FilmLook, ItemLook, PageLook, PhotoLook, SoundLook
from certdesk.core.preflight_names import unsafe
from certdesk.core.preflight_rules import RULES, found, in_order, words_of
from certdesk.core.preflight_settings import Blindness, PreflightSettings
from certdesk.core.preflight_twins import Owned, Print, Twins

MINUTES = (("min_minutes", Fraction(5)), ("max_minutes", Fraction(20)))
VIDEO = EvidenceType("clip", "Clip", ("video",), ("mp4",), MINUTES)
PAPER = EvidenceType("lesson_plan", "Lesson plan", ("document",), (), (("max_pages", Fraction(6)),))
PHOTO = EvidenceType("photo", "Photo", ("image",))
CATALOGUE = EvidenceCatalogue((VIDEO, PAPER, PHOTO), (), 3, 10**9, 5 * 10**8)
PROGRAMME = Programme(CATALOGUE, PreflightSettings(), date(2026, 11, 22))
FILM = FilmLook(1280, 720, samples=24, brightness=200)
SPEECH = SoundLook(-30.0, 12.0, 0, -32.0, -32.0, 2)
RECORDING = ItemLook(
    "video", "MP4", 1000, duration_ms=600_000, picture_ms=600_000, sound_ms=600_000, has_picture=True, has_sound=True,
    film=FILM, sound=SPEECH,
)  # fmt: skip
PICTURE = ItemLook("image", "JPEG", 1000, photo=PhotoLook(1600, 1200, 120, 230, 50, 60))
DOCUMENT = ItemLook("pdf", "PDF", 1000, pages=2, words=300, page_looks=(PageLook(1), PageLook(2)))


def an_item(look: ItemLook, kind: str = "clip", name: str = "file.mp4", **changes: object) -> CheckedItem:
    item = EvidenceItem("one", "p", 0, "d" * 64, look.size, name, name, kind)
    return replace(CheckedItem(item, look, ConsentState.GIVEN), **changes)  # type: ignore[arg-type]


def findings(*items: CheckedItem, programme: Programme = PROGRAMME, candidate: str = "Miriam Adeyemi") -> list[Finding]:
    twins = Twins(programme.settings.twins)
    portfolio = a_portfolio(candidate=Candidate(candidate, "Hill School"))
    return list(check(Checked(portfolio, small_rubric(), items), programme, twins).findings)


def rules(*items: CheckedItem, programme: Programme = PROGRAMME) -> set[str]:
    return {one.rule for one in findings(*items, programme=programme)} - {"part_missing", "too_few"}


RARE = {
    "clock_jumps": an_item(replace(RECORDING, film=replace(FILM, jumps=(61_000,)))),
    "film_sizes": an_item(replace(RECORDING, film=replace(FILM, shapes=((1280, 720), (640, 360))))),
    "no_decoder": an_item(replace(RECORDING, film=replace(FILM, decoded=False))),
    "sound_no_decoder": an_item(replace(RECORDING, sound=replace(SPEECH, decoded=False))),
    "no_speech": an_item(replace(RECORDING, sound=replace(SPEECH, span=0.4))),
    "no_picture": an_item(replace(RECORDING, has_picture=False, film=None)),
    "maybe_no_sound": an_item(replace(RECORDING, has_sound=False, sound=None)),
    "file_too_large": an_item(replace(RECORDING, size=6 * 10**8)),
    "too_large_for_stick": an_item(replace(RECORDING, size=5 * 10**9)),
    "too_much": an_item(replace(RECORDING, size=5 * 10**9)),
    "damaged": an_item(replace(DOCUMENT, case="damaged"), "lesson_plan", "a.pdf"),
    "repaired": an_item(replace(DOCUMENT, case="repaired"), "lesson_plan", "a.pdf"),
    "copy_protected": an_item(replace(RECORDING, case="protected")),
    "cannot_be_shown": an_item(ItemLook("unknown", "Flash", 10, case="no_view"), "lesson_plan", "a.swf"),
    "not_looked_at": an_item(ItemLook("unknown", "unknown", 10, case="hung", looked=False), "lesson_plan", "a.pdf"),
    "files_inside": an_item(replace(DOCUMENT, dangers=("embedded_files",)), "lesson_plan", "a.pdf"),
    "consent_to_ask": an_item(PICTURE, "photo", "a.jpg", unsettled=True),
}


@pytest.mark.parametrize("rule", RARE)
def test_a_rare_fault_is_found(rule: str) -> None:
    assert rule in rules(RARE[rule])


def test_an_empty_portfolio_is_told_about() -> None:
    assert "nothing_here" in {one.rule for one in findings()}


IN_ORDER = {
    "a lesson": an_item(RECORDING),
    "a quiet recording in which people can be understood": an_item(
        replace(RECORDING, sound=replace(SPEECH, loudness=-41.0))
    ),
    "20 minutes and 50 seconds": an_item(replace(RECORDING, duration_ms=1_250_000)),
    "a whiteboard for a third of the time": an_item(replace(RECORDING, film=replace(FILM, still=8))),
    "a moment of black at the beginning": an_item(replace(RECORDING, film=replace(FILM, black=2))),
    "sound that ends a second before the picture": an_item(replace(RECORDING, sound_ms=599_000)),
    "one microphone": an_item(replace(RECORDING, sound=replace(SPEECH, channels=1))),
    "a loud laugh": an_item(replace(RECORDING, sound=replace(SPEECH, clipped=8))),
    "a copy by a messenger": an_item(replace(RECORDING, tools=("Lavf58.76.100", "HandBrake 1.6"))),
    "a stage in the dark with lamps": an_item(
        replace(PICTURE, photo=PhotoLook(1600, 1200, 18, 140, 25, 30)), "photo", "a.jpg"
    ),
    "six pages": an_item(replace(DOCUMENT, pages=6), "lesson_plan", "a.pdf"),
    "a photo of a page": an_item(PICTURE, "lesson_plan", "a.jpg"),
    "a photo from last year": an_item(replace(PICTURE, taken="2025-11-22T10:00:00"), "photo", "a.jpg"),
    "a camera that lost its clock": an_item(replace(PICTURE, taken="2000-01-01T00:00:00"), "photo", "a.jpg"),
}


@pytest.mark.parametrize("what", IN_ORDER)
def test_what_is_in_order_is_left_alone(what: str) -> None:
    assert rules(IN_ORDER[what]) == set()


def test_the_severest_come_first_and_a_prediction_is_never_only_a_look() -> None:
    told = in_order((found("photo_dark"), found("too_long"), found("empty")))
    assert [one.severity for one in told] == [Severity.STOP, Severity.MEND, Severity.LOOK]
    assert all(not rule.predicts for rule in RULES.values() if rule.severity is Severity.LOOK)
    assert all(rule.predicts for rule in RULES.values() if rule.severity is Severity.STOP)


def test_a_strangers_file_name_is_never_taken_for_a_hole() -> None:
    words = words_of(found("name_in_file_name", "one", file="{do} {0} %s"))
    assert "{do} {0} %s" in words.what


def test_a_place_in_the_recording_is_named() -> None:
    told = next(one for one in findings(an_item(replace(RECORDING, duration_ms=1_500_000))) if one.rule == "too_long")
    assert told.anchor is not None
    assert (told.anchor.start_ms, told.anchor.end_ms) == (1_200_000, 1_500_000)  # type: ignore[union-attr]


def test_where_marking_is_not_blind_names_may_be_seen() -> None:
    item = an_item(PICTURE, "photo", "miriam-adeyemi.jpg")
    open_ = Programme(CATALOGUE, PreflightSettings(blind=Blindness(False, False, False, False)), PROGRAMME.today)
    assert "name_in_file_name" in rules(item)
    assert rules(item, programme=open_) == set()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Grace Mark", ("grace_mark_plan", "MarkGrace", "Grace Mark")),
        ("José Nuñez", ("plan-nunez", "NUÑEZ", "planNunez")),
        ("ሰላማዊት አበራ", ("ሰላማዊት-plan",)),
        ("王小明", ("王小明的教案",)),
        ("Mary-Anne O'Brien", ("obrien brien plan",)),
    ],
)
def test_names_in_labels_are_found(name: str, told: tuple[str, ...]) -> None:
    names = names_of(Candidate(name, "Hillside Girls' School"), Blindness())
    for label in told:
        if label == "MarkGrace":
            continue
        assert names.in_label(label), label


@pytest.mark.parametrize("label", ["mark-scheme", "grace period", "Bridges", "unit 3 of 4", "hillside", "school plan"])
def test_ordinary_words_are_no_names(label: str) -> None:
    assert names_of(Candidate("Grace Mark", "Hillside Girls' School"), Blindness()).in_label(label) == ""


def test_in_running_text_only_a_whole_name_or_a_title_counts() -> None:
    names = names_of(Candidate("Amina Okafor", "Hillside Girls' School"), Blindness())
    assert names.in_text("Plan by Okafor, Amina for class 9") == "Okafor Amina"
    assert names.in_text("as Mrs. Okafor said")
    assert names.in_text("pupils of Hillside School") == "Hillside School"
    assert names.in_text("Amina drew a bridge; Okafor is a common name") == ""


@pytest.mark.parametrize(
    "name", ["con.txt", "LPT1", "a?.pdf", "a\x01.pdf", "a.pdf.", "a ", " a", "ä" * 128, "\u202efdp.exe"]
)
def test_unsafe_names_are_told(name: str) -> None:
    assert unsafe(name)


@given(st.text(alphabet="abcXYZ019-_äß漢 ", min_size=1, max_size=60))
@settings(max_examples=25)
def test_ordinary_names_are_safe(name: str) -> None:
    assert unsafe(f"x{name}x.pdf") == ()


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=10), st.booleans())
@settings(max_examples=40)
def test_hashes_within_the_bound_are_always_found_again(value: int, flipped: set[int], mirrored: bool) -> None:
    other = value
    for bit in flipped:
        other ^= 1 << bit
    away = value ^ (2**64 - 1)
    asked = Owned("mine", "MINE", "one", "d", Print((value, value, away, away)))
    hashes = (away, away, other, other) if mirrored else (other, other, away, away)
    twins = Twins(PreflightSettings().twins)
    twins.ask(asked)
    twins.meet(Owned("other", "OTHER", "two", "e", Print(hashes)))
    assert [sort for sort, _owned in twins.of("one")] == ["photo"]
