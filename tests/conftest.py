"""What every test stands on: no network, no screen, a corpus if there is one."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Generator, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from certdesk.ui.theme.source import ThemeSource

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
REPOSITORY = Path(__file__).parents[1]

# How long an example takes says how busy the machine is, not whether a law holds.
settings.register_profile("whole", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)
settings.register_profile("certdesk", settings.get_profile("whole"), max_examples=40)
settings.load_profile("certdesk")


def asks_for_slow(config: pytest.Config) -> bool:
    """Tell whether the slow tests run."""
    return "slow" in (asked := config.option.markexpr) and "not slow" not in asked


def pytest_configure(config: pytest.Config) -> None:
    """Try a law that names no number with some examples by default, with many beside the slow tests."""
    if asks_for_slow(config):
        settings.load_profile("whole")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run all laws with the slow tests, too."""
    laws = [item for item in items if hasattr(getattr(item, "obj", None), "hypothesis")]
    for item in laws if asks_for_slow(config) else ():
        item.add_marker("slow")


def import_a_share() -> None:
    """Begin with other modules than the other workers: what one has compiled, none has to compile again."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if count == 1:
        return
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py"))[number::count]:
        # What is wrong with a module, or why it is left out, is told when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(path.relative_to(REPOSITORY).with_suffix("").parts))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Spare the garbage collector what lives to the end anyhow, all modules and tests: it saw them again and again."""
    gc.disable()
    try:
        if [Path(each).resolve() for each in session.config.args] == [REPOSITORY / "tests"]:
            import_a_share()
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make "works without a network" a tested property."""

    def refuse(*_: object) -> None:
        raise AssertionError("CertDesk opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[str]:
    """Let nothing in this process wait until the disk has everything: that is for power cuts, which no test outlives.

    Children of the tests wait as the program does. Gives what the store asks SQLite for outside the tests.
    """
    from certdesk.store import connection

    with pytest.MonkeyPatch.context() as patch:
        shipped = connection.SYNCHRONOUS
        patch.setattr(connection, "SYNCHRONOUS", "off")
        patch.setattr(os, "fsync", os.fstat)  # which refuses what is not open, too
        yield shipped


@pytest.fixture(scope="session", autouse=True)
def quick_keys() -> Iterator[type]:
    """Lock the keys of the tests at the least cost that a key file may name; what they are locked with is no secret.

    Children of the tests take the cost from the file when they open a key, and the program's own when they lock one.
    Gives what a guess costs outside the tests.
    """
    from certdesk.signing import keystore

    with pytest.MonkeyPatch.context() as patch:
        shipped = keystore.Cost

        def cost(memory_kib: int = 8_192, passes: int = 1, lanes: int = 1) -> keystore.Cost:
            return shipped(memory_kib, passes, lanes)

        patch.setattr(keystore, "Cost", cost)
        yield shipped


@pytest.fixture
def corpora() -> Path:
    """The folder of real and hostile files by others; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("CERTDESK_CORPORA", REPOSITORY.parent / "shared" / "corpora"))
    if not folder.is_dir():
        pytest.skip("the corpora are not here")
    return folder


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> ThemeSource:
    """Dress the application once: two sources would watch each other's keyboard focus."""
    from certdesk.ui.theme.source import apply

    return apply(qapp, "light", reduced_motion=True)


@pytest.fixture
def theme(dressed: ThemeSource, qapp: QApplication) -> Iterator[ThemeSource]:
    """The theme source of the application: light, 100 %, no movement."""
    from PySide6.QtCore import Qt

    yield dressed
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    dressed.choose("light", 1.0, reduced_motion=True)
