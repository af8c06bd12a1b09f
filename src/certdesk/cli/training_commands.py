"""The commands around qualification, calibration circles and setting the standard: their words and arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _

_METHODS = ("angoff", "borderline_group", "borderline_regression", "contrasting_groups", "hofstee")


def _set_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio; its signed marks are the agreed ones"))
    parser.add_argument("--for", dest="purpose", choices=("training", "qualifying"), default="qualifying",
                        help=_("what it is used for"))  # fmt: skip
    parser.add_argument("--title", default="", metavar="WORDS", help=_("how it is called in the set"))


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))


def _open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio that is scored"))
    parser.add_argument("--members", nargs="+", required=True, metavar="NAME", help=_("everybody who scores"))
    parser.add_argument("--item", default="", metavar="FILE", help=_("only this evidence item"))
    parser.add_argument("--criteria", nargs="+", default=[], metavar="ID", help=_("only these criteria"))
    parser.add_argument("--title", default="", metavar="WORDS", help=_("how the circle is called"))


def _circle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the circle, or the end of its id"))


def _score(parser: argparse.ArgumentParser) -> None:
    _circle(parser)
    parser.add_argument("member", metavar="NAME", help=_("who scores"))
    parser.add_argument("marks", nargs="+", metavar="CRITERION=MARK", help=_("such as T1=3 T4=no"))


def _leave(parser: argparse.ArgumentParser) -> None:
    _circle(parser)
    parser.add_argument("members", nargs="+", metavar="NAME", help=_("who is not there any more"))


def _close(parser: argparse.ArgumentParser) -> None:
    _circle(parser)
    parser.add_argument("--note", default="", metavar="WORDS", help=_("what was agreed"))


def _template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rubric", metavar="RUBRIC", help=_("the rubric, as ID or ID@VERSION"))
    parser.add_argument("method", choices=_METHODS, metavar="METHOD", help=", ".join(_METHODS))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rubric", metavar="RUBRIC", help=_("the rubric, as ID or ID@VERSION"))
    parser.add_argument("method", choices=_METHODS, metavar="METHOD", help=", ".join(_METHODS))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the judges' table, as the template has it"))
    parser.add_argument("--title", default="", metavar="WORDS", help=_("how the session is called"))


_SET = (
    Command("list", N_("the portfolios of the sets"), "training", "list_sets", nothing),
    Command("add", N_("put a portfolio in a set"), "training", "add_to_set", _set_add),
    Command("remove", N_("take a portfolio out of its set"), "training", "remove_from_set", _code),
)
_CIRCLE = (
    Command("list", N_("the circles there are"), "circles", "list_all", nothing),
    Command("open", N_("begin a circle"), "circles", "begin", _open),
    Command("score", N_("keep what one member chose"), "circles", "score", _score),
    Command("take-over", N_("take what members signed at their own desks"), "circles", "take_over", _circle),
    Command("leave", N_("take somebody out who is not there"), "circles", "leave", _leave),
    Command("show", N_("the spread, when everybody has scored"), "circles", "show", _circle),
    Command("close", N_("end a circle with what was agreed"), "circles", "close", _close),
)
_STANDARD = (
    Command("list", N_("the sessions and their cuts"), "setting", "list_all", nothing),
    Command("template", N_("a table to fill in for a method"), "setting", "write_template", _template),
    Command("add", N_("take a session in and find its cut"), "setting", "add", _add),
)

TRAINING_COMMANDS: tuple[Command, ...] = (
    Command("qualified", N_("who may mark live portfolios, and why not"), "training", "qualified", nothing),
    Command("set", N_("training and qualifying portfolios"), "training", "list_sets", nothing, parts=_SET),
    Command("circle", N_("score silently, then see the spread"), "circles", "list_all", nothing, parts=_CIRCLE),
    Command("cut", N_("find the cut with judges"), "setting", "list_all", nothing, parts=_STANDARD),
)

ABOUT_TRAINING_COMMANDS: Mapping[str, str] = {
    "qualified": N_(
        "List the assessors with what they reached on the qualifying set. Who has not passed what the policy\n"
        "asks for can't begin live portfolios. Where no portfolio is in the qualifying set, everybody may."
    ),
    "set": N_(
        "Look after the portfolios with agreed marks: those for training, and those that assessors must pass.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "set list": N_("List the portfolios of both sets."),
    "set add": N_(
        "Put a portfolio in a set. The marks that whoever acts has signed on it are the agreed ones, so score\n"
        "it together and sign first. Nobody sees the agreed marks of a qualifying portfolio."
    ),
    "set remove": N_("Take a portfolio out of its set. What was signed on it stays."),
    "circle": N_(
        "Calibration circles: everybody scores the same portfolio or clip silently, and nobody sees how the\n"
        "others scored before all have. Each of its commands answers in JSON with --json."
    ),
    "circle list": N_("List the circles, and who has still to score."),
    "circle open": N_("Begin a circle about a portfolio, or one item of it, with everybody who scores."),
    "circle score": N_("Keep what one member chose for every criterion. It may be changed until all have scored."),
    "circle take-over": N_("Take the marks that members signed at their own desks as their scores."),
    "circle leave": N_("Take members out who left, so that the others can see the spread."),
    "circle show": N_("Show how many chose which level, criterion by criterion, once everybody has scored."),
    "circle close": N_("End a circle, with a note of what was agreed."),
    "cut": N_(
        "Find the cut of a rubric with judges: Angoff, borderline group, borderline regression, contrasting\n"
        "groups or Hofstee. The window's what-if shows what a cut would do to the results that are here.\n"
        "Each of its commands answers in JSON with --json."
    ),
    "cut list": N_("List the sessions, each with its cut and standard error, or why there is none."),
    "cut template": N_("Write an empty table for a method: a row for each judge, or for each portfolio."),
    "cut add": N_("Take a filled-in table in, keep it as a session, and say the cut."),
}

EXAMPLES_OF_TRAINING_COMMANDS: Mapping[str, str] = {
    "qualified": N_(
        """examples:
  certdesk qualified
  certdesk qualified --json"""
    ),
    "set": N_(
        """examples:
  certdesk set list
  certdesk set add KITE-37 --for qualifying"""
    ),
    "set list": N_(
        """examples:
  certdesk set list"""
    ),
    "set add": N_(
        """examples:
  certdesk set add KITE-37 --for qualifying --title "A secure portfolio\""""
    ),
    "set remove": N_(
        """examples:
  certdesk set remove KITE-37"""
    ),
    "circle": N_(
        """examples:
  certdesk circle open KITE-37 --members Amara Bongani Chantal --criteria T1 T4
  certdesk circle score 7c3f9a21 Amara T1=3 T4=2"""
    ),
    "circle list": N_(
        """examples:
  certdesk circle list"""
    ),
    "circle open": N_(
        """examples:
  certdesk circle open KITE-37 --members Amara Bongani Chantal
  certdesk circle open KITE-37 --item lesson.mp4 --members Amara Bongani --criteria T4"""
    ),
    "circle score": N_(
        """examples:
  certdesk circle score 7c3f9a21 Amara T1=3 T4=no"""
    ),
    "circle take-over": N_(
        """examples:
  certdesk circle take-over 7c3f9a21"""
    ),
    "circle leave": N_(
        """examples:
  certdesk circle leave 7c3f9a21 Chantal"""
    ),
    "circle show": N_(
        """examples:
  certdesk circle show 7c3f9a21"""
    ),
    "circle close": N_(
        """examples:
  certdesk circle close 7c3f9a21 --note "3 needs a check of what pupils learned\""""
    ),
    "cut": N_(
        """examples:
  certdesk cut template stem-teaching angoff judges.csv
  certdesk cut add stem-teaching angoff judges.csv --title "Panel of November\""""
    ),
    "cut list": N_(
        """examples:
  certdesk cut list
  certdesk cut list --json"""
    ),
    "cut template": N_(
        """examples:
  certdesk cut template stem-teaching hofstee judges.csv"""
    ),
    "cut add": N_(
        """examples:
  certdesk cut add stem-teaching borderline_group called.csv"""
    ),
}
