"""The commands around disputes, third assessors and moderation: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

SETTLING_COMMANDS: tuple[Command, ...] = ()

ABOUT_SETTLING_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_SETTLING_COMMANDS: Mapping[str, str] = {}
