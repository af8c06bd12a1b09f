"""One limited process that looks at intakes, lent to many tests: starting one for each cost more than the tests."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from certdesk.actions.intake_reader import IntakeReader
from certdesk.actions.receiving import Looked, known_here, look_into
from certdesk.store.workspace import Workspace


class LentReader(IntakeReader):
    """Stays when it is given back."""

    def close(self) -> None:
        """Keep the process, unless it has to go."""

    def end(self) -> None:
        """End the process."""
        super().close()


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LentReader]:
    """The process, which may read all that tests write."""
    lent = LentReader(tmp_path_factory.getbasetemp())
    yield lent
    lent.end()


@cache
def reader_below(folder: Path) -> LentReader:
    """The process for those who are no fixture, until the tests end; it may read all below a folder."""
    lent = LentReader(folder)
    atexit.register(lent.end)
    return lent


def looked_at(workspace: Workspace, path: Path, reader: IntakeReader) -> Looked:
    """Look at a place with the lent process."""
    return look_into(path, known_here(workspace), reader=reader)
