"""The commands around certificates: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.design_commands import ABOUT_DESIGN_COMMANDS, DESIGN_COMMAND, EXAMPLES_OF_DESIGN_COMMANDS
from certdesk.core.words import N_, _

_STATES = ("active", "renewal-due", "lapsed", "withdrawn", "superseded")


def _list(parser: argparse.ArgumentParser) -> None:
    _cohort(parser)
    parser.add_argument("--state", choices=_STATES, help=_("only those that stand so"))


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("only this cohort"))


def _secret(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--desk-passphrase-file", type=Path, metavar="FILE",
        help=_("the passphrase of the programme's issuing desk, where it is another one"),
    )  # fmt: skip


def _results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="*", help=_("portfolios; without any all that can be"))
    _cohort(parser)
    _secret(parser)


def _issue(parser: argparse.ArgumentParser) -> None:
    _results(parser)
    parser.add_argument("--letters", action="store_true", help=_("write the decision letters as well"))
    parser.add_argument("--countersign", action="store_true", help=_("countersign the reports as well"))


def _serial(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("serial", metavar="SERIAL", help=_("the certificate's number"))
    _secret(parser)


def _reissue(parser: argparse.ArgumentParser) -> None:
    _serial(parser)
    parser.add_argument("--holder", metavar="NAME", default="", help=_("the holder's name as it should be"))
    parser.add_argument("--statement", metavar="TEXT", default="", help=_("the words after the name"))
    parser.add_argument("--language", metavar="CODE", default="", help=_("the language of the certificate"))
    parser.add_argument("--reason", metavar="WORDS", required=True, help=_("why; the register keeps it, so no names"))


def _withdraw(parser: argparse.ArgumentParser) -> None:
    _serial(parser)
    parser.add_argument("--reason", metavar="WORDS", required=True, help=_("why; the register keeps it, so no names"))
    parser.add_argument("--since", metavar="DAY", default="", help=_("from which day it does not count (today)"))


def _save_badges(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", metavar="SERIAL", nargs="*", help=_("numbers or codes; without any all that stand"))
    _cohort(parser)
    parser.add_argument("--to", type=Path, metavar="FOLDER", required=True, help=_("where to write them"))
    parser.add_argument("--kind", choices=("png", "svg", "json"), default="png", help=_("pictures, or the bare badge"))
    parser.add_argument("--force", action="store_true", help=_("replace files that are there"))


_PARTS: tuple[Command, ...] = (
    Command("list", N_("the certificates and what they are worth today"), "certificates", "list_all", _list),
    Command("eligible", N_("whose certificate can be issued, and why not"), "certificates", "list_eligible", _cohort),
    Command("issue", N_("issue certificates, one or all at once"), "issuing", "issue", _issue),
    Command("continue", N_("go on with a job that was stopped"), "issuing", "go_on", _secret),
    Command("give-up", N_("throw a job away that was stopped"), "issuing", "give_up", nothing),
    Command("reissue", N_("put a wrong name right"), "issuing", "reissue", _reissue),
    Command("renew", N_("let a certificate go on"), "issuing", "renew", _serial),
    Command("withdraw", N_("withdraw a certificate for good"), "certificates", "withdraw_one", _withdraw),
    Command("countersign", N_("sign assessors' reports as lead"), "issuing", "countersign", _results),
    Command("letters", N_("write and sign decision letters"), "issuing", "letters", _results),
    Command("save-badges", N_("write the badges as files"), "certificates", "save_badges", _save_badges),
)

CERTIFICATE_COMMANDS: tuple[Command, ...] = (
    Command("certificates", N_("issue, replace, renew and withdraw certificates"), "certificates", "list_all", nothing,
            parts=_PARTS),
    DESIGN_COMMAND,
)  # fmt: skip

ABOUT_CERTIFICATE_COMMANDS: Mapping[str, str] = {
    "certificates": N_(
        "Look after certificates: see whose can be issued, issue them, replace, renew and withdraw them.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "certificates list": N_(
        "List the certificates, the newest first, with what they are worth today: active, to be renewed\n"
        "(in the last half year), lapsed, withdrawn, or replaced by another one."
    ),
    "certificates eligible": N_("List the signed results: whose certificate can be issued now, and why not else."),
    "certificates issue": N_(
        "Issue the certificates of the portfolios that are named, of a cohort, or all that can be issued:\n"
        "each with its badge, QR code and entry in the register, on all cores of this computer. Needs your\n"
        "passphrase, and that of the issuing desk where a programme issues ($CERTDESK_DESK_PASSPHRASE).\n"
        "A job that is stopped goes on with “continue”; nothing is issued twice, no number used twice."
    ),
    "certificates continue": N_("Go on with the job that was stopped. What is finished is not made again."),
    "certificates give-up": N_("Throw a job away that was stopped, with what it made. Its numbers stay used."),
    "certificates reissue": N_(
        "Issue a certificate in place of one that says something wrong. It has a number of its own and the\n"
        "same last day; whoever checks the old one is told which one to ask for."
    ),
    "certificates renew": N_(
        "Issue a certificate that goes on where this one ends, in its last half year or after that."
    ),
    "certificates withdraw": N_(
        "Withdraw a certificate for good. Whoever checks it later is told since when and why, once they\n"
        "have the newest register or trust bundle."
    ),
    "certificates countersign": N_(
        "Sign the reports of assessors in the field for the lead. Their signature stays as it is, and after\n"
        "yours nothing can be added any more. Only for leads, and not for reports of your own."
    ),
    "certificates letters": N_("Write the letters that tell candidates their result, and sign them."),
    "certificates save-badges": N_("Write the Open Badges of certificates that stand as pictures or as bare JSON."),
    **ABOUT_DESIGN_COMMANDS,
}

EXAMPLES_OF_CERTIFICATE_COMMANDS: Mapping[str, str] = {
    "certificates": N_(
        """examples:
  certdesk certificates eligible
  certdesk certificates issue --cohort 2026"""
    ),
    "certificates list": N_(
        """examples:
  certdesk certificates list
  certdesk certificates list --state renewal-due --json"""
    ),
    "certificates eligible": N_(
        """examples:
  certdesk certificates eligible --cohort 2026"""
    ),
    "certificates issue": N_(
        """examples:
  certdesk certificates issue FERN-08
  certdesk certificates issue --cohort 2026 --letters --countersign"""
    ),
    "certificates continue": N_(
        """examples:
  certdesk certificates continue"""
    ),
    "certificates give-up": N_(
        """examples:
  certdesk certificates give-up"""
    ),
    "certificates reissue": N_(
        """examples:
  certdesk certificates reissue HSTP-2026-00317-4 --holder "Miriam Cole" --reason "wrong name\""""
    ),
    "certificates renew": N_(
        """examples:
  certdesk certificates renew HSTP-2026-00317-4"""
    ),
    "certificates withdraw": N_(
        """examples:
  certdesk certificates withdraw HSTP-2026-00317-4 --reason "issued by mistake" --since 2026-11-22"""
    ),
    "certificates countersign": N_(
        """examples:
  certdesk certificates countersign
  certdesk certificates countersign FERN-08 KITE-37"""
    ),
    "certificates letters": N_(
        """examples:
  certdesk certificates letters --cohort 2026"""
    ),
    "certificates save-badges": N_(
        """examples:
  certdesk certificates save-badges --to badges
  certdesk certificates save-badges FERN-08 --to badges --kind svg"""
    ),
    **EXAMPLES_OF_DESIGN_COMMANDS,
}
