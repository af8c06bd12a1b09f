"""Opening an appeal: against whose result, on which ground, and what happened, in the candidate's words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.appeals import GROUNDS
from certdesk.core.cohorts import CohortMember
from certdesk.core.policy import Appeals, Ground
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.form import foot_of
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import TextBox, Wrong


class AppealForm(QWidget):
    """``go(portfolio, ground, words)`` and ``away()``; `show_wrong` says why it was refused."""

    go = Signal(str, str, str)
    away = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("appealForm")
        self._about = Paragraph(theme, tone="text2")
        self._who = ComboBox(theme, _("Candidate"))
        self._who.setObjectName("appealWho")
        self._ground = ComboBox(theme, _("Ground"))
        self._ground.setObjectName("appealGround")
        for combo in (self._who, self._ground):
            combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
        self._words = TextBox(theme, _("What happened"), hint=_("in the candidate’s own words"), rows=5)
        self._words.setObjectName("appealWords")
        self._wrong = Wrong(theme)
        self._wrong.setObjectName("appealWrong")
        go = button(theme, _("Open the appeal"), kind="primary", size="large")
        go.setObjectName("appealGo")
        go.clicked.connect(self._on_go)
        leave = button(theme, _("Back"), kind="quiet")
        leave.setObjectName("appealAway")
        leave.clicked.connect(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(8)
        column.addWidget(label(_("Open an appeal"), "heading"))
        column.addWidget(self._about)
        column.addWidget(label(_("Candidate"), "column", "text2"))
        column.addWidget(self._who)
        column.addWidget(label(_("Ground"), "column", "text2"))
        column.addWidget(self._ground)
        column.addWidget(self._words)
        column.addWidget(self._wrong)
        column.addLayout(foot_of(go, leave))

    def show_choices(self, released: Sequence[CohortMember], policy: Appeals, portfolio_id: str = "") -> None:
        """Offer everybody whose result is released, and the grounds of the policy."""
        text = ngettext(
            "An appeal can be made for {count} day after the release. Another opinion of the work is no ground.",
            "An appeal can be made for {count} days after the release. Another opinion of the work is no ground.",
            policy.window_days,
        )
        self._about.show_text(text.format(count=policy.window_days))
        people = tuple((one.portfolio_id, f"{one.code}   {one.name}".strip()) for one in released)
        self._who.show_choices(people, portfolio_id)
        known = [one for one in Ground if one in policy.grounds]
        self._ground.show_choices(tuple((one.value, _(GROUNDS[one])) for one in known))
        self._words.show_text("")
        self._wrong.show_wrong("")
        (self._words.writing if portfolio_id else self._who).setFocus()

    def show_wrong(self, words: str) -> None:
        """Say why it can't be opened."""
        self._wrong.show_wrong(words)

    def _on_go(self) -> None:
        self.go.emit(self._who.current(), self._ground.current(), self._words.text().strip())
