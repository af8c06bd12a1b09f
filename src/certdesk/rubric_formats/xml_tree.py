"""XML from somebody else's program: no DTD, no entities, no network, bounded, and mended where people write by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.xml_encoding import decoded

DEEPEST = 64
MOST_ELEMENTS = 400_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_APART = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,31}))?(;)?")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_AROUND = "fragment"


@dataclass(frozen=True, slots=True)
class Tree:
    """A read document and what had to be mended in it, one sentence each."""

    root: Element
    mended: tuple[str, ...] = ()


class _Broken(Exception):  # noqa: N818 - it never leaves this module
    """The document breaks off or contradicts itself at a line; ``root`` is what was read before, if anything."""

    def __init__(self, line: int, root: Element | None) -> None:
        super().__init__(line)
        self.line, self.root = line, root


def read_xml(data: bytes, name: str) -> Tree:
    """Read a document, or a fragment with several roots; ``name`` is the file's name for messages.

    Bare ampersands, entities of HTML, control characters and a wrong encoding are mended, and of a file that breaks
    off all that is whole is kept. Raises RubricError when nothing is left, or when it brings a DTD.
    """
    text, mended = decoded(data)
    text = _DECLARATION.sub("", text, count=1)
    if _NOT_XML.search(text):
        text = _NOT_XML.sub(" ", text)
        mended = (*mended, _("There were control characters in it; they were left out."))
    try:
        return Tree(_parsed(text, name), mended)
    except _Broken as first:
        repaired = _with_entities(text)
        try:
            root = _parsed(f"<{_AROUND}>{repaired}</{_AROUND}>", name)
        except _Broken as broken:
            return _rest(broken, first, mended, name)
        if not len(root):
            return _rest(_Broken(1, None), first, mended, name)
        if repaired != text:
            mended = (*mended, _("Characters that XML doesn't allow, such as a bare “&”, were read as meant."))
        return Tree(root[0] if len(root) == 1 else root, mended)


def _rest(broken: _Broken, first: _Broken, mended: tuple[str, ...], name: str) -> Tree:
    if broken.root is None or not len(broken.root):
        problem = _("{file} is not valid XML (line {line}).").format(file=shown(name), line=first.line)
        raise RubricError(problem, _("Export it once more, or correct that line."))
    text = _("The file is damaged from line {line} on; what stands before was read.").format(line=broken.line)
    root = broken.root
    return Tree(root[0] if len(root) == 1 else root, (*mended, text))


def _parsed(text: str, name: str) -> Element:
    open_ones: list[Element] = []
    root: Element | None = None
    count = 0
    try:
        for event, element in iterparse(BytesIO(text.encode()), events=("start", "end"), forbid_dtd=True):
            if event == "end":
                open_ones.pop()
                continue
            element.tag = _local(element.tag)
            root = element if root is None else root
            open_ones.append(element)
            count += 1
            if len(open_ones) > DEEPEST or count > MOST_ELEMENTS:
                raise RubricError(
                    _("{file} is nested or filled beyond any rubric.").format(file=shown(name)),
                    _("Choose another file."),
                )
    except ParseError as error:
        _drop_unfinished(open_ones)
        raise _Broken(error.position[0], root) from error
    except DefusedXmlException as error:
        problem = _("{file} brings a document type or entities of its own, which no rubric needs.")
        raise RubricError(problem.format(file=shown(name)), _("Export it again without them.")) from error
    except ValueError as error:
        raise _Broken(1, root) from error
    if root is None:
        raise _Broken(1, None)
    return root


def _drop_unfinished(open_ones: list[Element]) -> None:
    """Take the innermost element away that was still open: half a word would be taken for the whole."""
    while len(open_ones) > 1:
        last = open_ones.pop()
        if not len(last):
            open_ones[-1].remove(last)
            return


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _with_entities(text: str) -> str:
    parts = _APART.split(text)
    return "".join(part if number % 2 else _AMPERSAND.sub(_entity, part) for number, part in enumerate(parts))


def _entity(match: re.Match[str]) -> str:
    number, name, end = match.groups()
    if end and (number or name in _OWN):
        return match[0]
    letters = html5.get(f"{name};") if name and end else None
    if letters is not None:
        return "".join(f"&#{ord(letter)};" for letter in letters)
    return f"&amp;{match[0][1:]}"
