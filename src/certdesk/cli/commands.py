"""Every command: its words, its arguments, and the function that runs it."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from certdesk.cli import words
from certdesk.cli.arguments import Later, Parser, add_common
from certdesk.cli.authority_commands import AUTHORITY_COMMANDS
from certdesk.cli.badge_commands import BADGE_COMMANDS
from certdesk.cli.bank_commands import BANK_COMMANDS
from certdesk.cli.certificate_commands import CERTIFICATE_COMMANDS
from certdesk.cli.command import Command, nothing
from certdesk.cli.coordinator_commands import COORDINATOR_COMMANDS
from certdesk.cli.exchange_commands import EXCHANGE_COMMANDS
from certdesk.cli.lead_commands import LEAD_COMMANDS
from certdesk.cli.receiving_commands import fill_receive
from certdesk.cli.register_commands import REGISTER_COMMANDS
from certdesk.cli.rubric_commands import RUBRIC_COMMANDS
from certdesk.cli.standards_commands import STANDARDS_COMMANDS
from certdesk.core.words import N_, _


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help=_("your name, as it should stand on reports"))
    parser.add_argument("--role", default="assessor", choices=["assessor", "coordinator", "lead"], help=_("your work"))
    parser.add_argument("--another", action="store_true", help=_("even if somebody of that name works here already"))


def _rubrics(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default="", metavar="ID", help=_("read this rubric"))
    parser.add_argument("--load", type=Path, metavar="FILE", help=_("load a rubric from its YAML file"))


def _show(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("criterion", nargs="?", default="", metavar="CRITERION", help=_("read one criterion in full"))


def _find(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("words", nargs="+", metavar="WORDS", help=_("what to look for, as it stands there"))


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", metavar="CODE", help=_("only what concerns this portfolio"))


def _mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", metavar="CODE", help=_("the portfolio"))
    parser.add_argument("criterion", nargs="?", default="", metavar="CRITERION", help=_("such as T4"))
    parser.add_argument("mark", nargs="?", default="", metavar="MARK", help=_("3, 2.5, no, U-AUDIO, comment or none"))
    parser.add_argument("--from", dest="sheet", type=Path, metavar="FILE", help=_("apply a mark sheet (YAML)"))


def _comment(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("criterion", nargs="?", default="", metavar="CRITERION", help=_("such as T4"))
    parser.add_argument("--strength", metavar="TEXT", help=_("what was good"))
    parser.add_argument("--next-step", metavar="TEXT", help=_("what to do next; needed below standard"))
    parser.add_argument("--comment", metavar="TEXT", help=_("anything else about the criterion"))
    parser.add_argument("--summary", metavar="TEXT", help=_("two or three sentences at the top of the report"))


def _file(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("criterion", metavar="CRITERION", help=_("such as T4, or several: T4,T5"))
    parser.add_argument("item", metavar="FILE", help=_("the file's name in the portfolio"))
    parser.add_argument("--note", default="", metavar="TEXT", help=_("what it shows"))
    place = parser.add_argument_group(_("where in the file (nothing means all of it)"))
    place.add_argument("--page", type=int, metavar="N", help=_("a page, counted from 1"))
    place.add_argument("--quote", metavar="TEXT", help=_("words of the document; they are looked up in it"))
    place.add_argument(
        "--rect", metavar="L,T,R,B", help=_("a part: of a page in points, of a photo or video in pixels")
    )
    place.add_argument("--from", dest="start", metavar="TIME", help=_("where a span of a recording starts: 3:05"))
    place.add_argument("--to", dest="end", metavar="TIME", help=_("where it ends"))
    stance = parser.add_mutually_exclusive_group()
    stance.add_argument(
        "--against", dest="stance", action="store_const", const="contradicts", default="supports",
        help=_("it speaks against the level"),
    )  # fmt: skip
    stance.add_argument(
        "--question", dest="stance", action="store_const", const="question", help=_("it raises a question")
    )


def _unfile(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("number", type=int, metavar="NUMBER", help=_("the number that “certdesk show” gives it"))


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", default="", metavar="CODE", help=_("only in this portfolio"))


def _name(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("name", metavar="NAME", help=_("as it should stand on the certificate"))


def _state(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--reason", metavar="TEXT", help=_("why"))
    which.add_argument("--end", dest="reason", action="store_const", const="", help=_("go on"))


def _reasoned(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


def _preview(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--to", type=Path, metavar="FILE", help=_("where to write it (CODE-preview.pdf here)"))
    _force(parser)


def _finalise(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("copy the signed files there too"))


def _verify(parser: argparse.ArgumentParser) -> None:
    # As texts, not as paths: the text of a QR code can stand here too.
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=_("a PDF, a badge, a folder, or the text of a QR code")
    )
    parser.add_argument(
        "--trust", type=Path, action="append", metavar="FILE", help=_("a trust bundle, or a root certificate (PEM)")
    )
    parser.add_argument("--record", type=Path, metavar="FILE", help=_("write a record of it as a PDF"))
    parser.add_argument("--csv", type=Path, metavar="FILE", help=_("write the answers as a table too"))
    parser.add_argument("-q", "--brief", action="store_true", help=_("only the verdicts, not the checks"))


def _export(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--to", type=Path, metavar="FILE", help=_("write to this file, not to stdout"))
    _force(parser)


def _export_evidence(parser: argparse.ArgumentParser) -> None:
    _code(parser)
    parser.add_argument("--to", type=Path, metavar="FOLDER", required=True, help=_("the folder to write into"))
    parser.add_argument("--force", action="store_true", help=_("replace files that are there"))


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deep", action="store_true", help=_("read every file again; takes as long as copying them"))


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", type=Path, metavar="FOLDER", help=_("where to: a folder on another disk or a stick"))


def _sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--in", dest="folder", type=Path, metavar="FOLDER", help=_("a new folder for its workspace"))


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=_("the workspace"))


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", nargs="*", metavar="COMMAND", help=_("the command to explain"))


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help=_("the portfolio"))


def _force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))


COMMANDS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        N_("begin"),
        (
            Command("new", N_("make a workspace, and an identity in it"), "managing", "new", _new),
            Command("import", N_("another name for receive: take portfolios in"), "receiving", "take_in", fill_receive),
            Command("rubrics", N_("list, read and load rubrics"), "managing", "rubrics", _rubrics),
            Command("rubric", N_("check, convert, compare, take in, publish and export rubrics"),
                    "rubric_shelf", "list_all", nothing, parts=RUBRIC_COMMANDS),
            Command("bank", N_("look after ready-made comments: list, take in, export, add, change"),
                    "bank", "list_comments", nothing, parts=BANK_COMMANDS),
            Command("standards", N_("take frameworks of standards in, and read results by their codes"),
                    "standards", "list_all", nothing, parts=STANDARDS_COMMANDS),
        ),
    ),
    (
        N_("look"),
        (
            Command("list", N_("what is there, and how far it is"), "looking", "list_portfolios", nothing),
            Command("show", N_("evidence, marks, and what is missing"), "looking", "show", _show),
            Command("find", N_("find words in all evidence and in your notes"), "searching", "find", _find),
            Command("history", N_("what was done, and when"), "looking", "history", _history),
        ),
    ),
    (
        N_("assess"),
        (
            Command("mark", N_("mark a criterion, or apply a mark sheet"), "assessing", "mark", _mark),
            Command("comment", N_("write strength, next step, comment, summary"), "assessing", "comment", _comment),
            Command("file", N_("file a piece of evidence for a criterion"), "filing", "file", _file),
            Command("unfile", N_("take a piece of evidence out again"), "filing", "unfile", _unfile),
            Command("undo", N_("take back the newest change"), "assessing", "take_back", _undo),
            Command("redo", N_("bring back what was taken back"), "assessing", "bring_back", _undo),
            Command("name", N_("name the candidate, for the certificate"), "assessing", "name", _name),
            Command("hold", N_("put a portfolio aside, with a reason"), "assessing", "hold", _state),
            Command("flag", N_("flag a portfolio for the lead, with a reason"), "assessing", "flag", _state),
            Command("decline", N_("declare a conflict of interest"), "assessing", "decline", _reasoned),
        ),
    ),
    (N_("coordinate"), COORDINATOR_COMMANDS),
    (N_("pass on and take in"), EXCHANGE_COMMANDS),
    (N_("lead a programme"), LEAD_COMMANDS),
    (
        N_("finish"),
        (
            Command("preview", N_("the report as it would look, unsigned"), "finishing", "preview", _preview),
            Command("finalise", N_("sign the report and, after a pass, the certificate"),
                    "finishing", "finalise", _finalise),
            Command("reopen", N_("open a signed assessment again, with a reason"), "finishing", "reopen", _reasoned),
            Command("verify", N_("tell whether PDFs are genuine"), "verifying", "verify", _verify),
            Command("export-marks", N_("write the marks as a mark sheet"), "finishing", "export_marks", _export,
                    has_json=False),
            Command("export-evidence", N_("write the evidence as subtitles and as a table"),
                    "exporting", "export_evidence", _export_evidence),
        ),
    ),
    (
        N_("take care"),
        (
            Command("check", N_("is everything there and unchanged?"), "caring", "check", _check),
            Command("backup", N_("copy the whole workspace to another place"), "caring", "backup", _backup),
        ),
    ),
    (
        N_("certificates and who stands behind them"),
        (*CERTIFICATE_COMMANDS, *REGISTER_COMMANDS, *BADGE_COMMANDS, *AUTHORITY_COMMANDS),
    ),
    (
        N_("windows and samples"),
        (
            Command("open", N_("open the window"), "window", "open_window", _folder, has_json=False),
            Command("open-sample", N_("open the window on the sample cohort"), "window", "open_sample", _folder,
                    has_json=False),
            Command("sample", N_("do the whole main job on the samples, in text"), "sample", "whole_job", _sample),
            Command("help", N_("explain a command"), "help", "explain", _help, has_json=False),
        ),
    ),
)  # fmt: skip


def make_parser() -> Parser:
    """Make the parser with all commands; what was understood holds ``group`` and ``verb``."""
    parser = Parser(
        prog="certdesk",
        usage=_("certdesk [options] [COMMAND ...]"),
        description=f"{_(words.ABOUT)}\n\n{_overview()}",
        epilog=_(words.MANUAL),
    )
    parser.add_argument("--version", action="store_true", help=_("say which version this is"))
    add_common(parser, again=False)
    parser.set_defaults(group="window", verb="open_window", folder=None, json=False)
    known = parser.add_subparsers(prog=parser.prog, help=argparse.SUPPRESS, metavar="COMMAND")
    for command in every_command():
        _add(known, command, command.name)
    return parser


def _add(known: Any, command: Command, name: str) -> None:  # noqa: ANN401 - argparse hides the class of its sub-parsers
    """Add a command under its whole name."""
    known.choices[command.name] = Later(partial(_make, command, name))


def _make(command: Command, name: str) -> Parser:
    """Make the parser of what a command understands, and of its parts."""
    own = Parser(prog=f"certdesk {name}", description=f"{_(words.ABOUT_COMMANDS[name])}{_overview_of(command)}")
    own.epilog = _(words.EXAMPLES[name])
    own.set_defaults(group=command.group, verb=command.verb)
    command.fill(own)
    if command.parts:
        under = own.add_subparsers(prog=own.prog, help=argparse.SUPPRESS, metavar="COMMAND", required=True)
        for part in command.parts:
            _add(under, part, f"{name} {part.name}")
    elif command.has_json:
        own.add_argument("--json", action="store_true", help=_("answer in JSON"))
    own.usage = own.format_usage().partition(": ")[2].replace("[-h]", "").replace("  ", " ").replace("%", "%%").strip()
    if command.parts:
        own.usage += " COMMAND ..."
    add_common(own, again=True)
    return own


def _overview_of(command: Command) -> str:
    """List the parts of a command under what is said about it."""
    room = max((len(part.name) for part in command.parts), default=0) + 2
    lines = [f"  {part.name:{room}}{_(part.summary)}" for part in command.parts]
    return "\n\n" + "\n".join(lines) if lines else ""


def every_command() -> tuple[Command, ...]:
    """Return the commands in the order of the manual."""
    return tuple(command for _title, commands in COMMANDS for command in commands)


def _overview() -> str:
    """List the commands by what they are for."""
    room = max(len(command.name) for command in every_command()) + 2
    lines: list[str] = []
    for title, commands in COMMANDS:
        if not commands:
            continue
        lines.append(f"{_(title)}:")
        lines += [f"  {command.name:{room}}{_(command.summary)}" for command in commands]
        lines.append("")
    return "\n".join(lines).rstrip()
