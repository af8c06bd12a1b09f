"""The commands around certificates: issuing, replacing, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command
from certdesk.cli.design_commands import ABOUT_DESIGN_COMMANDS, DESIGN_COMMAND, EXAMPLES_OF_DESIGN_COMMANDS

CERTIFICATE_COMMANDS: tuple[Command, ...] = (DESIGN_COMMAND,)
ABOUT_CERTIFICATE_COMMANDS: Mapping[str, str] = {**ABOUT_DESIGN_COMMANDS}
EXAMPLES_OF_CERTIFICATE_COMMANDS: Mapping[str, str] = {**EXAMPLES_OF_DESIGN_COMMANDS}
