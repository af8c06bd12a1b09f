"""Every command: its words, its options, and the function that runs it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from certdesk.cli import assessing, looking, managing, sample
from certdesk.core.words import _

Commands = Any  # argparse keeps its type for sub-parsers private


def add_commands(commands: Commands) -> None:
    """Add all commands to the parser."""
    _add_managing(commands)
    _add_looking(commands)
    _add_assessing(commands)
    _add_finishing(commands)


def _add(commands: Commands, name: str, words: str, run: object) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def _add_managing(commands: Commands) -> None:
    new = _add(commands, "new", _("make a workspace and an identity in it"), managing.new)
    new.add_argument("--name", required=True, help=_("your name, as it should stand on reports"))
    new.add_argument("--role", default="assessor", choices=["assessor", "coordinator", "lead"])
    take = _add(commands, "import", _("take in portfolios from folders or zips"), managing.take_in)
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    take.add_argument("--dry-run", action="store_true", help=_("only say what would come in"))
    take.add_argument("--json", action="store_true")
    rubrics = _add(commands, "rubrics", _("list the rubrics, or load one from a file"), managing.rubrics)
    rubrics.add_argument("file", nargs="?", type=Path)
    rubrics.add_argument("--json", action="store_true")


def _add_looking(commands: Commands) -> None:
    listing = _add(commands, "list", _("list the portfolios and how far they are"), looking.list_portfolios)
    listing.add_argument("--json", action="store_true")
    show = _add(commands, "show", _("show a portfolio: evidence, marks, what is missing"), looking.show)
    show.add_argument("code")
    show.add_argument("--json", action="store_true")
    history = _add(commands, "history", _("show who did what and when"), looking.history)
    history.add_argument("code", nargs="?", default="")
    history.add_argument("--json", action="store_true")


def _add_assessing(commands: Commands) -> None:
    mark = _add(commands, "mark", _("mark a criterion, or apply a mark sheet"), assessing.mark)
    mark.add_argument("code", nargs="?", default="")
    mark.add_argument("criterion", nargs="?", default="")
    mark.add_argument(
        "mark", nargs="?", default="", help=_("a level such as 3; no; a code such as U-AUDIO; comment; none")
    )
    mark.add_argument("--from", dest="sheet", type=Path, metavar="FILE", help=_("a mark sheet (YAML)"))
    words = _add(commands, "comment", _("write strength, next step, comment or summary"), assessing.comment)
    words.add_argument("code")
    words.add_argument("criterion", nargs="?", default="")
    for field in ("strength", "next-step", "comment", "summary"):
        words.add_argument(f"--{field}")
    filing = _add(commands, "file", _("file a piece of evidence for a criterion"), assessing.file)
    filing.add_argument("code")
    filing.add_argument("criterion")
    filing.add_argument("item", help=_("the file's name"))
    filing.add_argument("--note", default="")
    filing.add_argument("--page", type=int, help=_("a page, counted from 1"))
    filing.add_argument("--quote", default="", help=_("words of the document"))
    filing.add_argument("--from", dest="start", help=_("where a span of a recording starts, such as 3:05"))
    filing.add_argument("--to", dest="end", help=_("where it ends"))


def _add_finishing(commands: Commands) -> None:
    finalise = _add(commands, "finalise", _("sign the report and, after a pass, the certificate"), assessing.finalise)
    finalise.add_argument("code")
    finalise.add_argument("--to", type=Path, metavar="FOLDER", help=_("also copy the signed files there"))
    finalise.add_argument("--json", action="store_true")
    reopen = _add(commands, "reopen", _("open a signed assessment again, with a reason"), assessing.reopen)
    reopen.add_argument("code")
    reopen.add_argument("--reason", required=True)
    verify = _add(commands, "verify", _("tell whether PDFs are genuine"), looking.verify)
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verify.add_argument("--json", action="store_true")
    _add(commands, "undo", _("take back the newest change"), assessing.take_back)
    _add(commands, "redo", _("bring back what was taken back"), assessing.bring_back)
    demo = _add(commands, "sample", _("do the whole main job on the sample cohort"), sample.whole_job)
    demo.add_argument("--in", dest="folder", type=Path, help=_("a new folder for the sample's workspace"))
