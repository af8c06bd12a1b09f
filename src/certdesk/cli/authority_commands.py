"""The commands around programmes: founding one, enrolling and revoking people, trust bundles."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

AUTHORITY_COMMANDS: tuple[Command, ...] = ()
ABOUT_AUTHORITY_COMMANDS: Mapping[str, str] = {}
EXAMPLES_OF_AUTHORITY_COMMANDS: Mapping[str, str] = {}
