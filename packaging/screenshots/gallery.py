"""Draw every widget in every state, for each theme, as PNG files to look at.

QT_QPA_PLATFORM=offscreen python packaging/screenshots/gallery.py FOLDER [--scale 2.0] [--theme dark] [--rtl]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gallery_parts import SHEETS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from certdesk.ui.theme.source import ThemeSource, apply
from certdesk.ui.theme.theme import NAMES


def _draw(app: QApplication, theme: ThemeSource, sheet: object, path: Path) -> None:
    window: QWidget = sheet(theme)
    window.setProperty("surface", "bg")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    window.show()
    window.activateWindow()
    for _round in range(4):
        app.processEvents()
    focused = window.findChild(QWidget, "focusMe")
    if focused is not None:
        focused.setFocus()
        app.processEvents()
    window.grab().save(str(path))
    print(path)
    window.close()
    window.deleteLater()
    app.processEvents()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--theme", choices=NAMES)
    arguments.add_argument("--sheet")
    arguments.add_argument("--rtl", action="store_true")
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    if chosen.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme = apply(app, "light", chosen.scale)
    suffix = f"-{round(chosen.scale * 100)}" if chosen.scale != 1 else ""
    suffix += "-rtl" if chosen.rtl else ""
    for name in [chosen.theme] if chosen.theme else NAMES:
        theme.choose(name)
        for sheet in SHEETS:
            if chosen.sheet in (None, sheet.__name__):
                _draw(app, theme, sheet, chosen.folder / f"{sheet.__name__}-{name}{suffix}.png")


if __name__ == "__main__":
    main()
