"""Verify: whatever somebody holds up is judged, and told in large words."""

from __future__ import annotations

from certdesk.ui.screens.verify.screen import VerifyScreen

__all__ = ["VerifyScreen"]
