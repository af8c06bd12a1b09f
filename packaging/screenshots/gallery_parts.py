"""The sheets of the gallery: which widgets lie on which, in which states."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from certdesk.core.marks import CommentOnly, LevelGiven, NotObserved, Unmarked, Unscorable
from certdesk.core.rubric import Criterion, Level, Scale
from certdesk.ui import icons
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.level_rows import LevelRows
from certdesk.ui.widgets.segment import Choice, Segment

SCALE = Scale(
    tuple(
        Level(Fraction(number), key, label)
        for number, key, label in (
            (1, "beginning", "Beginning"),
            (2, "developing", "Developing"),
            (3, "secure", "Secure"),
            (4, "leading", "Leading"),
        )
    ),
    Fraction(3),
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


def _row(*widgets, gap=8):
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _buttons(theme):
    made = card("Buttons")
    for kind, words in (("primary", "Primary"), ("secondary", "Secondary"), ("quiet", "Quiet"), ("danger", "Danger")):
        plain, keyed, iconed, off = (button(theme, w, kind=kind) for w in (words, "With key", "With icon", "Disabled"))
        keyed.set_key("Enter")
        iconed.set_icon("plus")
        off.setEnabled(False)
        made.body.addLayout(_row(plain, keyed, iconed, off, icon_button(theme, "flag", "Flag", kind=kind), gap=12))
    return made


def _levels(theme):
    made = card("Level rows")
    rows = LevelRows(theme)
    rows.show_criterion(SCALE, CRITERION, LevelGiven(Fraction(3)))
    made.body.addWidget(rows)
    return made


def _icons(theme):
    made = card("Icons")
    grid = QGridLayout()
    for place, name in enumerate(icons.names()):
        grid.addWidget(IconView(theme, name), place // 12, place % 12)
    made.body.addLayout(grid)
    return made


def _marks(theme):
    made = card("Five kinds of mark")
    for mark, words in (
        (LevelGiven(Fraction(3)), "Level 1 to 4"),
        (NotObserved(), "Not observed"),
        (Unscorable("U04"), "Unscorable, U04"),
        (CommentOnly(), "Comment only"),
        (Unmarked(), "Unmarked"),
    ):
        made.body.addLayout(_row(LevelDisc(theme, SCALE, mark), label(words, "name")))
    made.body.addLayout(_row(*(LevelDisc(theme, SCALE, LevelGiven(Fraction(n, 2)), side=24) for n in range(2, 9))))
    return made


def _chips(theme):
    made = card("Chips and keys")
    made.body.addLayout(
        _row(
            Chip(theme, "Neutral"),
            Chip(theme, "T4", "accent"),
            Chip(theme, "Fine", "ok", icon="check"),
            Chip(theme, "To look at", "warn", icon="warning"),
            Chip(theme, "To fix", "bad", icon="error"),
        )
    )
    made.body.addLayout(_row(Chip(theme, "Blind", icon="hidden"), KeyCap(theme, "Ctrl K")))
    return made


def _choices(theme):
    made = card("Choices and tabs")
    ticked, unticked, chosen, other = QCheckBox("Ticked"), QCheckBox("Not ticked"), QRadioButton("Chosen"), QRadioButton("Other")
    ticked.setChecked(True)
    chosen.setChecked(True)
    made.body.addLayout(_row(ticked, unticked, chosen, other, gap=16))
    words = tuple(Choice(word.lower(), word) for word in ("One", "Two", "Three"))
    views = tuple(Choice(i, i, i, icon_only=True) for i in ("layout_side", "layout_top", "layout_two", "full_screen"))
    made.body.addLayout(_row(Segment(theme, words), Segment(theme, views), gap=16))
    return made


def components(theme) -> QWidget:
    window = QWidget()
    across = QHBoxLayout(window)
    across.setContentsMargins(24, 24, 24, 24)
    across.setSpacing(16)
    for made in ((_buttons, _levels, _icons), (_marks, _chips, _choices)):
        column = QVBoxLayout()
        column.setSpacing(16)
        for part in made:
            column.addWidget(part(theme))
        column.addStretch(1)
        across.addLayout(column, 1)
    window.resize(1366, 1084)
    return window


SHEETS = (components,)
