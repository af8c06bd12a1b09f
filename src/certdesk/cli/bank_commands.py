"""The parts of ``certdesk bank``: their words and their arguments."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.cli.command import Command
from certdesk.core.comment_bank import CommentKind
from certdesk.core.words import N_, _

_GROUP = "bank"


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORDS", help=_("only comments that hold all of these"))
    _chosen(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _chosen(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("the file to write; else to stdout"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a file of comments in any known format"))
    parser.add_argument("--from", dest="format", metavar="FORMAT", default="", help=_("the format it is in"))
    parser.add_argument(
        "--answer", action="append", default=[], metavar="ID=CHOICE", help=_("decide a question; may be repeated")
    )
    parser.add_argument("-n", "--dry-run", action="store_true", help=_("only say what would come in"))


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help=_("the words, with slots such as {pointer}"))
    parser.add_argument("--official", action="store_true", help=_("for everybody, not as yours"))
    _matters(parser)


def _edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the comment, by id or shortcut"))
    parser.add_argument("--text", metavar="TEXT", help=_("other words"))
    _matters(parser)


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help=_("comments, by id or shortcut"))


def _chosen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rubric", metavar="ID", default="", help=_("for this rubric, or for any"))
    parser.add_argument("--criterion", metavar="ID", default="", help=_("for this criterion, or for any"))
    parser.add_argument("--kind", choices=[kind.value for kind in CommentKind], help=_("of this kind"))
    parser.add_argument("--language", metavar="CODE", default="", help=_("in this language"))
    parser.add_argument("--mine", action="store_true", help=_("only yours"))
    parser.add_argument("--others", action="store_true", help=_("other people's too"))


def _matters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rubric", metavar="ID", help=_("the rubric whose criteria are meant"))
    parser.add_argument("--criterion", metavar="ID", action="append", help=_("for this criterion; may be repeated"))
    parser.add_argument("--levels", metavar="LEVELS", help=_("3, 1-2 or none"))
    parser.add_argument("--kind", choices=[kind.value for kind in CommentKind], help=_("what it is for"))
    parser.add_argument("--language", metavar="CODE", help=_("such as en or fr"))
    parser.add_argument("--shortcut", metavar="WORD", help=_("what to type after a slash"))
    parser.add_argument("--tags", metavar="TAGS", help=_("with commas between them"))


BANK_COMMANDS: tuple[Command, ...] = (
    Command("list", N_("list comments, or find some"), _GROUP, "list_comments", _list),
    Command("import", N_("take the comments of a file in"), _GROUP, "take_in", _import),
    Command("export", N_("write comments as a CSV"), _GROUP, "give_out", _export, has_json=False),
    Command("add", N_("add a comment"), _GROUP, "add", _add),
    Command("edit", N_("change a comment"), _GROUP, "edit", _edit),
    Command("remove", N_("take comments out"), _GROUP, "remove", _remove),
)
