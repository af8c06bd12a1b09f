"""A rubric as the assessor sees it: the real panel of the Score screen, and what the rules make of trial marks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.level_keys import level_by_key
from certdesk.core.marks import LevelGiven, Mark, NotObserved
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.wordings import in_language, languages
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.preview_expected import ExpectedView
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.screens.rubrics.preview_result import TrialResult
from certdesk.ui.screens.rubrics.preview_trial import fitting, trial_view
from certdesk.ui.screens.score.criterion_panel import CriterionPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.crit_bar import BarItem, CritBar
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.top_bar import TopBar

_PANEL, _MOST, _TALL, _LOW = 488, 0.62, 900, 820


class AssessorView(QWidget):
    """Steps through all criteria of a rubric. Marks can be tried; they are kept nowhere.

    ``criterion_shown(id)`` comes when another criterion is in view.
    """

    criterion_shown = Signal(str)

    def __init__(self, tools: Tools, *, beside: bool = True) -> None:
        super().__init__()
        theme = tools.theme
        self._theme = theme
        self._rubric: Rubric | None = None
        self._criterion = ""
        self._marks: dict[str, Mark] = {}
        self.strip = CritBar(theme)
        self.panel = CriterionPanel(theme)
        self.panel.setObjectName("assessorPanel")
        self.result = TrialResult(theme)
        self.expected = ExpectedView(theme)
        self._beside = beside
        self._language = ComboBox(theme, _("Language"))
        self._language.setObjectName("assessorLanguage")
        self._trial = Chip(theme, _("Trial: kept nowhere"), "accent", icon="info")
        self._clear = button(theme, _("Clear marks"), kind="quiet", icon="undo")
        self._clear.setObjectName("clearTrial")
        self._before = icon_button(theme, "up", _("Previous criterion"), key="Page Up")
        self._before.setObjectName("previousCriterion")
        self._after = icon_button(theme, "down", _("Next criterion"), key="Page Down")
        self._after.setObjectName("nextCriterion")
        self._empty = EmptyState(theme, framed=False)
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    @property
    def rubric(self) -> Rubric | None:
        """The rubric that is shown, in its own language."""
        return self._rubric

    def show_rubric(self, rubric: Rubric) -> None:
        """Show a rubric; the criterion in view and trial marks stay where they still fit."""
        if self._rubric is None or languages(self._rubric) != languages(rubric) or self._rubric.id != rubric.id:
            known = languages(rubric)
            self._language.show_choices(tuple((code, language_name(code)) for code in known), known[0])
            self._language.setVisible(len(known) > 1)
        if self._rubric is not None and self._rubric.id != rubric.id:
            self._marks = {}
        self._rubric = rubric
        self._marks = fitting(rubric, self._marks)
        if self._criterion not in {each.id for each in rubric.criteria}:
            self._criterion = rubric.criteria[0].id if rubric.criteria else ""
        self._show()

    def show_criterion(self, criterion_id: str) -> None:
        """Bring a criterion into view; an unknown one changes nothing."""
        if self._rubric is None or criterion_id not in {each.id for each in self._rubric.criteria}:
            return
        self._criterion = criterion_id
        self._show()
        self.panel.levels.focus_level()
        self.criterion_shown.emit(criterion_id)

    def step(self, by: int) -> None:
        """Go to the criterion that stands so many places further; it ends at the first and the last."""
        ids = [each.id for each in self._rubric.criteria] if self._rubric else []
        if ids:
            self.show_criterion(ids[min(len(ids) - 1, max(0, ids.index(self._criterion) + by))])

    def marks(self) -> dict[str, Mark]:
        """Return the trial marks."""
        return dict(self._marks)

    def give(self, mark: Mark) -> None:
        """Try a mark on the criterion in view."""
        if self._rubric is not None and self._criterion:
            self._marks = fitting(self._rubric, self._marks | {self._criterion: mark})
            self._show()

    def take_back(self) -> None:
        """Take the trial mark of the criterion in view away."""
        self._marks.pop(self._criterion, None)
        self._show()

    def clear(self) -> None:
        """Take all trial marks away."""
        self._marks = {}
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give a level with its digit, and not observed with N."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = not held
        if plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._give_level(key - Qt.Key.Key_0)
        elif held == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_0 <= key <= Qt.Key.Key_2:
            self._give_level(10 + key - Qt.Key.Key_0)
        elif plain and key == Qt.Key.Key_N:
            self._give_not_observed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Set the reading size as the Score screen does in a window of this height."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()
        height = self.window().height()
        self.panel.set_reading(large=height >= self._theme.px(_TALL), tight=height < self._theme.px(_LOW))

    def _fit(self) -> None:
        """Give the panel the width that it has on the Score screen, but leave room beside it for large letters."""
        wide = self._theme.px(_PANEL)
        self.panel.setFixedWidth(min(wide, max(wide // 2, round(self.width() * _MOST))))

    def _give_level(self, number: int) -> None:
        criterion = self._current()
        if self._rubric is None or criterion is None:
            return
        level = level_by_key(self._rubric.scale_of(criterion), number)
        if level is not None:
            self.give(LevelGiven(level.value))

    def _give_not_observed(self) -> None:
        """Give it where the panel offers it."""
        offered = self.panel.other.findChild(QWidget, "notObserved")
        if offered is not None and offered.isEnabled():
            self.give(NotObserved())

    def _current(self) -> Criterion | None:
        shown = self._rubric.criteria if self._rubric else ()
        return next((each for each in shown if each.id == self._criterion), None)

    def _show(self) -> None:
        criterion = self._current()
        if self._rubric is None:
            return
        if criterion is None or not self._rubric.scale_of(criterion).levels:
            heading = _("No criterion yet") if criterion is None else _("{id} has no levels yet")
            detail = _("What you write in the grid can be tried here.")
            self._empty.show_empty("grid", heading.format(id=self._criterion), detail)
            self._pages.setCurrentWidget(self._empty)
            return
        self._pages.setCurrentIndex(0)
        shown = in_language(self._rubric, self._language.current() or self._rubric.language)
        view = trial_view(shown, self._marks)
        items = tuple(BarItem(c.id, c.title, view.assessment.mark(c.id)) for c in shown.criteria)
        self.strip.show_criteria(items, shown.scale, self._criterion)
        self.panel.show_view(view, shown.criterion(self._criterion))
        self.expected.show_criterion(shown, shown.criterion(self._criterion))
        self.result.show_view(view)
        self._clear.setEnabled(bool(self._marks))
        ids = [each.id for each in shown.criteria]
        self._before.setEnabled(self._criterion != ids[0])
        self._after.setEnabled(self._criterion != ids[-1])

    def _build(self) -> None:
        bar = TopBar(self._theme)
        bar.add_leading(self._before, self._after)
        bar.add_middle(self.strip)
        bar.add_trailing(self._language, self._trial, self._clear)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        side = QWidget()
        told = QVBoxLayout(side)
        told.setContentsMargins(24, 16, 24, 16)
        told.setSpacing(16)
        told.addWidget(self.result)
        told.addWidget(line())
        told.addWidget(self.expected)
        told.addStretch(1)
        around = scrolling(side)
        across.addWidget(around, 1)
        around.setVisible(self._beside)  # only now: alone it would be a window of its own, and take the keyboard
        across.addWidget(self.panel)
        self._fit()
        self._pages.addWidget(page)
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.strip.criterion_chosen.connect(self.show_criterion)
        self.panel.marked.connect(self.give)
        self.panel.mark_cleared.connect(self.take_back)
        self.result.criterion_chosen.connect(self.show_criterion)
        self._clear.clicked.connect(self.clear)
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        for key, by in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            # A shortcut, because what scrolls around the levels would keep the key for itself.
            turn = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.activated.connect(partial(self.step, by))
        self._language.chosen.connect(lambda _code: self._show())
        self._theme.changed.connect(self._fit)
