"""Mean levels by school, subject, language, section or code: which of them is chosen in the title."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.core.insights.figures import Breakdown, CohortFigures, HeatMap
from certdesk.core.insights.sentences import rows_sentence
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.heat_legend import HeatLegend
from certdesk.ui.widgets.heat_view import HeatView
from certdesk.ui.widgets.paragraph import Paragraph

_LEAST_ROWS = 4


class HeatCard(Card):
    """The card."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("heatCard")
        self._theme = theme
        self._maps: tuple[HeatMap, ...] = ()
        self._smallest = 5
        self._which = ComboBox(theme, _("By what the map is told"))
        self._which.setObjectName("heatBy")
        self._which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.chosen.connect(lambda _key: self._show())
        self._legend = HeatLegend(theme)
        self._legend.setObjectName("heatLegend")
        self._why = Paragraph(theme, role="small", tone="text2")
        self._why.setObjectName("heatWhy")
        self._none = EmptyState(theme, framed=False)
        self._none.setObjectName("heatNone")
        self.view = HeatView(theme)
        self.view.setObjectName("heatMap")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._which)
        legend = QVBoxLayout()
        legend.addStretch(1)
        legend.addWidget(self._legend)
        legend.addStretch(1)
        head.addLayout(legend, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._why)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self.view, 1)
        theme.changed.connect(self._dress)

    def show_figures(self, figures: CohortFigures) -> None:
        """Show the maps of a cohort; the one that was in front stays there."""
        before = self._which.current()
        self._maps, self._smallest = figures.heat, figures.smallest
        keys = [_key(at, heat) for at, heat in enumerate(self._maps)]
        choices = tuple((key, heat.title) for key, heat in zip(keys, self._maps, strict=True))
        told = (key for key, heat in zip(keys, self._maps, strict=True) if heat.shown)
        self._which.show_choices(choices, before if before in keys else next(told, ""))
        self._which.setVisible(bool(choices))
        self._none.show_empty("grid", *_why_none(figures))
        self._show()

    def show_by(self, by: Breakdown) -> None:
        """Bring the map by something to the front."""
        at = next((at for at, heat in enumerate(self._maps) if heat.by is by), 0)
        if self._maps:
            self._which.set_current(_key(at, self._maps[at]))
        self._show()

    def _show(self) -> None:
        heat = next((heat for at, heat in enumerate(self._maps) if _key(at, heat) == self._which.current()), None)
        for part in (self._legend, self._why, self.view):
            part.setVisible(heat is not None)
        self._none.setVisible(heat is None)
        self.view.show_heat(heat)
        if heat is None:
            return
        self._legend.show_heat(heat, self._smallest, _shown_of(heat))
        others = any(row.hidden and row.n >= self._smallest for row in heat.rows)
        self._why.show_text(rows_sentence(heat, self._smallest))
        self._why.setVisible(others)
        self._dress()

    def _dress(self) -> None:
        rows = min(_LEAST_ROWS, max(1, self.view.table.rowCount()))
        self.view.setMinimumHeight(self._theme.px(34) + self._theme.px(35) * rows)


def _why_none(figures: CohortFigures) -> tuple[str, str]:
    """Say why there is no map: too much was chosen, or nothing is known of the candidates."""
    if figures.chosen:
        detail = _("Parts of so small a group would pick out single teachers. Choose all teachers to see the maps.")
        return _("No map of this choice"), detail
    detail = _("Add school, subject or language to the list of candidates, and the means by group stand here.")
    return _("Candidates have no school, subject or language yet"), detail


def _shown_of(heat: HeatMap) -> str:
    shown, every = len(heat.shown), len(heat.rows)
    words = {
        Breakdown.SCHOOL: _("{shown} of {all} schools"),
        Breakdown.SUBJECT: _("{shown} of {all} subjects"),
        Breakdown.LANGUAGE: _("{shown} of {all} languages"),
        Breakdown.SECTION: _("{shown} of {all} sections"),
        Breakdown.CODE: _("{shown} of {all} codes"),
    }
    return words[heat.by].format(shown=shown, all=every)


def _key(at: int, heat: HeatMap) -> str:
    return f"{heat.by.value}-{at}" if heat.by is Breakdown.CODE else heat.by.value
