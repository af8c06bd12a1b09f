"""Settings: what they say of this computer. Nothing is asked before somebody looks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from certdesk.evidence.limits import in_words
from certdesk.ui.app import Running
from certdesk.ui.widgets.paragraph import Paragraph


def test_what_the_reader_of_evidence_is_kept_from_is_said_when_somebody_looks(running: Running, qtbot: QtBot) -> None:
    assert running.tools.worker.limits() == ()  # a start must not wait for it
    running.window.go("settings")
    safety = running.window.findChild(QWidget, "safety")
    qtbot.waitUntil(safety.isVisible, timeout=20_000)
    told = running.window.findChild(Paragraph, "reader").text()
    assert told == " ".join(in_words(running.tools.worker.limits()))
    assert "is kept from" in told
