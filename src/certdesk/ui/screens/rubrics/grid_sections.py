"""Which section the grid shows: joined buttons with each section's weight, or a list where they have no room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy

from certdesk.core.editing_weights import section_weight
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.tips import plain_tip

_HEIGHT, _LIST, _SIDE, _GAP, _MOST, _LEAST_WORDS = 28, 34, 10, 12, 40, 72
ALL = "*"


class SectionPart(QRadioButton):
    """One of the joined buttons: a section's name, and its weight in a lighter colour."""

    def __init__(self, theme: ThemeSource, key: str, words: str, weight: str) -> None:
        super().__init__()
        self.key, self._words, self._weight = key, words, weight
        self._most = 0
        self.setToolTip(plain_tip(f"{words} {weight}".strip()))
        self._theme = theme
        self.setObjectName(f"section-{key}")
        self.setAccessibleName(f"{words} {weight}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def limit(self, most: int) -> None:
        """Give the words so many px at most; 0 gives them all that they want."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def words_width(self) -> int:
        """Return how many px the words want."""
        return round(QFontMetricsF(self._theme.font("name")).horizontalAdvance(self._words) + 1)

    def sizeHint(self) -> QSize:
        """Return the size that holds both."""
        theme = self._theme.theme
        wanted = self.words_width()
        width = min(wanted, self._most) if self._most else wanted
        return QSize(width + self.extra(), theme.px(_HEIGHT))

    def extra(self) -> int:
        """Return how many px the rest takes beside the words."""
        theme = self._theme.theme
        width = 2 * theme.px(_SIDE) + 2.0
        if self._weight:
            width += theme.px(_GAP) + QFontMetricsF(theme.font("body")).horizontalAdvance(self._weight)
        return round(width + 0.5)

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds both."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and words."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(frame.adjusted(0, 1, 0, -1), theme.color("accent-soft" if self.isChecked() else "hover"))
        inner = frame.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        painter.setFont(theme.font("name"))
        painter.setPen(theme.color("accent-text" if self.isChecked() else "text"))
        paint.line_of_text(painter, self._place_of_words(inner), self._words)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("accent-text" if self.isChecked() else "text3"))
        paint.line_of_text(painter, inner, self._weight, Qt.AlignmentFlag.AlignRight)
        painter.end()

    def _place_of_words(self, inner: QRectF) -> QRectF:
        theme = self._theme.theme
        used = QFontMetricsF(theme.font("body")).horizontalAdvance(self._weight)
        used += theme.px(_GAP) if self._weight else 0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return inner.adjusted(used, 0, 0, 0)
        return inner.adjusted(0, 0, -used, 0)


class SectionChoice(QFrame):
    """Chooses a section. ``chosen(id)``, with an empty id for all of them."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("sectionChoice")
        self._theme = theme
        self._known: tuple[tuple[str, str, str], ...] = ()
        self._parts: list[SectionPart] = []
        self._list = ComboBox(theme, _("Section"))
        self._list.setObjectName("sectionList")
        self._list.chosen.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(1)
        self._row.addWidget(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_rubric(self, rubric: Rubric, current: str) -> None:
        """Show the sections of a rubric with their weights, one of them or all chosen; tells nobody."""
        sections = tuple(
            (each.id, _("{id} {title}").format(id=each.id, title=_short(each.title)), _weight(rubric, each.id))
            for each in rubric.sections
        )
        known = ((ALL, _("All"), ""), *sections) if len(sections) > 1 else sections
        if known != self._known:
            self._known = known
            self._make()
        for part in self._parts:
            part.blockSignals(True)
            part.setChecked(part.key == (current or ALL) or len(known) == 1)
            part.blockSignals(False)
        self._list.set_current(current or ALL)
        self._fit()

    def wanted(self) -> int:
        """Return the width in px at which all buttons stand side by side."""
        return sum(part.words_width() + part.extra() + 1 for part in self._parts) + 2

    def sizeHint(self) -> QSize:
        """Return the size of the buttons side by side."""
        return QSize(self.wanted(), self._theme.px(_LIST))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the list that takes their place."""
        return QSize(min(self.wanted(), self._theme.px(150)), self._theme.px(_LIST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the list where the buttons have no room."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the common box and the lines between."""
        if self._list.isVisibleTo(self):
            return
        theme = self._theme.theme
        painter = QPainter(self)
        shown = QRectF(self._parts[0].geometry().united(self._parts[-1].geometry()) if self._parts else self.rect())
        shown.adjust(-1, -1, 1, 1)
        paint.box(painter, shown, theme.px(6), fill=theme.color("surface"), border=theme.color("line2"))
        for part in self._parts[1:]:
            box = part.geometry()
            edge = box.right() + 1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else box.left() - 1
            painter.fillRect(QRectF(edge, shown.top() + 1, 1, shown.height() - 2), theme.color("line"))
        painter.end()

    def _make(self) -> None:
        while self._row.count() > 1:
            item = self._row.takeAt(1)
            if item and (gone := item.widget()):
                gone.hide()
                gone.deleteLater()
        self._parts = [SectionPart(self._theme, *each) for each in self._known]
        for part in self._parts:
            self._row.addWidget(part)
            part.toggled.connect(lambda on, key=part.key: self._tell(key) if on else None)
        self._row.addStretch(1)
        self._list.show_choices(tuple((key, f"{words}  {weight}".strip()) for key, words, weight in self._known))
        self.updateGeometry()

    def _fit(self) -> None:
        most = self._most_for_words()
        narrow = most < 0
        for part in self._parts:
            part.limit(max(most, 0))
        self._list.setVisible(narrow)
        for part in self._parts:
            part.setVisible(not narrow)
        self.update()

    def _most_for_words(self) -> int:
        """Return how many px each section's words may have so that all fit; 0 for all they want, -1 for too few."""
        for part in self._parts:
            part.limit(0)
        over = self.wanted() - self.width()
        widths = sorted((part.words_width() for part in self._parts), reverse=True)
        if over <= 0 or not widths:
            return 0
        for count, width in enumerate(widths, 1):
            following = widths[count] if count < len(widths) else 0
            room = (width - following) * count
            if over <= room:
                most = width - -(-over // count)
                return most if most >= self._theme.px(_LEAST_WORDS) else -1
            over -= room
        return -1

    def _tell(self, key: str) -> None:
        self.update()
        self.chosen.emit("" if key == ALL else key)


def _weight(rubric: Rubric, section_id: str) -> str:
    return plain_number(section_weight(rubric, section_id))


def _short(title: str) -> str:
    return title if len(title) <= _MOST else title[: _MOST - 1] + "…"
