"""The sheets of the gallery: which widgets lie on which, in which states."""

from __future__ import annotations

from fractions import Fraction

import gallery_values as values
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from certdesk.core.marks import CommentOnly, LevelGiven, NotObserved, Unmarked, Unscorable
from certdesk.ui import icons
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.check_list import CheckList
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.crit_bar import BarItem, CritBar
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.flow import FlowLayout, GridFlow
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.job_strip import JobStrip, ShownJob
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.key_map import KeyMap
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.level_rows import LevelRows
from certdesk.ui.widgets.notice_bar import Notice, NoticeBar
from certdesk.ui.widgets.other_marks import OtherMarks
from certdesk.ui.widgets.palette import CommandPalette
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar
from certdesk.ui.widgets.rail import Rail
from certdesk.ui.widgets.row_list import RowList
from certdesk.ui.widgets.scrolling import page, scrolling
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.status_foot import Standing, StatusFoot
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.tabs import Tabs
from certdesk.ui.widgets.text_box import LineField, TextBox
from certdesk.ui.widgets.thumbnail import Thumbnail
from certdesk.ui.widgets.top_bar import TopBar
from certdesk.ui.widgets.verdict import Verdict

VIEWS = tuple(Choice(i, i, i, icon_only=True) for i in ("layout_side", "layout_top", "layout_two", "full_screen"))


def _row(*widgets: QWidget, gap: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _column(*widgets: QWidget, gap: int = 16) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column


def _buttons(theme: ThemeSource) -> Card:
    made = card("Buttons")
    for kind, words in (("primary", "Primary"), ("secondary", "Secondary"), ("quiet", "Quiet"), ("danger", "Danger")):
        plain, keyed, with_icon, off = (button(theme, w, kind=kind) for w in (words, "Key", "Icon", "Disabled"))
        keyed.set_key("Enter")
        with_icon.set_icon("plus")
        off.setEnabled(False)
        made.body.addLayout(_row(plain, keyed, with_icon, off, icon_button(theme, "flag", "Flag", kind=kind), gap=12))
    on = button(theme, "Region", icon="region")
    on.setCheckable(True)
    on.setChecked(True)
    menu = button(theme, "All subjects")
    menu.set_icon(None, trailing="chevron_down")
    small, large = button(theme, "Small", size="small"), button(theme, "Large", kind="primary", size="large")
    made.body.addLayout(_row(on, menu, small, large, button(theme, "Link", kind="link"), gap=12))
    return made


def _levels(theme: ThemeSource) -> Card:
    made = card("Level rows")
    rows = LevelRows(theme)
    rows.show_criterion(values.SCALE, values.SHORT, LevelGiven(Fraction(3)))
    capped = LevelRows(theme)
    capped.show_criterion(values.SCALE, values.SHORT)
    capped.show_cap(Fraction(3), "Not available: only the candidate’s own word supports it, so at most 3.")
    for row in capped.rows()[:-1]:
        row.hide()
    capped.findChild(QWidget, "standardLine").hide()
    made.body.addWidget(rows)
    made.body.addWidget(capped)
    return made


def _icons(theme: ThemeSource) -> Card:
    made = card("Icons, 20 px grid, 1.5 px stroke")
    grid = QGridLayout()
    grid.setSpacing(14)
    for place, name in enumerate(icons.names()):
        grid.addWidget(IconView(theme, name), place // 13, place % 13, Qt.AlignmentFlag.AlignCenter)
    made.body.addLayout(grid)
    return made


def _marks(theme: ThemeSource) -> Card:
    made = card("Five kinds of mark")
    for mark, words, said in (
        (LevelGiven(Fraction(3)), "Level 1 to 4", "disc filled by quarters, always with its digit"),
        (NotObserved(), "Not observed", "dashed ring"),
        (Unscorable("U04"), "Unscorable, U04", "struck square, code beside it"),
        (CommentOnly(), "Comment only", "speech shape"),
        (Unmarked(), "Unmarked", "small hollow ring"),
    ):
        name = label(words, "name")
        name.setFixedWidth(theme.px(112))
        made.body.addLayout(_row(LevelDisc(theme, values.SCALE, mark), name, label(said, "small", "text2")))
    halves = (LevelDisc(theme, values.SCALE, LevelGiven(Fraction(n, 2)), side=24) for n in range(2, 9))
    made.body.addLayout(_row(*halves))
    return made


def _rows(theme: ThemeSource) -> Card:
    made = card("Table rows")
    table = TableView(theme, row_height=36)
    table.setModel(values.worklist())
    table.set_columns((96, None, 130, 0, 100, 0))
    for column in (3, 5):
        table.hideColumn(column)
    table.set_current_row(1)
    table.setFixedHeight(theme.px(32 + 36 * 4))
    made.body.addWidget(table)
    return made


def _chips(theme: ThemeSource) -> Card:
    made = card("Chips and keys")
    flow = FlowLayout(8)
    for chip in (
        Chip(theme, "Neutral"),
        Chip(theme, "T4", "accent"),
        Chip(theme, "Fine", "ok", icon="check"),
        Chip(theme, "To look at", "warn", icon="warning"),
        Chip(theme, "To fix", "bad", icon="error"),
        Chip(theme, "Blind", icon="hidden"),
        Chip(theme, "small", small=True),
        KeyCap(theme, "Ctrl K"),
    ):
        flow.addWidget(chip)
    made.body.addLayout(flow)
    return made


def _choices(theme: ThemeSource) -> Card:
    made = card("Choices and tabs")
    ticked, unticked, off = QCheckBox("Ticked"), QCheckBox("Not ticked"), QCheckBox("Off")
    chosen, other = QRadioButton("Chosen"), QRadioButton("Other")
    ticked.setChecked(True)
    chosen.setChecked(True)
    off.setEnabled(False)
    made.body.addLayout(_row(ticked, unticked, off, gap=16))
    made.body.addLayout(_row(chosen, other, gap=16))
    words = tuple(Choice(word.lower(), word) for word in ("One", "Two", "Three"))
    made.body.addLayout(_row(Segment(theme, words), Segment(theme, VIEWS), gap=16))
    on, out = Switch(theme, "Single-letter keys"), Switch(theme, "Other")
    on.show_on(on=True)
    made.body.addLayout(_row(Tabs(theme, (("a", "Contact sheet"), ("b", "List"))), on, out, gap=16))
    made.body.addWidget(ComboBox(theme, "Third assessor", (("e", "Esther N."), ("f", "Fatou S."))))
    return made


def _fields(theme: ThemeSource) -> Card:
    made = card("Text boxes")
    empty = LineField(theme, "", hint="Placeholder says what to type")
    filled, wrong, off = (LineField(theme, "") for _field in range(3))
    filled.show_text("Filled")
    wrong.show_text("2.8O")
    wrong.show_wrong("A number is needed here, such as 2.80")
    off.show_text("Not available")
    off.setEnabled(False)
    for part in (empty, filled, wrong, off, SearchField(theme, "Search or run", key="Ctrl K")):
        made.body.addWidget(part)
    focused = LineField(theme, "Focused")
    focused.show_text("Focused")
    focused.line.setObjectName("focusMe")
    made.body.addWidget(focused)
    box = TextBox(theme, "Strength")
    box.show_text("At 03:05 pupils question each other’s reasons and test them before changing the filter.")
    box.add_beside_label(KeyCap(theme, "C"))
    made.body.addWidget(box)
    return made


def _notices(theme: ThemeSource) -> Card:
    made = card("Notices and jobs")
    for notice in (
        Notice("6 portfolios imported, 1 needs a look", "ok", action="Show"),
        Notice("The disk has 1.2 GB left.", "warn", "Videos will stay on the stick.", "Make room"),
        Notice("The stick is full.", "bad", "Nothing was written. Choose another stick."),
    ):
        host = QWidget()
        host.setMinimumHeight(theme.px(96))
        NoticeBar(theme, host).show_notice(notice)
        made.body.addWidget(host)
    return made


def _empty(theme: ThemeSource) -> Card:
    made = card("Empty state")
    empty = EmptyState(theme)
    empty.show_empty(
        "folder",
        "No portfolios yet",
        "Drop a folder, a zip or a stick’s package here, or look around with the sample cohort.",
    )
    empty.add_action(button(theme, "Add portfolio", kind="primary"))
    empty.add_action(button(theme, "Sample cohort"))
    made.body.addWidget(empty)
    return made


def components(theme: ThemeSource) -> QWidget:
    """Controls in their states, as on the component sheet of the design."""
    window = QWidget()
    outer = QVBoxLayout(window)
    outer.setContentsMargins(24, 24, 24, 24)
    outer.setSpacing(16)
    outer.addWidget(label("Components and states", "title"))
    across = QHBoxLayout()
    across.setSpacing(16)
    for made in ((_buttons, _levels, _icons), (_marks, _rows, _chips, _choices), (_fields, _notices, _empty)):
        across.addLayout(_column(*(part(theme) for part in made)), 1)
    outer.addLayout(across)
    strip = JobStrip(theme)
    strip.show_jobs(
        (ShownJob("1", "Importing 12 portfolios", "package", 0.46, "4.1 of 8.9 GB, 7 min left", can_pause=True),)
    )
    outer.addWidget(strip)
    window.resize(theme.px(1366), theme.px(1240))
    return window


def _criterion_panel(theme: ThemeSource) -> QWidget:
    panel = page("panel")
    panel.setMinimumWidth(theme.px(320))
    column = QVBoxLayout(panel)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(6)
    head = QHBoxLayout()
    head.addWidget(label("T4  Student collaboration", "heading"), 1)
    head.addWidget(label("Weight 16", "body", "text2"))
    head.addWidget(Chip(theme, "Critical, needs 3", "warn"))
    column.addLayout(head)
    column.addWidget(Paragraph(theme, values.CRITERION.question, role="small", tone="text2"))
    rows = LevelRows(theme)
    rows.show_criterion(values.SCALE, values.CRITERION, LevelGiven(Fraction(3)))
    column.addWidget(rows)
    other = OtherMarks(theme, values.SCALE)
    column.addWidget(other)
    column.addWidget(line())
    texts = QHBoxLayout()
    texts.setSpacing(12)
    for words, said in (
        ("Strength", "At 03:05 pupils question each other’s reasons and test them before changing the filter."),
        ("Next step", "Give the roles to pupils: let each group choose who questions and who records, and say why."),
    ):
        box = TextBox(theme, words)
        box.show_text(said)
        texts.addWidget(box)
    column.addLayout(texts, 1)
    return panel


def _score_top(theme: ThemeSource, count: int) -> TopBar:
    top = TopBar(theme)
    top.add_leading(
        icon_button(theme, "chevron_left", "Back"),
        label("KITE-37", "label"),
        Chip(theme, "Blind", icon="hidden"),
        FileName(theme, "Clean water for our school", role="body", tone="text2", middle=False),
    )
    bar = CritBar(theme)
    marks = values.MARKS * 2
    bar.show_criteria(tuple(BarItem(f"T{n + 1}", "A criterion", marks[n]) for n in range(count)), values.SCALE, "T4")
    top.add_middle(bar)
    top.add_trailing(
        Segment(theme, VIEWS),
        icon_button(theme, "flag", "Flag", key="F"),
        button(theme, "", icon="search", key="Ctrl K"),
    )
    return top


def score(theme: ThemeSource, count: int = 8) -> QWidget:
    """The frame of the scoring screen."""
    window = QWidget()
    across = QHBoxLayout(window)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    rail = Rail(theme)
    rail.show_places(values.PLACES, values.SETTINGS)
    rail.set_current("score")
    rail.show_count("today", 3)
    across.addWidget(rail)
    main = QVBoxLayout()
    main.setSpacing(0)
    main.addWidget(_score_top(theme, count))
    panes = Splitter(theme)
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 12, 0, 0)
    evidence = RowList(theme)
    evidence.setModel(values.evidence())
    evidence.set_current_row(1)
    column.addWidget(evidence)
    middle = QWidget()
    inside = QVBoxLayout(middle)
    inside.setContentsMargins(16, 12, 16, 12)
    inside.addLayout(_row(label("Lesson video", "label"), FileName(theme, "lesson-04-filters-with-a-long-name.mp4")))
    inside.addWidget(DropZone(theme, "Drop a portfolio here, or", "choose a file"), 1)
    for part in (left, middle, scrolling(_criterion_panel(theme))):
        panes.addWidget(part)
    panes.set_usual_sizes((208, 560, theme.px(488)))
    main.addWidget(panes, 1)
    strip = JobStrip(theme)
    strip.show_jobs(
        tuple(
            ShownJob(str(n), "Preparing 6 videos", "video", None if n else 0.6, "" if n else "4 of 6", can_pause=True)
            for n in range(2)
        )
    )
    main.addWidget(strip)
    foot = StatusFoot(theme)
    facts = (("5 of 8", "marked"), ("", "Weighted mean"), ("2.85", "so far"))
    foot.show_standing(
        Standing(
            facts,
            "T5, T7 and T8 still need a mark",
            "Ctrl Enter",
            "Undo “T4 = 3”",
            "Ctrl Z",
            "41 min on this portfolio",
            "Saved 14:02",
        )
    )
    main.addWidget(foot)
    across.addLayout(main, 1)
    window.resize(1366, 768)
    return window


def score_many(theme: ThemeSource) -> QWidget:
    """The same with sixteen criteria."""
    return score(theme, 16)


def lists(theme: ThemeSource) -> QWidget:
    """Table, checks, verdict and contact sheet."""
    window = QWidget()
    across = QHBoxLayout(window)
    across.setContentsMargins(24, 24, 24, 24)
    across.setSpacing(16)
    worklist = card("My worklist")
    worklist.add_action(button(theme, "Filter", kind="quiet", icon="filter", size="small"))
    table = TableView(theme)
    table.setModel(values.worklist())
    table.set_columns((100, None, 130, 190, 110, 80))
    table.set_current_row(0)
    table.setMinimumHeight(theme.px(310))
    worklist.body.addWidget(table)
    sheet = QWidget()
    grid = GridFlow(theme.px(150), 12)
    sheet.setLayout(grid)
    for place in range(4):
        thumb = Thumbnail(theme, QSize(160, theme.px(140)), fill=False)
        thumb.show_picture(
            values.picture(place + 1) if place else None, badge="18:40" if place == 1 else "", icon="sound"
        )
        grid.addWidget(thumb)
    progress = ProgressBar(theme)
    progress.show_share(0.6, 0.65)
    across.addLayout(_column(worklist, sheet, progress), 3)
    verdict = Verdict(theme)
    verdict.show_verdict(
        "warn",
        "Genuine, but…",
        "This certificate was issued by Highland STEM Teaching Programme and has not been altered. "
        "It was superseded on 3 Nov 2026 by HSTP-2026-0317.",
    )
    verdict.add_button(button(theme, "Show what replaced it", kind="primary"))
    verdict.add_button(button(theme, "Print this check", icon="printer"))
    ready = card("Ready to sign?")
    ready.add_action(Chip(theme, "1 thing left", "warn"))
    checks = CheckList(theme)
    checks.show_checks(values.CHECKS)
    ready.body.addWidget(checks)
    result = card("Certified", tone="standard")
    result.body.addWidget(Paragraph(theme, "At least 2.75; every floor reached; T4 and T5 at least 3.", tone="text2"))
    across.addLayout(_column(verdict, ready, result), 2)
    window.resize(1366, 768)
    table.setFocus()
    return window


def palette(theme: ThemeSource) -> QWidget:
    """The command palette over a screen."""
    window = score(theme)
    made = CommandPalette(theme, window)
    window.show()
    made.open_with(values.COMMANDS)
    return window


def key_map(theme: ThemeSource) -> QWidget:
    """The key map over a screen."""
    window = score(theme)
    made = KeyMap(theme, window)
    window.show()
    made.open_with(values.KEYS)
    return window


SHEETS = (components, score, score_many, lists, palette, key_map)
