"""The comments of a YAML file, each by the part of the file that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from certdesk.rubric_formats.our_yaml_layout import BEHIND, END

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_COMMENT = re.compile(r"\s*#(.*)")
_BEHIND_A_VALUE = re.compile(r"[\s,\]}:]*\s#(.*)")
_BEHIND_A_SIGN = re.compile(r"[|>][-+0-9]*\s+#(.*)")
_CALLED_BY = ("id", "name", "value")


@dataclass(slots=True)
class _Lines:
    """What is known of a file's lines: which part begins there, where texts are, where a line's last value ends."""

    begins: dict[int, str] = field(default_factory=dict)
    innermost: dict[int, str] = field(default_factory=dict)
    within_text: set[int] = field(default_factory=set)
    ends: dict[int, int] = field(default_factory=dict)
    signs: dict[int, int] = field(default_factory=dict)


def remarks_of(text: str) -> dict[str, str]:
    """Return the comments of a text that is known to be good YAML, by place (see `our_yaml_layout`).

    A comment on a line of its own belongs to the part that follows, one behind a value to that value.
    """
    if "#" not in text:
        return {}
    known = _Lines()
    root = yaml.compose(text, Loader=_LOADER)
    if isinstance(root, yaml.MappingNode):
        _walk(root, "", known)
    if known.begins:
        known.begins[min(known.begins)] = ""
    collected = _Collected(known)
    for number, line in enumerate(_LINE_ENDS.split(text)):
        collected.line(number, line)
    collected.part_begins(END)
    return {place: "\n".join(lines) for place, lines in collected.found.items()}


@dataclass(slots=True)
class _Collected:
    """Comments line by line, with those that still wait for the part that they stand above."""

    known: _Lines
    found: dict[str, list[str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    behind: str = ""

    def part_begins(self, place: str) -> None:
        lines = _trimmed(self.waiting)
        if lines:
            self.found.setdefault(place, []).extend(lines)
        self.waiting, self.behind = [], place

    def line(self, number: int, line: str) -> None:
        if number in self.known.begins:
            self.part_begins(self.known.begins[number])
        within = number in self.known.within_text
        alone = None if within else _COMMENT.fullmatch(line)
        if alone:
            self.waiting.append(_words(alone[1]))
        elif not line.strip() and not within and self.waiting:
            self.waiting.append("")
        elif remark := _at_the_end(number, line, self.known):
            self.found.setdefault(_first_line(number, self.behind, self.known), []).append(remark)


def _walk(node: yaml.Node, place: str, known: _Lines) -> None:
    if isinstance(node, yaml.ScalarNode):
        _text(node, known)
        return
    if not isinstance(node, yaml.CollectionNode):
        return
    if node.flow_style:
        known.ends[node.end_mark.line] = node.end_mark.column
        _in_braces(node, known)
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = f"{place}/{key.value}" if place else str(key.value)
            known.begins.setdefault(key.start_mark.line, here)
            known.innermost[key.start_mark.line] = here
            known.ends[key.end_mark.line] = key.end_mark.column
            _walk(value, here, known)
        return
    for number, part in enumerate(node.value, start=1):
        here = f"{place}/{_called(part) or number}"
        known.begins.setdefault(part.start_mark.line, here)
        known.innermost[part.start_mark.line] = here
        _walk(part, here, known)


def _in_braces(node: yaml.Node, known: _Lines) -> None:
    """Note where texts run over several lines inside braces, and where values end."""
    for part in _leaves(node):
        _text(part, known)


def _leaves(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    parts = [each for pair in node.value for each in pair] if isinstance(node, yaml.MappingNode) else node.value
    for part in parts:
        yield from _leaves(part)


def _text(node: yaml.ScalarNode, known: _Lines) -> None:
    start, end = node.start_mark, node.end_mark
    if node.style in {"|", ">"}:
        known.signs[start.line] = start.column
        known.within_text.update(range(start.line + 1, end.line + (end.column > 0)))
        return
    known.within_text.update(range(start.line + 1, end.line + 1))
    known.ends[end.line] = max(known.ends.get(end.line, 0), end.column)


def _called(part: yaml.Node) -> str:
    if not isinstance(part, yaml.MappingNode):
        return ""
    named = {key.value: value.value for key, value in part.value if isinstance(value, yaml.ScalarNode)}
    return next((str(named[name]) for name in _CALLED_BY if named.get(name)), "")


def _at_the_end(number: int, line: str, known: _Lines) -> str:
    if number in known.signs:
        match = _BEHIND_A_SIGN.match(line, known.signs[number])
    elif number in known.ends:
        match = _BEHIND_A_VALUE.match(line, known.ends[number])
    else:
        match = None
    return _words(match[1]) if match else ""


def _first_line(number: int, behind: str, known: _Lines) -> str:
    """Return the place of a comment behind a value: the end of the part's line, or above where it has several."""
    innermost = known.innermost.get(number)
    return behind if innermost is None else innermost + BEHIND


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _words(comment: str) -> str:
    return comment.removeprefix(" ").rstrip()
