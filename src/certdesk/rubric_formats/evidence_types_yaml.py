"""CertDesk's lists of evidence types and unscorable codes: `schema: certdesk.evidence-types/1`."""

from __future__ import annotations

from certdesk.core.evidence_types import EvidenceCatalogue, EvidenceType, UnscorableCode
from certdesk.core.fields import Fields
from certdesk.core.words import _
from certdesk.rubric_formats.our_yaml import top

SCHEMA = "certdesk.evidence-types/1"
_GIB = 2**30
_LIMITS = ("max_count", "max_minutes", "max_pages", "max_words", "min_minutes")


def read_evidence_types(text: str, *, name: str) -> EvidenceCatalogue:
    """Read evidence types, codes and limits; ``name`` is the file's name for messages. Raises RubricError."""
    file = top(text, name, SCHEMA)
    limits = file.child("portfolio_limits")
    return EvidenceCatalogue(
        types=tuple(_type(part) for part in file.children("types", "type")),
        codes=tuple(code for part in file.children("unscorable_codes", "code") if (code := _code(part))),
        max_items=limits.whole("max_items", least=1),
        max_total_bytes=int(limits.number("max_total_gib") * _GIB),
        max_file_bytes=int(limits.number("max_single_file_gib") * _GIB),
        currency_months=file.whole("currency_default_months", 24, least=1, most=1200),
    )


def _type(fields: Fields) -> EvidenceType:
    fields = fields.at(_("type {id}").format(id=fields.text("id")))
    fields.filled()
    fields.only(
        "id", "label", "media", "formats", "consent", "anonymise", "restricted", "author", "pointer", "note", *_LIMITS
    )
    return EvidenceType(
        id=fields.text("id"),
        label=fields.text("label"),
        media=fields.texts("media"),
        formats=fields.texts("formats"),
        limits=tuple((limit, fields.number(limit)) for limit in _LIMITS if fields.has(limit)),
        consent=fields.text("consent", ""),
        anonymise=fields.text("anonymise", "") == "required",
        restricted=fields.flag("restricted", default=False),
        author=fields.text("author", ""),
        pointer=fields.text("pointer", ""),
        note=fields.text("note", ""),
    )


def _code(fields: Fields) -> UnscorableCode | None:
    """Read a code; "not observed" stands in the same list of the file, but is another kind of mark."""
    fields = fields.at(_("code {code}").format(code=fields.text("code")))
    fields.filled()
    fields.only("code", "label", "candidate_can_fix", "routes_to", "hide_item", "alternative", "counts_as")
    if fields.text("counts_as", "") == "not_observed":
        return None
    return UnscorableCode(
        code=fields.text("code"),
        label=fields.text("label"),
        candidate_can_fix=fields.flag("candidate_can_fix"),
        routes_to=fields.text("routes_to", ""),
        hides_item=fields.flag("hide_item", default=False),
    )
