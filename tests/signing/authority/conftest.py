"""A programme, made once: tests that change it take copies, as everything in it is a frozen value."""

from __future__ import annotations

import pytest
from tests.signing.authority.samples import Programme, Somebody, programme, somebody


@pytest.fixture(scope="session")
def highlands() -> Programme:
    return programme()


@pytest.fixture(scope="session")
def amara() -> Somebody:
    return somebody("Amara Okafor")
