"""Exports in Leap2A as Mahara, Moodle and others write them, small."""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
ARCHIVED = "https://web.archive.org/web/20100503000634/http://terms.leapspecs.org"
FAMILIES = {
    "mahara": (
        f'xmlns:leap2="{ARCHIVED}" '
        'xmlns:categories="https://web.archive.org/web/20120819100914/http://wiki.leapspecs.org:80/2A/categories" '
        'xmlns:mahara="https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions" '
        'xmlns:portfolio="https://pages.example.org/export/leap/17/1663936346/"'
    ),
    "moodle": (
        'xmlns:leap2="http://terms.leapspecs.org/" xmlns:categories="http://wiki.leapspecs.org/2A/categories" '
        'xmlns:mahara="http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#" '
        'xmlns:portfolio="https://learn.example.org/portfolio/export/leap2a/17/1663936346"'
    ),
    "old": (
        'xmlns:leap="http://wiki.cetis.ac.uk/2009-03/LEAP2A_predicates#" '
        'xmlns:leaptype="http://wiki.cetis.ac.uk/2009-03/LEAP2A_types#" '
        'xmlns:categories="http://wiki.cetis.ac.uk/2009-03/LEAP2A_categories/" '
        'xmlns:mahara="http://wiki.mahara.org/Developer_Area/Import%2F%2FExport/LEAP_Extensions#" '
        'xmlns:portfolio="https://pages.example.org/export/leap/17/1300000000/"'
    ),
}
PERSON = """\
<entry><title>Zoë Example</title><id>portfolio:artefactinternal</id><content type="html"></content>
<rdf:type rdf:resource="{p}:person"/><category term="Self" scheme="categories:person_type#"/>
<mahara:artefactplugin mahara:type="internal" mahara:plugin="internal"/>
<{p}:persondata mahara:artefactplugin="internal" mahara:artefacttype="firstname" {p}:field="legal_given_name"
 >Zoë</{p}:persondata>
<{p}:persondata mahara:artefactplugin="internal" mahara:artefacttype="lastname" {p}:field="legal_family_name"
 >Example-Nguyễn</{p}:persondata>
<{p}:persondata mahara:artefactplugin="internal" mahara:artefacttype="studentid" {p}:field="other"
 >T-4711</{p}:persondata></entry>"""


@dataclass(frozen=True, slots=True)
class Family:
    """One of the three families of names in which feeds were written."""

    name: str = "mahara"

    @property
    def types(self) -> str:
        """Return the prefix of the words for types."""
        return "leaptype" if self.name == "old" else "leap2"

    @property
    def words(self) -> str:
        """Return the prefix of all other words."""
        return "leap" if self.name == "old" else "leap2"


MAHARA = Family()


def entry(id_: str, title: str, kind: str, inside: str = "", *, content: str = "", family: Family = MAHARA) -> str:
    """Write one entry; ``inside`` is XML, ``content`` XHTML."""
    div = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content>'
    return (
        f"<entry><title>{html.escape(title)}</title><id>portfolio:{id_}</id><updated>2026-03-04T10:10:11+02:00</updated>"
        f"<published>2026-03-02T10:10:11+02:00</published>{div}"
        f'<rdf:type rdf:resource="{family.types}:{kind}"/>{inside}</entry>\n'
    )


def artefact(kind: str, plugin: str) -> str:
    """Write what Mahara calls it."""
    return f'<mahara:artefactplugin mahara:type="{kind}" mahara:plugin="{plugin}"/>'


def link(rel: str, to: str) -> str:
    """Write a link to another entry."""
    return f'<link rel="{rel}" href="portfolio:{to}"/>'


def file(id_: str, title: str, href: str, inside: str = "", *, kind: str = "file", family: Family = MAHARA) -> str:
    """Write the entry of a file."""
    enclosure = f'<link rel="enclosure" type="application/octet-stream" href="{href}"/>'
    category = '<category term="Offline" scheme="categories:resource_type#" label="File"/>'
    return entry(id_, title, "resource", artefact(kind, "file") + enclosure + inside + category, family=family)


def block(kind: str, title: str, where: str = "", **fields: object) -> str:
    """Write a block of a page; its fields are JSON in elements."""
    inside = "".join(
        f"<mahara:{name}>{html.escape(json.dumps([value]))}</mahara:{name}>" for name, value in fields.items()
    )
    head = f'mahara:blocktype="{kind}" mahara:blocktitle="{title}"{where}'
    return f"<mahara:blockinstance {head}>{inside}</mahara:blockinstance>"


def view(
    id_: str, title: str, blocks: str = "", inside: str = "", *, content: str = "", kind: str = "portfolio"
) -> str:
    """Write a page in the new layout."""
    page = f'<mahara:view mahara:newlayout="1" mahara:type="{kind}" mahara:ownerformat="6">{blocks}</mahara:view>'
    category = '<category term="Webpage" scheme="categories:selection_type#"/>'
    return entry(id_, title, "selection", inside + category + page, content=content)


def feed(*entries: str, family: Family = MAHARA, person: bool = True, generator: str = "Mahara") -> str:
    """Write a whole feed."""
    head = (
        f"<{family.words}:version>http://www.leapspecs.org/2010-07/2A/</{family.words}:version>"
        "<id>https://pages.example.org/export/17/1663936346</id>"
        "<title>Mahara Leap2A Export for Zoë Example, 23/09/2026 14:32</title>"
        "<updated>2026-09-23T14:02:26+02:00</updated>"
        f'<generator uri="https://mahara.org/" version="2008122400">{generator}</generator>'
        "<author><name>Zoë Example</name><email>Zoe@example.org</email><uri>portfolio:artefactinternal</uri></author>"
    )
    owner = (
        PERSON.format(p=family.words).replace(f'resource="{family.words}:', f'resource="{family.types}:')
        if person
        else ""
    )
    body = "".join(entries)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed {ATOM}\n {FAMILIES[family.name]}>{head}{body}{owner}</feed>\n'
    )


def packed(files: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    """Pack files into a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def small_export(name: str = "Zoë Example", address: str = "17") -> dict[str, bytes | str]:
    """Return the files of an export with a page, a photo on it and a journal post."""
    text = feed(
        view(
            "view1",
            "My lessons",
            inside=link("leap2:has_part", "artefact2"),
            content="<p>I planned six lessons on water.</p>",
        ),
        file("artefact2", "pond.jpg", "export_info/files/2-pond.jpg", link("leap2:is_part_of", "view1"), kind="image"),
    )
    text = (
        text.replace("Zoë Example", name)
        .replace("/leap/17/", f"/leap/{address}/")
        .replace("/export/17/", f"/export/{address}/")
    )
    return {"leap2a.xml": text, "export_info/files/2-pond.jpg": b"a photo of " + address.encode()}
