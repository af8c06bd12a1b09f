"""Zooming by hand: smaller, larger, a menu of sizes, and the keys for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.own_keys import OwnKeys
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Fit
from certdesk.ui.widgets.button import button, icon_button

_SIZES = (0.5, 0.75, 1.0, 1.5, 2.0, 4.0, 8.0)


class ZoomTools(QWidget):
    """Belongs to one canvas; ``viewer`` is the widget inside which the keys work."""

    def __init__(self, themes: ThemeSource, canvas: SheetCanvas, viewer: QWidget) -> None:
        super().__init__()
        self._canvas = canvas
        self._viewer = viewer
        self._own_keys = OwnKeys(viewer)
        self._smaller = icon_button(themes, "zoom_out", _("Zoom out"), key="Ctrl -", size="small")
        self._larger = icon_button(themes, "zoom_in", _("Zoom in"), key="Ctrl +", size="small")
        self._size = button(themes, "", kind="quiet", size="small")
        self._size.setToolTip(_("Size of the view"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for tool, name in ((self._smaller, "zoomOut"), (self._size, "zoomMenu"), (self._larger, "zoomIn")):
            tool.setObjectName(name)
            row.addWidget(tool)
        self._smaller.clicked.connect(self.shrink)
        self._larger.clicked.connect(self.enlarge)
        self._size.clicked.connect(self._open_menu)
        self._menu = self._make_menu()
        canvas.zoomed.connect(self._tell)
        self._add_keys()
        self._tell()

    def show_steps(self, shown: bool) -> None:
        """Show the buttons for smaller and larger, or the menu alone."""
        for tool in (self._smaller, self._larger):
            tool.setVisible(shown)

    def enlarge(self) -> None:
        """Zoom in by a step."""
        self._canvas.step_zoom(1)

    def shrink(self) -> None:
        """Zoom out by a step."""
        self._canvas.step_zoom(-1)

    def true_size(self) -> None:
        """Zoom to 100 %."""
        self._canvas.set_zoom(1.0)

    def fit_width(self) -> None:
        """Fit the width of the window."""
        self._canvas.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """Fit the whole page."""
        self._canvas.set_fit(Fit.PAGE)

    def turn(self) -> None:
        """Turn the view by a quarter, clockwise."""
        self._canvas.rotate(self._canvas.rotation + 90)

    def offer_single(self) -> None:
        """Let pages be shown one at a time."""
        self._single = QAction(_("One page at a time"), self._menu)
        self._single.setObjectName("onePage")
        self._single.setCheckable(True)
        self._single.setShortcut(QKeySequence("Ctrl+7"))
        self._single.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, worked by _add_key
        self._single.triggered.connect(self._toggle_single)
        self._menu.insertAction(self._menu.actions()[0], self._single)
        self._menu.insertSeparator(self._menu.actions()[1])
        self._own_keys.add({"Ctrl+7": self._toggle_single})
        self._canvas.zoomed.connect(self._tell_single)

    def _toggle_single(self) -> None:
        self._canvas.set_single(single=not self._canvas.single)

    def _tell_single(self) -> None:
        self._single.setChecked(self._canvas.single)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("zoomChoices")
        for words, call, key in (
            (_("Fit the width"), self.fit_width, "Ctrl+9"),
            (_("Fit the whole page"), self.fit_page, "Ctrl+8"),
            (_("Turn right"), self.turn, "Ctrl+R"),
        ):
            action = menu.addAction(words)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, worked by _add_keys
            action.triggered.connect(call)
        menu.addSeparator()
        for size in _SIZES:
            action = menu.addAction(_percent(size))
            action.setData(size)
        menu.triggered.connect(self._choose)
        return menu

    def _add_keys(self) -> None:
        for key, call in (
            ("Ctrl++", self.enlarge),
            ("Ctrl+=", self.enlarge),
            ("Ctrl+-", self.shrink),
            ("Ctrl+0", self.true_size),
            ("Ctrl+9", self.fit_width),
            ("Ctrl+R", self.turn),
        ):
            self._add_key(key, call)
        # With these the window goes to a screen, unless the keyboard is here.
        self._own_keys.add({"Ctrl+8": self.fit_page})

    def _add_key(self, key: str, call: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self._viewer)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)

    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), float):
            self._canvas.set_zoom(action.data())

    def _open_menu(self) -> None:
        self._menu.popup(self._size.mapToGlobal(QPoint(0, self._size.height())))

    def _tell(self) -> None:
        size = _percent(self._canvas.zoom)
        self._size.set_words(size)
        self._size.setAccessibleName(_("Zoom: {percent}").format(percent=size))


def _percent(zoom: float) -> str:
    return _("{percent} %").format(percent=round(zoom * 100))
