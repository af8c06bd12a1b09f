"""Layers of a viewer of which one is in front; the keyboard stays in the viewer when another comes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget


class ViewerLayers(QStackedLayout):
    """Belongs to one viewer, to whom the keyboard is given by whoever asks."""

    def __init__(self, viewer: QWidget, holder: QWidget) -> None:
        super().__init__(holder)
        self._viewer = viewer
        self._holder = holder

    def bring(self, layer: QWidget, keyboard: QWidget | None = None) -> None:
        """Put a layer in front; ``keyboard`` is what takes the keyboard in it, the layer itself by default."""
        target = keyboard or layer
        focused = QApplication.focusWidget()
        inside = focused is not None and (self._holder is focused or self._holder.isAncestorOf(focused))
        self.setCurrentWidget(layer)
        self._viewer.setFocusProxy(target)
        if inside:  # Qt gives the keyboard to the next widget in line as soon as its owner is hidden
            target.setFocus(Qt.FocusReason.OtherFocusReason)
