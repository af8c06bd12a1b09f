"""Printing insights and saving figures: asked where to, made off the GUI thread, offered to open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.insights_documents import TITLES, InsightDocument, figures_as_csv, print_insight
from certdesk.core.errors import CertDeskError
from certdesk.core.insights.figures import CohortFigures
from certdesk.core.words import _
from certdesk.ui.screens.insights.head import CSV
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class InsightPrinting(QObject):
    """``noticed(Notice)`` says where something was saved, or why not."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools

    def make(self, key: str, figures: CohortFigures, schools: Sequence[str] = ()) -> bool:
        """Make a document, or the table of all figures; False when the person thought better of it."""
        title = _("All figures") if key == CSV else _(TITLES[InsightDocument(key)])
        ending = ".csv" if key == CSV else ".pdf"
        suggested = f"{title} {figures.cohort}".replace("/", "-").replace("\\", "-") + ending
        target = self._tools.dialogs.choose_target(title, suggested)
        if target is None:
            return False
        target = target if target.suffix.lower() == ending else target.with_name(target.name + ending)
        workspace, names = self._tools.session.workspace, tuple(schools)

        def work(progress: object) -> Path:
            if key == CSV:
                write_file(target, figures_as_csv(figures), force=True)
            else:
                print_insight(workspace, figures, InsightDocument(key), target, schools=names, force=True)
            return target

        self._tools.jobs.start(
            _("Making: {title}").format(title=title),
            work,
            done=lambda made: self._saved(title, made),
            failed=self._failed,
        )
        return True

    def _saved(self, title: str, target: Path) -> None:
        words = _("{title} saved as {file}.").format(title=title, file=target)
        self.noticed.emit(Notice(words, "ok", "", _("Open it"), leading_to("insights", open=str(target))))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
