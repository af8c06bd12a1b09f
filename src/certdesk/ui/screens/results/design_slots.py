"""The slots that a text may hold, each a small button that writes it where somebody is writing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.certificate_texts import SLOTS
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.paragraph import Paragraph


class SlotButtons(QWidget):
    """One button for each slot. ``chosen(str)`` hands over the slot with its brackets."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        about = Paragraph(theme, role="small", tone="text3")
        about.show_text(_("These are filled in for each certificate; a click puts one where you write:"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(about)
        flow = FlowLayout(4)
        for name, meaning in SLOTS.items():
            slot = f"{{{name}}}"
            made = button(theme, slot, size="small")
            made.setObjectName(f"slot-{name}")
            made.setToolTip(_(meaning))
            made.setAccessibleName(_("Put in {slot}: {meaning}").format(slot=slot, meaning=_(meaning)))
            # With the mouse the keyboard stays in the text; Tab reaches them all the same.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _on=False, slot=slot: self.chosen.emit(slot))
            flow.addWidget(made)
        column.addLayout(flow)
