"""What could go out or come in now: packages that wait to be handed over, sticks that are in, the shared folder."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import Medium
from certdesk.core.words import _
from certdesk.ui.screens.exchange.medium_view import medium_facts, medium_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_SIDE = 20


@dataclass(frozen=True, slots=True)
class Place:
    """One line: what it is, what is known of it, and the deeds that are possible, as pairs of key and words."""

    key: str
    icon: str
    name: str
    facts: str
    deeds: tuple[tuple[str, str], ...] = ()


class PlacesCard(Card):
    """``chosen(deed, key)`` says what was wanted with which line; ``prepare_asked()`` leads to packing."""

    chosen = Signal(str, str)
    prepare_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("places")
        self._theme = theme
        self._prepare = button(theme, _("Prepare a package"), kind="primary", icon="package")
        self._prepare.setObjectName("preparePackage")
        self._prepare.clicked.connect(self.prepare_asked)
        self._out, self._sticks, self._shared = (QVBoxLayout() for _section in range(3))
        self._build()

    def show_places(self, out: tuple[Place, ...], sticks: tuple[Place, ...], shared: Place) -> None:
        """Show what there is; a section without lines says what belongs there."""
        told = _("Nothing waits to be handed over.")
        self._fill(self._out, _("Waiting"), out, told)
        told = _("None is in. One that is put in shows here by itself.")
        self._fill(self._sticks, _("Sticks"), sticks, told)
        self._fill(self._shared, _("Shared folder"), (shared,), "")

    def _fill(self, section: QVBoxLayout, title: str, places: tuple[Place, ...], nothing: str) -> None:
        empty(section)
        section.addWidget(label(title, "label"))
        for place in places:
            section.addWidget(self._row(place))
        if not places:
            section.addWidget(Paragraph(self._theme, nothing, role="small", tone="text2"))

    def _row(self, place: Place) -> QWidget:
        theme = self._theme
        row = QWidget()
        row.setObjectName(f"place-{place.key}")
        row.setAccessibleName(f"{place.name}. {place.facts}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 4, 0, 4)
        across.setSpacing(12)
        across.addWidget(IconView(theme, place.icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(FileName(theme, place.name, role="name", tone="text"))
        if place.facts:
            words.addWidget(Paragraph(theme, place.facts, role="small", tone="text2"))
        links = QHBoxLayout()
        links.setSpacing(16)
        for key, said in place.deeds:
            links.addWidget(self._link(place, key, said))
        links.addStretch(1)
        if place.deeds:
            words.addLayout(links)
        across.addLayout(words, 1)
        return row

    def _link(self, place: Place, key: str, words: str) -> Button:
        made = button(self._theme, words, kind="link", size="line")
        made.setObjectName(f"{key}-{place.key}")
        made.setAccessibleDescription(place.name)
        made.clicked.connect(lambda: self.chosen.emit(key, place.key))
        return made

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE, 14)
        head.setSpacing(2)
        head.addWidget(label(_("Hand over"), "heading"))
        told = _("Portfolios and results travel on a stick, in a shared folder or as a small file by e-mail.")
        head.addWidget(Paragraph(self._theme, told, role="small", tone="text2"))
        self.body.addLayout(head)
        self.body.addWidget(line())
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, section in enumerate((self._out, self._sticks, self._shared)):
            if place:
                column.addWidget(line())
            section.setContentsMargins(_SIDE, 14, _SIDE, 14)
            section.setSpacing(8)
            column.addLayout(section)
        column.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 8, _SIDE, 16)
        foot.addStretch(1)
        foot.addWidget(self._prepare)
        self.body.addLayout(foot)


def stick_place(medium: Medium) -> Place:
    """Return the line of a stick."""
    deeds = (("look", _("Look what is on it")), ("check", _("Check it")))
    return Place(medium.path, "stick", medium_name(medium), medium_facts(medium), deeds)
