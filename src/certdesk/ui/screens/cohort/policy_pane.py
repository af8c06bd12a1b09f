"""The policy of a cohort: every number as a setting while it is prepared, to read once it is open."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from certdesk.actions.cohorts import change_policy
from certdesk.core.cohorts import CohortState
from certdesk.core.policy import ProgrammePolicy, Settle
from certdesk.core.policy_told import told
from certdesk.core.words import _
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.policy_settings import PARTS, SETTLES, Kind, Setting, changed, read, value_of, wanted
from certdesk.ui.screens.cohort.policy_settings import written as shown
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.switch import Switch

_FIELD, _LONG, _CHOICE = 76, 130, 250


class PolicyPane(CohortPane):
    """Two columns of parts; a number is kept when its field is left."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        self._policy: ProgrammePolicy | None = None
        self._editable = False
        self._parts: dict[str, QWidget] = {}
        self._why = Paragraph(tools.theme)
        self._why.setObjectName("policyWhy")
        self._icon = IconView(tools.theme, "lock", "text2")
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._build()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show the settings, or what the policy says."""
        editable = standing.cohort.state is CohortState.PREPARING
        if editable:
            self._why.show_text(_("Every number can be changed until the cohort is opened; then it stays as it is."))
        else:
            text = _("{name} is open, so its policy stays as it was then: whoever is assessed knows by what.")
            self._why.show_text(text.format(name=standing.cohort.name))
        self._icon.show_icon("edit" if editable else "lock", "text2")
        if editable and self._editable and self._policy is not None:
            self._policy = standing.policy
            self._fill(standing.policy)
            return
        self._policy, self._editable, self._parts = standing.policy, editable, {}
        for column in self._columns:
            empty(column)
        made = [self._part(title, rows) for title, rows in PARTS] if editable else self._told(standing.policy)
        heights = [0, 0]
        for part in made:
            place = heights.index(min(heights))
            self._columns[place].addWidget(part)
            heights[place] += part.sizeHint().height()
        for column in self._columns:
            column.addStretch(1)

    def _told(self, policy: ProgrammePolicy) -> list[QWidget]:
        found: list[QWidget] = []
        for title, rows in told(policy):
            made = Card(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
            for row, (name, value) in enumerate(rows):
                grid.addWidget(Paragraph(self.tools.theme, name, tone="text2"), row, 0)
                grid.addWidget(Paragraph(self.tools.theme, value), row, 1)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            made.body.addLayout(grid)
            found.append(made)
        return found

    def _part(self, title: str, rows: tuple[Setting, ...]) -> QWidget:
        made = Card(_(title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, one in enumerate(rows):
            words = label(_(one.words), "body", "text2")
            words.setWordWrap(True)
            grid.addWidget(words, row, 0)
            field = self._field(one)
            self._parts[one.path] = field
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(field)
            if one.unit:
                line.addWidget(label(_(one.unit), "small", "text3"))
            line.addStretch(1)
            grid.addLayout(line, row, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        made.body.addLayout(grid)
        return made

    def _field(self, one: Setting) -> QWidget:
        theme, value = self.tools.theme, value_of(self._policy, one.path) if self._policy else None
        made: QWidget
        if one.kind is Kind.YES_NO:
            switch = made = Switch(theme, _(one.words))
            switch.show_on(on=bool(value))
            switch.toggled.connect(partial(self._keep, one.path))
        elif one.kind is Kind.SETTLE:
            choice = made = ComboBox(theme, _(one.words), tuple((key.value, _(words)) for key, words in SETTLES))
            choice.set_current(str(value))
            choice.setFixedWidth(theme.px(_CHOICE))
            choice.chosen.connect(lambda key: self._keep(one.path, Settle(key)))
        else:
            field = made = QLineEdit(shown(one.kind, value))
            field.setAccessibleName(_(one.words))
            field.setFixedWidth(theme.px(_LONG if one.kind in (Kind.COUNTS, Kind.DAYS) else _FIELD))
            field.editingFinished.connect(partial(self._on_written, one, field))
        made.setObjectName(f"policy-{one.path}")
        return made

    def _fill(self, policy: ProgrammePolicy) -> None:
        """Show other values in the fields that are there, and take the keyboard from none of them."""
        for one in (each for _title, rows in PARTS for each in rows):
            field, value = self._parts[one.path], value_of(policy, one.path)
            if isinstance(field, Switch):
                field.show_on(on=bool(value))
            elif isinstance(field, ComboBox):
                field.set_current(str(value))
            elif isinstance(field, QLineEdit) and not field.hasFocus():
                field.setText(shown(one.kind, value))

    def _on_written(self, one: Setting, field: QLineEdit) -> None:
        if self._policy is None:
            return
        before = value_of(self._policy, one.path)
        value = read(one.kind, field.text())
        if value is None:
            self.noticed.emit(
                Notice(_("{words}: {wanted}").format(words=_(one.words), wanted=wanted(one.kind)), "warn")
            )
            field.setText(shown(one.kind, before))
        elif value != before:
            self._keep(one.path, value)

    def _keep(self, path: str, value: object) -> None:
        policy = self._policy
        if policy is None or value_of(policy, path) == value:
            return
        done = self.tools.session.do(change_policy, self.desk.standing().cohort, changed(policy, path, value))
        if done is None:
            self._fill(policy)

    def _build(self) -> None:
        why = card(tone="sunken", name="policyState")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._why, 1)
        why.body.addLayout(row)
        both = QHBoxLayout()
        both.setSpacing(16)
        for column in self._columns:
            column.setSpacing(16)
            both.addLayout(column, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(why)
        column.addLayout(both)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(page))
