"""A list of candidates comes in, is updated instead of doubled, and is matched with the portfolios here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import xlsxwriter
from tests.support.building import open_workspace, put_portfolio

from certdesk.actions.candidate_rows import LEAVE, NEW, Defaults, Standing
from certdesk.actions.listing_candidates import (
    CandidatesPlan,
    Sheet,
    Wishes,
    candidates_as_csv,
    keep_candidates,
    plan_candidates,
    read_sheets,
    remove_candidate,
    whole_list,
    with_columns,
)
from certdesk.actions.matching_candidates import join_pairs, match_candidates
from certdesk.actions.undoing import undo
from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, NotAllowedError, UntrustedFileError
from certdesk.core.portfolio import Candidate
from certdesk.intake.candidates.columns import Part
from certdesk.store.candidates import list_candidates
from certdesk.store.external_ids import external_id_rows
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.workspace import Workspace

LIST = """\
Name|E-mail|School|Number
Zoë Ng|zoe@x.org|Hillside|007
Amina Diallo|amina@x.org|Lakeview|8
Bo Li||Lakeview|
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "w") as opened:
        yield opened


def plan_of(workspace: Workspace, text: str, wishes: Wishes | None = None) -> CandidatesPlan:
    rows = tuple(tuple(line.split("|")) for line in text.splitlines())
    return plan_candidates(workspace, Path("list.csv"), (Sheet("", rows),), wishes)


def test_a_list_that_was_cut_off_is_not_taken_for_all_of_it() -> None:
    rows = (("name",), ("Ann",))
    assert whole_list((Sheet("", rows),)) == rows
    with pytest.raises(UntrustedFileError, match="its first 2 rows"):
        whole_list((Sheet("", rows, complete=False),))


def names(workspace: Workspace) -> list[str]:
    return [one.name for one in list_candidates(workspace.db)]


def test_a_list_comes_in_once_and_can_be_taken_back(workspace):
    plan = plan_of(workspace, LIST, Wishes(defaults=Defaults(cohort="2026", language="sw")))
    assert [row.standing for row in plan.rows] == [Standing.NEW] * 3
    assert plan.preview[0] == ("Name", "E-mail", "School", "Number")
    keep_candidates(workspace, plan)
    assert names(workspace) == ["Amina Diallo", "Bo Li", "Zoë Ng"]
    zoe = list_candidates(workspace.db)[2]
    assert (zoe.cohort, zoe.language, zoe.school) == ("2026", "sw", "Hillside")
    assert zoe.known_as == (ExternalId("list", "email", "zoe@x.org"), ExternalId("list", "number", "007"))
    again = plan_of(workspace, LIST)
    assert [row.standing for row in again.rows] == [Standing.SAME] * 3
    assert not keep_candidates(workspace, again)
    undo(workspace)
    assert names(workspace) == []


def test_what_is_known_elsewhere_is_updated_and_never_doubled(workspace):
    keep_candidates(workspace, plan_of(workspace, LIST))
    newer = (
        "Name|E-mail|School|Subject\nZoë Ng|zoe@x.org|Riverside|Physics\nBo Li|bo@x.org|Lakeview|\n"
        "Zoë Ng|zoe@other.org|Elsewhere|\nAmina Camara|amina@x.org||"
    )
    plan = plan_of(workspace, newer)
    assert [row.standing for row in plan.rows] == [
        Standing.UPDATED, Standing.UPDATED, Standing.UNDECIDED, Standing.UNDECIDED,
    ]  # fmt: skip
    before = {one.name: one.id for one in list_candidates(workspace.db)}
    keep_candidates(workspace, plan, {"4": NEW, "5": before["Amina Diallo"]})
    here = {(one.name, one.school): one for one in list_candidates(workspace.db)}
    assert set(here) == {
        ("Zoë Ng", "Riverside"), ("Bo Li", "Lakeview"), ("Zoë Ng", "Elsewhere"), ("Amina Camara", "Lakeview"),
    }  # fmt: skip
    assert here["Zoë Ng", "Riverside"].id == before["Zoë Ng"]
    assert here["Amina Camara", "Lakeview"].id == before["Amina Diallo"]
    assert here["Bo Li", "Lakeview"].known_as == (ExternalId("list", "email", "bo@x.org"),)
    again = plan_of(workspace, newer)
    assert {row.standing for row in again.rows} == {Standing.SAME}
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)


def test_two_of_one_name_wait_for_a_decision(workspace):
    plan = plan_of(workspace, "Name|School\nBo Li|A\nBo Li|B\nAnn Lee|A")
    assert [row.standing for row in plan.rows] == [Standing.UNDECIDED, Standing.UNDECIDED, Standing.NEW]
    keep_candidates(workspace, plan, {"2": NEW, "3": LEAVE})
    assert names(workspace) == ["Ann Lee", "Bo Li"]
    with pytest.raises(NotAllowedError, match="no answer"):
        keep_candidates(workspace, plan, {"2": "perhaps"})
    unnamed = plan_of(workspace, "Name|E-mail\n|a@x.org\nX Y|b@x.org")
    with pytest.raises(NotAllowedError, match="has no name"):
        keep_candidates(workspace, unnamed, {"2": NEW})


def test_a_person_can_say_which_column_is_what(workspace):
    plan = plan_of(workspace, "A|B|C\nx1|Zoë Ng|Hillside\nx2|Bo Li|Hillside", Wishes(columns=("name=B",)))
    changed = with_columns(workspace, plan, plan.match.changed(Part.SCHOOL, 2))
    assert [row.row.school for row in changed.rows if row.row.number > 1] == ["Hillside", "Hillside"]
    with pytest.raises(UntrustedFileError, match="as the names"):
        with_columns(workspace, plan, plan.match.changed(Part.NAME, None))


def test_a_person_can_say_whether_empty_cells_mean_the_one_above(workspace):
    text = "Name|School\nA B|Hillside\nC D|\nE F|Lakeview\nG H|"
    schools = [row.row.school for row in plan_of(workspace, text).rows]
    assert schools == ["Hillside", "Hillside", "Lakeview", "Lakeview"]
    plain = plan_of(workspace, text, Wishes(fill_down=()))
    assert [row.row.school for row in plain.rows] == ["Hillside", "", "Lakeview", ""]


def test_nothing_in_a_written_list_is_a_formula(workspace):
    plan = plan_of(workspace, 'Name|School|Number\n=HYPERLINK("x") Ann|+cmd|-5\n@Bo Li|\tTab|12')
    keep_candidates(workspace, plan)
    table = list(csv.reader(StringIO(candidates_as_csv(list_candidates(workspace.db)))))
    assert {row[1] for row in table[1:]} == {'\'=HYPERLINK("x") Ann', "'@Bo Li"}
    assert {row[2] for row in table[1:]} == {"'+cmd", "Tab"}


def test_a_candidate_can_be_taken_off(workspace):
    keep_candidates(workspace, plan_of(workspace, LIST))
    first = list_candidates(workspace.db)[0]
    remove_candidate(workspace, first)
    assert "Amina Diallo" not in names(workspace)
    assert first.id not in {one.id for one in list_candidates(workspace.db)}


def portfolio(workspace: Workspace, code: str, name: str, *ids: ExternalId) -> str:
    made = put_portfolio(workspace, code, candidate=Candidate(name)).id
    with workspace.recording("test", code) as recording:
        for row in external_id_rows(made, ids):
            recording.put("external_id", row)
    return made


def test_portfolios_are_matched_by_code_id_and_name_and_doubts_are_offered(workspace):
    keep_candidates(
        workspace,
        plan_of(
            workspace,
            "Code|Name|E-mail|Username|Number\nKITE-37|Zoë Ng|||\n|Amina Diallo|Amina@X.org||\n|Bo Li||bli|\n"
            "|Cy Om|||\n|Di Fo|||\n|Jane Doe|||\n|Eve Hu|||12\n|Fay Ra|||13\n|Gus To|||\n|Max Mo|||",
        ),
    )
    portfolio(workspace, "KITE-37", "Zoe Ng")
    portfolio(workspace, "P-1", "A. Diallo, Amina", ExternalId("mahara", "email", "amina@x.org"))
    portfolio(workspace, "P-2", "", ExternalId("ora2", "username", "bli"))
    portfolio(workspace, "P-3", "OM Cy")
    portfolio(workspace, "P-4", "Di Fo")
    portfolio(workspace, "P-5", "Di Fo")
    portfolio(workspace, "P-6", "doejane")
    portfolio(workspace, "P-7", "", ExternalId("canvas", "user", "12"))
    portfolio(workspace, "P-8", "Somebody Else", ExternalId("canvas", "user", "13"))
    found = match_candidates(workspace)
    assert {(pair.portfolio.code, pair.candidate.name) for pair in found.sure} == {
        ("KITE-37", "Zoë Ng"), ("P-2", "Bo Li"), ("P-3", "Cy Om"),
    }  # fmt: skip
    assert {(pair.portfolio.code, pair.candidate.name) for pair in found.doubtful} == {
        ("P-1", "Amina Diallo"), ("P-4", "Di Fo"), ("P-5", "Di Fo"), ("P-6", "Jane Doe"), ("P-7", "Eve Hu"),
    }  # fmt: skip
    assert [one.code for one in found.unlisted] == ["P-8"]
    assert {one.name for one in found.without_portfolio} >= {"Gus To", "Max Mo", "Fay Ra"}


def test_a_folder_called_after_somebody_on_the_list_is_offered_and_never_sure(workspace):
    keep_candidates(workspace, plan_of(workspace, "Name\nGrace Otieno\nJohn Doe"))
    called = put_portfolio(workspace, "P-5", candidate=Candidate(""), title="Otieno, Grace")
    named = put_portfolio(workspace, "P-6", candidate=Candidate("Somebody Else"), title="John Doe")
    found = match_candidates(workspace)
    [offer] = found.doubtful
    assert (offer.portfolio.id, offer.candidate.name, offer.why) == (
        called.id, "Grace Otieno", "it is called “Otieno, Grace”",
    )  # fmt: skip
    assert not found.sure
    assert [one.id for one in found.unlisted] == [named.id]


def test_what_was_joined_stays_and_can_be_changed(workspace):
    keep_candidates(workspace, plan_of(workspace, "Name\nJane Doe\nJohn Doe"))
    made = portfolio(workspace, "P-6", "doejane")
    [offer] = match_candidates(workspace).doubtful
    assert join_pairs(workspace, [offer])
    found = match_candidates(workspace)
    assert [(pair.candidate.name, pair.joined) for pair in found.sure] == [("Jane Doe", True)]
    assert not join_pairs(workspace, found.sure)
    john = next(one for one in list_candidates(workspace.db) if one.name == "John Doe")
    join_pairs(workspace, [replace(offer, candidate=john)])
    again = match_candidates(workspace)
    assert [(pair.candidate.name, pair.portfolio.id) for pair in again.sure] == [("John Doe", made)]


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_column(0, 0, ["Read me first", "1"])
        sheet = book.add_worksheet("2026")
        sheet.write_row(2, 1, ["Name", "School", "No.", "E-mail"])
        sheet.write_row(3, 1, ["Zoë Ng", "Hillside", "007", "zoe@x.org"])
        sheet.write_row(4, 1, ["Bo Li", "Hillside", 8, "=1+1@x.org"])
    return path


@pytest.mark.parametrize(
    "data",
    [
        "Name;School\r\nZoë Ng;Hillside\r\n".encode("utf-8-sig"),
        "Name\tSchool\nZoë Ng\tHillside\n".encode("utf-16"),
        "Name,School\nZoë Ng,Hillside\nBo\n,,,,\n".encode("cp1252"),
        "sep=;\nName;School\nZoë Ng;Hillside".encode(),
    ],
)
def test_a_csv_is_read_however_it_was_saved(workspace, worker, tmp_path, data):
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    plan = plan_candidates(workspace, path, read_sheets(worker, path))
    assert (plan.rows[0].row.name, plan.rows[0].row.school) == ("Zoë Ng", "Hillside")


def test_a_workbook_is_read_by_the_limited_worker(workspace, worker, tmp_path):
    path = workbook(tmp_path / "list.xlsx")
    sheets = read_sheets(worker, path)
    plan = plan_candidates(workspace, path, sheets)
    assert plan.sheets[plan.sheet].name == "2026"
    assert [known.value for known in plan.rows[0].row.known_as] == ["zoe@x.org", "007"]
    assert plan_candidates(workspace, path, sheets, Wishes("2026")).sheet == plan.sheet
    with pytest.raises(UntrustedFileError, match="no sheet"):
        plan_candidates(workspace, path, sheets, Wishes("2025"))


def test_what_is_no_list_is_told(worker, tmp_path):
    for name, data in (("a.xlsx", b"PK\3\4 no workbook"), ("b.csv", b""), ("c.png", b"\x89PNG\r\n\x1a\n")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CertDeskError) as caught:
            read_sheets(worker, tmp_path / name)
        assert caught.value.sentence
