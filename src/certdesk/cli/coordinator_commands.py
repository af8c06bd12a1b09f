"""The commands around taking in, candidates, preflight, consent and repairs: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.candidate_commands import (
    ABOUT_CANDIDATES_COMMANDS,
    CANDIDATES_COMMANDS,
    EXAMPLES_OF_CANDIDATES_COMMANDS,
)
from certdesk.cli.command import Command, nothing
from certdesk.cli.mending_commands import (
    ABOUT_MENDING_COMMANDS,
    EXAMPLES_OF_MENDING_COMMANDS,
    MENDING_COMMANDS,
)
from certdesk.cli.receiving_commands import (
    ABOUT_RECEIVING_COMMANDS,
    EXAMPLES_OF_RECEIVING_COMMANDS,
    RECEIVING_COMMANDS,
)
from certdesk.core.words import N_, _


def _preflight(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="*", metavar="CODE", help=_("the portfolios; all where none is named"))
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("all portfolios of this cohort"))
    parser.add_argument("--fix-list", type=Path, metavar="FILE", help=_("write a page for each teacher, as PDF"))
    parser.add_argument("--csv", type=Path, metavar="FILE", help=_("write all findings as a table"))
    parser.add_argument("--force", action="store_true", help=_("replace files that are there"))


COORDINATOR_COMMANDS: tuple[Command, ...] = (
    *RECEIVING_COMMANDS,
    Command("candidates", N_("who is to hand in a portfolio, from a list, and who has"), "candidates", "list_all",
            nothing, parts=CANDIDATES_COMMANDS),
    Command("preflight", N_("find what is missing or unplayable before an assessor does"), "preflighting", "preflight",
            _preflight),
    *MENDING_COMMANDS,
)  # fmt: skip

ABOUT_COORDINATOR_COMMANDS: Mapping[str, str] = {
    **ABOUT_RECEIVING_COMMANDS,
    **ABOUT_CANDIDATES_COMMANDS,
    **ABOUT_MENDING_COMMANDS,
    "preflight": N_(
        "Look at the files of portfolios and say what is missing, can't be opened, seen or heard, breaks a\n"
        "limit, tells who the candidate is, or was sent by somebody else too; and what the teacher can do\n"
        "about each. A file is looked at once: asked again, the answer comes at once. The exit code is 1 when\n"
        "something could not be scored as it is."
    ),
}

EXAMPLES_OF_COORDINATOR_COMMANDS: Mapping[str, str] = {
    **EXAMPLES_OF_RECEIVING_COMMANDS,
    **EXAMPLES_OF_CANDIDATES_COMMANDS,
    **EXAMPLES_OF_MENDING_COMMANDS,
    "preflight": N_(
        """examples:
  certdesk preflight KITE-37
  certdesk preflight --cohort 2026 --fix-list fix-lists.pdf --csv findings.csv
  certdesk preflight --json | jq '.portfolios[].predicted_codes'"""
    ),
}
