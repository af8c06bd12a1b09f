"""The limited process that looks at what strangers bring: names, descriptions, lists and zips are read in here only.

It may read the place it was started for and its own program, and it writes nothing: what it unpacks goes to the main
process block by block, which puts it into files. What it says is believed only as far as `intake_reader` checks it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from certdesk.actions.package_texts import package_by_mail, package_contents
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.plain import dumps, from_plain
from certdesk.core.words import _
from certdesk.evidence import handover, limits
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import FoundFile
from certdesk.intake.limits import MIB, USUAL
from certdesk.intake.sources import Sources

OPENING, RESULT, PROBLEM, DATA, END = b"o", b"r", b"p", b"d", b"e"
"""How each message to the main process begins."""
NAMED = b"\0"
"""Stands between the name and the bytes of a file of a package."""
MOST_ANSWER = 128 * MIB
MOST_REQUEST = 32 * MIB
BLOCK = MIB
_OPEN_FILES = 256
_BYTES_A_SECOND = 20 * MIB
"""What a slow computer unpacks of a zip, at the least, in a second of its processor."""
_SECONDS = 60


def main() -> None:
    """Lock this process up, say what is in force, and serve until the other end is closed."""
    connection = handover.connection_on_standard_input()
    setup = json.loads(connection.recv_bytes(MOST_REQUEST))
    os.environ.update(setup["languages"])
    in_force = limits.confine(tuple(map(Path, setup["places"])), _OPEN_FILES)
    connection.send_bytes("\n".join(in_force).encode())
    with Sources() as sources:
        while _serve(connection, sources):
            pass


def _serve(connection: Connection, sources: Sources) -> bool:
    try:
        request = json.loads(connection.recv_bytes(MOST_REQUEST))
    except EOFError:
        return False
    try:
        _answer(connection, sources, request)
    except CertDeskError as problem:
        connection.send_bytes(PROBLEM + _told(problem))
    except MemoryError:
        os._exit(limits.TOOK_TOO_MUCH)
    return True


def _answer(connection: Connection, sources: Sources, request: Mapping[str, Any]) -> None:
    limits.allow_cpu(_SECONDS)
    match request["do"]:
        case "look":
            connection.send_bytes(RESULT + _look(connection, Path(request["path"]), request["avoid"]))
        case "mail":
            for name, content in package_by_mail(Path(request["path"])):
                connection.send_bytes(DATA + name.encode() + NAMED + content)
            connection.send_bytes(END)
        case "contents":
            content = connection.recv_bytes(MOST_ANSWER)
            connection.send_bytes(RESULT + package_contents(content, request["head"], MOST_ANSWER))
        case _:
            _unpack(connection, sources, from_plain(FoundFile, request["file"]))
            connection.send_bytes(END)


def _look(connection: Connection, path: Path, avoid: Mapping[str, str]) -> bytes:
    def opening(what: str) -> None:
        if what in avoid:
            raise UntrustedFileError(avoid[what])
        limits.allow_cpu(_SECONDS)
        connection.send_bytes(OPENING + what.encode("utf-8", "surrogatepass"))

    limits.allow_cpu(_SECONDS)
    found = find_portfolios(path, replace(USUAL, opening=opening))
    answer = dumps(found).encode("utf-8", "surrogatepass")
    if len(answer) >= MOST_ANSWER:
        text = _("“{name}” holds more than can be looked at together.").format(name=path.name)
        raise UntrustedFileError(text, _("Take fewer portfolios in at a time."))
    return answer


def _unpack(connection: Connection, sources: Sources, file: FoundFile) -> None:
    limits.allow_cpu(_SECONDS + file.size // _BYTES_A_SECOND)
    with sources.open(file) as stream:
        # Never more than was announced, whatever the zip says: one byte more is enough to be found out.
        left = file.size + 1
        while left > 0 and (block := stream.read(min(BLOCK, left))):
            left -= len(block)
            connection.send_bytes(DATA + block)


def _told(problem: CertDeskError) -> bytes:
    told: dict[str, Any] = {"kind": type(problem).__name__, "text": str(problem), "hint": problem.hint}
    return json.dumps(told).encode()
