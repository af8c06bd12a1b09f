"""Finding words in a whole portfolio: in its files, in what is said, and in one's own notes."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from tests.support.building import BEN, open_workspace, put_rubric, small_rubric
from tests.support.fixtures import begun, without_backup

from certdesk import shipped
from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.searching import MOST_HITS, find_in_portfolio, keep_texts, plan_index, read_texts
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TimeSpan, WholeItem
from certdesk.core.errors import CancelledError
from certdesk.core.progress import silent
from certdesk.core.searching import folded
from certdesk.store.journal import entries
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.searching import SearchedFile, SearchedPart, keep_searched

SUBTITLES = """\
1
00:00:01,000 --> 00:00:03,000
Why did you change

2
00:00:03,500 --> 00:00:06,000
the order of the layers?

3
00:01:10,000 --> 00:01:12,000
Because the sand came through.
"""
DESCRIPTION = "schema: certdesk.portfolio/1\nrubric: {id: small, version: 1.0.0}\n"


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    """A portfolio of several kinds of file, one of them with pages, one locked out of the search."""
    folder = tmp_path_factory.mktemp("delivery") / "KITE-37"
    folder.mkdir()
    sample = shipped.resources() / "sample_cohort" / "KITE-37"
    shutil.copy(sample / "unit-plan.pdf", folder / "unit-plan.pdf")
    shutil.copy(sample / "commentary.docx", folder / "commentary.docx")
    shutil.copy(sample / "lesson-04-filters.mp4", folder / "lesson.mp4")
    shutil.copy(sample / "group-poster.jpg", folder / "poster.jpg")
    shutil.copy(shipped.resources() / "sample_cohort" / "LARK-12" / "farmer.m4a", folder / "talk.m4a")
    (folder / "lesson.en.srt").write_text(SUBTITLES, encoding="utf-8")
    (folder / "notes.txt").write_text("Pupils de-\ncide the ORDER of the layers.\n" * 2, encoding="utf-8")
    (folder / "copy-of-notes.txt").write_bytes((folder / "notes.txt").read_bytes())
    (folder / "cut.docx").write_bytes((sample / "commentary.docx").read_bytes()[:2000])
    (folder / "portfolio.yaml").write_text(DESCRIPTION, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def stocked(tmp_path_factory, delivery, worker):
    """A closed workspace with that portfolio, to be copied for each test."""
    with open_workspace(tmp_path_factory.mktemp("stocked") / "workspace") as workspace:
        put_rubric(workspace, small_rubric())
        plan = plan_receive(workspace, delivery)
        keep_receive(workspace, plan, make_receive(plan, worker, silent))
    return workspace.folder


@pytest.fixture
def taken_in(tmp_path, stocked):
    """A workspace with that portfolio; nothing of it has been read for searching."""
    shutil.copytree(stocked, tmp_path / "workspace")
    with open_workspace(tmp_path / "workspace") as workspace, without_backup():
        yield workspace


def portfolio_id(workspace):
    return find_portfolio(workspace.db, "KITE-37").id


def read_all(workspace, worker):
    keep_texts(workspace, read_texts(plan_index(workspace, portfolio_id(workspace)), worker, silent))


def named(workspace):
    return {item.id: item.file_name for item in load_items(workspace.db, portfolio_id(workspace))}


def found(workspace, words):
    names = named(workspace)
    findings = find_in_portfolio(workspace, portfolio_id(workspace), words)
    return [(names[hit.item_id], hit.page, hit.quote) for hit in findings.hits]


def test_before_anything_was_read_all_is_named(taken_in):
    findings = find_in_portfolio(taken_in, portfolio_id(taken_in), "order")
    assert findings.hits == ()
    assert not findings.complete
    waiting = {one.item_id for one in findings.unsearchable if one.reason == "It has not been read yet."}
    names = named(taken_in)
    assert {names[id_] for id_ in waiting} == {
        "unit-plan.pdf", "commentary.docx", "lesson.en.srt", "notes.txt", "copy-of-notes.txt", "cut.docx",
    }  # fmt: skip


def test_a_plan_names_each_file_once_and_nothing_that_was_read(taken_in, worker):
    plan = plan_index(taken_in, portfolio_id(taken_in))
    assert len(plan.unread) == 5
    assert all(one.path.is_file() for one in plan.unread)
    read_all(taken_in, worker)
    assert plan_index(taken_in, portfolio_id(taken_in)).unread == ()


def test_words_are_found_with_item_page_and_context(taken_in, worker):
    read_all(taken_in, worker)
    findings = find_in_portfolio(taken_in, portfolio_id(taken_in), "fills a TWO-litre can")
    [hit] = findings.hits
    assert (named(taken_in)[hit.item_id], hit.page) == ("unit-plan.pdf", 1)
    assert hit.quote == "fills a two-litre can"
    assert hit.before.strip()
    assert hit.after.strip()
    assert "\n" not in hit.before + hit.after


def test_hits_come_by_item_and_place_over_hyphens_and_in_each_copy(taken_in, worker):
    read_all(taken_in, worker)
    assert found(taken_in, "decide the order") == [
        ("copy-of-notes.txt", 0, "de-cide the ORDER"),
        ("copy-of-notes.txt", 0, "de-cide the ORDER"),
        ("notes.txt", 0, "de-cide the ORDER"),
        ("notes.txt", 0, "de-cide the ORDER"),
    ]


def test_what_is_said_is_found_in_the_recording_at_its_moment(taken_in, worker):
    read_all(taken_in, worker)
    findings = find_in_portfolio(taken_in, portfolio_id(taken_in), "change the order")
    [hit] = findings.hits
    assert (named(taken_in)[hit.item_id], hit.at_ms, hit.kind) == ("lesson.mp4", 1_000, "text")
    assert hit.after == " of the layers? Because the sand came through. "
    [late] = find_in_portfolio(taken_in, portfolio_id(taken_in), "sand came").hits
    assert late.at_ms == 70_000


def test_nothing_fails_silently(taken_in, worker):
    read_all(taken_in, worker)
    names = named(taken_in)
    findings = find_in_portfolio(taken_in, portfolio_id(taken_in), "order")
    reasons = {names[one.item_id]: one.reason for one in findings.unsearchable}
    assert set(reasons) == {"poster.jpg", "talk.m4a", "cut.docx"}
    assert "picture" in reasons["poster.jpg"]
    assert "without a transcript" in reasons["talk.m4a"]
    assert "DOCX" in reasons["cut.docx"]
    assert findings.complete


def test_what_failed_for_a_passing_reason_is_tried_again(taken_in, worker):
    pid = portfolio_id(taken_in)
    [unread, *_others] = plan_index(taken_in, pid).unread
    read_all(taken_in, worker)
    keep_searched(taken_in, [SearchedFile(unread.digest, reason="Its reader crashed.", again=True)])
    assert [one.digest for one in plan_index(taken_in, pid).unread] == [unread.digest]
    findings = find_in_portfolio(taken_in, pid, "order")
    assert "Its reader crashed." in {one.reason for one in findings.unsearchable}
    assert not findings.complete
    read_all(taken_in, worker)
    assert find_in_portfolio(taken_in, pid, "order").complete


def test_a_lost_file_says_so_and_is_tried_again(taken_in, worker):
    pid = portfolio_id(taken_in)
    lost = next(one for one in plan_index(taken_in, pid).unread if one.file_name == "commentary.docx")
    lost.path.chmod(0o600)
    lost.path.unlink()
    read_all(taken_in, worker)
    assert [one.digest for one in plan_index(taken_in, pid).unread] == [lost.digest]
    assert lost.item_id in {one.item_id for one in find_in_portfolio(taken_in, pid, "x").unsearchable}


def test_reading_can_be_stopped(taken_in, worker):
    def stop(done, _total, _label):
        if done:
            raise CancelledError("stop")

    plan = plan_index(taken_in, portfolio_id(taken_in))
    with pytest.raises(CancelledError):
        read_texts(plan, worker, stop)
    assert plan_index(taken_in, portfolio_id(taken_in)) == plan


def test_ones_own_notes_are_found_and_not_those_of_others(workspace, assessment_id):
    there = [
        (WholeItem(), 0, None),
        (PageRegion(4, Rect(0, 0, 1, 1)), 4, None),
        (PhotoRegion(Rect(0, 0, 1, 1)), 0, None),
        (PhotoRegion(Rect(0, 0, 1, 1), 2), 2, None),
        (TimeSpan(61_000, 62_000), 0, 61_000),
    ]
    for anchor, _page, _moment in there:
        file_evidence(workspace, assessment_id, Filing("item-P-001-1", anchor, ("T1",), "Here they décide"))
    findings = find_in_portfolio(workspace, "portfolio-P-001", "decide")
    assert [(hit.kind, hit.page, hit.at_ms, hit.quote) for hit in findings.hits] == [
        ("note", page, moment, "décide") for _anchor, page, moment in there
    ]
    assert all(hit.annotation_id for hit in findings.hits)
    workspace.person = BEN
    begun(workspace, "P-001")
    assert find_in_portfolio(workspace, "portfolio-P-001", "decide").hits == ()


@pytest.mark.parametrize("words", ["", "  \n", "\u00ad", "\ud83d"])
def test_nothing_to_look_for_finds_nothing(workspace, words):
    assert find_in_portfolio(workspace, "portfolio-P-001", words).hits == ()


def test_too_many_hits_are_cut_and_said_to_be(workspace):
    [first, second] = load_items(workspace.db, "portfolio-P-001")
    for item, text in ((first, "a " * MOST_HITS), (second, "b a")):
        part = SearchedPart(1, text, folded(text))
        keep_searched(workspace, [SearchedFile(item.digest, (part,))])
    findings = find_in_portfolio(workspace, "portfolio-P-001", "a")
    assert (len(findings.hits), findings.complete) == (MOST_HITS, False)
    assert [hit.offset for hit in findings.hits[:3]] == [0, 2, 4]
    assert find_in_portfolio(workspace, "portfolio-P-001", "b").complete


def test_an_item_that_was_read_in_part_makes_the_answer_incomplete(workspace):
    for item in load_items(workspace.db, "portfolio-P-001"):
        keep_searched(workspace, [SearchedFile(item.digest, reason="It is very long.", complete=False)])
    findings = find_in_portfolio(workspace, "portfolio-P-001", "a")
    assert not findings.complete
    assert len(findings.unsearchable) == 2


def test_what_was_read_belongs_to_this_desk_only(workspace):
    before = list(entries(workspace.db))
    file = SearchedFile("a" * 64, (SearchedPart(1, "x", folded("x")),))
    keep_texts(workspace, (file, replace(file, parts=())))
    assert list(entries(workspace.db)) == before
