"""What a command of the command line is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

Fill = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``group`` is the module of this package that runs it, ``verb`` the function there.

    A command with ``parts`` is only a name for them: ``certdesk rubric check``.
    """

    name: str
    summary: str
    group: str
    verb: str
    fill: Fill
    has_json: bool = True
    parts: tuple[Command, ...] = ()


def nothing(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments of its own."""
