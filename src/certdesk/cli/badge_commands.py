"""The commands around Open Badges."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

BADGE_COMMANDS: tuple[Command, ...] = ()
ABOUT_BADGE_COMMANDS: Mapping[str, str] = {}
EXAMPLES_OF_BADGE_COMMANDS: Mapping[str, str] = {}
