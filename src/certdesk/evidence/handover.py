"""How an open file gets from the main process to the worker, which may open none itself.

Where files can't be handed over (Windows), their path goes instead and the worker opens it.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import reduction
from multiprocessing.connection import Connection


def give(connection: Connection, descriptor: int, path: str, process_id: int) -> None:
    """Hand the open file to the worker at the other end."""
    if sys.platform == "win32":
        connection.send_bytes(path.encode())
        return
    reduction.send_handle(connection, descriptor, process_id)


def take(connection: Connection) -> int:
    """Return a descriptor of the file that `give` handed over."""
    if sys.platform == "win32":
        return os.open(connection.recv_bytes(2**16).decode(), os.O_RDONLY | os.O_BINARY)
    return reduction.recv_handle(connection)


def connection_on_standard_input() -> Connection:
    """Return the connection on which the worker was started, and leave nothing on standard input or output."""
    kept = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    if sys.platform == "win32":
        import msvcrt
        from multiprocessing.connection import PipeConnection

        return PipeConnection(msvcrt.get_osfhandle(kept))
    return Connection(kept)
