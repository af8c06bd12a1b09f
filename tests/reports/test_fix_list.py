"""Fix lists: a page for each teacher, accessible, the largest problems first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdfium2
from tests.reports import pdf_checks

from certdesk.core.preflight import Preflight
from certdesk.core.preflight_fix_list import FixList, fix_lines
from certdesk.core.preflight_rules import RULES, found, in_order
from certdesk.reports.fix_list import write_fix_lists

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TITLES = {"v": "Lesson video", "p": "Lesson plan", "é": "Été <b>"}
NEEDS = {"kind": "Lesson plan", "criteria": "T1 and T2", "count": 9, "most": 6, "length": "25 min", "pages": "page 2"}


def a_list(code: str, name: str, *rules: str) -> FixList:
    findings = in_order(tuple(found(rule, "v" if at % 2 else "p", **NEEDS) for at, rule in enumerate(rules)))
    return FixList(
        code, name, "Bridges", "STEM 2026", MADE, fix_lines(Preflight(code, findings), TITLES), date(2026, 12, 1)
    )


def test_everybody_gets_one_accessible_page(tmp_path: Path) -> None:
    target = tmp_path / "fix.pdf"
    few = a_list("KITE-37", "ሰላማዊት አበራ", "photo_dark", "too_many_pages", "locked", "too_long")
    lists = (few, a_list("FERN-08", "Miriam Adeyemi"), a_list("OTTER-51", "B", *RULES))
    assert write_fix_lists(lists, target) == 3
    assert pdf_checks.failures(target) == []
    assert pdf_checks.structure_faults(target) == []
    with pypdfium2.PdfDocument(target) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert "1 December 2026" in pages[0]
    assert pages[0].index("Locked with a password") < pages[0].index("Too many pages") < pages[0].index("Dark picture")
    assert "nothing for you to do" in pages[1]
    assert "have no room here" in pages[2]
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 3


def test_files_with_the_same_fault_stand_together() -> None:
    findings = (found("locked", "v"), found("locked", "p"), found("too_many_pages", "p", **NEEDS))
    lines = fix_lines(Preflight("x", findings), TITLES)
    assert [line.headline for line in lines] == ["Locked with a password", "Too many pages"]
    assert [name for name, _words in lines[0].cases] == ["Lesson video, Lesson plan"]
