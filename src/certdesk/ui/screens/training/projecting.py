"""Projector mode from other screens: what is in view there, large, without names, notes or marks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from certdesk.ui.screens.training.projector import open_projector
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.stage import EvidenceStage


def project(tools: Tools, owner: QWidget, portfolio_id: str, stage: EvidenceStage | None = None) -> None:
    """Show a portfolio to a room; what plays on the screen below it stops, and goes on from there above."""
    item = stage.item if stage is not None else None
    if stage is None or item is None:
        open_projector(tools, owner, portfolio_id)
        return
    if stage.player is not None:
        stage.player.pause()
    open_projector(tools, owner, portfolio_id, item.id, stage.place())
