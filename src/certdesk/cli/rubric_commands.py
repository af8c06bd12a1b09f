"""The parts of ``certdesk rubric``: their words and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _


def _check(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _reading(parser)


def _convert(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _writing(parser)
    parser.add_argument("--rubric", metavar="ID", default="", help=_("this one, where a file holds several"))
    _reading(parser)


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help=_("a file, or ID@VERSION"))
    parser.add_argument("new", metavar="NEW", help=_("a file, or ID@VERSION"))


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rubric", metavar="ID", help=_("the rubric: ID, ID@VERSION, or the id of a draft"))
    _writing(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--publish", action="store_true", help=_("publish what is complete"))
    parser.add_argument("--as-new", action="store_true", help=_("as rubrics of their own, not as next versions"))
    _reading(parser)


def _publish(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("draft", metavar="DRAFT", help=_("the draft's id, or its rubric's"))
    parser.add_argument("--version", dest="number", metavar="VERSION", default="", help=_("the version it gets"))
    parser.add_argument("--note", metavar="TEXT", default="", help=_("what is new, for the record"))


def _migrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help=_("the version they are on: ID@VERSION"))
    parser.add_argument("new", metavar="NEW", help=_("the version they go over to: ID@VERSION"))
    parser.add_argument("codes", nargs="*", metavar="CODE", help=_("only these portfolios"))
    parser.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="CRITERION",
        help=_("its new words mean the same: keep its marks"),
    )
    parser.add_argument("-n", "--dry-run", action="store_true", help=_("only say what would become of marks"))


def _print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rubric", metavar="RUBRIC", help=_("a file, ID, ID@VERSION, or the id of a draft"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=_("the PDF to write"))
    parser.add_argument("--paper", default="A4", choices=["A4", "Letter"], help=_("the size of its pages"))
    parser.add_argument("--portrait", action="store_true", help=_("upright pages"))
    parser.add_argument("--language", metavar="LANG", default="", help=_("in this language of the rubric"))
    parser.add_argument("--beside", metavar="LANG", default="", help=_("with this language beside it"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a rubric file of any known format"))


def _reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="format", metavar="FORMAT", default="", help=_("the format it is in"))
    parser.add_argument(
        "--answer", action="append", default=[], metavar="ID=CHOICE", help=_("decide a question; may be repeated")
    )


def _writing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="FORMAT", help=_("see: certdesk rubric formats"))
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help=_("the file to write; - for stdout"))
    parser.add_argument("--force", action="store_true", help=_("also with losses, and over a file that is there"))


FILES, SHELF = "rubric_files", "rubric_shelf"

RUBRIC_COMMANDS: tuple[Command, ...] = (
    Command("check", N_("read a file and say what is in the way"), FILES, "check", _check),
    Command("convert", N_("write a file in another format"), FILES, "convert", _convert),
    Command("diff", N_("compare two versions"), FILES, "diff", _diff),
    Command("formats", N_("what is read and written"), FILES, "list_formats", nothing),
    Command("list", N_("every version, and drafts"), SHELF, "list_all", nothing),
    Command("import", N_("take the rubrics of a file in"), SHELF, "take_in", _import),
    Command("export", N_("write a rubric as a file"), SHELF, "give_out", _export),
    Command("print", N_("write a rubric as a PDF"), "rubric_printing", "print_rubric", _print),
    Command("publish", N_("publish a draft"), SHELF, "publish", _publish),
    Command("migrate", N_("let portfolios go over to another version"), SHELF, "migrate", _migrate),
)
