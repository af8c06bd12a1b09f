"""Projector mode: evidence large in a window of its own, without names, file names, notes or marks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.projecting import Projectable, projectable
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _, ngettext
from certdesk.evidence.formats import Kind as FileKind
from certdesk.store.portfolios import load_portfolio
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.media_quiet import prepare_multimedia
from certdesk.ui.viewers.viewer import Place, ViewedItem
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.scrolling import page

_STEP_MS = 5000
_KEPT_OF_PLACE = ("page", "zoom", "second", "rate", "view")
"""What of a place goes with the item; what somebody was writing there does not."""


class Projector(QWidget):
    """Covers the whole screen until Escape. ``left()`` says that it was put away.

    Only what may be shown to a room is: see `actions.projecting`. It looks again when consent or evidence changes.
    """

    left = Signal()

    def __init__(self, tools: Tools, owner: QWidget, portfolio_id: str, only_item: str = "") -> None:
        prepare_multimedia()  # what plays recordings talks as soon as it is loaded
        from certdesk.ui.viewers.stage import EvidenceStage

        super().__init__(owner, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("projector")
        self.setWindowTitle("CertDesk")
        self.tools = tools
        self._portfolio_id, self._only = portfolio_id, only_item
        self._items: tuple[Projectable, ...] = ()
        self._shown = ("", "")
        self._here = 0
        self._main = owner.window()
        self.stage = EvidenceStage(
            tools.worker, tools.stills, tools.theme, proxies=tools.proxies, faithful=tools.faithful
        )
        self.stage.set_filing_key("")
        self.stage.leave_note(elsewhere=True)
        self.stage.viewer_changed.connect(self._calm_viewer)
        self._code = label("", "label", name="projectedCode")
        self._name = label("", "name", name="projectedName")
        self._closed = label("", "small", "text2", name="projectedClosed")
        self.body = QHBoxLayout()
        self._build()
        self._keys()
        self._main.installEventFilter(self)
        tools.session.changed.connect(self._on_changed)
        self._read()

    @property
    def items(self) -> tuple[Projectable, ...]:
        """What may be shown, in its order."""
        return self._items

    def begin(self, item_id: str = "", place: Place | None = None) -> None:
        """Show it over everything, at an item and a place of it where that may be shown."""
        wanted = [number for number, one in enumerate(self._items) if one.item.id == item_id]
        self._here = wanted[0] if wanted else 0
        self._show({key: value for key, value in (place or {}).items() if key in _KEPT_OF_PLACE} if wanted else {})
        self.showFullScreen()
        self.activateWindow()
        self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Show the next or previous item that may be shown, round and round."""
        if self._items:
            self._here = (self._here + by) % len(self._items)
            self._show({})

    def show_code(self, *, shown: bool) -> None:
        """Show or hide the code of the portfolio, where even that would say whose it is."""
        self._code.setVisible(shown)
        self._code_button.set_words(_("Hide the code") if shown else _("Show the code"))

    def escape(self) -> None:
        """Leave projector mode."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the file."""
        self.stage.close_item()
        self._shown = ("", "")
        super().closeEvent(event)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the window that it stands over."""
        if watched is self._main and event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        workspace = self.tools.session.workspace
        every = projectable(workspace, self._portfolio_id)
        every = tuple(one for one in every if not self._only or one.item.id == self._only)
        shown = self._items[self._here].item.id if self._items else ""
        self._items = tuple(one for one in every if not one.closed)
        self._here = next((n for n, one in enumerate(self._items) if one.item.id == shown), 0)
        kept_back = [one for one in every if one.closed]
        text = ngettext("{count} piece stays closed", "{count} pieces stay closed", len(kept_back))
        self._closed.setText(text.format(count=len(kept_back)) if kept_back else "")
        self._closed.setToolTip("\n".join(f"{one.name}: {one.closed}" for one in kept_back))
        self._why = f"{kept_back[0].name}: {kept_back[0].closed}" if kept_back else ""
        self._code.setText(load_portfolio(workspace.db, self._portfolio_id).code)

    def _show(self, place: dict[str, Any]) -> None:
        for part in (self._before, self._after):
            part.setVisible(len(self._items) > 1)
        if not self._items:
            self._shown = ("", "")
            self._name.setText("")
            hint = _("Record consent for training under Portfolios, Consent, or mask the people and make the copy.")
            told = _("Nothing of this may be shown to a room.")
            self.stage.withhold(told, f"{self._why} {hint}".strip(), "lock", "text3")
            return
        one = self._items[self._here]
        count = _("{number} of {count}").format(number=self._here + 1, count=len(self._items))
        parts = (one.name, _("masked copy") if one.masked else "", count if len(self._items) > 1 else "")
        self._name.setText(" · ".join(part for part in parts if part))
        if self._shown == (one.item.id, one.digest):
            return
        self._shown = (one.item.id, one.digest)
        kind = FileKind(one.kind) if one.kind in set(FileKind) else FileKind.UNKNOWN
        self.stage.show_item(
            ViewedItem(one.item.id, one.path, one.name, kind, one.name, place=place, digest=one.digest)
        )
        self.stage.leave_note(elsewhere=True)

    def _on_changed(self, change: Change) -> None:
        if change.kinds & (Kind.CONSENT | Kind.EVIDENCE | Kind.RETENTION):
            self._read()
            self._show({})

    def _calm_viewer(self) -> None:
        """Take away what leads to file names and to notes."""
        for name in ("viewerMore", "viewerFileName"):
            for part in self.stage.findChildren(QWidget, name):
                part.hide()
        if self.stage.player is not None:
            self.stage.player.moments.setMaximumHeight(0)  # a list of marks, and nothing is marked here

    def _play(self, by: int = 0) -> None:
        player = self.stage.player
        if player is not None and by:
            player.seek_by(by)
        elif player is not None:
            player.toggle_play()

    def _keys(self) -> None:
        deeds = {
            "Esc": self.escape,
            "F11": self.escape,
            "]": lambda: self.step(1),
            "[": lambda: self.step(-1),
            "K": self._play,
            "J": lambda: self._play(-_STEP_MS),
            "L": lambda: self._play(_STEP_MS),
        }
        for keys, deed in deeds.items():
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _build(self) -> None:
        theme = self.tools.theme
        hidden = Chip(theme, _("Names, notes and marks are hidden"), "accent", icon="hidden")
        self._before = icon_button(theme, "chevron_left", _("Previous piece"), key="[")
        self._before.setObjectName("projectBefore")
        self._after = icon_button(theme, "chevron_right", _("Next piece"), key="]")
        self._after.setObjectName("projectAfter")
        self._code_button = button(theme, _("Show the code"), kind="quiet")
        self._code_button.setObjectName("projectCode")
        leave = button(theme, _("Leave projector mode"), key="Esc")
        leave.setObjectName("leaveProjector")
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        self._code_button.clicked.connect(lambda: self.show_code(shown=self._code.isHidden()))
        leave.clicked.connect(self.escape)
        self._code.hide()
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(12)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (hidden, self._code),
            (self._before, self._name, self._after),
            (self._closed, self._code_button, leave),
        )
        for number, group in enumerate(groups):
            if number:
                head.addStretch(1)
            for part in group:
                head.addWidget(part)
        ground = page("bg")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        self.body.setContentsMargins(16, 0, 16, 16)
        self.body.setSpacing(16)
        self.body.addWidget(self.stage, 1)
        inner.addLayout(self.body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ground)


def open_projector(
    tools: Tools, owner: QWidget, portfolio_id: str, item_id: str = "", place: Place | None = None
) -> Projector:
    """Show a portfolio to a room, at an item of it."""
    made = Projector(tools, owner, portfolio_id)
    made.begin(item_id, place)
    return made
