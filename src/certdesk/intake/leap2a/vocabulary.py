"""One vocabulary for the many addresses under which the words of Leap2A were published over the years.

What counts is what a prefix means, not where it pointed: names become ``leap2:has_part``, ``mahara:view``,
``rdf:type``; those of Atom stand alone (``entry``), and those of HTML too (``div``).
"""

from __future__ import annotations

import re

_BY_PREFIX = {
    "leap2": "leap2:", "leap": "leap2:", "leaptype": "leap2:", "leap2type": "leap2:", "leap2a": "leap2:",
    "mahara": "mahara:", "rdf": "rdf:", "atom": "", "xhtml": "", "html": "", "portfolio": "portfolio:",
    "categories": "categories:",
}  # fmt: skip
_BY_ADDRESS = (
    ("mahara", "mahara:"),
    ("22-rdf-syntax-ns", "rdf:"),
    ("w3.org/2005/atom", ""),
    ("w3.org/1999/xhtml", ""),
    ("categories", "categories:"),
    ("leap2a_types", "leap2:"),
    ("leap2a_predicates", "leap2:"),
    ("leapspecs", "leap2:"),
    ("cetis", "leap2:"),
    ("leap2", "leap2:"),
)
_LONGEST_ID = 300
_PREFIXED = re.compile(r"([A-Za-z_][\w.-]{0,40}):(?!//)(.*)", re.DOTALL)


class Vocabulary:
    """What the prefixes of one feed mean. ``portfolio`` is the address that its ids are counted from."""

    def __init__(self) -> None:
        self._meaning: dict[str, str] = {}
        self.portfolio = ""

    def learn(self, prefix: str, address: str) -> None:
        """Take note of what a prefix stands for."""
        if prefix == "portfolio":
            self.portfolio = self.portfolio or address
        self._meaning.setdefault(address, _meaning(prefix, address))

    def name(self, tag: str) -> str:
        """Return the name of an element or attribute in our words."""
        if not tag.startswith("{"):
            return tag
        address, _end, local = tag[1:].partition("}")
        return self._meaning.get(address, "other:") + local

    def attributes(self, attributes: dict[str, str]) -> dict[str, str]:
        """Return attributes by their bare names: none of them means different things in different vocabularies."""
        return {self.name(key).rpartition(":")[2]: value for key, value in attributes.items()}

    def id(self, value: str) -> str:
        """Return the id of an entry without the prefix or address that all ids of a feed share."""
        value = value.strip()
        if self.portfolio and value.startswith(self.portfolio):
            value = value[len(self.portfolio) :].lstrip("/")
        return value.removeprefix("portfolio:")[:_LONGEST_ID]


def term(value: str) -> str:
    """Return what a word of the vocabulary says, whether it has a prefix, an address or neither: "has_part"."""
    value = value.strip().rstrip("#/")
    if "://" in value:
        return re.split(r"[#/]", value)[-1]
    found = _PREFIXED.fullmatch(value)
    return found[2] if found else value


def _meaning(prefix: str, address: str) -> str:
    lowered = address.casefold()
    for words, meaning in _BY_ADDRESS[:4]:
        if words in lowered:
            return meaning
    if prefix in _BY_PREFIX:
        return _BY_PREFIX[prefix]
    return next((meaning for words, meaning in _BY_ADDRESS if words in lowered), "other:")
