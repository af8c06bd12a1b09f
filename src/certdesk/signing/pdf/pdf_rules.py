"""What a strict PDF reader sees: signature fields, changes after signing, active parts (needs pyHanko)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from certdesk.signing.own_faults import is_own_fault
from certdesk.signing.pdf.active_parts import active_parts
from certdesk.signing.pdf.carried import Carried, what_is_carried
from certdesk.signing.pdf.changes import History, judge_changes
from certdesk.signing.pdf.cms_rules import SEVERAL_SIGNERS, has_several_signers
from certdesk.signing.pdf.pdf_objects import entry, name_at, resolved
from certdesk.signing.pdf.strict_reader import StrictReader
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import ExpectedField

_MOST_PAGES_FOR_TEMPLATE = 500
_DEEPEST_FIELD = 20
ENCRYPTED = "the file is encrypted"
_BARE = "/adbe.x509.rsa_sha1"


@dataclass(frozen=True, slots=True)
class SignedField:
    """One filled signature field; ``contents`` are the bytes of its signature as the reader took them."""

    name: str
    numbers: tuple[int, ...]
    contents: bytes
    claimed_time: datetime | None
    reason: str
    pades: bool
    certifies: bool
    says_name: str = ""
    """Who the file itself says signed (``/Name``), which a key need not agree with."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What the reader found; ``problem`` says why it could not read on."""

    problem: str = ""
    signed: tuple[SignedField, ...] = ()
    broken: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    shared_values: bool = False
    history: History = field(default_factory=History)
    active: tuple[str, ...] = ()
    places: tuple[ExpectedField, ...] = ()
    carried: Carried = field(default_factory=Carried)


def look_inside(content: bytes) -> Inside:
    """Read ``content`` strictly and compare its revisions; never raises for a hostile file."""
    log = logging.getLogger("pyhanko")
    log.propagate = False  # it would log names and form values
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        reader = StrictReader(content)
        if reader.encrypted:
            return Inside(problem=ENCRYPTED)
        if reader.xrefs.hybrid_xrefs_present:
            return Inside(problem="the file has two tables of contents that may differ (hybrid references)")
        return _look(reader)
    # The file comes from a stranger; whatever the library makes of it, the answer is that it can't be read.
    except Exception as problem:
        if is_own_fault(problem):
            raise
        return Inside(problem=f"{type(problem).__name__}: {str(problem)[:200]}")


def _look(reader: PdfFileReader) -> Inside:
    embedded: list[EmbeddedPdfSignature] = []
    broken: list[str] = []
    unsigned: list[str] = []
    values: list[object] = []
    for name, value, reference in enumerate_sig_fields(reader):
        if value is None or isinstance(value.get_object(), generic.NullObject):
            unsigned.append(name)
            continue
        field = reference.get_object()
        values.append(_identity_of_value(field.raw_get("/V")))
        signature = _embedded(reader, field, name)
        problem = _uncheckable(value.get_object()) if signature is None else ""
        if problem:
            return Inside(problem=problem)
        if signature is None:
            broken.append(name)
        else:
            embedded.append(signature)
    embedded.sort(key=lambda one: one.signed_revision)
    history = judge_changes(reader, embedded)
    return Inside(
        signed=tuple(_signed_field(one, reader) for one in embedded),
        broken=tuple(broken),
        unsigned=tuple(unsigned),
        shared_values=len(set(values)) != len(values),
        history=history,
        active=active_parts(reader),
        places=_places(reader),
        carried=what_is_carried(reader),
    )


def _uncheckable(value: generic.PdfObject) -> str:
    """Say why a signature that the library refuses need not be broken; empty if it must be."""
    if name_at(value, "/SubFilter") == _BARE:
        return "a signature is of an old kind that we do not check (adbe.x509.rsa_sha1)"
    contents = entry(value, "/Contents")
    if not isinstance(contents, generic.TextStringObject | generic.ByteStringObject):
        return ""
    return SEVERAL_SIGNERS if has_several_signers(bytes(contents.original_bytes)) else ""


def _identity_of_value(value: generic.PdfObject) -> object:
    return (value.idnum, value.generation) if isinstance(value, generic.IndirectObject) else id(value)


def _embedded(reader: PdfFileReader, field: generic.DictionaryObject, name: str) -> EmbeddedPdfSignature | None:
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        _ = tuple(int(number) for number in signature.byte_range), signature.docmdp_level, signature.fieldmdp
    # A stranger's signature, and a library that asserts; either way it is reported as broken.
    except Exception as problem:
        if is_own_fault(problem):
            raise
        return None
    return signature


def _signed_field(one: EmbeddedPdfSignature, reader: PdfFileReader) -> SignedField:
    reason, name = entry(one.sig_object, "/Reason"), entry(one.sig_object, "/Name")
    return SignedField(
        name=str(one.field_name),
        numbers=tuple(int(number) for number in one.byte_range),
        contents=one.pkcs7_content,
        claimed_time=_claimed_time(one),
        reason=str(reason)[:500] if isinstance(reason, generic.TextStringObject) else "",
        pades=name_at(one.sig_object, "/SubFilter") == "/ETSI.CAdES.detached",
        certifies=_certifies(one, reader),
        says_name=tidy(name) if isinstance(name, generic.TextStringObject) else "",
    )


def _claimed_time(one: EmbeddedPdfSignature) -> datetime | None:
    try:
        moment: datetime | None = one.self_reported_timestamp
    # LibreOffice writes times that the library can't read; the signature itself says the time too.
    except (PdfReadError, ValueError, KeyError, AttributeError):
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _certifies(one: EmbeddedPdfSignature, reader: PdfFileReader) -> bool:
    permissions = entry(reader.root, "/Perms")
    if not isinstance(permissions, generic.DictionaryObject) or "/DocMDP" not in permissions:
        return False
    return _identity_of_value(permissions.raw_get("/DocMDP")) == _identity_of_value(one.sig_field.raw_get("/V"))


def _places(reader: PdfFileReader) -> tuple[ExpectedField, ...]:
    """Return where the signature fields are, for comparison with a template."""
    found: list[ExpectedField] = []
    for page in range(min(int(reader.root["/Pages"]["/Count"]), _MOST_PAGES_FOR_TEMPLATE)):
        reference, _resources = reader.find_page_for_modification(page)  # type: ignore[no-untyped-call]
        annotations = entry(reference.get_object(), "/Annots")
        for widget in map(resolved, annotations) if isinstance(annotations, generic.ArrayObject) else ():
            if isinstance(widget, generic.DictionaryObject) and name_at(widget, "/FT") == "/Sig":
                x1, y1, x2, y2 = (float(number) for number in widget["/Rect"])
                found.append(ExpectedField(_full_name(widget), page, (x1, y1, x2, y2)))
    return tuple(found)


def _full_name(field: generic.PdfObject | None) -> str:
    """Return the dotted name of a field, its own part last."""
    parts: list[str] = []
    while isinstance(field, generic.DictionaryObject) and len(parts) < _DEEPEST_FIELD:
        parts.append(str(entry(field, "/T") or ""))
        field = entry(field, "/Parent")
    return ".".join(part for part in reversed(parts) if part)
