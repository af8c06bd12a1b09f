"""The command that makes a practice cohort: its words and its arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command
from certdesk.core.words import N_, _


def _practise(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help=_("a new folder for its workspace"))
    parser.add_argument("--candidates", type=int, default=60, metavar="N", help=_("how many; without: 60"))
    parser.add_argument("--seed", type=int, default=7, metavar="N", help=_("another number makes another cohort"))


PRACTICE_COMMANDS: tuple[Command, ...] = (
    Command("practise", N_("make an invented cohort, to practise leading one"), "practising", "practise", _practise),
)

ABOUT_PRACTICE_COMMANDS: Mapping[str, str] = {
    "practise": N_(
        "Make a workspace with an invented cohort, to practise the work of whoever leads a programme:\n"
        "marks of nine assessors who differ in every way, second marks that wait, and a cohort that was\n"
        "released earlier. Nobody in it is real. Without a folder it makes a new one here."
    ),
}

EXAMPLES_OF_PRACTICE_COMMANDS: Mapping[str, str] = {
    "practise": N_(
        """examples:
  certdesk practise
  certdesk practise --in /tmp/practice --candidates 200 --seed 3"""
    ),
}
