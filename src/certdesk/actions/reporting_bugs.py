"""Write down a bug for whoever can mend it: where it happened, and nothing that anybody wrote."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType


def write_report(kind: type[BaseException], trace: TracebackType | None, folder: Path) -> Path:
    """Write where it happened and of what kind; never the message, which may hold somebody's words."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"bug-{now:%Y%m%d-%H%M%S-%f}.txt"
    frames = "".join(traceback.format_tb(trace))
    path.write_text(f"{now.isoformat()}\nPython {sys.version}\n{kind.__qualname__}\n{frames}", encoding="utf-8")
    return path
