"""The commands around qualification, calibration circles and setting the standard: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

TRAINING_COMMANDS: tuple[Command, ...] = ()

ABOUT_TRAINING_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_TRAINING_COMMANDS: Mapping[str, str] = {}
