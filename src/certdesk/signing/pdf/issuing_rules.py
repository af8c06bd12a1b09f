"""Whether a document is of a sort that its signer may make alone: certificates of a programme come from its desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certdesk.core.credentials import Deed
from certdesk.core.words import _
from certdesk.signing.pdf.chain import Fault
from certdesk.signing.pdf.cross_checks import Carrying
from certdesk.signing.pdf.gathering import Finding, found, not_checked, passed
from certdesk.signing.pdf.news import News
from certdesk.signing.pdf.who_signed import WhoSigned
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.verification import DocumentKind, Verdict

ISSUING = "issuing"
_NEVER_ISSUES = "assessor"
_DOUBTED = frozenset({Verdict.CANNOT_TELL, Verdict.NOT_GENUINE})


def issuing_findings(
    people: Sequence[WhoSigned], carried: Carrying, kind: DocumentKind, news: News
) -> Iterator[Finding]:
    """Say whether a programme made this document, or only somebody whom it allowed to sign reports."""
    if kind is not DocumentKind.CERTIFICATE and kind is not DocumentKind.FOREIGN and (carried.badge or carried.code):
        sentence = _("It carries a badge or a code, as only certificates do, and says that it is none.")
        yield found(Verdict.CANNOT_TELL, ISSUING, sentence)
        return
    for who in people:
        if who.programme is None or who.chain.fault is not Fault.NONE:
            continue
        if kind is DocumentKind.CERTIFICATE:
            yield _issued(who, who.programme, carried, news)
        elif kind is DocumentKind.FOREIGN:
            sentence = _("Another program made this file: {programme} vouches for who signed it, not for what it is.")
            yield not_checked(ISSUING, sentence.format(programme=who.programme.name))
        return


def _issued(who: WhoSigned, programme: ProgrammeTrust, carried: Carrying, news: News) -> Finding:
    if news.entry is not None and news.entry.deed is Deed.ISSUED:
        return passed(ISSUING, _("{programme} issued it.").format(programme=programme.name))
    name = who.pair.opened.name
    if not _vouched_for(programme, carried):
        sentence = _(
            "{name} may sign for {programme}, but only its issuing desk issues certificates, and neither the register "
            "nor a badge or code shows that it issued this one."
        )
        return found(Verdict.CANNOT_TELL, ISSUING, sentence.format(name=name, programme=programme.name))
    if who.pair.opened.role.strip().casefold() == _NEVER_ISSUES:
        # A badge can be copied from a genuine certificate onto another page; who signs the page must be let issue.
        sentence = _(
            "{name} signs for {programme} as an assessor, who do not issue certificates, and the register that you "
            "have does not hold this one."
        )
        return found(Verdict.CANNOT_TELL, ISSUING, sentence.format(name=name, programme=programme.name))
    return passed(ISSUING, _("{programme} issued it.").format(programme=programme.name))


def _vouched_for(programme: ProgrammeTrust, carried: Carrying) -> bool:
    """Say whether the programme's own key made the badge or the code; what they say is compared elsewhere."""
    keys = {each.key for each in programme.register_keys}
    if carried.facts is not None and carried.facts.key in keys:
        return True
    code = carried.code_verdict
    return code is not None and code.programme_id == programme.id and code.verdict not in _DOUBTED
