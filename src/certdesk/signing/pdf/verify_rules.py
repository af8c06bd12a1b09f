"""From evidence to a verdict: each rule says what it found and the best verdict that still allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.core.words import _
from certdesk.signing.pdf.cross_checks import Carrying, carrying, cross_findings
from certdesk.signing.pdf.document_kind import kind_of, shape_finding
from certdesk.signing.pdf.facts import facts_of
from certdesk.signing.pdf.file_rules import FILE_RULES, template_rule
from certdesk.signing.pdf.gathering import Evidence, Finding, gather, pairs_of
from certdesk.signing.pdf.issuing_rules import ISSUING, issuing_findings
from certdesk.signing.pdf.news import News, news_of, registers_of
from certdesk.signing.pdf.pdf_rules import Inside
from certdesk.signing.pdf.register_rules import register_findings
from certdesk.signing.pdf.signer_rules import signer_findings
from certdesk.signing.pdf.who_signed import WhoSigned, programmes_of, who_signed
from certdesk.signing.verification import (
    Check,
    CheckState,
    DocumentKind,
    ExpectedField,
    SignatureFacts,
    Verdict,
    Verification,
)

__all__ = ["gather", "judge"]

_ALWAYS = frozenset({"programme", "withdrawn", "replaced"})
"""What a head line never leaves out."""
_FIRST = frozenset({"validity"})


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that the answer is put together from."""

    evidence: Evidence
    people: tuple[WhoSigned, ...]
    findings: tuple[Finding, ...]
    kind: DocumentKind
    news: News
    carrying: Carrying


def judge(evidence: Evidence, template: Sequence[ExpectedField]) -> Verification:
    """Apply every rule and take the worst that any of them allows."""
    if not (evidence.written or evidence.inside.signed or evidence.inside.broken):
        return _unsigned(evidence)
    pairs = tuple(pairs_of(evidence))
    people_of = [pair for pair in pairs if not pair.opened.is_timestamp]
    kind = kind_of(evidence.inside)
    programmes = programmes_of(evidence, people_of)
    carried = carrying(evidence, people_of, programmes)
    news = news_of(evidence.sha256, carried.serial, registers_of(evidence.trust, programmes))
    people = tuple(who_signed(evidence, pair, news) for pair in people_of)
    findings = [rule(evidence, pairs) for rule in FILE_RULES]
    if template:
        findings.append(template_rule(evidence.inside, template))
    elif (finding := shape_finding(evidence.inside, kind)) is not None:
        findings.append(finding)
    findings += signer_findings(evidence, people)
    findings += issuing_findings(people, carried, kind, news)
    findings += cross_findings(evidence, carried, kind, news)
    findings += register_findings(evidence, news, kind, _valid_until(news, carried))
    return _answer(Judged(evidence, people, tuple(findings), kind, news, carried))


def _answer(judged: Judged) -> Verification:
    evidence, news, findings = judged.evidence, judged.news, judged.findings
    verdict = max((finding.best for finding in findings), key=lambda each: each.rank)
    pairs = tuple(pairs_of(evidence))
    by_pair = {who.pair.written.at: who for who in judged.people}
    facts = tuple(facts_of(evidence, pair, by_pair.get(pair.written.at)) for pair in pairs)
    programme = next((who.programme for who in judged.people if who.programme), None)
    lists = [who.standing.as_of for who in judged.people if who.standing.as_of]
    return Verification(
        verdict,
        _summary(judged, verdict, facts),
        tuple(finding.check for finding in findings),
        facts,
        evidence.inside.unsigned,
        kind=judged.kind,
        serial=news.serial or judged.carrying.serial,
        replaced_by=news.successor.serial if news.successor else "",
        programme=programme.name if programme else "",
        programme_id=programme.id if programme else "",
        rehearsal=bool(programme and programme.test),
        holder=judged.carrying.holder,
        award=judged.carrying.award,
        valid_until=_valid_until(news, judged.carrying),
        register_as_of=news.view.as_of if news.view else None,
        lists_as_of=min(lists, default=None),
        sha256=evidence.sha256,
        size=len(evidence.content),
        code=evidence.inside.carried.code,
    )


def _valid_until(news: News, carried: Carrying) -> date | None:
    return (news.entry.valid_until if news.entry else None) or carried.valid_until


def _unsigned(evidence: Evidence) -> Verification:
    inside: Inside = evidence.inside
    sentence = _("This file is not signed.")
    if inside.problem:
        sentence = _("No signature was found, and the file can't be read strictly.")
    checks = (Check("signed", CheckState.FAILED, sentence, inside.problem),)
    return Verification(
        Verdict.CANNOT_TELL,
        sentence,
        checks,
        (),
        inside.unsigned,
        kind=kind_of(inside),
        sha256=evidence.sha256,
        size=len(evidence.content),
    )


def _summary(judged: Judged, verdict: Verdict, facts: Sequence[SignatureFacts]) -> str:
    who = ", ".join(each.name for each in facts if each.name and each.level != _("time stamp"))
    decisive = [finding.check for finding in judged.findings if finding.best is verdict]
    if verdict is Verdict.GENUINE:
        # Somebody whom a programme let sign can sign a page that looks like anything.
        about = [each.check for each in judged.findings if each.check.name == ISSUING]
        return " ".join(
            [_signed_by(judged, who), *(check.sentence for check in about if check.state is CheckState.NOT_CHECKED)]
        )
    if verdict is Verdict.GENUINE_BUT:
        # What concerns the award itself comes before what concerns keys and clocks.
        said = [check for check in decisive if check.name in _ALWAYS]
        first = said or [next((check for check in decisive if check.name in _FIRST), decisive[0])]
        return " ".join([_signed_by(judged, who), *(check.sentence for check in first)])
    if verdict is Verdict.CANNOT_TELL and [check.name for check in decisive] == ["signer"]:
        if any(each.namesake for each in judged.people):
            return decisive[0].sentence
        strangers = [each.fingerprint for each in facts if not each.known_as and not each.chain]
        return _(
            "The file has not been changed since it was signed, but nobody you know vouches for the signer "
            "({who}). Compare the fingerprint {fingerprint} with the signer by telephone or in person."
        ).format(who=who, fingerprint=" / ".join(strangers))
    return decisive[0].sentence


def _signed_by(judged: Judged, who: str) -> str:
    """Name the programme as well: the page can name any other."""
    programmes = dict.fromkeys(each.programme.name for each in judged.people if each.programme)
    if not programmes:
        return _("Signed by {who}; not changed since.").format(who=who)
    return _("Signed by {who} for {programme}; not changed since.").format(who=who, programme=", ".join(programmes))
