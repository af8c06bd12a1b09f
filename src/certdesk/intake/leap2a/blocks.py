"""The blocks of a page of Mahara in the order in which they are read, of the old layout (rows) and the new (a grid)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from certdesk.intake.leap2a.feed import Block
from certdesk.intake.leap2a.vocabulary import Vocabulary

MOST_BLOCKS = 2_000
_MOST_SHOWN = 2_000
_TEXTS = frozenset({"text", "introtext", "description", "html", "message", "notes"})
_ADDRESSES = frozenset({"videoid", "url", "feed", "link"})
_LONGEST = 2**20
_DEEPEST = 20
_ID = re.compile(r"portfolio:[A-Za-z]+[0-9]{1,19}")


def read_blocks(page: Element, vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Read the blocks of a ``mahara:view``."""
    elements = list(page.iter("mahara:blockinstance"))[:MOST_BLOCKS]
    if any(one.get("positiony") for one in elements):
        elements.sort(key=lambda one: (_number(one.get("positiony")), _number(one.get("positionx"))))
    return tuple(_block(one, vocabulary) for one in elements)


def _block(element: Element, vocabulary: Vocabulary) -> Block:
    shows: list[str] = []
    texts: list[str] = []
    for field in element:
        name = str(field.tag).rpartition(":")[2].casefold()
        for value in _values(field.text or ""):
            if _ID.fullmatch(value):
                shows.append(vocabulary.id(value))
            elif name in _TEXTS or (name in _ADDRESSES and re.match(r"https?://\S+\Z", value)):
                texts.append(value)
    title = " ".join(element.get("blocktitle", "").split())[:500]
    return Block(element.get("blocktype", ""), title, tuple(dict.fromkeys(shows))[:_MOST_SHOWN], tuple(texts))


def _values(text: str) -> Iterator[str]:
    """Give the texts in a field, which is a list in JSON, with lists in it for several values."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield text
        return
    yield from _flat(value, 0)


def _flat(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _flat(one, depth + 1)
        case dict():
            for one in value.values():
                yield from _flat(one, depth + 1)


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
