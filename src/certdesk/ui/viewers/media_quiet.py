"""Keeps QtMultimedia from writing about files to the terminal, and from opening anything but local files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QLoggingCategory, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler

Handler = Callable[[QtMsgType, QMessageLogContext, str], None]
# Qt also tells of every script that the interface font lacks, although the next font in line has it.
_RULES = "qt.multimedia.*=false\nqt.text.font.db.info=false"
_NO_GRAPHICS = "No RHI backend. Using CPU conversion."


def prepare_multimedia() -> None:
    """Call before the first player is made: no reports of files, and no protocol but local files."""
    # On Linux, Qt would convert each picture with OpenGL and read it back. Without a graphics chip that takes ten times
    # as long as the processor needs, and drivers of old chips are no pleasure either. We draw nothing else with OpenGL.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
    os.environ.setdefault("QT_FFMPEG_PROTOCOL_WHITELIST", "file")
    QLoggingCategory.setFilterRules(_RULES)


@contextmanager
def without_graphics_warning() -> Iterator[None]:
    """Drop one message inside: where frames are converted without a graphics driver, Qt says so once."""
    before: list[Handler | None] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if words.endswith(_NO_GRAPHICS):
            return
        if before and before[0] is not None:
            before[0](kind, context, words)
        else:
            sys.stderr.write(words + "\n")

    before.append(qInstallMessageHandler(handle))
    try:
        yield
    finally:
        qInstallMessageHandler(before[0])
