"""Languages as people call them, each in itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

# Where the system would name a country too: American English, español de España.
_PLAIN: Mapping[str, str] = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文", "fr": "Français"}


def language_name(code: str) -> str:
    """Return a language's own name, such as Français; a code that no system knows stays as it is."""
    if code in _PLAIN:
        return _PLAIN[code]
    locale = QLocale(code.replace("-", "_"))
    if locale.language() == QLocale.Language.C:
        return code
    name = locale.nativeLanguageName() or QLocale.languageToString(locale.language())
    return f"{name[:1].upper()}{name[1:]}" if name else code
