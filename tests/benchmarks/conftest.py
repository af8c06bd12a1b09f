"""Ratios against a named baseline of the same run, shown as a table at the end; nothing is asserted about speed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import pytest
from tests.support.fixtures import workspace


@dataclass(frozen=True)
class Ratio:
    """Two medians, of the same job done by us and by the baseline; in seconds unless another ``unit`` is named."""

    job: str
    seconds: float
    baseline: str
    baseline_seconds: float
    note: str = ""
    unit: str = ""

    @property
    def line(self) -> str:
        ours, theirs = _shown(self.seconds, self.unit), _shown(self.baseline_seconds, self.unit)
        ratio = self.seconds / self.baseline_seconds
        return f"{self.job:<44}{ours:>10}   {self.baseline:<40}{theirs:>10}   ratio {ratio:6.2f} x  {self.note}"


FOUND = pytest.StashKey[list[Ratio]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FOUND] = []


@pytest.fixture
def ratio(request: pytest.FixtureRequest) -> Callable[..., Ratio]:
    """Note a ratio for the table: ``ratio(job, seconds, baseline, baseline_seconds, note, unit)``."""

    def add(*values: object) -> Ratio:
        found = Ratio(*values)
        request.config.stash[FOUND].append(found)
        return found

    return add


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> None:
    """Wait for the disk here, as the program does: what is measured is what people wait for."""


@pytest.fixture(scope="session", autouse=True)
def quick_keys() -> None:
    """Lock keys here as the program does."""


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """Do something several times and return the median of the seconds that it took."""
    times = []
    for _round in range(rounds):
        begun = perf_counter()
        work()
        times.append(perf_counter() - begun)
    return median(times)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if ratios := config.stash.get(FOUND, []):
        terminalreporter.section("ratios (medians of this run)")
        for one in ratios:
            terminalreporter.write_line(one.line)


def _shown(seconds: float, unit: str) -> str:
    if unit:
        return f"{seconds:.0f} {unit}"
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


__all__ = ["median_seconds", "ratio", "workspace"]
