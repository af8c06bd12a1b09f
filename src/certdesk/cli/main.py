"""Understand a command line, run one command, and turn what went wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import NoReturn

from certdesk.cli import words
from certdesk.cli.commands import add_commands
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

DONE, FAILED, BUG, MISUNDERSTOOD = 0, 1, 2, 3
WINDOW_VERBS = ("open", "open-sample")


class _Parser(argparse.ArgumentParser):
    """Says what was not understood and exits with 3: 1 and 2 mean something else."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MISUNDERSTOOD, f"{self.prog}: {message}\n")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in WINDOW_VERBS:
        return _open_window(arguments)
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.CRITICAL, stream=sys.stderr)
    try:
        return int(options.run(options))
    except CertDeskError as problem:
        sys.stderr.write(f"certdesk: {problem.sentence}\n")
        return FAILED
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough. Nothing more may be written, not even by the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write(_("certdesk: stopped; nothing is half done.") + "\n")
        return FAILED
    except Exception:
        logging.getLogger(__name__).exception("a bug")
        sys.stderr.write(_("certdesk: this is a bug. Everything you did before is saved.") + "\n")
        return BUG


def default_workspace() -> Path:
    """Return the workspace that is used when none is named."""
    if named := os.environ.get("CERTDESK_WORKSPACE"):
        return Path(named)
    import platformdirs

    return platformdirs.user_documents_path() / "CertDesk"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="certdesk",
        description=_(words.ABOUT),
        epilog=_(words.AFTER),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-w", "--workspace", type=Path, default=default_workspace(), help=_("the workspace folder"))
    parser.add_argument("--as", dest="person", default="", metavar="NAME", help=_("who acts, where several may"))
    parser.add_argument("--passphrase-file", type=Path, help=_("a file whose first line is the passphrase"))
    parser.add_argument("--verbose", action="store_true", help=_("log what happens to stderr"))
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), required=True)
    add_commands(commands)
    return parser


def _open_window(arguments: list[str]) -> int:
    """Hand over to the window, which is another program: the command line itself never loads Qt."""
    import runpy

    sample = arguments[:1] == ["open-sample"]
    rest = arguments[1:]
    folder = rest[0] if rest else str(default_workspace())
    sys.argv = ["certdesk", folder, *(["--sample"] if sample else [])]
    try:
        runpy.run_module("certdesk.ui", run_name="__main__", alter_sys=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    return DONE
