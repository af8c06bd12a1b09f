"""Text and JSON for people and scripts, on any terminal."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from certdesk.core.words import _

NOBODY_READS = 141  # as a program ends that a closed pipe has stopped

# Letters that say in which direction the others run: on a terminal they could make a line read differently.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
# Inside JSON only texts hold such letters, and json.dumps has already written those below 32 as \uXXXX.
_RISKY_IN_JSON = re.compile(rf"[\x7f-\x9f\u2028\u2029{_TURNING}]")


class OutputLostError(Exception):
    """Nobody can read the answer any more; ``code`` is the exit code that says so."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def prepare_output() -> None:
    """Never stumble over a letter that the terminal can't show: an old code page gets a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def say(text: str = "", *, at_once: bool = False) -> None:
    """Write one line; ``at_once`` when it tells how far a longer work is."""
    _write(f"{shown_safely(text)}\n")
    if at_once:
        finish()


def finish() -> None:
    """Bring to its reader what was written so far. Raises OutputLostError when that fails."""
    with _watched():
        if sys.stdout:
            sys.stdout.flush()


def warn(text: str) -> None:
    """Write one line beside the output: a problem, or something that a script should not have to read."""
    finish()
    if sys.stderr:
        sys.stderr.write(f"certdesk: {shown_safely(text)}\n")


def say_json(value: object) -> None:
    """Write a plain value as JSON that people can read too."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not unicode, indent=2)
    _write(_RISKY_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def write_text(text: str) -> None:
    """Write a whole file to stdout as it is; who asks for it wants its bytes."""
    if sys.stdout and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _write(text)


def say_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, indent: str = "") -> None:
    """Write columns as wide as they need to be."""
    lines = [tuple(map(shown_safely, line)) for line in (head, *rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell + " " * (room - width(cell)) for cell, room in zip(line, widths, strict=True))
        say(indent + "  ".join(cells).rstrip())


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal; East Asian letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def shown_safely(text: str) -> str:
    """Take out what could play tricks on a terminal: control characters, line ends, changes of direction."""
    return "".join("�" if unicodedata.category(c) in _UNSEEN or c in _TURNING else c for c in text)


def _write(text: str) -> None:
    with _watched():
        if sys.stdout:
            sys.stdout.write(text)


@contextmanager
def _watched() -> Iterator[None]:
    """Turn a failing output into OutputLostError, silently when the reader (head, less) has seen enough."""
    try:
        yield
    except OSError as problem:
        # What is still in the buffer must not fail once more when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if problem.errno in {errno.EPIPE, errno.EINVAL}:  # EINVAL is what Windows says
            raise OutputLostError(NOBODY_READS) from problem
        text = _("The answer could not be written: {reason}.").format(reason=problem.strerror)
        sys.stderr.write(f"certdesk: {text}\n")
        raise OutputLostError(1) from problem
