"""What was verified, to look at: the pages of a PDF, a photo, the picture of a badge, or the code itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.signing.verification import DocumentKind, Verification
from certdesk.ui.screens.verify.subject import Answer, Subject
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.qr_code import QrCode

_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff", ".svg", ".gif", ".bmp"))
_LONGEST_CODE = 2000
_ROUND = (14, 0, 4, 0)
_DATA = frozenset((".json", ".jwt", ".jws"))


class PaperSide(Card):
    """A viewer for each kind; only one is in front, and each is made when it is first needed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.set_flush()
        self._tools = tools
        self._shown: Subject | None = None
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.preview = PdfViewer(tools.theme, tools.worker, Deliveries(self))
        self.preview.setObjectName("preview")
        self.preview.only_read()
        self.preview.header.setContentsMargins(*_ROUND)
        self._photo: PhotoViewer | None = None
        self._nothing = EmptyState(tools.theme, framed=False)
        self._code = _CodeView(tools.theme)
        for part in (self.preview, self._nothing, self._code):
            self._stack.addWidget(part)

    def show_answer(self, answer: Answer) -> None:
        """Show what the answer is about; what is in view already stays as it is."""
        if answer.subject != self._shown or answer.subject.path is None or answer.result.kind is DocumentKind.BADGE:
            self.show_subject(answer.subject, answer.result)

    def show_subject(self, subject: Subject, result: Verification | None = None) -> None:
        """Show a file or a code, of which more may not be known yet."""
        self.close_item()
        self._shown = subject
        path, suffix = subject.path, subject.path.suffix.lower() if subject.path else ""
        if path is None:
            known = result is not None and bool(result.serial) and len(subject.code) <= _LONGEST_CODE
            self._code.show_code(subject.code, known=known, looking=result is None)
            self._stack.setCurrentWidget(self._code)
        elif not path.is_file():
            self._say("document", _("The file is not there any more"), _("It may have been moved, or be on a stick."))
        elif suffix in _PICTURES:
            self._viewer().show_item(ViewedItem(str(path), path, path.name, Kind.IMAGE, path.name))
            self._stack.setCurrentWidget(self._viewer())
        elif suffix in _DATA:
            title = result.award if result is not None and result.award else path.name
            self._say("award", title, _("This file holds a badge without a picture."))
        else:
            self.preview.show_item(ViewedItem(str(path), path, path.name, Kind.PDF, "", place={"fit": "page"}))
            self._stack.setCurrentWidget(self.preview)

    def close_item(self) -> None:
        """Let go of the file."""
        self._shown = None
        self.preview.close_item()
        if self._photo is not None:
            self._photo.close_item()

    def _say(self, icon: str, heading: str, detail: str) -> None:
        self._nothing.show_empty(icon, heading, detail)
        self._stack.setCurrentWidget(self._nothing)

    def _viewer(self) -> PhotoViewer:
        if self._photo is None:
            self._photo = PhotoViewer(self._tools.theme, self._tools.worker, Deliveries(self))
            self._photo.setObjectName("photoPreview")
            self._photo.header.setContentsMargins(*_ROUND)
            self._stack.addWidget(self._photo)
        return self._photo


class _CodeView(QWidget):
    """The code drawn anew from its text, and what it stands for."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._qr = QrCode(theme, _("The code that was read"), side=260)
        self._words = Paragraph(theme, role="small", tone="text2", centred=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        column.addStretch(1)

    def show_code(self, code: str, *, known: bool, looking: bool) -> None:
        """Draw the code; what is no code of a certificate is not drawn."""
        self._qr.setVisible(known)
        if known:
            self._qr.show_text(code)
        text = _("Compare what is said here with what is printed beside the code.")
        self._words.show_text("" if looking else text if known else _("This is not the code of a certificate."))
