"""The line above the grid: which section is shown, the weights, their total, and one click that rebalances them."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from certdesk.core.editing_weights import HALF, ONE, WHOLE, are_per_cents, rebalance, total_weight
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.grid_sections import SectionChoice
from certdesk.ui.screens.rubrics.grid_weights import WeightsBar
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, set_tone

_HEIGHT, _WORD, _LEAST, _USUAL = 44, 56, 96, 220


class GridHead(QFrame):
    """``section_chosen(id)``, ``criterion_chosen(id)``, ``rebalance_asked(step, equal)``."""

    section_chosen = Signal(str)
    criterion_chosen = Signal(str)
    rebalance_asked = Signal(object, bool)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.sections, self.weights = SectionChoice(theme), WeightsBar(theme)
        self._words = label(_("Weights"), "small", "text2")
        self._icons = {
            "ok": IconView(theme, "check", "ok", 16),
            "warn": IconView(theme, "warning", "warn", 16),
        }
        self._total = label("", "small", "ok", name="totalWeight")
        self._rebalance = button(theme, _("Rebalance"), kind="quiet", size="small")
        self._rebalance.setObjectName("rebalance")
        self._idle = False
        self._known: tuple[object, ...] = ()
        self._more = icon_button(theme, "chevron_down", _("Ways to rebalance"), size="small")
        self._more.setObjectName("rebalanceMore")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.sections, 1)
        row.addSpacing(4)
        row.addWidget(self._words)
        row.addWidget(self.weights)
        for icon in self._icons.values():
            row.addWidget(icon)
        row.addWidget(self._total)
        row.addWidget(self._rebalance)
        row.addWidget(self._more)
        self.sections.chosen.connect(self.section_chosen)
        self.weights.chosen.connect(self.criterion_chosen)
        self._rebalance.clicked.connect(lambda: self.rebalance_asked.emit(None, False))
        self._more.clicked.connect(self._offer)
        theme.changed.connect(self._dress)
        self._dress()

    def show_rubric(self, rubric: Rubric, section: str) -> None:
        """Show the sections and weights of a rubric; typing in a cell changes no weight."""
        self.sections.show_rubric(rubric, section)
        known = (section, rubric.sections, *((each.id, each.title, each.weight) for each in rubric.criteria))
        if known == self._known:
            return
        self._known = known
        self.weights.show_rubric(rubric, section)
        total = total_weight(rubric.criteria)
        per_cent, whole = are_per_cents(rubric), total == WHOLE
        self._total.setText(_("Total {total}").format(total=plain_number(total)))
        set_tone(self._total, "ok" if whole else "warn" if per_cent else "text2")
        self._icons["ok"].setVisible(whole)
        self._icons["warn"].setVisible(per_cent and not whole)
        self._idle = whole
        self._rebalance.set_kind("quiet" if whole or not per_cent else "secondary")
        self._fit()
        self._rebalance.setToolTip("" if whole else _("Make the weights total exactly 100, in proportion"))

    def take_keyboard(self) -> None:
        """Give the keyboard to the button that rebalances."""
        (self._more if self._rebalance.isHidden() else self._rebalance).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the bar of weights give way to the names of the sections, then its word and what has nothing to do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        others = (self._total, self._rebalance, self._more)
        taken = sum(each.sizeHint().width() + 8 for each in others) + 2 * px(24) + 40
        spare = self.width() - taken - self.sections.wanted() - px(_WORD)
        self._rebalance.setVisible(not self._idle or spare + px(_WORD) >= px(_LEAST))
        self._words.setVisible(spare >= px(_LEAST))
        self.weights.setFixedWidth(min(max(spare, px(_LEAST)), px(_USUAL)))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("rebalanceMenu")
        for name, words, step, equal in (
            ("whole", _("In whole per cents"), ONE, False),
            ("half", _("In half per cents"), HALF, False),
            ("equal", _("The same weight for each"), ONE, True),
        ):
            action = QAction(words, menu)
            action.setObjectName(name)
            action.triggered.connect(lambda _on=False, s=step, e=equal: self.rebalance_asked.emit(s, e))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))


def rebalanced(rubric: Rubric, step: Fraction | None, locked: frozenset[str], *, equal: bool) -> Rubric:
    """Return the rubric with weights that total 100, in the step asked for or the one that they have."""
    known = frozenset(each.id for each in rubric.criteria) & locked
    halves = any(each.weight.denominator == 2 for each in rubric.criteria)
    return rebalance(rubric, step=step or (HALF if halves else ONE), locked=known, equal=equal)
