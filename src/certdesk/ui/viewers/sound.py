"""Whether this computer can make a sound, found out without Qt complaining when it can't."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sound_possible() -> bool:
    """Say whether a sound server is running. Elsewhere than on Linux there always is one.

    Asking Qt instead prints warnings, and playing to no device prints more of them.
    """
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("PULSE_SERVER") or os.environ.get("PIPEWIRE_REMOTE"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not runtime:
        return False
    return any((Path(runtime) / name).exists() for name in ("pulse/native", "pipewire-0"))
