"""The libraries, loaded once in this process."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLoggingCategory

from certdesk.evidence.film.libraries import Libraries, load


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # Qt's stand-ins tell what this computer has not got
    return load()
