"""What is known of one item, beside the slots: its title and caption, its sort, its day, what it is claimed for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.models.evidence_items import facts, kind_icon
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.portfolio_views.claim_rows import ClaimRows
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField, TextBox
from certdesk.ui.widgets.thumbnail import Thumbnail

_PICTURE = (308, 148)


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What the side shows: one item, or several of which it shows how many. ``drafts`` are words half typed."""

    items: tuple[EvidenceItem, ...]
    choices: tuple[tuple[str, str], ...]
    criteria: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    today: date = date.min
    proposal: str = ""
    reason: str = ""
    removed: bool = False
    fixed: bool = False
    picture: QPixmap | None = None
    drafts: dict[str, str] = field(default_factory=dict)


class ItemSide(QWidget):
    """``typed(field, text)`` while somebody writes, ``written(field, text)`` when they go on; fields title, caption.

    ``sorted_as(type)``, ``dated(date or None)``, ``claimed(claims)``, ``accepted()``, ``removed()``, ``returned()``,
    ``opened()``.
    """

    typed = Signal(str, str)
    written = Signal(str, str)
    sorted_as = Signal(str)
    dated = Signal(object)
    claimed = Signal(object)
    accepted = Signal()
    removed = Signal()
    returned = Signal()
    opened = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: ItemShown | None = None
        self._picture = Thumbnail(theme, QSize(*map(theme.px, _PICTURE)), fill=False)
        self._heading = label("", "heading", name="itemHeading")
        self._file = FileName(theme)
        self._facts = Paragraph(theme, role="small", tone="text2")
        self._offer = Paragraph(theme, role="small", tone="text2")
        self._accept = button(theme, "", kind="primary", size="small", icon="check")
        self._accept.setObjectName("acceptProposal")
        self._type = ComboBox(theme, _("Sort of evidence"))
        self._type.setObjectName("itemType")
        self._type.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._type.setMinimumContentsLength(10)
        self.title = LineField(theme, _("Title"))
        self.title.line.setObjectName("itemTitle")
        self.caption = TextBox(theme, _("Caption"), rows=3)
        self.caption.writing.setObjectName("itemCaption")
        self.claims = ClaimRows(theme)
        self._day = DayField(theme, _("Made on"))
        self._day.setObjectName("itemDay")
        self._day.setKeyboardTracking(False)
        self._day_say = button(theme, _("Say when it was made"), kind="quiet", size="small", icon="calendar")
        self._day_say.setObjectName("sayDay")
        self._day_forget = button(theme, _("Not known"), kind="quiet", size="small")
        self._day_forget.setObjectName("forgetDay")
        self._open = button(theme, _("Open it…"), size="small", icon="eye")
        self._open.setObjectName("openItem")
        self._remove = button(theme, _("Take out"), kind="quiet", size="small", icon="minus")
        self._remove.setObjectName("removeItem")
        self._return = button(theme, _("Bring back"), kind="primary", size="small", icon="undo")
        self._return.setObjectName("returnItem")
        self._one = QWidget()
        self._build()
        self._connect()

    def show_items(self, shown: ItemShown) -> None:
        """Show items; words in which somebody writes stay while they are the same item's."""
        before, self._shown = self._shown, shown
        item = shown.items[0]
        single = len(shown.items) == 1
        other = before is None or before.items[0].id != item.id or len(before.items) != len(shown.items)
        count = ngettext("{count} item is chosen", "{count} items are chosen", len(shown.items))
        self._heading.setText(count.format(count=len(shown.items)))
        self._heading.setVisible(not single)
        self._picture.show_picture(shown.picture, icon=kind_icon(item.kind), words=item.title)
        for part in (self._picture, self._file, self._open):
            part.setVisible(single)
        self._file.show_text(item.file_name)
        told = (facts(item), size_words(sum(one.size for one in shown.items)), item.problem if single else "")
        self._facts.show_text(" · ".join(part for part in told[0 if single else 1 :] if part))
        self._show_offer(shown)
        self._show_type(shown)
        self._one.setVisible(single and not shown.removed)
        self._remove.setVisible(not shown.removed)
        self._return.setVisible(shown.removed)
        changing: tuple[QWidget, ...] = (self._type, self._remove, self._return, self._accept, self._one)
        for each in changing:
            each.setEnabled(not shown.fixed)
        if single:
            self._show_words(shown, other=other)

    def show_picture(self, item_id: str, picture: QPixmap) -> None:
        """Show the picture of the item that has arrived."""
        shown = self._shown
        if shown is not None and len(shown.items) == 1 and shown.items[0].id == item_id:
            self._picture.show_picture(picture, icon=kind_icon(shown.items[0].kind), words=shown.items[0].title)

    def show_wrong(self, name: str, words: str) -> None:
        """Say below a field why its words were not taken."""
        (self.title if name == "title" else self.caption).show_wrong(words)

    def put_down(self) -> None:
        """Hand over everything that is typed and not yet handed over."""
        shown = self._shown
        if shown is None or len(shown.items) != 1 or shown.removed or shown.fixed:
            return
        for name, field_ in (("title", self.title), ("caption", self.caption)):
            field_.tell_now()
            self._write(name)
        self.claims.put_down()

    def _write(self, name: str) -> None:
        """Hand words over once, when they differ from what is known."""
        shown = self._shown
        if shown is None or len(shown.items) != 1:
            return
        text = (self.title if name == "title" else self.caption).text()
        if text.strip() != getattr(shown.items[0], name) or name in shown.drafts:
            self.written.emit(name, text)

    def _show_offer(self, shown: ItemShown) -> None:
        offered = bool(shown.proposal) and not shown.fixed
        self._offer.show_text(shown.reason)
        self._offer.setVisible(bool(shown.reason))
        self._accept.set_words(_("Sort as {type}").format(type=shown.proposal))
        self._accept.setVisible(offered)

    def _show_type(self, shown: ItemShown) -> None:
        types = {item.evidence_type for item in shown.items}
        several = len(types) > 1
        first = (("\x00", _("Several sorts")),) if several else ()
        current = "\x00" if several else next(iter(types))
        self._type.show_choices((*first, ("", _("Not sorted yet")), *shown.choices), current)
        self._type.set_current(current)

    def _show_words(self, shown: ItemShown, *, other: bool) -> None:
        item = shown.items[0]
        for field_, name in ((self.title, "title"), (self.caption, "caption")):
            known = getattr(item, name)
            wanted = shown.drafts.get(name, known)
            if other or " ".join(field_.text().split()) != " ".join(wanted.split()):
                field_.show_text(wanted)
                field_.show_wrong("")
        self.claims.show_claims(item, shown.criteria)
        day = shown.day
        for part in (self._day, self._day_forget):
            part.setVisible(day is not None)
        self._day_say.setVisible(day is None)
        if day is not None:
            self._day.blockSignals(True)
            self._day.show_day(day, last=shown.today)
            self._day.blockSignals(False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        upper: tuple[QWidget, ...] = (self._heading, self._picture, self._file, self._facts)
        for each in upper:
            column.addWidget(each)
        deeds = QHBoxLayout()
        deeds.setSpacing(6)
        for button_ in (self._open, self._remove, self._return):
            deeds.addWidget(button_)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addWidget(label(_("Sort of evidence"), "column", "text2"))
        column.addWidget(self._type)
        column.addWidget(self._offer)
        across = QHBoxLayout()
        across.addWidget(self._accept)
        across.addStretch(1)
        column.addLayout(across)
        inner = QVBoxLayout(self._one)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(self.title)
        inner.addWidget(self.caption)
        inner.addWidget(self.claims)
        inner.addWidget(label(_("Made on"), "column", "text2"))
        days = QHBoxLayout()
        days.setSpacing(6)
        for part in (self._day, self._day_say, self._day_forget):
            days.addWidget(part)
        days.addStretch(1)
        inner.addLayout(days)
        column.addWidget(self._one)

    def _connect(self) -> None:
        self.title.edited.connect(lambda text: self.typed.emit("title", text))
        self.caption.edited.connect(lambda text: self.typed.emit("caption", text))
        self.title.committed.connect(lambda _text: self._write("title"))
        self.caption.committed.connect(lambda _text: self._write("caption"))
        self.caption.done.connect(self._type.setFocus)
        self.claims.written.connect(self.claimed)
        self._type.chosen.connect(self._on_type)
        self._accept.clicked.connect(lambda _on=False: self.accepted.emit())
        self._remove.clicked.connect(lambda _on=False: self.removed.emit())
        self._return.clicked.connect(lambda _on=False: self.returned.emit())
        self._open.clicked.connect(lambda _on=False: self.opened.emit())
        self._day.dateChanged.connect(lambda _date: self.dated.emit(self._day.day()))
        self._day_say.clicked.connect(self._say_day)
        self._day_forget.clicked.connect(lambda _on=False: self.dated.emit(None))

    def _on_type(self, type_id: str) -> None:
        if type_id != "\x00":
            self.sorted_as.emit(type_id)

    def _say_day(self, _on: bool = False) -> None:
        if self._shown is not None:
            self.dated.emit(self._shown.today)
            self._day.setFocus()
