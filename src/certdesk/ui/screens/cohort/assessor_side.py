"""Beside the assessors: what is known of the chosen one, to change, and their conflicts of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.eligible import ground_in_words
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.cohorts import Assessor
from certdesk.core.judging import plain_number
from certdesk.core.policy import Conflict
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.text_box import LineField


class AssessorSide(QWidget):
    """``kept(Assessor)``, ``removed``, ``conflict_added(about, subject, ground)``, ``conflict_removed(conflict)``."""

    kept = Signal(object)
    conflict_added = Signal(str, str, str)
    conflict_removed = Signal(object)
    removed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Assessor | None = None
        self._name = FileName(theme, role="heading", tone="text", middle=False)
        self._name.setObjectName("assessorName")
        self._why = Paragraph(theme, role="small", tone="warn")
        self._desk = self._line("assessorDesk", _("Laptop"), "LAP-04")
        self._subjects = self._line("assessorSubjects", _("Subjects"), _("any; several with commas"))
        self._languages = self._line("assessorLanguages", _("Languages"), _("any; such as en, fr"))
        self._schools = self._line("assessorSchools", _("Schools they had to do with"), _("several with commas"))
        self._share = self._line("assessorShare", _("Share beside the others’"), _("1, 1/2, 0"))
        self._new, self._since = Switch(theme, _("Counts as new")), DayField(theme, _("New since"))
        self._new.setObjectName("assessorNew")
        self._active = Switch(theme, _("Active"))
        self._active.setObjectName("assessorActive")
        self._remove = button(theme, _("Take off the list…"), kind="danger")
        self._remove.setObjectName("removeAssessor")
        self._conflicts = QVBoxLayout()
        self._conflicts.setSpacing(4)
        abouts = (
            (About.SCHOOL.value, _("a school")),
            (About.PORTFOLIO.value, _("a portfolio, by its code")),
            (About.CANDIDATE.value, _("a candidate, by number")),
        )
        self._about = ComboBox(theme, _("With"), abouts)
        self._about.setObjectName("conflictAbout")
        grounds = tuple((one.value, ground_in_words(one.value)) for one in Conflict)
        self._ground = ComboBox(theme, _("Ground"), grounds)
        self._ground.setObjectName("conflictGround")
        self._subject = self._line("conflictSubject", _("Which"), "")
        self._add = button(theme, _("Add a conflict"), size="small")
        self._add.setObjectName("addConflict")
        self._build()
        for field in (self._desk, self._subjects, self._languages, self._schools, self._share):
            field.committed.connect(self._on_committed)
        for switch in (self._new, self._active):
            switch.toggled.connect(self._keep)
        self._since.dateChanged.connect(self._keep)
        self._remove.clicked.connect(self.removed)
        self._add.clicked.connect(self._on_add)
        self._new.toggled.connect(self._since.setVisible)

    def show_assessor(self, one: Assessor, conflicts: Sequence[tuple[KnownConflict, str]], why: str, day: date) -> None:
        """Show somebody; ``conflicts`` with what each is with, in words; ``why`` they may not mark live work now."""
        same = self._shown is not None and self._shown.id == one.id
        if not (same and self._shown == one):
            self._show_facts(one, day)
        self._shown = one
        self._why.show_text(why)
        self._why.setVisible(bool(why))
        empty(self._conflicts)
        for place, (conflict, words) in enumerate(conflicts):
            self._conflicts.addWidget(self._conflict(conflict, words, place))
        if not conflicts:
            self._conflicts.addWidget(label(_("None is known."), "small", "text3"))

    def _show_facts(self, one: Assessor, day: date) -> None:
        self._name.show_text(one.name)
        self._desk.show_text(one.desk)
        for field, words in (
            (self._subjects, one.subjects), (self._languages, one.languages), (self._schools, one.schools)
        ):  # fmt: skip
            field.show_text(", ".join(words))
        self._share.show_text(plain_number(one.share))
        self._share.show_wrong("")
        self._new.show_on(on=one.new_since is not None)
        self._since.blockSignals(True)
        self._since.show_day(one.new_since or day)
        self._since.blockSignals(False)
        self._since.setVisible(one.new_since is not None)
        self._active.show_on(on=one.active)

    def _conflict(self, conflict: KnownConflict, words: str, place: int) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Paragraph(self._theme, words, role="small"), 1)
        away = icon_button(self._theme, "close", _("Take away: {conflict}").format(conflict=words), size="small")
        away.setObjectName(f"removeConflict-{place}")
        away.clicked.connect(partial(self.conflict_removed.emit, conflict))
        row.addWidget(away)
        return made

    def _on_committed(self, _text: str) -> None:
        self._keep()

    def _keep(self) -> None:
        """Keep what stands in the fields, as soon as one is left; undo takes it back."""
        share = _share_of(self._share.text())
        self._share.show_wrong("" if share is not None else _("A number is needed here, such as 1 or 1/2."))
        if self._shown is None or share is None:
            return
        written = replace(
            self._shown,
            desk=self._desk.text().strip(),
            subjects=_several(self._subjects.text()),
            languages=_several(self._languages.text()),
            schools=_several(self._schools.text()),
            share=share,
            new_since=self._since.day() if self._new.isChecked() else None,
            active=self._active.isChecked(),
        )
        if written != self._shown:
            self.kept.emit(written)

    def _on_add(self) -> None:
        subject = self._subject.text().strip()
        self._subject.show_wrong("" if subject else _("Say which."))
        if subject:
            self.conflict_added.emit(self._about.current(), subject, self._ground.current())
            self._subject.show_text("")

    def _line(self, name: str, words: str, hint: str) -> LineField:
        made = LineField(self._theme, words, hint=hint)
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._name)
        column.addWidget(self._why)
        for field in (self._desk, self._subjects, self._languages, self._schools, self._share):
            column.addWidget(field)
        for words, switch, beside in ((_("Counts as new"), self._new, self._since), (_("Active"), self._active, None)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label(words, "body", "text2"), 1)
            if beside is not None:
                row.addWidget(beside)
            row.addWidget(switch)
            column.addLayout(row)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addStretch(1)
        deeds.addWidget(self._remove)
        column.addLayout(deeds)
        column.addWidget(line())
        column.addWidget(label(_("Conflicts of interest"), "label"))
        column.addLayout(self._conflicts)
        for part in (self._about, self._subject, self._ground, self._add):
            column.addWidget(part)


def _several(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace(";", ",").split(",") if one.strip())


def _share_of(text: str) -> Fraction | None:
    try:
        value = Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
    return value if value >= 0 else None
