"""Feedback as a Leap2A portfolio that a candidate takes into Mahara or another e-portfolio.

The outcome is an achievement, each criterion an ability, what was said about it an assertion that reflects on it, and
the signed report a file. All of it is held together by a selection of the kind of a journal, because Mahara makes a
journal of that with a post of each part, whatever their types, and loses nothing. Who marked is named nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from certdesk.core.fields import written
from certdesk.core.printed import clean, one_line
from certdesk.core.words import _
from certdesk.exchange.handing.names import safe_stem
from certdesk.exchange.writing_back.files import ZipEntry
from certdesk.exchange.writing_back.told import ToldCriterion, ToldResult

MANIFEST, FILES = "leap2a.xml", "export_info/files"
_VERSION = "http://www.leapspecs.org/2010-07/2A/"
_NAMESPACES = (
    ("", "http://www.w3.org/2005/Atom"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("leap2", "http://terms.leapspecs.org/"),
    ("categories", "http://wiki.leapspecs.org/2A/categories"),
)
"""The addresses that Mahara, Moodle and others read; Mahara's newest exports have copies of them in a web archive."""
_WHOLE = "portfolio:feedback"
_SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def leap2a_entries(told: ToldResult) -> tuple[ZipEntry, ...]:
    """Return the files of one candidate's zip."""
    report = f"{FILES}/1-{safe_stem(told.code, 'portfolio')}-report.pdf" if told.report else ""
    entries = [ZipEntry(MANIFEST, feed(told, report))]
    if told.report:
        entries.append(ZipEntry(report, source=told.report, digest=told.report_digest))
    return tuple(entries)


def zip_name(told: ToldResult) -> str:
    """Return what the zip of a candidate is called."""
    return f"{safe_stem(told.code, 'portfolio')}-feedback-leap2a.zip"


def feed(told: ToldResult, report: str = "") -> bytes:
    """Return the Leap2A feed; ``report`` is where the signed report lies in the zip, empty without one."""
    address = f"urn:certdesk:{sha256(told.portfolio_id.encode()).hexdigest()[:32]}"
    spaces = [*_NAMESPACES, ("portfolio", f"{address}/")]
    declared = " ".join(f"xmlns{':' if prefix else ''}{prefix}={_quoted(uri)}" for prefix, uri in spaces)
    title = _("Feedback on {code}").format(code=one_line(told.code))
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed {declared}>\n<leap2:version>{_VERSION}</leap2:version>\n',
        f"<id>{escape(address)}</id>\n<title>{_text(title)}</title>\n<updated>{_moment(told)}</updated>\n",
        '<generator uri="urn:certdesk" version="1.0">CertDesk</generator>\n',
        f"<author><name>{_text(told.programme)}</name></author>\n",
        *_entries(told, title, report),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def _entries(told: ToldResult, title: str, report: str) -> Iterator[str]:
    members = [f"portfolio:said-{number}" for number in range(1, len(told.criteria) + 1)]
    members = ["portfolio:outcome", *members]
    links = "".join(_link("leap2:has_part", member, number) for number, member in enumerate(members, 1))
    summary = _paragraphs(told.summary) or f"<p>{_text(told.outcome)}</p>"
    journal = '<category term="Blog" scheme="categories:selection_type#"/>'
    yield _entry(told, (_WHOLE, title, "selection"), summary, links + journal)
    kind = "achievement" if told.certifies else "entry"
    paper = _link("related", "portfolio:report") if report else ""
    yield _entry(told, ("portfolio:outcome", told.outcome, kind), summary, _link("leap2:is_part_of", _WHOLE) + paper)
    for number, one in enumerate(told.criteria, 1):
        about = f"portfolio:criterion-{number}"
        back = _link("leap2:reflected_on_by", f"portfolio:said-{number}")
        yield _entry(told, (about, one.title, "ability"), f"<p>{_text(one.title)}</p>", back)
        inside = _link("leap2:reflects_on", about) + _link("leap2:is_part_of", _WHOLE)
        heading = _("Feedback: {criterion}").format(criterion=one_line(one.title))
        yield _entry(told, (f"portfolio:said-{number}", heading, "assertion"), _said(one), inside)
    if report:
        enclosure = f'<link rel="enclosure" type="application/pdf" href={_quoted(report)}/>'
        offline = '<category term="Offline" scheme="categories:resource_type#" label="File"/>'
        inside = enclosure + offline + _link("related", "portfolio:outcome")
        name = report.rpartition("/")[2]
        yield _entry(told, ("portfolio:report", name, "resource"), f"<p>{_text(_('The signed report'))}</p>", inside)


def _entry(told: ToldResult, about: tuple[str, str, str], body: str, inside: str) -> str:
    id_, title, kind = about
    moment = _moment(told)
    return (
        f"<entry>\n<title>{_text(title)}</title>\n<id>{escape(id_)}</id>\n"
        f"<author><name>{_text(told.programme)}</name></author>\n"
        f"<updated>{moment}</updated>\n<published>{moment}</published>\n"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{body}</div></content>\n'
        f'<rdf:type rdf:resource="leap2:{kind}"/>\n{inside}\n</entry>\n'
    )


def _link(kind: str, target: str, order: int = 0) -> str:
    place = f' leap2:display_order="{order}"' if order else ""
    return f'<link rel="{kind}" href="{escape(target)}"{place}/>'


def _said(one: ToldCriterion) -> str:
    label = f"{one.label} ({written(one.level)})" if one.level is not None else one.label
    parts = [f"<p><strong>{_text(label)}</strong></p>"]
    for heading, text in ((_("Strength"), one.strength), (_("Next step"), one.next_step)):
        if text.strip():
            parts.append(f"<p><em>{_text(heading)}</em></p>{_paragraphs(text)}")
    return "".join(parts)


def _paragraphs(text: str) -> str:
    lines = [line for line in clean(text).split("\n") if line.strip()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


def _text(text: str) -> str:
    return escape(one_line(text))


def _moment(told: ToldResult) -> str:
    return f"{(told.released_at or _SOME_TIME).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
