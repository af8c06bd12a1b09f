"""Draw every widget in every state, for each theme, as PNG files to look at.

    QT_QPA_PLATFORM=offscreen python packaging/screenshots/gallery.py FOLDER [--scale 2.0] [--theme dark]
"""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).parent))
import gallery_parts as parts  # noqa: E402 - lies beside this script

from certdesk.ui.theme.source import apply  # noqa: E402
from certdesk.ui.theme.theme import NAMES  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--theme", choices=NAMES)
    arguments.add_argument("--rtl", action="store_true")
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    if chosen.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme = apply(app, "light", chosen.scale)
    for name in [chosen.theme] if chosen.theme else NAMES:
        theme.choose(name)
        for sheet in parts.SHEETS:
            window = sheet(theme)
            window.setProperty("surface", "bg")
            window.show()
            for _round in range(3):
                app.processEvents()
            suffix = f"-{round(chosen.scale * 100)}" if chosen.scale != 1 else ""
            suffix += "-rtl" if chosen.rtl else ""
            path = chosen.folder / f"{sheet.__name__}-{name}{suffix}.png"
            window.grab().save(str(path))
            print(path)
            window.deleteLater()


if __name__ == "__main__":
    main()
