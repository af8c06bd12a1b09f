"""The commands around packages between desks: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

EXCHANGE_COMMANDS: tuple[Command, ...] = ()

ABOUT_EXCHANGE_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_EXCHANGE_COMMANDS: Mapping[str, str] = {}
