"""The parts of ``certdesk badge``: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a badge: PNG, SVG, JSON, JWT, or a certificate"))


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("badges: PNG, SVG, JSON, JWT, PDF"))
    parser.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="FILE", help=_("a trust bundle to judge by as well")
    )
    parser.add_argument("--name", default="", metavar="NAME", help=_("the name of whoever shows it"))


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", required=True, help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("serial", metavar="SERIAL", help=_("the number of a certificate of this workspace"))
    parser.add_argument("--size", type=int, default=800, metavar="PIXELS", help=_("how wide and high (PNG)"))
    _target(parser)


def _bake(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("picture", type=Path, metavar="PICTURE", help=_("a PNG or SVG"))
    parser.add_argument("badge", type=Path, metavar="BADGE", help=_("the badge: JSON, JWT, or any file that holds it"))
    _target(parser)


def _extract(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _target(parser)


def _picture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help=_("what it is for"))
    parser.add_argument("--programme", default="", metavar="NAME", help=_("who awards it"))
    parser.add_argument("--year", default="", metavar="YEAR", help=_("the year below the title"))
    parser.add_argument("--ink", default="", metavar="#RRGGBB", help=_("the dark colour"))
    parser.add_argument("--accent", default="", metavar="#RRGGBB", help=_("the colour of the ribbons"))
    parser.add_argument("--size", type=int, default=800, metavar="PIXELS", help=_("how wide and high (PNG)"))
    _target(parser)


_PARTS = (
    Command("show", N_("read what a badge says"), "badging", "show", _file),
    Command("verify", N_("tell whether badges are genuine"), "badging", "verify", _verify),
    Command("save", N_("save the badge of a certificate"), "badging", "save_badge", _save),
    Command("bake", N_("put a badge into a picture"), "badging", "bake_badge", _bake),
    Command("extract", N_("take a badge out of a picture or certificate"), "badging", "extract", _extract),
    Command("picture", N_("draw a picture for badges"), "badging", "picture", _picture),
)

BADGE_COMMANDS: tuple[Command, ...] = (
    Command(
        "badge",
        N_("read, verify, save and bake Open Badges"),
        "badging",
        "show",
        nothing,
        parts=_PARTS,
    ),
)

ABOUT_BADGE_COMMANDS: Mapping[str, str] = {
    "badge": N_(
        "Work with Open Badges: signed statements of what somebody achieved, inside pictures or as files.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "badge show": N_("Read what a badge says, without judging whether it is genuine. Earlier standards are named."),
    "badge verify": N_(
        "Tell whether badges are genuine, without a network: the signature, every word that it covers, whose\n"
        "key it is, dates, and whether it was withdrawn. The exit code is 0 for genuine, 1 for genuine with a\n"
        "but, 2 where this computer can't tell, 3 for not genuine. With --name, also whether the badge is for\n"
        "somebody of that name."
    ),
    "badge save": N_(
        "Save the badge of a certificate as PNG or SVG with the badge inside, or as JSON; the ending of the name\n"
        "decides. The picture has the colours of the programme's certificates."
    ),
    "badge bake": N_("Put a badge into a PNG or SVG of your own. A badge that was in it is replaced."),
    "badge extract": N_("Take a badge out of a PNG, an SVG or a certificate, exactly as it was signed."),
    "badge picture": N_("Draw a picture for badges as PNG or SVG, without a badge in it."),
}

EXAMPLES_OF_BADGE_COMMANDS: Mapping[str, str] = {
    "badge": N_(
        """examples:
  certdesk badge verify badge.png
  certdesk badge save HSTP-2026-00317-4 --to badge.png"""
    ),
    "badge show": N_(
        """examples:
  certdesk badge show badge.png
  certdesk badge show certificate.pdf --json | jq -r .serial"""
    ),
    "badge verify": N_(
        """examples:
  certdesk badge verify badge.png other.json
  certdesk badge verify badge.svg --trust programme.certdesk-trust --name "Ada Brook\""""
    ),
    "badge save": N_(
        """examples:
  certdesk badge save HSTP-2026-00317-4 --to badge.png
  certdesk badge save HSTP-2026-00317-4 --to badge.svg --force"""
    ),
    "badge bake": N_(
        """examples:
  certdesk badge bake our-seal.png badge.json --to badge.png"""
    ),
    "badge extract": N_(
        """examples:
  certdesk badge extract badge.png --to badge.json"""
    ),
    "badge picture": N_(
        """examples:
  certdesk badge picture "Certificate of Teaching" --programme "Hill School" --to seal.svg"""
    ),
}
