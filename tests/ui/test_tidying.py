"""Garbage is collected in the window's thread and nowhere else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from certdesk.ui.tidying import Tidying


class Ring:
    """Refers to itself, so that only the collector finds it."""

    def __init__(self, gone: list[str]) -> None:
        self.itself = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


@pytest.fixture
def tidying(qtbot: QtBot) -> Iterator[Tidying]:
    parent = QObject()
    made = Tidying(parent)
    yield made
    made.stop()


def make_garbage(gone: list[str]) -> None:
    """Leave a ring behind, and so much else that it is time to collect."""
    Ring(gone)
    kept = [[number] for number in range(5000)]
    assert len(kept) == 5000


def test_garbage_of_another_thread_goes_in_the_windows_thread(tidying: Tidying) -> None:
    gone: list[str] = []
    other = threading.Thread(target=make_garbage, args=(gone,), name="other")
    other.start()
    other.join()
    assert not gone
    kept = [[number] for number in range(5000)]
    tidying.tidy()
    assert kept
    assert gone == [threading.main_thread().name]


def test_nothing_is_collected_before_there_is_enough(tidying: Tidying) -> None:
    gc.collect()
    gone: list[str] = []
    Ring(gone)
    tidying.tidy()
    assert not gone


def test_afterwards_it_is_left_to_python_again(tidying: Tidying) -> None:
    assert not gc.isenabled()
    tidying.stop()
    assert gc.isenabled()
