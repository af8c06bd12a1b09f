"""The commands around insights, the catalogue and exemplars: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

INSIGHT_COMMANDS: tuple[Command, ...] = ()

ABOUT_INSIGHT_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_INSIGHT_COMMANDS: Mapping[str, str] = {}
