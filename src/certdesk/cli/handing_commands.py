"""The commands around handing a cohort over and writing results back: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

HANDING_COMMANDS: tuple[Command, ...] = ()

ABOUT_HANDING_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_HANDING_COMMANDS: Mapping[str, str] = {}
