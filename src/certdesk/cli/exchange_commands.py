"""The commands around packages between desks: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.programme_secrets import DESK, add_secret
from certdesk.core.words import N_, _


def _pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="+", metavar="CODE", help=_("the portfolios"))
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument(
        "--for",
        dest="people",
        action="append",
        default=[],
        metavar="PERSON",
        help=_("who can open it: a name or an id; may be given several times"),
    )
    who.add_argument(
        "--passphrase", action="store_true", help=_("six words open it; they are told once, on the screen")
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", type=Path, metavar="FOLDER", help=_("hand it over to this stick or folder at once"))
    where.add_argument("--mail", type=Path, metavar="FILE", help=_("write it as one small file, without evidence"))
    parser.add_argument("--shared", action="store_true", help=_("the folder is replicated by another program"))
    parser.add_argument("--limit", type=int, metavar="MB", help=_("use at most so many megabytes there"))
    parser.add_argument("--blind", action="store_true", help=_("under pseudonyms, without names"))
    parser.add_argument("--marks-only", action="store_true", help=_("your assessments, without evidence"))
    parser.add_argument("--with-marks", action="store_true", help=_("everybody's assessments as well"))
    parser.add_argument(
        "--with-closed", action="store_true", help=_("also items that are closed to assessors, for whoever leads")
    )
    parser.add_argument(
        "--without-pace", action="store_true", help=_("leave out how long a portfolio usually takes you")
    )
    parser.add_argument("--everything", action="store_true", help=_("also files that they are known to have"))
    parser.add_argument(
        "--let-through",
        action="append",
        default=[],
        metavar="ITEM",
        help=_("the id of an item that goes into a blind package although it names somebody"),
    )


def _hand_over(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the package, or the end of its id"))
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help=_("the stick or folder"))
    parser.add_argument("--shared", action="store_true", help=_("the folder is replicated by another program"))
    parser.add_argument("--limit", type=int, metavar="MB", help=_("use at most so many megabytes there"))


def _take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("sticks, folders or files"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    parser.add_argument("--only-new", action="store_true", help=_("only portfolios that are not here yet"))
    parser.add_argument("--words", default="", metavar="WORDS", help=_("the six words that open it"))
    parser.add_argument(
        "--accept",
        default="",
        metavar="WORDS",
        help=_("accept an unknown sender: the six words of their key, as they read them to you"),
    )
    parser.add_argument(
        "--recover",
        metavar="PROGRAMME",
        default="",
        help=_("open it with the key of this programme's issuing desk, because whoever it was for lost theirs"),
    )
    add_secret(parser, DESK)
    parser.add_argument("--no-receipt", action="store_true", help=_("write no receipt beside the package"))


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the package, or the end of its id"))


def _receipt(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("the file or folder to write to"))


def _ask_again(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="ID", help=_("the package, or the end of its id"))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("the file or folder to write to"))


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, metavar="PATH", help=_("the stick, folder or file"))


def _box(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=_("the folder that is shared"))


EXCHANGE_COMMANDS: tuple[Command, ...] = (
    Command("pack", N_("pack portfolios or marks for somebody"), "exchanging", "pack", _pack),
    Command("hand-over", N_("bring a package to a stick or folder"), "exchanging", "hand_over", _hand_over),
    Command("packages", N_("what came and went, and what is missing"), "exchanging", "packages", nothing),
    Command("take", N_("take in packages that other desks packed"), "exchanging_in", "take", _take),
    Command("take-back", N_("undo the taking in of a package"), "exchanging_in", "take_back", _one),
    Command("receipt", N_("write the receipt of a package"), "exchanging_in", "receipt", _receipt),
    Command("ask-again", N_("ask for what did not arrive whole"), "exchanging_in", "ask_again", _ask_again),
    Command("check-stick", N_("see whether everything on a stick is whole"), "exchanging_in", "check", _place),
    Command("box", N_("what lies in a shared folder"), "exchanging_in", "box", _box),
)

ABOUT_EXCHANGE_COMMANDS: Mapping[str, str] = {
    "pack": N_(
        "Pack portfolios for somebody whose key is known here, or behind six words. The package lies in the\n"
        "outbox until its receipt is back. With --to it is brought to a stick or folder and read back there;\n"
        "without, bring it there with: certdesk hand-over. What is closed, and what in a blind package would\n"
        "name the candidate or the school, stays here and is named. With your own marks of three portfolios\n"
        "or more goes how long a portfolio usually takes you, unless --without-pace leaves it out."
    ),
    "hand-over": N_(
        "Bring what is left of a package to a stick or folder. Stopped or pulled out, the same command goes on\n"
        "where it was. Several sticks may be used; each can be taken in by itself, in any order."
    ),
    "packages": N_("List the packages that came and went, those in the outbox, and those that are not whole yet."),
    "take": N_(
        "Take packages in from sticks, folders and mail. Nothing doubles; what is damaged says so, and the rest\n"
        "comes in. A receipt is written beside the package. What somebody unknown sent is held until the six\n"
        "words of their key are accepted."
    ),
    "take-back": N_(
        "Undo what a package changed, within 30 days and as long as nobody built on it. Its id is one of\n"
        "those that certdesk packages lists."
    ),
    "receipt": N_("Write the receipt of a package again, as a small file for the mail."),
    "ask-again": N_("Write a small file that asks the sender for the files that are missing or damaged."),
    "check-stick": N_(
        "Read every package of a stick, folder or file to its last byte, past the system's memory, and say\n"
        "whether it is whole. It needs no key and no workspace. The exit code is 1 when something is not whole."
    ),
    "box": N_("List the packages in a folder that is replicated: whole, still arriving, and taken in already."),
}

EXAMPLES_OF_EXCHANGE_COMMANDS: Mapping[str, str] = {
    "pack": N_(
        """examples:
  certdesk pack KITE-37 FERN-08 --for "Diego Ramos" --to /media/BUS-3
  certdesk pack KITE-37 --for "Diego Ramos" --blind --to /media/BUS-3
  certdesk pack KITE-37 --for "Chantal Mbeki" --marks-only --mail marks.certdesk.zip"""
    ),
    "hand-over": N_(
        """examples:
  certdesk hand-over 7c3f9a21 --to /media/BUS-4"""
    ),
    "packages": N_(
        """examples:
  certdesk packages
  certdesk packages --json | jq '.waiting'"""
    ),
    "take": N_(
        """examples:
  certdesk take /media/BUS-3
  certdesk take marks.certdesk.zip --dry-run
  certdesk take /media/BUS-3 --words "otter lemon castle piano river zebra"
  certdesk take /media/BUS-3 --accept "walnut ferry candle orbit pilot acorn\""""
    ),
    "take-back": N_(
        """examples:
  certdesk take-back 7c3f9a21"""
    ),
    "receipt": N_(
        """examples:
  certdesk receipt 7c3f9a21 --to receipt.certdesk.zip"""
    ),
    "ask-again": N_(
        """examples:
  certdesk ask-again --to request.certdesk.zip"""
    ),
    "check-stick": N_(
        """examples:
  certdesk check-stick /media/BUS-3"""
    ),
    "box": N_(
        """examples:
  certdesk box ~/Nextcloud/certdesk"""
    ),
}
