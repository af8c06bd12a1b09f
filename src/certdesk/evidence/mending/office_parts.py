"""The XML parts of office files without what names people, dates and computers (ISO/IEC 29500, OpenDocument 1.3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

AUTHOR, INITIALS = "Author", "A"
_MOST_BYTES = 256 * 2**20
_GONE = (
    "docprops/thumbnail.",
    "docprops/custom.xml",
    "docprops/meta.",
    "_xmlsignatures/",
    "thumbnails/",
    "meta-inf/documentsignatures.xml",
    "meta-inf/macrosignatures.xml",
    "word/people.xml",
    "word/commentsextensible.xml",
    "xl/printersettings/",
    "ppt/printersettings/",
    "word/printersettings/",
    "xl/persons/",
    "xl/revisions/",
    "ppt/revisioninfo.xml",
    "ppt/changesinfos/",
    "layout-cache",
    "configurations2/",
    "docprops/",
)
_CORE, _APP = "docprops/core.xml", "docprops/app.xml"
_PROPERTIES = {
    _CORE: b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    _APP: b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>',
}
_NAMING = frozenset({"author", "userName", "displayName", "lastModifiedBy", "publishedBy"})
_SHORT_NAMING = frozenset({"initials"})
_DROPPED = re.compile(r"rsid\w*|userId|providerId|dateUtc|editId|checkedOutBy|docId")
_DATES = frozenset({"date", "dt", "created", "modified"})
_ELEMENTS_DROPPED = frozenset(
    {"rsids", "docVars", "attachedTemplate", "absPath", "fileSharing", "mailMerge", "creationId", "modifyVerifier"}
    | {"printer-settings"}
)
_ELEMENTS_NAMING = frozenset({"author", "creator", "initial-creator", "author-name", "sender-fullname"})
_ELEMENTS_INITIALS = frozenset({"creator-initials", "sender-initials", "author-initials"})
_ELEMENTS_DATES = frozenset({"date-string"})
_SETTINGS_DROPPED = frozenset({"PrinterName", "PrinterSetup", "CurrentDatabaseDataSource", "Rsid", "RsidRoot"})
_NAMED_PERSONS = frozenset({"cmAuthor"})
_DC = "http://purl.org/dc/elements/1.1/"
_OLD_DAY = "2000-01-01T00:00:00"


@dataclass(frozen=True, slots=True)
class Gone:
    """Names of the parts that are left out, so that nothing refers to them any more."""

    names: frozenset[str]

    def is_gone(self, base: str, target: str) -> bool:
        """Say whether a relation leads to one of them; ``base`` is the folder that it is counted from."""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        return path in self.names


def goes(name: str) -> bool:
    """Say whether a part is left out whole."""
    low = name.lower()
    return low not in {_CORE, _APP} and low.startswith(_GONE)


def stripped(name: str, content: bytes, gone: Gone) -> bytes:
    """Return a part without authors; one that is no XML stays what it was."""
    low = name.lower()
    if low in _PROPERTIES:
        return _PROPERTIES[low]
    root = _parsed(content)
    if root is None:
        return content
    if low.endswith(".rels"):
        _strip_relations(root, posixpath.dirname(posixpath.dirname(name)), gone)
    elif low == "[content_types].xml":
        _remove(root, lambda one: str(one.get("PartName", "")).lstrip("/") in gone.names)
    elif low == "meta-inf/manifest.xml":
        _remove(root, lambda one: _attribute(one, "full-path") in gone.names or _is_gone_folder(one))
    else:
        _strip_content(root, low)
    written: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", standalone=True, xml_declaration=True)
    return written


def _parsed(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=len(content) < _MOST_BYTES, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _strip_content(root: etree._Element, name: str) -> None:
    for one in list(root.iter("*")):
        local = etree.QName(one).localname
        if local in _ELEMENTS_DROPPED:
            _take_out(one)
            continue
        if local == "config-item" and _attribute(one, "name") in _SETTINGS_DROPPED:
            _take_out(one)
            continue
        _strip_words(one, local, name)
        _strip_attributes(one, local, name)


def _strip_words(one: etree._Element, local: str, name: str) -> None:
    """Replace the words of elements that hold nothing but a name or a day."""
    in_body = not name.startswith(("word/", "ppt/", "xl/worksheets"))
    if local in _ELEMENTS_NAMING and in_body and (one.text or "").strip():
        one.text = AUTHOR
    elif local in _ELEMENTS_INITIALS:
        one.text = INITIALS
    elif local in _ELEMENTS_DATES or (local == "date" and etree.QName(one).namespace == _DC):
        one.text = _OLD_DAY if local == "date" else ""


def _strip_attributes(one: etree._Element, local: str, name: str) -> None:
    for key in list(one.attrib):
        attribute = etree.QName(key).localname
        if attribute in _NAMING:
            one.set(key, AUTHOR)
        elif attribute in _SHORT_NAMING:
            one.set(key, INITIALS)
        elif _DROPPED.fullmatch(attribute):
            del one.attrib[key]
        elif attribute in _DATES and _is_of_a_note(local, name):
            one.set(key, _OLD_DAY if attribute == "dt" else f"{_OLD_DAY}Z")
        elif attribute == "name" and (
            local in _NAMED_PERSONS or (name.endswith("ppt/authors.xml") and local == "author")
        ):
            one.set(key, AUTHOR)


def _is_of_a_note(local: str, name: str) -> bool:
    """Say whether a date is that of a comment or of a change to the text."""
    changes = {"ins", "del", "moveFrom", "moveTo", "comment", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}
    more = {"tcPrChange", "trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "cm"}
    return local in changes | more | {"moveFromRangeStart", "moveToRangeStart", "reply", "tblPrExChange"} or (
        "comment" in name
    )


def _strip_relations(root: etree._Element, base: str, gone: Gone) -> None:
    for one in list(root):
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        kind = one.get("Type", "").rpartition("/")[2]
        if kind == "attachedTemplate" or (not outside and gone.is_gone(base, target)):
            root.remove(one)
        elif outside and kind != "hyperlink":
            # Where it lay on the author's computer is nobody's business; what it was called stays.
            one.set("Target", target.replace("\\", "/").rpartition("/")[2] or target)


def _take_out(one: etree._Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _remove(root: etree._Element, wanted: Callable[[etree._Element], bool]) -> None:
    for one in list(root):
        if isinstance(one.tag, str) and wanted(one):
            root.remove(one)


def _is_gone_folder(one: etree._Element) -> bool:
    return goes(_attribute(one, "full-path"))


def _attribute(one: etree._Element, local: str) -> str:
    return next((value for key, value in one.attrib.items() if etree.QName(key).localname == local), "")
