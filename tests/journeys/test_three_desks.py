"""Three desks on one machine: over two sticks there, back by mail, receipts both ways, blind to a second assessor.

What travels are real files: of the sample cohort, and small ones that were made for this. Nobody has a network.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.actions.test_blind_packages import every_byte
from tests.support.building import CRITERIA, level, put_rubric, small_rubric
from tests.support.command_line import SAMPLES
from tests.support.desks import ADA, BEN, CLEO, LEA, DeskOf, desk
from tests.support.journeys_of_packages import hand_over, pack, place, take
from tests.support.lent_reader import LentReader, looked_at, reader

from certdesk.actions import finalising, finding_packages, receiving
from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.commenting import write_feedback
from certdesk.actions.handing_over import hand_over_as_file
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.packing import MarksOf, PackageScope
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.sending_receipts import write_receipt
from certdesk.cli.main import main
from certdesk.cli.opening import bring_rubrics
from certdesk.core.assessment import AssessmentState
from certdesk.core.exchange import Carrier, Direction, HistoryLine, ReceiptState
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.sealing import opened_with
from certdesk.store.assessments import find_assessment
from certdesk.store.exchanges import history
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.pseudonyms import pseudonyms
from certdesk.store.rebuilding import rebuild, snapshot

__all__ = ["reader"]
SHEETS = SAMPLES / "marks"
LETTER = 100_000
SECRET = "The groups argue about the order of the layers; this stays between Ben and the desk."
PLAN, LOG = "Pupils order the layers and say why. ", "Water level at noon, twelve litres. "
DESCRIPTION = """\
schema: certdesk.portfolio/1
code: {code}
title: Bridges of candidate {number}
candidate: {{name: Miriam Adeyemi, school: Hill School, language: en}}
rubric: {{id: small, version: 1.0.0}}
received: 2026-11-14
items:
  - {{file: plan.txt, type: lesson_plan, title: Plan by Miriam, claims: [{{criterion: T2, words: Miriam asks}}]}}
  - {{file: log.txt, title: Log, caption: what Miriam wrote}}
"""
NOBODY = (b"Miriam", b"Adeyemi", b"Hill School", b"Bridges", SECRET[:30].encode(), b"Ben Assessor")


@dataclass(frozen=True)
class Office:
    """The desks of a coordinator, two assessors and a lead, who know each other, and what looks into files."""

    ada: DeskOf
    ben: DeskOf
    cleo: DeskOf
    lea: DeskOf
    worker: EvidenceWorker
    reader: LentReader
    folder: Path


@pytest.fixture
def office(tmp_path: Path, reader: LentReader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    # One limited process reads everything that comes in, here; starting one for each stick costs more than reading it.
    monkeypatch.setattr(finding_packages, "IntakeReader", lambda *_places: reader)
    with ExitStack() as stack:
        names = (ADA, BEN, CLEO, LEA)
        people = [desk(tmp_path / name.split()[0].casefold(), name, rubric=False) for name in names]
        for one in people:
            stack.callback(one.workspace.close)
            one.knows(*(other for other in people if other is not one))
        worker = stack.enter_context(EvidenceWorker(workers=1, files=1000))
        put_rubric(people[0].workspace, small_rubric())
        yield Office(*people, worker, reader, tmp_path)


def receive(office: Office, samples: tuple[str, ...], small: tuple[str, ...]) -> None:
    """Take portfolios in on the coordinator's desk: some of the sample cohort, and small ones that are made here."""
    workspace, delivery = office.ada.workspace, office.folder / "delivery"
    bring_rubrics(workspace)
    for code in samples:
        shutil.copytree(SAMPLES / code, delivery / code)
    for number, code in enumerate(small):
        folder = delivery / code
        folder.mkdir(parents=True)
        (folder / "portfolio.yaml").write_text(DESCRIPTION.format(code=code, number=number), encoding="utf-8")
        (folder / "plan.txt").write_text(f"Lesson {number}. {PLAN * 200}", encoding="utf-8")
        (folder / "log.txt").write_text(f"Day {number}. {LOG * 3_000}", encoding="utf-8")
    plan = receiving.plan_receive(workspace, delivery, looked=looked_at(workspace, delivery, office.reader))
    receiving.keep_receive(workspace, plan, receiving.make_receive(plan, office.worker, silent))


def ids(one: DeskOf, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(find_portfolio(one.workspace.db, code).id for code in codes)


def is_whole(one: DeskOf, code: str) -> bool:
    """Whether every file of a portfolio that assessors may see is on a desk."""
    items = [item for item in items_of(one, code) if item.evidence_type != "consent_register"]
    return all(one.workspace.vault.has(item.digest) for item in items)


def items_of(one: DeskOf, code: str) -> tuple[EvidenceItem, ...]:
    return load_items(one.workspace.db, find_portfolio(one.workspace.db, code).id)


def last(one: DeskOf, package: str) -> HistoryLine:
    """The line of a package in the history of a desk."""
    return next(line for line in history(one.workspace.db, one.workspace.clock()) if line.package == package)


def assess(office: Office, sheets: tuple[str, ...], small: tuple[str, ...]) -> None:
    """Ben marks everything: real portfolios by a prepared sheet, the small ones by hand; and signs the real ones."""
    workspace = office.ben.workspace
    for code in sheets:
        done = apply_sheet(workspace, read_sheet(SHEETS / f"{code}.yaml"))
        plan = finalising.plan_signing(workspace, done.id)
        finalising.keep_signed(workspace, plan, finalising.make_signed(plan, office.ben.signer, office.worker, silent))
    for number, code in enumerate(small):
        id_ = begun(office.ben, find_portfolio(workspace.db, code).id)
        for criterion in CRITERIA:
            mark_criterion(workspace, id_, criterion, level(1 + number % 4))
        write_feedback(workspace, id_, CRITERIA[number % 4], strength=f"{SECRET} {code}")


def results(one: DeskOf, portfolio_id: str) -> dict[str, tuple[str, dict[str, object]]]:
    """What a desk knows of a portfolio: by assessor the state and all marks."""
    sql = "select id, assessor_id from assessment where portfolio_id = ?"
    found = one.workspace.db.execute(sql, [portfolio_id]).fetchall()
    views = {assessor: look_at_assessment(one.workspace, id_).assessment for id_, assessor in found}
    return {assessor: (view.state.value, dict(view.marks)) for assessor, view in views.items()}


def over_two_sticks(office: Office, codes: tuple[str, ...], limit: int, piece: int) -> str:
    """Twelve portfolios to Ben over two sticks, taken in in the wrong order, and one again; return the package."""
    ada, ben = office.ada, office.ben
    made = pack(ada, PackageScope(ids(ada, codes), (ben.person,), group=piece, piece=piece))
    one, two = office.folder / "BUS-1", office.folder / "BUS-2"
    first = hand_over(ada, made, place(one), limit=limit)
    assert first.plan.left
    assert "still need another stick" in first.sentence
    second = hand_over(ada, made, place(two))
    assert second.plan.fits
    package = made.packed.package
    assert last(ada, package).receipt is ReceiptState.WAITED_FOR

    kept = take(ben, two)
    assert kept.waiting
    here = [code for code in codes if _is_here(ben, code)]
    assert 0 < len(here) < len(codes)  # nothing is half there: the others wait for the first stick
    assert all(is_whole(ben, code) for code in here)
    kept = take(ben, one)
    assert not kept.waiting
    assert all(is_whole(ben, code) for code in codes)
    before = snapshot(ben.workspace.db)
    assert not take(ben, one).change
    assert snapshot(ben.workspace.db) == before
    for code in codes:
        closed = [item for item in items_of(ben, code) if item.evidence_type == "consent_register"]
        assert not any(ben.workspace.vault.has(item.digest) for item in closed)
    assert main(["check-stick", str(one)]) == main(["check-stick", str(two)]) == 0
    return package


def begun(one: DeskOf, portfolio_id: str) -> str:
    """Begin the assessment of a portfolio and return its id."""
    begin_assessment(one.workspace, portfolio_id)
    found = find_assessment(one.workspace.db, portfolio_id, one.person)
    assert found
    return found.id


def _is_here(one: DeskOf, code: str) -> bool:
    return bool(one.workspace.db.execute("select 1 from portfolio where code = ?", [code]).fetchone())


def journey(office: Office, samples: tuple[str, ...], count: int, *, limit: int, piece: int) -> None:
    ada, ben, cleo, lea = office.ada, office.ben, office.cleo, office.lea
    small = tuple(f"Q-{number:02}" for number in range(count))
    codes = (*samples, *small)
    receive(office, samples, small)
    package = over_two_sticks(office, codes, limit, piece)

    # The assessor works alone, and everything goes back in a letter.
    sheets = tuple(code for code in samples if (SHEETS / f"{code}.yaml").exists())
    assess(office, sheets, small)
    marked = (*sheets, *small)
    everyone = ids(ada, marked)
    letter = office.folder / "marks.certdesk.zip"
    back = pack(ben, PackageScope(everyone, (ada.person,), carrier=Carrier.MAIL, evidence=False, marks=MarksOf.MINE))
    hand_over_as_file(ben.workspace, back.packed.package, letter)
    assert letter.stat().st_size < LETTER
    (exchange,) = [line for line in history(ben.workspace.db, ben.workspace.clock()) if line.package == package]
    receipt = write_receipt(ben.workspace, exchange.id, ben.signer, office.folder)

    # The coordinator sees the receipt and the results; the assessor learns that they arrived.
    kept = take(ada, letter, receipt)
    assert not kept.problems
    assert last(ada, package).receipt is ReceiptState.BACK
    for portfolio_id in everyone:
        assert results(ada, portfolio_id) == results(ben, portfolio_id) != {}
    (came,) = [line for line in history(ada.workspace.db, ada.workspace.clock()) if line.assessments]
    assert (came.direction, came.assessments) == (Direction.RECEIVED, len(marked))
    take(ben, write_receipt(ada.workspace, came.id, ada.signer, office.folder / "to-ben.certdesk.zip"))
    assert last(ben, back.packed.package).receipt is ReceiptState.BACK

    # The second assessor sees neither names nor marks of the first.
    hidden = ids(ada, small[:3])
    scope = PackageScope(hidden, (cleo.person,), blind=True)
    folder = hand_over(ada, pack(ada, scope, cleaner_of(office.worker)), place(office.folder / "BUS-3")).path
    seen = every_byte(folder, cleo.signer.lend_statement_key(opened_with)).lower()
    assert PLAN.lower().encode() in seen
    told = [name for name in (*NOBODY, *map(str.encode, small)) if name.lower() in seen]
    assert told == []
    take(cleo, folder)
    for portfolio_id, code in zip(hidden, pseudonyms(ada.workspace.db), strict=True):
        assert not results(cleo, portfolio_id)
        mark_criterion(cleo.workspace, begun(cleo, portfolio_id), "T1", level(4))
        assert find_portfolio(cleo.workspace.db, code)

    # The lead hears from both, and from the coordinator; in an order that nobody planned.
    second = pack(cleo, PackageScope(hidden, (lea.person, ada.person), evidence=False, marks=MarksOf.MINE))
    stick = hand_over(cleo, second, place(office.folder / "BUS-4")).path
    scope = PackageScope(ids(ada, codes), (lea.person,), marks=MarksOf.EVERYBODY, with_closed=True)
    whole = hand_over(ada, pack(ada, scope), place(office.folder / "BUS-5")).path
    take(lea, stick)
    take(lea, whole)
    take(ada, stick)
    for portfolio_id in ids(ada, codes):
        assert results(lea, portfolio_id) == results(ada, portfolio_id)
    assert set(results(lea, hidden[0])) == {ben.person, cleo.person}
    for code in sheets:
        (state, _marks) = results(lea, find_portfolio(lea.workspace.db, code).id)[ben.person]
        assert state == AssessmentState.SIGNED.value
    assert {find_portfolio(lea.workspace.db, code).candidate.name != "" for code in codes} == {True}
    for one in (ada, ben, cleo, lea):
        assert snapshot(rebuild(one.workspace.db)) == snapshot(one.workspace.db)


def test_twelve_portfolios_there_and_back(office):
    journey(office, ("KITE-37",), 11, limit=4_000_000, piece=1_000_000)


@pytest.mark.slow
def test_the_whole_sample_cohort_there_and_back(office):
    journey(office, ("FERN-08", "KITE-37", "LARK-12", "OTTER-51", "PINE-29", "WREN-03"), 6, limit=9_000_000,
            piece=2_000_000)  # fmt: skip
