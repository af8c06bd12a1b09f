"""The parts of ``certdesk design``: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.certificate_design import Look, PaperSize
from certdesk.core.words import N_, _


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help=_("the programme, or the beginning of its name"))


def _set(parser: argparse.ArgumentParser) -> None:
    _show(parser)
    parser.add_argument("--new", action="store_true", help=_("begin a programme that has no portfolios yet"))
    parser.add_argument("--reset", action="store_true", help=_("begin again from the usual design"))
    parser.add_argument("--design", choices=[str(look) for look in Look], help=_("which of the three"))
    parser.add_argument("--paper", choices=[str(paper) for paper in PaperSize], help=_("the paper"))
    parser.add_argument("--ink", metavar="COLOUR", help=_("the colour of words, such as #23221F"))
    parser.add_argument("--accent", metavar="COLOUR", help=_("the colour of ornament and headings, such as #0B4F4B"))
    parser.add_argument("--opening", metavar="TEXT", help=_("the words before the name"))
    parser.add_argument("--statement", metavar="TEXT", help=_("the words after the name; slots such as {title}"))
    parser.add_argument("--small-print", metavar="TEXT", help=_("the words at the foot"))
    parser.add_argument("--second-name", metavar="NAME", help=_("who stands beside the signer"))
    parser.add_argument("--second-role", metavar="ROLE", help=_("what they are"))
    parser.add_argument("--criteria", action=argparse.BooleanOptionalAction, help=_("name the criteria (Signal)"))
    parser.add_argument("--logo", metavar="FILE", help=_("a PNG, JPEG or SVG; empty takes it off"))
    parser.add_argument("--logo-alt", metavar="TEXT", help=_("what the logo shows, for those who can't see it"))
    parser.add_argument("--seal", metavar="FILE", help=_("a PNG, JPEG or SVG; empty takes it off"))


def _preview(parser: argparse.ArgumentParser) -> None:
    _show(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("where to write it (specimen.pdf)"))
    parser.add_argument("--holder", metavar="NAME", default="", help=_("the name to print; else an invented one"))
    parser.add_argument("--design", choices=[str(look) for look in Look], help=_("in another of the three"))
    parser.add_argument("--all-looks", action="store_true", help=_("all three, in a folder"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


DESIGN_COMMAND = Command(
    "design",
    N_("how certificates look and what they say"),
    "designing",
    "list_all",
    nothing,
    parts=(
        Command("list", N_("the programmes and their designs"), "designing", "list_all", nothing),
        Command("show", N_("the design of a programme"), "designing", "show", _show),
        Command("set", N_("change a design"), "designing", "change", _set),
        Command("preview", N_("write a specimen"), "designing", "preview", _preview),
    ),
)

ABOUT_DESIGN_COMMANDS: Mapping[str, str] = {
    "design": N_(
        "Choose how the certificates of a programme look and what they say: one of three designs, paper,\n"
        "colours, texts, logo, seal, and who stands beside the signer. Each answers in JSON with --json."
    ),
    "design list": N_("List the programmes of the workspace, each with the design of its certificates."),
    "design show": N_("Show every part of a programme's design."),
    "design set": N_(
        "Change the parts that are named; the others stay, and an empty text means the design's own again.\n"
        "Texts may hold slots: {holder}, {title}, {programme}, {outcome}, {issued}, {valid_until},\n"
        "{serial}, {rubric}, {signer}, {role}. Undo takes the change back."
    ),
    "design preview": N_("Write a specimen as a PDF. It is marked as one on every page and can't be signed."),
}

EXAMPLES_OF_DESIGN_COMMANDS: Mapping[str, str] = {
    "design": N_(
        """examples:
  certdesk design set Highland --design field --accent "#7A1F3D"
  certdesk design preview Highland --all-looks -o looks"""
    ),
    "design list": N_(
        """examples:
  certdesk design list
  certdesk design list --json | jq -r '.[].programme'"""
    ),
    "design show": N_(
        """examples:
  certdesk design show Highland"""
    ),
    "design set": N_(
        """examples:
  certdesk design set Highland --design signal --paper letter
  certdesk design set Highland --statement "is awarded the {title} for teaching with colleagues."
  certdesk design set Highland --logo logo.svg --second-name "Samuel Bekele" --second-role "Chair\""""
    ),
    "design preview": N_(
        """examples:
  certdesk design preview Highland
  certdesk design preview Highland --holder "Amal al-Khatib" -o amal.pdf"""
    ),
}
