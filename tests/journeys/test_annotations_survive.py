"""Annotations stay where they were put: over a move, a rename, a second intake, a copy, another desk, a rebuild."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests.support.building import AMARA, open_workspace, put_person, put_rubric, small_rubric

from certdesk import shipped
from certdesk.actions.annotating import Filing, also_for, file_evidence, keep_still, move_annotation
from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.backing_up import make_backup, plan_backup
from certdesk.actions.covering import coverage_of, note_coverage
from certdesk.actions.exporting_marks import export_marks
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import RenderPage
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rebuilding import broken_links, rebuild, snapshot

SAMPLE = ("unit-plan.pdf", "lesson-04-filters.mp4", "group-poster.jpg", "reflection.txt", "commentary.docx")
HEAD = "schema: certdesk.portfolio/1\ncode: KITE-37\nrubric: {id: small, version: 1.0.0}\n"


@pytest.fixture(scope="module")
def worker():
    with EvidenceWorker() as worker:
        yield worker


@pytest.fixture(scope="module")
def delivery(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("delivery") / "KITE-37"
    folder.mkdir()
    for name in SAMPLE:
        shutil.copy(shipped.resources() / "sample_cohort" / "KITE-37" / name, folder)
    (folder / "portfolio.yaml").write_text(HEAD, encoding="utf-8")
    return folder


def desk(folder: Path):
    workspace = open_workspace(folder)
    put_rubric(workspace, small_rubric())
    put_person(workspace, AMARA, "Amara Obi")
    return workspace


def take_in(workspace, path, worker):
    plan = plan_receive(workspace, path)
    return keep_receive(workspace, plan, make_receive(plan, worker, silent))


def assessment_of(workspace):
    assessment = find_assessment(workspace.db, find_portfolio(workspace.db, "KITE-37").id, AMARA)
    assert assessment
    return assessment


@pytest.fixture
def marked(tmp_path, delivery, worker):
    """A workspace with an annotation of every kind, one of which serves two criteria and one of which was moved."""
    workspace = desk(tmp_path / "first disk" / "workspace")
    take_in(workspace, delivery, worker)
    begin_assessment(workspace, find_portfolio(workspace.db, "KITE-37").id)
    id_ = assessment_of(workspace).id
    items = {item.file_name: item.id for item in load_items(workspace.db, find_portfolio(workspace.db, "KITE-37").id)}
    still = keep_still(workspace, b"a picture")
    places = [
        ("unit-plan.pdf", PageRegion(1, Rect(59.7, 638.3, 252.3, 653.9), "fills a two-litre can")),
        ("group-poster.jpg", PhotoRegion(Rect(132, 1048, 923, 1115))),
        ("lesson-04-filters.mp4", TimeSpan(72_200, 88_800, still, Rect(200, 180, 420, 330))),
        ("commentary.docx", PageRegion(1, Rect(10, 20, 30, 40), "", "LibreOffice 7.4")),
        ("reflection.txt", TextQuote("She changed her lesson", "before ", " after", 12)),
        ("reflection.txt", WholeItem()),
    ]
    for number, (name, anchor) in enumerate(places):
        stance = tuple(Stance)[number % 3]
        file_evidence(workspace, id_, Filing(items[name], anchor, ("T1",), f"note {number}", stance))
    first, second, *_others = assessment_of(workspace).annotations
    also_for(workspace, id_, first.id, "T3")
    move_annotation(workspace, id_, second.id, PhotoRegion(Rect(1, 2, 30, 40)))
    note_coverage(workspace, id_, items["unit-plan.pdf"], frozenset({1, 2}))
    yield workspace
    workspace.close()


def where(workspace):
    """All that is marked, by the bytes that it lies on: ids of items differ from desk to desk."""
    assessment = assessment_of(workspace)
    digests = {item.id: item.digest for item in load_items(workspace.db, assessment.portfolio_id)}
    assert all(workspace.vault.has(digest) for digest in digests.values())
    return {(digests[one.item_id], one.anchor, one.criteria, one.note, one.stance) for one in assessment.annotations}


def test_another_place_on_another_disk(marked, tmp_path):
    before, notes = where(marked), assessment_of(marked).annotations
    marked.close()
    moved = tmp_path / "zweite Platte é中" / "anders"
    moved.parent.mkdir()
    shutil.move(marked.folder, moved)
    with open_workspace(moved) as again:
        assert where(again) == before
        assert assessment_of(again).annotations == notes
        assert again.vault.has(next(one.anchor.still for one in notes if isinstance(one.anchor, TimeSpan)))
        assert sum(one.seen.count for one in coverage_of(again, assessment_of(again).id).values()) == 2
        assert snapshot(rebuild(again.db)) == snapshot(again.db)


def test_a_second_intake_under_other_names(marked, tmp_path, delivery, worker):
    before = where(marked)
    renamed = tmp_path / "handed in again"
    renamed.mkdir()
    (renamed / "portfolio.yaml").write_text(HEAD, encoding="utf-8")
    for number, name in enumerate(SAMPLE):
        shutil.copy(delivery / name, renamed / f"{number} renamed{Path(name).suffix}")
    assert take_in(marked, renamed, worker).updated == ("KITE-37",)
    assert where(marked) == before
    archive = tmp_path / "KITE.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in delivery.iterdir():
            packed.write(path, f"KITE-37/{path.name}")
    assert take_in(marked, archive, worker).updated == ("KITE-37",)
    (renamed / "portfolio.yaml").write_text(HEAD.replace("KITE-37", "KITE-38"), encoding="utf-8")
    asked = take_in(marked, renamed, worker)
    assert (asked.codes, asked.updated, asked.waiting) == ((), (), ("KITE-38",))
    assert where(marked) == before


def test_a_file_that_was_lost_and_came_back(marked, delivery, worker):
    before = where(marked)
    digest = next(iter(before))[0]
    path = marked.vault.path(digest)
    path.chmod(0o600)
    path.unlink()
    take_in(marked, delivery, worker)
    assert where(marked) == before


def test_the_journal_alone_gives_them_back(marked):
    assert broken_links(marked.db) == ()
    assert snapshot(rebuild(marked.db)) == snapshot(marked.db)


def test_a_backup_on_a_stick(marked, tmp_path):
    before = where(marked)
    make_backup(plan_backup(marked, tmp_path / "stick"), silent)
    with open_workspace(tmp_path / "stick") as copy:
        assert where(copy) == before


def test_a_mark_sheet_brings_them_to_another_desk(marked, tmp_path, delivery, worker):
    before = where(marked)
    sheet = tmp_path / "KITE-37.yaml"
    view = look_at_assessment(marked, assessment_of(marked).id)
    sheet.write_text(export_marks(marked, view), encoding="utf-8")
    with desk(tmp_path / "second desk") as other:
        take_in(other, delivery, worker)
        for _time in (1, 2):
            apply_sheet(other, read_sheet(sheet))
            assert where(other) == before


@pytest.mark.parametrize("scale", [0.5, 1.0, 4.0])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_same_place_at_any_size_and_turn(tmp_path, worker, scale, rotation):
    page = Image.new("RGB", (600, 800), "white")
    spot = Rect(100, 600, 200, 640)
    page.paste((30, 60, 200), (100, 600, 200, 640))
    page.save(tmp_path / "a.pdf")
    # The mark is kept in upright points; who turns the view turns the rectangle with it.
    turned = spot
    for _quarter in range(rotation // 90):
        width, height = (600, 800) if _quarter % 2 == 0 else (800, 600)
        turned = Rect(height - turned.bottom, turned.left, height - turned.top, turned.right)
        assert 0 <= turned.left < turned.right <= height
        assert turned.bottom <= width
    region = (turned.left, turned.top, turned.right - turned.left, turned.bottom - turned.top)
    seen = worker.ask(RenderPage(tmp_path / "a.pdf", 1, scale, rotation, region))
    image = Image.frombuffer("RGB", (seen.width, seen.height), seen.pixels, "raw", "BGRX", seen.stride, 1)
    inner = image.crop((2, 2, image.width - 2, image.height - 2)).resize((1, 1), Image.Resampling.BOX)
    assert all(abs(one - wanted) < 30 for one, wanted in zip(inner.getpixel((0, 0)), (30, 60, 200), strict=True))


def test_what_came_back_can_be_changed(marked, tmp_path):
    make_backup(plan_backup(marked, tmp_path / "stick"), silent)
    with open_workspace(tmp_path / "stick") as copy:
        one = assessment_of(copy).annotations[0]
        also_for(copy, one.assessment_id, one.id, "T4")
        assert replace(one, criteria=(*one.criteria, "T4")) in assessment_of(copy).annotations
