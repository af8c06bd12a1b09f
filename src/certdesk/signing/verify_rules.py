"""From evidence to a verdict: each rule says what it found and the best verdict that still allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from certdesk.core.words import _
from certdesk.signing.byte_rules import MOST_SIGNATURES, WrittenSignature, find_signatures
from certdesk.signing.changes import Changes
from certdesk.signing.cms_rules import SignedWords, open_signature
from certdesk.signing.fingerprint import digest, fingerprint
from certdesk.signing.pdf_rules import Inside, SignedField, look_inside
from certdesk.signing.trust import Trust
from certdesk.signing.verification import (
    Check,
    CheckState,
    ExpectedField,
    SignatureFacts,
    Verdict,
    Verification,
)

_CLOCK_ERROR = timedelta(days=1)
_ENDINGS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r", b"%%EOF\r\n")
_RECTANGLE_ERROR = 0.5  # points


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was found in one file; ``opened`` runs parallel to ``written``."""

    content: bytes
    written: tuple[WrittenSignature, ...]
    opened: tuple[SignedWords, ...]
    inside: Inside
    trust: Trust
    now: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """One signature as the bytes and as the reader know it; a file that can't be read has no ``field``."""

    written: WrittenSignature
    opened: SignedWords
    field: SignedField | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and the best verdict that it leaves possible."""

    best: Verdict
    check: Check


def gather(content: bytes, trust: Trust, now: datetime) -> Evidence:
    """Look at the bytes, at each signature and at the document in ``content``; never raises for what is in there."""
    written = find_signatures(content)
    opened = tuple(open_signature(one, content) for one in written)
    return Evidence(content, written, opened, look_inside(content), trust, now)


def judge(evidence: Evidence, template: Sequence[ExpectedField]) -> Verification:
    """Apply every rule and take the worst that any of them allows."""
    if not (evidence.written or evidence.inside.signed or evidence.inside.broken):
        return _unsigned(evidence.inside)
    pairs = tuple(_pairs(evidence))
    findings = [rule(evidence, pairs) for rule in _RULES]
    if template:
        findings.append(_template(evidence.inside, template))
    findings += [_passed(name, sentence, CheckState.NOT_CHECKED) for name, sentence in _not_checked()]
    verdict = max((finding.best for finding in findings), key=lambda each: each.rank)
    facts = tuple(_facts(evidence, pair) for pair in pairs)
    return Verification(
        verdict,
        _summary(verdict, findings, facts),
        tuple(finding.check for finding in findings),
        facts,
        evidence.inside.unsigned,
    )


def _pairs(evidence: Evidence) -> Iterator[Pair]:
    """Match what the reader saw with what is written; a file that can't be read counts everything that is written."""
    both = tuple(zip(evidence.written, evidence.opened, strict=True))
    if evidence.inside.problem:
        yield from (Pair(written, opened, None) for written, opened in both)
        return
    for field in evidence.inside.signed:
        for written, opened in both:
            if written.contents and written.numbers == field.numbers and written.contents == field.contents:
                yield Pair(written, opened, field)


def _readable(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if not evidence.content.startswith(b"%PDF-"):
        return _found(Verdict.CANNOT_TELL, "structure", _("Something stands before the beginning of the PDF."))
    if evidence.inside.problem:
        sentence = _("The structure of the file can't be checked strictly.")
        return _found(Verdict.CANNOT_TELL, "structure", sentence, evidence.inside.problem)
    return _passed("structure", _("The file could be read strictly."))


def _plainly_written(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    inside, name = evidence.inside, "signature_bytes"
    broken = _("A signature is broken: it does not stand in the file as the standard asks.")
    if inside.broken or len(pairs) < len(inside.signed) or len(evidence.written) > MOST_SIGNATURES:
        return _found(Verdict.NOT_GENUINE, name, broken, ", ".join(inside.broken))
    if inside.problem and any(one.problem for one in evidence.written):
        return _found(Verdict.NOT_GENUINE, name, broken, next(one.problem for one in evidence.written if one.problem))
    used = {pair.written.at for pair in pairs}
    unused = [opened for one, opened in zip(evidence.written, evidence.opened, strict=True) if one.at not in used]
    if any(not opened.altered for opened in unused):
        return _found(Verdict.NOT_GENUINE, name, _("A signature was taken out of the document after signing."))
    if unused:
        return _found(Verdict.CANNOT_TELL, name, _("There are remains of a signature that the document does not use."))
    return _passed(name, _("Each signature stands in the file exactly once and covers everything around it."))


def _unaltered(_evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    altered = [pair.opened.altered for pair in pairs if pair.opened.altered]
    if altered:
        return _found(Verdict.NOT_GENUINE, "integrity", _("The file was changed after it was signed."), altered[0])
    return _passed("integrity", _("The signed bytes are exactly those that were signed."))


def _to_the_end(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    if max((pair.written.end for pair in pairs), default=0) == len(evidence.content):
        return _passed("coverage", _("The last signature covers the file to its end."))
    history = evidence.inside.history
    tidy = evidence.content.endswith(_ENDINGS) and not evidence.inside.problem
    if tidy and history.adds_check_data and history.changes < Changes.FORBIDDEN:
        sentence = _("Certificates for checking were added after the last signature; nothing that is shown.")
        return _found(Verdict.GENUINE_BUT, "coverage", sentence)
    if not pairs:
        return _found(Verdict.NOT_GENUINE, "coverage", _("No signature covers the file."))
    return _found(Verdict.NOT_GENUINE, "coverage", _("The file does not end where the last signature says it ends."))


def _distinct(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if evidence.inside.shared_values:
        return _found(Verdict.NOT_GENUINE, "fields", _("Two signature fields show one and the same signature."))
    return _passed("fields", _("Each signature field has a signature of its own."))


def _changed_since(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    changes, detail = evidence.inside.history.changes, evidence.inside.history.detail
    if changes is Changes.FORBIDDEN:
        sentence = _("The document was changed after its first signature.")
        return _found(Verdict.NOT_GENUINE, "changes", sentence, detail)
    if changes is Changes.PROPERTIES:
        sentence = _("Between two signatures something changed that need not change what is shown.")
        return _found(Verdict.CANNOT_TELL, "changes", sentence, detail)
    if evidence.inside.problem:
        return _passed("changes", _("Changes between signatures could not be looked at."), CheckState.NOT_CHECKED)
    if len(pairs) > 1:
        return _passed("changes", _("After the first signature nothing but signatures was added."))
    return _passed("changes", _("Nothing was added to the file after signing."))


def _plain(evidence: Evidence, _pairs: Sequence[Pair]) -> Finding:
    if evidence.inside.active:
        sentence = _("The file has active parts, so that what you see may not be what was signed.")
        return _found(Verdict.CANNOT_TELL, "active_parts", sentence, ", ".join(evidence.inside.active))
    if evidence.inside.problem:
        return _passed("active_parts", _("Active parts could not be looked for."), CheckState.NOT_CHECKED)
    return _passed("active_parts", _("The file has no scripts, no media and nothing from outside."))


def _strong(_evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    weak = [pair.opened.weak for pair in pairs if pair.opened.weak]
    if weak:
        return _found(Verdict.CANNOT_TELL, "strength", _("A signature was made in a way that can be forged."), weak[0])
    unusual = [pair.opened.unusual for pair in pairs if pair.opened.unusual]
    if unusual:
        return _found(Verdict.CANNOT_TELL, "strength", _("A signature is written in an unusual way."), unusual[0])
    return _passed("strength", _("The signatures were made in a sound way."))


def _known(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    people = [pair for pair in pairs if not pair.opened.is_timestamp]
    strangers = [pair for pair in people if not evidence.trust.find(digest(pair.opened.certificate))]
    if strangers or not people:
        sentence = _("Nobody you know vouches for the signer.")
        return _found(
            Verdict.CANNOT_TELL,
            "signer",
            sentence,
            ", ".join(each.opened.name for each in strangers if each.opened.name),
        )
    return _passed("signer", _("You know everybody who signed."))


def _in_time(evidence: Evidence, pairs: Sequence[Pair]) -> Finding:
    for pair in pairs:
        start, end, claimed = pair.opened.valid_from, pair.opened.valid_until, _claimed(pair)
        if start is None or end is None:
            continue
        if claimed is not None and not start <= claimed <= end:
            sentence = _("The signer's certificate was not valid at the time that the signer claims.")
            return _found(Verdict.GENUINE_BUT, "certificate_dates", sentence)
        if claimed is not None and claimed > evidence.now + _CLOCK_ERROR:
            return _found(Verdict.GENUINE_BUT, "certificate_dates", _("The signer claims a time that is yet to come."))
        if not start <= evidence.now + _CLOCK_ERROR or evidence.now > end:
            sentence = _("The signer's certificate has expired since, or is not valid yet.")
            return _found(Verdict.GENUINE_BUT, "certificate_dates", sentence)
    return _passed("certificate_dates", _("The certificates are valid, and were so when the signers say they signed."))


_RULES: tuple[Callable[[Evidence, Sequence[Pair]], Finding], ...] = (
    _readable,
    _plainly_written,
    _unaltered,
    _to_the_end,
    _distinct,
    _changed_since,
    _plain,
    _strong,
    _known,
    _in_time,
)


def _template(inside: Inside, template: Sequence[ExpectedField]) -> Finding:
    def near(one: ExpectedField, other: ExpectedField) -> bool:
        edges = zip(one.rectangle, other.rectangle, strict=True)
        close = all(abs(first - second) <= _RECTANGLE_ERROR for first, second in edges)
        return close and (one.name, one.page) == (other.name, other.page)

    found = sorted(inside.places, key=lambda each: each.name)
    wanted = sorted(template, key=lambda each: each.name)
    if len(found) == len(wanted) and all(map(near, found, wanted)):
        return _passed("template", _("The signature fields are where this kind of document has them."))
    sentence = _("The signature fields are not where this kind of document has them.")
    return _found(Verdict.CANNOT_TELL, "template", sentence)


def _not_checked() -> Iterator[tuple[str, str]]:
    yield "time", _("The time of signing is the signer's own clock; no independent clock confirms it.")
    yield "revocation", _("Whether a key was reported lost was not checked.")


def _unsigned(inside: Inside) -> Verification:
    sentence = _("This file is not signed.")
    if inside.problem:
        sentence = _("No signature was found, and the file can't be read strictly.")
    checks = (Check("signed", CheckState.FAILED, sentence, inside.problem),)
    return Verification(Verdict.CANNOT_TELL, sentence, checks, (), inside.unsigned)


def _facts(evidence: Evidence, pair: Pair) -> SignatureFacts:
    opened, field = pair.opened, pair.field
    known = evidence.trust.find(digest(opened.certificate)) if opened.certificate else None
    whole = pair.written.end == len(evidence.content)
    level = _("PAdES B-B") if field and field.pades else _("PDF signature")
    return SignatureFacts(
        field=field.name if field else "",
        name=opened.name,
        role=opened.role,
        fingerprint=fingerprint(opened.certificate) if opened.certificate else "",
        digest=digest(opened.certificate) if opened.certificate else "",
        self_made=opened.issuer_is_subject,
        known_as=known.how if known else "",
        intact=bool(opened.certificate) and not opened.altered,
        claimed_time=_claimed(pair),
        valid_from=opened.valid_from,
        valid_until=opened.valid_until,
        level=_("time stamp") if opened.is_timestamp else level,
        coverage=_("the whole file") if whole else _("an earlier state of the file"),
        reason=field.reason if field else "",
    )


def _claimed(pair: Pair) -> datetime | None:
    return (pair.field.claimed_time if pair.field else None) or pair.opened.cms_time


def _summary(verdict: Verdict, findings: Sequence[Finding], facts: Sequence[SignatureFacts]) -> str:
    who = ", ".join(each.name for each in facts if each.name and each.level != _("time stamp"))
    decisive = [finding.check for finding in findings if finding.best is verdict]
    if verdict is Verdict.GENUINE:
        return _("Signed by {who}; not changed since.").format(who=who)
    if verdict is Verdict.GENUINE_BUT:
        return _("Signed by {who}; not changed since. {but}").format(who=who, but=decisive[0].sentence)
    if verdict is Verdict.CANNOT_TELL and [check.name for check in decisive] == ["signer"]:
        return _(
            "The file has not been changed since it was signed, but nobody you know vouches for the signer "
            "({who}). Compare the fingerprint {fingerprint} with the signer by telephone or in person."
        ).format(who=who, fingerprint=" / ".join(each.fingerprint for each in facts if not each.known_as))
    return decisive[0].sentence


def _passed(name: str, sentence: str, state: CheckState = CheckState.PASSED) -> Finding:
    return Finding(Verdict.GENUINE, Check(name, state, sentence))


def _found(best: Verdict, name: str, sentence: str, detail: str = "") -> Finding:
    state = CheckState.FAILED if best is Verdict.NOT_GENUINE else CheckState.WARNING
    return Finding(best, Check(name, state, sentence, detail))
