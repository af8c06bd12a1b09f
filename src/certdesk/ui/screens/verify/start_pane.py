"""Before anything was verified: where to drop things, what can be verified, and what was verified before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


class StartPane(QWidget):
    """``files_dropped(paths)`` and ``browse_asked()`` come from the place to drop things."""

    files_dropped = Signal(object)
    browse_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.drop = DropZone(theme, _("Drop certificates, folders, badges or photos here"), _("or choose a file"))
        self.drop.setObjectName("drop")
        self.drop.files_dropped.connect(self.files_dropped)
        self.drop.browse_asked.connect(self.browse_asked)
        self.before_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.drop, 3)
        column.addLayout(_hints(theme))
        column.addLayout(self.before_place, 3)


def _hints(theme: ThemeSource) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(24)
    for icon, heading, text in (
        ("document", _("A signed PDF, a folder, a whole stick"), _("Thousands at a time; nothing is changed.")),
        ("image", _("A photo of a certificate"), _("Its QR code is read. Paste a picture, or use a hand scanner.")),
        ("award", _("A badge"), _("A picture or a file with an Open Badge inside.")),
    ):
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Paragraph(theme, heading, role="name"))
        words.addWidget(Paragraph(theme, text, role="small", tone="text2"))
        words.addStretch(1)
        one = QHBoxLayout()
        one.setSpacing(10)
        sign = IconView(theme, icon, "text2")
        column = QVBoxLayout()
        column.addWidget(sign)
        column.addStretch(1)
        one.addLayout(column)
        one.addLayout(words, 1)
        row.addLayout(one, 1)
    return row
