"""From the bytes of a Leap2A feed to its entries, one after another, within bounds."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.leap2a.entries import address_of, read_entry, words
from certdesk.intake.leap2a.feed import Entry, Feed
from certdesk.intake.leap2a.mending import mended, with_prefixes
from certdesk.intake.leap2a.vocabulary import Vocabulary

DEEPEST = 200
MOST_ELEMENTS = 500_000
MOST_ENTRIES = 20_000
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PIECE = 2**16


def read_feed(data: bytes, name: str) -> Feed:
    """Read a feed; ``name`` stands for its file in messages.

    A feed that breaks off keeps the entries before. Raises UntrustedFileError when it is no feed or too big.
    """
    text = mended(data, name)
    try:
        return _parsed(text, name)
    except ParseError:
        return _parsed(with_prefixes(text), name, patient=True)


def _parsed(text: str, name: str, *, patient: bool = False) -> Feed:
    collector = _Collector(name)
    parser = XMLParser(target=collector, forbid_dtd=True, encoding="utf-8")
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except DefusedXmlException as error:
        problem = _("“{file}” brings definitions of its own, which no portfolio program writes.")
        raise UntrustedFileError(problem.format(file=shown(name)), _("Ask for another export.")) from error
    except ParseError as error:
        if not patient:
            raise
        if not collector.entries:
            problem = _("“{file}” is damaged at line {line}, and nothing before that can be read.")
            line = getattr(error, "position", (1, 0))[0]
            raise UntrustedFileError(
                problem.format(file=shown(name), line=line), _("Ask its sender to export it again.")
            ) from error
        return collector.feed(cut_off=True)
    return collector.feed(cut_off=False)


class _Collector:
    """Takes what the parser reads, makes an entry of each entry as soon as it ends, and keeps nothing else of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._words = Vocabulary()
        self._builder = TreeBuilder()
        self._depth = self._count = 0
        self._root = Element("feed")
        self._building = False
        self.entries: list[Entry] = []

    def start_ns(self, prefix: str, address: str) -> None:
        self._words.learn(prefix or "", address or "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            problem = _("“{file}” is too big or too deeply nested to be a portfolio.").format(file=shown(self._name))
            raise UntrustedFileError(problem, _("Ask its sender for a smaller export."))
        name, plain = self._words.name(tag), self._words.attributes(attributes)
        if self._depth == 1:
            self._begin(name, plain, attributes.get(_LANGUAGE, ""))
            return
        self._building = True
        self._builder.start(name, plain)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            return
        self._builder.end(self._words.name(tag))
        if self._depth > 1:
            return
        self._building = False
        element = self._builder.close()
        self._builder = TreeBuilder()
        if element.tag != "entry":
            if len(self._root) < 100:
                self._root.append(element)
            return
        if len(self.entries) >= MOST_ENTRIES:
            problem = _("“{file}” holds more than {count} entries.").format(file=shown(self._name), count=MOST_ENTRIES)
            raise UntrustedFileError(problem, _("Ask its sender for a smaller export."))
        self.entries.append(read_entry(element, self._words, len(self.entries) + 1))

    def data(self, text: str) -> None:
        if self._building:
            self._builder.data(text)

    def close(self) -> None:
        """Nothing is left to do: the last entry was made when it ended."""

    def _begin(self, name: str, attributes: dict[str, str], language: str) -> None:
        if name != "feed":
            problem = _("“{file}” is XML, but no portfolio in Leap2A.").format(file=shown(self._name))
            raise UntrustedFileError(problem, _("Choose the zip as the portfolio program wrote it."))
        self._root = Element(name, attributes | {"lang": language})

    def feed(self, *, cut_off: bool) -> Feed:
        root = self._root
        author = root.find("author")
        return Feed(
            id=words(root.find("id")),
            title=words(root.find("title")),
            generator=words(root.find("generator")),
            author=words(author.find("name")) if author is not None else "",
            email=words(author.find("email")) if author is not None else "",
            owner=self._words.id(words(author.find("uri"))) if author is not None else "",
            address=address_of(self._words.portfolio, words(root.find("id"))),
            language=root.get("lang", ""),
            entries=tuple(self.entries),
            version=words(root.find("leap2:version")),
            cut_off=cut_off,
        )
