"""The commands around outcomes, release, appeals and decision files: their words and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.release_words import ABOUT_RELEASE_COMMANDS, EXAMPLES_OF_RELEASE_COMMANDS
from certdesk.core.words import N_, _

__all__ = ["ABOUT_RELEASE_COMMANDS", "EXAMPLES_OF_RELEASE_COMMANDS", "RELEASE_COMMANDS"]

_STATES = ("decided", "held", "released", "recalled", "undecided")
_GROUNDS = ("procedure_not_followed", "evidence_overlooked", "conflict_of_interest", "clerical_error")


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", choices=_STATES, help=_("only those that stand so"))
    _cohort(parser)


def _some(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="*", help=_("portfolios; without any all of the cohort"))
    _cohort(parser)


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    _cohort(parser)


def _hold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+", help=_("the portfolios"))
    parser.add_argument("--reason", metavar="WORDS", required=True, help=_("why; it stays in the decision file"))
    _cohort(parser)


def _let_go(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+", help=_("the portfolios"))
    parser.add_argument("--reason", metavar="WORDS", default="", help=_("why; needed for what was recalled"))
    _cohort(parser)


def _release(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="CODE", action="append", default=[], help=_("only this one; needs a reason"))
    parser.add_argument("--reason", metavar="WORDS", default="", help=_("why it is released all the same"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would be released"))
    _cohort(parser)


def _secret(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--desk-passphrase-file", type=Path, metavar="FILE",
        help=_("the passphrase of the programme's issuing desk, where it is another one"),
    )  # fmt: skip


def _recall(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("--reason", metavar="WORDS", required=True, help=_("why; it stays in the decision file"))
    parser.add_argument(
        "--keep-certificate", action="store_true", help=_("let its certificate stand until another replaces it")
    )
    _secret(parser)
    _cohort(parser)


def _resubmissions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    _cohort(parser)


def _again(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the new portfolio"))
    parser.add_argument("earlier", metavar="EARLIER", help=_("the portfolio of the attempt before it"))


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--part", choices=("certificates", "reports", "letters"), action="append", default=[],
                        help=_("only this (may be given again); without, all three"))  # fmt: skip
    _secret(parser)
    _cohort(parser)


def _print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("certificates", "reports", "letters"), help=_("what to print"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the PDF to write"))
    parser.add_argument("--one-sided", action="store_true", help=_("leave no blank pages for printing on both sides"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    _cohort(parser)


def _expiring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--months", metavar="N", type=int, default=6, help=_("that end within so many months (6)"))
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))


def _open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("--ground", choices=_GROUNDS, required=True, help=_("on which ground"))
    parser.add_argument("--words", metavar="TEXT", required=True, help=_("what the candidate says"))
    _cohort(parser)


def _appeals(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=_("also those that are decided"))
    _cohort(parser)


def _remark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help=_("who is to mark it; without: who could"))
    parser.add_argument("--criterion", action="append", default=[], metavar="ID", help=_("only this one"))
    _cohort(parser)


def _move(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("--words", metavar="TEXT", default="", help=_("what is to be written down about it"))
    _cohort(parser)


def _decide(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("verdict", choices=("upheld", "dismissed", "withdrawn"), help=_("how it ends"))
    parser.add_argument("--reason", metavar="WORDS", required=True, help=_("why; the candidate is told it"))
    _cohort(parser)


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=Path(), help=_("where to write it (here)"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--names", action="store_true", help=_("with everybody's names, also before the release"))
    who.add_argument("--no-names", action="store_true", help=_("without names, under the code alone"))
    parser.add_argument("--force", action="store_true", help=_("replace files that are there"))
    _cohort(parser)


_RESULTS: tuple[Command, ...] = (
    Command("list", N_("the results of a cohort"), "releasing", "list_results", _list),
    Command("decide", N_("decide from the marks as they are settled"), "releasing", "decide", _some),
    Command("show", N_("one result with its whole trace"), "releasing", "show", _code),
    Command("hold", N_("hold results back"), "releasing", "hold_back", _hold),
    Command("let-go", N_("end a hold"), "releasing", "end_hold", _let_go),
    Command("release", N_("release a cohort at once"), "releasing", "release_all", _release),
    Command("recall", N_("recall a released result"), "releasing", "recall_one", _recall),
    Command("resubmissions", N_("who hands what in again, until when"), "releasing", "resubmissions", _resubmissions),
    Command("new-attempt", N_("say which attempt a portfolio follows"), "releasing", "new_attempt", _again),
    Command("issue", N_("certificates, reports and letters of a cohort"), "issuing_cohorts", "issue_cohort", _issue),
    Command("print-all", N_("one file of all of them for the printer"), "issuing_cohorts", "print_together", _print),
    Command("expiring", N_("certificates that end soon"), "issuing_cohorts", "expiring", _expiring),
)
_APPEAL: tuple[Command, ...] = (
    Command("list", N_("the open appeals and their time"), "appealing", "list_appeals", _appeals),
    Command("open", N_("open an appeal"), "appealing", "open_one", _open),
    Command("recheck", N_("compute everything once more"), "appealing", "check_again", _code),
    Command("remark", N_("have somebody else mark it anew"), "appealing", "mark_again", _remark),
    Command("move", N_("begin its next stage"), "appealing", "move_on", _move),
    Command("decide", N_("decide an appeal"), "appealing", "decide_one", _decide),
)

RELEASE_COMMANDS: tuple[Command, ...] = (
    Command("results", N_("decide, release and issue a cohort's results"), "releasing", "list_results", nothing,
            parts=_RESULTS),
    Command("appeal", N_("appeals against results"), "appealing", "list_appeals", nothing, parts=_APPEAL),
    Command("decision-file", N_("everything about one result, signed"), "issuing_cohorts", "write_file", _file),
)  # fmt: skip
