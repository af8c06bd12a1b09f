"""The parts of ``certdesk repair``, ``mask`` and ``consent``: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from certdesk.cli.command import Command, nothing
from certdesk.core.words import N_, _

_BASES = ("consent", "parent", "school", "nobody")
_SCOPES = ("assessment", "training", "exemplar")


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))


def _repair(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("item", nargs="?", metavar="FILE", help=_("the file's name in the portfolio"))
    parser.add_argument("--rotate", type=int, choices=(90, 180, 270), metavar="DEGREES", help=_("turn it clockwise"))
    parser.add_argument(
        "--page", type=int, action="append", metavar="N", help=_("with --rotate: only this page; may be repeated")
    )
    parser.add_argument("--trim", nargs=2, metavar=("FROM", "TO"), help=_("keep only this span, such as 0:30 12:00"))
    parser.add_argument("--smaller", action="store_true", help=_("make a smaller video"))
    parser.add_argument("--height", type=int, default=480, metavar="PX", help=_("its shorter side (480)"))
    parser.add_argument("--strip", action="store_true", help=_("take out where and by whom it was made"))
    parser.add_argument("--undo", action="store_true", help=_("bring the original back"))
    parser.add_argument("--let-original-go", action="store_true", help=_("delete the original for good"))
    parser.add_argument(
        "--all-smaller-over", dest="all_over", type=int, metavar="MB", help=_("make all larger videos smaller")
    )


def _mask(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("item", metavar="FILE", help=_("the file's name in the portfolio"))
    parser.add_argument("--rect", metavar="L,T,R,B", help=_("left, top, right, bottom in pixels, or points of a page"))
    parser.add_argument("--page", type=int, metavar="N", help=_("the page, counted from 1"))
    parser.add_argument("--from", dest="start", metavar="TIME", help=_("in a video: from when, such as 1:20"))
    parser.add_argument("--to", dest="end", metavar="TIME", help=_("in a video: until when"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--blur", action="store_true", help=_("hide it in a few soft patches (the usual)"))
    how.add_argument("--box", action="store_true", help=_("hide it under a black box"))
    parser.add_argument("--silence", action="store_true", help=_("take the sound of the span away too"))
    parser.add_argument("--remove", action="store_true", help=_("take all masks and the copy away"))


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help=_("the portfolio; all where none is named"))
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("all portfolios of this cohort"))
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))


def _add(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--people", default="", metavar="TEXT", help=_("who can be recognised, naming nobody"))
    parser.add_argument("--basis", choices=_BASES, default="consent", help=_("why they may be seen"))
    parser.add_argument("--scope", action="append", choices=_SCOPES, help=_("what for; may be repeated"))
    parser.add_argument("--item", default="", metavar="FILE", help=_("only this file; all where none is named"))
    parser.add_argument("--given", default="", metavar="DAY", help=_("since when, such as 2026-10-02"))
    parser.add_argument("--until", default="", metavar="DAY", help=_("the last day"))
    parser.add_argument("--proof", default="", metavar="FILE", help=_("the file with the signed form"))
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note"))


def _change(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("number", type=int, metavar="NUMBER", help=_("the record, as the list numbers it"))
    parser.add_argument("--people", default="", metavar="TEXT", help=_("who can be recognised, naming nobody"))
    parser.add_argument("--until", default="", metavar="DAY", help=_("the last day"))
    parser.add_argument("--proof", default="", metavar="FILE", help=_("the file with the signed form"))
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note"))


def _withdraw(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("number", type=int, metavar="NUMBER", help=_("the record, as the list numbers it"))
    parser.add_argument("--since", default="", metavar="DAY", help=_("since when; today where nothing is said"))


def _open(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("item", metavar="FILE", help=_("the file's name in the portfolio"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=_("why; it stays in the register"))


def _ending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=60, metavar="N", help=_("within so many days (60)"))


_CONSENT_COMMANDS: tuple[Command, ...] = (
    Command("list", N_("the register of a portfolio or a cohort"), "consenting", "list_all", _list),
    Command("add", N_("record who may be seen, and what for"), "consenting", "add", _add),
    Command("change", N_("change a record"), "consenting", "change", _change),
    Command("withdraw", N_("write down that somebody withdrew"), "consenting", "withdraw", _withdraw),
    Command("open", N_("open a closed item, with a reason"), "consenting", "open_item", _open),
    Command("ending", N_("what ends soon"), "consenting", "ending", _ending),
)

MENDING_COMMANDS: tuple[Command, ...] = (
    Command("repair", N_("turn, cut, shrink or strip a file; the original stays"), "repairing", "repair", _repair),
    Command("mask", N_("hide parts of a file in a copy for others"), "repairing", "mask", _mask),
    Command("consent", N_("who may be seen in the evidence"), "consenting", "list_all", nothing,
            parts=_CONSENT_COMMANDS),
)  # fmt: skip

ABOUT_MENDING_COMMANDS: Mapping[str, str] = {
    "repair": N_(
        "Mend a file of a portfolio: turn it, keep a span of it, make a video smaller, take out where\n"
        "and by whom it was made. The file is made anew from the original, which stays in the workspace\n"
        "until --let-original-go; --undo brings it back. Nothing is changed any more once somebody has\n"
        "begun to assess the portfolio. A long work that was stopped goes on where it was when it is\n"
        "asked for again."
    ),
    "mask": N_(
        "Hide a part of a photo, a page or a video in a copy that may be shown to others. What is hidden\n"
        "is gone from the copy, with the camera's notes and the words under it; the file of the portfolio\n"
        "stays as it is. Each call adds a mask and makes the copy anew; the answer says where it lies."
    ),
    "consent": N_(
        "Look after the register of consent: who may be seen in the evidence, on what basis, for what\n"
        "and until when. In a programme, an item that needs consent is closed to assessors until it is\n"
        "recorded. Each of its commands answers in JSON with --json."
    ),
    "consent list": N_("Show the records of a portfolio and which items are closed, or count them for all portfolios."),
    "consent add": N_("Record a consent for a portfolio, or for one file of it."),
    "consent change": N_("Change who is meant, the last day, the form or the note of a record."),
    "consent withdraw": N_("Write down that somebody withdrew. What rests on it is closed at once."),
    "consent open": N_(
        "Open a closed item for assessing without a record. Only the programme's lead can, or somebody\n"
        "who works for no programme; the reason stays in the register. What was withdrawn stays closed."
    ),
    "consent ending": N_("List the consents that end soon."),
}

EXAMPLES_OF_MENDING_COMMANDS: Mapping[str, str] = {
    "repair": N_(
        """examples:
  certdesk repair KITE-37 map.jpg --rotate 90 --strip
  certdesk repair KITE-37 lesson.mp4 --trim 0:30 15:00 --smaller
  certdesk repair KITE-37 lesson.mp4 --undo
  certdesk repair KITE-37 --all-smaller-over 200"""
    ),
    "mask": N_(
        """examples:
  certdesk mask KITE-37 map.jpg --rect 120,80,300,260
  certdesk mask KITE-37 plan.pdf --page 2 --rect 50,60,200,80 --box
  certdesk mask KITE-37 lesson.mp4 --rect 0,0,200,300 --from 1:20 --to 2:05 --silence"""
    ),
    "consent": N_(
        """examples:
  certdesk consent list KITE-37
  certdesk consent add KITE-37 --people "class 9B, 24 pupils" --basis parent --until 2027-07-31
  certdesk consent withdraw KITE-37 1
  certdesk consent list --cohort 2026 --csv"""
    ),
    "consent list": N_(
        """examples:
  certdesk consent list
  certdesk consent list KITE-37
  certdesk consent list KITE-37 --json | jq '.items[] | select(.closed)'"""
    ),
    "consent add": N_(
        """examples:
  certdesk consent add KITE-37 --people "table two, 5 pupils" --basis parent --item lesson.mp4
  certdesk consent add KITE-37 --basis nobody --item map.jpg"""
    ),
    "consent change": N_(
        """examples:
  certdesk consent change KITE-37 1 --until 2027-07-31"""
    ),
    "consent withdraw": N_(
        """examples:
  certdesk consent withdraw KITE-37 1 --since 2026-11-20"""
    ),
    "consent open": N_(
        """examples:
  certdesk consent open KITE-37 lesson.mp4 --reason "I have seen the signed forms" --json"""
    ),
    "consent ending": N_(
        """examples:
  certdesk consent ending --days 30"""
    ),
}
