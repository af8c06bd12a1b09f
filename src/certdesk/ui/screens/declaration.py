"""Before anything is shown: the question whether there is a conflict of interest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.looking import PortfolioView
from certdesk.core.asked import asked_sentence
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import centred

_WIDTH = 560


class DeclarationPage(QWidget):
    """``opened()`` says that there is no conflict, ``declined()`` that there may be one."""

    opened = Signal()
    declined = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._question = Paragraph(theme, role="body", tone="text2")
        self._open = button(theme, _("I know of no conflict: open it"), kind="primary", size="large")
        self._open.setObjectName("open")
        self._open.clicked.connect(self.opened)
        decline = button(theme, _("Declare a conflict…"), size="large")
        decline.setObjectName("declineFirst")
        decline.clicked.connect(self.declined)
        holder = card(name="declaration")
        holder.setFixedWidth(theme.px(_WIDTH))
        holder.body.setSpacing(12)
        holder.body.addWidget(label(_("Before you look"), "heading"))
        holder.body.addWidget(self._question)
        meant = _("A conflict is, for example: family, friendship, the same school, work you had a hand in, a dispute.")
        holder.body.addWidget(Paragraph(theme, meant, tone="text2"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._open)
        row.addWidget(decline)
        row.addStretch(1)
        holder.body.addLayout(row)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(centred(holder))
        column.addStretch(2)

    def ask(self, view: PortfolioView) -> None:
        """Ask about this portfolio; nothing of its content is told."""
        count = ngettext("{count} item", "{count} items", len(view.items)).format(count=len(view.items))
        text = _(
            "You will see the work of one teacher: {count}, {programme}. Marking is blind, so you see a code and not a "
            "name. If you recognise the teacher, the school or a colleague while you look, stop and declare it."
        )
        text = text.format(count=count, programme=view.portfolio.programme or view.rubric.title)
        self._question.show_text(" ".join(part for part in (text, asked_sentence(view.asked)) if part))

    def focus(self) -> None:
        """Give the keyboard to the first answer."""
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
