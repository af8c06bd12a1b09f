"""The commands around what is kept until when: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--due", action="store_true", help=_("only what is to go today"))
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))


def _hold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="CODE|COHORT|all", help=_("a portfolio, a cohort by its name, or all"))
    parser.add_argument("--reason", required=True, metavar="WORDS", help=_("who asked for it, and why"))
    parser.add_argument(
        "--until", metavar="DAY", help=_("its last day, such as 2027-06-30; without, until it is lifted")
    )


def _lift(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the hold, or the end of its id"))


def _purge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="*", metavar="CODE", help=_("only these portfolios; all that is due without"))
    parser.add_argument("--recordings-only", action="store_true", help=_("only lesson recordings"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would be deleted, and delete nothing"))


def _receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the receipt, or the end of its id"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


_PARTS: tuple[Command, ...] = (
    Command("list", N_("until when what is kept, and why"), "keeping", "list_all", _list),
    Command("hold", N_("keep something whatever the clock says"), "keeping", "hold_one", _hold),
    Command("holds", N_("the legal holds"), "keeping", "list_holds", nothing),
    Command("lift", N_("end a legal hold"), "keeping", "lift_one", _lift),
    Command("purge", N_("delete what is due, with a signed receipt"), "keeping", "purge", _purge),
    Command("receipts", N_("the receipts of what was deleted"), "keeping", "list_receipts", nothing),
    Command("receipt", N_("write a receipt into a file"), "keeping", "write_receipt", _receipt),
)

KEEPING_COMMANDS: tuple[Command, ...] = (
    Command(
        "retention", N_("what is kept until when; purge with a receipt"), "keeping", "list_all", _list, parts=_PARTS
    ),
)

ABOUT_KEEPING_COMMANDS: Mapping[str, str] = {
    "retention": N_(
        "Look after what is kept. The clock runs from the day on which an outcome became final: it was\n"
        "released, the window for appeals is over, and none is open. How long is said by the policy of\n"
        "the cohort.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "retention list": N_("List what is kept of every portfolio until when, and why it stays after that."),
    "retention hold": N_(
        "Keep a portfolio, a cohort or everything whatever the clock says, because a court, an auditor or\n"
        "a complaint asks for it. It stays on record with its reason, also when it is lifted."
    ),
    "retention holds": N_("List the legal holds, with those that ended."),
    "retention lift": N_("End a legal hold. What is due then goes with the next purge, not before."),
    "retention purge": N_(
        "Delete the evidence that is due: originals, copies, thumbnails, pages and words made of it, and\n"
        "packages that hold it. What another portfolio needs stays. Marks, reports and the journal are\n"
        "decision records and stay. It can't be undone. Stopped or killed, the same command goes on.\n"
        "The receipt is signed at the end."
    ),
    "retention receipts": N_("List the receipts: when what was deleted, by whom, and whether the signature fits."),
    "retention receipt": N_("Write a receipt as JSON, with its signature and the key to check it with."),
}

EXAMPLES_OF_KEEPING_COMMANDS: Mapping[str, str] = {
    "retention": N_(
        """examples:
  certdesk retention list --due
  certdesk retention purge --dry-run"""
    ),
    "retention list": N_(
        """examples:
  certdesk retention list
  certdesk retention list --csv"""
    ),
    "retention hold": N_(
        """examples:
  certdesk retention hold KITE-37 --reason "Complaint 2026/14, ombudsman"
  certdesk retention hold "2026 B" --reason "Audit of the ministry" --until 2027-06-30"""
    ),
    "retention holds": N_(
        """examples:
  certdesk retention holds"""
    ),
    "retention lift": N_(
        """examples:
  certdesk retention lift 7c3f9a21"""
    ),
    "retention receipts": N_(
        """examples:
  certdesk retention receipts
  certdesk retention receipts --json"""
    ),
    "retention purge": N_(
        """examples:
  certdesk retention purge --dry-run
  certdesk retention purge --recordings-only
  certdesk retention purge KITE-37"""
    ),
    "retention receipt": N_(
        """examples:
  certdesk retention receipt 7c3f9a21 purge-2027.json"""
    ),
}
