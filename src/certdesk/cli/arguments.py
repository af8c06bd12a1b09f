"""The parser: what every command understands, and what is said when something was not understood."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from certdesk.cli.printing import warn
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

MISUNDERSTOOD = 64  # EX_USAGE of sysexits.h: no verdict of "verify" and no other failure has this number


class MisunderstoodError(CertDeskError):
    """The parts of a command don't go together."""


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Puts each option and its words on one line."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)


class Parser(argparse.ArgumentParser):
    """Says in one line what was not understood, and where to read on."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse hands its own settings on to sub-parsers
        settings.setdefault("formatter_class", _Layout)
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """End the program with one line."""
        sentences = [_better(message), _("See: {command} --help").format(command=self.prog)]
        warn(" ".join(sentences))
        sys.exit(MISUNDERSTOOD)


class Later:
    """A command whose parser is made when it is the one that was written: all of them take 40 ms to make.

    Stands among the choices of argparse in the place of that parser.
    """

    def __init__(self, make: Callable[[], Parser]) -> None:
        self._make = make

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse has it
        """Understand what was written for this command."""
        return self._make().parse_known_args(args, namespace)


def add_common(parser: argparse.ArgumentParser, *, again: bool) -> None:
    """Add the options that every command has; ``again`` when they may also have been given before the command."""

    def default(value: object) -> Any:  # noqa: ANN401 - argparse marks "leave it as it is" with a value of its own
        return argparse.SUPPRESS if again else value

    common = parser.add_argument_group(_("options of every command"))
    common.add_argument(
        "-w", "--workspace", type=Path, metavar="FOLDER", default=default(None), help=_("the workspace to work in")
    )
    common.add_argument(
        "--as", dest="person", metavar="NAME", default=default(""), help=_("who you are, where several people work")
    )
    common.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", default=default(None),
        help=_("a file whose first line is the passphrase"),
    )  # fmt: skip
    common.add_argument(
        "--verbose", action="store_true", default=default(value=False), help=_("log what happens, to stderr")
    )


def _better(message: str) -> str:
    """Turn argparse's list of all choices into the one that was meant."""
    found = re.search(r"invalid choice: '(?P<wrong>[^']*)' \(choose from (?P<all>.*)\)", message)
    if not found:
        return f"{message[:1].upper()}{message[1:]}."
    choices = [choice.strip("' ") for choice in found["all"].split(",")]
    near = get_close_matches(found["wrong"], choices, n=1)
    if Path(found["wrong"]).is_dir() and "open" in choices:
        return _("To open a workspace, write: certdesk open {folder}").format(folder=found["wrong"])
    told = _("“{word}” is not known here.").format(word=found["wrong"])
    if near:
        return f"{told} {_('Did you mean “{word}”?').format(word=near[0])}"
    return f"{told} {_('Choose from {words}.').format(words=', '.join(choices))}" if len(choices) < 10 else told
