"""Keeps network clients out of a process that never needs one."""

from __future__ import annotations

import sys
from types import ModuleType

CLIENT = "aiohttp"


class NoClient(ModuleType):
    """Stands where pyHanko looks for its HTTP client: has every name that is asked for, and none of them does a thing.

    pyHanko loads that client to fetch what this program never fetches, which takes as long as half of its own modules.
    """

    def __getattr__(self, name: str) -> type:
        """Return an empty class of that name."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = type(name, (), {"__module__": self.__name__})
        setattr(self, name, found)
        return found


def keep_clients_out() -> None:
    """Take the client's place, unless it is there already."""
    sys.modules.setdefault(CLIENT, NoClient(CLIENT))
