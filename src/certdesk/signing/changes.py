"""What was changed in a PDF after it was signed, judged by revision and first against last (pyHanko)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    WhitelistRule,
    XrefStreamRule,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from certdesk.signing.same_document import Kind, differences

_STRICT_FORM_KEYS = frozenset({"/Fields"})
_FORM_KEYS = frozenset({"/Fields", "/DR", "/DA", "/Q"})


class Changes(IntEnum):
    """What happened after the first signature, from harmless to forbidden."""

    NONE = 0
    SIGNATURES = 1
    CHECK_DATA = 2
    PROPERTIES = 3
    FORBIDDEN = 4


_OF_KIND = {
    Kind.CHECK_DATA: Changes.CHECK_DATA,
    Kind.PROPERTIES: Changes.PROPERTIES,
    Kind.CONTENT: Changes.FORBIDDEN,
}


def judge_changes(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> tuple[Changes, str]:
    """Return the worst that happened after any of ``signatures`` (oldest first), and what it was."""
    worst, detail = Changes.NONE, ""
    for signature in signatures:
        level, reason = _after(reader, signature)
        if level > worst:
            worst, detail = level, reason
    if not signatures or signatures[0].evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE:
        return worst, detail
    first = reader.get_historical_resolver(signatures[0].signed_revision)
    last = reader.get_historical_resolver(reader.xrefs.total_revisions - 1)
    for difference in differences(first, last):
        level = _OF_KIND[difference.kind]
        if level > worst:
            worst, detail = level, difference.path
    return worst, detail


def _after(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> tuple[Changes, str]:
    coverage = signature.evaluate_signature_coverage()
    if coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Changes.NONE, ""
    if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Changes.FORBIDDEN, f"{signature.field_name} does not cover a whole revision"
    strict = _allowed(reader, signature, _policy(_STRICT_FORM_KEYS))
    if isinstance(strict, ModificationLevel):
        signing = strict is ModificationLevel.FORM_FILLING
        return (Changes.SIGNATURES, "") if signing or strict is ModificationLevel.NONE else (Changes.CHECK_DATA, "")
    metadata = MetadataUpdateRule()  # type: ignore[no-untyped-call]
    lenient = _allowed(reader, signature, _policy(_FORM_KEYS, DocInfoRule(), metadata))
    return (Changes.FORBIDDEN, strict) if isinstance(lenient, str) else (Changes.PROPERTIES, strict)


def _allowed(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, policy: StandardDiffPolicy
) -> ModificationLevel | str:
    """Return how much was changed, or in the words of the library why that is not allowed."""
    permitted = signature.docmdp_level
    result = policy.review_file(reader, signature.signed_revision, signature.fieldmdp, permitted)
    if not isinstance(result, DiffResult):
        return str(result)[:300]
    if permitted is not None and result.modification_level.value > permitted.value:
        return f"{signature.field_name} allows no such change"
    return result.modification_level


def _policy(form_keys: frozenset[str], *extra: WhitelistRule) -> StandardDiffPolicy:
    rules = (XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), *extra)
    qualified = [rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in rules]
    # The rule for other form fields is left out on purpose: it lets anybody change the text in them after signing.
    form = FormUpdatingRule(
        [
            SigFieldCreationRule(allow_new_visible_after_certify=False),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(allow_in_place_appearance_stream_changes=False),
        ],
        ignored_acroform_keys=form_keys,
    )
    catalog = CatalogModificationRule()  # type: ignore[no-untyped-call]
    return StandardDiffPolicy([catalog, *qualified], form, ignore_orphaned_objects=False)
