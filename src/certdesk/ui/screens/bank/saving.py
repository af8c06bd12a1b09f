"""“Save as mine”: words from a box of a report, looked at once more before they go into the bank."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.bank_offers import Proposal
from certdesk.core.comment_bank import Comment
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.bank.comment_form import CommentForm
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.overlay import Overlay
from certdesk.ui.widgets.paragraph import Paragraph

_WIDEST = 520


class SaveAsMine(Overlay):
    """Floats above the window. ``saved(Comment)`` when the person wants to keep it."""

    saved = Signal(object)

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(theme, host, widest=_WIDEST)
        self.setObjectName("saveAsMine")
        self.form = CommentForm(theme)
        self._said = Paragraph(theme, role="small", tone="warn")
        self._said.setObjectName("saveSaid")
        save = button(theme, _("Save as mine"), kind="primary")
        save.setObjectName("saveMine")
        save.clicked.connect(self._save)
        cancel = button(theme, _("Cancel"))
        cancel.clicked.connect(self.close_panel)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Save these words as mine"), "heading"))
        column.addWidget(self._said)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        column.addLayout(row)
        self.form.words.done.connect(self.close_panel)

    def ask(self, proposal: Proposal, rubric: Rubric) -> None:
        """Show the words as they would be kept, with what was taken out of them."""
        said = _("The candidate's name was taken out: {slot} stands in its place.").format(slot="{name}")
        self._said.show_text(said if proposal.name_hidden else "")
        self._said.setVisible(proposal.name_hidden)
        self.form.show_comment(proposal.comment, (rubric,))
        self.open_panel(self.form.words.writing)

    def _save(self) -> None:
        comment = self.form.comment()
        if isinstance(comment, Comment):
            self.close_panel()
            self.saved.emit(comment)
