"""A rubric for another system: which format, and before the file is written, what that can't hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from certdesk.actions import exporting_rubrics
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph


class ExportRubric(QFrame):
    """``wanted(format id)`` with Save or Enter, ``left`` with Cancel or Esc."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setObjectName("exportForm")
        self._rubric: Rubric | None = None
        self._title = Paragraph(theme, role="body", tone="text2")
        known = tuple((one.id, f"{one.label} ({one.suffix})") for one in exporting_rubrics.writable_formats())
        self.format = ComboBox(theme, _("Format"), known)
        self.format.setObjectName("exportFormat")
        self._says = label("", "label", name="exportSays")
        self._lost = CheckList(theme, roomy=False)
        self._lost.setObjectName("exportLosses")
        self._save = button(theme, _("Save as…"), kind="primary", key="Enter")
        self._save.setObjectName("saveExport")
        self._cancel = button(theme, _("Cancel"), kind="quiet")
        self._cancel.setObjectName("cancelExport")
        self._build()
        self.format.chosen.connect(lambda _id: self._tell())
        self._save.clicked.connect(lambda: self.wanted.emit(self.format.current()))
        self._cancel.clicked.connect(self.left)

    def show_rubric(self, rubric: Rubric, named: str) -> None:
        """Ask for the format of a rubric, the one chosen last; ``named`` is its title with its version."""
        self._rubric = rubric
        self._title.show_text(named)
        self._tell()
        self.format.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, save with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.format.current())
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self._rubric is None:
            return
        lost = exporting_rubrics.losses(self._rubric, self.format.current())
        text = ngettext("{count} thing does not fit", "{count} things do not fit", len(lost)).format(count=len(lost))
        self._says.setText(text if lost else _("It holds everything"))
        checks = tuple(Check(f"lost-{number}", "warn", each) for number, each in enumerate(lost))
        whole = Check("whole", "ok", _("Taken in again, it is the same rubric."))
        self._lost.show_checks(checks or (whole,))

    def _build(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(16, 14, 16, 14)
        form.setSpacing(10)
        form.addWidget(label(_("Export the rubric"), "heading"))
        form.addWidget(self._title)
        form.addWidget(label(_("Format"), "column", "text2"))
        form.addWidget(self.format)
        form.addSpacing(4)
        form.addWidget(self._says)
        form.addWidget(self._lost)
        lay_out_form(self, inner, self._save, self._cancel)
