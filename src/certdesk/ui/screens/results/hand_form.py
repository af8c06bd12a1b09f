"""What is handed over: for whom, with names or without, which sorts of things, and which columns."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from certdesk.actions.result_tables import HandOverChoice
from certdesk.core.result_columns import Sort
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.results.hand_columns import ColumnList
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.text_box import LineField

NAMES, PSEUDONYMS = "names", "pseudonyms"


class HandForm(QWidget):
    """``wished()`` says that something else is wished."""

    wished = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("handForm")
        self._rubric: Rubric | None = None
        self._who = LineField(theme, _("For whom"), hint=_("such as the ministry; it stands in the journal"))
        self._who.setObjectName("handFor")
        self._names = Segment(theme, (Choice(NAMES, _("With names")), Choice(PSEUDONYMS, _("Without names"))))
        self._names.setObjectName("handNames")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._schools = _box(_("Schools"), "handSchools", on=True)
        self._documents = _box(_("Signed reports and certificates"), "handDocuments", on=True)
        self._words = _box(_("Strengths and next steps, as told"), "handWords")
        self._assessors = _box(_("Assessors by name"), "handAssessors")
        self._count = button(theme, "", kind="quiet", icon="chevron_right", size="small")
        self._count.setObjectName("handColumnsToggle")
        self._columns = ColumnList(theme)
        self._count.clicked.connect(lambda: self._fold(on=not self._columns.isVisibleTo(self)))
        self._build()
        self._fold(on=False)
        self._who.edited.connect(self.wished)
        self._names.chosen.connect(self._on_names)
        for box in (self._schools, self._documents, self._words, self._assessors):
            box.toggled.connect(self._on_box)
        self._columns.edited.connect(self._on_columns)
        self._show_names()

    def show_rubric(self, rubric: Rubric) -> None:
        """Offer the columns of a rubric."""
        self._rubric = rubric
        self._renew_columns()

    def choice(self) -> HandOverChoice:
        """Return what is wished."""
        without = self._names.current() == PSEUDONYMS
        return HandOverChoice(
            recipient=self._who.text().strip(),
            pseudonymised=without,
            columns=self._columns.chosen(),
            words=self._words.isChecked() and not without,
            assessor_names=self._assessors.isChecked() and not without,
            schools=self._schools.isChecked(),
            documents=self._documents.isChecked() and not without,
        )

    def begin(self) -> None:
        """Take the keyboard."""
        self._who.line.setFocus()

    def _on_names(self, key: str) -> None:
        self._schools.blockSignals(True)
        self._schools.setChecked(key == NAMES)
        self._schools.blockSignals(False)
        self._show_names()
        self._renew_columns()
        self.wished.emit()

    def _on_box(self, _on: bool) -> None:
        self._renew_columns()
        self.wished.emit()

    def _on_columns(self) -> None:
        self._tell()
        self.wished.emit()

    def _show_names(self) -> None:
        without = self._names.current() == PSEUDONYMS
        for box in (self._documents, self._words, self._assessors):
            box.setEnabled(not without)
        told = _("Whoever gets it knows everybody. Signed documents name people in any case.")
        if without:
            told = _(
                "Each candidate has a pseudonym that stays the same for the same recipient. Who it stands for is known "
                "on this desk only. Documents, codes and texts stay here, because they name people."
            )
        self._about.show_text(told)

    def _renew_columns(self) -> None:
        if self._rubric is not None:
            self._columns.show_columns(self._rubric, left_out(self.choice()))
        self._tell()

    def _tell(self) -> None:
        on, whole = self._columns.counts()
        text = _("All {count} columns") if on == whole else _("{on} of {count} columns")
        self._count.set_words(text.format(on=on, count=whole))

    def _fold(self, *, on: bool) -> None:
        self._columns.setVisible(on)
        self._count.set_icon("chevron_down" if on else "chevron_right")
        self._count.setAccessibleDescription(_("open") if on else _("folded"))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(8)
        parts = (
            self._who, self._names, self._about, label(_("What goes along"), "column", "text2"), self._schools,
            self._documents, self._words, self._assessors,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addWidget(self._count, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._columns)


def left_out(choice: HandOverChoice) -> frozenset[Sort]:
    """Return the sorts of columns that a choice never has, so that they are not offered."""
    found = {Sort.IDENTITY, Sort.PROOF} if choice.pseudonymised else set()
    if not choice.with_schools:
        found.add(Sort.SCHOOL)
    if not choice.words:
        found.add(Sort.WORDS)
    return frozenset(found)


def _box(words: str, name: str, *, on: bool = False) -> QCheckBox:
    made = QCheckBox(words)
    made.setObjectName(name)
    made.setChecked(on)
    return made
