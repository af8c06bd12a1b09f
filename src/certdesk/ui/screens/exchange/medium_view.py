"""The stick or folder that something goes to: its name, its room, and the way to another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import Carrier, Medium
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.space_bar import Space, SpaceBar

_PLATE = 44


class MediumView(QWidget):
    """``other_asked()`` when somebody wants another place."""

    other_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._plate = QFrame()
        self._plate.setObjectName("stickPlate")
        self._plate.setProperty("surface", "card")
        self._plate.setProperty("tone", "sunken")
        self._sign = IconView(theme, "stick", "accent")
        self._name = FileName(theme, "", role="name", tone="text", middle=False)
        self._facts = label("", "small", "text2", name="mediumFacts")
        self._other = button(theme, _("Other stick"), kind="quiet")
        self._other.setObjectName("otherStick")
        self._other.clicked.connect(self.other_asked)
        self._space = SpaceBar(theme)
        self._wrong = Paragraph(theme, role="small", tone="bad")
        self._wrong.setObjectName("mediumWrong")
        self._build()
        theme.changed.connect(self._dress)
        self._dress()

    def show_medium(self, shown: HandOver) -> None:
        """Show where it goes and whether it fits there."""
        medium = shown.medium
        self._sign.show_icon("stick" if shown.on_stick else "folder", "accent" if medium else "text3")
        self._name.show_text(medium_name(medium) if medium else _("No stick yet") if shown.on_stick else _("No place"))
        self._facts.setText(medium_facts(medium) if medium else _("It is found by itself when it is put in"))
        over = shown.stage in (Stage.DONE, Stage.FAILED)
        self._other.set_words(_("Choose…") if medium is None else _("Other stick") if shown.on_stick else _("Other…"))
        self._other.setVisible(shown.stage in (Stage.CHOOSE, Stage.NEXT_STICK, Stage.FAILED))
        self.setVisible(shown.carrier is not Carrier.MAIL)
        self._space.setVisible(medium is not None)
        wrong = ""
        if medium is not None:
            # What is written already is part of the other files by now.
            space = Space(medium.size, medium.free, 0 if over else shown.needed)
            self._space.show_space(space)
            wrong = shown.problem if shown.stage is Stage.CHOOSE else ""
        self._wrong.show_text(wrong)
        self._wrong.setVisible(bool(wrong))

    def _build(self) -> None:
        holder = QVBoxLayout(self._plate)
        holder.setContentsMargins(10, 10, 10, 10)
        holder.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._plate)
        row.addLayout(words, 1)
        row.addWidget(self._other)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self._space)
        column.addWidget(self._wrong)

    def _dress(self) -> None:
        side = self._theme.px(_PLATE)
        self._plate.setFixedSize(side, side)


def medium_name(medium: Medium) -> str:
    """Name a stick as people do: by its label, else by where it is."""
    path = medium.path.rstrip("/\\") or medium.path
    if medium.removable:
        return _("Stick {label}").format(label=medium.label or Path(path).name or path)
    return medium.label or Path(path).name or path


def medium_facts(medium: Medium) -> str:
    """Say how large it is, how much is free, and how it is formatted."""
    parts = [size_words(medium.size), _("{size} free").format(size=size_words(medium.free))]
    if medium.file_system:
        parts.append(medium.file_system)
    return ", ".join(parts)
