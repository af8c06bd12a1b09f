"""What was changed in a PDF after it was signed, judged by revision and first against last (pyHanko)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    WhitelistRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FieldComparisonSpec, FormUpdate
from pyhanko.sign.diff_analysis.rules_api import Context
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from certdesk.core.words import N_, _
from certdesk.signing.pdf.same_document import Difference, Kind, differences

_STRICT_FORM_KEYS = frozenset({"/Fields"})
_FORM_KEYS = frozenset({"/Fields", "/DR", "/DA", "/Q"})


class Changes(IntEnum):
    """What happened after the first signature, from harmless to forbidden."""

    NONE = 0
    SIGNATURES = 1
    CHECK_DATA = 2
    PROPERTIES = 3
    PERMITTED = 4
    FORBIDDEN = 5


@dataclass(frozen=True, slots=True)
class History:
    """The worst that happened since the first signature, what it was, and whether certificates were added.

    ``after`` says the same for each signature, in their order, by revisions only.
    """

    changes: Changes = Changes.NONE
    detail: str = ""
    adds_check_data: bool = False
    after: tuple[Changes, ...] = ()


_CHANGES = {
    Changes.NONE: N_("nothing was added afterwards"),
    Changes.SIGNATURES: N_("only signatures were added afterwards"),
    Changes.CHECK_DATA: N_("only certificates for checking were added afterwards"),
    Changes.PROPERTIES: N_("title, author or dates were changed afterwards"),
    Changes.PERMITTED: N_("notes, fields or values were added that the signer had permitted"),
    Changes.FORBIDDEN: N_("the document was changed afterwards"),
}

_OF_KIND = {
    Kind.CHECK_DATA: Changes.CHECK_DATA,
    Kind.PROPERTIES: Changes.PROPERTIES,
    Kind.LOOK: Changes.PROPERTIES,
    Kind.CONTENT: Changes.FORBIDDEN,
}


_THINGS = {
    "/Info": N_("title, author or dates"),
    "/Metadata": N_("title, author or dates"),
    "/DSS": N_("certificates for checking"),
    "/Extensions": N_("certificates for checking"),
    "/AcroForm": N_("form fields"),
    "/Annots": N_("notes or fields on the page"),
    "/Font": N_("a font"),
    "/XObject": N_("a picture"),
    "/Contents": N_("text or drawing"),
    "/Resources": N_("text or drawing"),
    "/StructTreeRoot": N_("structure for screen readers"),
    "/Names": N_("attached files or names"),
    "/OCProperties": N_("layers"),
    "/OpenAction": N_("what happens when the file is opened"),
    "/Pages": N_("number or size of the pages"),
}


class _TaggedSigFieldRule(SigFieldModificationRule):
    """Knows a field that is one of several kids in the structure tree; pyHanko's rule knows an only kid."""

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterator[tuple[ModificationLevel, FormUpdate]]:
        # First the library's own rule, which objects to any change but that of a signing.
        yield from super().check_form_field(fq_name, spec, context)
        before, after, reference = spec.old_field, spec.new_field, spec.old_field_ref
        if before is None or after is None or reference is None or "/V" in before or "/V" not in after:
            return
        for path in context.old._get_usages_of_ref(reference):  # noqa: SLF001 - as the rule above does
            if tuple(path)[:2] == ("/Root", "/StructTreeRoot") and tuple(path)[-1] == "/Obj":
                place = Context.from_absolute(context.old, path)
                update = FormUpdate(updated_ref=reference, field_name=fq_name, context_checked=place)
                yield ModificationLevel.LTA_UPDATES, update


def changes_in_words(changes: Changes) -> str:
    """Say what was added after a signature."""
    return _(_CHANGES[changes])


def judge_changes(reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> History:
    """Return the worst that happened after any of ``signatures`` (oldest first), and what it was."""
    worst, detail = Changes.NONE, ""
    after: list[Changes] = []
    for signature in signatures:
        level, reason = _after(reader, signature)
        after.append(level)
        if level > worst:
            worst, detail = level, reason
    if not signatures or signatures[0].evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE:
        return History(worst, detail, after=tuple(after))
    first = reader.get_historical_resolver(signatures[0].signed_revision)
    last = reader.get_historical_resolver(reader.xrefs.total_revisions - 1)
    found = differences(first, last)
    if worst is Changes.FORBIDDEN and _shows_the_same(signatures, found):
        worst, after = Changes.PROPERTIES, [min(level, Changes.PROPERTIES) for level in after]
    if _only_permitted(reader, signatures, worst, found):
        after = [min(level, Changes.PERMITTED) for level in after]
        shown = [_in_words(each) for each in found if each.kind in {Kind.CONTENT, Kind.LOOK}]
        return History(Changes.PERMITTED, "; ".join(dict.fromkeys(shown)) or detail, after=tuple(after))
    worst = max([worst, *(_OF_KIND[difference.kind] for difference in found)])
    shown = [_in_words(each) for each in found if _OF_KIND[each.kind] is worst]
    words = "; ".join(dict.fromkeys(shown)) or detail
    return History(worst, words, any(each.path[:1] == ("/DSS",) for each in found), tuple(after))


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
    lenient = _allowed(reader, signature, _policy(_FORM_KEYS, DocInfoRule(), metadata, may_free=True))
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


def _only_permitted(
    reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature], worst: Changes, found: Sequence[Difference]
) -> bool:
    """Say whether all that differs are notes or fields, in a file whose signers had permitted such to be added.

    What the page shows may be another thing then, so this is never good; but it is not forged for that alone.
    """
    content = [each for each in found if each.kind is Kind.CONTENT]
    if worst < Changes.FORBIDDEN or not all(map(_is_note_or_field, content)):
        return False
    for signature in signatures:
        coverage = signature.evaluate_signature_coverage()
        if coverage is SignatureCoverageLevel.ENTIRE_FILE:
            continue
        if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            return False
        notes_too = signature.docmdp_level is MDPPerm.ANNOTATE or _nobody_certified(signatures)
        if not (notes_too and content) and isinstance(_allowed(reader, signature, _generous()), str):
            return False
    return True


def _shows_the_same(signatures: Sequence[EmbeddedPdfSignature], found: Sequence[Difference]) -> bool:
    """Say whether a file that nobody restricted still has all that was signed, though its tables are written oddly.

    Some programs count one object too many, for example; the library takes that for an attack.
    """
    whole = all(each.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION for each in signatures)
    return whole and _nobody_certified(signatures) and all(each.kind is not Kind.CONTENT for each in found)


def _generous() -> StandardDiffPolicy:
    """Return the library's own policy, with signatures that can be seen after a certification."""
    form = FormUpdatingRule(
        [
            SigFieldCreationRule(allow_new_visible_after_certify=True),  # type: ignore[no-untyped-call]
            _TaggedSigFieldRule(),
            GenericFieldModificationRule(),
        ]
    )
    return StandardDiffPolicy(DEFAULT_DIFF_POLICY.global_rules, form, reject_object_freeing=False)


def _nobody_certified(signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    return all(each.docmdp_level is None and each.fieldmdp is None for each in signatures)


def _is_note_or_field(difference: Difference) -> bool:
    path = difference.path
    # Nobody may permit to change what a signature says about itself.
    inside_signature = "/V" in path and path[-1] != "/V"
    return not inside_signature and ("/Annots" in path or path[:2] == ("/AcroForm", "/Fields"))


def _in_words(difference: Difference) -> str:
    """Say where a difference is, as far as a path through the document tells."""
    path = difference.path
    if difference.kind is Kind.LOOK:
        return _("the look of a signature field")
    thing = next((_(words) for key, words in _THINGS.items() if key in path), "".join(path) or "/Root")
    if path[:2] == ("/Pages", "/Kids") and len(path) > 3 and "/Kids" not in path[2:]:
        return _("page {number}: {thing}").format(number=int(path[2].strip("[]")) + 1, thing=thing)
    return thing


def _policy(form_keys: frozenset[str], *extra: WhitelistRule, may_free: bool = False) -> StandardDiffPolicy:
    rules = (XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), *extra)
    qualified = [rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in rules]
    # The rule for other form fields is left out on purpose: it lets anybody change the text in them after signing.
    form = FormUpdatingRule(
        [
            SigFieldCreationRule(allow_new_visible_after_certify=False),  # type: ignore[no-untyped-call]
            _TaggedSigFieldRule(allow_in_place_appearance_stream_changes=False),
        ],
        ignored_acroform_keys=form_keys,
    )
    catalog = CatalogModificationRule()  # type: ignore[no-untyped-call]
    # A freed object is missed where it was used; what no part of the document uses, iText frees without need.
    return StandardDiffPolicy(
        [catalog, *qualified], form, reject_object_freeing=not may_free, ignore_orphaned_objects=False
    )
