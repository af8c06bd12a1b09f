"""Desks that exchange statements: what comes in, what is held and why, and that the journal stays the truth."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import ExitStack
from dataclasses import replace

import pytest
from tests.support.building import START, level, marks_of, put_portfolio, put_rubric, sign, small_rubric
from tests.support.desks import ADA, BEN, CLEO, LEA, desk
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.deciding_clashes import decide_clash, odd_times, open_clashes
from certdesk.actions.merging_in import accept_sender, held_again, keep_merge, look_at_sender
from certdesk.actions.merging_values import Code
from certdesk.actions.receipts import (
    HandedOver,
    receipt_for,
    receipt_of,
    receipts_to_send,
    record_handed_over,
    waiting_for_receipt,
)
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.stating import BlindAs, Blinded, BlindItem, files_of, my_card
from certdesk.actions.taking_back import take_back, why_not_taken_back
from certdesk.actions.undoing import undo, undo_label
from certdesk.core.annotations import WholeItem
from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.exchange import Carrier, ReceiptState, SenderTrust
from certdesk.core.plain import canonical
from certdesk.core.statements import NewerFormatError, SubjectKind, read_sealed
from certdesk.signing.statements import sign_statement
from certdesk.store.exchanges import Fate, history, load_contents
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.statements import load_held, subjects_stated

HISTORY = {"exchange", "exchange_statement"}
PORTFOLIO = "portfolio-P-001"


@pytest.fixture
def desks(tmp_path):
    """Make desks that are closed in the end."""
    with ExitStack() as stack:

        def make(name, place="", **more):
            one = desk(tmp_path / (place or name.split()[0]), name, **more)
            stack.callback(one.workspace.close)
            return one

        yield make


@pytest.fixture
def pair(desks):
    """Ada, who has the portfolio P-001, and Ben, who assesses; they know each other's keys."""
    ada, ben = desks(ADA), desks(BEN)
    put_portfolio(ada.workspace)
    return ada.knows(ben), ben.knows(ada)


def tables(workspace, *without):
    """Every recorded row, but for the history of packages."""
    left_out = HISTORY | set(without)
    return {table: rows for table, rows in snapshot(workspace.db).items() if table not in left_out}


def is_the_journal(workspace):
    """Whether the tables are what the journal says."""
    return snapshot(rebuild(workspace.db)) == snapshot(workspace.db)


def assessed(ada, ben):
    """Let Ben take P-001 in and begin to assess it."""
    ben.takes(ada.package(ada.says(), "first"))
    id_ = begun(ben.workspace, "P-001")
    mark_criterion(ben.workspace, id_, "T1", level(3))
    return id_


def put_files(one, sealed):
    """Put something in the vault for each file that a statement speaks of."""
    for needed in files_of(sealed):
        path = one.workspace.vault.path(needed.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def second_desk(desks, first, tmp_path, name=BEN):
    """A copy of a workspace, as on another laptop of the same person."""
    first.workspace.close()
    shutil.copytree(first.workspace.folder, tmp_path / "copy")
    return desks(name, first.workspace.folder.name, rubric=False), desks(name, "copy", rubric=False)


def test_a_portfolio_goes_over_and_its_assessment_comes_back(pair):
    ada, ben = pair
    package = ada.package(ada.says())
    assert ada.says() == ada.says()
    assert ben.sees(package)["new_portfolio"].about == ("P-001",)
    assert not ben.workspace.db.execute("select count(*) from portfolio").fetchone()[0]
    id_ = assessed(ada, ben)
    back = ben.package(ben.says(), "back")
    assert ada.sees(back)["new_assessment"].about == ("P-001",)
    assert ada.takes(back).sentence == "1 record came in, 2 were here already."
    mark_criterion(ben.workspace, id_, "T1", level(4))
    mark_criterion(ben.workspace, id_, "T2", level(2))
    again = ben.package(ben.says(), "again")
    assert ada.sees(again)["changed_mark"].detail == "2 levels"
    ada.takes(again)
    assert marks_of(ada.workspace, id_) == {"T1": level(4), "T2": level(2)}
    assert is_the_journal(ada.workspace)
    assert is_the_journal(ben.workspace)


def test_importing_twice_or_something_older_changes_nothing(pair):
    ada, ben = pair
    id_ = assessed(ada, ben)
    older = ben.package(ben.says(), "older")
    mark_criterion(ben.workspace, id_, "T1", level(4))
    newer = ben.package(ben.says(), "newer")
    ada.takes(newer)
    before = tables(ada.workspace, "statement")
    journal = ada.workspace.db.execute("select count(*) from journal").fetchone()[0]
    assert not ada.takes(newer).change
    assert ada.workspace.db.execute("select count(*) from journal").fetchone()[0] == journal
    ada.takes(older)
    assert tables(ada.workspace, "statement") == before
    assert marks_of(ada.workspace, id_) == {"T1": level(4)}


def test_what_others_said_is_passed_on_byte_for_byte_and_scope_keeps_marks_out(pair, desks):
    ada, ben = pair
    assessed(ada, ben)
    said = {one.hash for one in ben.says() if one.kind == "assessment"}
    ada.takes(ben.package(ben.says(), "back"))
    passed = ada.says()
    assert said <= {one.hash for one in passed}
    cleo = desks(CLEO).knows(ada, ben)
    cleo.takes(ada.package(passed))
    assert cleo.workspace.db.execute("select count(*) from assessment").fetchone()[0] == 1
    only = ada.says(kinds={SubjectKind.PORTFOLIO, SubjectKind.RUBRIC})
    assert {one.kind for one in only} == {"portfolio", "rubric"}
    assert not any("assessor_id" in one.text or ben.person in one.text for one in only)
    assert not [one for one in ada.says(people={cleo.person}) if one.kind == "assessment"]


def test_packages_in_any_order_come_to_the_same(pair, desks):
    ada, ben = pair
    assessed(ada, ben)
    put_portfolio(ada.workspace, "P-002")
    ada.takes(ben.package(ben.says(), "back"))
    said = ada.says((PORTFOLIO, "portfolio-P-002"))
    lea, cleo = desks(LEA, rubric=False).knows(ada, ben), desks(CLEO, rubric=False).knows(ada, ben)
    lea.takes(ada.package(said))
    for number, one in enumerate(reversed(said)):
        cleo.takes(ada.package([one], f"part {number}"))
    assert not load_held(cleo.workspace.db)
    for table in ("portfolio", "item", "assessment", "mark", "rubric"):
        assert snapshot(lea.workspace.db)[table] == snapshot(cleo.workspace.db)[table]
    assert is_the_journal(cleo.workspace)


def test_what_waits_comes_in_by_itself(pair, desks):
    ada, ben = pair
    ben.takes(ada.package(ada.says(), "first"))
    lea = desks(LEA, rubric=False).knows(ada, ben)
    portfolio = [one for one in ada.says() if one.kind == "portfolio"]
    missing = replace(ada.package(portfolio, "no files"), has_file=lambda _digest: False)
    assert [one.code for one in lea.takes(missing).held] == [Code.RUBRIC]
    assert lea.sees(missing)["held"].detail == "The rubric small 1.0.0 is not here yet."
    put_rubric(lea.workspace, small_rubric())
    held_again(lea.workspace)
    assert [one.code for one in load_held(lea.workspace.db)] == [Code.FILE]
    put_files(lea, portfolio[0])
    assert held_again(lea.workspace)
    assert not load_held(lea.workspace.db)
    line = history(lea.workspace.db, START)[0]
    assert (line.portfolios, line.can_take_back is not None) == (1, True)


def test_what_one_package_lacked_and_another_brings_waits_in_neither(pair, desks):
    ada, _ben = pair
    lea = desks(LEA).knows(ada)
    without = replace(ada.package(ada.says(), "first"), has_file=lambda _digest: False)
    first = lea.takes(without)
    assert len(first.held) == 1
    assert "held" not in lea.sees(ada.package(ada.says(kinds={SubjectKind.RUBRIC}), "another"))
    lea.takes(ada.package(ada.says(), "second"))
    assert Fate.HELD not in {one.fate for one in load_contents(lea.workspace.db, first.exchange_id)}
    assert is_the_journal(lea.workspace)


def test_a_stranger_waits_until_the_words_were_compared(pair, desks):
    ada, _ben = pair
    cleo = desks(CLEO)
    package = ada.package(ada.says())
    receipt = cleo.takes(package)
    assert {one.code for one in receipt.quarantined} == {Code.KEY}
    sender = look_at_sender(cleo.workspace, package.cards[0])
    assert (sender.trust, sender.words, sender.name) == (SenderTrust.UNKNOWN, ada.card.words, ADA)
    with pytest.raises(NotAllowedError, match="not the words"):
        accept_sender(cleo.workspace, package.cards[0], "acorn album alpha amber anchor angel")
    for text in package.statements:
        put_files(cleo, read_sealed(text))
    assert accept_sender(cleo.workspace, package.cards[0], " ".join(sender.words))
    assert cleo.workspace.db.execute("select code from portfolio").fetchall() == [("P-001",)]
    assert look_at_sender(cleo.workspace, my_card(cleo.workspace)).trust is SenderTrust.KNOWN


def test_what_was_altered_or_is_signed_for_somebody_else_never_comes_in(pair):
    ada, ben = pair
    portfolio = next(one for one in ada.says() if one.kind == "portfolio")
    altered = canonical(json.loads(portfolio.text) | {"programme": "Another"})
    for_ada = sign_statement(portfolio.statement, ben.signer)
    forged = canonical(json.loads(for_ada.text) | {"person": ada.person})
    package = replace(ada.package([portfolio]), statements=(altered, forged, "{}", portfolio.text[:-9]))
    assert {one.fate for one in ben.takes(package).outcomes} == {Fate.DAMAGED}
    assert not ben.workspace.db.execute("select count(*) from portfolio").fetchone()[0]


def test_newer_statements_are_kept_and_passed_on_and_a_newer_format_is_refused(pair):
    ada, ben = pair
    portfolio = next(one for one in ada.says() if one.kind == "portfolio")
    plain = json.loads(portfolio.text)
    del plain["signature"]
    plain |= {"kind": "moderation", "format": "certdesk-statement-1.4", "colour": {"is": "blue"}}
    unsigned = read_sealed(canonical(plain))
    import base64

    signature = base64.b64encode(ada.signer.sign_statement(unsigned.signed)).decode()
    unknown = read_sealed(canonical(plain | {"signature": signature}))
    assert [one.fate for one in ben.takes(ada.package([unknown])).outcomes] == [Fate.TAKEN]
    assert ben.workspace.db.execute("select body from statement").fetchall() == [(unknown.text,)]
    newer = replace(ada.package([portfolio]), statements=(canonical(plain | {"format": "certdesk-statement-2"}),))
    with pytest.raises(NewerFormatError, match="format 2"):
        ben.takes(newer)


@pytest.mark.parametrize("change", ["column", "owner", "value", "table"])
def test_rows_that_make_no_sense_are_put_aside(pair, change):
    ada, ben = pair
    portfolio = next(one for one in ada.says() if one.kind == "portfolio").statement
    rows = list(portfolio.rows)
    place = next(number for number, row in enumerate(rows) if row.table == "item")
    odd = {
        "column": {**rows[place].row, "position": "first"},
        "owner": {**rows[place].row, "portfolio_id": "portfolio-P-009"},
        "value": {**rows[place].row, "claims": '["T1", "a space too many"]'},
        "table": rows[place].row,
    }[change]
    rows[place] = replace(rows[place], row=odd, table="certificate" if change == "table" else "item")
    sealed = sign_statement(replace(portfolio, rows=tuple(rows)), ada.signer)
    assert [one.code for one in ben.takes(ada.package([sealed])).quarantined] == [Code.ODD]


def test_nobody_states_somebody_elses_record(pair, desks):
    ada, ben = pair
    id_ = assessed(ada, ben)
    cleo = desks(CLEO).knows(ada, ben)
    lea = desks(LEA).knows(ada, ben, cleo)
    said = ben.says()
    lea.takes(ada.package(ada.says()))
    lea.takes(ben.package(said, "marks"))
    assessment = next(one for one in said if one.kind == "assessment").statement
    hijacked = tuple(
        replace(row, row={**row.row, "assessor_id": cleo.person}) if row.table == "assessment" else row
        for row in assessment.rows
    )
    theirs = [
        sign_statement(replace(assessment, rows=hijacked, seq=assessment.seq + 9), cleo.signer),
        sign_statement(replace(assessment, seq=assessment.seq + 9), cleo.signer),
    ]
    cleo.takes(ada.package(ada.says()))
    receipt = lea.takes(cleo.package(theirs, "theirs"))
    assert [one.code for one in receipt.quarantined] == [Code.WRITER, Code.WRITER]
    assert marks_of(lea.workspace, id_) == {"T1": level(3)}
    # What began on a desk is stated by its own people only.
    portfolio = next(one for one in ada.says() if one.kind == "portfolio").statement
    takeover = sign_statement(replace(portfolio, seq=portfolio.seq + 9), lea.signer)
    assert [one.code for one in ada.knows(lea).takes(lea.package([takeover], "p")).quarantined] == [Code.WRITER]


def test_nobody_takes_over_a_row_of_another_record(pair, desks):
    ada, ben = pair
    id_ = assessed(ada, ben)
    file_evidence(ben.workspace, id_, Filing("item-P-001-0", WholeItem(), ("T1",), "Ben's note"))
    cleo = desks(CLEO).knows(ada, ben)
    ada.knows(cleo).takes(ben.package(ben.says(), "ben"))
    cleo.takes(ada.package(ada.says(kinds={SubjectKind.PORTFOLIO}), "portfolio"))
    own = begun(cleo.workspace, "P-001")
    file_evidence(cleo.workspace, own, Filing("item-P-001-0", WholeItem(), ("T1",), "Cleo's note"))
    note = ada.workspace.db.execute("select id from annotation").fetchone()[0]
    said = next(one for one in cleo.says() if one.kind == "assessment" and one.person == cleo.person).statement
    rows = tuple(
        replace(row, key={"id": note}, row={**row.row, "id": note}) if row.table == "annotation" else row
        for row in said.rows
    )
    stolen = sign_statement(replace(said, rows=rows), cleo.signer)
    assert [one.code for one in ada.takes(cleo.package([stolen], "stolen")).quarantined] == [Code.WRITER]
    assert ada.workspace.db.execute("select note from annotation").fetchall() == [("Ben's note",)]


def test_a_report_is_listed_when_its_file_is_here(pair):
    ada, ben = pair
    id_ = assessed(ada, ben)
    content = b"%PDF the report"
    row = {
        "id": "report-1",
        "assessment_id": id_,
        "kind": "feedback report",
        "file_name": "P-001 report.pdf",
        "digest": hashlib.sha256(content).hexdigest(),
        "serial": "",
        "made_at": START.isoformat(),
    }
    with ben.workspace.recording("assessment.signed", "signed", subject=id_) as recording:
        recording.put("document", row)
        recording.put("document", row | {"id": "certificate-1", "kind": "certificate"})
    package = ben.package(ben.says(), "marks")
    ada.takes(package)
    assert ada.workspace.db.execute("select count(*) from document").fetchone()[0] == 0
    ada.workspace.documents.mkdir(exist_ok=True)
    (ada.workspace.documents / row["file_name"]).write_bytes(content)
    assert ada.sees(package)["changed_mark"].detail == "1 report"
    ada.takes(package)
    assert ada.workspace.db.execute("select id from document").fetchall() == [("report-1",)]
    assert not ada.takes(package).change


def test_a_signed_assessment_is_never_altered_by_something_older(pair):
    ada, ben = pair
    id_ = assessed(ada, ben)
    older = ben.package(ben.says(), "older")
    mark_criterion(ben.workspace, id_, "T1", level(1))
    sign(ben.workspace, id_)
    ada.takes(ben.package(ben.says(), "signed"))
    ada.takes(older)
    row = ada.workspace.db.execute("select state from assessment").fetchone()
    assert (row[0], marks_of(ada.workspace, id_)) == ("signed", {"T1": level(1)})


def test_two_laptops_of_one_person(pair, desks, tmp_path):
    ada, ben = pair
    id_ = assessed(ada, ben)
    one, two = second_desk(desks, ben, tmp_path)
    assert two.workspace.epoch != one.workspace.epoch
    mark_criterion(one.workspace, id_, "T1", level(4))
    mark_criterion(one.workspace, id_, "T2", level(1))
    mark_criterion(two.workspace, id_, "T1", level(2))
    mark_criterion(two.workspace, id_, "T3", level(2))
    from_two = two.package(two.says(), "two")
    assert one.sees(from_two)["decide"].count == 1
    one.takes(from_two)
    (clash,) = open_clashes(one.workspace)
    assert (clash.what, clash.mine, clash.code) == ("T1: level", True, "P-001")
    assert {side.words for side in clash.sides} == {"4", "2"}
    assert marks_of(one.workspace, id_).keys() == {"T1", "T2", "T3"}
    # The clash travels on until it is decided, also to those who can't decide it.
    ada.takes(one.package(one.says(), "undecided"))
    (shown,) = open_clashes(ada.workspace)
    assert not shown.mine
    with pytest.raises(NotAllowedError, match="Only Ben Assessor"):
        decide_clash(ada.workspace, shown.id, 0)
    side = next(number for number, each in enumerate(clash.sides) if each.words == "4")
    assert decide_clash(one.workspace, clash.id, side)
    assert not open_clashes(one.workspace)
    for other in (two, ada):
        other.takes(one.package(one.says(), "decided"))
        assert not open_clashes(other.workspace)
        assert marks_of(other.workspace, id_) == {"T1": level(4), "T2": level(1), "T3": level(2)}
        assert is_the_journal(other.workspace)
    assert [one_.hash for one_ in two.says()] == [one_.hash for one_ in one.says()]


def test_a_number_given_twice_is_shown_and_settled(pair, desks, tmp_path):
    """A laptop that was set back with its whole disk gives its numbers again, and can't know it."""
    ada, ben = pair
    id_ = assessed(ada, ben)
    epoch = ben.workspace.epoch
    one, two = second_desk(desks, ben, tmp_path)
    for each in (one, two):
        each.workspace.epoch = epoch
    mark_criterion(one.workspace, id_, "T1", level(4))
    mark_criterion(two.workspace, id_, "T1", level(2))
    for each in (one, two):
        ada.takes(each.package(each.says(), each.workspace.folder.name))
    (shown,) = open_clashes(ada.workspace)
    assert shown.fork
    one.takes(two.package(two.says(), "two"))
    (clash,) = open_clashes(one.workspace)
    assert clash.fork
    decide_clash(one.workspace, clash.id, next(n for n, side in enumerate(clash.sides) if side.words == "2"))
    assert not open_clashes(one.workspace)
    ada.takes(one.package(one.says(), "settled"))
    assert not open_clashes(ada.workspace)
    assert marks_of(ada.workspace, id_) == {"T1": level(2)}


def test_taking_back_restores_what_was_before(pair, desks):
    ada, ben = pair
    lea = desks(LEA).knows(ada, ben)
    id_ = assessed(ada, ben)
    before = tables(lea.workspace)
    receipt = lea.takes(ada.package(ada.says()))
    with_portfolio = tables(lea.workspace)
    first = lea.takes(ben.package(ben.says(kinds={SubjectKind.ASSESSMENT}), "marks"))
    with_marks = tables(lea.workspace)
    mark_criterion(ben.workspace, id_, "T1", level(1))
    second = lea.takes(ben.package(ben.says(kinds={SubjectKind.ASSESSMENT}), "more marks"))
    assert take_back(lea.workspace, second.exchange_id)
    assert tables(lea.workspace) == with_marks
    assert "being assessed" in why_not_taken_back(lea.workspace, receipt.exchange_id)
    with pytest.raises(NotAllowedError, match="being assessed"):
        take_back(lea.workspace, receipt.exchange_id)
    take_back(lea.workspace, first.exchange_id)
    assert tables(lea.workspace) == with_portfolio
    take_back(lea.workspace, receipt.exchange_id)
    assert tables(lea.workspace) == before
    assert is_the_journal(lea.workspace)
    assert all(line.taken_back for line in history(lea.workspace.db, START))
    with pytest.raises(NotAllowedError, match="already"):
        take_back(lea.workspace, receipt.exchange_id)
    assert lea.takes(ada.package(ada.says())).taken


def test_what_something_here_builds_on_is_not_taken_back(pair):
    ada, ben = pair
    package = ada.package(ada.says(), "first")
    exchange = ben.takes(package).exchange_id
    begun(ben.workspace, "P-001")
    assert why_not_taken_back(ben.workspace, exchange) == "P-001 is being assessed here."
    ben.workspace.clock.now = START.replace(year=2027)
    assert "for 30 days" in why_not_taken_back(ben.workspace, exchange)


def test_a_clock_that_is_ahead_is_told_and_decides_nothing(pair):
    ada, ben = pair
    ada.workspace.clock.now = START.replace(year=2027)
    put_portfolio(ada.workspace, "P-002")
    assert ben.takes(ada.package(ada.says(("portfolio-P-002",)), "ahead")).taken
    [odd] = odd_times(ben.workspace, subjects_stated(ben.workspace.db))
    assert (odd.code, odd.at.year, odd.backwards) == ("P-002", 2027, False)


def test_control_z_leaves_packages_alone(pair):
    ada, ben = pair
    id_ = assessed(ada, ben)
    label = undo_label(ben.workspace)
    put_portfolio(ada.workspace, "P-002")
    ben.takes(ada.package(ada.says(("portfolio-P-002",)), "second"))
    assert undo_label(ben.workspace) == label
    undo(ben.workspace)
    assert marks_of(ben.workspace, id_) == {}
    assert [one.kind for one in ben.says() if one.kind == "assessment"] == ["assessment"]


def test_a_receipt_goes_back_and_is_counted(pair):
    ada, ben = pair
    said = ada.says()
    record_handed_over(ada.workspace, HandedOver("p1", Carrier.STICK, ben.person, BEN, said, 900))
    assert [line.package for line in waiting_for_receipt(ada.workspace)] == ["p1"]
    exchange = ben.takes(ada.package(said, "p1")).exchange_id
    assert receipts_to_send(ben.workspace, ada.person) == (exchange,)
    receipt = receipt_for(ben.workspace, exchange, ben.signer)
    assert receipt == receipt_for(ben.workspace, exchange, ben.signer)
    record_handed_over(ben.workspace, HandedOver("r1", Carrier.MAIL, ada.person, ADA, (receipt,)))
    assert not receipts_to_send(ben.workspace)
    back = ben.package([receipt], "r1")
    assert ada.sees(back)["receipt"].count == 1
    ada.takes(back)
    assert not waiting_for_receipt(ada.workspace)
    states = {line.package: line.receipt for line in history(ada.workspace.db, START)}
    assert states == {"p1": ReceiptState.BACK, "r1": ReceiptState.NONE}
    assert {line.fate for line in receipt_of(ada.workspace, "p1")} == {Fate.TAKEN, Fate.ALREADY}


def test_a_blind_portfolio_names_nobody_and_gives_way_to_the_full_one(pair, desks):
    ada, ben = pair
    items = {
        f"item-P-001-{number}": BlindItem(f"item-{number}.bin", f"Item {number}", digest * 64, 7, "bin")
        for number, digest in enumerate("ab")
    }
    blind = Blinded(ben.person, {PORTFOLIO: BlindAs("KITE-37", items)})
    said = ada.says(kinds={SubjectKind.PORTFOLIO}, blind=blind)
    assert [one.kind for one in said] == ["blind_portfolio"]
    for word in ("Adeyemi", "Hill School", "P-001 ", "Bridges", "plan.bin"):
        assert word not in said[0].text
    ben.takes(ada.package(said, "blind"))
    assert ben.workspace.db.execute("select code from portfolio").fetchall() == [("KITE-37",)]
    begin = begun(ben.workspace, "P-001")
    file_evidence(ben.workspace, begin, Filing("item-P-001-0", WholeItem(), ("T1",), "seen"))
    ada.takes(ben.package(ben.says(kinds={SubjectKind.ASSESSMENT}), "marks"))
    assert ada.workspace.db.execute("select count(*) from annotation").fetchone()[0] == 1
    ben.takes(ada.package(ada.says(kinds={SubjectKind.PORTFOLIO}), "full"))
    assert ben.workspace.db.execute("select code from portfolio").fetchall() == [("P-001",)]
    ben.takes(ada.package(said, "blind again"))
    assert ben.workspace.db.execute("select code from portfolio").fetchall() == [("P-001",)]


def test_only_what_was_chosen_comes_in(pair):
    ada, ben = pair
    put_portfolio(ada.workspace, "P-002")
    package = ada.package(ada.says((PORTFOLIO, "portfolio-P-002")))
    keep_merge(ben.workspace, package, only={PORTFOLIO})
    assert ben.workspace.db.execute("select code from portfolio").fetchall() == [("P-001",)]
    ben.takes(package)
    assert ben.workspace.db.execute("select count(*) from portfolio").fetchone()[0] == 2


def test_a_card_that_does_not_hold_together_is_refused(pair):
    ada, ben = pair
    mine, his = json.loads(my_card(ada.workspace)), json.loads(my_card(ben.workspace))
    with pytest.raises(UntrustedFileError):
        look_at_sender(ben.workspace, canonical(mine | {"origin": his["origin"]}))
