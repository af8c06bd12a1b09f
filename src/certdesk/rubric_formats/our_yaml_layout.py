"""YAML laid out for people: one thing a line, short mappings in braces, long texts folded, comments at their places.

A place is the way to a part by names, with the ids of entries: ``criteria/T1/weight``. A place that ends in ``#`` is
the end of that part's first line; ``end`` is the end of the file.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.plain_yaml import Value

WIDTH = 120
END = "end"
BEHIND = "#"
_WIDEST_ROW = 180
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNPRINTABLE = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\uffef\U00010000-\U0010ffff]"
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?(/\d+)?", re.ASCII)
_NOTHING = re.compile(r"null|~", re.IGNORECASE)
_SIGNS_IN_BLOCKS = re.compile(r": |:$| #|[\n\t]")
_SIGNS_IN_BRACES = re.compile(r"[,\[\]{}:#?\n\t]")


@dataclass(frozen=True, slots=True)
class Style:
    """Places of lists whose entries never stand in braces, that have blank lines between, and that have long rows.

    ``open`` holds the list and the field of mappings that always have a line for each of their values.
    """

    blocks: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    open: frozenset[tuple[str, str]] = frozenset()


def layout(tree: Mapping[str, Value], remarks: Mapping[str, str], style: Style) -> str:
    """Return the text of a file. Remarks whose part is not there stand above the part that it would belong to."""
    page = _Page(remarks, style)
    text = page.whole(tree)
    if not page.homeless:
        return text
    moved = {place: remark for place, remark in remarks.items() if place not in page.homeless}
    for place, remark in page.homeless.items():
        near = place.removesuffix(BEHIND)
        while near and near not in page.known:
            near = near.rpartition("/")[0]
        moved[near] = f"{moved[near]}\n{remark}" if near in moved else remark
    return _Page(moved, style).whole(tree)


def name_of(part: Value, number: int) -> str:
    """Return what an entry of a list is called in a place: its id, name or value, else its number."""
    if isinstance(part, dict):
        for field in ("id", "name", "value"):
            called = part.get(field)
            if isinstance(called, str) and called:
                return called
    return str(number)


class _Page:
    """Writes lines, and knows which remarks still wait for their place."""

    def __init__(self, remarks: Mapping[str, str], style: Style) -> None:
        self.homeless = dict(remarks)
        self.known: set[str] = {""}
        self._style = style
        self._commented = frozenset(remarks)
        self._lines: list[str] = []

    def whole(self, tree: Mapping[str, Value]) -> str:
        self._above("", 0)
        self._fields(tree, "", 0)
        self._above(END, 0)
        return "\n".join(self._lines) + "\n"

    def _above(self, place: str, indent: int) -> None:
        self.known.add(place)
        remark = self.homeless.pop(place, None)
        if remark is not None:
            self._lines += [f"{' ' * indent}# {_visible(line)}".rstrip() for line in remark.split("\n")]

    def _line(self, line: str, place: str) -> None:
        remark = self.homeless.pop(place + BEHIND, None)
        self._lines.append(line if remark is None else f"{line}  # {_visible(remark)}")

    def _fields(self, tree: Mapping[str, Value], place: str, indent: int, dash: str = "") -> None:
        """Write fields one below the other; the first stands behind the dash of a list's entry if there is one."""
        for name, value in tree.items():
            here = f"{place}/{name}" if place else name
            if not dash:
                self._above(here, indent)
            self._value(f"{dash or ' ' * indent}{scalar(name)}:", value, here, indent)
            dash = ""

    def _value(self, head: str, value: Value, place: str, indent: int) -> None:
        opened = (place.partition("/")[0], place.rpartition("/")[2]) in self._style.open and bool(value)
        line = None if opened or self._is_commented(place) else self._in_one_line(value)
        if line is not None and len(head) + 1 + len(line) <= WIDTH:
            self._line(f"{head} {line}".rstrip(), place)
        elif isinstance(value, dict):
            self._line(head, place)
            self._fields(value, place, indent + 2)
        elif isinstance(value, list):
            self._line(head, place)
            self._entries(value, place, indent + 2)
        else:
            self._text(head, value or "", place, indent)

    def _entries(self, parts: list[Value], place: str, indent: int) -> None:
        for number, part in enumerate(parts, start=1):
            here = f"{place}/{name_of(part, number)}"
            if place in self._style.apart and number > 1:
                self._lines.append("")
            self._above(here, indent)
            head = f"{' ' * indent}-"
            line = self._in_one_line(part)
            widest = _WIDEST_ROW if place in self._style.rows else WIDTH
            blocked = place in self._style.blocks or self._is_commented(here)
            if isinstance(part, dict) and part and (blocked or line is None or len(head) + 1 + len(line) > widest):
                self._fields(part, here, indent + 2, f"{head} ")
            elif isinstance(part, str) and (line is None or len(head) + 1 + len(line) > WIDTH):
                self._text(head, part, here, indent)
            else:
                self._line(f"{head} {line}", here)

    def _text(self, head: str, text: str, place: str, indent: int) -> None:
        """Write a long text: folded, line by line, or in quotes where neither would come back as it was."""
        margin = " " * (indent + 2)
        folded = textwrap.wrap(text, WIDTH - len(margin), break_long_words=False, break_on_hyphens=False)
        lines = text.split("\n")
        if _UNPRINTABLE.search(text) or text != text.strip() or not text:
            self._line(f"{head} {quoted(text)}", place)
        elif " ".join(folded) == text:
            self._line(f"{head} >-", place)
            self._lines += [margin + line for line in folded]
        elif all(line == line.rstrip() for line in lines):
            self._line(f"{head} |-", place)
            self._lines += [(margin + line).rstrip() for line in lines]
        else:
            self._line(f"{head} {quoted(text)}", place)

    def _is_commented(self, place: str) -> bool:
        return any(remark.startswith(f"{place}/") for remark in self._commented)

    def _in_one_line(self, value: Value, depth: int = 0) -> str | None:
        """Write a value in one line, or return None where that would not be readable."""
        if value is None or isinstance(value, str):
            text = value or ""
            if not depth and "\n" in text:
                return None
            return scalar(text, braces=depth > 0)
        if isinstance(value, list):
            if any(not isinstance(part, str) for part in value):
                return None
            return f"[{', '.join(scalar(part, braces=True) for part in value if isinstance(part, str))}]"
        inner = {name: self._in_one_line(part, depth + 1) for name, part in value.items()}
        if depth > 1 or None in inner.values():
            return None
        return "{" + ", ".join(f"{scalar(name, braces=True)}: {part}" for name, part in inner.items()) + "}"


def scalar(text: str, *, braces: bool = False) -> str:
    """Write a short text without quotes where YAML reads it back as it is, else in quotes."""
    signs = _SIGNS_IN_BRACES if braces else _SIGNS_IN_BLOCKS
    if _NUMBER.fullmatch(text):
        return text
    bare = text[:1].isalnum() and text == text.strip() and not signs.search(text)
    return text if bare and not _UNPRINTABLE.search(text) and not _NOTHING.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Write any text in double quotes, with nothing invisible in it."""
    return '"' + "".join(_ESCAPES.get(letter) or _visible(letter) for letter in text) + '"'


def _visible(text: str) -> str:
    return _UNPRINTABLE.sub(lambda match: _escaped(match[0]), text)


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
