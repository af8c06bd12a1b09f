"""What comes in a second time: found again, updated in place or beside, decided, and never doubled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import AMARA
from tests.support.receiving_desk import furnished

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.keeping_intake import Receipt
from certdesk.actions.receiving import (
    Choice,
    Decision,
    ItemStanding,
    Looked,
    ReceivePlan,
    Standing,
    decide_receive,
    keep_receive,
    known_here,
    make_receive,
    plan_receive,
)
from certdesk.actions.sorting_items import ItemWords, bring_back_item, describe_item, remove_item
from certdesk.actions.undoing import undo
from certdesk.core.annotations import WholeItem
from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.intake_report import Became, FileBecame
from certdesk.core.portfolio import Candidate
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.found import Found, FoundFile, FoundItem, FoundPortfolio, Skipped, System, Written
from certdesk.intake.guessing import guess_title
from certdesk.store.assessments import find_assessment
from certdesk.store.candidates import candidate_row
from certdesk.store.external_ids import external_ids
from certdesk.store.intake_reports import list_reports, load_report
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.workspace import Workspace

FILES = {"plan.txt": "Lesson one.", "notes.txt": "Afterwards they wrote."}


def item(name: str, text: str, **more: object) -> FoundItem:
    data = text.encode()
    plain = FoundItem(FoundFile(name, len(data), Written(data)), "", guess_title(name))
    return replace(plain, **more)


def portfolio(code: str = "KITE-37", files: Mapping[str, str] = FILES, **more: object) -> FoundPortfolio:
    items = tuple(item(name, text) for name, text in files.items())
    return replace(FoundPortfolio(code, "Clean water", Candidate("Zoë Nguyễn"), items), **more)


def looked(workspace: Workspace, *portfolios: FoundPortfolio, **more: object) -> Looked:
    found = Found(portfolios, **more)
    files = [one.file for each in portfolios for one in each.items]
    digests = {file: sha256(file.source.data).hexdigest() for file in files if isinstance(file.source, Written)}
    return Looked(Path("/"), found, known_here(workspace), digests)


def planned(workspace: Workspace, *portfolios: FoundPortfolio, **more: object) -> ReceivePlan:
    return plan_receive(workspace, Path("/"), looked=looked(workspace, *portfolios, **more))


def kept(workspace: Workspace, plan: ReceivePlan, worker: EvidenceWorker) -> Receipt:
    return keep_receive(workspace, plan, make_receive(plan, worker, silent))


def receive(workspace: Workspace, worker: EvidenceWorker, *portfolios: FoundPortfolio, **more: object) -> Receipt:
    return kept(workspace, planned(workspace, *portfolios, **more), worker)


def standings(plan: ReceivePlan) -> dict[str, ItemStanding]:
    [one] = plan.preview.portfolios
    return {each.name: each.standing for each in one.items}


def texts(workspace: Workspace, code: str = "KITE-37") -> dict[str, str]:
    items = load_items(workspace.db, find_portfolio(workspace.db, code).id)
    return {one.title: workspace.vault.path(one.digest).read_text() for one in items}


def test_an_update_replaces_adds_and_names_what_is_gone(desk, worker):
    receive(desk, worker, portfolio())
    before = {one.file_name: one.id for one in load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)}
    at_first = snapshot(desk.db)
    newer = portfolio(files={"plan.txt": "Lesson two.", "photo.txt": "A class."}, title="Clean rivers")
    plan = planned(desk, newer)
    assert plan.preview.portfolios[0].standing is Standing.UPDATED
    assert standings(plan) == {
        "plan.txt": ItemStanding.CHANGED, "photo.txt": ItemStanding.NEW, "notes.txt": ItemStanding.GONE,
    }  # fmt: skip
    receipt = kept(desk, plan, worker)
    assert (receipt.codes, receipt.updated, receipt.sentence) == ((), ("KITE-37",), "KITE-37 updated.")
    assert texts(desk) == {"Plan": "Lesson two.", "Notes": FILES["notes.txt"], "Photo": "A class."}
    assert find_portfolio(desk.db, "KITE-37").title == "Clean rivers"
    after = {one.file_name: one.id for one in load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)}
    assert after["plan.txt"] == before["plan.txt"]
    [told] = receipt.report.with_state(Became.UPDATED)
    assert {file.name: file.became for file in told.files} == {
        "plan.txt": FileBecame.REPLACED, "photo.txt": FileBecame.NEW, "notes.txt": FileBecame.GONE,
    }  # fmt: skip
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    undo(desk)
    assert snapshot(desk.db) == at_first


def test_once_somebody_assesses_a_newer_version_comes_in_beside(desk, worker):
    receive(desk, worker, portfolio())
    here = find_portfolio(desk.db, "KITE-37")
    target = load_items(desk.db, here.id)[0]
    begin_assessment(desk, here.id)
    assessment = find_assessment(desk.db, here.id, AMARA)
    file_evidence(desk, assessment.id, Filing(target.id, WholeItem(), ("T1",)))
    newer = portfolio(files=FILES | {"plan.txt": "Lesson two."})
    assert standings(planned(desk, newer))["plan.txt"] is ItemStanding.BESIDE
    receive(desk, worker, newer)
    assert texts(desk) == {"Plan": "Lesson one.", "Plan (newer version)": "Lesson two.", "Notes": FILES["notes.txt"]}
    again = planned(desk, newer)
    assert again.preview.portfolios[0].standing is Standing.SAME
    with pytest.raises(NotAllowedError, match="annotation"):
        remove_item(desk, target.id)


def test_what_was_signed_takes_nothing_more_in(desk, worker):
    receive(desk, worker, portfolio())
    here = find_portfolio(desk.db, "KITE-37")
    begin_assessment(desk, here.id)
    desk.db.execute("update assessment set state = 'signed'")
    plan = planned(desk, portfolio(files=FILES | {"more.txt": "more"}))
    [one] = plan.preview.portfolios
    assert (one.standing, one.choice) == (Standing.DOUBTFUL, None)
    assert "signed" in one.why[0]
    assert one.namesakes[0].signed
    with pytest.raises(NotAllowedError, match="assessed and signed"):
        decide_receive(desk, plan, [Decision("KITE-37", Choice.UPDATE)])
    assert planned(desk, portfolio()).preview.portfolios[0].standing is Standing.SAME
    with pytest.raises(NotAllowedError, match="stays as it is"):
        describe_item(desk, load_items(desk.db, here.id)[0].id, ItemWords(title="Other"))


def test_the_code_of_somebody_else_waits_for_a_decision(desk, worker):
    receive(desk, worker, portfolio())
    other = portfolio(files={"plan.txt": "Another plan."}, candidate=Candidate("Amina Bello"))
    before = snapshot(desk.db)
    plan = planned(desk, other)
    assert "as the portfolio of Zoë Nguyễn" in plan.preview.to_decide[0].why[0]
    receipt = kept(desk, plan, worker)
    assert (receipt.waiting, bool(receipt.change), receipt.sentence) == (
        ("KITE-37",), False, "KITE-37 needs a decision.",
    )  # fmt: skip
    assert snapshot(desk.db) == before
    left = kept(desk, decide_receive(desk, plan, [Decision("kite-37", Choice.LEAVE)]), worker)
    assert [one.became for one in left.report.portfolios] == [Became.LEFT_OUT]
    new = kept(desk, decide_receive(desk, plan, [Decision("KITE-37", Choice.NEW)]), worker)
    assert new.codes == ("KITE-37-2",)
    # What was decided is not asked again: the other person is known by the name.
    assert planned(desk, other).preview.portfolios[0].standing is Standing.SAME
    with pytest.raises(NotFoundError, match="There is no portfolio LARK in this intake"):
        decide_receive(desk, plan, [Decision("LARK", Choice.NEW)])


def test_the_same_code_with_other_files_may_be_more_of_it(desk, worker):
    receive(desk, worker, portfolio())
    plan = planned(desk, portfolio(files={"film.txt": "On the second stick."}))
    assert plan.preview.to_decide[0].why == ("KITE-37 is here already, with other files.",)
    receipt = kept(desk, decide_receive(desk, plan, [Decision("KITE-37", Choice.UPDATE)]), worker)
    assert receipt.updated == ("KITE-37",)
    assert set(texts(desk)) == {"Plan", "Notes", "Film"}


def test_ids_find_what_has_another_code_and_other_names_by_now(desk, worker):
    ids = {"known_as": (ExternalId("canvas", "submission", "77"),)}
    attached = item("a.txt", "first", known_as=(ExternalId("canvas", "attachment", "5"),))
    receive(desk, worker, portfolio("P-1", items=(attached,), **ids), system=System.CANVAS, title="Task")
    renamed = replace(attached, file=item("b.txt", "second").file, title="B")
    plan = planned(desk, portfolio("P-2", items=(renamed,), **ids), system=System.CANVAS, title="Task")
    assert standings(plan) == {"b.txt": ItemStanding.CHANGED}
    receipt = kept(desk, plan, worker)
    assert receipt.updated == ("P-1",)
    assert texts(desk, "P-1") == {"B": "second"}
    assert ExternalId("canvas", "source", "Task") in external_ids(desk.db, find_portfolio(desk.db, "P-1").id)


def test_a_person_may_hand_in_twice_but_one_assignment_is_one_portfolio(desk, worker):
    user = (ExternalId("canvas", "user", "8"),)
    first = portfolio("P-1", known_as=user)
    receive(desk, worker, first, system=System.CANVAS, title="Lesson plan")
    changed = portfolio("P-9", files={"plan.txt": "Lesson nine."}, known_as=user)
    again = planned(desk, changed, system=System.CANVAS, title="Lesson plan")
    assert again.preview.portfolios[0].standing is Standing.UPDATED
    other = planned(desk, changed, system=System.CANVAS, title="Lesson film")
    assert other.preview.portfolios[0].standing is Standing.NEW
    assert other.preview.portfolios[0].notes == ("The same person has P-1 here.",)


def test_ids_of_somebody_else_are_a_doubt(desk, worker):
    ids = (ExternalId("moodle", "submission", "7"),)
    receive(desk, worker, portfolio(known_as=ids))
    other = portfolio("LARK-1", candidate=Candidate("Ben Okafor"), known_as=ids)
    assert planned(desk, other).preview.to_decide[0].why == (
        "By its ids it is KITE-37, but that is the portfolio of Zoë Nguyễn.",
    )
    same = portfolio("LARK-1", candidate=Candidate("nguyenzoe"), known_as=ids)
    assert planned(desk, same).preview.to_decide == ()


def test_doubts_of_the_source_wait_once(desk, worker):
    team = portfolio(
        doubts=("It is the work of a group: Group 3.",), known_as=(ExternalId("moodle", "submission", "3"),)
    )
    plan = planned(desk, team)
    assert plan.preview.to_decide[0].why == team.doubts
    kept(desk, decide_receive(desk, plan, [Decision("KITE-37", Choice.NEW)]), worker)
    assert planned(desk, team).preview.portfolios[0].standing is Standing.SAME


def test_the_same_files_under_another_code_are_a_doubt(desk, worker):
    receive(desk, worker, portfolio())
    [one] = planned(desk, portfolio("COPY-1", candidate=Candidate(""))).preview.to_decide
    assert one.why == ("The same files are here as KITE-37.",)


def test_what_was_written_or_taken_out_here_stays_so(desk, worker):
    receive(desk, worker, portfolio())
    plan, notes = load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)
    describe_item(desk, plan.id, ItemWords(title="Our title"))
    remove_item(desk, notes.id)
    newer = (item("plan.txt", FILES["plan.txt"], title="Their title", caption="Theirs"), item("notes.txt", "Other"))
    again = planned(desk, portfolio(items=newer))
    assert standings(again) == {"plan.txt": ItemStanding.DESCRIBED, "notes.txt": ItemStanding.TAKEN_OUT}
    kept(desk, again, worker)
    [only] = load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)
    assert (only.title, only.caption) == ("Our title", "Theirs")
    bring_back_item(desk, notes.id)
    assert len(load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)) == 2
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)


def test_a_candidate_on_the_list_fills_in(desk, worker):
    listed = ListedCandidate(
        "c1", "Zoë Nguyễn", "Hillside", "cs", "KITE-37", "STEM", "2026 B",
        known_as=(ExternalId("list", "username", "ZNguyen"),),
    )  # fmt: skip
    with desk.recording("candidates.listed", "list") as recording:
        recording.put("candidate", candidate_row(listed))
    from certdesk.actions.filling_candidates import filled_in

    known = known_here(desk).candidates
    found = portfolio("P-X", candidate=Candidate(""), known_as=(ExternalId("ora2", "username", "znguyen"),))
    one = filled_in(found, known)
    assert (one.code, one.candidate, one.cohort) == ("KITE-37", Candidate("Zoë Nguyễn", "Hillside", "cs"), "2026 B")
    number = (ExternalId("canvas", "user", "8"),)
    assert filled_in(replace(found, known_as=number), (replace(listed, known_as=number),)) == replace(
        found, known_as=number
    )


def test_a_selection_and_the_report_that_is_kept(desk, worker):
    plan = planned(desk, portfolio("A-1"), portfolio("B-2", files={"b.txt": "b"}), skipped=(Skipped("x", "broken"),))
    chosen = decide_receive(desk, plan, leave_out=("b-2",))
    assert chosen.size == sum(map(len, FILES.values()))
    receipt = kept(desk, chosen, worker)
    assert receipt.codes == ("A-1",)
    report = load_report(desk.db, list_reports(desk.db)[0][0])
    assert report == receipt.report
    assert {one.code: one.became for one in report.portfolios} == {"A-1": Became.NEW, "B-2": Became.LEFT_OUT}
    assert [file.name for _code, file in report.left_out()] == ["x"]


def test_what_changed_here_meanwhile_waits_for_another_look(desk, worker):
    receive(desk, worker, portfolio())
    plan = planned(desk, portfolio(files=FILES | {"plan.txt": "Lesson two."}))
    received = make_receive(plan, worker, silent)
    begin_assessment(desk, find_portfolio(desk.db, "KITE-37").id)
    receipt = keep_receive(desk, plan, received)
    assert receipt.waiting == ("KITE-37",)
    assert texts(desk)["Plan"] == "Lesson one."


def test_a_day_comes_in_and_follows_its_source(desk, worker):
    dated = item("plan.txt", "x", made_on=date(2026, 10, 1))
    receive(desk, worker, portfolio(items=(dated,)))
    assert desk.db.execute("select made_on from item_day").fetchall() == [("2026-10-01",)]
    receive(desk, worker, portfolio(items=(replace(dated, made_on=date(2026, 10, 2)),)))
    assert desk.db.execute("select made_on from item_day").fetchall() == [("2026-10-02",)]


# Laws

names = st.sampled_from(["plan.txt", "Plan.TXT", "notes.txt", "film.txt", "a/plan.txt"])
contents = st.dictionaries(names, st.sampled_from(["", "one", "two", "three"]), min_size=1, max_size=4)


def state(workspace: Workspace) -> dict[str, set[tuple[str, str, str]]]:
    rows = workspace.db.query(
        "select p.code, i.file_name, i.digest, i.title from portfolio p join item i on i.portfolio_id = p.id"
    )
    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row["code"], set()).add((row["file_name"], row["digest"], row["title"]))
    return found


def is_twice_changes_nothing(folder: Path, worker: EvidenceWorker, files: Mapping[str, str]) -> None:
    with furnished(folder) as desk:
        receive(desk, worker, portfolio(files=files))
        before = snapshot(desk.db)
        receipt = receive(desk, worker, portfolio(files=files))
        assert not receipt.change
        assert snapshot(desk.db) == before


def is_an_update_the_new_and_what_only_the_old_had(
    folder: Path, worker: EvidenceWorker, first: Mapping[str, str], second: Mapping[str, str]
) -> None:
    ids = {"known_as": (ExternalId("moodle", "submission", "1"),)}
    with furnished(folder / "both") as desk, furnished(folder / "second") as other:
        receive(desk, worker, portfolio(files=first, **ids))
        receive(desk, worker, portfolio(files=second, **ids))
        receive(other, worker, portfolio(files=second, **ids))
        both, only = state(desk)["KITE-37"], state(other)["KITE-37"]
        texts_of_both = {digest for _name, digest, _title in both}
        assert {digest for _name, digest, _title in only} <= texts_of_both
        old = {sha256(text.encode()).hexdigest() for text in first.values()}
        assert texts_of_both <= old | {digest for _name, digest, _title in only}
        assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
        assert planned(desk, portfolio(files=second, **ids)).preview.portfolios[0].standing is Standing.SAME


def is_any_order_the_same(folder: Path, worker: EvidenceWorker, order: list[int]) -> None:
    sources = [portfolio(f"C-{n}", {"plan.txt": f"plan {n}"}, candidate=Candidate(f"Person {n}")) for n in range(4)]
    with furnished(folder / "a") as desk, furnished(folder / "b") as other:
        for one in sources:
            receive(desk, worker, one)
        for number in order:
            receive(other, worker, sources[number])
        assert state(desk) == state(other)


@settings(max_examples=2)
@given(files=contents, second=contents)
def test_an_update_is_the_new_and_what_only_the_old_had(tmp_path_factory, worker, files, second):
    is_an_update_the_new_and_what_only_the_old_had(tmp_path_factory.mktemp("update"), worker, files, second)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=100)
@given(files=contents, second=contents, order=st.permutations(range(4)))
def test_laws_of_receiving_at_length(tmp_path_factory, worker, files, second, order):
    is_twice_changes_nothing(tmp_path_factory.mktemp("twice"), worker, files)
    is_an_update_the_new_and_what_only_the_old_had(tmp_path_factory.mktemp("update"), worker, files, second)
    is_any_order_the_same(tmp_path_factory.mktemp("order"), worker, order)
