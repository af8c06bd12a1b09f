"""The parts of ``certdesk candidates``: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command
from certdesk.core.words import N_, _


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a list as CSV, XLSX, ODS or XLS"))
    told = _("which column holds what: name=2, email=Mail, note=- for none")
    parser.add_argument("--map", metavar="PART=COLUMN", action="append", default=[], help=told)
    filled = _("where an empty cell means the one above it, as merged cells do; guessed where it is not told")
    choices = ("school", "cohort", "programme", "none")
    parser.add_argument("--fill-down", choices=choices, action="append", default=[], help=filled)
    parser.add_argument("--sheet", metavar="NAME", default="", help=_("the sheet, by its name or number"))
    parser.add_argument("--programme", metavar="NAME", default="", help=_("for rows that name none"))
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("for rows that name none"))
    parser.add_argument("--school", metavar="NAME", default="", help=_("for rows that name none"))
    parser.add_argument("--language", metavar="TAG", default="en", help=_("for rows that name none, like sw or pt-BR"))
    answer = _("for a row that waits: new, leave, or the id of a candidate")
    parser.add_argument("--decide", metavar="ROW=ANSWER", action="append", default=[], help=answer)
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))


def _match(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep", action="store_true", help=_("keep all that is sure"))
    whose = _("say whose a portfolio is: its code, and a name or id on the list")
    parser.add_argument("--join", metavar="CODE=WHO", action="append", default=[], help=whose)


CANDIDATES_COMMANDS: tuple[Command, ...] = (
    Command("list", N_("who is on the list, and with which portfolio"), "candidates", "list_all", _list),
    Command("import", N_("take a list in"), "candidates", "take_in", _import),
    Command("match", N_("which portfolio is whose"), "candidates", "match", _match),
)

ABOUT_CANDIDATES_COMMANDS: Mapping[str, str] = {
    "candidates": N_(
        "Look after the list of candidates: take it in from a spreadsheet, and see who has no portfolio yet.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "candidates list": N_("List the candidates with their schools, cohorts and portfolios."),
    "candidates import": N_(
        "Take a list of candidates in. Which column holds what is guessed from its heading, in many\n"
        "languages, and can be told with --map: name, first_name, last_name, school, language, code,\n"
        "programme, cohort, subject, email, username, number or note. Candidates who are on the list\n"
        "already are found by their address, user name, number or code and brought up to date, never\n"
        "doubled. What is doubtful waits for a decision: then the exit code is 1, and the rest is kept.\n"
        "Undo takes the whole list back."
    ),
    "candidates match": N_(
        "Tell which portfolio is whose, by code, by the ids that came with the portfolio, and by a name\n"
        "that only one has. What is doubtful is offered and never guessed; --join decides it."
    ),
}

EXAMPLES_OF_CANDIDATES_COMMANDS: Mapping[str, str] = {
    "candidates": N_(
        """examples:
  certdesk candidates import teachers.xlsx --cohort 2026
  certdesk candidates match"""
    ),
    "candidates list": N_(
        """examples:
  certdesk candidates list
  certdesk candidates list --csv"""
    ),
    "candidates import": N_(
        """examples:
  certdesk candidates import teachers.csv --dry-run
  certdesk candidates import teachers.xlsx --sheet 2026 --map name=B --map email=Contact
  certdesk candidates import teachers.csv --decide 7=new --decide 9=leave"""
    ),
    "candidates match": N_(
        """examples:
  certdesk candidates match --keep
  certdesk candidates match --join "KITE-37=Miriam Adeyemi\""""
    ),
}
