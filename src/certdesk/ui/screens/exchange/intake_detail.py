"""One portfolio of an intake: what is doubtful about it, what would happen to it, and the choices there are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.previewing_intake import Choice, Decision, ItemStanding, PreviewPortfolio, Standing
from certdesk.core.words import _
from certdesk.ui.screens.exchange.words import names_in_short
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.paragraph import Paragraph

_MOST = 4


class IntakeDetail(QWidget):
    """``decided(Decision)`` for doubtful ones, ``selected(key, on)`` for leaving one out and letting it in again."""

    decided = Signal(object)
    selected = Signal(str, bool)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("intakeDetail")
        self._theme = theme
        self._heading = Paragraph(theme, role="name")
        self._heading.setObjectName("intakeDetailHeading")
        self._told = Paragraph(theme, role="small", tone="text2")
        self._told.setObjectName("intakeDetailTold")
        self._row = QWidget()
        self._choices = FlowLayout(8)
        self._row.setLayout(self._choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        for part in (self._heading, self._told, self._row):
            column.addWidget(part)

    def show_portfolio(self, one: PreviewPortfolio | None) -> None:
        """Show one portfolio, or nothing."""
        self.setVisible(one is not None)
        if one is None:
            return
        heading = f"{one.code}: {one.title}" if one.title and one.title != one.code else one.code
        self._heading.show_text(heading, bold=len(one.code))
        told = (*one.why, *one.notes, *_changes(one), *one.warnings)
        self._told.show_text(" ".join(told[: _MOST * 2]), tone="warn" if one.why and one.choice is None else "text2")
        self._told.setVisible(bool(told))
        empty(self._choices)
        for made in self._buttons(one):
            self._choices.addWidget(made)
            made.show()

    def _buttons(self, one: PreviewPortfolio) -> list[Button]:
        if not one.selected or one.choice is Choice.LEAVE:
            return [self._choice(_("Take it in after all"), "intakeBack", one, None)]
        buttons: list[Button] = []
        if one.standing is Standing.DOUBTFUL or one.namesakes:
            for here in one.namesakes[:_MOST]:
                if here.signed:
                    continue
                words = _("It is {code} that is here").format(code=here.code)
                buttons.append(self._choice(words, f"intakeUpdate-{here.code}", one, here.portfolio_id))
            words = _("It is a new one") if one.namesakes else _("Take it in by itself")
            buttons.append(self._choice(words, "intakeNew", one, ""))
        buttons.append(self._choice(_("Leave it out"), "intakeLeave", one, None))
        return buttons

    def _choice(self, words: str, name: str, one: PreviewPortfolio, portfolio: str | None) -> Button:
        """Return a button for a decision: into a portfolio by its id, as a new one (empty), or in and out (None)."""
        chosen = (portfolio == "" and one.choice is Choice.NEW) or (
            bool(portfolio) and one.choice is Choice.UPDATE and one.portfolio_id == portfolio
        )
        made = button(self._theme, words, size="small", icon="check" if chosen else None)
        made.setObjectName(name)
        made.setAccessibleDescription(one.code)
        if portfolio is None:
            made.clicked.connect(lambda: self.selected.emit(one.key, name == "intakeBack"))
        else:
            choice = Choice.UPDATE if portfolio else Choice.NEW
            made.clicked.connect(lambda: self.decided.emit(Decision(one.key, choice, portfolio)))
        return made


def _changes(one: PreviewPortfolio) -> tuple[str, ...]:
    """Say which files would come in otherwise than before."""
    if one.standing is Standing.NEW or not (one.portfolio_id or one.namesakes):
        return ()
    said = (
        ((ItemStanding.NEW,), _("New: {names}.")),
        ((ItemStanding.CHANGED,), _("Changed: {names}.")),
        ((ItemStanding.BESIDE,), _("Changed, and comes in beside the one that is being assessed: {names}.")),
        ((ItemStanding.DESCRIBED,), _("Described otherwise: {names}.")),
        ((ItemStanding.GONE,), _("No longer at the source, stays here: {names}.")),
    )
    told = []
    for standings, text in said:
        names = tuple(item.title or item.name for item in one.items if item.standing in standings)
        if names:
            told.append(text.format(names=names_in_short(names, len(names))))
    return tuple(told)
