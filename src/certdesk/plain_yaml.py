"""YAML as text, lists and mappings only: no types are guessed, so NO stays a code and 2.75 stays exact."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from certdesk.core.errors import CertDeskError
from certdesk.core.fields import shown
from certdesk.core.words import _

DEEPEST = 20
MOST_VALUES = 100_000
_NOTHING = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Value = None | str | list["Value"] | dict[str, "Value"]


def parse_yaml(text: str, where: str, error: type[CertDeskError]) -> Value:
    """Read one YAML document into None, text, lists and mappings with text keys.

    Raises ``error`` for broken YAML and for what nobody needs here and attackers like: aliases, deep nesting,
    several documents, huge numbers of values, the same key twice.
    """
    try:
        text.encode()
        return _Builder(where, error).document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        problem = _("{file}, line {line}: this is not valid YAML ({problem}).")
        detail = shown(str(broken.problem), 80)
        raise error(
            problem.format(file=where, line=line, problem=detail),
            _("Check the indent, colons and quotes around that line."),
        ) from broken
    except (yaml.YAMLError, UnicodeError) as broken:
        problem = _("{file}: there are characters in it that no text file should have.").format(file=where)
        raise error(problem, _("Save it again as plain text in UTF-8.")) from broken


class _Builder:
    """Turns the stream of a parser's events into values, stopping at the first thing out of bounds."""

    def __init__(self, where: str, error: type[CertDeskError]) -> None:
        self._where, self._error = where, error
        self._left = MOST_VALUES

    def document(self, events: Iterator[yaml.Event]) -> Value:
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _("a second document begins"))
                value = self._value(next(events), events, 0)
        return value

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise self._refused(event, _("there is too much in it"))
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return None if plain and event.value in _NOTHING else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(events, depth)
        raise self._refused(event, _("references with & and * are not allowed here"))

    def _list(self, events: Iterator[yaml.Event], depth: int) -> list[Value]:
        parts: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            parts.append(self._value(event, events, depth + 1))
        return parts

    def _map(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Value]:
        parts: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refused(event, _("a name before a colon must be a plain word"))
            name = str(event.value)
            if name in parts:
                raise self._refused(event, _("“{name}” appears twice").format(name=shown(name)))
            parts[name] = self._value(next(events), events, depth + 1)
        return parts

    def _refused(self, event: yaml.Event, problem: str) -> CertDeskError:
        line = event.start_mark.line + 1 if event.start_mark else 1
        message = _("{file}, line {line}: {problem}.").format(file=self._where, line=line, problem=problem)
        return self._error(message, _("Write it as plain fields, lists and texts, each of them once."))
