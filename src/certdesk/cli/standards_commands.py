"""The parts of ``certdesk standards``: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a CASE package (JSON), or a CSV"))


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the framework: its identifier, or the beginning of its title"))
    parser.add_argument("--find", metavar="WORDS", default="", help=_("only what holds these words"))


def _results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", help=_("only this cohort"))
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))


def _template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


STANDARDS_COMMANDS: tuple[Command, ...] = (
    Command("list", N_("the frameworks of the workspace"), "standards", "list_all", nothing),
    Command("import", N_("take a framework in"), "standards", "take_in", _import),
    Command("show", N_("read a framework"), "standards", "show", _show),
    Command("results", N_("signed results by code"), "standards", "results", _results),
    Command("template", N_("a table to write a framework in"), "standards", "write_template", _template),
)

ABOUT_STANDARDS_COMMANDS: Mapping[str, str] = {
    "standards": N_(
        "Look after frameworks of standards: take them in, read them, and read results by their codes.\n"
        "Which criteria stand for which codes is decided in the window, in the draft of a rubric.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "standards list": N_("List the frameworks of the workspace."),
    "standards import": N_(
        "Take the frameworks of a CASE package (versions 1.0 and 1.1) or of a CSV in. One that is here\n"
        "already is replaced by what it says now. Undo takes it back."
    ),
    "standards show": N_("Read the codes and statements of a framework, with those that hold certain words."),
    "standards results": N_(
        "Read the signed results of all cohorts or one by code. What fewer than five people were marked for\n"
        "is not told, and neither is what would follow by taking one number from another."
    ),
    "standards template": N_("Write a CSV with the columns that a framework needs, and two rows to replace."),
}

EXAMPLES_OF_STANDARDS_COMMANDS: Mapping[str, str] = {
    "standards": N_(
        """examples:
  certdesk standards import national-standards.json
  certdesk standards results --cohort 2026"""
    ),
    "standards list": N_(
        """examples:
  certdesk standards list
  certdesk standards list --json | jq -r '.[].title'"""
    ),
    "standards import": N_(
        """examples:
  certdesk standards import national-standards.json
  certdesk standards import our-standards.csv"""
    ),
    "standards show": N_(
        """examples:
  certdesk standards show "National"
  certdesk standards show "National" --find assessment"""
    ),
    "standards results": N_(
        """examples:
  certdesk standards results
  certdesk standards results --cohort 2026 --csv"""
    ),
    "standards template": N_(
        """examples:
  certdesk standards template our-standards.csv"""
    ),
}
