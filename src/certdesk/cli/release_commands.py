"""The commands around outcomes, release, appeals and decision files: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

RELEASE_COMMANDS: tuple[Command, ...] = ()

ABOUT_RELEASE_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_RELEASE_COMMANDS: Mapping[str, str] = {}
