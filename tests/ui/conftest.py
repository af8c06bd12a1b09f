"""What tests of the window share: one dressed application, and the theme as it was before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from certdesk.ui.theme.source import ThemeSource, apply


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> ThemeSource:
    return apply(qapp, "light", reduced_motion=True)


@pytest.fixture
def theme(dressed: ThemeSource, qapp: QApplication) -> Iterator[ThemeSource]:
    """The theme source of the application: light, 100 %, no movement."""
    yield dressed
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    dressed.choose("light", 1.0, reduced_motion=True)
