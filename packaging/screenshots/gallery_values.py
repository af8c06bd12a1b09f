"""Invented values that the gallery shows: a scale, a criterion, portfolios, checks, commands."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtGui import QColor, QPainter, QPixmap, QStandardItem, QStandardItemModel

from certdesk.core.marks import UNMARKED, LevelGiven, Mark, Unscorable
from certdesk.core.rubric import Criterion, Level, Scale
from certdesk.ui.widgets.cell import CELL, Cell, Head
from certdesk.ui.widgets.check_list import Check, CheckAction
from certdesk.ui.widgets.key_map import KeyGroup
from certdesk.ui.widgets.palette import Command
from certdesk.ui.widgets.rail import Place

_WORDS = ("Beginning", "Developing", "Secure", "Leading")
SCALE = Scale(
    tuple(Level(Fraction(number), word.lower(), word) for number, word in enumerate(_WORDS, 1)), standard=Fraction(3)
)
CRITERION = Criterion(
    "T4",
    "Student collaboration",
    "B",
    Fraction(16),
    Fraction(3),
    critical=True,
    question="Do pupils think, build and decide together, and does each pupil learn from it?",
    descriptors={
        Fraction(1): "Pupils work alone or sit in groups while doing separate tasks. Talk is mainly with the teacher, "
        "and group products are finished by one pupil or copied from a model.",
        Fraction(2): "Group work is set up with roles or a shared product. Pupils divide the task and assemble the "
        "parts; discussion is about who does what more than about the ideas, and the teacher cannot show what each "
        "pupil learned.",
        Fraction(3): "The task requires joint reasoning. On video or in transcripts pupils question, explain and build "
        "on each other’s ideas, group routines keep everyone involved, and individual checks show that each member "
        "understood the main idea.",
        Fraction(4): "Pupils run the collaboration themselves: they plan an inquiry or project, settle disagreements "
        "with evidence, give each other useful critique and adjust roles. They can describe how working together "
        "changed the result and their own understanding.",
    },
)
SHORT = Criterion(
    "T4",
    "States",
    "B",
    Fraction(16),
    Fraction(3),
    critical=False,
    question="",
    descriptors={
        Fraction(1): "Normal row.",
        Fraction(2): "Hover: neutral tint, no level colour yet.",
        Fraction(3): "Chosen: level tint, level border, 4 px bar.",
        Fraction(4): "Focus without choosing.",
    },
)
PLACES = tuple(
    Place(words.lower(), words, icon)
    for words, icon in (
        ("Today", "today"),
        ("Portfolios", "folder"),
        ("Score", "score"),
        ("Rubrics", "grid"),
        ("Cohort", "people"),
        ("Results", "award"),
        ("Insights", "chart"),
        ("Exchange", "exchange"),
        ("Verify", "shield"),
    )
)
SETTINGS = (Place("settings", "Settings", "settings"),)


def level(number: int) -> Mark:
    return LevelGiven(Fraction(number)) if number else UNMARKED


MARKS = tuple(level(number) for number in (3, 3, 3, 3, 0, 2, 0, 0))

CHECKS = (
    Check(
        "next",
        "warn",
        "T6 has no next step",
        "It is below standard, so the teacher needs one",
        (CheckAction("go", "Write it"),),
    ),
    Check("marked", "ok", "All 8 criteria are marked", "Nothing unscorable, nothing not observed"),
    Check(
        "letter",
        "bad",
        "Letter, water office: page is upside down and too dark to read",
        "Required for T8 (partner evidence). We can turn and brighten a copy; the original stays.",
        (CheckAction("turn", "Turn and brighten", "primary"), CheckAction("ask", "Ask for a new scan", "secondary")),
    ),
    Check(
        "changed",
        "info",
        "T2 and T4 changed after first reading",
        "Twice each. Kept in the history, not in the report",
        (CheckAction("see", "See"),),
    ),
    Check("open", "open", "Receipt written, stick released"),
)


def worklist() -> QStandardItemModel:
    rows = (
        (
            "KITE-37",
            "Clean water for our school",
            "In progress",
            "in_progress",
            "accent",
            (3, 3, 3, 3, 0, 2, 0, 0),
            "24 Nov",
            "Tue",
            "52 min",
        ),
        (
            "FERN-08",
            "Why does the bridge sag?",
            "In progress",
            "in_progress",
            "accent",
            (2, 3, 0, 0, 0, 0, 0, 0),
            "24 Nov",
            "Tue",
            "96 min",
        ),
        (
            "LARK-12",
            "Soil, seeds and statistics",
            "Flagged",
            "flag",
            "bad",
            (3, 2, -1, 2, 3, 3, 3, 2),
            "25 Nov",
            "Wed",
            "12 min",
        ),
        (
            "OTTER-51",
            "Solar cookers, second version",
            "Ready to sign",
            "ok",
            "ok",
            (4, 4, 3, 4, 4, 3, 3, 4),
            "26 Nov",
            "Thu",
            "4 min",
        ),
        ("PINE-29", "Measuring the playground", "Held", "held", "warn", (0,) * 8, "26 Nov", "Thu", "128 min"),
        ("HERON-44", "Bees and binomials", "Not started", "circle", "ctl", (0,) * 8, "27 Nov", "Fri", "131 min"),
    )
    model = QStandardItemModel(len(rows), 6)
    codes = tuple(f"T{number}" for number in range(1, 9))
    heads = (Head("Code"), Head("Portfolio"), Head("State"), Head(codes=codes), Head("Due"), Head("Left", right=True))
    for column, head in enumerate(heads):
        item = QStandardItem(head.words or "Marks")
        item.setData(head, CELL)
        model.setHorizontalHeaderItem(column, item)
    for row, (code, title, state, icon, tone, levels, due, day, left) in enumerate(rows):
        marks = tuple(Unscorable("U04") if number < 0 else level(number) for number in levels)
        words_tone = tone if tone in ("bad", "ok", "warn") else "text2" if tone == "ctl" else "text"
        cells = (
            Cell(code, weight=600),
            Cell(title),
            Cell(state, icon=icon, icon_tone=tone, tone=words_tone),
            Cell(marks=marks, scale=SCALE),
            Cell(due, rest=day),
            Cell(left, right=True),
        )
        for column, cell in enumerate(cells):
            item = QStandardItem(cell.words)
            item.setData(cell, CELL)
            model.setItem(row, column, item)
    return model


def picture(seed: int, width: int = 240, height: int = 320) -> QPixmap:
    """A page with grey lines, as a stand-in for a thumbnail."""
    made = QPixmap(width, height)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.fillRect(24, 24, 90, 10, QColor("#77736A"))
    for place in range(14):
        painter.fillRect(24, 60 + place * 16, width - 48 - (place * seed * 37) % 90, 5, QColor("#C9C5BC"))
    painter.end()
    return made


def evidence() -> QStandardItemModel:
    rows = (
        ("Unit plan", "10 pages", "T2\nT6"),
        ("Lesson plan 4", "PDF, 6 pages", "T4\nT6"),
        ("Lesson video", "18:40, MP4", "T4\nT5"),
        ("Group poster", "Photo", "T4"),
        ("Co-planning notes of the whole term", "DOCX, 3 pages", "T1"),
    )
    model = QStandardItemModel(len(rows), 1)
    for row, (title, below, codes) in enumerate(rows):
        item = QStandardItem(title)
        shown = None if row == 2 else picture(row + 1)
        item.setData(Cell(title, below=below, trailing=codes, picture=shown, icon="video" if row == 2 else ""), CELL)
        model.setItem(row, 0, item)
    return model


COMMANDS = (
    Command("anchors", "Open the benchmark examples for T4 beside the evidence", "grid", "Anchors", "A", "Commands"),
    Command("flag", "Flag this portfolio for the lead, with a reason", "flag", "Assessment", "F", "Commands"),
    Command("next", "Go to the next unmarked criterion", "forward", "Scoring", "Ctrl+Return", "Commands"),
    Command("bank", "Comment bank for T4, level 3", "bank", "Scoring", "/", "Commands"),
    Command("file", "File what I’m looking at for T4", "region", "Evidence", "E", "Commands"),
    Command("report", "Preview the feedback report", "printer", "Results", "", "Commands"),
    Command("v1", "Lesson video, 03:05 – 03:40", "video", "filed for T4", "", "In this portfolio"),
    Command("v2", "Exit tickets, p. 1 – 4", "document", "filed for T4", "", "In this portfolio"),
)
KEYS = (
    KeyGroup(
        "Mark",
        (
            ("Level of this criterion", ("1", "…", "9")),
            ("Level 10 and above", ("Alt", "digit")),
            ("Not observed", ("N",)),
            ("Unscorable, with code", ("U",)),
            ("Flag for the lead", ("F",)),
        ),
    ),
    KeyGroup(
        "Move",
        (
            ("Next, previous criterion", ("↓", "↑")),
            ("Next unmarked", ("Ctrl", "Enter")),
            ("Next, previous evidence", ("]", "[")),
            ("Next pane", ("F6",)),
            ("Next, previous field", ("Tab",)),
        ),
    ),
    KeyGroup(
        "Video",
        (
            ("Play or pause", ("Space",)),
            ("5 s back, forward", ("J", "L")),
            ("One frame back, forward", (",", ".")),
            ("In mark, out mark", ("I", "O")),
            ("Slower, faster", ("<", ">")),
        ),
    ),
    KeyGroup("Everywhere", (("Commands", ("Ctrl", "K")), ("Undo, redo", ("Ctrl", "Z", "Y")), ("This map", ("?",)))),
)
