"""Drawing the grid: its cells, their marks, the head and the first column that stay in view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from certdesk.core.editing_weights import section_weight
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Level
from certdesk.core.words import _, ngettext
from certdesk.ui.icons import paint_icon
from certdesk.ui.screens.rubrics.grid_layout import BAND, GAP, HEAD, SIDE, Chipped, GridLayout
from certdesk.ui.screens.rubrics.grid_model import CellMark, RowKind, Spot
from certdesk.ui.screens.rubrics.grid_sides import Sides
from certdesk.ui.theme import paint
from certdesk.ui.widgets.chip import paint_chip
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.level_tones import level_digits

_DISC, _GRIP, _DOT, _BAR = 14, 16, 6, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view knows besides the rubric: the stop of the keyboard, the open text, pointer and drop line."""

    spot: Spot | None = None
    focused: bool = False
    edited: Spot | None = None
    hovered_row: int = -1
    dragged_row: int = -1
    drop_at: int | None = None


class GridPainter:
    """Draws with one painter for one repaint. Frames are those of the viewport."""

    def __init__(self, painter: QPainter, layout: GridLayout, shown: Shown) -> None:
        self._painter, self._layout, self._shown = painter, layout, shown
        self._theme = layout.theme
        self._grid = layout.grid
        self._sides = Sides(painter.layoutDirection())
        found = self._grid.where(shown.spot) if shown.spot else None
        self._here = found[0] if found else -1

    def cell(self, row: int, column: int, frame: QRectF) -> None:
        """Draw one cell of a criterion, or the band of a section, or where a criterion can be added."""
        kind = self._grid.rows[row].kind
        if kind is RowKind.SECTION:
            self._band(row, column, frame)
        elif kind is RowKind.ADD:
            self._add(row, column, frame)
        elif column == 0:
            self._criterion(row, frame)
        else:
            self._level_cell(row, column, frame)

    def head(self, column: int, frame: QRectF) -> None:
        """Draw one head: the level's disc, digits, label, and which one is the standard."""
        theme, painter = self._theme, self._painter
        painter.fillRect(frame, theme.color("sunken"))
        self._lines(frame)
        inner = frame.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), 0)
        painter.setFont(theme.font("column", 600))
        painter.setPen(theme.color("text"))
        if column == 0:
            line = QRectF(inner.left(), inner.top(), inner.width(), theme.px(HEAD))
            paint.line_of_text(painter, line, _("Criterion"))
            return
        levels = self._grid.rubric.scale.levels
        if column > len(levels):
            return
        self._level_name(levels[column - 1], inner, row=0, column=column)
        self._ring(0, column, frame)

    def drop_line(self, frame: QRectF) -> None:
        """Draw where the dragged row would go."""
        self._painter.fillRect(frame, self._theme.color("accent"))

    def _level_name(self, level: Level, inner: QRectF, *, row: int, column: int) -> None:
        theme, painter, scale = self._theme, self._painter, self._grid.rubric.scale
        side = theme.px(_DISC)
        top = QRectF(inner.left(), inner.top(), inner.width(), theme.px(HEAD))
        disc = self._sides.leading(top, side)
        paint_mark(painter, theme, disc, LevelGiven(level.value), scale)
        words = self._sides.after(top, side + theme.px(8))
        if level.value == scale.standard:
            painter.setFont(theme.font("tiny"))
            painter.setPen(theme.color("text2"))
            width = painter.fontMetrics().horizontalAdvance(_("standard")) + 2
            paint.line_of_text(painter, self._sides.trailing(words, width), _("standard"))
            words = self._sides.before(words, width + theme.px(6))
        own, *others = self._grid.stops(row, column)
        painter.setFont(theme.font("column", 600))
        painter.setPen(theme.color("text"))
        if own != self._shown.edited:
            paint.line_of_text(painter, words, f"{level_digits(level.value)} {self._layout.text(own)}")
        for other in others:
            if other != self._shown.edited:
                lower = words.translated(0, theme.line_height("small") + theme.px(2))
                self._line_or_missing(lower, other)

    def _criterion(self, row: int, frame: QRectF) -> None:
        theme, painter = self._theme, self._painter
        criterion = self._grid.criterion(row)
        if criterion is None:
            return
        near = row in (self._shown.hovered_row, self._here)
        painter.fillRect(frame, theme.color("surface"))
        self._lines(frame)
        px = theme.px
        line = QRectF(frame.left(), frame.top() + px(SIDE) - 2, frame.width(), theme.line_height("label"))
        grip = self._sides.leading(line.adjusted(px(4), 0, 0, 0), px(_GRIP))
        paint_icon(painter, grip, "grip", theme.color("text2" if near else "text3"))
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, self._sides.after(line, px(24)).adjusted(0, 0, -px(22), 0), criterion.id)
        if near:
            more = self._sides.trailing(line.adjusted(px(6), 0, -px(6), 0), px(_GRIP))
            paint_icon(painter, more, "more", theme.color("text2"))
        self._texts(row, 0, frame, "text")
        for chip in self._layout.chips(row, ghosts=near):
            self._chip(chip, frame, row)
        self._ring(row, 0, frame)

    def _chip(self, chip: Chipped, cell: QRectF, row: int) -> None:
        frame = self._sides.turned(chip.frame, cell)
        locked = chip.spot.key.endswith("/weight") and self._grid.rows[row].id in self._grid.locked
        if chip.ghost:
            painter, theme = self._painter, self._theme
            painter.save()
            painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
            painter.setFont(theme.font("column"))
            painter.setPen(theme.color("text3"))
            paint.line_of_text(painter, frame, chip.words, Qt.AlignmentFlag.AlignHCenter)
            painter.restore()
        elif chip.spot != self._shown.edited:
            paint_chip(self._painter, self._theme, frame, chip.words, chip.kind, "lock" if locked else None)
        mark = self._grid.marks.get(chip.spot.key)
        if mark and mark.hint and not chip.ghost:
            self._dot(frame.topRight() + QPointF(-1, 1))
        if chip.spot == self._shown.spot and self._shown.focused:
            paint.ring(self._painter, frame.adjusted(-2, -2, 2, 2), self._theme.px(5), self._theme.color("accent"))

    def _level_cell(self, row: int, column: int, frame: QRectF) -> None:
        theme, painter = self._theme, self._painter
        stops = self._grid.stops(row, column)
        painter.fillRect(frame, theme.color("surface" if stops else "bg"))
        self._lines(frame)
        if not stops:
            return
        if self._layout.has_own_levels(row):
            self._own_level(row, column, frame)
        here = any(stop in (self._shown.spot, self._shown.edited) for stop in stops)
        self._texts(row, column, frame, "text" if here else "text2")
        if mark := self._grid.marks.get(stops[0].key):
            self._mark(mark, frame)
        self._ring(row, column, frame)

    def _own_level(self, row: int, column: int, frame: QRectF) -> None:
        theme, painter = self._theme, self._painter
        criterion = self._grid.criterion(row)
        if criterion is None:
            return
        level = criterion.own_levels[column - 1]
        line = frame.adjusted(theme.px(SIDE), theme.px(SIDE) - 2, -theme.px(SIDE), 0)
        line.setHeight(theme.line_height("small"))
        side = theme.px(12)
        scale = self._grid.rubric.scale_of(criterion)
        paint_mark(painter, theme, self._sides.leading(line, side), LevelGiven(level.value), scale)
        painter.setFont(theme.font("column", 600))
        painter.setPen(theme.color("text"))
        paint.line_of_text(
            painter, self._sides.after(line, side + theme.px(6)), f"{level_digits(level.value)} {level.label}"
        )

    def _texts(self, row: int, column: int, frame: QRectF, tone: str) -> None:
        """Draw the texts of a cell, one above the other; the one that is being edited has its own box."""
        theme, painter, layout = self._theme, self._painter, self._layout
        for place, spot in enumerate(self._grid.stops(row, column)):
            top = frame.top() + layout.text_top(row, column, spot)
            if place:
                line = QRectF(
                    frame.left() + theme.px(SIDE), top - theme.px(GAP) - 1, frame.width() - theme.px(SIDE) * 2, 1
                )
                painter.fillRect(line, theme.color("line"))
            if spot == self._shown.edited:
                continue
            text = layout.text(spot)
            painter.setPen(theme.color(tone if text else "warn" if place else "text3"))
            shown = text or self._nothing(spot, column)
            layout.wrapped(spot, column, shown).draw(painter, QPointF(frame.left() + theme.px(SIDE), top))

    def _nothing(self, spot: Spot, column: int) -> str:
        if spot.language:
            return _("missing") if self._grid.text(Spot(spot.key)) else ""
        return _("Title") if column == 0 else _("What is seen at this level?")

    def _band(self, row: int, column: int, frame: QRectF) -> None:
        theme, painter = self._theme, self._painter
        painter.fillRect(frame, theme.color("bg"))
        self._lines(frame, across=False)
        if column:
            return
        section = self._grid.rubric.section(self._grid.rows[row].id)
        wide = QRectF(frame.left(), frame.top(), self._theme.px(600), theme.px(BAND))
        if self._sides.from_the_right:
            wide.moveRight(frame.right())
        inner = wide.adjusted(theme.px(SIDE), 0, -theme.px(SIDE), 0)
        painter.setFont(theme.font("column", 600))
        painter.setPen(theme.color("text2"))
        own, *others = self._grid.stops(row, 0)
        if own != self._shown.edited:
            title = self._layout.text(own)
            words = f"{section.id}  {title}".rstrip()
            paint.line_of_text(painter, inner, words)
            used = painter.fontMetrics().horizontalAdvance(words) + theme.px(12)
            self._share_of(section.id, self._sides.after(inner, used))
        for other in others:
            if other != self._shown.edited:
                self._line_or_missing(inner.translated(0, theme.line_height("small") + theme.px(2)), other)
        self._ring(row, 0, frame)

    def _share_of(self, section_id: str, frame: QRectF) -> None:
        rubric = self._grid.rubric
        weight = plain_number(section_weight(rubric, section_id))
        count = len(rubric.section(section_id).criteria)
        words = ngettext("{count} criterion", "{count} criteria", count).format(count=count)
        if self._grid.per_cent:
            words = _("{number} %").format(number=weight) + "  ·  " + words
        self._painter.setFont(self._theme.font("small"))
        self._painter.setPen(self._theme.color("text3"))
        paint.line_of_text(self._painter, frame, words)

    def _add(self, row: int, column: int, frame: QRectF) -> None:
        theme, painter = self._theme, self._painter
        painter.fillRect(frame, theme.color("bg"))
        self._lines(frame, across=False)
        if column:
            return
        inner = frame.adjusted(theme.px(SIDE) - 2, 0, -theme.px(SIDE), 0)
        here = row in (self._shown.hovered_row, self._here)
        ink = theme.color("accent-text" if here else "text2")
        side = theme.px(16)
        paint_icon(painter, self._sides.leading(inner, side), "plus", ink)
        painter.setFont(theme.font("column"))
        painter.setPen(ink)
        paint.line_of_text(painter, self._sides.after(inner, side + theme.px(6)), _("Criterion"))
        self._ring(row, 0, frame)

    def _line_or_missing(self, frame: QRectF, spot: Spot) -> None:
        theme, painter = self._theme, self._painter
        text = self._layout.text(spot)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2" if text else "warn"))
        paint.line_of_text(painter, frame, text or self._nothing(spot, 1))

    def _mark(self, mark: CellMark, frame: QRectF) -> None:
        """Draw a bar at the leading edge of what changed, and a dot in the corner of what could be better."""
        theme, painter = self._theme, self._painter
        if mark.changed:
            bar = QRectF(frame.left(), frame.top() + theme.px(8), theme.px(_BAR), theme.line_height("small"))
            if self._sides.from_the_right:
                bar.moveRight(frame.right() - 1)
            painter.fillRect(bar, theme.color("accent"))
        if mark.hint:
            corner = frame.topLeft() if self._sides.from_the_right else frame.topRight()
            inward = theme.px(7) if corner == frame.topLeft() else -theme.px(8)
            self._dot(corner + QPointF(inward, theme.px(7)))

    def _dot(self, middle: QPointF) -> None:
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("g2"))
        radius = self._theme.px(_DOT) / 2
        painter.drawEllipse(middle, radius, radius)
        painter.restore()

    def _ring(self, row: int, column: int, frame: QRectF) -> None:
        """Frame the cell that has the keyboard, or whose text is being edited."""
        shown = self._shown
        stops = self._grid.stops(row, column)
        if shown.edited in stops or (shown.spot in stops and shown.focused and shown.edited is None):
            paint.ring(self._painter, frame.adjusted(-1, -1, 0, 0), 1, self._accent())

    def _accent(self) -> QColor:
        return self._theme.color("accent")

    def _lines(self, frame: QRectF, *, across: bool = True) -> None:
        line, painter = self._theme.color("line"), self._painter
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), line)
        if across:
            edge = frame.left() if self._sides.from_the_right else frame.right() - 1
            painter.fillRect(QRectF(edge, frame.top(), 1, frame.height()), line)
