"""What a comment of the bank is, in words: its kind, its levels, its criteria."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction

from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.judging import plain_number
from certdesk.core.words import N_, _

_KINDS = {
    CommentKind.STRENGTH: N_("Strength"),
    CommentKind.NEXT_STEP: N_("Next step"),
    CommentKind.EVIDENCE_GAP: N_("Gap in the evidence"),
    CommentKind.TECHNICAL: N_("Technical"),
    CommentKind.DECISION: N_("Decision"),
}
_LANGUAGES = {
    "am": N_("Amharic"), "ar": N_("Arabic"), "bn": N_("Bengali"), "de": N_("German"), "el": N_("Greek"),
    "en": N_("English"), "es": N_("Spanish"), "fa": N_("Persian"), "fr": N_("French"), "ha": N_("Hausa"),
    "hi": N_("Hindi"), "id": N_("Indonesian"), "it": N_("Italian"), "nl": N_("Dutch"), "pl": N_("Polish"),
    "pt": N_("Portuguese"), "ru": N_("Russian"), "rw": N_("Kinyarwanda"), "sw": N_("Swahili"), "tr": N_("Turkish"),
    "uk": N_("Ukrainian"), "ur": N_("Urdu"), "vi": N_("Vietnamese"), "zh": N_("Chinese"), "zu": N_("Zulu"),
}  # fmt: skip


def kind_words(kind: CommentKind) -> str:
    """Name a kind of comment."""
    return _(_KINDS[kind])


def level_words(levels: Iterable[Fraction]) -> str:
    """Say which levels: 3, 1–2 or 1, 3; empty for none."""
    values = sorted(set(levels))
    if len(values) > 1 and all(later - one == 1 for one, later in itertools.pairwise(values)):
        return f"{plain_number(values[0])}–{plain_number(values[-1])}"
    return ", ".join(plain_number(value) for value in values)


def criteria_words(comment: Comment) -> str:
    """Name the criteria that a comment is for."""
    return ", ".join(_("any") if one == ANY_CRITERION else one for one in comment.criteria)


def language_words(code: str) -> str:
    """Name a language, or return its code where it has no name here."""
    name = _(_LANGUAGES.get(code.partition("-")[0].lower(), code))
    return f"{name} ({code})" if name != code and "-" in code else name


def known_languages() -> tuple[tuple[str, str], ...]:
    """Return the languages that can be chosen from, as code and name."""
    return tuple((code, _(name)) for code, name in _LANGUAGES.items())
