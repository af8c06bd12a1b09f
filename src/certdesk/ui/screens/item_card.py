"""One evidence item on the contact sheet: picture, title, facts, claims, and whether something is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from certdesk.core.annotations import clock
from certdesk.core.claims import claim_in_words
from certdesk.core.coverage import ItemCoverage, words_for_coverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.models.evidence_items import facts, kind_icon
from certdesk.ui.models.seen import seen_share, told_at_length
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import OPENS, keeps_key
from certdesk.ui.widgets.seen_bar import paint_seen
from certdesk.ui.widgets.thumbnail import paint_badge, paint_thumbnail
from certdesk.ui.widgets.tips import plain_tip

WIDTH, PICTURE, FOOT = 214, 138, 52
PAPER_MARGIN = 0.2
ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class ItemCard(QAbstractButton):
    """``opened(item id)`` on click, Enter or Space."""

    opened = Signal(str)

    def __init__(self, theme: ThemeSource, item: EvidenceItem) -> None:
        super().__init__()
        self._theme = theme
        self._item = item
        self._picture: QPixmap | None = None
        self.setObjectName(f"item-{item.position}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._seen: ItemCoverage | None = None
        self._closed = ""
        self._tell()
        self.clicked.connect(lambda: self.opened.emit(item.id))

    def show_seen(self, seen: ItemCoverage | None) -> None:
        """Show how much of the item was on screen."""
        self._seen = seen
        self._tell()
        self.update()

    def show_closed(self, sentence: str) -> None:
        """Show that nobody may look at the item, and why; "" shows it again."""
        if sentence != self._closed:
            self._closed = sentence
            self._tell()
            self.update()

    def _tell(self) -> None:
        item = self._item
        placed = [f"{claim.criterion} {claim_in_words(claim)}".strip() for claim in item.claim_places]
        claims = placed or list(item.claims)
        claimed = _("Claimed for {criteria}").format(criteria=", ".join(claims)) if claims else ""
        seen = words_for_coverage(self._seen, heard=item.kind == "audio") if self._seen else ""
        words = [item.title, self._closed, facts(item), item.problem, item.caption, claimed, seen]
        self.setAccessibleName(", ".join(word for word in words if word))
        tip = "\n".join(
            word for word in (self._closed, item.file_name, item.caption, item.problem, claimed, seen) if word
        )
        self.setToolTip(plain_tip(tip))

    def show_picture(self, image: QImage) -> None:
        """Show the picture that has arrived."""
        self._picture = QPixmap.fromImage(image)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a card at 100 %, grown with the text."""
        return QSize(self._theme.px(WIDTH), self._theme.px(PICTURE + FOOT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in ARROWS:
            event.ignore()  # the sheet goes to the neighbour
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys and Enter from the shortcuts of the screen."""
        return keeps_key(event, ARROWS | OPENS) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture, words and badge."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint.box(painter, frame, 8, fill=theme.color("hover" if self.underMouse() else "surface"))
        picture = QRectF(frame.left(), frame.top(), frame.width(), frame.height() - theme.px(FOOT))
        whole = self._item.kind not in {"image", "video"}
        # A page is shown as a sheet of paper cut off below, as on a table; photos and films fill their place.
        shown = None if self._closed else self._picture
        margin = picture.width() * PAPER_MARGIN if whole and shown else 0.0
        inner = picture.adjusted(margin, 10, -margin, 0) if margin else picture
        painter.fillRect(picture, theme.color("sunken"))
        icon = "lock" if self._closed else kind_icon(self._item.kind)
        paint_thumbnail(painter, theme, inner, shown, icon=icon)
        if self._item.duration_ms:
            paint_badge(painter, theme, picture.adjusted(0, 0, -6, -6), clock(self._item.duration_ms))
        paint_seen(painter, theme, picture, seen_share(self._seen))
        self._paint_words(painter, QRectF(frame.left() + 10, picture.bottom() + 6, frame.width() - 20, theme.px(40)))
        paint.box(painter, frame, 8, border=theme.color("line"))
        if self.hasFocus():
            paint.ring(painter, frame, 8, theme.color("accent"))
        painter.end()

    def _paint_words(self, painter: QPainter, words: QRectF) -> None:
        theme = self._theme.theme
        upper = QRectF(words.left(), words.top(), words.width(), theme.px(19))
        lower = upper.translated(0, theme.px(19))
        if self._item.problem:
            side = theme.px(16)
            paint_icon(
                painter, QRectF(upper.right() - side, upper.top(), side, upper.height()), "warning", theme.color("warn")
            )
            upper.setRight(upper.right() - side - 4)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("body", 500))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        cut = painter.fontMetrics().elidedText(self._item.title, Qt.TextElideMode.ElideRight, int(upper.width()))
        painter.drawText(upper, leading, cut)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        claims = " ".join(self._item.claims)
        room = painter.fontMetrics().horizontalAdvance(claims)
        painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, claims)
        lower.setRight(lower.right() - room - 8)
        cut = painter.fontMetrics().elidedText(
            _("Closed") if self._closed else told_at_length(self._item, self._seen),
            Qt.TextElideMode.ElideRight,
            int(lower.width()),
        )
        painter.drawText(lower, leading, cut)
