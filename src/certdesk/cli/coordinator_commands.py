"""The commands around taking in, candidates, preflight, consent and repairs: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

COORDINATOR_COMMANDS: tuple[Command, ...] = ()

ABOUT_COORDINATOR_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_COORDINATOR_COMMANDS: Mapping[str, str] = {}
