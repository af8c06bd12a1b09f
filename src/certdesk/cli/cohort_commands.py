"""The commands around cohorts, assessors, allocation and the policy: their words and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.cli.cohort_words import ABOUT_COHORT_COMMANDS, EXAMPLES_OF_COHORT_COMMANDS
from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _

__all__ = ["ABOUT_COHORT_COMMANDS", "COHORT_COMMANDS", "EXAMPLES_OF_COHORT_COMMANDS"]


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))


def _dry(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--due", metavar="DAY", default="", help=_("until when, as 2026-12-01"))


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("how the cohort is called, as its portfolios name it"))
    parser.add_argument(
        "--programme", metavar="NAME", default="", help=_("of which programme; without: that of its portfolios")
    )
    parser.add_argument("--rubric", metavar="ID@VERSION", default="", help=_("without: that of its portfolios"))
    _due(parser)


def _rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("the new name"))
    _cohort(parser)


def _reopen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why"))
    _cohort(parser)


def _policy(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--set", type=Path, metavar="FILE", help=_("keep this policy, while the cohort is prepared"))
    what.add_argument("--yaml", action="store_true", help=_("answer with the whole file"))
    _cohort(parser)


def _assessors(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", nargs="+", metavar="NAME", default=[], help=_("add people who are known here"))
    what.add_argument("--add-all", action="store_true", help=_("add everybody known here who may mark"))
    what.add_argument("--import", dest="take", type=Path, metavar="FILE", help=_("take a list in: CSV, XLSX or ODS"))
    what.add_argument("--remove", metavar="NAME", default="", help=_("take somebody off"))
    what.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    _dry(parser)


def _conflicts(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--add", nargs=3, metavar=("NAME", "ABOUT", "SUBJECT"),
        help=_("who, with a portfolio, candidate or school, and which: a code, an id or a name"),
    )  # fmt: skip
    what.add_argument("--import", dest="take", type=Path, metavar="FILE", help=_("take a list in: CSV, XLSX or ODS"))
    what.add_argument(
        "--remove", nargs=3, metavar=("NAME", "ABOUT", "SUBJECT"), help=_("take one away, as it was added")
    )
    what.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    parser.add_argument("--ground", metavar="GROUND", default="other_declared", help=_("such as relative"))
    parser.add_argument("--note", metavar="TEXT", default="", help=_("what is known of it"))
    _dry(parser)


def _allocate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", choices=("equal", "share", "subject", "language"), default="equal",
                        help=_("by what the work is divided"))  # fmt: skip
    parser.add_argument("--markers", type=int, default=1, metavar="N", help=_("how many mark each portfolio"))
    parser.add_argument("--among", nargs="+", metavar="NAME", default=[], help=_("only among these assessors"))
    parser.add_argument("--codes", nargs="+", metavar="CODE", default=[], help=_("only these portfolios"))
    parser.add_argument("--list", dest="take", type=Path, metavar="FILE", help=_("as a list says: CSV, XLSX or ODS"))
    parser.add_argument("--seed", metavar="TEXT", default="", help=_("decides between people who are equally near"))
    _due(parser)
    _dry(parser)
    _cohort(parser)


def _give(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help=_("who is to mark it; without: who could"))
    parser.add_argument("--turn", choices=("first", "second"), default="first", help=_("as what they mark it"))
    _due(parser)


def _take_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("name", metavar="NAME", help=_("from whom"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why"))


def _move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("name", metavar="FROM", help=_("from whom"))
    parser.add_argument("to", metavar="TO", help=_("to whom"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why"))


def _due_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", help=_("until when, as 2026-12-01; or none"))
    parser.add_argument("--among", nargs="+", metavar="NAME", default=[], help=_("only of these assessors"))
    parser.add_argument("--codes", nargs="+", metavar="CODE", default=[], help=_("only these portfolios"))
    _cohort(parser)


def _second(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", metavar="TEXT", default="", help=_("draw by this seed; without: the last one"))
    parser.add_argument("--among", nargs="+", metavar="NAME", default=[], help=_("only among these assessors"))
    _due(parser)
    _dry(parser)
    _cohort(parser)


def _pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("hand all of them over to this stick or folder"))
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help=_("only for these assessors"))
    _dry(parser)
    _cohort(parser)


def _list_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    parser.add_argument("--ended", action="store_true", help=_("also what was taken back"))
    _cohort(parser)


COHORT_COMMANDS: tuple[Command, ...] = (
    Command(
        "cohort",
        N_("who is assessed together, and who marks whom"),
        "cohort",
        "list_all",
        nothing,
        parts=(
            Command("list", N_("the cohorts of the workspace"), "cohort", "list_all", nothing),
            Command("new", N_("make a cohort"), "cohort", "new", _new),
            Command("open", N_("freeze rubric and policy, and begin"), "cohort", "open_it", _cohort),
            Command("rename", N_("call a cohort otherwise"), "cohort", "rename", _rename),
            Command("close", N_("close the moderation"), "cohort", "close", _cohort),
            Command("reopen", N_("open the moderation again"), "cohort", "reopen", _reopen),
            Command("policy", N_("the numbers it is assessed by"), "cohort", "policy", _policy),
            Command("members", N_("its candidates and portfolios"), "cohort", "members", _cohort),
            Command("assessors", N_("who marks for the programme"), "assessors", "assessors", _assessors),
            Command("conflicts", N_("who may not mark whom"), "assessors", "conflicts", _conflicts),
            Command("allocate", N_("say who marks what"), "allocating", "allocate", _allocate),
            Command("allocations", N_("who marks what now"), "allocating", "allocations", _list_of),
            Command("give", N_("give one portfolio to somebody"), "allocating", "give_one", _give),
            Command("take-back", N_("take a portfolio back"), "allocating", "take_one_back", _take_back),
            Command("move", N_("move a portfolio to somebody else"), "allocating", "move_one", _move),
            Command("due", N_("another day for what is not signed"), "allocating", "due", _due_day),
            Command("second", N_("draw the second marks"), "allocating", "second", _second),
            Command("pack", N_("pack for all assessors at once"), "cohort_packing", "pack", _pack),
            Command("progress", N_("how far it has come"), "cohort", "progress", _cohort),
        ),
    ),
)
