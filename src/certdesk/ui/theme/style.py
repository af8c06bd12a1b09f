"""The style: Fusion on every system, with our tick boxes, radio buttons and choices, without dotted focus frames."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.theme import Theme

_P = QStyle.PrimitiveElement
_M = QStyle.PixelMetric
_H = QStyle.StyleHint
_S = QStyle.StateFlag

_CHECK_BOXES = (_P.PE_IndicatorCheckBox, _P.PE_IndicatorItemViewItemCheck)
_LENGTHS = {
    _M.PM_IndicatorWidth: 18,
    _M.PM_IndicatorHeight: 18,
    _M.PM_ExclusiveIndicatorWidth: 18,
    _M.PM_ExclusiveIndicatorHeight: 18,
    _M.PM_CheckBoxLabelSpacing: 8,
    _M.PM_RadioButtonLabelSpacing: 8,
    _M.PM_SmallIconSize: 16,
    _M.PM_ButtonIconSize: 16,
    _M.PM_ListViewIconSize: 20,
    _M.PM_MenuPanelWidth: 1,
}
_RING_MARGINS = (_M.PM_FocusFrameHMargin, _M.PM_FocusFrameVMargin)
_HINTS = {
    _H.SH_EtchDisabledText: 0,
    _H.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    _H.SH_ComboBox_Popup: 0,
    _H.SH_ItemView_ShowDecorationSelected: 1,
    _H.SH_ToolTip_WakeUpDelay: 500,
    _H.SH_Menu_SloppySubMenus: 1,
    _H.SH_FocusFrame_AboveWidget: 1,
    _H.SH_FocusFrame_Mask: 0,
    _H.SH_Widget_ShareActivation: 0,  # as Fusion has it; while a window is in the background, every widget asks
}


class CertDeskStyle(QProxyStyle):
    """Fusion with the shapes of the design. ``theme`` returns the theme of the moment."""

    def __init__(self, theme: Callable[[], Theme]) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw tick boxes and radio buttons; leave dotted frames out, because the focus ring goes round instead."""
        if element == _P.PE_FrameFocusRect and not isinstance(widget, QAbstractItemView):
            return
        if element in _CHECK_BOXES:
            self._draw_check_box(option, painter)
        elif element == _P.PE_IndicatorRadioButton:
            self._draw_radio(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a closed choice as a field with an arrow."""
        if control == QStyle.ComplexControl.CC_ComboBox:
            self._draw_choice(option, painter)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Leave the words of a closed choice as much room on both sides as a text field has."""
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            px = self._theme().px
            inner = option.rect.adjusted(px(8), 2, -px(28), -2)
            return QStyle.visualRect(option.direction, option.rect, inner)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes of small parts, growing with the text."""
        if metric in _RING_MARGINS:
            return 2 * paint.RING
        length = _LENGTHS.get(metric)
        if length is None:
            return super().pixelMetric(metric, option, widget)
        return self._theme().px(length)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        """Behaviour that is the same on every system."""
        answer = _HINTS.get(hint)
        if answer is None:
            return super().styleHint(hint, option, widget, returnData)
        return answer

    def _draw_check_box(self, option: QStyleOption, painter: QPainter) -> None:
        theme = self._theme()
        enabled = bool(option.state & _S.State_Enabled)
        ticked = bool(option.state & _S.State_On)
        partly = bool(option.state & _S.State_NoChange)
        frame = QRectF(option.rect)
        if ticked or partly:
            fill = theme.color("accent" if enabled else "line2")
            paint.box(painter, frame, theme.px(4), fill=fill)
        else:
            fill = theme.color("surface" if enabled else "sunken")
            paint.box(painter, frame, theme.px(4), fill=fill, border=theme.color("ctl" if enabled else "line2"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ticked:
            paint.check_mark(painter, frame, theme.color("on-accent" if enabled else "surface"))
        elif partly:
            painter.setPen(QPen(theme.color("on-accent"), theme.px(2)))
            middle = frame.center()
            reach = QPointF(theme.px(4), 0)
            painter.drawLine(middle - reach, middle + reach)
        painter.restore()

    def _draw_radio(self, option: QStyleOption, painter: QPainter) -> None:
        theme = self._theme()
        enabled = bool(option.state & _S.State_Enabled)
        chosen = bool(option.state & _S.State_On)
        frame = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = theme.color(("accent" if chosen else "ctl") if enabled else "line2")
        width = theme.px(2) if chosen else 1
        painter.setPen(QPen(tone, width))
        painter.setBrush(theme.color("surface" if enabled else "sunken"))
        painter.drawEllipse(frame.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        if chosen:
            painter.setBrush(tone)
            painter.setPen(QPen(tone, 0))
            painter.drawEllipse(frame.center(), theme.px(8) / 2, theme.px(8) / 2)
        painter.restore()

    def _draw_choice(self, option: QStyleOptionComplex, painter: QPainter) -> None:
        theme = self._theme()
        enabled = bool(option.state & _S.State_Enabled)
        hovered = enabled and bool(option.state & _S.State_MouseOver)
        frame = QRectF(option.rect)
        fill = "sunken" if not enabled else "hover" if hovered else "surface"
        border = "line" if not enabled else "ctl"
        paint.box(painter, frame, theme.px(6), fill=theme.color(fill), border=theme.color(border))
        side = theme.px(16)
        arrow = QRectF(0, frame.top() + (frame.height() - side) / 2, side, side)
        arrow.moveLeft(frame.right() - side - theme.px(8))
        arrow = QRectF(QStyle.visualRect(option.direction, option.rect, arrow.toRect()))
        paint_icon(painter, arrow, "chevron_down", theme.color("text2" if enabled else "text3"))
