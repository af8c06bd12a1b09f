"""Projector mode from other screens: what is in view there, large, without names, notes or marks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.screen import Screen
from certdesk.ui.tools import Tools

if TYPE_CHECKING:
    from certdesk.ui.viewers.stage import EvidenceStage

KEY = "Shift+F11"


def projector_words() -> str:
    """Return what the command says."""
    return _("Projector mode: hide names, notes and marks")


def projector_command(screen: Screen, possible: Callable[[], bool]) -> Command:
    """Return the command for a screen whose place names a portfolio."""

    def run() -> None:
        if portfolio := str(screen.place().get("portfolio", "")):
            project(screen.tools, screen, portfolio)

    return Command(f"{screen.objectName()}.project", projector_words(), (KEY,), run, possible, icon="screen")


def project(tools: Tools, owner: QWidget, portfolio_id: str, stage: EvidenceStage | None = None) -> None:
    """Show a portfolio to a room; what plays on the screen below stops, and goes on from there above."""
    from certdesk.ui.screens.training.projector import open_projector

    item = stage.item if stage is not None else None
    if stage is None or item is None:
        open_projector(tools, owner, portfolio_id)
        return
    if stage.player is not None:
        stage.player.pause()
    open_projector(tools, owner, portfolio_id, item.id, stage.place())
