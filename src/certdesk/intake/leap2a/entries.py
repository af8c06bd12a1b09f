"""Reading one entry of a feed."""

from __future__ import annotations

import html
import re
from datetime import date
from xml.etree.ElementTree import Element, tostring

from certdesk.intake.addresses import host_and_path
from certdesk.intake.leap2a.blocks import read_blocks
from certdesk.intake.leap2a.feed import Category, Entry, Link, PersonData
from certdesk.intake.leap2a.vocabulary import Vocabulary, term

MOST_LINKS = 5_000
LONGEST_TEXT = 2**21
_LONGEST_WORDS = 500
_EXPORT = re.compile(r"/(?:portfolio/)?export/(?:leap2?a?/)?([0-9]{1,19})(?:/|\Z)")
_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")


def read_entry(element: Element, vocabulary: Vocabulary, number: int) -> Entry:
    """Read an entry; one without an id is called after its ``number`` in the feed."""
    about = element.find("mahara:artefactplugin")
    page = element.find("mahara:view")
    type_ = element.find("rdf:type")
    author = element.find("author")
    status = element.find("leap2:status")
    return Entry(
        id=vocabulary.id(words(element.find("id"))) or f"entry{number}",
        title=words(element.find("title")),
        kind=term(type_.get("resource", "")).casefold() if type_ is not None else "entry",
        author=words(author.find("name")) if author is not None else "",
        updated=day(words(element.find("updated"))),
        published=day(words(element.find("published"))),
        dates=_dates(element),
        summary=markup(element.find("summary")),
        content=markup(element.find("content")),
        links=(*_stored_beside(element), *(_link(one, vocabulary) for one in element.findall("link")[:MOST_LINKS])),
        categories=tuple(
            Category(term(one.get("scheme", "")).casefold(), one.get("term", "").strip()[:_LONGEST_WORDS])
            for one in element.findall("category")[:MOST_LINKS]
        ),
        plugin=about.get("plugin", "") if about is not None else "",
        artefact=about.get("type", "") if about is not None else "",
        page=(page.get("type", "") or "portfolio") if page is not None else "",
        blocks=read_blocks(page, vocabulary) if page is not None else (),
        stage=term(status.get("stage", "")).casefold() if status is not None else "",
        person=tuple(
            PersonData(one.get("field", ""), one.get("artefacttype", ""), words(one))
            for one in element.findall("leap2:persondata")[:MOST_LINKS]
        ),
    )


def words(element: Element | None) -> str:
    """Return the text of an element on one line, its markup left out; empty where there is none."""
    if element is None:
        return ""
    text = "".join(element.itertext())[: _LONGEST_WORDS * 4]
    return " ".join(html.unescape(text).split())[:_LONGEST_WORDS]


def markup(element: Element | None) -> str:
    """Return the content of an element as HTML, which is not clean yet; empty where there is none."""
    if element is None:
        return ""
    type_ = element.get("type", "").strip().casefold()
    if len(element):
        inside = "".join(tostring(child, encoding="unicode", method="html") for child in element)
        return (html.escape(element.text or "", quote=False) + inside)[:LONGEST_TEXT]
    text = (element.text or "")[:LONGEST_TEXT]
    if type_ in {"html", "xhtml", "text/html", "application/xhtml+xml"}:
        return text
    if type_ in {"", "text", "text/plain"}:
        # Mahara escapes such texts twice.
        return html.escape(html.unescape(text.strip()), quote=False).replace("\n", "<br>")
    return ""


def day(text: str) -> date | None:
    """Return the day with which a time begins, or None. The hours that exports write are often wrong."""
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def address_of(portfolio: str, feed_id: str) -> str:
    """Return "host/user" of an export of Mahara or Moodle, which stays the same from one export to the next.

    Empty where the feed's ids say nothing of the kind.
    """
    for address in (portfolio, feed_id):
        host, path = host_and_path(address)
        if host and (found := _EXPORT.search(path)):
            return f"{host}{path[: found.start()]}/{found[1]}"[:_LONGEST_WORDS]
    return ""


def _link(element: Element, vocabulary: Vocabulary) -> Link:
    rel = term(element.get("rel", "alternate")).casefold()
    href = element.get("href", "")
    order = element.get("display_order", "").strip()
    to = href.strip() if rel in {"enclosure", "alternate", "via", "self"} else vocabulary.id(href)
    known = int(order) if order.isascii() and order.isdecimal() and len(order) < 10 else None
    return Link(rel, to, element.get("type", "").strip(), known)


def _stored_beside(element: Element) -> tuple[Link, ...]:
    """Return the file that is the content of an entry, where it stands outside the feed as Atom allows."""
    content = element.find("content")
    source = content.get("src", "").strip() if content is not None else ""
    return (Link("enclosure", source, content.get("type", "")),) if content is not None and source else ()


def _dates(element: Element) -> tuple[tuple[str, date], ...]:
    found = ((term(one.get("point", "")).casefold(), day(words(one))) for one in element.findall("leap2:date")[:100])
    return tuple((point, when) for point, when in found if when is not None)
