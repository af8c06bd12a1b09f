"""The commands that take portfolios in and put their evidence in order: their words and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from certdesk.cli.command import Command
from certdesk.core.words import N_, _


def fill_receive(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``receive``, which is also called ``import``."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=_("a folder, a zip, another system's export")
    )
    parser.add_argument("--rubric", metavar="ID", default="", help=_("the rubric of portfolios that do not name one"))
    parser.add_argument("-n", "--dry-run", action="store_true", help=_("only say what would come in"))
    choosing = parser.add_argument_group(_("which portfolios, and what is doubtful"))
    choosing.add_argument("--only", metavar="CODES", default="", help=_("only these, with commas between"))
    choosing.add_argument("--leave-out", metavar="CODES", default="", help=_("all but these"))
    choosing.add_argument(
        "--decide", metavar="CODE=WHAT", action="append", default=[],
        help=_("new, leave, update or update:CODE; for all that wait: all=new"),
    )  # fmt: skip
    choosing.add_argument(
        "--with-pages", metavar="CODES", default="", help=_("also the pages of profiles that stay outside else; all")
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help=_("write what became of it: .pdf or .csv"))


def _sort(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("item", nargs="?", default="", metavar="ITEM", help=_("the file's name in the portfolio"))
    parser.add_argument("type", nargs="?", default="", metavar="TYPE", help=_("such as lesson_plan; none clears it"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--suggested", action="store_true", help=_("sort everything as its name and kind suggest"))
    what.add_argument("--out", action="store_true", help=_("take the item out of the portfolio"))
    what.add_argument("--back", action="store_true", help=_("bring back an item that was taken out"))


def _describe(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument(
        "item", nargs="?", default="", metavar="ITEM", help=_("the file's name; nothing: the portfolio")
    )
    parser.add_argument("--title", metavar="TEXT", help=_("what it is"))
    item = parser.add_argument_group(_("of an item"))
    item.add_argument("--caption", metavar="TEXT", help=_("what the teacher says about it"))
    item.add_argument("--claims", metavar="T4,T5@3", help=_("criteria, with a page (T5@3) or a time (T5@3:05-4:10)"))
    item.add_argument("--day", metavar="DAY", help=_("when it was made, as 2026-11-22; none forgets it"))
    whose = parser.add_argument_group(_("of a portfolio"))
    whose.add_argument("--name", metavar="TEXT", help=_("the candidate's name"))
    whose.add_argument("--school", metavar="TEXT", help=_("the school"))
    whose.add_argument("--language", metavar="TAG", help=_("the language of the evidence: en, sw, pt-BR"))
    whose.add_argument("--new-code", metavar="CODE", help=_("another code"))
    whose.add_argument("--cohort", metavar="TEXT", help=_("the cohort"))


def _add(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=_("files, or folders of files"))
    parser.add_argument("--note", metavar="TEXT", help=_("a text, as evidence of its own"))
    parser.add_argument(
        "--links", type=Path, metavar="FILE", help=_("a text file: on each line an address, then words")
    )
    parser.add_argument("--title", metavar="TEXT", default="", help=_("the title of the note or list"))
    parser.add_argument("--type", metavar="TYPE", default="", help=_("the sort of evidence, such as lesson_plan"))


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))


RECEIVING_COMMANDS: tuple[Command, ...] = (
    Command("receive", N_("take portfolios in from anywhere, or only say what would change"), "receiving", "take_in",
            fill_receive),
    Command("sort", N_("which evidence is of which sort, and what is still missing"), "sorting", "sort", _sort),
    Command("describe", N_("title, caption, claims and day of an item; whose portfolio it is"), "sorting", "describe",
            _describe),
    Command("add", N_("add files, a note or links to a portfolio that is here"), "sorting", "add", _add),
)  # fmt: skip

ABOUT_RECEIVING_COMMANDS: Mapping[str, str] = {
    "receive": N_(
        "Take portfolios in: a folder or zip of one or several, a BagIt bag, an export of Mahara (Leap2A\n"
        "or bulk), the submissions of a Moodle, Canvas or Open edX assignment. What is here already is found\n"
        "again by the other system's ids, by its code and its files: it is updated, never doubled. An item\n"
        "is replaced as long as nobody has begun to assess; after that a newer version comes in beside it.\n"
        "What is gone at the source stays here. What is doubtful waits for --decide. Stopped or out of room,\n"
        "whole portfolios stay, and the same command goes on with the rest. Exit code 1 when something was\n"
        "left out or waits. “import” is another name for it."
    ),
    "sort": N_(
        "Show which sorts of evidence the rubric asks for, what fills them, what is still missing, and where\n"
        "the rest may belong. With an item and a type: sort it. Undo takes it back."
    ),
    "describe": N_(
        "Write what an item is (title, caption), which criteria it is claimed for and where, and when it was\n"
        "made; without an item: whose portfolio it is. A later intake leaves alone what was written here.\n"
        "Nothing can be changed any more once an assessment is signed."
    ),
    "add": N_(
        "Add evidence to a portfolio: files, all files of folders, a note, or a list of links. Notes and links\n"
        "become text files of their own; links are shown and never followed."
    ),
}

EXAMPLES_OF_RECEIVING_COMMANDS: Mapping[str, str] = {
    "receive": N_(
        """examples:
  certdesk receive --dry-run mahara-bulk-export-1763800000.zip
  certdesk receive /media/stick/cohort --leave-out LARK-12 --report intake.pdf
  certdesk receive submissions.zip --decide KITE-37=update --decide P-QX7R2K=new
  certdesk receive submissions.zip --json | jq '.waiting'"""
    ),
    "sort": N_(
        """examples:
  certdesk sort KITE-37
  certdesk sort KITE-37 plan3.docx lesson_plan
  certdesk sort KITE-37 --suggested
  certdesk sort KITE-37 holiday.jpg --out"""
    ),
    "describe": N_(
        """examples:
  certdesk describe KITE-37 plan3.docx --title "Lesson plan, grade 8" --claims T2,T4@3
  certdesk describe KITE-37 plan3.docx --day 2026-10-05
  certdesk describe KITE-37 lesson.mp4 --claims T4@3:05-4:10 --caption "Pupils compare methods"
  certdesk describe KITE-37 --name "Zoë Nguyễn" --school Hillside"""
    ),
    "add": N_(
        """examples:
  certdesk add KITE-37 /media/phone/lesson.mp4
  certdesk add KITE-37 --note "The video was filmed by a colleague." --title "About the video"
  certdesk add KITE-37 --links links.txt --type digital_artefact"""
    ),
}
