"""The commands around the register of what was issued."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

REGISTER_COMMANDS: tuple[Command, ...] = ()
ABOUT_REGISTER_COMMANDS: Mapping[str, str] = {}
EXAMPLES_OF_REGISTER_COMMANDS: Mapping[str, str] = {}
