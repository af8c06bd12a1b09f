"""YAML of other programs: names may come twice, so that a person can be asked which one is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.plain_yaml import DEEPEST

MOST_VALUES = 200_000
LARGEST = 8 * 2**20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping with its pairs as they stand, and the line that each begins on."""

    pairs: tuple[tuple[str, Entry, int], ...] = ()

    def get(self, *names: str) -> Entry:
        """Return the last value under any of these names; case, and a colon before a name as in Ruby, don't matter."""
        found = [value for name, value, _line in self.pairs if name.strip().lstrip(":").lower() in names]
        return found[-1] if found else None


Entry = None | str | tuple["Entry", ...] | Entries


def read_entries(text: str, where: str) -> Entry:
    """Read one document; texts stay texts. Raises RubricError for broken YAML, references, and too much of it."""
    try:
        text.encode()
        return _Builder(where).document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        problem = _("{file}, line {line}: this is not valid YAML ({problem}).")
        told = problem.format(file=shown(where), line=line, problem=shown(str(broken.problem), 80))
        raise RubricError(told, _("Check the indent, colons and quotes around that line.")) from broken
    except (yaml.YAMLError, UnicodeError) as broken:
        problem = _("{file}: there are characters in it that no text file should have.").format(file=shown(where))
        raise RubricError(problem, _("Save it again as plain text in UTF-8.")) from broken


class _Builder:
    """Turns the parser's events into entries, within bounds."""

    def __init__(self, where: str) -> None:
        self._where, self._left = where, MOST_VALUES

    def document(self, events: Iterator[yaml.Event]) -> Entry:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return self._value(next(events), events, 0)
        return None

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Entry:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise self._refused(event, _("there is too much in it"))
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _NOTHING else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            parts: list[Entry] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                parts.append(self._value(event, events, depth + 1))
            return tuple(parts)
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(events, depth)
        raise self._refused(event, _("references with & and * are not allowed here"))

    def _entries(self, events: Iterator[yaml.Event], depth: int) -> Entries:
        pairs: list[tuple[str, Entry, int]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            name = self._value(event, events, depth + 1)
            line = event.start_mark.line + 1 if event.start_mark else 1
            value = self._value(next(events), events, depth + 1)
            pairs.append((name if isinstance(name, str) else "", value, line))
        return Entries(tuple(pairs))

    def _refused(self, event: yaml.Event, problem: str) -> CertDeskError:
        line = event.start_mark.line + 1 if event.start_mark else 1
        message = _("{file}, line {line}: {problem}.").format(file=shown(self._where), line=line, problem=problem)
        return RubricError(message, _("Write it as plain names and values."))
