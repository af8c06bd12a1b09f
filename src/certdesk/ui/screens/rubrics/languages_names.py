"""Which languages a menu offers, and what can be the code of one."""

from __future__ import annotations

OFFERED = ("en", "fr", "es", "pt", "ar", "sw", "am", "ha", "zu", "hi", "ur", "fa", "id", "zh", "de", "it", "tr")
"""What a menu offers before any other code."""


def is_code(text: str) -> bool:
    """Whether a text can be the code of a language: letters, and parts after a hyphen, as in pt-BR."""
    parts = text.strip().split("-")
    return 2 <= len(parts[0]) <= 8 and all(part.isascii() and part.isalnum() for part in parts) and parts[0].isalpha()
