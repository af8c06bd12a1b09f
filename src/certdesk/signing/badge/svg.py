"""Badges inside SVG pictures: an ``openbadges:credential`` element, as Open Badges 3.0 bakes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_OLD_NAMESPACE = "http://openbadges.org"
_LARGEST = 8 * 2**20
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_BAKED = re.compile(
    rb"<openbadges:(credential|assertion)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?:/>|>.*?</openbadges:\1\s*>)", re.DOTALL
)
_DECLARED = re.compile(rb"\sxmlns:openbadges\s*=\s*(\"[^\"]*\"|'[^']*')")


def looks_like_svg(data: bytes) -> bool:
    """Say whether these bytes begin as an SVG does."""
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in data[:4096] + _prefixed(data)


def bake_svg(picture: bytes, badge: bytes) -> bytes:
    """Return an SVG with a badge in it; one that was in it is replaced.

    Raises `UntrustedFileError` when it is no SVG in UTF-8 that this program can be sure about.
    """
    elements = list(_elements(picture))
    if _encoding(picture) not in {"", "utf-8"}:
        raise _damaged(_("it is not written in UTF-8"))
    cleaned = _BAKED.sub(b"", picture) if elements else picture
    root = _ROOT.search(cleaned)
    if not root or root.group().endswith(b"/>") or list(_elements(cleaned)):
        raise _damaged(_("its parts are written in an unusual way"))
    tag = _DECLARED.sub(b"", root.group())
    tag = tag[:-1] + f' xmlns:openbadges="{NAMESPACE}">'.encode()
    baked = cleaned[: root.start()] + tag + _element(badge) + cleaned[root.end() :]
    if badge_in_svg(baked) != badge:
        raise _damaged(_("its parts are written in an unusual way"))
    return baked


def badge_in_svg(picture: bytes) -> bytes | None:
    """Return the badge in an SVG, or None. Raises `UntrustedFileError` when it is damaged or holds several."""
    found = list(_elements(picture))
    if len(found) > 1:
        raise _damaged(_("it holds several badges"))
    return found[0] if found else None


def _elements(picture: bytes) -> Iterator[bytes]:
    """Find what was baked in, for Open Badges 3.0 and for earlier ones."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(picture) > _LARGEST:
        raise _damaged(_("it is too large"))
    try:
        root = fromstring(picture, forbid_dtd=False)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as problem:
        raise _damaged(_("it is no valid SVG")) from problem
    if root.tag.rpartition("}")[2] != "svg":
        raise _damaged(_("it is no valid SVG"))
    for name in (f"{{{NAMESPACE}}}credential", f"{{{_OLD_NAMESPACE}}}assertion"):
        for element in root.iter(name):
            yield (element.get("verify") or element.text or "").strip().encode()


def _element(badge: bytes) -> bytes:
    """Write the element: JSON as CDATA, a compact JWS as an attribute."""
    if not badge.lstrip().startswith(b"{"):
        return b"<openbadges:credential verify=" + quoteattr(badge.decode("ascii").strip()).encode() + b"/>"
    parts = badge.replace(b"]]>", b"]]]]><![CDATA[>")
    return b"<openbadges:credential><![CDATA[" + parts + b"]]></openbadges:credential>"


def _encoding(picture: bytes) -> str:
    found = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", picture)
    return found.group(1).decode("ascii").lower() if found else ""


def _prefixed(data: bytes) -> bytes:
    """Answer "<svg" for a root element with a prefix of its own."""
    return b"<svg" if re.search(rb"<[A-Za-z_][\w.-]*:svg[\s>]", data[:4096]) else b""


def _damaged(why: str) -> UntrustedFileError:
    text = _("The picture can't be read: {why}.").format(why=why)
    return UntrustedFileError(text, _("Ask for the file once more."))
