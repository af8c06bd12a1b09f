"""A specimen of the design as it is now: the page large, and all three designs in small."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.designing import SpecimenPlan, discard_specimen, make_looks, plan_specimen
from certdesk.core.certificate_design import CertificateDesign, Look
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Picture
from certdesk.evidence.requests import Thumbnail
from certdesk.ui.screens.results.design_looks import PAGE
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.notice_bar import Notice

_PAUSE_MS = 250
_WHOLE_PAGE = {"fit": "page"}
_SHARP = 2  # so that small pages are sharp on dense screens too


class DesignPreview(QWidget):
    """Makes specimens beside the window while somebody looks, and shows them.

    ``small_page(Look, QPixmap)`` hands over one of the three in small, ``noticed(Notice)`` says why there is none.
    """

    small_page = Signal(object, object)
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._deliveries = Deliveries(self)
        self._wanted: tuple[str, CertificateDesign, str] | None = None
        self._shown: tuple[str, CertificateDesign, str] | None = None
        self._made: Path | None = None
        self._number = 0
        self._under_way = False
        self._told = ""
        self.pages = PdfViewer(tools.theme, tools.worker, Deliveries(self))
        self.pages.setObjectName("specimen")
        self.pages.only_read()
        self._empty = EmptyState(tools.theme, framed=False)
        words = _("Take in a portfolio. Then the certificates of its programme can be designed here.")
        self._empty.show_empty("award", _("No programme yet"), words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self._empty)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 4, 0)
        column.addWidget(self._stack)

    def show_design(self, programme: str, design: CertificateDesign, holder: str) -> None:
        """Show a specimen of this design, as soon as nothing has changed for a moment."""
        self._wanted = (programme, design, holder)
        self._stack.setCurrentWidget(self.pages)
        if self.isVisible():
            self._pause.start()

    def show_nothing(self) -> None:
        """Say why there is no page."""
        self._wanted = None
        self.let_go()
        self._stack.setCurrentWidget(self._empty)

    def plan(self) -> SpecimenPlan | None:
        """Return the plan of what is shown, to make it once more elsewhere."""
        if self._wanted is None:
            return None
        programme, design, holder = self._wanted
        return plan_specimen(self._tools.session.workspace, programme, design, holder=holder)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the page when it comes into view."""
        super().showEvent(event)
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the file when another view comes to the front; a window that is only minimised keeps it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.let_go()

    def let_go(self) -> None:
        """Close the file that is shown."""
        self._number += 1
        self._shown = None
        self._pause.stop()
        self.pages.close_item()
        self._forget()

    def _make(self) -> None:
        # One at a time: what is typed while a specimen is made waits for it, and only the newest is made then.
        if self._wanted is None or self._wanted == self._shown or self._under_way or not self.isVisible():
            return
        try:
            plan = self.plan()
        except CertDeskError as problem:
            self._failed(problem)
            return
        if plan is None:
            return
        self._shown, self._under_way = self._wanted, True
        number = self._number
        self._tools.jobs.start(
            _("Preview"),
            lambda progress: make_looks(plan, progress),
            done=lambda made: self._arrived(number, made, plan.design.look),
            failed=self._failed,
            matters=False,
            quiet=True,
        )

    def _arrived(self, number: int, made: tuple[Path, ...], look: Look) -> None:
        self._under_way = False
        if number != self._number:
            discard_specimen(made[0])
            self._pause.start()
            return
        self._told = ""
        place = self.pages.place() if self._made is not None else dict(_WHOLE_PAGE)
        self.pages.close_item()
        self._forget()
        by_look = dict(zip(Look, made, strict=True))
        self._made = by_look[look]
        self.pages.show_item(ViewedItem(str(self._made), self._made, _("Specimen"), Kind.PDF, "", place=place))
        for one, path in by_look.items():
            self._ask_for_small(one, path)
        self._make()

    def _ask_for_small(self, look: Look, path: Path) -> None:
        request = Thumbnail(path, PAGE.width() * _SHARP, PAGE.height() * _SHARP, path.name)
        self._deliveries.bring(
            self._tools.worker.submit(request),
            lambda picture: self._show_small(look, picture),
            lambda _problem: None,  # the page is shown large; a small one more or less is no news
        )

    def _show_small(self, look: Look, picture: Picture) -> None:
        shared = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        self.small_page.emit(look, QPixmap.fromImage(shared.copy()))

    def _forget(self) -> None:
        """Take away what was only made to be looked at."""
        if self._made is not None:
            discard_specimen(self._made)
            self._made = None

    def _failed(self, problem: Exception) -> None:
        self._under_way = False
        if isinstance(problem, CancelledError):
            self._shown = None
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        if str(problem) != self._told:  # said once, not with every letter that is typed
            self._told = str(problem)
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
        self._make()
