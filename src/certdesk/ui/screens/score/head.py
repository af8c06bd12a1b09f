"""The bar above: where I am, the criteria with their marks, layouts, flag, and the way to signing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.looking import AssessmentView
from certdesk.core.assessment import AssessmentState
from certdesk.core.words import _
from certdesk.ui.models.bar_items import bar_items
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.crit_bar import CritBar
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar


class ScoreHead(QWidget):
    """Shows a view and says what was chosen."""

    back_chosen = Signal()
    criterion_chosen = Signal(str)
    layout_chosen = Signal(str)
    flag_chosen = Signal()
    finalise_chosen = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to the portfolio"))
        back.setObjectName("back")
        back.clicked.connect(self.back_chosen)
        self._code = label("", "label", name="code")
        self._state = Chip(theme, "", "neutral")
        self._title = FileName(theme)
        self._title.setMaximumWidth(theme.px(220))
        self.criteria = CritBar(theme)
        self.criteria.criterion_chosen.connect(self.criterion_chosen)
        self._layout = Segment(
            theme,
            (
                Choice("side", _("Side by side"), "layout_side", icon_only=True),
                Choice("criterion", _("One item and the criterion"), "layout_top", icon_only=True),
                Choice("two", _("Two pieces of evidence (Ctrl+B)"), "layout_two", icon_only=True),
                Choice("evidence", _("Evidence alone (F11)"), "full_screen", icon_only=True),
            ),
            "side",
        )
        self._layout.chosen.connect(self.layout_chosen)
        self._layout.setAccessibleName(_("Layout"))
        self._flag = icon_button(theme, "flag", _("Flag for the lead"), key="F")
        self._flag.setObjectName("flag")
        self._flag.clicked.connect(self.flag_chosen)
        finalise = button(theme, _("Finalise"))
        finalise.setObjectName("finalise")
        finalise.clicked.connect(self.finalise_chosen)
        bar.add_leading(back, self._code, self._state, self._title)
        bar.add_middle(self.criteria)
        bar.add_trailing(self._layout, self._flag, finalise)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)

    def show_view(self, view: AssessmentView, current: str) -> None:
        """Show code, title, state, and every criterion with its mark."""
        self._code.setText(view.portfolio.code)
        self._title.show_text(view.portfolio.title)
        words, kind, icon = _state(view)
        self._state.show_chip(words, kind, icon)
        items = bar_items(view)
        self.criteria.show_criteria(items, view.rubric.scale, current)

    def show_layout(self, layout: str) -> None:
        """Show which layout is in use."""
        self._layout.set_current(layout)


def _state(view: AssessmentView) -> tuple[str, str, str]:
    match view.assessment.state:
        case AssessmentState.FLAGGED:
            return _("Flagged"), "warn", "flag"
        case AssessmentState.HELD:
            return _("Held"), "warn", "held"
        case AssessmentState.SIGNED:
            return _("Signed"), "ok", "signature"
    return _("Blind"), "neutral", "hidden"
