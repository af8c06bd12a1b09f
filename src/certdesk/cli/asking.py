"""What is asked of a person: the passphrase; and what they are told while they wait."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from certdesk.cli.printing import shown_safely, width
from certdesk.core.errors import NotFoundError, StorageError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _

VARIABLE = "CERTDESK_PASSPHRASE"
_LABEL = 60


def passphrase(options: argparse.Namespace, *, twice: bool = False) -> str:
    """Return the passphrase: from its file, the environment, or typed without being shown."""
    if options.passphrase_file:
        return from_file(options.passphrase_file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin or not sys.stdin.isatty():
        text = _("A passphrase is needed, and there is nobody to ask.")
        raise NotFoundError(text, _("Put it in CERTDESK_PASSPHRASE or use --passphrase-file."))
    try:
        typed = getpass.getpass(_("Passphrase: "))
        if twice and getpass.getpass(_("Once more: ")) != typed:
            raise NotFoundError(_("The two passphrases differ."), _("Type the same one twice."))
    except EOFError as problem:
        raise NotFoundError(_("No passphrase was typed."), _("Start again when you have it.")) from problem
    return typed


def six_words() -> str:
    """Return the six words of a package as somebody types them; nothing where there is nobody to ask."""
    if not sys.stdin or not sys.stdin.isatty():
        return ""
    try:
        return input(_("The six words that open it: "))
    except EOFError:
        return ""


def progress_line() -> Progress:
    """Return a progress that draws one line on a terminal, and nothing in a pipe."""
    if not sys.stderr or not sys.stderr.isatty():
        return silent
    drawn = ""

    def draw(done: int, total: int, label: str) -> None:
        nonlocal drawn
        finished = total > 0 and done >= total
        share = f"{done * 100 // total:3d} %  " if total else ""
        line = "" if finished else share + shown_safely(label)[:_LABEL]
        if line == drawn:
            return
        sys.stderr.write("\r" + " " * width(drawn) + "\r" + line)
        sys.stderr.flush()
        drawn = line

    return draw


def from_file(path: Path) -> str:
    """Return the first line of a file. Raises StorageError when it can't be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        text = _("The passphrase file {file} could not be read.").format(file=path)
        raise StorageError(text, _("Check its name and that you may open it.")) from problem
    return lines[0] if lines else ""
