"""Text as people type it, made fit for printing; what is said of a name elsewhere has to be tidied in the same way."""

from __future__ import annotations

from certdesk.core.printed import clean, one_line

__all__ = ["clean", "one_line"]
