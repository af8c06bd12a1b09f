"""Evidence for other programs: subtitles and a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from tests.support.building import a_portfolio, some_items

from certdesk.actions.annotating import Filing, file_evidence
from certdesk.actions.exporting_annotations import annotations_as_csv, annotations_as_vtt, evidence_files
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.store.portfolios import item_row

PLAN, VIDEO = "item-P-001-0", "item-P-001-1"


def put(workspace, assessment_id, item, anchor, criteria=("T1",), note="", stance=Stance.SUPPORTS):
    file_evidence(workspace, assessment_id, Filing(item, anchor, criteria, note, stance))


def rows(workspace, assessment_id):
    text = annotations_as_csv(workspace, assessment_id)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_spans_become_cues_in_order_of_time(workspace, assessment_id):
    put(workspace, assessment_id, VIDEO, TimeSpan(3_723_004, 3_725_000), ("T1", "T4"), "They argue\n\nabout it")
    put(workspace, assessment_id, VIDEO, TimeSpan(72_000, 72_000), ("T2",), stance=Stance.CONTRADICTS)
    put(workspace, assessment_id, VIDEO, WholeItem(), ("T3",))
    put(workspace, assessment_id, PLAN, TimeSpan(1, 2), ("T3",))
    assert annotations_as_vtt(workspace, assessment_id, VIDEO) == (
        "WEBVTT\n\n"
        "NOTE Evidence marked for Small rubric, written by CertDesk\n\n"
        "1\n00:01:12.000 --> 00:01:15.000\nT2 Title of T2 (contradicts)\n\n"
        "2\n01:02:03.004 --> 01:02:05.000\nT1 Title of T1; T4 Title of T4 (supports)\nThey argue about it\n"
    )


def test_a_note_can_be_neither_markup_nor_an_arrow(workspace, assessment_id):
    put(workspace, assessment_id, VIDEO, TimeSpan(0, 9_000), note="<b>00:01 --> 00:02</b> & more\n\nNOTE hidden")
    text = annotations_as_vtt(workspace, assessment_id, VIDEO)
    assert text.count("-->") == 1
    assert text.endswith("\n&lt;b&gt;00:01 --&gt; 00:02&lt;/b&gt; &amp; more NOTE hidden\n")


def test_subtitles_name_nobody(workspace, assessment_id):
    put(workspace, assessment_id, VIDEO, TimeSpan(0, 9_000))
    text = annotations_as_vtt(workspace, assessment_id, VIDEO) + annotations_as_csv(workspace, assessment_id)
    assert not any(name in text for name in ("Miriam", "Adeyemi", "Amara", "Obi"))


def test_a_recording_without_marks_has_no_cues(workspace, assessment_id):
    assert "-->" not in annotations_as_vtt(workspace, assessment_id, VIDEO)


def test_the_table_has_every_kind_of_place(workspace, assessment_id):
    put(workspace, assessment_id, VIDEO, TimeSpan(1_000, 2_500, "", Rect(1, 2, 30, 40)), ("T1", "T2"))
    put(workspace, assessment_id, PLAN, PageRegion(3, Rect(10, 20.456, 30, 40), "the words", "LibreOffice 7.4"))
    put(workspace, assessment_id, PLAN, PageRegion(4, Rect(0, 0, 0, 0)), note="all of it", stance=Stance.QUESTION)
    put(workspace, assessment_id, PLAN, PhotoRegion(Rect(0, 0, 100, 200), 2))
    put(workspace, assessment_id, PLAN, TextQuote("pupils explain", "then ", " why", 120))
    put(workspace, assessment_id, PLAN, WholeItem())
    found = [
        [row[name] for name in ("title", "kind", "page", "start", "end", "left", "top", "unit", "view", "quote")]
        for row in rows(workspace, assessment_id)
    ]
    assert found == [
        ["Plan", "page", "3", "", "", "10", "20.46", "pt", "LibreOffice 7.4", "the words"],
        ["Plan", "page", "4", "", "", "", "", "", "", ""],
        ["Plan", "photo", "2", "", "", "0", "0", "px", "", ""],
        ["Plan", "words", "", "", "", "", "", "", "", "pupils explain"],
        ["Plan", "whole", "", "", "", "", "", "", "", ""],
        ["Video", "span", "", "00:00:01.000", "00:00:02.500", "1", "2", "px", "", ""],
    ]
    assert rows(workspace, assessment_id)[1]["stance"] == "question"
    assert rows(workspace, assessment_id)[5]["criteria"] == "T1 T2"


@pytest.mark.parametrize("note", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(workspace, assessment_id, note):
    put(workspace, assessment_id, PLAN, WholeItem(), note=note)
    assert rows(workspace, assessment_id)[0]["note"] == f"'{note}"


@pytest.mark.parametrize("note", ["a, b", 'she said "why"', "two\nlines", "1-2", "é中", ""])
def test_other_cells_stay_as_they_are(workspace, assessment_id, note):
    put(workspace, assessment_id, PLAN, WholeItem(), note=note)
    assert rows(workspace, assessment_id)[0]["note"] == note


def test_an_export_is_one_table_and_subtitles_for_each_marked_recording(workspace, assessment_id):
    plan, video = some_items(a_portfolio())
    with workspace.recording("test", "named") as recording:
        recording.put("item", item_row(replace(plan, file_name="a/lesson.mp4")))
        recording.put("item", item_row(replace(video, file_name="b/Lesson.mp4")))
    assert [file.name for file in evidence_files(workspace, assessment_id)] == ["P-001-evidence.csv"]
    for item in (PLAN, VIDEO):
        put(workspace, assessment_id, item, TimeSpan(0, 9_000))
    files = evidence_files(workspace, assessment_id)
    assert [file.name for file in files] == ["P-001-evidence.csv", "P-001-lesson.mp4.vtt", "P-001-Lesson.mp4-2.vtt"]
    assert all(file.data.startswith(b"WEBVTT") for file in files[1:])


def test_a_long_name_in_many_bytes_still_fits_a_file_system(workspace, assessment_id, tmp_path):
    plan, _video = some_items(a_portfolio())
    with workspace.recording("test", "named") as recording:
        recording.put("item", item_row(replace(plan, file_name="\U00020000" * 60 + ".mp4")))
    put(workspace, assessment_id, PLAN, TimeSpan(0, 9_000))
    for file in evidence_files(workspace, assessment_id):
        assert len(f"{file.name}.part".encode()) <= 255 - 2 * 31
        (tmp_path / f"{file.name}.part").write_bytes(file.data)
