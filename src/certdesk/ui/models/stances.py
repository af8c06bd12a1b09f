"""What an annotation says about its criterion, as a sign and a word: neither of them alone."""

from __future__ import annotations

from certdesk.core.annotations import Stance
from certdesk.core.words import N_, _

STANCE_ICONS = {Stance.SUPPORTS: "check", Stance.CONTRADICTS: "close", Stance.QUESTION: "help"}
_WORDS = {
    Stance.SUPPORTS: N_("Supports"),
    Stance.CONTRADICTS: N_("Contradicts"),
    Stance.QUESTION: N_("Question"),
}


def stance_words(stance: Stance) -> str:
    """Return the word for a stance."""
    return _(_WORDS[stance])
