"""One example of good practice: its picture, what it shows, and whether it may be shown today."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout

from certdesk.core.exemplars import ExemplarView
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.models.evidence_items import kind_icon
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.thumbnail import Thumbnail

_WIDE, _HIGH = 240, 128


class ExemplarCard(Card):
    """``withdrawn(id)`` when somebody wants it out of the library."""

    withdrawn = Signal(str)

    def __init__(self, theme: ThemeSource, view: ExemplarView) -> None:
        super().__init__()
        self.setObjectName(f"exemplar-{view.exemplar.id}")
        self._view, one = view, view.exemplar
        title = one.title or _("Without a title")
        self.setAccessibleName(f"{title}. {placed_words(view)}")
        self._picture = Thumbnail(theme, QSize(theme.px(_WIDE), theme.px(_HIGH)), fill=False)
        self._picture.setMinimumHeight(theme.px(_HIGH))
        self.show_picture(None)
        self.body.addWidget(self._picture)
        place = Paragraph(theme, role="small", tone="text2")
        place.show_text(placed_words(view), bold=len(one.criterion_id))
        self.body.addWidget(Paragraph(theme, title, role="label"))
        self.body.addWidget(place)
        if one.note:
            self.body.addWidget(Paragraph(theme, one.note, role="small"))
        self.body.addStretch(1)
        if view.why_not:
            why = Paragraph(theme, view.why_not, role="small", tone="warn")
            why.setObjectName("whyNot")
            self.body.addWidget(why)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        if view.why_not:
            foot.addWidget(Chip(theme, _("Not shown"), "warn", icon="hidden"))
        elif view.masked:
            foot.addWidget(Chip(theme, _("Masked copy"), "ok", icon="shield"))
        else:
            foot.addWidget(Chip(theme, _("With consent"), "ok", icon="check"))
        foot.addStretch(1)
        take = button(theme, _("Withdraw…"), kind="quiet", size="small")
        take.setObjectName(f"withdraw-{one.id}")
        take.setAccessibleDescription(title)
        take.clicked.connect(lambda: self.withdrawn.emit(one.id))
        foot.addWidget(take)
        self.body.addLayout(foot)

    def show_picture(self, image: QImage | None) -> None:
        """Show the picture of the copy that others may see, or the icon of its kind."""
        picture = QPixmap.fromImage(image) if image is not None else None
        icon = kind_icon(self._view.kind) if self._view.kind else "document"
        self._picture.show_picture(picture, icon=icon, words=_("Picture of {title}").format(
            title=self._view.exemplar.title))  # fmt: skip


def placed_words(view: ExemplarView) -> str:
    """Say for which criterion and level it is an example."""
    level = f"{plain_number(view.exemplar.level)} {view.level_label}".strip()
    return f"{view.exemplar.criterion_id} {view.criterion_title} · {level}"
