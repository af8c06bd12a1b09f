"""What verifying a PDF answers: a verdict, what was checked, and who signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from certdesk.core.words import N_, _
from certdesk.signing.identity import Identity
from certdesk.signing.trust import KnownSigner, Trust


class Verdict(StrEnum):
    """The answer in a word, from best to worst; ``rank`` is the exit code of the command line."""

    GENUINE = "genuine"
    GENUINE_BUT = "genuine_but"
    CANNOT_TELL = "cannot_tell"
    NOT_GENUINE = "not_genuine"

    @property
    def rank(self) -> int:
        """0 for genuine to 3 for not genuine."""
        return list(Verdict).index(self)

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return _(_VERDICT_WORDS[self])


_VERDICT_WORDS = {
    Verdict.GENUINE: N_("GENUINE"),
    Verdict.GENUINE_BUT: N_("GENUINE, BUT..."),
    Verdict.CANNOT_TELL: N_("CANNOT TELL"),
    Verdict.NOT_GENUINE: N_("NOT GENUINE"),
}


class CheckState(StrEnum):
    """How one check came out."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``sentence`` is for everybody, ``detail`` for the curious."""

    name: str
    state: CheckState
    sentence: str
    detail: str = ""


class DocumentKind(StrEnum):
    """What sort of thing was verified; ``FOREIGN`` was not made by this program, or does not show it."""

    REPORT = "report"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    RECORD = "record"
    MINUTES = "minutes"
    BADGE = "badge"
    CODE = "code"
    RESULTS = "results"
    FOREIGN = "foreign"

    @property
    def words(self) -> str:
        """What people call it."""
        return _(_KIND_WORDS[self])


_KIND_WORDS = {
    DocumentKind.REPORT: N_("feedback report"),
    DocumentKind.CERTIFICATE: N_("certificate"),
    DocumentKind.LETTER: N_("decision letter"),
    DocumentKind.RECORD: N_("record of a verification"),
    DocumentKind.MINUTES: N_("minutes of a ceremony"),
    DocumentKind.BADGE: N_("badge"),
    DocumentKind.CODE: N_("QR code"),
    DocumentKind.RESULTS: N_("results of a cohort"),
    DocumentKind.FOREIGN: N_("a file of another program"),
}


class Revocation(StrEnum):
    """Whether a key was reported lost or withdrawn, as far as the lists here tell."""

    GOOD = "good"
    REVOKED_LATER = "revoked_later"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class TimeSource(StrEnum):
    """Who says when something was signed, from the best witness to none."""

    REGISTER = "register"
    TIME_STAMP = "time_stamp"
    SIGNER = "signer"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One certificate of a chain, the signer's first; ``digest`` is its SHA-256, times are aware."""

    name: str
    fingerprint: str
    digest: str
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature, as far as the file tells; times are aware, ``claimed_time`` is the signer's own clock.

    ``chain`` leads from the signer to a root that is known here, and is empty where none is. ``signed_at`` is the best
    known time, ``time_source`` who says so. ``changes`` says in words what was added to the file afterwards.
    """

    field: str
    name: str
    role: str
    fingerprint: str
    digest: str
    self_made: bool
    known_as: str
    intact: bool
    claimed_time: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    level: str
    coverage: str
    reason: str = ""
    certifies: bool = False
    changes: str = ""
    chain: tuple[ChainLink, ...] = ()
    programme: str = ""
    programme_id: str = ""
    revocation: Revocation = Revocation.NOT_APPLICABLE
    revocation_words: str = ""
    signed_at: datetime | None = None
    time_source: TimeSource = TimeSource.SIGNER


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole answer for one file.

    ``serial`` names a certificate, ``replaced_by`` its successor if the register knows one. ``register_as_of`` and
    ``lists_as_of`` say how new the news are that it was judged by; None means that there were none. ``holder`` and
    ``award`` are what a badge or code says, ``code`` the text of the QR code that the file holds. ``sha256`` and
    ``size`` are those of the file.
    """

    verdict: Verdict
    summary: str
    checks: tuple[Check, ...]
    signatures: tuple[SignatureFacts, ...] = ()
    unsigned_fields: tuple[str, ...] = ()
    kind: DocumentKind = DocumentKind.FOREIGN
    serial: str = ""
    replaced_by: str = ""
    programme: str = ""
    programme_id: str = ""
    rehearsal: bool = False
    holder: str = ""
    award: str = ""
    valid_until: date | None = None
    register_as_of: datetime | None = None
    lists_as_of: datetime | None = None
    sha256: str = ""
    size: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedField:
    """Where a template puts a signature field: page counted from 0, rectangle in points."""

    name: str
    page: int
    rectangle: tuple[float, float, float, float]


def trust_of(identities: Iterable[Identity]) -> Trust:
    """Return the trust that follows from the identities of this workspace."""
    how = _("an identity of this workspace")
    return Trust(tuple(_known(each, how) for each in identities))


def _known(one: Identity, how: str) -> KnownSigner:
    return KnownSigner(one.digest, one.name, one.role, how, one.statement_key)
