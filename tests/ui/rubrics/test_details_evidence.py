"""Required evidence in the details: its sentences have room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot
from tests.core.samples import built_in
from tests.ui.rubrics.conftest import Bench

from certdesk.core.rubric import EvidenceRule
from certdesk.ui.screens.rubrics.details_evidence import RequiredLine
from certdesk.ui.screens.rubrics.details_panel import DetailsPanel

TEACHING = built_in("stem_teaching")
NARROW = 300


def test_two_limits_are_read_whole(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    limits = (("max_pages", Fraction(6)), ("max_minutes", Fraction(20)))
    first = replace(TEACHING.criteria[0], required=(EvidenceRule("reflection", 1, limits, "From two units"),))
    panel = bench(DetailsPanel, replace(TEACHING, criteria=(first, *TEACHING.criteria[1:])), (NARROW, 900)).part
    assert isinstance(panel, DetailsPanel)
    panel.open_at("T1")
    line = next(each for each in panel.findChildren(RequiredLine) if each.isVisible())
    qtbot.waitUntil(lambda: line.type.geometry().bottom() == line.least.geometry().bottom())
    assert line.limits.line.text() == "max pages 6, max minutes 20"
    for field in (line.limits.line, line.note.line):
        words = QFontMetricsF(field.font()).horizontalAdvance(field.text())
        margins = field.textMargins()
        assert words <= field.contentsRect().width() - margins.left() - margins.right()
