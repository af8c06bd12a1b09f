"""Beside the list: what is known of a candidate, and which portfolio is theirs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.matching_candidates import Pair, PortfolioHere
from certdesk.core.candidates import ListedCandidate
from certdesk.core.words import _
from certdesk.ui.screens.candidates.list_table import Has, ListedRow, has_words
from certdesk.ui.screens.candidates.words import facts_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top


class ListSide(QWidget):
    """``assigned(Pair)`` when somebody says whose a portfolio is; ``opened(portfolio)``; ``removed()``."""

    assigned = Signal(object)
    opened = Signal(str)
    removed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(from_the_top(inner))

    def show_row(
        self, row: ListedRow | None, people: tuple[ListedCandidate, ...], portfolios: tuple[PortfolioHere, ...]
    ) -> None:
        """Show a row; ``people`` have no portfolio yet, ``portfolios`` belong to nobody listed."""
        empty(self._column)
        if row is None:
            self._say(_("Choose a candidate to see what is known."))
            return
        words, kind = has_words(row.has)
        if row.candidate is not None:
            self._show_candidate(row.candidate)
        elif row.portfolio is not None:
            self._column.addWidget(label(row.portfolio.code, "heading"))
            self._say(" · ".join(part for part in (row.portfolio.name, row.portfolio.title) if part))
            self._open(row.portfolio)
        self._column.addWidget(Chip(self._theme, words, kind))
        for number, pair in enumerate(row.pairs):
            self._show_pair(pair, number, deciding=row.has is Has.DECIDE)
        if row.candidate is not None and row.has in {Has.NONE, Has.DECIDE} and portfolios:
            one = row.candidate
            choices = tuple((here.id, f"{here.code}  {here.name or here.title}".strip()) for here in portfolios)
            found = {here.id: Pair(one, here, _("by you")) for here in portfolios}
            self._choose(_("Their portfolio"), choices, found)
        if row.portfolio is not None and people:
            here = row.portfolio
            choices = tuple((one.id, ", ".join(part for part in (one.name, one.school) if part)) for one in people)
            self._choose(_("Whose it is"), choices, {one.id: Pair(one, here, _("by you")) for one in people})
        if row.candidate is not None:
            self._column.addWidget(line())
            gone = button(self._theme, _("Take off the list"), kind="quiet", size="small", icon="minus")
            gone.setObjectName("removeCandidate")
            gone.clicked.connect(lambda _on=False: self.removed.emit())
            self._column.addWidget(gone, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_candidate(self, one: ListedCandidate) -> None:
        self._column.addWidget(Paragraph(self._theme, one.name, role="heading"))
        self._say(facts_of(one))
        self._say(", ".join(known.value for known in one.known_as))
        self._say(one.note)

    def _show_pair(self, pair: Pair, number: int, *, deciding: bool) -> None:
        self._column.addWidget(line())
        here = pair.portfolio
        self._column.addWidget(label(here.code, "label"))
        self._say(" · ".join(part for part in (here.name, here.title, pair.why) if part))
        if not pair.joined:
            words = _("It is theirs") if deciding else _("Assign it")
            made = button(self._theme, words, size="small", icon="check")
            made.setObjectName(f"assign-{number}")
            made.clicked.connect(partial(self._assign, pair))
            self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._open(here, number)

    def _open(self, here: PortfolioHere, number: int = 0) -> None:
        made = button(self._theme, _("Open {code}").format(code=here.code), kind="quiet", size="small", icon="folder")
        made.setObjectName(f"openPortfolio-{number}")
        made.clicked.connect(lambda _on=False: self.opened.emit(here.id))
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, words: str, choices: tuple[tuple[str, str], ...], found: dict[str, Pair]) -> None:
        self._column.addWidget(line())
        self._column.addWidget(label(words, "column", "text2"))
        combo = ComboBox(self._theme, words, (("", _("Choose…")), *choices))
        combo.setObjectName("assignOther")
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        combo.chosen.connect(lambda key: self.assigned.emit(found[key]) if key in found else None)
        self._column.addWidget(combo)

    def _assign(self, pair: Pair, _on: bool = False) -> None:
        self.assigned.emit(pair)

    def _say(self, text: str) -> None:
        if text:
            self._column.addWidget(Paragraph(self._theme, text, role="small", tone="text2"))
