"""Puts a reading view into a text document: headings, lists, tables, pictures, in the theme's type and colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, PictureBlock, Reading, TableBlock
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.sheet_pictures import image_of

_HEADING_SIZES = (20, 17, 15, 13, 13, 13)
BODY = 13
_INDENT = 20.0
_LINE = 1.35
_WIDEST_PICTURE = 560


class SealedDocument(QTextDocument):
    """A document that loads nothing from anywhere: pictures are put into it, everything else is refused."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Return nothing, whatever is asked for."""
        return None


@dataclass(frozen=True, slots=True)
class Style:
    """How a reading looks: the theme, and how much larger than usual."""

    theme: Theme
    zoom: float = 1.0

    def font(self, size: int = BODY, weight: int = 400) -> QFont:
        """Return the reading face."""
        made = self.theme.font("reading_large", weight)
        made.setPixelSize(max(6, round(self.theme.px(size) * self.zoom)))
        return made


def write_reading(document: QTextDocument, reading: Reading, style: Style) -> None:
    """Replace what is in the document."""
    document.clear()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(style.font())
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, block in enumerate(reading.blocks):
        _write(cursor, block, style, number)
    cursor.endEditBlock()


def widest_table(reading: Reading) -> int:
    """Return how many columns the widest table has."""
    tables = (block.rows for block in reading.blocks if isinstance(block, TableBlock))
    return max((len(row) for rows in tables for row in rows), default=0)


def _write(cursor: QTextCursor, block: Block, style: Style, number: int) -> None:
    match block:
        case Heading():
            size = _HEADING_SIZES[min(max(block.level, 1), 6) - 1]
            _line(cursor, block.text, _spaced(14, 4), _letters(style, "text", size, 600), first=number == 0)
        case Paragraph():
            _line(cursor, block.text, _spaced(0, 9), _letters(style, "text"), first=number == 0)
        case ListItem():
            room = _spaced(0, 4)
            room.setLeftMargin(_INDENT * block.level)
            room.setTextIndent(-_INDENT)
            words = f"{block.marker}\u2002{block.text}"
            _line(cursor, words, room, _letters(style, "text"), first=number == 0)
        case TableBlock():
            _table(cursor, block, style)
        case PictureBlock():
            _picture(cursor, block, style, number)


def _line(cursor: QTextCursor, text: str, room: QTextBlockFormat, letters: QTextCharFormat, *, first: bool) -> None:
    if first:
        room.setTopMargin(0)
        cursor.setBlockFormat(room)
    elif cursor.atBlockStart() and cursor.block().length() == 1 and cursor.block().previous().isValid():
        cursor.setBlockFormat(room)  # the empty line that Qt keeps after a table
    else:
        cursor.insertBlock(room)
    cursor.setBlockCharFormat(letters)
    cursor.insertText(text.replace("\n", "\u2028"), letters)


def _table(cursor: QTextCursor, block: TableBlock, style: Style) -> None:
    columns = max((len(row) for row in block.rows), default=0)
    if not columns:
        return
    shape = QTextTableFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(style.theme.color("line2")))
    shape.setBorderCollapse(True)
    shape.setCellPadding(5)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(12)
    shape.setHeaderRowCount(block.header_rows)
    shape.setColumnWidthConstraints([QTextLength()] * columns)
    table = cursor.insertTable(len(block.rows), columns, shape)
    for down, row in enumerate(block.rows):
        head = down < block.header_rows
        for across, text in enumerate(row):
            _cell(table, (down, across), text, style, head=head)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _cell(table: QTextTable, at: tuple[int, int], text: str, style: Style, *, head: bool) -> None:
    cell = table.cellAt(*at)
    inside = cell.firstCursorPosition()
    inside.insertText(text.replace("\n", "\u2028"), _letters(style, "text", 12, 600 if head else 400))
    if head:
        ground = cell.format()
        ground.setBackground(style.theme.color("sunken"))
        cell.setFormat(ground)


def _picture(cursor: QTextCursor, block: PictureBlock, style: Style, number: int) -> None:
    image = image_of(block.picture)
    if image.width() > _WIDEST_PICTURE:
        image = image.scaledToWidth(_WIDEST_PICTURE)
    _line(cursor, "", _spaced(6, 4 if block.alt else 10), _letters(style, "text"), first=number == 0)
    cursor.insertImage(image, f"picture:{number}")
    if block.alt:
        _line(cursor, block.alt, _spaced(0, 10), _letters(style, "text2", 12), first=False)


def _spaced(above: float, below: float) -> QTextBlockFormat:
    room = QTextBlockFormat()
    room.setTopMargin(above)
    room.setBottomMargin(below)
    room.setLineHeight(_LINE * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return room


def _letters(style: Style, tone: str, size: int = BODY, weight: int = 400) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(style.font(size, weight))
    letters.setForeground(style.theme.color(tone))
    return letters
