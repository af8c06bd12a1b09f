"""A zip inside a zip, read where it lies: nothing is unpacked to a disk, and none of it stays in memory."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

_LOCAL_HEADER = struct.Struct("<4s22xHH")


@contextmanager
def inner_stream(outer: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """Open an entry so that it can be sought in. Raises what the standard library raises about a damaged zip."""
    with outer.open(info) as stream:
        yield cast("BinaryIO", stream)
