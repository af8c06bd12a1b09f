"""Words of strangers, made safe to stand in a sentence of ours."""

from __future__ import annotations

_LONGEST = 200


def tidy(untrusted_words: object) -> str:
    """Return ``untrusted_words`` on one line, without marks that turn the direction of the sentence around them."""
    words = " ".join(map(str, untrusted_words)) if isinstance(untrusted_words, list) else str(untrusted_words)
    return "".join(letter if letter.isprintable() else " " for letter in words[:_LONGEST]).strip()
