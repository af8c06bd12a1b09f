"""The command palette: every command by its words, with its shortcut; type, choose, Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.cell import Index
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap, key_words, keys_width, paint_keys
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.overlay import Overlay

_WIDEST, _ROW, _HEADING, _SIDE, _INSET, _MOST_HEIGHT = 600, 36, 28, 10, 8, 520
_COMMAND = int(Qt.ItemDataRole.UserRole)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done now: ``shortcut`` as Qt writes it, ``place`` it belongs to, ``group`` its heading."""

    key: str
    words: str
    icon: str = ""
    place: str = ""
    shortcut: str = ""
    group: str = ""


def matching(commands: tuple[Command, ...], typed: str) -> tuple[Command, ...]:
    """Return the commands that hold every typed word, best first: beginnings before middles, else in their order."""
    wanted = typed.casefold().split()
    if not wanted:
        return commands
    scored = [(_score(command, wanted), place, command) for place, command in enumerate(commands)]
    return tuple(command for score, _place, command in sorted(scored, key=lambda one: one[:2]) if score < _NO)


_NO = 1000


def _score(command: Command, wanted: list[str]) -> int:
    said = f"{command.words} {command.place}".casefold()
    words = said.split()
    total = 0
    for each in wanted:
        if each not in said:
            return _NO
        total += 0 if said.startswith(each) else 1 if any(word.startswith(each) for word in words) else 2
    return total


class CommandPalette(Overlay):
    """The palette over a window. A question mark alone asks for the key map."""

    command_chosen = Signal(str)
    key_map_asked = Signal()

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(theme, host, widest=_WIDEST)
        self.setObjectName("commandPalette")
        self._commands: tuple[Command, ...] = ()
        self._typed = QLineEdit()
        self._typed.setObjectName("paletteTyped")
        self._typed.setProperty("bare", True)
        self._typed.setProperty("ring", "none")
        self._typed.setProperty("role", "palette")
        self._typed.setPlaceholderText(_("Type a command or a name"))
        self._typed.setAccessibleName(_("Commands"))
        self._typed.textChanged.connect(self._filter)
        self._typed.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("paletteList")
        self._list.setProperty("ground", "none")
        self._list.setItemDelegate(CommandDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.itemClicked.connect(self._run)
        self._nothing = label("", "body", "text2")
        self._nothing.setContentsMargins(18, 12, 18, 12)
        self._build()

    def open_with(self, commands: tuple[Command, ...]) -> None:
        """Show the palette with the commands that are possible now."""
        self._commands = commands
        self._typed.clear()
        self._filter("")
        self.open_panel(self._typed)

    def wanted_height(self) -> int:
        """Return the height that all the commands need, within reason."""
        return self._theme.px(_MOST_HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter run, while the words are typed."""
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._step(Qt.Key(event.key()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_panel()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 16, 10)
        head.setSpacing(14)
        head.addWidget(IconView(self._theme, "search", "text"))
        head.addWidget(self._typed, 1)
        head.addWidget(KeyCap(self._theme, _("Esc")))
        foot = QFrame()
        foot.setProperty("surface", "panel_foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(5)
        for part in (KeyCap(self._theme, "↑"), KeyCap(self._theme, "↓"), label(_("choose"), "small", "text2")):
            row.addWidget(part)
        row.addSpacing(12)
        row.addWidget(KeyCap(self._theme, _("Enter")))
        row.addWidget(label(_("run"), "small", "text2"))
        row.addStretch(1)
        row.addWidget(KeyCap(self._theme, "?"))
        row.addWidget(label(_("all keys"), "small", "text2"))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(foot)

    def _filter(self, typed: str) -> None:
        if typed.strip() == "?":
            self.close_panel()
            self.key_map_asked.emit()
            return
        self._list.clear()
        found = matching(self._commands, typed)
        groups = list(dict.fromkeys(command.group for command in found))
        for group in groups:
            if group:
                heading = QListWidgetItem(group)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._list.addItem(heading)
            for command in found:
                if command.group == group:
                    self._add(command)
        self._list.setVisible(bool(found))
        self._nothing.setText(_("Nothing is called “{typed}”.").format(typed=typed))
        self._nothing.setVisible(not found)
        self._step(Qt.Key.Key_Home)

    def _add(self, command: Command) -> None:
        spoken = ", ".join(part for part in (command.words, command.place, command.shortcut) if part)
        item = QListWidgetItem(spoken)
        item.setData(_COMMAND, command)
        self._list.addItem(item)

    def _step(self, key: Qt.Key) -> None:
        rows = [row for row in range(self._list.count()) if self._list.item(row).data(_COMMAND)]
        if not rows:
            return
        here = self._list.currentRow()
        place = rows.index(here) if here in rows else -1
        far = {Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if key == Qt.Key.Key_Home:
            place = 0
        elif key in far:
            place = min(max(place + far[key], 0), len(rows) - 1)
        else:
            place = (place + (1 if key == Qt.Key.Key_Down else -1)) % len(rows)
        self._list.setCurrentRow(rows[place])
        if place == 0:
            self._list.scrollToTop()

    def _run(self, item: QListWidgetItem | None) -> None:
        command = item.data(_COMMAND) if item is not None else None
        if isinstance(command, Command):
            self.close_panel()
            self.command_chosen.emit(command.key)


class CommandDelegate(QStyledItemDelegate):
    """Draws a heading or a command: icon, words, place, keys."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or a command."""
        return QSize(200, self._theme.px(_ROW if index.data(_COMMAND) else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._theme.theme
        frame = QRectF(option.rect).adjusted(_INSET, 0, -_INSET, 0)
        inner = frame.adjusted(_SIDE, 0, -_SIDE, 0)
        command = index.data(_COMMAND)
        painter.save()
        painter.setLayoutDirection(option.direction)
        if not isinstance(command, Command):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            paint.line_of_text(painter, inner, str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.box(painter, frame, 6, fill=theme.color("accent-soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, frame, 6, fill=theme.color("hover"))
        self._paint_command(painter, inner, command, "accent-text" if chosen else "text")
        painter.restore()

    def _paint_command(self, painter: QPainter, inner: QRectF, command: Command, ink: str) -> None:
        theme = self._theme.theme
        turned = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = theme.px(20)
        spot = QRectF(inner.right() - side if turned else inner.left(), inner.top(), side, inner.height())
        if command.icon:
            paint_icon(painter, spot, command.icon, theme.color(ink))
        keys = key_words(command.shortcut) if command.shortcut else ()
        caps = keys_width(theme, keys)
        paint_keys(painter, theme, inner.left() + caps if turned else inner.right(), inner.center().y(), keys)
        painter.setFont(theme.font("small"))
        place = painter.fontMetrics().horizontalAdvance(command.place)
        far = theme.px(96) if caps < theme.px(84) else caps + 12
        painter.setPen(theme.color("text2"))
        room = inner.adjusted(far, 0, 0, 0) if turned else inner.adjusted(0, 0, -far, 0)
        if not keys:
            room = inner
        paint.line_of_text(painter, room, command.place, Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color(ink))
        used = side + 12
        end = place + 16
        words = room.adjusted(end, 0, -used, 0) if turned else room.adjusted(used, 0, -end, 0)
        paint.line_of_text(painter, words, command.words)
