"""What the bytes and the structure of a file say: is it as it was signed, and does it hide nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certdesk.core.words import _
from certdesk.signing.pdf.byte_rules import MOST_SIGNATURES
from certdesk.signing.pdf.changes import Changes
from certdesk.signing.pdf.document_kind import PRODUCER
from certdesk.signing.pdf.gathering import Evidence, Finding, Pair, found, not_checked, passed
from certdesk.signing.pdf.pdf_rules import ENCRYPTED, Inside
from certdesk.signing.verification import ExpectedField, Verdict

_ENDINGS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r", b"%%EOF\r\n")
_RECTANGLE_ERROR = 0.5  # points


def _readable(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if not evidence.content.startswith(b"%PDF-"):
        return found(Verdict.CANNOT_TELL, "structure", _("Something stands before the beginning of the PDF."))
    if evidence.inside.problem:
        sentence = _("The file is not built as strictly as it takes to be sure of what was signed.")
        if evidence.inside.problem == ENCRYPTED:
            sentence = _("The file is encrypted, so that this program can't look at what was done to it.")
        return found(Verdict.CANNOT_TELL, "structure", sentence, evidence.inside.problem)
    return passed("structure", _("The file could be read strictly."))


def _plainly_written(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    inside, name = evidence.inside, "signature_bytes"
    broken = _("A signature is broken: it does not stand in the file as the standard asks.")
    if inside.broken or len(pairs) < len(inside.signed) or len(evidence.written) > MOST_SIGNATURES:
        return found(Verdict.NOT_GENUINE, name, broken, ", ".join(inside.broken))
    if inside.problem and any(one.problem for one in evidence.written):
        return found(Verdict.NOT_GENUINE, name, broken, next(one.problem for one in evidence.written if one.problem))
    used = {pair.written.at for pair in pairs}
    unused = [opened for one, opened in zip(evidence.written, evidence.opened, strict=True) if one.at not in used]
    if any(not opened.altered for opened in unused):
        # Other programs let a signer clear a signature and sign anew; ours does not.
        worst = Verdict.NOT_GENUINE if _is_ours(evidence) or not pairs else Verdict.CANNOT_TELL
        return found(worst, name, _("A signature was taken out of the document after signing."))
    if unused:
        return found(Verdict.CANNOT_TELL, name, _("There are remains of a signature that the document does not use."))
    return passed(name, _("Each signature stands in the file exactly once and covers everything around it."))


def _unaltered(_evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    altered = [pair.opened.altered for pair in pairs if pair.opened.altered]
    if altered:
        return found(Verdict.NOT_GENUINE, "integrity", _("The file was changed after it was signed."), altered[0])
    return passed("integrity", _("The signed bytes are exactly those that were signed."))


def _to_the_end(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    if max((pair.written.end for pair in pairs), default=0) == len(evidence.content):
        return passed("coverage", _("The last signature covers the file to its end."))
    history = evidence.inside.history
    tidy = evidence.content.endswith(_ENDINGS) and not evidence.inside.problem
    if tidy and history.adds_check_data and history.changes < Changes.FORBIDDEN:
        sentence = _("Certificates for checking were added after the last signature; nothing that is shown.")
        return found(Verdict.GENUINE_BUT, "coverage", sentence)
    if tidy and pairs and Changes.NONE < history.changes < Changes.FORBIDDEN and not _is_ours(evidence):
        return found(Verdict.CANNOT_TELL, "coverage", _("The last signature does not cover what was added after it."))
    if not pairs:
        return found(Verdict.NOT_GENUINE, "coverage", _("No signature covers the file."))
    if _may_be_check_data(evidence, pairs):
        sentence = _("Something was added after the last signature, perhaps only certificates for checking.")
        return found(Verdict.CANNOT_TELL, "coverage", sentence)
    return found(Verdict.NOT_GENUINE, "coverage", _("The file does not end where the last signature says it ends."))


def _may_be_check_data(evidence: Evidence, pairs: Sequence[Pair]) -> bool:
    """Say whether sound signatures of a file that can't be read may just have been made checkable for longer."""
    if not evidence.inside.problem or not evidence.content.endswith(_ENDINGS):
        return False
    end = max(pair.written.end for pair in pairs)
    hints = b"/DSS" in evidence.content[end:] or b"/Encrypt" in evidence.content[:end]
    return hints and not any(pair.opened.altered for pair in pairs)


def _is_ours(evidence: Evidence) -> bool:
    """Say whether the file claims to be one of ours, to which nothing is ever added but signatures."""
    return evidence.inside.carried.producer == PRODUCER


def _distinct(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if evidence.inside.shared_values:
        return found(Verdict.NOT_GENUINE, "fields", _("Two signature fields show one and the same signature."))
    return passed("fields", _("Each signature field has a signature of its own."))


def _changed_since(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    changes, detail = evidence.inside.history.changes, evidence.inside.history.detail
    if changes is Changes.FORBIDDEN or (changes is Changes.PERMITTED and _is_ours(evidence)):
        sentence = _("The document was changed after its first signature.")
        return found(Verdict.NOT_GENUINE, "changes", sentence, detail)
    if changes is Changes.PERMITTED:
        sentence = _("Notes or values were added after signing, as the signer had permitted; they may hide something.")
        return found(Verdict.CANNOT_TELL, "changes", sentence, detail)
    if changes is Changes.PROPERTIES:
        sentence = _(
            "Between two signatures something was changed, as many programs do when a second person signs: the look of "
            "a signature, for example, or the title. The text is as it was, but this program can't tell what covers it."
        )
        return found(Verdict.CANNOT_TELL, "changes", sentence, detail)
    if evidence.inside.problem:
        return not_checked("changes", _("Changes between signatures could not be looked at."))
    if len(pairs) > 1:
        return passed("changes", _("After the first signature nothing but signatures was added."))
    return passed("changes", _("Nothing was added to the file after signing."))


def _plain(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if evidence.inside.active:
        sentence = _("The file has active parts, so that what you see may not be what was signed.")
        return found(Verdict.CANNOT_TELL, "active_parts", sentence, ", ".join(evidence.inside.active))
    if evidence.inside.problem:
        return not_checked("active_parts", _("Active parts could not be looked for."))
    return passed("active_parts", _("The file has no scripts, no media and nothing from outside."))


def _strong(_evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    weak = [pair.opened.weak for pair in pairs if pair.opened.weak]
    if weak:
        return found(
            Verdict.CANNOT_TELL, "strength", _("A signature was made in an old way that can be forged."), weak[0]
        )
    unchecked = [pair.opened.unchecked for pair in pairs if pair.opened.unchecked]
    if unchecked:
        sentence = _("A signature was made in a way that this program can't check.")
        return found(Verdict.CANNOT_TELL, "strength", sentence, unchecked[0])
    unusual = [pair.opened.unusual for pair in pairs if pair.opened.unusual]
    if unusual:
        sentence = _("A signature is written in an unusual way, so that parts of it could be changed unnoticed.")
        return found(Verdict.CANNOT_TELL, "strength", sentence, unusual[0])
    return passed("strength", _("The signatures were made in a sound way."))


FILE_RULES: tuple[Callable[[Evidence, Sequence[Pair]], Finding], ...] = (
    _readable,
    _plainly_written,
    _unaltered,
    _to_the_end,
    _distinct,
    _changed_since,
    _plain,
    _strong,
)


def template_rule(inside: Inside, template: Sequence[ExpectedField]) -> Finding:
    """Compare the signature fields with those of the template."""

    def near(one: ExpectedField, other: ExpectedField) -> bool:
        edges = zip(one.rectangle, other.rectangle, strict=True)
        close = all(abs(first - second) <= _RECTANGLE_ERROR for first, second in edges)
        return close and (one.name, one.page) == (other.name, other.page)

    there = sorted(inside.places, key=lambda each: each.name)
    wanted = sorted(template, key=lambda each: each.name)
    if len(there) == len(wanted) and all(map(near, there, wanted)):
        return passed("template", _("The signature fields are where this kind of document has them."))
    sentence = _("The signature fields are not where this kind of document has them.")
    return found(Verdict.CANNOT_TELL, "template", sentence)
