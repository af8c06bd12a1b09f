"""What "Check this stick" found: each package read to its last byte, without any key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.core.words import _, ngettext
from certdesk.exchange.checking import CheckedPackage
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.words import names_in_short
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList, status_look
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top

_LOOK = "look"


class CheckCard(Card):
    """``look_asked(path)`` for what would change by one of them, ``closed()`` when it was read."""

    look_asked = Signal(str)
    closed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("checked")
        self._place = FileName(theme, tone="text2")
        self._sign = IconView(theme, "stick", "text2")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("checkedHeading")
        self._list = CheckList(theme)
        self._list.setObjectName("checkedPackages")
        self._list.action_chosen.connect(lambda key, _deed: self.look_asked.emit(self._paths[int(key)]))
        self._paths: tuple[str, ...] = ()
        self._close = button(theme, _("Close"))
        self._close.setObjectName("closeCheck")
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._place)
        words.addWidget(self._heading)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(from_the_top(self._list), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        self.body.addLayout(foot)

    def show_checked(self, place: str, checked: tuple[CheckedPackage, ...]) -> None:
        """Show how each package is."""
        self._place.show_text(place)
        self._paths = tuple(str(one.path) for one in checked)
        words, kind = _verdict(checked)
        self._heading.show_text(words, tone=kind)
        self._sign.show_icon(*status_look(kind if checked else "info"))
        self._list.show_checks(tuple(_check(number, one) for number, one in enumerate(checked)))
        self.setAccessibleName(words)

    def take_keyboard(self) -> None:
        """Put the keyboard where it goes on."""
        self._close.setFocus()


def _verdict(checked: tuple[CheckedPackage, ...]) -> tuple[str, str]:
    """Say it in one line, and its tone."""
    if not checked:
        return _("There is no package of CertDesk on it"), "text"
    bad = sum(not one.whole for one in checked)
    if bad:
        text = ngettext(
            "{bad} of {count} package is not whole", "{bad} of {count} packages are not whole", len(checked)
        )
        return text.format(bad=bad, count=len(checked)), "bad"
    if any(not one.complete for one in checked):
        return _("Everything that is here is whole; more lies elsewhere"), "warn"
    text = ngettext("{count} package, whole", "{count} packages, all whole", len(checked))
    return text.format(count=len(checked)), "ok"


def _check(number: int, one: CheckedPackage) -> Check:
    kind = "ok" if one.complete else "warn" if one.whole else "bad"
    facts = [one.sentence]
    if one.parts:
        parts = _("{here} of {all} files, {size}").format(here=one.parts_here, all=one.parts, size=size_words(one.size))
        facts.insert(0, f"{parts}.")
    names = tuple(part.name for part in one.damaged)
    if names:
        facts.append(_("Damaged: {names}.").format(names=names_in_short(names, len(names))))
    deeds = (CheckAction(_LOOK, _("What would change")),) if one.finished and one.signed else ()
    return Check(str(number), kind, one.path.name, " ".join(facts), deeds)
