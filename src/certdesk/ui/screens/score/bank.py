"""The comment bank: ready-made words for a criterion and level, to be made one's own."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.comment_bank import Comment, CommentKind, offered
from certdesk.core.rubric import Criterion
from certdesk.core.words import _

_LONGEST = 96
_FOR_STRENGTH = {CommentKind.STRENGTH}


class BankMenu(QMenu):
    """Strengths first, then next steps. Slots in braces stay in the text: they show what the assessor has to add."""

    strength_chosen = Signal(str)
    next_step_chosen = Signal(str)

    def __init__(
        self, comments: tuple[Comment, ...], criterion: Criterion, level: Fraction | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bankMenu")
        self.setToolTipsVisible(True)
        suited = [one for one in offered(comments, criterion.id, level) if one.kind is not CommentKind.DECISION]
        for heading, wanted in ((_("Strength"), True), (_("Next step"), False)):
            chosen = [one for one in suited if (one.kind in _FOR_STRENGTH) is wanted]
            if chosen:
                self.addSection(heading)
            for comment in chosen:
                self._add(comment, criterion)
        if self.isEmpty():
            nothing = self.addAction(_("The bank has nothing for this criterion and level"))
            nothing.setEnabled(False)
        self.triggered.connect(self._choose)
        self.aboutToHide.connect(self.deleteLater)

    def _add(self, comment: Comment, criterion: Criterion) -> None:
        text = comment.text.replace("{criterion_title}", criterion.title.lower())
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
        action = self.addAction(shown.replace("&", "&&"))
        action.setToolTip(text)
        action.setData((comment.kind in _FOR_STRENGTH, text))

    def _choose(self, action: QAction) -> None:
        is_strength, text = action.data()
        (self.strength_chosen if is_strength else self.next_step_chosen).emit(text)
