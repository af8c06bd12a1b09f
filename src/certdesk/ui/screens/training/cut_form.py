"""Taking in what judges said in a standard-setting session: method, template, table, and the cut that follows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.portfolio import RubricRef
from certdesk.core.setting_standards import METHOD_WORDS, CutFound, Method
from certdesk.core.words import _
from certdesk.ui.screens.training.tables import METHODS
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField


class CutForm(QWidget):
    """``template_asked()``, ``file_given(Path)``, ``browse_asked()``, ``kept(title)`` and ``cancelled()``."""

    template_asked = Signal()
    file_given = Signal(object)
    browse_asked = Signal()
    kept = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._refs: dict[str, RubricRef] = {}
        self._rubric = ComboBox(theme, _("Rubric"))
        self._rubric.setObjectName("cutRubric")
        self._method = ComboBox(theme, _("Method"), tuple((one.value, _(words)) for one, words in METHODS.items()))
        self._method.setObjectName("cutMethod")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._template = button(theme, _("Save an empty table…"), icon="down")
        self._template.setObjectName("cutTemplate")
        self._drop = DropZone(theme, _("Drop the filled-in table here"), _("or choose it"))
        self._drop.setObjectName("cutDrop")
        self._wrong = Paragraph(theme, tone="bad")
        self._wrong.setObjectName("cutWrong")
        self._found = Paragraph(theme, role="name")
        self._found.setObjectName("cutFound")
        self._details = Paragraph(theme, role="small", tone="text2")
        self._title = LineField(theme, _("Title"), hint=_("Such as “Panel of March 2026”"))
        self._title.setObjectName("cutTitle")
        self._keep = button(theme, _("Keep the session"), kind="primary")
        self._keep.setObjectName("cutKeep")
        cancel = button(theme, _("Not now"), kind="quiet")
        cancel.setObjectName("cutCancel")
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(8)
        column.addWidget(label(_("A new session"), "heading"))
        for words, part in ((_("Rubric"), self._rubric), (_("Method"), self._method)):
            column.addWidget(label(words, "column", "text2"))
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self._template)
        row.addStretch(1)
        column.addWidget(self._about)
        column.addLayout(row)
        for each in (self._drop, self._wrong, self._found, self._details, self._title):
            column.addWidget(each)
        lay_out_form(self, fields, self._keep, cancel)
        self._method.chosen.connect(lambda _key: self.begin())
        self._rubric.chosen.connect(lambda _key: self.begin())
        self._template.clicked.connect(self.template_asked)
        self._drop.files_dropped.connect(lambda files: self.file_given.emit(files[0]))
        self._drop.browse_asked.connect(self.browse_asked)
        self._keep.clicked.connect(lambda: self.kept.emit(self._title.text()))
        cancel.clicked.connect(self.cancelled)

    @property
    def ref(self) -> RubricRef | None:
        """The chosen version of a rubric."""
        return self._refs.get(self._rubric.current())

    @property
    def method(self) -> Method:
        """The chosen method."""
        return Method(self._method.current())

    def show_rubrics(self, rubrics: tuple[tuple[RubricRef, str], ...]) -> None:
        """Offer versions of rubrics with their words."""
        self._refs = {f"{ref.id} {ref.version}": ref for ref, _words in rubrics}
        self._rubric.show_choices(
            tuple((f"{ref.id} {ref.version}", words) for ref, words in rubrics), self._rubric.current()
        )

    def begin(self) -> None:
        """Wait for a table."""
        self._about.show_text(_(METHOD_WORDS[self.method]))
        self.show_wrong("")
        for part in (self._found, self._details, self._title, self._keep):
            part.hide()

    def show_wrong(self, words: str) -> None:
        """Say what is wrong with the table, and in which row."""
        self._wrong.show_text(words)
        self._wrong.setVisible(bool(words))

    def show_found(self, file: Path, found: CutFound) -> None:
        """Show the cut that follows from the table; it is kept only when somebody says so."""
        self.show_wrong("")
        self._found.show_text(found.sentence)
        self._details.show_text("\n".join((file.name, *found.details)))
        for part in (self._found, self._details, self._title, self._keep):
            part.show()
        self._keep.setFocus()
