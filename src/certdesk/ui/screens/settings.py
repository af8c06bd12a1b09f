"""Settings: me and my key, appearance, where the workspace is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.identifying import my_identity
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment

SETTINGS = "settings"
SCALES = (90, 100, 125, 150, 200)
_WIDTH = 640


class SettingsScreen(Screen):
    """Every change takes effect at once and is kept for this workspace on this desk."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._me = Paragraph(theme)
        self._me.setObjectName("me")
        self._folder = Paragraph(theme, tone="text2")
        self._theme = Segment(
            theme,
            (
                Choice("system", _("Like the system")),
                Choice("light", _("Light")),
                Choice("dark", _("Dark")),
                Choice("high_contrast", _("High contrast")),
            ),
            theme.wanted,
        )
        self._theme.setObjectName("theme")
        self._theme.chosen.connect(self._choose_theme)
        self._scale = Segment(theme, tuple(Choice(str(scale), f"{scale} %") for scale in SCALES), "100")
        self._scale.setObjectName("textSize")
        self._scale.chosen.connect(self._choose_scale)
        self._lock = button(theme, _("Lock my key now"), icon="lock")
        self._lock.setObjectName("lock")
        self._lock.clicked.connect(tools.keyring.lock)
        tools.keyring.changed.connect(self._show_lock)
        self._build()

    def enter(self, _params: Params) -> None:
        """Show what is set."""
        workspace = self.tools.session.workspace
        identity = my_identity(workspace)
        text = _("{name}, {role}. Key made {day} by yourself, valid until {end}. Fingerprint {print}.")
        self._me.show_text(
            text.format(
                name=identity.name,
                role=identity.role,
                day=f"{identity.made_at:%d %b %Y}",
                end=f"{identity.valid_until:%d %b %Y}",
                print=identity.fingerprint,
            )
        )
        self._folder.show_text(str(workspace.folder))
        chosen = recall_place(workspace, SETTINGS)
        self._theme.set_current(str(chosen.get("theme", "system")))
        self._scale.set_current(str(chosen.get("text_scale", 100)))
        self._show_lock()

    def _choose_theme(self, name: str) -> None:
        self.tools.theme.choose(name)
        self._remember("theme", name)

    def _choose_scale(self, percent: str) -> None:
        self.tools.theme.choose(text_scale=int(percent) / 100)
        self._remember("text_scale", int(percent))

    def _remember(self, name: str, value: object) -> None:
        workspace = self.tools.session.workspace
        remember_place(workspace, SETTINGS, recall_place(workspace, SETTINGS) | {name: value})

    def _show_lock(self) -> None:
        self._lock.setEnabled(self.tools.keyring.signer() is not None)

    def _build(self) -> None:
        theme = self.tools.theme
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 16)
        page.setSpacing(16)
        page.addWidget(label(_("Settings"), "title"))
        for title, parts in (
            (_("Me and my key"), (self._me, self._lock)),
            (_("Appearance"), (self._theme,)),
            (_("Size of letters"), (self._scale,)),
            (_("Workspace"), (self._folder,)),
        ):
            holder = card(title)
            holder.setMaximumWidth(theme.px(_WIDTH))
            for part in parts:
                side = Qt.AlignmentFlag(0) if isinstance(part, Paragraph) else Qt.AlignmentFlag.AlignLeading
                holder.body.addWidget(part, 0, side)
            page.addWidget(holder)
        page.addStretch(1)
