"""Adding an example: a released portfolio, one of its items that may be shown, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.exemplars import ExemplarDraft, why_no_example
from certdesk.core.cohorts import Cohort, CohortResult, ResultState
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.beside import reading_beside
from certdesk.store.portfolios import load_items
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.text_box import LineField, TextBox, Wrong

_MOST = 200


@dataclass(frozen=True, slots=True)
class Released:
    """What examples may be chosen of: released portfolios of a cohort."""

    results: tuple[CohortResult, ...]


def released_of(workspace: Workspace, cohort: Cohort) -> Released:
    """Read the released results; on the thread of a job."""
    with reading_beside(workspace) as beside:
        found = results_of_cohort(beside, cohort)
    return Released(tuple(one for one in found if one.state is ResultState.RELEASED))


class ExemplarForm(QFrame):
    """``wanted(ExemplarDraft)`` with Add or Ctrl+Enter, ``left`` with Cancel or Esc."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, theme = tools, tools.theme
        self.setObjectName("exemplarForm")
        self.setProperty("surface", "panel")
        self._released: tuple[CohortResult, ...] = ()
        self._items: tuple[EvidenceItem, ...] = ()
        self._rubric: Rubric | None = None
        self.search = SearchField(theme, _("Find a released portfolio by its code"))
        self.search.setObjectName("exemplarFind")
        self.portfolio = _combo(tools, _("Portfolio"), "exemplarPortfolio")
        self.item = _combo(tools, _("Evidence"), "exemplarItem")
        self._why = Wrong(theme)
        self._why.setObjectName("exemplarWhy")
        self.criterion = _combo(tools, _("Criterion"), "exemplarCriterion")
        self.level = _combo(tools, _("Level that it shows"), "exemplarLevel")
        self.title = LineField(theme, _("Title"), hint=_("What a teacher can learn from it"))
        self.title.setObjectName("exemplarTitle")
        self.note = TextBox(theme, _("What to look at"), rows=4)
        self.note.setObjectName("exemplarNote")
        self._none = Paragraph(theme, role="small", tone="text2")
        self._wrong = Wrong(theme)
        self._wrong.setObjectName("exemplarWrong")
        self._add = button(theme, _("Add the example"), kind="primary", key="Ctrl+Enter")
        self._add.setObjectName("addExemplar")
        self._cancel = button(theme, _("Cancel"), kind="quiet")
        self._cancel.setObjectName("cancelExemplar")
        self._build()
        self.search.edited.connect(self._on_search)
        self.portfolio.chosen.connect(lambda _id: self._show_items())
        self.item.chosen.connect(lambda _id: self._check())
        self.criterion.chosen.connect(lambda _id: self._show_levels())
        self._add.clicked.connect(self.add)
        self._cancel.clicked.connect(self.left)

    def show_released(self, released: Released) -> None:
        """Begin, with these portfolios to choose of."""
        self._released = released.results
        self.title.show_text("")
        self.note.show_text("")
        self._wrong.show_wrong("")
        self.search.show_text("")
        self._on_search("")

    def written(self) -> ExemplarDraft | None:
        """Return the example as it is written; None while something is missing."""
        if not (self.item.current() and self.criterion.current() and self.level.current()):
            return None
        return ExemplarDraft(
            self.item.current(),
            self.criterion.current(),
            Fraction(self.level.current()),
            self.title.text(),
            self.note.text(),
        )

    def add(self) -> None:
        """Ask for it to be added."""
        draft = self.written()
        if draft is None or not self._add.isEnabled():
            return
        if not draft.title.strip():
            self._wrong.show_wrong(_("Give it a title: what can a teacher learn from it?"))
            return
        self.wanted.emit(draft)

    @property
    def changed(self) -> bool:
        """Whether something was written."""
        return bool(self.title.text().strip() or self.note.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, add with Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add()
        else:
            super().keyPressEvent(event)

    def _on_search(self, words: str) -> None:
        wanted = words.casefold().split()
        found = [
            one
            for one in self._released
            if all(word in f"{one.member.code} {one.member.subject} {one.label}".casefold() for word in wanted)
        ]
        more = len(found) - _MOST
        told = _("{count} more: type more of the code.").format(count=more) if more > 0 else ""
        self._none.show_text(told if found else _("No released portfolio is called so."))
        self._none.setVisible(bool(told) or not found)
        choices = ((one.member.portfolio_id, _words(one)) for one in found[:_MOST])
        self.portfolio.show_choices(tuple(choices), self.portfolio.current())
        self._show_items()

    def _show_items(self) -> None:
        workspace, chosen = self._tools.session.workspace, self._result()
        self._items = load_items(workspace.db, chosen.member.portfolio_id) if chosen else ()
        self.item.show_choices(tuple((one.id, one.title or one.file_name) for one in self._items))
        self._rubric = load_rubric(workspace.db, chosen.rubric) if chosen else None
        criteria = self._rubric.criteria if self._rubric else ()
        self.criterion.show_choices(
            tuple((one.id, f"{one.id} {one.title}") for one in criteria), self.criterion.current()
        )
        self._show_levels()
        self._check()

    def _show_levels(self) -> None:
        """Show the levels of the criterion, with the one chosen that this portfolio was given."""
        chosen, rubric = self._result(), self._rubric
        criterion = (
            next((one for one in rubric.criteria if one.id == self.criterion.current()), None) if rubric else None
        )
        if rubric is None or criterion is None or chosen is None:
            self.level.show_choices(())
            return
        levels = rubric.scale_of(criterion).levels
        mark = chosen.marks.get(criterion.id)
        given = str(mark.level) if isinstance(mark, LevelGiven) else str(levels[-1].value)
        choices = tuple((str(one.value), f"{plain_number(one.value)} {one.label}".strip()) for one in levels)
        self.level.show_choices(choices, given)

    def _check(self) -> None:
        """Say why an item may be no example, as soon as it is chosen."""
        item = next((one for one in self._items if one.id == self.item.current()), None)
        if item is None:
            why = _("This portfolio has no evidence here.") if self._result() else ""
        else:
            why = why_no_example(self._tools.session.workspace, item)
        self._why.show_wrong(why)
        self._add.setEnabled(item is not None and not why)

    def _result(self) -> CohortResult | None:
        wanted = self.portfolio.current()
        return next((one for one in self._released if one.member.portfolio_id == wanted), None)

    def _build(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(16, 14, 16, 14)
        form.setSpacing(8)
        form.addWidget(label(_("New example"), "heading"))
        form.addWidget(self.search)
        form.addWidget(self._none)
        for words, field in (
            (_("Portfolio"), self.portfolio),
            (_("Evidence"), self.item),
            ("", self._why),
            (_("Criterion"), self.criterion),
            (_("Level that it shows"), self.level),
        ):
            if words:
                form.addWidget(label(words, "column", "text2"))
            form.addWidget(field)
        form.addWidget(self.title)
        form.addWidget(self.note)
        hint = _(
            "Examples name nobody and no school. The copy that leaves is cleaned and, where there are masks, masked."
        )
        form.addWidget(Paragraph(self._tools.theme, hint, role="small", tone="text2"))
        form.addWidget(self._wrong)
        lay_out_form(self, inner, self._add, self._cancel)


def _words(one: CohortResult) -> str:
    return " · ".join(part for part in (one.member.code, one.label, one.member.subject) if part)


def _combo(tools: Tools, what: str, name: str) -> ComboBox:
    made = ComboBox(tools.theme, what)
    made.setObjectName(name)
    made.setMinimumContentsLength(12)
    made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made
