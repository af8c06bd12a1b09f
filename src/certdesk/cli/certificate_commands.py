"""The commands around certificates: issuing, replacing, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

CERTIFICATE_COMMANDS: tuple[Command, ...] = ()
ABOUT_CERTIFICATE_COMMANDS: Mapping[str, str] = {}
EXAMPLES_OF_CERTIFICATE_COMMANDS: Mapping[str, str] = {}
