"""What sort of document a file is, and whether it has the shape that documents of that sort have."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from certdesk.core.words import _
from certdesk.signing.pdf.gathering import Finding, found, passed
from certdesk.signing.pdf.pdf_rules import Inside
from certdesk.signing.verification import DocumentKind, ExpectedField, Verdict

PRODUCER = "CertDesk"
_FIELDS: Mapping[DocumentKind, frozenset[str]] = {
    DocumentKind.REPORT: frozenset({"CertDesk.Assessor", "CertDesk.Lead"}),
    DocumentKind.CERTIFICATE: frozenset({"CertDesk.Lead"}),
}
_SORTS = {
    each.value: each
    for each in (
        DocumentKind.REPORT,
        DocumentKind.CERTIFICATE,
        DocumentKind.LETTER,
        DocumentKind.RECORD,
        DocumentKind.MINUTES,
    )
}


def kind_of(inside: Inside) -> DocumentKind:
    """Say what a file claims to be by its maker and its fields; anybody can claim that, so it proves nothing."""
    if inside.carried.producer != PRODUCER:
        return DocumentKind.FOREIGN
    fields = frozenset((*(each.name for each in inside.signed), *inside.broken, *inside.unsigned))
    if inside.carried.sort in _SORTS:
        return _SORTS[inside.carried.sort]
    # The first documents of this program did not say yet what they are.
    return next((kind for kind, names in _FIELDS.items() if names == fields), DocumentKind.FOREIGN)


def shape_finding(inside: Inside, kind: DocumentKind) -> Finding | None:
    """Compare the fields of one of our documents with those of its sort; None for a file of another program."""
    if kind is DocumentKind.FOREIGN or inside.problem:
        return None
    names = sorted((*(each.name for each in inside.signed), *inside.broken, *inside.unsigned))
    on_pages = sorted(each.name for each in inside.places)
    if kind in _FIELDS and set(names) != _FIELDS[kind]:
        sentence = _("The signature fields are not those that this kind of document has.")
        return found(Verdict.CANNOT_TELL, "template", sentence, ", ".join(names)[:300])
    pages = {each.page for each in inside.places}
    overlapping = any(_overlap(one, other) for one, other in combinations(inside.places, 2))
    if on_pages != names or overlapping or len(pages) > 1:
        sentence = _("The signature fields are not where this kind of document has them.")
        return found(Verdict.CANNOT_TELL, "template", sentence, ", ".join(on_pages)[:300])
    return passed("template", _("The signature fields are those that this kind of document has."))


def _overlap(one: ExpectedField, other: ExpectedField) -> bool:
    left, bottom, right, top = one.rectangle
    other_left, other_bottom, other_right, other_top = other.rectangle
    return left < other_right and other_left < right and bottom < other_top and other_bottom < top
