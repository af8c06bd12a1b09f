"""Packages of strangers and enemies: each costs a sentence, nothing is changed, and nothing is lost."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from tests.support.building import START
from tests.support.desks import ADA, BEN, CLEO, LEA, DeskOf, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take
from tests.support.statements import SUBJECT, head, statement

from certdesk.actions import finding_packages
from certdesk.actions.have_list import packages_done_with
from certdesk.actions.intake_reader import LostError
from certdesk.actions.merging_in import accept_sender
from certdesk.actions.package_reader import PackageReader
from certdesk.actions.packing import PackageScope
from certdesk.actions.quarantine import HELD, hold_files, sound
from certdesk.actions.receipts import receipt_of
from certdesk.actions.taking_back import take_back
from certdesk.actions.taking_packages import keep_take, make_take, plan_take
from certdesk.core.errors import NotFoundError, UntrustedFileError
from certdesk.core.exchange import ReceiptState
from certdesk.core.plain import dumps
from certdesk.core.statements import FORMAT, RowVersion, Sealed, Statement, SubjectKind
from certdesk.evidence.problems import Case
from certdesk.exchange.looking import look_at_bag
from certdesk.exchange.package import HEAD
from certdesk.exchange.reading import read_head
from certdesk.exchange.sealing import DamagedError, opened_with, opened_with_words
from certdesk.exchange.unpacking import open_index
from certdesk.signing.statements import sign_statement
from certdesk.store.exchanges import history
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.statement_rows import REPORT


@pytest.fixture(autouse=True)
def lent_process(reader, monkeypatch):
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)


@pytest.fixture
def ben(tmp_path: Path):
    here = desk(tmp_path / "ben", BEN)
    yield here
    here.workspace.close()


@pytest.fixture
def mallory(tmp_path: Path, ben: DeskOf):
    here = desk(tmp_path / "mallory", CLEO).knows(ben)
    yield here
    here.workspace.close()


def sent(sender: DeskOf, to: DeskOf, folder: Path, code: str = "P-001", **more) -> Path:
    portfolio = put_files(sender, code)
    made = pack(sender, PackageScope((portfolio.id,), (to.person,), **more))
    return hand_over(sender, made, place(folder)).path


def held_files(one: DeskOf) -> list[Path]:
    folder = one.workspace.folder / "inbox" / HELD
    return list(folder.iterdir()) if folder.is_dir() else []


def vaulted(one: DeskOf) -> list[Path]:
    return [path for path in (one.workspace.folder / "vault").rglob("*") if path.is_file()]


def test_files_of_a_stranger_wait_apart_until_they_are_accepted(ben, mallory, tmp_path):
    package = sent(mallory, ben, tmp_path / "stick")
    take(ben, package)
    assert len(held_files(ben)) == 2
    assert vaulted(ben) == []
    accept_sender(ben.workspace, mallory.card.text, " ".join(mallory.card.words))
    portfolio = find_portfolio(ben.workspace.db, "P-001")
    assert all(ben.workspace.vault.has(item.digest) for item in load_items(ben.workspace.db, portfolio.id))
    assert held_files(ben) == []


def test_what_was_held_is_said_to_come_in_when_it_is_taken_again_and_accepted(ben, mallory, tmp_path):
    package = sent(mallory, ben, tmp_path / "stick")
    assert "came in" not in take(ben, package).sentence
    made = make_take(plan_take(ben.workspace, [package]), ben.signer)
    accept_sender(ben.workspace, mallory.card.text, " ".join(mallory.card.words))
    kept = keep_take(ben.workspace, made)
    assert kept.sentence == f"{len(kept.receipts[0].already)} records came in."
    assert "already" in take(ben, package).sentence


def test_files_of_a_stranger_go_when_their_package_is_taken_back(ben, mallory, tmp_path):
    kept = take(ben, sent(mallory, ben, tmp_path / "stick"))
    take_back(ben.workspace, kept.receipts[0].exchange_id)
    assert held_files(ben) == vaulted(ben) == []
    with pytest.raises(NotFoundError):
        find_portfolio(ben.workspace.db, "P-001")


def test_strangers_get_no_more_room_than_is_set_aside(ben, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}").write_bytes(bytes(100))
    files = [(f"{number:064}", tmp_path / f"{number}") for number in range(3)]
    assert hold_files(ben.workspace, files, most=250) == (f"{2:064}",)
    assert len(held_files(ben)) == 2


@pytest.fixture
def ada(tmp_path: Path, ben: DeskOf):
    here = desk(tmp_path / "ada", ADA).knows(ben)
    ben.knows(here)
    yield here
    here.workspace.close()


def told_by(sender: DeskOf, statement: Statement, **changes) -> Sealed:
    return sign_statement(replace(statement, **changes), sender.signer)


def with_cells(statement: Statement, table: str, **cells) -> tuple[RowVersion, ...]:
    return tuple(
        replace(row, row={**row.row, **cells}) if row.table == table and row.row else row for row in statement.rows
    )


def test_a_planted_portfolio_gives_way_to_that_of_the_coordinator(ben, ada, tmp_path):
    lea = desk(tmp_path / "lea", LEA).knows(ada, ben)
    put_files(ada)
    (real,) = (one for one in ada.says() if one.kind == "portfolio")
    planted = told_by(ben, real.statement, epoch="z" * 26, rows=with_cells(real.statement, "portfolio", title="Evil"))
    with lea.workspace:
        evil = replace(ben.package([]), statements=(planted.text,), cards=(ben.card.text,))
        lea.takes(evil)
        assert find_portfolio(lea.workspace.db, "P-001").title == "Evil"
        assert lea.takes(ada.package([real], "real")).taken
        assert find_portfolio(lea.workspace.db, "P-001").title != "Evil"
        (refused,) = lea.takes(replace(evil, package="again", statements=(_later(ben, planted).text,))).quarantined
        assert "somebody else" in refused.reason


def _later(ben: DeskOf, planted: Sealed) -> Sealed:
    return told_by(ben, planted.statement, seq=planted.seq + 1)


def test_only_those_whom_a_package_was_for_say_that_it_arrived(ben, ada, tmp_path):
    cleo = desk(tmp_path / "cleo", CLEO)
    ada.knows(cleo)
    package = sent(ada, ben, tmp_path / "stick")
    name = json.loads((package / HEAD).read_bytes())["package"]
    with cleo.workspace:
        row = {"kind": "portfolio", "subject": "s", "outcome": "taken", "reason": ""}
        forged = Statement(
            FORMAT, SubjectKind.RECEIPT, name, "", "", "", "r" * 26, 1, (), START,
            (RowVersion("receipt", {"hash": "h"}, row, "r" * 26, 1),),
        )  # fmt: skip
        ada.takes(replace(cleo.package([]), statements=(told_by(cleo, forged).text,), cards=(cleo.card.text,)))
    line = history(ada.workspace.db, ada.workspace.clock())[-1]
    assert line.receipt is ReceiptState.WAITED_FOR
    assert packages_done_with(ada.workspace) == frozenset()
    assert receipt_of(ada.workspace, name) == ()


@pytest.mark.parametrize(
    "name", ["../x.pdf", "C:x.pdf", "x.pdf\0", "nul.pdf", "x.exe", "a" * 300 + ".pdf", "x\u202e.pdf"]
)
def test_a_document_is_called_what_a_document_may_be_called(ben, name):
    def told(called: str) -> Sealed:
        cells = {"id": "d", "assessment_id": SUBJECT, "kind": REPORT, "file_name": called, "digest": "ab" * 32,
                 "serial": "", "made_at": START.isoformat()}  # fmt: skip
        rows = (head(ben.person, "e" * 26, 1), RowVersion("document", {"id": "d"}, cells, "e" * 26, 1))
        return told_by(ben, statement("e" * 26, 1, rows, person=ben.person))

    assert sound(ben.workspace, [told("report.pdf")])
    assert not sound(ben.workspace, [told(name)])


def test_what_ends_the_process_costs_a_sentence(ada, ben, tmp_path, reader, monkeypatch):
    package = sent(ada, ben, tmp_path / "stick")

    def lost(*_told: object) -> bytes:
        raise LostError(Case.OUT_OF_MEMORY, "")

    monkeypatch.setattr(reader, "ask", lost)
    kept = take(ben, package)
    assert "more time or memory" in kept.sentence
    assert not kept.receipts
    assert vaulted(ben) == []
    assert list(ben.workspace.staging.iterdir()) == []


def test_lists_of_contents_from_hell_are_refused_in_the_process(reader, ada, ben, tmp_path):
    package = sent(ada, ben, tmp_path / "stick")
    head_bytes = (package / HEAD).read_bytes()
    head = read_head(head_bytes)
    opened = ben.signer.lend_statement_key(opened_with)
    whole = json.loads(dumps(open_index([look_at_bag(package)], opened)))
    contents = PackageReader(reader).contents
    assert contents(packed(json.dumps(whole)), head, head_bytes).files
    empty = [{"is": "PackedFile", "digest": f"{number:064x}", "size": 0, "pieces": []} for number in range(3)]
    for plain in (
        json.dumps(whole | {"files": empty}),
        json.dumps(whole).replace('"blind": false', '"blind": NaN'),
        json.dumps(whole | {"packer": {"person": "\ud800", "name": "", "desk": ""}, "programme": "\ud800"}),
        '{"format":' + "[" * 100_000,
        json.dumps(whole | {"statements": [7]}),
    ):
        with pytest.raises(UntrustedFileError):
            contents(packed(plain), head, head_bytes)
    odd = contents(packed(json.dumps(whole | {"statements": ["[" * 9_000], "cards": ["{}"]})), head, head_bytes)
    assert [text.split()[0] for text in odd.statements] == ["unreadable"]
    assert odd.cards == ()


def packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def test_seals_that_would_take_hours_are_refused_at_once(ben):
    opened = ben.signer.lend_statement_key(opened_with)
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    many = b"age-encryption.org/v1\n" + stanza * 50_000 + b"--- " + b"A" * 43 + b"\n" + bytes(100)
    with pytest.raises(DamagedError):
        opened(BytesIO(many), BytesIO())
    for work in (21, 30, 63):
        slow = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n--- " % (b"A" * 22, work, b"A" * 43)
        with pytest.raises(DamagedError, match="hours"):
            opened_with_words(slow, "one two three four five six")
