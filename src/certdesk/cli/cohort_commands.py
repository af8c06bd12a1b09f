"""The commands around cohorts, assessors, allocation and the policy: their words and their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.cli.command import Command

COHORT_COMMANDS: tuple[Command, ...] = ()

ABOUT_COHORT_COMMANDS: Mapping[str, str] = {}

EXAMPLES_OF_COHORT_COMMANDS: Mapping[str, str] = {}
