"""Which recording of a lesson this is, when it was filmed in several, and the way to the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from certdesk.core.annotations import clock
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.viewer import Clip
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import FileName, label
from certdesk.ui.widgets.switch import Switch


class ClipBar(QWidget):
    """Takes no room while there is only one recording."""

    wanted = Signal(str)
    """Somebody wants another clip: its item."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._clips: tuple[Clip, ...] = ()
        self._number = 0
        self.setObjectName("clipBar")
        self._which = label("", "name", name="clipNumber")
        self._title = FileName(themes, role="small", tone="text2", middle=False)
        self._whole = label("", "small", "text3", name="clipsLength")
        self._before = icon_button(themes, "chevron_left", _("Previous clip"), size="small")
        self._after = icon_button(themes, "chevron_right", _("Next clip"), size="small")
        self._before.setObjectName("clipBefore")
        self._after.setObjectName("clipAfter")
        self.go_on = Switch(themes, _("Go on to the next clip"))
        self.go_on.setObjectName("clipsGoOn")
        self.go_on.show_on(on=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(6)
        for part in (self._before, self._which, self._after):
            row.addWidget(part)
        row.addWidget(self._title, 1)
        row.addWidget(self._whole)
        row.addSpacing(8)
        row.addWidget(label(_("Go on by itself"), "small", "text2"))
        row.addWidget(self.go_on)
        self._before.clicked.connect(lambda: self._want(-1))
        self._after.clicked.connect(lambda: self._want(1))
        self.hide()

    @property
    def after(self) -> Clip | None:
        """The clip that comes next."""
        return self._clips[self._number + 1] if self._number + 1 < len(self._clips) else None

    def show_clips(self, clips: tuple[Clip, ...], item_id: str) -> None:
        """Show which of the clips is in view."""
        numbers = [number for number, clip in enumerate(clips) if clip.item_id == item_id]
        several = len(clips) > 1 and bool(numbers)
        self._clips = clips if several else ()
        self._number = numbers[0] if several else 0
        self.setVisible(several)
        if not several:
            return
        self._which.setText(_("Clip {number} of {count}").format(number=self._number + 1, count=len(clips)))
        self._title.show_text(clips[self._number].title)
        known = [clip.duration_ms for clip in clips if clip.duration_ms]
        words = _("{time} in all") if len(known) == len(clips) else _("more than {time} in all")
        self._whole.setText(words.format(time=clock(sum(known))) if known else "")
        self._before.setEnabled(self._number > 0)
        self._after.setEnabled(self.after is not None)
        spoken = ngettext("One clip", "{count} clips", len(clips)).format(count=len(clips))
        self.setAccessibleName(spoken)

    def _want(self, by: int) -> None:
        there = self._number + by
        if 0 <= there < len(self._clips):
            self.wanted.emit(self._clips[there].item_id)
