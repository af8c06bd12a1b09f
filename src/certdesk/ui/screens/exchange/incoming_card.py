"""What came in and what it would change; nothing has changed until somebody says so."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import LineKind, PackagePreview, SenderTrust
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.exchange.change_lines import ChangeLines
from certdesk.ui.screens.exchange.foot_row import FootRow
from certdesk.ui.screens.exchange.words import first_name, peer_words, sender_chip
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

_HEADING = 260


class IncomingCard(Card):
    """``taken(only_new)``, ``discarded()``, ``line_chosen(LineKind)`` and ``sender_accepted(words)``."""

    taken = Signal(bool)
    discarded = Signal()
    line_chosen = Signal(object)
    sender_accepted = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("incoming")
        self._theme = theme
        self._preview: PackagePreview | None = None
        self._from = FileName(theme, tone="text2", middle=False)
        self._from.setObjectName("incomingFrom")
        self._trust = Chip(theme, "")
        self._trust.setObjectName("senderTrust")
        self._damaged = Chip(theme, "", "warn", icon="warning")
        self._lines = ChangeLines(theme)
        self._lines.chosen.connect(self.line_chosen)
        self._stranger = _Stranger(theme)
        self._stranger.accepted.connect(self.sender_accepted)
        self._note = Paragraph(theme, role="small", tone="text2")
        self._note.setObjectName("incomingNote")
        self._discard = button(theme, _("Discard"))
        self._discard.setObjectName("discardPackage")
        self._only_new = button(theme, _("Only the new portfolios"))
        self._only_new.setObjectName("takeOnlyNew")
        self._take = button(theme, "", kind="primary")
        self._take.setObjectName("takePackage")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()

    @property
    def preview(self) -> PackagePreview | None:
        """What is shown."""
        return self._preview

    def show_preview(self, preview: PackagePreview, *, days: int = 30) -> None:
        """Show a package; it can be taken back for ``days`` afterwards."""
        self._preview = preview
        sender = preview.sender
        self._from.show_text(_from(preview))
        self._trust.show_chip(*sender_chip(sender))
        self._show_state(preview)
        self._lines.show_lines(preview.lines)
        self._stranger.setVisible(sender.trust is SenderTrust.UNKNOWN and bool(sender.person))
        self._stranger.show_sender(first_name(sender.name))
        may = sender.trust is not SenderTrust.BROKEN and preview.changes > 0
        words = ngettext("Take in {count} change", "Take in {count} changes", preview.changes)
        self._take.set_words(words.format(count=preview.changes))
        self._take.setEnabled(may)
        self._take.setVisible(preview.changes > 0)
        new = any(one.kind is LineKind.NEW_PORTFOLIO for one in preview.lines)
        others = preview.changes > sum(one.count for one in preview.lines if one.kind is LineKind.NEW_PORTFOLIO)
        self._only_new.setVisible(new and others and may)
        self._note.show_text(_note(preview, days))
        self.setAccessibleName(f"{self._from.text()}. {_('What would change')}")

    def show_wrong_words(self, words: str) -> None:
        """Say that the words are not those of this sender."""
        self._stranger.field.show_wrong(words)
        self._stranger.field.line.setFocus()

    def take_keyboard(self) -> None:
        """Put the keyboard where the answer is given."""
        asked = self._stranger.field.line if self._stranger.isVisibleTo(self) else self._discard
        (self._take if self._take.isEnabled() and self._take.isVisibleTo(self) else asked).setFocus()

    def set_working(self, *, working: bool) -> None:
        """Offer nothing while it is being taken in."""
        for part in (self._take, self._only_new, self._discard):
            part.setEnabled(not working)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips below the heading where they would leave it no room."""
        super().resizeEvent(event)
        wanted = sum(one.sizeHint().width() + 12 for one in (self._trust, self._damaged) if one.isVisibleTo(self))
        narrow = self.width() < wanted + self._theme.px(_HEADING)
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _show_state(self, preview: PackagePreview) -> None:
        damaged = sum(one.count for one in preview.lines if one.kind is LineKind.DAMAGED)
        text = _("{count} of {files} files damaged").format(count=damaged, files=f"{preview.files:,}".replace(",", " "))
        self._damaged.show_chip(text, "warn", "warning")
        self._damaged.setVisible(bool(damaged))

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        self._top.setContentsMargins(16, 12, 16, 14)
        self._top.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconView(self._theme, "package", "accent"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._from)
        words.addWidget(label(_("What would change"), "heading", name="incomingHeading"))
        head.addLayout(words, 1)
        self._top.addLayout(head, 1)
        for chip in (self._trust, self._damaged):
            self._top.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._top)
        self.body.addWidget(line())
        self.body.addWidget(self._stranger)
        self.body.addWidget(self._lines)
        self.body.addWidget(FootRow(self._theme, self._note, self._discard, self._only_new, self._take))
        self._discard.clicked.connect(self.discarded)
        self._only_new.clicked.connect(lambda: self.taken.emit(True))
        self._take.clicked.connect(lambda: self.taken.emit(False))


class _Stranger(QWidget):
    """Somebody whose key nobody here knows: six words that are read aloud by telephone, and typed here."""

    accepted = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("stranger")
        self._told = Paragraph(theme)
        self.field = LineField(theme, _("The six words of their key, as they read them to you"))
        self.field.setObjectName("senderWords")
        self._accept = button(theme, _("Accept this key"))
        self._accept.setObjectName("acceptSender")
        self._accept.setEnabled(False)
        self.field.line.textChanged.connect(lambda text: self._accept.setEnabled(bool(text.strip())))
        self.field.line.returnPressed.connect(self._give)
        self._accept.clicked.connect(self._give)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._accept, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 14)
        inner.setSpacing(10)
        inner.addWidget(self._told)
        inner.addLayout(row)
        column.addLayout(inner)
        column.addWidget(line())

    def show_sender(self, name: str) -> None:
        """Say whose words are asked for."""
        text = _(
            "Nobody here knows {name}'s key yet, so everything in it is held. Telephone them: the six words of their "
            "key stand in their CertDesk under Settings, Programme, People. They are not those that open a package."
        )
        self._told.show_text(text.format(name=name or _("the sender")))
        self.field.show_text("")
        self.field.show_wrong("")

    def _give(self) -> None:
        if self.field.text().strip():
            self.accepted.emit(self.field.text())


def _from(preview: PackagePreview) -> str:
    """Say who sent it, and how much of it is here."""
    words = _("Received from {peer}").format(peer=peer_words(preview.sender.name, preview.sender.desk))
    if preview.parts < preview.parts_of:
        here = _("{parts} of {all} parts are here").format(parts=preview.parts, all=preview.parts_of)
        words = f"{words}. {here}"
    return words


def _note(preview: PackagePreview, days: int) -> str:
    if preview.sender.trust is SenderTrust.BROKEN:
        return _("It was changed after it was signed. Nothing of it can come in; ask for it again.")
    if not preview.changes:
        return _("Nothing would change: everything in it is here already, or has to wait.")
    text = ngettext(
        "Nothing has changed yet. You can take it back for {count} day.",
        "Nothing has changed yet. You can take it back for {count} days.",
        days,
    )
    return text.format(count=days)
