"""The codes of unscorable evidence, to choose one from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.evidence_types import UnscorableCode


class CodeMenu(QMenu):
    """``chosen(code)``. First letters and arrow keys work as in every menu."""

    chosen = Signal(str)

    def __init__(self, codes: tuple[UnscorableCode, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("codes")
        for code in codes:
            action = self.addAction(f"{code.code}   {code.label}")
            action.setData(code.code)
        self.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self.aboutToHide.connect(self.deleteLater)
