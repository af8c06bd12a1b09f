"""A cohort's results on a stick: whole, signed, the same every time, and without a name where names are left out."""

from __future__ import annotations

import errno
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.support.cohorts import Shape
from tests.support.desks import BEN, signer_of
from tests.support.handing import put_report, released_desk
from tests.support.packing import Faults, LyingDisk

from certdesk.actions.checking_results import verify_results
from certdesk.actions.handing_over_results import (
    HandOverChoice,
    ResultsHandedOver,
    check_results,
    hand_overs_of,
    keep_results_hand_over,
    make_results_hand_over,
    plan_results_hand_over,
    read_results,
)
from certdesk.actions.undoing import undo_label
from certdesk.core.cohorts import CohortState
from certdesk.core.errors import CancelledError, NotAllowedError, StorageError
from certdesk.core.result_tables import kind_of
from certdesk.exchange.media import medium_of
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace

PDF = b"%PDF-1.7 a report of "


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory):
    lea, made = released_desk(tmp_path_factory.mktemp("lead") / "workspace", Shape(candidates=14, double=0.5))
    for portfolio in made.portfolios[:3]:
        with_result = lea.workspace.db.execute(
            "select assessment_id from result where portfolio_id = ? and state = 'released'", [portfolio.id]
        ).fetchone()
        if with_result:
            put_report(lea.workspace, portfolio.id, PDF + portfolio.code.encode())
    yield lea, made
    lea.workspace.close()


def handed(released, folder: Path, choice: HandOverChoice | None = None) -> ResultsHandedOver:
    lea, made = released
    folder.mkdir(exist_ok=True)
    plan = plan_results_hand_over(lea.workspace, made.cohort, medium_of(folder), choice)
    return make_results_hand_over(plan, lea.signer)


@pytest.fixture(scope="module")
def folder(released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hand-over with everything, which no test changes."""
    return handed(released, tmp_path_factory.mktemp("stick"), HandOverChoice(words=True)).path


def files_in(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_it_is_whole_signed_and_a_bag_and_its_tables_come_back(released, folder):
    bagit = pytest.importorskip("bagit")
    lea, made = released
    assert check_results(folder).whole
    assert bagit.Bag(str(folder)).validate()
    tables = {one.name: one for one in read_results(folder)}
    assert tables == {one.name: one for one in read_results(folder, from_csv=True)}
    results = [dict(zip(tables["results"].names, row, strict=True)) for row in tables["results"].rows]
    count = lea.workspace.db.execute("select count(*) from result where state = 'released'").fetchone()[0]
    assert len(results) == count < len(made.portfolios)
    assert (folder / "data" / results[0]["report_file"]).read_bytes() == PDF + results[0]["code"].encode()


def test_every_mark_is_told_by_its_turn_and_nothing_else(released, folder):
    _lea, made = released
    tables = {one.name: one for one in read_results(folder)}
    rows = [dict(zip(tables["marks"].names, row, strict=True)) for row in tables["marks"].rows]
    ids = {row["id"] for row in rows}
    for turn, assessments in (("first", made.first), ("second", made.second)):
        told = {(row["id"], row["criterion"]): row["kind"] for row in rows if row["turn"] == turn}
        given = {
            (id_, key): kind_of(mark)
            for id_, one in assessments.items() if id_ in ids
            for key, mark in one.marks.items()
        }  # fmt: skip
        assert told == given
    results = {row["id"]: row["score_exact"] for row in rows if row["turn"] == "result"}
    id_, score = map(tables["results"].names.index, ("id", "score_exact"))
    assert results == {row[id_]: row[score] for row in tables["results"].rows}


def test_the_same_results_give_the_same_bytes(released, folder, tmp_path):
    again = handed(released, tmp_path / "again", HandOverChoice(words=True)).path
    assert files_in(again) == files_in(folder)


def test_duckdb_reads_the_folder_as_it_is(folder):
    duckdb = pytest.importorskip("duckdb")
    rows = sum(len(one.rows) for one in read_results(folder) if one.name == "marks")
    marks = f"select count(*), any_value(cohort) from '{folder}/**/*.parquet'"  # noqa: S608 - a folder of ours
    assert duckdb.sql(marks).fetchall() == [(rows, "2026 B")]
    texts = f"select count(*) from read_csv('{folder}/data/results/marks.csv', all_varchar = true)"  # noqa: S608
    assert duckdb.sql(texts).fetchall() == [(rows,)]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize("page", ["index.html", "data/results/codebook.html"])
def test_pages_link_to_files_that_are_there_and_need_nothing_else(folder, page):
    text = (folder / page).read_text(encoding="utf-8")
    links = _Links()
    links.feed(text)
    plain = [
        re.sub(r"(%[0-9A-F]{2})+", lambda found: bytes.fromhex(found[0].replace("%", "")).decode(), one)
        for one in links.found
    ]
    assert plain
    assert all(((folder / page).parent / one).is_file() for one in plain)
    assert not links.tags & {"script", "img", "iframe", "link"}
    assert "http" not in text.replace("http-equiv", "")


PLANTED = re.compile("planted", re.IGNORECASE)


def everything_in(path: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of all files, and of those inside of workbooks; what is compressed is opened."""
    for one in path.rglob("*"):
        yield f"name of {one}", one.relative_to(path).as_posix().encode()
        if one.is_file():
            yield str(one), one.read_bytes()
            if zipfile.is_zipfile(one):
                book = zipfile.ZipFile(one)
                yield from ((f"{one}!{name}", name.encode() + book.read(name)) for name in book.namelist())


def test_planted_identities_are_nowhere_where_names_are_left_out(tmp_path):
    lea, made = released_desk(tmp_path / "workspace", Shape(candidates=12, double=0.5, assessors=6))
    plant(lea.workspace, made)
    done = handed((lea, made), tmp_path / "stick", HandOverChoice(pseudonymised=True, recipient="University"))
    leaks = [where for where, content in everything_in(done.path) if PLANTED.search(content.decode("utf-8", "replace"))
             or PLANTED.search(content.decode("utf-16-le", "replace"))]  # fmt: skip
    assert leaks == []
    ids = [portfolio.id.encode() for portfolio in made.portfolios] + [b"person-0"]
    assert [where for where, content in everything_in(done.path) if any(one in content for one in ids)] == []
    named = handed((lea, made), tmp_path / "named", HandOverChoice(words=True, assessor_names=True))
    assert len({where for where, content in everything_in(named.path) if b"planted" in content.lower()}) >= 5
    lea.workspace.close()


def plant(workspace: Workspace, made) -> None:
    """Put a word that is nowhere else into every place where somebody is named."""
    with workspace.local_change() as db:
        for table, columns in {
            "portfolio": ("code", "title", "candidate_name", "candidate_school"), "person": ("name",),
            "candidate": ("name", "school", "code", "note"), "item": ("file_name", "title"),
            "assessment": ("summary", "reason"), "feedback": ("strength", "next_step", "comment"),
            "annotation": ("note",), "assessor": ("name", "desk"), "cohort": ("note",), "result": ("reason",),
        }.items():  # fmt: skip
            there = {row[1] for row in db.execute(f"pragma table_info({table})").fetchall()}
            for column in set(columns) & there:
                db.execute(f"update {table} set {column} = 'Planted' || rowid || {column}")  # noqa: S608
    for portfolio in made.portfolios[:2]:
        if workspace.db.execute("select 1 from result where portfolio_id = ?", [portfolio.id]).fetchone():
            put_report(workspace, portfolio.id, b"%PDF-1.7 Planted")


def test_pseudonyms_stay_for_a_recipient_and_differ_for_another(released, tmp_path):
    def ids(recipient: str, name: str) -> list[object]:
        done = handed(released, tmp_path / name, HandOverChoice(recipient=recipient, pseudonymised=True))
        return [row[0] for row in read_results(done.path)[0].rows]

    first = ids("University", "one")
    assert first == sorted(first) == ids("University", "two")
    assert not set(first) & set(ids("Ministry", "three"))


def test_columns_are_chosen_and_keys_stay(released, tmp_path):
    done = handed(released, tmp_path / "s", HandOverChoice(columns=("score", "outcome_label"), documents=False))
    results, marks = read_results(done.path)[:2]
    assert results.names == ("id", "outcome_label", "score", "programme", "cohort", "rubric", "rubric_version")
    assert "criterion" in marks.names
    assert not (done.path / "data" / "reports").exists()


def test_what_contradicts_itself_or_is_not_released_is_refused(released, tmp_path):
    lea, made = released
    for choice, words in (
        (HandOverChoice(columns=("outcme",)), "no column"),
        (HandOverChoice(pseudonymised=True, words=True), "names are left out"),
    ):
        with pytest.raises(NotAllowedError, match=words):
            plan_results_hand_over(lea.workspace, made.cohort, medium_of(tmp_path), choice)
    other = replace(made.cohort, id="cohort-other", name="nobody", state=CohortState.OPEN)
    with pytest.raises(NotAllowedError, match="nothing to hand over"):
        plan_results_hand_over(lea.workspace, other, medium_of(tmp_path))
    plan = plan_results_hand_over(lea.workspace, made.cohort, medium_of(tmp_path))
    with pytest.raises(NotAllowedError, match="somebody else"):
        make_results_hand_over(plan, signer_of(BEN))
    with lea.workspace.local_change() as db:
        db.execute("update person set role = 'lead' where id = 'person-01'")
    lea.workspace.person = "person-02"
    with pytest.raises(NotAllowedError, match="Only whoever leads"):
        plan_results_hand_over(lea.workspace, made.cohort, medium_of(tmp_path))
    lea.workspace.person = lea.person
    with lea.workspace.local_change() as db:
        db.execute("update person set role = 'assessor' where id = 'person-01'")
    full = plan_results_hand_over(lea.workspace, made.cohort, replace(medium_of(tmp_path), free=1000))
    with pytest.raises(NotAllowedError, match="too little room"):
        make_results_hand_over(full, lea.signer)


def test_it_goes_on_after_a_stop_and_never_touches_what_is_finished(released, tmp_path):
    lea, made = released
    plan = plan_results_hand_over(lea.workspace, made.cohort, medium_of(tmp_path))

    def stop(done: int, total: int, label: str) -> None:
        if label == "Copying" and done > total // 4:
            raise CancelledError(label)

    with pytest.raises(CancelledError):
        make_results_hand_over(plan, lea.signer, stop)
    assert not check_results(plan.target).whole
    begun = files_in(plan.target)
    done = make_results_hand_over(plan, lea.signer)
    assert done.path == plan.target
    assert check_results(done.path).whole
    assert begun.items() <= files_in(done.path).items()
    assert make_results_hand_over(plan, lea.signer).path.name == f"{plan.target.name}-2"


@pytest.mark.parametrize("fault", [Faults(fails_at=9, error=errno.ENOSPC), Faults(flush_fails_at=6, again=True)])
def test_a_stick_that_fails_is_never_signed(released, tmp_path, fault):
    lea, made = released
    plan = plan_results_hand_over(lea.workspace, made.cohort, medium_of(tmp_path))
    try:
        make_results_hand_over(plan, lea.signer, disk=LyingDisk(fault))
    except StorageError:
        assert not check_results(plan.target).whole
    else:
        assert check_results(plan.target).whole


def test_any_change_is_found(released, folder, tmp_path):
    lea, _made = released
    copy = tmp_path / "copy"

    def judged() -> tuple[Verdict, str]:
        found = verify_results(copy, Trust(), lea.workspace.folder)
        return found.verdict, found.summary

    shutil.copytree(folder, copy)
    assert judged()[0] is Verdict.GENUINE
    assert verify_results(copy, Trust()).verdict is Verdict.CANNOT_TELL
    for name, change, words in (
        ("data/results/results.csv", b"x", "damaged or missing"), ("data/extra.txt", b"x", "nobody signed"),
        ("index.html", b"x", "damaged"), ("manifest-sha256.txt", b"", "damaged"), ("bagit.txt", None, "missing"),
        ("tagmanifest-sha256.txt", b"", "damaged"), ("certdesk-results.json", b"{}", "damaged"),
        ("certdesk-signature.json", None, "not finished"), ("certdesk-signature.json", b"[]", "damaged"),
    ):  # fmt: skip
        path = copy / name
        before = path.read_bytes() if path.exists() else None
        path.unlink(missing_ok=True)
        if change is not None:
            path.write_bytes(change)
        verdict, summary = judged()
        assert verdict in {Verdict.NOT_GENUINE, Verdict.CANNOT_TELL}, name
        assert re.search(words, summary), (name, summary)
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)
    assert judged()[0] is Verdict.GENUINE


def test_it_is_written_into_the_journal(released, tmp_path):
    lea, made = released
    done = handed(released, tmp_path / "s", HandOverChoice(recipient="Ministry"))
    change = keep_results_hand_over(lea.workspace, done)
    (kept, *_older) = hand_overs_of(lea.workspace, made.cohort)
    assert (kept.recipient, kept.digest, kept.place) == ("Ministry", done.digest, str(done.path))
    assert made.cohort.id in change.subjects
    assert not done.plan.staging.exists()
    assert undo_label(lea.workspace) != change.label, "it left for good"
