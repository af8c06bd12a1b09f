"""The key map of a screen: its commands by group, with the caps of their first keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.widgets.key_cap import key_words
from certdesk.ui.widgets.key_map import KeyGroup

Line = tuple[str, tuple[str, ...]]


def key_groups(commands: Iterable[Command], elsewhere: str) -> tuple[KeyGroup, ...]:
    """Return the groups in the order of the commands; those without a group stand under ``elsewhere``."""
    lines: dict[str, list[Line]] = {}
    for command in commands:
        if command.keys:
            lines.setdefault(command.group or elsewhere, []).append((command.words, key_words(command.keys[0])))
    return tuple(KeyGroup(group, tuple(found)) for group, found in lines.items())


def usable(keys: Sequence[str], *, single_keys: bool) -> tuple[str, ...]:
    """Return the keys that may act: single letters and signs only where nobody has switched them off."""
    return tuple(key for key in keys if single_keys or not is_single(key))


def is_single(key: str) -> bool:
    """Whether a shortcut is one letter, digit or sign alone, such as speech input might type by chance."""
    return len(key) == 1


def everywhere() -> str:
    """Return the heading of what works on every screen."""
    return _("Everywhere")
