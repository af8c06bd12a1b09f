"""What is pasted or dropped into a box for words: taken whole, or refused whole with a sentence."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QToolTip

from certdesk.actions.commenting import LONGEST
from certdesk.core.words import _


def refusal(pasted: QMimeData, place: QTextCursor, most: int = LONGEST) -> str:
    """Return why ``pasted`` is not taken at ``place`` of ``most`` characters, in a sentence; "" when it has room.

    Qt lays out a paragraph in a time that grows with the square of its length: a book that is pasted by mistake would
    make the window stand still for minutes.
    """
    if not pasted.hasText():
        return ""
    count = len(pasted.text())
    stays = place.document().characterCount() - 1 - (place.selectionEnd() - place.selectionStart())
    if stays + count <= most:
        return ""
    if not stays:
        sentence = _("Not pasted: the text has {count:,} characters, and this box takes {most:,}.")
        return sentence.format(count=count, most=most)
    sentence = _("Not pasted: with these {count:,} characters there would be more than {most:,} in this box.")
    return sentence.format(count=count, most=most)


class PlainBox(QPlainTextEdit):
    """A box for words that says beside itself why something was not pasted."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what has room, whole."""
        words = refusal(source, self.textCursor())
        self.setAccessibleDescription(words)
        if words:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), words, self)
        else:
            super().insertFromMimeData(source)
