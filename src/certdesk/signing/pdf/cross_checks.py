"""Whether what a document carries beside its pages tells the same: the attached badge and the text of its code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.facts import BadgeFacts
from certdesk.signing.badge.verdict import BadgeVerdict
from certdesk.signing.codes.claims import CodeClaims, Shortened
from certdesk.signing.fingerprint import digest
from certdesk.signing.issuer import Issuer
from certdesk.signing.pdf.gathering import Evidence, Finding, Pair, found, not_checked, passed
from certdesk.signing.pdf.news import News
from certdesk.signing.trust import ProgrammeTrust
from certdesk.signing.verification import CheckState, DocumentKind, Verdict, Verification

_CANNOT = Verdict.CANNOT_TELL


@dataclass(frozen=True, slots=True)
class Carrying:
    """What badge and code say about the award.

    ``keys`` are those that may stand behind them: of the programmes of the signers, and of the signers themselves.
    ``complete`` says that all of them are known, so that another key is a wrong one.
    """

    badge: BadgeVerdict | None = None
    code: CodeClaims | None = None
    code_verdict: Verification | None = None
    title: str = ""
    keys: frozenset[bytes] = frozenset()
    complete: bool = False

    @property
    def facts(self) -> BadgeFacts | None:
        """What the badge says."""
        return self.badge.facts if self.badge else None

    @property
    def serial(self) -> str:
        """The serial that badge or code name."""
        return (self.facts.serial if self.facts else "") or (self.code.serial if self.code else "")

    @property
    def holder(self) -> str:
        """Who holds the award, by the code."""
        return self.code.holder if self.code else ""

    @property
    def award(self) -> str:
        """What was awarded."""
        return (self.facts.title if self.facts else "") or (self.code.title if self.code else "")

    @property
    def valid_until(self) -> date | None:
        """The last day of the award."""
        if self.facts is not None and self.facts.valid_until is not None:
            return self.facts.valid_until.date()
        return self.code.valid_until if self.code else None


def carrying(evidence: Evidence, pairs: Sequence[Pair], programmes: Sequence[ProgrammeTrust]) -> Carrying:
    """Read badge and code of a document; what is not there, or can't be read, stays empty."""
    inside = evidence.inside.carried
    if not (inside.badge or inside.code):
        return Carrying(title=inside.title)
    people = _people(evidence, pairs)
    keys = {key.key for programme in programmes for key in programme.register_keys}
    keys |= {pair.opened.statement_key for pair in pairs if pair.opened.statement_key}
    # Who signs for a programme that nobody here knows has its badges signed by a key that nobody here knows.
    complete = bool(programmes) or all(pair.opened.issuer_is_subject for pair in pairs)
    badge = _badge(evidence, people) if inside.badge else None
    code, verdict = _code(evidence, people)
    return Carrying(badge, code, verdict, inside.title, frozenset(keys), complete)


def cross_findings(evidence: Evidence, carried: Carrying, kind: DocumentKind, news: News) -> Iterator[Finding]:
    """Compare what one of our documents carries with what it is."""
    if kind is DocumentKind.FOREIGN:
        return
    if carried.badge is not None:
        yield from _about_badge(evidence, carried, carried.badge, news)
    elif kind is DocumentKind.CERTIFICATE:
        yield not_checked("badge", _("There is no badge in the file to compare with."))
    if carried.code is not None:
        yield _about_code(carried, carried.code)
    elif evidence.inside.carried.code:
        yield found(_CANNOT, "code", _("The text of the QR code can't be read."))
    elif kind is DocumentKind.CERTIFICATE:
        yield not_checked("code", _("There is no QR code in the file to compare with."))


def _about_badge(evidence: Evidence, carried: Carrying, badge: BadgeVerdict, news: News) -> Iterator[Finding]:
    name, facts = "badge", badge.facts
    if evidence.inside.carried.badges > 1:
        yield found(_CANNOT, name, _("More than one badge is attached to the file."))
        return
    failed = next((check for check in badge.checks if check.state is CheckState.FAILED), None)
    if facts is None or failed is not None:
        detail = failed.sentence if failed else badge.summary
        sentence = _("The badge in the file is not genuine, though the file is as it was signed.")
        yield found(_CANNOT, name, sentence, detail)
        return
    if problem := _disagreement(carried, facts, news):
        yield found(_CANNOT, name, problem)
        return
    if facts.key not in carried.keys and not carried.complete:
        yield not_checked(name, _("The badge in the file says the same, but nobody here knows the key that signed it."))
        return
    if facts.key not in carried.keys:
        yield found(_CANNOT, name, _("The badge in the file was not signed by those who signed the file."))
        return
    other = next((check for check in badge.checks if check.name == "issuer_name"), None)
    if other is not None and other.state is CheckState.WARNING:
        yield found(Verdict.GENUINE_BUT, "issuer_name", other.sentence, other.detail)
    status = next((check for check in badge.checks if check.name == "status"), None)
    if news.withdrawn is not None or news.successor is not None:
        status = None  # the register says since when and why, or which one to ask for
    if status is not None and status.state is CheckState.WARNING:
        yield found(Verdict.GENUINE_BUT, "status", status.sentence, status.detail)
    elif status is not None:
        ask = passed if status.state is CheckState.PASSED else not_checked
        yield ask("status", status.sentence, status.detail)
    yield passed(name, _("The badge in the file says the same, and the same issuer signed it."), facts.digest)


def _disagreement(carried: Carrying, facts: BadgeFacts, news: News) -> str:
    """Say in what the badge differs from the document, its code or the register; empty where it does not."""
    names = _names_in(carried.title)
    if names and facts.holder_hash and not any(facts.is_held_by(name) for name in names):
        return _("The badge in the file is about somebody else than the document.")
    entry = news.entry
    if entry is not None and entry.badge and entry.badge != facts.digest:
        return _("The badge in the file is not the one that the register holds.")
    if entry is not None and entry.serial and facts.serial and entry.serial != facts.serial:
        return _("The badge in the file has another number than the register.")
    if entry is not None and entry.status_index is not None and entry.status_index != facts.status_index:
        return _("The badge in the file looks for news in another place than the register says.")
    return ""


def _about_code(carried: Carrying, code: CodeClaims) -> Finding:
    verdict = carried.code_verdict.verdict if carried.code_verdict else Verdict.CANNOT_TELL
    if problem := _code_disagreement(carried, code):
        return found(_CANNOT, "code", problem)
    if verdict is Verdict.NOT_GENUINE and carried.code_verdict is not None:
        sentence = _("The QR code in the file is not genuine, though the file is as it was signed.")
        return found(_CANNOT, "code", sentence, carried.code_verdict.summary)
    if verdict is Verdict.CANNOT_TELL:
        return not_checked("code", _("The QR code says the same, but nobody here knows the key that signed it."))
    sentence = _("The QR code in the file says the same, and the same issuer signed it.")
    return passed("code", sentence, code.serial)


def _code_disagreement(carried: Carrying, code: CodeClaims) -> str:
    """Say in what the code differs from the document and its badge; empty where it does not."""
    facts, names = carried.facts, _names_in(carried.title)
    if names and Shortened.HOLDER not in code.shortened and _plain(code.holder) not in names:
        return _("The QR code in the file is about somebody else than the document.")
    if facts is None:
        return ""
    if bytes.fromhex(facts.digest)[: len(code.badge)] != code.badge:
        return _("The QR code and the badge in the file do not belong together.")
    if facts.serial and code.serial != facts.serial:
        return _("The QR code and the badge in the file have different numbers.")
    if facts.outcome and code.outcome != facts.outcome and not code.shortened:
        return _("The QR code and the badge in the file tell different results.")
    return ""


def _names_in(title: str) -> frozenset[str]:
    """Return what may be the holder's name in a title such as ``Certificate: Ada: Lovelace``."""
    parts = title.split(": ")
    return frozenset(_plain(": ".join(parts[at:])) for at in range(1, len(parts)))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _badge(evidence: Evidence, people: Sequence[Issuer]) -> BadgeVerdict:
    # What understands badges takes a while to load, and most files have none.
    from certdesk.signing.badge.verify import verify_badge

    return verify_badge(evidence.inside.carried.badge, evidence.trust, now=evidence.today, people=people)


def _code(evidence: Evidence, people: Sequence[Issuer]) -> tuple[CodeClaims | None, Verification | None]:
    text = evidence.inside.carried.code
    if not text:
        return None, None
    from certdesk.signing.codes.checking import verify_code
    from certdesk.signing.codes.reading import read_code

    try:
        return read_code(text), verify_code(text, evidence.trust, evidence.today, people=people)
    except UntrustedFileError:
        return None, None


def _people(evidence: Evidence, pairs: Sequence[Pair]) -> tuple[Issuer, ...]:
    """Return those who signed the file and are known here in person, as issuers of badges."""
    signed = {digest(pair.opened.certificate) for pair in pairs if pair.opened.certificate}
    return tuple(
        Issuer(each.name, each.statement_key)
        for each in evidence.trust.known
        if each.statement_key and each.digest in signed
    )
