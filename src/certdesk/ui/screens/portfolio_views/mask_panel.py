"""Beside an item: how a part is hidden, the masks that it has, and how its shareable copy stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import Cover, Mask
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.portfolio_views.mask_drawing import Drawn, mask_of, mask_words
from certdesk.ui.screens.portfolio_views.mask_preview import MaskPreview
from certdesk.ui.screens.portfolio_views.mask_state import MaskState
from certdesk.ui.screens.portfolio_views.rect_pad import RectPad
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice, Segment

_SEE, _OTHER, _REMOVE = "see", "other", "remove"


class MaskPanel(Card):
    """Says what is wanted: ``added``, ``seen(number)``, ``changed(number)``, ``removed(number)``, and of the copy."""

    begun = Signal()
    nudged = Signal(int, int, bool)
    added = Signal(object)
    cleared = Signal()
    restyled = Signal()
    seen = Signal(int)
    changed = Signal(int)
    removed = Signal(int)
    make_asked = Signal()
    copy_asked = Signal(bool)
    remove_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("masks")
        self._theme = theme
        self._drawn: Drawn | None = None
        self._state: MaskState | None = None
        self._title = label(_("Hide a part"), "heading")
        self._why = Paragraph(theme, role="small", tone="warn")
        self._why.setObjectName("maskRefusal")
        self._cover = Segment(theme, (Choice(Cover.BLUR, _("Blur")), Choice(Cover.BOX, _("Black box"))), Cover.BLUR)
        self._cover.setObjectName("cover")
        self._cover.setAccessibleName(_("How it is hidden"))
        self._silence = QCheckBox(_("Silence the sound meanwhile"))
        self._silence.setObjectName("silence")
        self._pad = RectPad(theme)
        self._add = button(theme, _("Add the mask"), kind="primary")
        self._add.setObjectName("addMask")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._about.setObjectName("drawnWords")
        self.preview = MaskPreview(theme)
        self._list = CheckList(theme, roomy=False)
        self._list.setObjectName("maskList")
        self._chip = Chip(theme, "", "neutral")
        self._chip.setObjectName("copyState")
        self._copy = Paragraph(theme, role="small", tone="text2")
        self._make = button(theme, _("Make the copy"), kind="primary")
        self._make.setObjectName("makeCopy")
        self._see = button(theme, _("See the copy"))
        self._see.setObjectName("seeCopy")
        self._away = button(theme, _("Take masks and copy away"), kind="quiet")
        self._away.setObjectName("removeMasks")
        self._build()
        self._connect()

    @property
    def cover(self) -> Cover:
        """How the next mask hides."""
        return Cover(self._cover.current())

    def show_state(self, state: MaskState | None) -> None:
        """Show the masks of an item and how its copy stands; None while nothing is chosen."""
        self._state = state
        able = state is not None and not state.refusal
        for part in (self._cover, self._pad, self._add, self._about, self.preview):
            part.setVisible(able)
        self._why.show_text(state.refusal if state else "")
        self._why.setVisible(bool(state and state.refusal))
        self._silence.setVisible(bool(able and state and state.item.kind == "video"))
        self._list.show_checks(tuple(_row(*pair, state.item) for pair in enumerate(state.masks)) if state else ())
        self._show_copy(state)
        self._tell()

    def show_drawn(self, drawn: Drawn | None) -> None:
        """Show what is drawn now."""
        self._drawn = drawn
        self._tell()

    def show_preview(self, picture: QImage, size: tuple[float, float], masks: tuple[Mask, ...]) -> None:
        """Show how it would look: the masks, and what is being drawn."""
        more = (mask_of(self._drawn, self.cover, silence=False),) if self._drawn is not None else ()
        self.preview.show_masked(picture, size, (*masks, *more))

    def _tell(self) -> None:
        item = self._state.item if self._state else None
        if self._drawn is not None and item is not None:
            words = mask_words(mask_of(self._drawn, self.cover, silence=self._silences), item)
        elif item is not None and item.kind == "video":
            words = _("Stop where it is, mark in (I) and out (O), and draw a rectangle on the picture.")
        else:
            words = _("Draw a rectangle on it with the mouse, or begin with the button and use the arrows.")
        self._about.show_text(words)
        self._add.setEnabled(self._drawn is not None)
        self._add.setToolTip("" if self._drawn is not None else _("Nothing is drawn yet."))

    @property
    def _silences(self) -> bool:
        return self._silence.isChecked() and self._silence.isVisibleTo(self)

    def _show_copy(self, state: MaskState | None) -> None:
        masks = len(state.masks) if state else 0
        for part in (self._chip, self._copy, self._make, self._see, self._away):
            part.setVisible(bool(state and (masks or state.copy)))
        if state is None or not (masks or state.copy):
            return
        count = ngettext("{count} mask.", "{count} masks.", masks).format(count=masks)
        if state.busy:
            self._chip.show_chip(_("Being made"), "accent", "clock")
            self._copy.show_text(count)
        elif not state.copy:
            self._chip.show_chip(_("No copy yet"), "neutral", "circle")
            self._copy.show_text(f"{count} " + _("The copy is what may be shown to others; the item stays as it is."))
        elif state.current:
            self._chip.show_chip(_("Copy is up to date"), "ok", "check")
            self._copy.show_text(
                f"{count} " + _("What is hidden is gone from the copy, and nothing brings it back there.")
            )
        else:
            self._chip.show_chip(_("Copy is out of date"), "warn", "warning")
            self._copy.show_text(f"{count} " + _("Masks or file were changed since it was made. Make it again."))
        self._make.setVisible(not state.current and bool(masks))
        self._make.setEnabled(not state.busy)
        self._see.setVisible(state.copy)
        self._see.set_words(_("Back to the item") if state.shows_copy else _("See the copy"))

    def _take(self) -> None:
        if self._drawn is not None:
            self.added.emit(mask_of(self._drawn, self.cover, silence=self._silences))

    def _on_row(self, key: str, action: str) -> None:
        {_SEE: self.seen, _OTHER: self.changed, _REMOVE: self.removed}[action].emit(int(key))

    def _on_see(self) -> None:
        self.copy_asked.emit(not (self._state is not None and self._state.shows_copy))

    def _connect(self) -> None:
        self._pad.clicked.connect(lambda _on=False: self.begun.emit())
        self._pad.nudged.connect(self.nudged)
        self._pad.taken.connect(self._take)
        self._add.clicked.connect(lambda _on=False: self._take())
        self._cover.chosen.connect(lambda _key: self.restyled.emit())
        self._cover.chosen.connect(lambda _key: self._tell())
        self._silence.toggled.connect(lambda _on: self._tell())
        self._list.action_chosen.connect(self._on_row)
        self._make.clicked.connect(lambda _on=False: self.make_asked.emit())
        self._see.clicked.connect(lambda _on=False: self._on_see())
        self._away.clicked.connect(lambda _on=False: self.remove_asked.emit())

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        for first in (self._title, self._why, self._cover, self._silence):
            column.addWidget(first)
        drawing = QWidget()
        row = FlowLayout(8)
        drawing.setLayout(row)
        row.addWidget(self._pad)
        row.addWidget(self._add)
        for part in (drawing, self._about, self.preview, self._list):
            column.addWidget(part)
        state = QHBoxLayout()
        state.addWidget(self._chip)
        state.addStretch(1)
        column.addLayout(state)
        column.addWidget(self._copy)
        deeds = QWidget()
        flow = FlowLayout(8)
        deeds.setLayout(flow)
        for one in (self._make, self._see, self._away):
            flow.addWidget(one)
        column.addWidget(deeds)
        self.body.addWidget(from_the_top(inner), 1)


def _row(number: int, mask: Mask, item: EvidenceItem) -> Check:
    other = _("Box") if mask.cover is Cover.BLUR else _("Blur")
    actions = (
        CheckAction(_SEE, _("See it"), "quiet"),
        CheckAction(_OTHER, other, "quiet"),
        CheckAction(_REMOVE, _("Remove"), "quiet"),
    )
    heading = _("Mask {number}").format(number=number + 1)
    return Check(str(number), "hidden", heading, mask_words(mask, item), actions)
