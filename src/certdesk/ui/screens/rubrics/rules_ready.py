"""Ready rules offered in place, as long as no result gives a certificate."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.rubric import Rubric
from certdesk.core.rule_patterns import RulePattern, rule_patterns
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.paragraph import Paragraph


class ReadyRules(Card):
    """A calm card with the families of rules that programmes use: one click gives the rubric a pass rule."""

    chosen = Signal(object)  # RulePattern

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("No result gives a certificate yet"))
        self._theme = theme
        self._patterns: dict[str, RulePattern] = {}
        self._offers: dict[str, Button] = {}
        self.setObjectName("readyRules")
        self.set_tone("accent")
        said = _("Begin with rules that others use. Every number and word in them can be changed afterwards.")
        self.body.addWidget(Paragraph(theme, said, role="small", tone="text2"))
        self.hide()

    def show_rubric(self, rubric: Rubric) -> None:
        """Offer the families fitted to a rubric, or nothing where some result gives a certificate already."""
        certifies = any(each.certifies for each in rubric.decision.outcomes)
        self._patterns = {} if certifies else {each.id: each for each in rule_patterns(rubric)}
        for pattern in self._patterns.values():
            if pattern.id not in self._offers:
                self._offers[pattern.id] = self._offer(pattern)
        self.setVisible(bool(self._patterns))

    def _offer(self, pattern: RulePattern) -> Button:
        made = button(self._theme, pattern.label, size="small")
        made.setObjectName(f"ready-{pattern.id}")
        made.setAccessibleDescription(pattern.meaning)
        made.clicked.connect(lambda: self._choose(pattern.id))
        self.body.addWidget(made)
        self.body.addWidget(self._meaning(pattern))
        return made

    def _meaning(self, pattern: RulePattern) -> QWidget:
        return Paragraph(self._theme, pattern.meaning, role="small", tone="text3")

    def _choose(self, pattern_id: str) -> None:
        self.chosen.emit(self._patterns[pattern_id])
