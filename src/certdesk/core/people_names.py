"""Whether two names may be of the same person, however a system writes them: doejane, Doe, Jane and Jane Doe."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import permutations

_MOST_WORDS = 5


def may_be_one_person(first: str, second: str) -> bool:
    """Whether two names are the same but for case, accents, signs, spaces and the order of their words."""
    return bool(letters_of(first) & letters_of(second))


@lru_cache(maxsize=4096)
def letters_of(name: str) -> frozenset[str]:
    """Return a name without accents, signs and spaces in every order of its words: two of one person share one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    if not words or len(words) > _MOST_WORDS:
        return frozenset({"".join(words)} - {""})
    return frozenset("".join(order) for order in permutations(words))
