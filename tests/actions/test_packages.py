"""From desk to desk: packed, handed over, taken in, answered; and everything that may go wrong on the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.building import CRITERIA, level
from tests.support.desks import ADA, BEN, CLEO, DeskOf, desk
from tests.support.fixtures import begun
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions.arriving import new_arrivals
from certdesk.actions.asking_again import ask_again, find_waiting, plan_answers
from certdesk.actions.commenting import write_feedback
from certdesk.actions.handing_over import hand_over_as_file, plan_hand_over
from certdesk.actions.inbox import Waiting, packages_waiting
from certdesk.actions.outbox import check_room, packages_out, tidy_outbox
from certdesk.actions.packing import MarksOf, PackageScope, plan_package
from certdesk.actions.recipients import find_recipient, recipients
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.sending_receipts import receipts_of
from certdesk.actions.taking_back import take_back
from certdesk.actions.taking_packages import keep_take, make_take, plan_take, preview_take
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.core.exchange import Carrier, LineKind, ReceiptState
from certdesk.store.exchanges import history
from certdesk.store.portfolios import find_portfolio, load_items

CODES = tuple(f"P-{number:03}" for number in range(1, 5))


@pytest.fixture
def ada(tmp_path: Path):
    here = desk(tmp_path / "ada", ADA)
    yield here
    here.workspace.close()


@pytest.fixture
def ben(tmp_path: Path, ada: DeskOf):
    here = desk(tmp_path / "ben", BEN).knows(ada)
    ada.knows(here)
    yield here
    here.workspace.close()


def scope(ada: DeskOf, to: DeskOf, codes=CODES, **more) -> PackageScope:
    ids = tuple(find_portfolio(ada.workspace.db, code).id for code in codes)
    return PackageScope(ids, (to.person,), **more)


def files_here(one: DeskOf, code: str) -> list[bool]:
    portfolio = find_portfolio(one.workspace.db, code)
    return [one.workspace.vault.has(item.digest) for item in load_items(one.workspace.db, portfolio.id)]


def receipt_state(one: DeskOf, number: int = 0) -> ReceiptState:
    return history(one.workspace.db, one.workspace.clock())[number].receipt


def test_a_stick_goes_there_and_its_receipt_comes_back(ada, ben, tmp_path):
    for code in CODES:
        put_files(ada, code)
    made = pack(ada, scope(ada, ben))
    done = hand_over(ada, made, place(tmp_path / "stick"))
    assert done.plan.fits
    assert "may remove stick" in done.sentence
    assert receipt_state(ada) is ReceiptState.WAITED_FOR

    plan = plan_take(ben.workspace, [tmp_path / "stick"])
    assert plan.needs_key
    opened = make_take(plan, ben.signer)
    (preview,) = preview_take(ben.workspace, opened)
    assert preview.sender.name == ADA
    assert {line.kind: line.count for line in preview.lines}[LineKind.NEW_PORTFOLIO] == 4
    kept = keep_take(ben.workspace, opened)
    assert all(all(files_here(ben, code)) for code in CODES)
    (receipt,) = receipts_of(ben.workspace, opened, kept, ben.signer)
    assert receipt.parent == tmp_path / "stick"

    again = take(ben, tmp_path / "stick" / done.path.name)
    assert not again.change
    take(ada, receipt)
    assert receipt_state(ada, -1) is ReceiptState.BACK
    assert packages_out(ada.workspace) == () or made.packed.package not in {
        one.package for one in packages_out(ada.workspace)
    }
    # What they have said that they have does not travel again.
    assert plan_package(ada.workspace, scope(ada, ben)).files == ()
    assert len(plan_package(ada.workspace, scope(ada, ben, everything=True)).files) == 8
    take_back(ben.workspace, kept.receipts[0].exchange_id)
    with pytest.raises(NotFoundError):
        find_portfolio(ben.workspace.db, CODES[0])


def test_two_sticks_in_any_order_wait_for_each_other(ada, ben, tmp_path):
    for code in CODES:
        put_files(ada, code, (b"p" * 900_000, b"v" * 10) if code == CODES[0] else (b"plan ", b"video "))
    made = pack(ada, scope(ada, ben, group=10_000, piece=500_000))
    first = hand_over(ada, made, place(tmp_path / "s1"), limit=300_000)
    assert len(first.plan.left) == 2
    assert "2 parts still need another stick" in first.sentence
    second = hand_over(ada, made, place(tmp_path / "s2"))
    assert not second.plan.left
    assert second.plan.volume.number == 2
    small, big = tmp_path / "s1", tmp_path / "s2"
    kept = take(ben, small)
    assert [len(one.files) for one in kept.waiting] == [1]
    assert len(packages_waiting(ben.workspace.folder)) == 1
    assert files_here(ben, CODES[1]) == [True, True]
    kept = take(ben, big)
    assert not kept.waiting
    assert packages_waiting(ben.workspace.folder) == ()
    assert files_here(ben, CODES[0]) == [True, True]


def test_what_was_damaged_is_asked_for_and_comes_alone(ada, ben, tmp_path):
    put_files(ada, "P-001", (b"p" * 200_000, b"video "))
    made = pack(ada, scope(ada, ben, ["P-001"], group=10_000, piece=500_000))
    done = hand_over(ada, made, place(tmp_path / "stick"))
    big = max((done.path / "data").iterdir(), key=lambda path: path.stat().st_size)
    with big.open("r+b") as file:
        file.seek(100_000)
        file.write(b"damage")
    kept = take(ben, tmp_path / "stick")
    assert "1 file is still needed" in kept.sentence
    request = ask_again(ben.workspace, find_waiting(ben.workspace), ben.signer, tmp_path)
    assert request.stat().st_size < 20_000

    asked = take(ada, request)
    (answer,) = [one for request in asked.requests for one in plan_answers(ada.workspace, request)]
    small = pack(ada, answer.scope)
    assert len(small.packed.files) == 1
    hand_over(ada, small, place(tmp_path / "second"))
    take(ben, tmp_path / "second")
    assert files_here(ben, "P-001") == [True, True]
    assert packages_waiting(ben.workspace.folder) == ()


def test_nobody_else_gets_an_answer(ada, ben, tmp_path):
    put_files(ada)
    made = pack(ada, scope(ada, ben, ["P-001"]))
    done = hand_over(ada, made, place(tmp_path / "stick"))
    cleo = desk(tmp_path / "cleo", CLEO).knows(ada)
    ada.knows(cleo)
    with cleo.workspace:
        assert "sealed for somebody else" in take(cleo, done.path).sentence
        waiting = Waiting(made.packed.package, ada.card.did, ADA, datetime.now(UTC), made.packed.files)
        request = ask_again(cleo.workspace, waiting, cleo.signer, tmp_path)
    asked = take(ada, request)
    with pytest.raises(NotFoundError, match="did not pack for them"):
        plan_answers(ada.workspace, asked.requests[0])


def marks_by_mail(ada: DeskOf, ben: DeskOf, tmp_path: Path, count: int) -> Path:
    """Let Ben mark some portfolios with a comment of his own on each criterion, and send all of it back by mail."""
    codes = [f"Q-{number:03}" for number in range(count)]
    for code in codes:
        put_files(ada, code)
    made = pack(ada, scope(ada, ben, codes))
    take(ben, hand_over(ada, made, place(tmp_path / "stick")).path)
    words = [
        "pupils", "plan", "measure", "compare", "explain", "argue", "errors", "model", "groups", "questions", "time",
        "evidence", "water", "bridge",
    ]  # fmt: skip
    for number, code in enumerate(codes):
        id_ = begun(ben.workspace, code)
        for place_, criterion in enumerate(CRITERIA):
            mark_criterion(ben.workspace, id_, criterion, level(1 + number % 4))
            told = " ".join(words[(number * 7 + place_ * 5 + step * step) % len(words)] for step in range(16))
            write_feedback(ben.workspace, id_, criterion, strength=told)
    back = pack(ben, scope(ben, ada, codes, carrier=Carrier.MAIL, evidence=False, marks=MarksOf.MINE))
    letter = tmp_path / "marks.certdesk.zip"
    hand_over_as_file(ben.workspace, back.packed.package, letter)
    kept = take(ada, letter)
    assert len(kept.receipts[0].taken) == count
    with pytest.raises(NotAllowedError, match="too big for the mail"):
        hand_over_as_file(ada.workspace, made.packed.package, tmp_path / "no.certdesk.zip")
    return letter


def test_marks_come_back_by_mail(ada, ben, tmp_path):
    assert marks_by_mail(ada, ben, tmp_path, 3).stat().st_size < 20_000


@pytest.mark.slow
def test_the_marks_of_forty_portfolios_fit_a_letter(ada, ben, tmp_path):
    assert marks_by_mail(ada, ben, tmp_path, 40).stat().st_size < 100_000


def test_a_shared_folder_shows_what_is_new(ada, ben, tmp_path):
    put_files(ada)
    made = pack(ada, scope(ada, ben, ["P-001"], carrier=Carrier.FOLDER))
    hand_over(ada, made, place(tmp_path / "box"), shared=True)
    assert new_arrivals(ada.workspace, tmp_path / "box") == ()
    (arrival,) = new_arrivals(ben.workspace, tmp_path / "box")
    assert arrival.sender == ADA
    take(ben, arrival.path)
    assert new_arrivals(ben.workspace, tmp_path / "box") == ()


def test_who_can_be_given_a_package(ada, ben):
    assert [one.name for one in recipients(ada.workspace)] == [BEN, ADA]
    assert find_recipient(ada.workspace, "ben").id == ben.person
    with pytest.raises(NotFoundError, match="no key of Diego"):
        find_recipient(ada.workspace, "Diego")


def test_a_plan_says_why_it_can_not_be_begun(ada, ben, tmp_path):
    put_files(ada)
    made = pack(ada, scope(ada, ben, ["P-001"]))
    plan = plan_hand_over(ada.workspace, made.packed.package, place(tmp_path / "full", free=3_000))
    assert plan.problems
    with pytest.raises(NotAllowedError):
        plan_package(ada.workspace, PackageScope(("portfolio-P-001",)))


def test_what_the_disk_has_no_room_for_is_not_begun(tmp_path):
    with pytest.raises(StorageError, match="beside the room on the stick"):
        check_room(tmp_path / "outbox" / "package", 2**60)


def test_one_damaged_memory_of_a_package_stops_nothing(ada, ben, tmp_path, caplog):
    put_files(ada)
    damaged, made = (pack(ada, scope(ada, ben, ["P-001"])) for _ in range(2))
    done = hand_over(ada, made, place(tmp_path / "stick"))
    (damaged.folder / "about.json").write_bytes(b'{"package": "Ben')
    assert [one.package for one in packages_out(ada.workspace)] == [made.packed.package]
    assert caplog.messages == [f"what is remembered of package {damaged.packed.package} is damaged"]
    take(ben, done.path)
    back = hand_over(ben, pack(ben, scope(ben, ada, ["P-001"])), place(tmp_path / "back"))
    assert take(ada, back.path).change
    assert plan_package(ada.workspace, scope(ada, ben, ["P-001"])).codes == ("P-001",)


def test_only_what_is_half_made_is_taken_out_of_the_outbox(ada, ben):
    put_files(ada)
    damaged, whole = (pack(ada, scope(ada, ben, ["P-001"])) for _ in range(2))
    (damaged.folder / "about.json").write_bytes(b"")
    outbox = whole.folder.parent
    (outbox / ada.workspace.new_id() / "clean").mkdir(parents=True)
    (outbox / "what somebody keeps here").mkdir()
    before = set(outbox.iterdir())
    assert tidy_outbox(ada.workspace) == 1
    (gone,) = before - set(outbox.iterdir())
    assert gone not in {damaged.folder, whole.folder}
    assert (whole.folder / "about.json").is_file()
