"""The last pages of the ceremony: words that are compared, the copy on paper, the minutes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.screens.programme.guided import StepPage
from certdesk.ui.screens.standing import day
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.qr_code import QrCode
from certdesk.ui.widgets.spoken_words import SpokenWords

_NUMBER, _GROUP, _GROUPS = 30, 59, 9  # px for the number of a line and for a group; groups in a line


class ComparePage(StepPage):
    """The fingerprint in words and as a code, compared by both."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("One of you reads the words from this screen, the other writes them down and reads them back.")
        super().__init__(theme, _("Read aloud"), told)
        self.words = SpokenWords(theme, name="programmeWords")
        self._print = label("", "heading", name="programmePrint")
        short = label(_("Fingerprint, the same in short"), "column", "text2")
        self._code = QrCode(theme, _("The fingerprint of the root as a QR code"))
        self._code.setObjectName("programmeCode")
        about = _("Keep the words: whoever joins the programme hears them from you, and types them.")
        beside = Paragraph(theme, about, tone="text2")
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(4)
        for part in (short, self._print):
            said.addWidget(part)
        said.addSpacing(12)
        said.addWidget(beside)
        said.addStretch(1)
        row.addLayout(said, 1)
        self.tick = QCheckBox()
        self.tick.setObjectName("wordsCompared")
        self.tick.toggled.connect(lambda _on: self.edited.emit())
        self.body.addWidget(self.words)
        self.body.addLayout(row)
        self.body.addWidget(self.tick)

    def first(self) -> QWidget | None:
        """Return what has to be ticked."""
        return None if self.tick.isChecked() else self.tick

    def show_words(self, words: tuple[str, ...], fingerprint: str, witness: str) -> None:
        """Show what is to be compared, and by whom."""
        self.words.show_words(words)
        self._print.setText(fingerprint)
        self._code.show_text(fingerprint)
        self.tick.setChecked(False)
        self.tick.setText(_("{name} has read every word back, and they are the same").format(name=witness))

    def problem(self) -> str:
        """Say what is missing, or nothing."""
        return "" if self.tick.isChecked() else _("Tick the box when every word was read back.")


class PaperPage(StepPage):
    """The copy on paper."""

    save_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("Sticks die. These lines hold the root key too, encrypted with its passphrase; print them.")
        super().__init__(theme, _("A copy on paper"), told)
        self.lines = QPlainTextEdit()
        self.lines.setObjectName("paperLines")
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(_("The copy on paper"))
        self.lines.setMinimumHeight(theme.px(232))
        theme.changed.connect(self._set_stops)
        self._set_stops()
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._paper = ""
        self.save: Button = button(theme, _("Save to print…"), icon="printer")
        self.save.setObjectName("savePaper")
        self.save.clicked.connect(self.save_asked)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addWidget(self.lines)
        self.body.addLayout(row)

    def _set_stops(self) -> None:
        """Let the groups stand in columns, near the number of their line."""
        option = self.lines.document().defaultTextOption()
        option.setTabArray([float(self._theme.px(_NUMBER + group * _GROUP)) for group in range(_GROUPS)])
        self.lines.document().setDefaultTextOption(option)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show the lines, group below group, so that they can be compared with what is written."""
        self._paper = "\n".join(lines)
        self.lines.setPlainText("\n".join("\t".join(line.split()) for line in lines))

    def text(self) -> str:
        """Return the lines as they are printed."""
        return self._paper


class MinutesPage(StepPage):
    """What was made, and the minutes of it."""

    look_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        told = _("The minutes say who was here, what was made and how it was compared. You have signed them.")
        super().__init__(theme, _("Minutes"), told)
        self._made = CheckList(theme)
        self._made.setObjectName("ceremonyMade")
        look = button(theme, _("Look at the minutes"), icon="document")
        look.setObjectName("lookMinutes")
        look.clicked.connect(self.look_asked)
        save = button(theme, _("Save a copy…"), icon="down")
        save.setObjectName("saveMinutes")
        save.clicked.connect(self.save_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(look)
        row.addWidget(save)
        row.addStretch(1)
        self.body.addWidget(self._made)
        self.body.addLayout(row)

    def show_made(self, certificates: tuple[tuple[str, str, str], ...], copies: tuple[Path, ...]) -> None:
        """Show every certificate and copy."""
        made = [
            Check(
                f"made-{place}",
                "ok",
                name,
                _("Fingerprint {print}, valid until {end}").format(print=mark, end=day(datetime.fromisoformat(end))),
            )
            for place, (name, mark, end) in enumerate(certificates)
        ]
        written = [
            Check(f"copy-{place}", "stick", _("Copy {number}, read back").format(number=place + 1), str(path))
            for place, path in enumerate(copies)
        ]
        self._made.show_checks((*made, *written))
