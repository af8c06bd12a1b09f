"""What the parts of Exchange show of a value, and what they say when they are pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find
from tests.ui.widgets.conftest import show

from certdesk.actions.handing_over import COPY, PACKED, READ_BACK, RELEASE
from certdesk.core.exchange import (
    Carrier,
    Direction,
    HandOverStep,
    HistoryLine,
    LineKind,
    Medium,
    PackagePreview,
    PreviewLine,
    ReceiptState,
    Sender,
    SenderTrust,
    StepState,
)
from certdesk.ui.screens.exchange.clash_card import ClashCard, ShownClash, ShownSide
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage, lines_of, step_words
from certdesk.ui.screens.exchange.hand_over_card import HandOverCard
from certdesk.ui.screens.exchange.history_side import HistorySide
from certdesk.ui.screens.exchange.incoming_card import IncomingCard
from certdesk.ui.screens.exchange.media_watch import MediaWatch
from certdesk.ui.screens.exchange.package_table import PackageTable, what_words
from certdesk.ui.screens.exchange.places_card import Place, PlacesCard
from certdesk.ui.screens.exchange.prepare_pane import _ready_fact
from certdesk.ui.screens.exchange.short_history import ShortHistory
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.space_bar import Space

__all__ = ["show"]
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
L, S = LineKind, StepState
LINES = (
    PreviewLine(L.NEW_PORTFOLIO, 12, ("HERON-44", "MOSS-16", "X-1"), 8_100_000_000),
    PreviewLine(L.NEW_ASSESSMENT, 31),
    PreviewLine(L.CHANGED_MARK, 14),
    PreviewLine(L.DECIDE, 2),
    PreviewLine(L.DAMAGED, 1, ("WREN-03 video",)),
)
SENDER = Sender("b", "Bongani Khumalo", "LAP-07", SenderTrust.KNOWN)
PREVIEW = PackagePreview("p", Carrier.STICK, SENDER, NOW, LINES, parts=2, parts_of=3, files=8413)
STICK = Medium("/media/BUS-3", "BUS-3", "FAT32", 29_800_000_000, 17_400_000_000, removable=True, writable=True)
OUT = HandOver("Diego R.", "Diego", Carrier.STICK, 18, 11_200_000_000, 3, Stage.RUNNING, STICK, 11_200_000_000)


def a_line(number: int = 1, **changes: object) -> HistoryLine:
    plain = HistoryLine(
        str(number), f"package-{number}", Direction.RECEIVED, Carrier.STICK, "Joseph", NOW - timedelta(days=number),
        6, 0, 10**9, ReceiptState.SENT, can_take_back=NOW + timedelta(days=9),
    )  # fmt: skip
    return replace(plain, **changes)


def words(parent: QWidget, name: str) -> str:
    return find(parent, name).text()  # type: ignore[attr-defined]


def test_a_package_says_what_it_would_change(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    card = IncomingCard(theme)
    card.show_preview(PREVIEW)
    show(card, 790, 420)
    assert words(card, "senderTrust") == "Signature is Bongani's"
    assert "2 of 3 parts" in words(card, "incomingFrom")
    assert find(card, "line-new_portfolio").accessibleName() == (
        "12 new portfolios. HERON-44, MOSS-16 and 10 more. 8.1 GB"
    )
    assert words(card, "takePackage") == "Take in 57 changes"
    heard: list[object] = []
    card.taken.connect(heard.append)
    card.line_chosen.connect(heard.append)
    card.discarded.connect(lambda: heard.append("discarded"))
    for name in ("takeOnlyNew", "takePackage", "line-decide-do", "discardPackage"):
        click(qtbot, card, name)
    assert heard == [True, False, L.DECIDE, "discarded"]


@pytest.mark.parametrize(
    ("trust", "chip", "may"),
    [
        (SenderTrust.UNKNOWN, "not known", True),
        (SenderTrust.BROKEN, "broken", False),
        (SenderTrust.ENDED, "ended", True),
    ],
)
def test_what_is_known_of_the_sender_decides_what_is_offered(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot, trust: SenderTrust, chip: str, may: bool
) -> None:
    card = IncomingCard(theme)
    card.show_preview(replace(PREVIEW, sender=replace(SENDER, trust=trust)))
    show(card, 790, 500)
    assert chip in words(card, "senderTrust")
    assert find(card, "takePackage").isEnabled() is may
    asked = find(card, "stranger").isVisible()
    assert asked is (trust is SenderTrust.UNKNOWN)
    if asked:
        assert "not those that open a package" in card._stranger._told.text()
        card.show_preview(replace(PREVIEW, sender=replace(SENDER, trust=trust), lines=()))
        card.take_keyboard()
        assert card.focusWidget() is card._stranger.field.line
        heard: list[str] = []
        card.sender_accepted.connect(heard.append)
        assert not find(card, "acceptSender").isEnabled()
        card._stranger.field.line.setText("walnut ferry candle orbit quiet lion")
        click(qtbot, card, "acceptSender")
        assert heard == ["walnut ferry candle orbit quiet lion"]


def test_a_part_is_done_only_when_it_was_read_back() -> None:
    steps = (
        HandOverStep(PACKED, 0, S.DONE),
        HandOverStep(COPY, 1, S.DONE, 9, 9),
        HandOverStep(COPY, 2, S.DONE, 9, 9),
        HandOverStep(COPY, 3, S.RUNNING, 4, 9),
        HandOverStep(READ_BACK, 1, S.DONE, 9, 9),
        HandOverStep(READ_BACK, 2, S.WAITING, 0, 9),
        HandOverStep(READ_BACK, 3, S.WAITING, 0, 9),
        HandOverStep(RELEASE, 0, S.WAITING),
    )
    lines = lines_of(steps)
    assert [line.state for line in lines] == [S.DONE, S.DONE, S.WAITING, S.RUNNING, S.WAITING]
    assert [step_words(line, OUT) for line in lines] == [
        "Packed and sealed for Diego",
        "Part 1 copied and read back",
        "Part 2 copied, to be read back",
        "Part 3 is being copied",
        "Write the signature, release the stick",
    ]


def test_the_stick_may_be_removed_only_at_the_end(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    card = HandOverCard(theme)
    show(card, 440, 700)
    said = {}
    for stage in Stage:
        card.show_hand_over(replace(OUT, stage=stage, stick=2, sticks=3, problem="The stick was taken out."))
        said[stage] = card.banner.spoken
    assert [stage for stage, sentence in said.items() if "Done. You may remove the stick" in sentence] == [Stage.DONE]
    assert said[Stage.RUNNING] == said[Stage.PAUSED] == "Leave the stick in until this says you may remove it"
    assert said[Stage.NEXT_STICK].startswith("Put in stick 2 of 3")
    assert said[Stage.FAILED] == "The stick was taken out."
    assert said[Stage.CHOOSE] == "Nothing is written yet"
    card.show_hand_over(replace(OUT, stage=Stage.CHOOSE, medium=None))
    assert card.banner.spoken == "Put in a stick, or choose where it goes"
    heard: list[str] = []
    for name in ("started", "paused", "resumed", "stopped", "finished"):
        getattr(card, name).connect(lambda name=name: heard.append(name))
    for stage, button in (
        (Stage.CHOOSE, "endHandOver"),
        (Stage.RUNNING, "pauseHandOver"),
        (Stage.PAUSED, "pauseHandOver"),
        (Stage.PAUSED, "stopHandOver"),
        (Stage.DONE, "endHandOver"),
    ):
        card.show_hand_over(replace(OUT, stage=stage))
        click(qtbot, card, button)
    assert heard == ["started", "paused", "resumed", "stopped", "finished"]
    card.show_hand_over(replace(OUT, stage=Stage.CHOOSE, problem="It is write-protected."))
    assert not find(card, "endHandOver").isEnabled()


def test_a_receipt_that_is_owed_is_said_to_be_written_below(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    side = HistorySide(theme)
    side.show_line(a_line(1, receipt=ReceiptState.TO_SEND), LINES, "", NOW)
    show(side, 340, 700)
    said = " ".join(one.text() for one in side.findChildren(QLabel) if one.isVisible())
    assert "Write it below" in said


def test_what_can_not_be_assessed_is_never_said_to_be_ready() -> None:
    assert [_ready_fact(count).kind for count in (0, 1, 2)] == ["ok", "warn", "warn"]
    assert _ready_fact(2).heading == "2 portfolios can't be assessed yet"


def test_the_room_on_a_stick() -> None:
    assert Space(100, 60, 20).left == 40
    assert Space(100, 60, 70).left == 0
    assert not Space(100, 60, 70).fits


def test_the_history_in_short(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    card = ShortHistory(theme)
    out = a_line(2, direction=Direction.HANDED_OVER, receipt=ReceiptState.WAITED_FOR, can_take_back=None)
    card.show_lines((a_line(1), out, a_line(3, taken_back=True), a_line(4)), NOW)
    show(card, 790, 320)
    heard: list[str] = []
    card.take_back_asked.connect(lambda line: heard.append(f"back {line}"))
    card.shown.connect(lambda line: heard.append(f"show {line}"))
    for name in ("history-1", "history-2", "history-3"):
        click(qtbot, card, name)
    assert heard == ["back 1", "show 2", "show 3"]
    assert card.findChild(QWidget, "history-4") is None
    card.show_lines((), NOW)
    assert find(card, "historyTeaches").isVisible()


def test_thousands_of_packages_are_a_table(theme: ThemeSource, qtbot: QtBot) -> None:
    model = PackageTable()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = tuple(a_line(number) for number in range(1, 5001))
    model.show_rows(rows, NOW)
    assert (model.rowCount(), model.place_of("4711")) == (5000, 4710)
    assert what_words(a_line(complete=False)) == "6 portfolios, not complete yet"
    assert what_words(a_line(taken_back=True)) == "6 portfolios, taken back"
    letter = a_line(portfolios=0, direction=Direction.HANDED_OVER)
    assert [what_words(one) for one in (replace(letter, receipts=1), letter)] == ["a receipt", "a request"]


def test_two_values_of_one_mark_are_decided(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    card = ClashCard(theme)
    sides = (ShownSide("level 3", "This laptop", "today 9:00"), ShownSide("level 2", "Another laptop", "today 10:00"))
    card.show_clashes((ShownClash("c", "KITE-37", "T4 Student collaboration", sides),))
    show(card, 760, 300)
    heard: list[tuple[str, int]] = []
    card.decided.connect(lambda clash, side: heard.append((clash, side)))
    click(qtbot, card, "chooseSide1")
    assert heard == [("c", 1)]


def test_places_say_which_line_was_meant(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    card = PlacesCard(theme)
    shared = Place("shared", "folder", "None chosen yet", "", (("choose", "Choose…"),))
    card.show_places((Place("p-1", "package", "For Diego", "18 portfolios", (("hand", "Hand over"),)),), (), shared)
    show(card, 440, 600)
    heard: list[tuple[str, str]] = []
    card.chosen.connect(lambda deed, key: heard.append((deed, key)))
    click(qtbot, card, "hand-p-1")
    click(qtbot, card, "choose-shared")
    assert heard == [("hand", "p-1"), ("choose", "shared")]


def test_sticks_are_looked_for_only_while_somebody_looks(theme: ThemeSource, qtbot: QtBot) -> None:
    seen, media = QWidget(), [()]
    qtbot.addWidget(seen)
    watch = MediaWatch(seen, lambda: media[0])
    heard: list[tuple[Medium, ...]] = []
    watch.changed.connect(heard.append)
    assert not watch.watching
    seen.show()
    qtbot.waitExposed(seen)
    assert watch.watching
    media[0] = (STICK, replace(STICK, path="/", removable=False))
    watch.look()
    watch.look()
    assert heard == [(STICK,)]  # told once; the disk of the computer is no stick
    seen.hide()
    assert not watch.watching
