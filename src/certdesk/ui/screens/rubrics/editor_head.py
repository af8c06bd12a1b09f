"""The bar above the editor: which draft this is, how it is looked at, what can be taken back, and publishing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.languages_button import LanguagesButton
from certdesk.ui.screens.rubrics.library_table import used_words
from certdesk.ui.screens.rubrics.pane import DraftView
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.segment import Choice, Segment

GRID, ASSESSOR, PRINT, WHAT_IF = "grid", "assessor", "print", "what_if"
_HEIGHT, _WIDE = 60, 1180


class EditorHead(QFrame):
    """``left``, ``view_chosen(key)``, ``undo_asked``, ``publish_asked``, ``details_asked``, ``list_asked``."""

    left = Signal()
    view_chosen = Signal(str)
    undo_asked = Signal()
    publish_asked = Signal()
    details_asked = Signal()
    list_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("editorHead")
        self.setProperty("surface", "top")
        self._theme = theme
        self._back = icon_button(theme, "chevron_left", _("Back to the library"))
        self._back.setObjectName("backToLibrary")
        self._title = FileName(theme, "", role="heading", tone="text", middle=False)
        self._title.setObjectName("rubricTitle")
        self._chip = Chip(theme, "", "warn")
        self._chip.setObjectName("rubricState")
        self._from = FileName(theme, "", role="body", tone="text3", middle=False)
        self._from.setObjectName("rubricOrigin")
        self.open_points = button(theme, "", kind="quiet", icon="warning", size="small")
        self.open_points.setObjectName("contradictions")
        self.open_points.set_tone("warn")
        self.views = Segment(theme, choices())
        self.views.setObjectName("editorViews")
        self.views.setAccessibleName(_("View"))
        self.languages = LanguagesButton(theme)
        self._details = icon_button(theme, "settings", _("Details of the rubric: scale, levels, certificate"))
        self._details.setObjectName("rubricDetails")
        self._undo = icon_button(theme, "undo", _("Undo"), key="Ctrl+Z")
        self._undo.setObjectName("undo")
        self._publish = button(theme, _("Publish…"), kind="primary")
        self._publish.setObjectName("publish")
        self._build()
        self._back.clicked.connect(self.left)
        self.open_points.clicked.connect(self.list_asked)
        self.views.chosen.connect(self.view_chosen)
        self._details.clicked.connect(self.details_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._publish.clicked.connect(self.publish_asked)
        theme.changed.connect(self._dress)
        self._dress()

    def show_draft(self, view: DraftView, second: str) -> None:
        """Show which draft is edited."""
        rubric = view.draft.rubric
        self._title.show_text(rubric.title or _("Without a title"))
        self._chip.show_chip(_("Draft {version}").format(version=rubric.version), "warn")
        self._from.show_text(_origin(view))
        self.languages.show_rubric(rubric, second)

    def show_open_points(self, count: int) -> None:
        """Say how much contradicts itself still."""
        self.open_points.set_words(ngettext("{count} to settle", "{count} to settle", count).format(count=count))
        self.open_points.setVisible(count > 0)

    def show_undo(self, words: str) -> None:
        """Say what undo would take back."""
        said = _("Undo “{label}”").format(label=words) if words else _("Nothing to undo")
        self._undo.setAccessibleName(said)
        self._undo.setToolTip(f"{said} (Ctrl+Z)" if words else said)
        self._undo.setEnabled(bool(words))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which everything but words can be seen."""
        layout = self.layout()
        return QSize(layout.minimumSize().width() if layout else 0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out where the draft comes from when there is no room; the library says it too."""
        super().resizeEvent(event)
        self._from.setVisible(self.width() > self._theme.px(_WIDE))

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 20, 0)
        row.setSpacing(8)
        for shown in (self._title, self._from):
            shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self._back)
        row.addWidget(self._title, 200)
        row.addWidget(self._chip)
        row.addWidget(self._from, 100)  # so much more than the empty room after it that words come first
        row.addStretch(1)
        for part in (self.open_points, self.views, self.languages, self._details, self._undo, self._publish):
            row.addWidget(part)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))


def choices() -> tuple[Choice, ...]:
    """Return the four ways to look at a draft."""
    return (
        Choice(GRID, _("Grid")),
        Choice(ASSESSOR, _("As the assessor sees it")),
        Choice(PRINT, _("Print")),
        Choice(WHAT_IF, _("What if…")),
    )


def _origin(view: DraftView) -> str:
    version = view.draft.rubric.based_on
    if not version or view.before is None:
        return _("not published yet")
    if not view.used_by:
        return _("from {version}, not used yet").format(version=version)
    used = used_words(view.used_by, view.begun)
    return _("from {version}, used by {portfolios}").format(version=version, portfolios=used)
