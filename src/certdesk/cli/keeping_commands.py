"""The commands around what is kept until when, legal holds and purging: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

KEEPING_COMMANDS: tuple[Command, ...] = ()

ABOUT_KEEPING_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_KEEPING_COMMANDS: Mapping[str, str] = {}
