"""The commands around insights, the catalogue and exemplars: their words and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.cli.command import Command, nothing
from certdesk.cli.insight_words import ABOUT_INSIGHT_COMMANDS, EXAMPLES_OF_INSIGHT_COMMANDS
from certdesk.core.words import N_, _

__all__ = ["ABOUT_INSIGHT_COMMANDS", "EXAMPLES_OF_INSIGHT_COMMANDS", "INSIGHT_COMMANDS"]


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))
    parser.add_argument("--subject", metavar="NAME", default="", help=_("only the teachers of this subject"))
    parser.add_argument("--school", metavar="NAME", default="", help=_("only the teachers of this school"))
    parser.add_argument("--language", metavar="CODE", default="", help=_("only the portfolios in this language"))
    parser.add_argument(
        "--everything", action="store_true", help=_("also what is decided and not released; never to be passed on")
    )


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--by", choices=("school", "subject", "language", "section", "code"), default="",
        help=_("the mean levels by this, instead of the criteria"),
    )  # fmt: skip
    _cohort(parser)


def _figures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    _cohort(parser)


def _growth(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--csv", action="store_true", help=_("answer as a table for a spreadsheet"))
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))
    parser.add_argument(
        "--everything", action="store_true", help=_("also what is decided and not released; never to be passed on")
    )


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the PDF to write"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _document(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _cohort(parser)


def _page(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "schools", nargs="+", metavar="SCHOOL", help=_("the schools of the coordinator, as the list has them")
    )
    parser.add_argument("--cohort", metavar="NAME", default="", help=_("which cohort, where there are several"))
    parser.add_argument(
        "--everything", action="store_true", help=_("also what is decided and not released; never to be passed on")
    )


def _offers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help=_("only what holds these words"))
    parser.add_argument("--criterion", metavar="RUBRIC/ID", default="", help=_("only what is for this criterion"))
    parser.add_argument("--all", action="store_true", help=_("retired ones too"))


def _offer_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the offer"))


def _about_offer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--for", dest="criteria", nargs="+", metavar="RUBRIC/ID", help=_("for which criteria"))
    parser.add_argument("--length", metavar="TEXT", help=_("how long it takes"))
    parser.add_argument("--form", metavar="TEXT", help=_("in which form: workshop, kit, self-study"))
    parser.add_argument("--language", metavar="CODE", help=_("its language"))
    parser.add_argument("--where", metavar="TEXT", help=_("where it is found"))
    parser.add_argument("--note", metavar="TEXT", help=_("more about it"))
    parser.add_argument("--offline", choices=("yes", "no"), help=_("whether it needs no network"))


def _add_offer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help=_("what it is called"))
    _about_offer(parser)


def _change_offer(parser: argparse.ArgumentParser) -> None:
    _offer_id(parser)
    parser.add_argument("--title", metavar="TEXT", help=_("what it is called"))
    _about_offer(parser)


def _import_offers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a catalogue: YAML or CSV"))


def _export_offers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the file to write: .csv or .yaml"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _examples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help=_("only what holds these words"))
    parser.add_argument("--criterion", metavar="ID", default="", help=_("only for this criterion"))
    parser.add_argument("--level", metavar="LEVEL", default="", help=_("only at this level"))


def _add_example(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("item", metavar="ITEM", help=_("the evidence: its number, file name or id"))
    parser.add_argument("criterion", metavar="CRITERION", help=_("the criterion that it shows, such as T4"))
    parser.add_argument("level", metavar="LEVEL", help=_("the level that it shows, such as 3"))
    parser.add_argument("--title", metavar="TEXT", default="", help=_("what it is called; no names"))
    parser.add_argument("--note", metavar="TEXT", default="", help=_("what to look at; no names"))
    parser.add_argument("--from", dest="start", metavar="TIME", default="", help=_("where it starts, as 3:05"))
    parser.add_argument("--to", dest="end", metavar="TIME", default="", help=_("where it ends"))


def _withdraw(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the example"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=_("why; it stays, so it names nobody"))


def _export_examples(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=_("where to write them"))


_INSIGHTS: tuple[Command, ...] = (
    Command("show", N_("a cohort at a glance"), "insighting", "show", _show),
    Command("figures", N_("every number that is told"), "insighting", "figures", _figures),
    Command("report", N_("write the cohort report"), "insighting", "report", _document),
    Command("brief", N_("write the resource brief"), "insighting", "brief", _document),
    Command("summary", N_("write the directors' summary"), "insighting", "summary", _document),
    Command("page", N_("write a coordinator's page"), "insighting", "page", _page),
    Command("growth", N_("each candidate with two attempts"), "insighting", "growth", _growth),
)

_CATALOGUE: tuple[Command, ...] = (
    Command("list", N_("what there is"), "cataloguing", "list_all", _offers),
    Command("show", N_("read an offer"), "cataloguing", "show", _offer_id),
    Command("add", N_("add an offer"), "cataloguing", "add", _add_offer),
    Command("change", N_("change an offer"), "cataloguing", "change", _change_offer),
    Command("retire", N_("recommend it no more"), "cataloguing", "retire", _offer_id),
    Command("restore", N_("recommend it again"), "cataloguing", "restore", _offer_id),
    Command("reset", N_("back to how it came"), "cataloguing", "reset", _offer_id),
    Command("import", N_("take a file in"), "cataloguing", "take_in", _import_offers),
    Command("export", N_("write a file"), "cataloguing", "export", _export_offers),
)

_EXEMPLARS: tuple[Command, ...] = (
    Command("list", N_("what there is"), "exemplifying", "list_all", _examples),
    Command("add", N_("add a piece of evidence"), "exemplifying", "add", _add_example),
    Command("withdraw", N_("take one out for good"), "exemplifying", "withdraw", _withdraw),
    Command("export", N_("write them for other desks"), "exemplifying", "export", _export_examples),
)

INSIGHT_COMMANDS: tuple[Command, ...] = (
    Command("insights", N_("what a cohort shows"), "insighting", "show", nothing, parts=_INSIGHTS),
    Command("catalogue", N_("professional development"), "cataloguing", "list_all", nothing, parts=_CATALOGUE),
    Command("exemplars", N_("examples of good practice"), "exemplifying", "list_all", nothing, parts=_EXEMPLARS),
)
