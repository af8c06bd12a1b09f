"""The comment that is chosen in the bank: written in place, with how it will read, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.bank_filtering import OTHERS, BankRow
from certdesk.core.bank_sample import sample_slots
from certdesk.core.comment_bank import Comment
from certdesk.core.rubric import Rubric
from certdesk.core.slots import filled, open_slots
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.bank.bank_table import whose_words
from certdesk.ui.screens.bank.comment_form import CommentForm
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling


class CommentSide(QFrame):
    """``kept(Comment)`` when what was written should be kept, ``duplicated()``, ``removed()``."""

    kept = Signal(object)
    duplicated = Signal()
    removed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._rubrics: tuple[Rubric, ...] = ()
        self._title = label("", "heading", name="commentTitle")
        self._whose = Chip(theme, "", "neutral")
        self._said = Paragraph(theme, role="small", tone="text2")
        self.form = CommentForm(theme)
        self._preview = Paragraph(theme, role="reading")
        self._preview.setObjectName("commentPreview")
        self._open = label("", "small", "warn", name="commentOpen")
        self._uses = label("", "small", "text2", name="commentUses")
        self._duplicate = button(theme, _("Duplicate as mine"), icon="copy")
        self._duplicate.setObjectName("duplicateComment")
        self._remove = button(theme, _("Remove"), icon="trash")
        self._remove.setObjectName("removeComment")
        self._build()
        self.form.changed.connect(self._show_preview)
        self.form.left.connect(self.kept)
        self.form.words.done.connect(self.form.words.writing.clearFocus)
        self._duplicate.clicked.connect(self.duplicated)
        self._remove.clicked.connect(self.removed)

    def show_row(self, row: BankRow, rubrics: tuple[Rubric, ...]) -> None:
        """Show a comment; other people's can be read and copied, not written."""
        self._rubrics = rubrics
        writable = row.whose != OTHERS
        new = not row.comment.id
        self._title.setText(_("New comment") if new else _("Comment"))
        self._whose.show_chip(whose_words(row), "accent" if writable and row.comment.owner else "neutral")
        text = "" if writable else _("These are somebody else's words. Duplicate them to change them.")
        if new:
            text = _("It is kept as soon as it has words.")
        self._said.show_text(text)
        self._said.setVisible(bool(text))
        self.form.show_comment(row.comment, rubrics, writable=writable)
        self._show_preview(row.comment)
        self._uses.setText("" if new else _uses_words(row.times, row.last))
        self._duplicate.setVisible(not new)
        self._remove.setVisible(writable and not new)

    def _show_preview(self, comment: Comment) -> None:
        text = filled(comment.text, sample_slots(comment, self._rubrics))
        self._preview.show_text(text or _("Nothing is written yet."))
        count = len(open_slots(text))
        words = ngettext("{count} place for the writer to fill in", "{count} places for the writer to fill in", count)
        self._open.setText(words.format(count=count))
        self._open.setVisible(bool(count))

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._whose)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self.form)
        shown = Card()
        shown.set_tone("sunken")
        shown.body.addWidget(label(_("As it will read"), "column", "text2"))
        shown.body.addWidget(self._preview)
        shown.body.addWidget(self._open)
        column.addWidget(shown)
        column.addWidget(self._uses)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(inner), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self._duplicate)
        foot.addWidget(self._remove)
        foot.addStretch(1)
        outer.addLayout(foot)
        self._uses.setAlignment(Qt.AlignmentFlag.AlignLeading)


def _uses_words(times: int, last: datetime | None) -> str:
    if not times or last is None:
        return _("Never used at this desk.")
    words = ngettext("Used once at this desk, on {date}.", "Used {count} times at this desk, last on {date}.", times)
    return words.format(count=times, date=last.astimezone().date().isoformat())
