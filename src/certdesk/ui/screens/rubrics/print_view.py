"""A rubric as it prints: the pages, and above them paper, way round, languages and Save as PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.printing_rubrics import (
    A4,
    LETTER,
    PrintWish,
    discard_print,
    file_name,
    make_print,
    plan_print,
    save_print,
)
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import languages
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

_HABITS = "rubric_print"
_PAUSE_MS = 300
_TALL, _WIDE = "portrait", "landscape"


class PrintView(QWidget):
    """Shows the pages of a rubric. They are made beside the window, and only while somebody looks.

    ``noticed(Notice)`` says what went wrong, or where a PDF was saved.
    """

    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self._rubric: Rubric | None = None
        self._draft = False
        self._made: Path | None = None
        self._number = 0
        self._shown_for: tuple[Rubric, PrintWish] | None = None
        self.pages = PdfViewer(theme, tools.worker, Deliveries(self))
        self.pages.setObjectName("printedPages")
        self.pages.only_read()
        self._paper = Segment(theme, (Choice(A4, _("A4")), Choice(LETTER, _("Letter"))), A4)
        self._paper.setObjectName("paper")
        self._paper.setAccessibleName(_("Paper"))
        turned = (Choice(_WIDE, _("Landscape")), Choice(_TALL, _("Portrait")))
        self._turned = Segment(theme, turned, _WIDE)
        self._turned.setObjectName("wayRound")
        self._turned.setAccessibleName(_("Which way round"))
        self._language = ComboBox(theme, _("Language"))
        self._language.setObjectName("printLanguage")
        self._beside = ComboBox(theme, _("Second language"))
        self._beside.setObjectName("printBeside")
        self._and = label(_("with"), "small", "text2")
        self._save = button(theme, _("Save as PDF…"), icon="printer")
        self._save.setObjectName("savePdf")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._make)
        self._build()
        self._recall()

    def show_rubric(self, rubric: Rubric, *, draft: bool) -> None:
        """Show the pages of this rubric, once there is somebody who looks."""
        known = self._rubric is not None and languages(self._rubric) == languages(rubric)
        self._rubric, self._draft = rubric, draft
        if not known:
            self._show_languages(rubric)
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the pages when they come into view."""
        super().showEvent(event)
        self._make()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the file when another view comes to the front; a window that is only minimised keeps it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.let_go()

    def let_go(self) -> None:
        """Close the file that is shown."""
        self._number += 1
        self._shown_for = None
        self._pause.stop()
        self.pages.close_item()
        self._forget()

    def save(self) -> None:
        """Ask where the PDF is to go, and put it there."""
        if self._rubric is None:
            return
        target = self._tools.dialogs.choose_target(_("Save as PDF"), file_name(self._rubric))
        if target is None:
            return
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")
        plan = plan_print(self._tools.session.workspace, self._rubric, self.wish(), draft=self._draft)

        def saved(made: Path) -> None:
            try:
                save_print(made, target)
            except CertDeskError as problem:
                self._failed(problem)
                return
            finally:
                discard_print(made)
            self.noticed.emit(Notice(_("Saved as {file}.").format(file=target.name), "ok"))

        self._tools.jobs.start(
            _("Printing {title}").format(title=self._rubric.title or self._rubric.id),
            lambda progress: make_print(plan, progress),
            done=saved,
            failed=self._failed,
        )

    def wish(self) -> PrintWish:
        """Return how it is to be printed."""
        return PrintWish(
            self._paper.current(),
            self._turned.current() == _WIDE,
            self._language.current(),
            self._beside.current(),
        )

    def _make(self) -> None:
        if self._rubric is None or not self.isVisible() or self._shown_for == (self._rubric, self.wish()):
            return
        self._shown_for = (self._rubric, self.wish())
        self._number += 1
        number = self._number
        plan = plan_print(self._tools.session.workspace, self._rubric, self.wish(), draft=self._draft)
        self._tools.jobs.start(
            _("Preview"),
            lambda progress: make_print(plan, progress),
            done=lambda path: self._show(path) if number == self._number else None,
            failed=self._failed,
            matters=False,
            quiet=True,
        )

    def _show(self, path: Path) -> None:
        place = self.pages.place() if self._made is not None else {}
        self.pages.close_item()
        self._forget()
        self._made = path
        title = self._rubric.title if self._rubric else ""
        self.pages.show_item(ViewedItem(str(path), path, title or _("Rubric"), Kind.PDF, "", place=place))

    def _forget(self) -> None:
        """Take away what was only made to be looked at."""
        if self._made is not None:
            discard_print(self._made)
            self._made = None

    def _failed(self, problem: Exception) -> None:
        self._shown_for = None
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _show_languages(self, rubric: Rubric) -> None:
        known = languages(rubric)
        self._language.show_choices(tuple((code, language_name(code)) for code in known), known[0])
        self._offer_beside()
        several = len(known) > 1
        for part in (self._language, self._beside, self._and):
            part.setVisible(several)

    def _offer_beside(self) -> None:
        before = self._beside.current()
        others = [code for code in languages(self._rubric) if code != self._language.current()] if self._rubric else []
        choices = (("", _("no other language")), *((code, language_name(code)) for code in others))
        self._beside.show_choices(choices, before if before in others else "")

    def _on_chosen(self) -> None:
        habits = {"paper": self._paper.current(), "turned": self._turned.current()}
        remember_place(self._tools.session.workspace, _HABITS, habits)
        self._offer_beside()
        self._make()

    def _recall(self) -> None:
        habits = recall_place(self._tools.session.workspace, _HABITS)
        if habits.get("paper") in (A4, LETTER):
            self._paper.set_current(str(habits["paper"]))
        if habits.get("turned") in (_TALL, _WIDE):
            self._turned.set_current(str(habits["turned"]))

    def _build(self) -> None:
        bar = TopBar(self._tools.theme)
        bar.add_leading(self._paper, self._turned)
        bar.add_middle(self._language, self._and, self._beside)
        bar.add_trailing(self._save)
        for chooser in (self._paper, self._turned, self._language, self._beside):
            chooser.chosen.connect(lambda _key: self._on_chosen())
        self._save.clicked.connect(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        paper = QVBoxLayout()
        paper.setContentsMargins(16, 0, 4, 0)
        paper.addWidget(self.pages)
        column.addLayout(paper, 1)
