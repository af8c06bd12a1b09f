"""The XML parts of office files: read within bounds, without entities, and found by how they refer to each other."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from certdesk.evidence.decoders import zips

MAX_XML = 48 * 2**20
_MAX_DEPTH = 200
_MAX_RELATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says about another, or about something outside the file."""

    id: str
    kind: str
    """The last word of its type: "slide", "comments", "image"."""
    target: str
    outside: bool


def tree(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Return a part as XML, or None when it is missing, too large, damaged, or declares entities."""
    data = zips.read_part(archive, name, MAX_XML)
    return parsed(data) if data is not None else None


def parsed(data: bytes) -> Element | None:
    """Return XML without a document type, or None when it is none."""
    try:
        found: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None  # the reader that lays the file out says what is wrong with it
    return found


def relations(archive: zipfile.ZipFile, part: str) -> list[Relation]:
    """Return what a part refers to, targets as names inside the archive."""
    folder, _slash, name = part.rpartition("/")
    return relations_told(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder) or []


def relations_told(archive: zipfile.ZipFile, name: str, folder: str) -> list[Relation] | None:
    """Return what the part ``name`` says about another in ``folder``, or None when it can't be read."""
    root = tree(archive, name)
    return list(_relations(root, folder)) if root is not None else None


def _relations(root: Element, folder: str) -> Iterator[Relation]:
    for count, each in enumerate(root):
        if count >= _MAX_RELATIONS:
            return
        target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        yield Relation(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], target, outside)


def in_order(archive: zipfile.ZipFile, book: str, list_of: str, kind: str) -> list[tuple[str, str]]:
    """Return name and part of the slides or sheets, in the order in which the ``book`` lists them."""
    root = tree(archive, book)
    if root is None:
        return []
    by_id = {each.id: each.target for each in relations(archive, book) if each.kind == kind}
    listed = next((each for each in root.iter() if local(each) == list_of), None)
    found = []
    for each in listed if listed is not None else ():
        id_ = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        if id_ in by_id:
            found.append((each.get("name", ""), by_id[id_]))
    return found


def local(element: Element) -> str:
    """Return an element's name without its namespace: files of two generations differ only in that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute whatever its namespace, or ""."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def find(element: Element, name: str) -> Element | None:
    """Return the first element below with this name, whatever its namespace."""
    return next((each for each in element.iter() if local(each) == name), None)


def paragraphs(element: Element, text: str = "t") -> str:
    """Return the words below ``element``, a line for each of its paragraphs (elements called "p").

    What is there a second time for old programs ("Fallback") is left out.
    """
    lines: list[list[str]] = [[]]
    _collect(element, text, lines, 0)
    return "\n".join(line for parts in lines if (line := "".join(parts).strip()))


def _collect(element: Element, text: str, lines: list[list[str]], depth: int) -> None:
    for each in element:
        name = local(each)
        if name == "p":
            lines.append([])
        if name == text:
            lines[-1].append(each.text or "")
        elif name in {"br", "tab"}:
            lines[-1].append("\n" if name == "br" else " ")
        elif name != "Fallback" and depth < _MAX_DEPTH:
            _collect(each, text, lines, depth + 1)
        if name == "p":
            lines.append([])
