"""What every test stands on: no network, no screen, a corpus if there is one."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make "works without a network" a tested property."""

    def refuse(*_: object) -> None:
        raise AssertionError("CertDesk opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def corpora() -> Path:
    """The folder of real and hostile files by others; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("CERTDESK_CORPORA", REPOSITORY.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("the corpora are not here")
    return folder
