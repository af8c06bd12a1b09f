"""Commands below ``programme`` for files that many take in, for recovering packages, and for people known by words."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.programme_secrets import DESK, PAPER, add_secret
from certdesk.core.words import N_, _


def _programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", metavar="NAME", default="", help=_("its name or id, where there are several"))


def _target(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=words)
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _file(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the programme file to write (.certdesk-programme)"))
    _programme(parser)
    add_secret(parser, DESK)


def _recover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", type=Path, nargs="+", metavar="PACKAGE", help=_("a package, or where it lies"))
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help=_("a new folder for what is in it"))
    parser.add_argument("--paper", type=Path, metavar="FILE", help=_("the typed paper form of the recovery key"))
    _programme(parser)
    add_secret(parser, DESK, PAPER)


def _paper(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the paper form to write (.txt)"))
    _programme(parser)
    add_secret(parser, DESK, PAPER)


def _card(parser: argparse.ArgumentParser) -> None:
    _target(parser, _("the card to write (.certdesk-card)"))


def _accept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="CARD", help=_("the card that came (.certdesk-card)"))
    parser.add_argument("--words", required=True, metavar="WORDS", help=_("the six words that they read to you"))


def _unaccept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", metavar="NAME", help=_("their name or id"))


JOINING_PARTS: tuple[Command, ...] = (
    Command("file", N_("write the programme file that everybody takes in"), "joining", "write", _file),
    Command("recover", N_("open a package for somebody who lost their key"), "joining", "recover", _recover),
    Command("recovery-paper", N_("write the paper form of the recovery key"), "joining", "paper", _paper),
    Command("people", N_("whose packages come in here, and why"), "joining", "people", nothing),
    Command("card", N_("write my card, for somebody who wants to know my key"), "joining", "card", _card),
    Command("accept", N_("know somebody by the six words of their card"), "joining", "accept", _accept),
    Command("unaccept", N_("know somebody no longer by their words"), "joining", "unaccept", _unaccept),
)

ABOUT_JOINING_COMMANDS: Mapping[str, str] = {
    "programme file": N_(
        "Write the programme file: the trust bundle, all published rubrics, the policy and the evidence\n"
        "types, the people of the programme with their keys, and the recovery key that packages are\n"
        "sealed for. Everybody takes it in with: certdesk programme join FILE\n"
        "Its number rises each time. The first one makes the recovery key; print that: recovery-paper"
    ),
    "programme recover": N_(
        "Open a package that was made for the programme with the recovery key, because whoever it was for\n"
        "lost theirs. Files and statements are written to a folder; nothing comes into the workspace (for\n"
        "that: certdesk take --recover). With --paper no issuing desk is needed, only the paper form."
    ),
    "programme recovery-paper": N_(
        "Write the paper form of the recovery key, locked with a passphrase that you choose. Print it,\n"
        "put it into a safe and delete the file. Programmes that are founded now have one beside the root's."
    ),
    "programme people": N_(
        "List everybody whose packages come in here: people of programmes whose file was taken in, and\n"
        "those whose six words were compared. Your own six words stand at the end."
    ),
    "programme card": N_(
        "Write your card: your name, your role and the public part of your key. Whoever gets it accepts it\n"
        "by six words that you read to them by telephone; certdesk programme people shows them."
    ),
    "programme accept": N_(
        "Accept the key on a card. Telephone its owner on a number that you knew before, have the six words\n"
        "read to you, and write them after --words. What was held here of theirs comes in then."
    ),
    "programme unaccept": N_("Let nothing more in from somebody whose words were compared. What has come in stays."),
}

EXAMPLES_OF_JOINING_COMMANDS: Mapping[str, str] = {
    "programme file": N_(
        """examples:
  certdesk programme file highlands.certdesk-programme --force"""
    ),
    "programme recover": N_(
        """examples:
  certdesk programme recover /media/stick --to recovered
  certdesk programme recover back.certdesk.zip --to recovered --paper typed.txt"""
    ),
    "programme recovery-paper": N_(
        """examples:
  certdesk programme recovery-paper recovery.txt"""
    ),
    "programme people": N_(
        """examples:
  certdesk programme people
  certdesk programme people --json"""
    ),
    "programme card": N_(
        """examples:
  certdesk programme card amara.certdesk-card"""
    ),
    "programme accept": N_(
        """examples:
  certdesk programme accept amara.certdesk-card --words "acorn tiger mango ...\""""
    ),
    "programme unaccept": N_(
        """examples:
  certdesk programme unaccept "Amara Okafor\""""
    ),
}
