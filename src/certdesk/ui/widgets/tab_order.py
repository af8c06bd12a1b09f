"""Where Tab goes on: as things stand, not as they were made. Qt puts what is made later behind all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QSplitter, QWidget


def go_on(part: QWidget, focused: QWidget, *, ahead: bool) -> bool:
    """Give the keyboard to the next stop (or the one before) of a part of a window, in the order of its layouts.

    At its ends the keyboard leaves it. False when nothing else could take the keyboard.
    """
    inside = tuple(_focusable(part))
    here = next((place for place, each in enumerate(inside) if each is focused), None)
    if here is None:  # somewhere inside a list or a text
        here = next((place for place, each in enumerate(inside) if each.isAncestorOf(focused)), -1 if ahead else 0)
    beyond = inside[here + 1 :] if ahead else inside[: max(here, 0)][::-1]
    stop = next((each for each in beyond if _stops(each)), None) or _outside(part, focused, ahead=ahead)
    if stop is None:
        return False
    stop.setFocus(Qt.FocusReason.TabFocusReason if ahead else Qt.FocusReason.BacktabFocusReason)
    return True


def first_stop(part: QWidget) -> QWidget | None:
    """Return where Tab would come to first in a part of a window, or None where nothing takes the keyboard."""
    return next((each for each in _focusable(part) if _stops(each)), None)


def _stops(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _outside(part: QWidget, focused: QWidget, *, ahead: bool) -> QWidget | None:
    each: QWidget | None = focused
    while each is not None:
        each = each.nextInFocusChain() if ahead else each.previousInFocusChain()
        if each is focused:
            return None
        if each is not None and _stops(each) and not part.isAncestorOf(each):
            return each
    return None


def _focusable(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None:
        return
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QSplitter):
        for place in range(widget.count()):
            if place:
                yield from _focusable(widget.handle(place))
            yield from _focusable(widget.widget(place))
    elif isinstance(widget, QScrollArea):
        yield from _focusable(widget.widget())
    elif not isinstance(widget, QAbstractScrollArea) and (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    """Yield what a layout holds in its order, without ever asking it for an item.

    Python would keep each QLayoutItem that it was once handed beyond its end, and take the next one that happens to
    lie at the same address for it: another layout's items then seem to be gone, and the program falls over.
    """
    parent = layout.parentWidget()
    if parent is None:
        return
    around = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    held: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(each), each) for each in around]
    held += [(layout.indexOf(each), each) for each in inner]
    for _place, each in sorted((pair for pair in held if pair[0] >= 0), key=itemgetter(0)):
        yield from _in_layout(each) if isinstance(each, QLayout) else _focusable(each)
