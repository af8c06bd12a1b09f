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
# Names that a language calls itself, so that its readers find it; others are shown by their code.
_LANGUAGES = {
    "am": "አማርኛ", "ar": "العربية", "bn": "বাংলা", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "fa": "فارسی", "fr": "Français", "ha": "Hausa", "hi": "हिन्दी", "id": "Bahasa Indonesia",
    "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "pt": "Português", "ru": "Русский", "rw": "Ikinyarwanda",
    "sw": "Kiswahili", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文",
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
    """Name a language in itself, or by its code."""
    name = _LANGUAGES.get(code.partition("-")[0].lower(), "")
    return f"{name} ({code})" if name and "-" in code else name or code


def known_languages() -> tuple[tuple[str, str], ...]:
    """Return the languages that can be chosen from, as code and name."""
    return tuple(_LANGUAGES.items())
